"""What the comparison page is made of and how it looks; `ComparePage` gives it life."""

from __future__ import annotations

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.desktop.candidate_rows import mark_styles
from app.desktop.compare_bar import CompareBar
from app.desktop.compare_work import CHUNK
from app.desktop.style import current_theme, reading_font
from widgets.candidate import StrengthColors
from widgets.clause_cell import FIND
from widgets.clause_columns import ClauseColumns
from widgets.empty_state import EmptyState
from widgets.marked_layout import MarkStyle, Underline
from widgets.overview_strip import OverviewStrip
from widgets.progress_strip import ProgressStrip


class CompareFrame(QWidget):
    """From the top: the bar, the strip, the state of the work, and the table or what to say in its place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = CompareBar(self)
        self.strip = OverviewStrip(self)
        self.progress = ProgressStrip(self)
        self.resume = QPushButton(self.tr("继续查找对应条款"), self)
        self.resume.hide()
        self.table = ClauseColumns(self)
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        self.empty = EmptyState("", "", (self.tr("显示全部条款"),), self)
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self.table)
        self.pages.addWidget(self.empty)
        state = QHBoxLayout()
        state.addWidget(self.progress, 1)
        state.addWidget(self.resume)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self.strip)
        layout.addLayout(state)
        layout.addWidget(self.pages, 1)

    def restyle(self) -> None:
        """Take the colours and sizes of the theme in force."""
        theme = current_theme()
        colors = StrengthColors(*map(QColor, (theme.strong, theme.related, theme.mention, theme.page, theme.text)))
        found = MarkStyle(QColor(theme.selection), Underline.SingleUnderline, QColor(theme.accent), bold=True)
        self.table.set_looks(reading_font(self.font().pointSizeF()), {**mark_styles(theme), FIND: found}, colors)
        self.strip.set_colors(colors)

    def say(self, title: str, text: str, offer: bool = False) -> None:
        """Say something in place of the table; `offer` shows the button that shows all rows again."""
        self.empty.set_text(title, text)
        for button in self.empty.findChildren(QPushButton):
            button.setVisible(offer)
        self.pages.setCurrentWidget(self.empty)

    def show_progress(self, fraction: float, total: int) -> None:
        """Tell of long work only: an edit of one clause is done before it could be read."""
        text = self.tr("正在查找对应条款：{0}/{1} 条").format(round(fraction * total), total)
        if self.progress.isVisible():
            self.progress.set_progress(text, fraction)
        elif (1 - fraction) * total > 2 * CHUNK:
            self.progress.start(text)
            self.progress.set_progress(text, fraction)
