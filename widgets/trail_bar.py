"""A strip that leads from place to place over several pages: where we are, the next, the one before, back, away."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from widgets.elided_label import ElidedLabel
from widgets.parts import strip, tool_button


class TrailBar(QWidget):
    """Hidden until `show_place`."""

    step_requested = Signal(int)  # +1 the next, -1 the one before
    back_requested = Signal()  # to where the places were listed

    def __init__(self, back: str, previous: str, following: str, close: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        body = strip("trailBar", self)
        self.place = ElidedLabel("", "faint", body)
        self.previous = tool_button("▴", previous, body)
        self.next = tool_button("▾", following, body)
        self.back = tool_button(back, back, body)
        self.close_button = tool_button("✕", close, body)
        row = QHBoxLayout(body)
        row.setContentsMargins(12, 4, 8, 4)
        row.addWidget(self.place, 1)
        for button in (self.previous, self.next, self.back, self.close_button):
            row.addWidget(button)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(body)
        self.previous.clicked.connect(lambda: self.step_requested.emit(-1))
        self.next.clicked.connect(lambda: self.step_requested.emit(1))
        self.back.clicked.connect(self.back_requested)
        self.close_button.clicked.connect(self.hide)
        self.hide()

    def show_place(self, text: str) -> None:
        self.place.setText(text)
        self.show()
