"""The text of the chosen hit, its words marked, under a line that says where it is and opens it."""

from __future__ import annotations

from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.desktop import search_rows as rows
from app.desktop.style import current_theme, reading_font
from app.matching.search import Hit
from widgets.elided_label import ElidedLabel
from widgets.marked_layout import MarkStyle, Underline
from widgets.marked_text import MarkedText


class HitPane(QWidget):
    """Below the list of the search page."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.place = ElidedLabel("", "paneTitle", self)
        self.open_button = QPushButton(self.tr("打开"), self)
        self.text = MarkedText()
        self.text.setFont(_text_font())  # before it has a parent: the style sheet keeps a font that was there first
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)  # the text is as high as its width asks, never as at an earlier width
        self.text.setSizePolicy(policy)
        holder = QWidget(self)
        self._inner = QVBoxLayout(holder)
        self._inner.setContentsMargins(16, 10, 16, 12)
        self._inner.addWidget(self.text)
        self._inner.addStretch()
        self.area = QScrollArea(self, widgetResizable=True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidget(holder)
        head = QHBoxLayout()
        head.setContentsMargins(0, 4, 12, 0)
        head.addWidget(self.place, 1)
        head.addWidget(self.open_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.area, 1)

    def show_hit(self, hit: Hit | None, looked: rows.Looked | None) -> None:
        """Show the text around a hit, the hit in view."""
        if hit is None or looked is None:
            self.place.setText("")
            self.text.set_text("")
            return
        prepared = looked.prepared[hit.place.plan_id]
        text, marks, at = rows.reading(prepared.texts, hit, looked.result.words)
        self.text.set_text(text, marks)
        self.place.setText(f"{rows.where(hit)}　·　{hit.place.kind.value}　·　《{prepared.plan.front.title}》")
        self._inner.activate()
        self.area.verticalScrollBar().setValue(max(0, self.text.top_of(at) - self.area.viewport().height() // 3))

    def restyle(self) -> None:
        """Take the colours and sizes of the present theme."""
        theme = current_theme()
        self.text.setFont(_text_font())
        accent, plain = QColor(theme.accent), QColor(theme.faint)
        self.text.set_styles(
            {
                rows.HIT: MarkStyle(QColor(theme.phrase), Underline.SingleUnderline, plain),
                rows.CURRENT: MarkStyle(QColor(theme.selection), Underline.SingleUnderline, accent, bold=True),
            }
        )


def _text_font() -> QFont:
    return reading_font(QApplication.font().pointSizeF() * 1.15)
