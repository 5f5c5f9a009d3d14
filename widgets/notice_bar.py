"""A strip above a page that tells one thing and what can be done about it, without stopping the work."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from widgets.parts import tool_button


class NoticeLevel(StrEnum):
    INFORMATION = "information"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Notice:
    """What the bar says. `action` is the caption of one button, "" for none; `seconds` 0 stays until closed."""

    text: str
    level: NoticeLevel = NoticeLevel.INFORMATION
    action: str = ""
    seconds: int = 0


class NoticeBar(QFrame):
    """Shows the latest notice; hidden while there is none."""

    action_triggered = Signal(object)  # the Notice
    _SIGNS = {NoticeLevel.INFORMATION: "ℹ", NoticeLevel.WARNING: "⚠", NoticeLevel.ERROR: "✕"}  # noqa: RUF012

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("noticeBar")
        self._notice: Notice | None = None
        self._sign = QLabel(self)
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._button = QPushButton(self)
        self._close = tool_button("✕", self.tr("关闭提示"), self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 6, 6)
        for widget in (self._sign, self._text, self._button, self._close):
            layout.addWidget(widget)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.clear)
        self._close.clicked.connect(self.clear)
        self._button.clicked.connect(lambda: self.action_triggered.emit(self._notice))
        self.hide()

    def notice(self) -> Notice | None:
        return self._notice

    def show_notice(self, notice: Notice) -> None:
        self._notice = notice
        self.setProperty("level", notice.level.value)
        self.style().unpolish(self)
        self.style().polish(self)
        self._sign.setText(self._SIGNS[notice.level])
        self._text.setText(notice.text)
        self._button.setText(notice.action)
        self._button.setVisible(bool(notice.action))
        self._timer.stop()
        if notice.seconds:
            self._timer.start(notice.seconds * 1000)
        self.show()

    def clear(self) -> None:
        self._notice = None
        self._timer.stop()
        self.hide()
