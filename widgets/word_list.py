"""A list of words under a title: typed in at the top, taken out with Delete or the button at its side."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QPushButton, QVBoxLayout, QWidget

from widgets.parts import label

_PARTING = re.compile(r"[\s，、；,;]+")


class _Words(QListWidget):
    delete_requested = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.delete_requested.emit()
        else:
            super().keyPressEvent(event)


class WordList(QWidget):
    """`changed` carries all words after the user added or took out some."""

    changed = Signal(object)  # tuple[str, ...]

    def __init__(self, title: str, hint: str, add: str, take_out: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words: tuple[str, ...] = ()
        self.box = QLineEdit(self)
        self.box.setPlaceholderText(self.tr("几个词用空格隔开"))
        self.box.setToolTip(hint)
        self.box.setAccessibleName(f"{title}：{hint}")
        self.add = QPushButton(add, self)
        self.add.setAutoDefault(False)
        self.take_out = QPushButton(take_out, self)
        self.take_out.setAutoDefault(False)
        self.list = _Words(self)
        self.list.setObjectName("framedText")
        self.list.setAccessibleName(title)
        self.list.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.list.setUniformItemSizes(True)
        row = QHBoxLayout()
        row.addWidget(self.box, 1)
        row.addWidget(self.add)
        row.addWidget(self.take_out)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(title, "pageTitle", self))
        column.addWidget(label(hint, "faint", self))
        column.addLayout(row)
        column.addWidget(self.list, 1)
        self.add.clicked.connect(self.take_typed)
        self.box.returnPressed.connect(self.take_typed)
        self.box.textChanged.connect(lambda _text: self._show_state())
        self.take_out.clicked.connect(self._take_out)
        self.list.itemSelectionChanged.connect(self._show_state)
        self.list.delete_requested.connect(self._take_out)
        self._show_state()

    def words(self) -> tuple[str, ...]:
        return self._words

    def set_words(self, words: Sequence[str]) -> None:
        """Show these words; the row that was current stays so."""
        row = self.list.currentRow()
        self._words = tuple(words)
        self.list.clear()
        self.list.addItems(list(self._words))
        if self._words and row >= 0:
            self.list.setCurrentRow(min(row, len(self._words) - 1))
        self._show_state()

    def _show_state(self) -> None:
        self.add.setEnabled(bool(self.box.text().strip()))
        self.take_out.setEnabled(bool(self.list.selectedItems()))

    def take_typed(self) -> None:
        """Take over what was typed: several words may be parted by blanks or commas."""
        typed = [word for word in _PARTING.split(self.box.text()) if word]
        words = tuple(dict.fromkeys((*self._words, *typed)))
        self.box.clear()
        if words != self._words:
            self.set_words(words)
            self.list.scrollToBottom()
            self.changed.emit(words)

    def _take_out(self) -> None:
        chosen = {item.text() for item in self.list.selectedItems()}
        if chosen:
            self.set_words([word for word in self._words if word not in chosen])
            self.changed.emit(self._words)
