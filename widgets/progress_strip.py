"""One line that shows how far a long work is and lets it be cancelled."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QSizePolicy, QWidget


class ProgressStrip(QWidget):
    """Hidden until `start`; `cancelled` when the button is pressed."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = QLabel(self)
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._bar = QProgressBar(self, minimum=0, maximum=1000, textVisible=False)
        self._bar.setFixedWidth(220)
        self._button = QPushButton(self.tr("取消"), self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 4, 12, 4)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._bar)
        layout.addWidget(self._button)
        self._button.clicked.connect(self._cancel)
        self.hide()

    def start(self, text: str) -> None:
        self._button.setEnabled(True)
        self.set_progress(text, 0.0)
        self.show()

    def set_progress(self, text: str, fraction: float) -> None:
        self._text.setText(text)
        self._bar.setValue(round(1000 * min(1.0, max(0.0, fraction))))

    def finish(self) -> None:
        self.hide()

    def _cancel(self) -> None:
        self._button.setEnabled(False)
        self._text.setText(self.tr("正在取消…"))
        self.cancelled.emit()
