"""A strip that leads through a few steps, one sentence each; it never stands in the way of work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from widgets.parts import label, main_button, strip


@dataclass(frozen=True, slots=True)
class Step:
    """What one step says; `key` is whatever the caller knows it by."""

    key: str
    title: str
    text: str


class StepBar(QWidget):
    """Hidden until `start`. `step_shown` says which step is in front, `ended` that it was the last or was left."""

    step_shown = Signal(object)  # Step
    ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: tuple[Step, ...] = ()
        self._at = 0
        body = strip("stepBar", self)
        self._count = label("", "faint", body)
        self._title = label("", "paneTitle", body)
        self._text = label("", "stepText", body, wrap=True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._back = QPushButton(self.tr("上一步"), body)
        self._next = main_button("", body)
        self._leave = QPushButton(self.tr("跳过导览"), body)
        row = QHBoxLayout(body)
        row.setContentsMargins(12, 8, 12, 8)
        for widget in (self._count, self._title, self._text, self._leave, self._back, self._next):
            row.addWidget(widget)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(body)
        self._back.clicked.connect(lambda: self._go(self._at - 1))
        self._next.clicked.connect(lambda: self._go(self._at + 1))
        self._leave.clicked.connect(self.end)
        self.hide()

    def start(self, steps: Sequence[Step]) -> None:
        self._steps = tuple(steps)
        self.show()
        self._go(0)

    def end(self) -> None:
        self.hide()
        self.ended.emit()

    def _go(self, at: int) -> None:
        if at >= len(self._steps):
            self.end()
            return
        self._at = max(0, at)
        step, last = self._steps[self._at], self._at == len(self._steps) - 1
        self._count.setText(f"{self._at + 1} / {len(self._steps)}")
        self._title.setText(step.title)
        self._text.setText(step.text)
        self._back.setEnabled(self._at > 0)
        self._next.setText(self.tr("完成") if last else self.tr("下一步"))
        self._leave.setVisible(not last)
        self.step_shown.emit(step)
