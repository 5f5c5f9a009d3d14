"""Beside the grid: what the draft lacks, what only it has, and the clauses of the chosen cell with their text."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QColor, QFont
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.desktop.coverage_rows import Laid, clause_line, having
from app.desktop.style import Theme, reading_font
from app.matching.coverage import TopicCoverage
from app.matching.topics import Topic
from app.plans.outline import Clause
from widgets.coverage_grid import GridAddress
from widgets.elided_label import ElidedLabel
from widgets.marked_layout import Underline
from widgets.marked_text import Mark, MarkedText, MarkStyle

_DATA = Qt.ItemDataRole.UserRole


class CoveragePane(QWidget):
    """Two lists of topics above, clauses and their text below."""

    topic_chosen = Signal(str)  # topic id
    clause_activated = Signal(object)  # Clause
    topics_requested = Signal(object)  # Clause whose topics are to be changed

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._topic: Topic | None = None
        self.lacking, self.alone, self.clauses = QListWidget(self), QListWidget(self), QListWidget(self)
        self.lacking_title = ElidedLabel(self.tr("参考规划多有、本稿没有"), "paneTitle", self)
        self.alone_title = ElidedLabel(self.tr("只有本稿有"), "paneTitle", self)
        self.clauses_title = ElidedLabel(self.tr("条款"), "paneTitle", self)
        self.text = MarkedText()
        self.text.setFont(_text_font())  # before it has a parent: the style sheet keeps a font that was there first
        lists = QWidget(self)
        row = QHBoxLayout(lists)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(1)
        row.addWidget(_titled(self.lacking_title, self.lacking), 3)
        row.addWidget(_titled(self.alone_title, self.alone), 2)
        below = QSplitter(Qt.Orientation.Vertical, self, childrenCollapsible=False)
        for part, size in ((lists, 250), (_titled(self.clauses_title, self.clauses), 210), (self._reading(), 360)):
            below.addWidget(part)
            below.setStretchFactor(below.count() - 1, size)
        below.setSizes([250, 210, 360])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(below)
        self._wire()

    def _reading(self) -> QScrollArea:
        holder = QWidget(self)
        column = QVBoxLayout(holder)
        column.setContentsMargins(16, 12, 16, 12)
        column.addWidget(self.text)
        column.addStretch()
        area = QScrollArea(self, widgetResizable=True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(holder)
        return area

    def _wire(self) -> None:
        for shown in (self.lacking, self.alone):
            shown.itemClicked.connect(lambda item: self.topic_chosen.emit(item.data(_DATA)))
            shown.itemActivated.connect(lambda item: self.topic_chosen.emit(item.data(_DATA)))
        self.clauses.currentItemChanged.connect(lambda item, _before: self._show_text(item))
        self.clauses.itemActivated.connect(lambda item: self.clause_activated.emit(item.data(_DATA)))
        self.clauses.setToolTip(
            self.tr("双击或回车：参考规划的条款在对照页打开，本稿的条款在起草页打开；右键可以改主题")
        )
        self._change_topics = QAction(self.tr("改主题…"), self.clauses)
        self._change_topics.triggered.connect(self._ask_topics)
        self._open_clause = QAction(self.tr("打开条款"), self.clauses)
        self._open_clause.triggered.connect(self._ask_clause)
        self.clauses.addActions([self._open_clause, self._change_topics])
        self.clauses.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def chosen_clause(self) -> Clause | None:
        item = self.clauses.currentItem()
        return item.data(_DATA) if item else None

    def _ask_topics(self) -> None:
        clause = self.chosen_clause()
        if clause is not None:
            self.topics_requested.emit(clause)

    def _ask_clause(self) -> None:
        clause = self.chosen_clause()
        if clause is not None:
            self.clause_activated.emit(clause)

    def set_theme(self, theme: Theme) -> None:
        style = MarkStyle(QColor(theme.phrase), Underline.SingleUnderline, QColor(theme.faint))
        self.text.set_styles({"word": style})
        self.text.setFont(_text_font())

    # The two lists ------------------------------------------------------------------------------------------------

    def set_lists(self, laid: Laid) -> None:
        """Show what the draft lacks and what only it has."""
        _fill(self.lacking, [(topic, f"{topic.name}　（{having(laid, topic)}）") for topic in laid.lacking])
        _fill(self.alone, [(topic, topic.name) for topic in laid.alone])
        self.lacking_title.setText(self.tr("参考规划多有、本稿没有（{0}）").format(len(laid.lacking)))
        self.alone_title.setText(self.tr("只有本稿有（{0}）").format(len(laid.alone)))
        if laid.draft_id is None:
            for shown in (self.lacking, self.alone):
                _say(shown, self.tr("打开一份草稿后，这里列出它的缺漏和独有的主题。"))
        else:
            _say(self.lacking, self.tr("没有缺漏：多数参考规划写到的主题，本稿都写了。"))
            _say(self.alone, self.tr("没有：本稿的主题参考规划都写到了。"))

    # The clauses --------------------------------------------------------------------------------------------------

    def show_clauses(self, laid: Laid, address: GridAddress) -> None:
        """List the clauses of a cell or of a whole topic, and show the text of the first."""
        self._topic = next((topic for topic in laid.subjects if topic.id == address.row), None)
        found = laid.clauses(address)
        place = self.tr("全部规划") if address.column is None else laid.name_of(address.column)
        self.clauses_title.setText(
            self.tr("{0} · {1}（{2} 条）").format(laid.topic(address.row).name, place, len(found))
        )
        self.clauses.clear()
        for clause in found:
            item = QListWidgetItem(clause_line(laid, clause, address.column is None), self.clauses)
            item.setData(_DATA, clause)
            item.setToolTip(item.text())
        if found:
            self.clauses.setCurrentRow(0)
        else:
            _say(self.clauses, self.tr("这份规划没有写这个主题。"))
            self.text.set_text("")

    def _show_text(self, item: QListWidgetItem | None) -> None:
        clause: Clause | None = item.data(_DATA) if item else None
        if clause is None:
            return
        text = "\n".join(part for part in (clause.title, clause.text) if part)
        if not clause.text:
            text += "\n" + self.tr("（标题之下没有自己的文字，内容在下级条款）")
        self.text.set_text(text, _marks(text, self._topic))


def _marks(text: str, topic: Topic | None) -> list[Mark]:
    """Where a text says the words of a topic; longer words win, none overlap."""
    if topic is None:
        return []
    taken: list[Mark] = []
    for word in sorted({*topic.names, *topic.words}, key=lambda word: (-len(word), word)):
        at = text.find(word)
        while at >= 0:
            if all(at >= mark.end or at + len(word) <= mark.start for mark in taken):
                taken.append(Mark(at, at + len(word), "word"))
            at = text.find(word, at + len(word))
    return sorted(taken, key=lambda mark: mark.start)


def _titled(title: QLabel, body: QListWidget) -> QWidget:
    body.setFrameShape(QFrame.Shape.NoFrame)
    body.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # long lines are cut; the tooltip has all
    body.setAccessibleName(title.text())
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 4, 0, 0)
    column.setSpacing(2)
    column.addWidget(title)
    column.addWidget(body, 1)
    return holder


def _fill(shown: QListWidget, lines: Sequence[tuple[TopicCoverage, str]]) -> None:
    shown.clear()
    for topic, text in lines:
        item = QListWidgetItem(text, shown)
        item.setData(_DATA, topic.id)
        item.setToolTip(text)


def _say(shown: QListWidget, sentence: str) -> None:
    """A sentence in place of an empty list; it cannot be chosen."""
    if shown.count() == 0:
        item = QListWidgetItem(sentence, shown)
        item.setFlags(Qt.ItemFlag.NoItemFlags)


def _text_font() -> QFont:
    return reading_font(QApplication.font().pointSizeF() * 1.15)
