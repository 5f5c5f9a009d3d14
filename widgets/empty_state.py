"""What a page shows while it has nothing: what it is for and what to do next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from widgets.parts import label


class EmptyState(QWidget):
    """A title, a sentence and up to a few buttons, in the middle; `action_triggered` carries the button's index."""

    action_triggered = Signal(int)

    def __init__(self, title: str, text: str, actions: tuple[str, ...] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = label(title, "emptyTitle", self)
        self._text = label(text, "emptyText", self, wrap=True)
        for each in (self._title, self._text):
            each.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        layout.addWidget(self._title)
        layout.addSpacing(8)
        layout.addWidget(self._text)
        layout.addSpacing(16)
        row = QHBoxLayout()
        row.addStretch()
        for index, caption in enumerate(actions):
            button = QPushButton(caption, self)
            button.clicked.connect(lambda _checked=False, index=index: self.action_triggered.emit(index))
            row.addWidget(button)
        row.addStretch()
        layout.addLayout(row)
        layout.addStretch(3)

    def set_text(self, title: str, text: str) -> None:
        self._title.setText(title)
        self._text.setText(text)
