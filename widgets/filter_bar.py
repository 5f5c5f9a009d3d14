"""One line above a long list: what to show, what to find, and the way from one hit to the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QToolButton, QWidget

QUIET_MS = 200
"""Rest after the last key before the search begins."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An entry of a choice: `key` is whatever the caller knows it by."""

    key: str
    text: str


class FilterBar(QWidget):
    """Choices, a find box and two step buttons. Enter and Shift+Enter step; Esc empties the find box and leaves it."""

    choice_changed = Signal(object)  # (name of the choice, key of the entry)
    find_changed = Signal(str)
    step_requested = Signal(int)  # -1 or 1
    left = Signal()  # Esc in an empty find box

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices: dict[str, QComboBox] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        self.find_box = QLineEdit(self)
        self.find_box.setPlaceholderText(self.tr("查找"))
        self.find_box.setToolTip(self.tr("查找（Ctrl+F）：回车到下一处，Shift+回车到上一处，Esc 清空"))
        self.find_box.setAccessibleName(self.tr("在对照中查找"))
        self.find_box.setClearButtonEnabled(True)
        self.find_box.setMinimumWidth(110)
        self.find_box.setMaximumWidth(260)
        self.find_box.installEventFilter(self)
        self._said = QLabel(self)
        self._said.setObjectName("faint")
        self._row.addWidget(self.find_box, 4)
        self._row.addWidget(self._said)
        self.previous = self._step_button("▴", -1)
        self.next = self._step_button("▾", 1)
        self._row.addStretch(1)
        self._quiet = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._quiet.timeout.connect(lambda: self.find_changed.emit(self.find_box.text().strip()))
        self.find_box.textChanged.connect(lambda _text: self._quiet.start())

    def _step_button(self, glyph: str, step: int) -> QToolButton:
        button = QToolButton(self)
        button.setText(glyph)
        button.clicked.connect(lambda: self.step_requested.emit(step))
        self._row.addWidget(button)
        return button

    def add_choice(self, name: str, hint: str) -> None:
        """Add a choice before the find box; fill it with `set_choices`."""
        box = QComboBox(self)
        box.setToolTip(hint)
        box.setAccessibleName(hint)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(6)
        box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        box.activated.connect(lambda _index: self.choice_changed.emit((name, box.currentData())))
        self._row.insertWidget(len(self._choices), box)
        self._choices[name] = box

    def set_choices(self, name: str, choices: Sequence[Choice], chosen: str) -> None:
        """Fill a choice; an unknown `chosen` chooses the first."""
        box = self._choices[name]
        box.clear()
        for choice in choices:
            box.addItem(choice.text, choice.key)
        box.setCurrentIndex(max(0, box.findData(chosen)))
        box.view().setMinimumWidth(box.view().sizeHintForColumn(0) + 24)

    def choose(self, name: str, key: str) -> None:
        """Choose an entry as the user does."""
        box = self._choices[name]
        box.setCurrentIndex(max(0, box.findData(key)))
        self.choice_changed.emit((name, box.currentData()))

    def set_step_hints(self, previous: str, following: str) -> None:
        for button, hint in ((self.previous, previous), (self.next, following)):
            button.setToolTip(hint)
            button.setAccessibleName(hint)

    def listen_in(self, widget: QWidget) -> None:
        """Let F3 and Shift+F3 step from anywhere in this widget."""
        for key, step in ((QKeySequence.StandardKey.FindNext, 1), (QKeySequence.StandardKey.FindPrevious, -1)):
            shortcut = QShortcut(QKeySequence(key), widget)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda step=step: self.step_requested.emit(step))

    def say(self, text: str) -> None:
        """What became of the search: 3/17, 未找到."""
        self._said.setText(text)

    def show_find(self, text: str) -> None:
        """Put a text into the find box without looking for it."""
        self.find_box.setText(text)
        self._quiet.stop()

    def focus_find(self) -> None:
        self.find_box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.find_box.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.find_box and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._search_now()
                back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self.step_requested.emit(-1 if back else 1)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self._escape()
                return True
        return super().eventFilter(watched, event)

    def _search_now(self) -> None:
        if self._quiet.isActive():
            self._quiet.stop()
            self.find_changed.emit(self.find_box.text().strip())

    def _escape(self) -> None:
        if self.find_box.text():
            self.find_box.clear()
            self._search_now()
        else:
            self.left.emit()
