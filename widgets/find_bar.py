"""A line to look for words in a text: what is looked for, how many there are, the next and the one before."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget


class FindBar(QWidget):
    """Hidden until `open`; Enter and Shift+Enter go on and back, Esc closes."""

    text_changed = Signal(str)
    step_requested = Signal(int)  # +1 the next, -1 the one before
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pageBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.line = QLineEdit(self)
        self.line.setPlaceholderText(self.tr("查找"))
        self.line.setClearButtonEnabled(True)
        self._count = QLabel(self)
        self._count.setObjectName("faint")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 6, 4)
        row.addWidget(self.line, 1)
        row.addWidget(self._count)
        for text, hint, slot in (
            ("▴", self.tr("上一处（Shift+Enter）"), lambda: self.step_requested.emit(-1)),
            ("▾", self.tr("下一处（Enter）"), lambda: self.step_requested.emit(1)),
            ("✕", self.tr("关闭查找（Esc）"), self.close_bar),
        ):
            button = QToolButton(self)
            button.setText(text)
            button.setToolTip(hint)
            button.setAccessibleName(hint)
            button.clicked.connect(slot)
            row.addWidget(button)
        self.line.textChanged.connect(self.text_changed)
        self.hide()

    def open(self, text: str = "") -> None:
        """Show the bar, ready to type; `text` is looked for at once."""
        self.show()
        if text:
            self.line.setText(text)
        self.line.selectAll()
        self.line.setFocus()
        self.text_changed.emit(self.line.text())

    def set_count(self, at: int, total: int) -> None:
        """The place among all (1-based, 0 = none chosen) and how many there are."""
        if not self.line.text():
            self._count.setText("")
        elif not total:
            self._count.setText(self.tr("没有找到"))
        else:
            self._count.setText(self.tr("{0} / {1} 处").format(at, total))

    def close_bar(self) -> None:
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.step_requested.emit(-1 if back else 1)
        else:
            super().keyPressEvent(event)
