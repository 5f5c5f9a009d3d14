"""覆盖: which plan writes of which topic, what most references have and the draft lacks, what only the draft has."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.desktop.coverage_pane import CoveragePane
from app.desktop.coverage_rows import Laid, address_of, clause_line, grid_of, lay, topics_of
from app.desktop.dialogs.lexicon_dialog import LexiconDialog
from app.desktop.dialogs.topics_dialog import TopicsDialog
from app.desktop.kept_sizes import restore_sizes, sizes_of
from app.desktop.session import Session
from app.desktop.style import current_theme
from app.matching import assignments, lexicon
from app.plans.model import Plan, Role
from app.plans.outline import Clause
from widgets.coverage_grid import CoverageGrid, GridAddress
from widgets.elided_label import ElidedLabel
from widgets.empty_state import EmptyState
from widgets.parts import label, strip, tool_button

SPLIT = "coverage.split"


class CoveragePage(QWidget):
    """Controller of the coverage screen."""

    compare_requested = Signal(object)  # ClauseAddress of a reference
    draft_requested = Signal(object)  # ClauseAddress in the draft
    export_requested = Signal(object)  # Laid

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._laid: Laid | None = None
        self._plans: tuple[Plan, ...] = ()
        self._address: GridAddress | None = None
        self._by_hand = assignments.loaded(session.library.setting(assignments.SETTING))
        self._build()
        self._wire()
        self.restyle()
        restore_sizes(self.splitter, session.library.setting(SPLIT))
        self._lay()

    # Building -----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.grid = CoverageGrid(self)
        self.grid.setAccessibleName(self.tr("主题与规划"))
        self.pane = CoveragePane(self)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self, childrenCollapsible=False)
        self.splitter.addWidget(self.grid)
        self.splitter.addWidget(self.pane)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 2)
        self.splitter.setSizes([880, 484])
        self._empty = EmptyState(
            self.tr("还没有可以比较的规划"),
            self.tr("在规划库导入参考规划后，这里显示各规划分别写了哪些主题、本稿缺什么。"),
            parent=self,
        )
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.splitter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_bar())
        column.addWidget(self._stack, 1)

    def _build_bar(self) -> QWidget:
        bar = strip("pageBar", self)
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 8, 12, 8)
        row.addWidget(label(self.tr("主题覆盖"), "pageTitle", bar))
        row.addSpacing(12)
        legend = self.tr("数字 条款数　深浅 篇幅　空白 没有写　○ 参考规划多有、本稿没有")
        row.addWidget(ElidedLabel(legend, "faint", bar))
        row.addStretch()
        self.summary = label("", "", bar)
        row.addSpacing(18)
        row.addWidget(self.summary)
        self.edit_topics = tool_button(
            self.tr("主题词表…"), self.tr("查看和修改主题、标题用语和信号词，或恢复程序自带的词表"), bar
        )
        row.addWidget(self.edit_topics)
        self.export = tool_button(
            self.tr("导出 .xlsx…"), self.tr("把主题与规划的覆盖表和各主题的条款导出为 Excel 工作簿"), bar
        )
        row.addWidget(self.export)
        return bar

    def _wire(self) -> None:
        for signal, slot in (
            (self._session.index_changed, lambda _matching: self._lay()),
            (self._session.draft_opened, lambda _draft: self._lay()),
            (self._session.lexicon_changed, lambda _entries: self._lay()),
            (self.grid.address_chosen, self._show_clauses),
            (self.grid.address_activated, self._open_first),
            (self.pane.topic_chosen, self._choose_topic),
            (self.pane.clause_activated, self._open),
            (self.pane.topics_requested, self._ask_topics),
            (self.export.clicked, self._export),
            (self.edit_topics.clicked, self._edit_topics),
        ):
            signal.connect(slot)

    def restyle(self) -> None:
        """Take the colours of the present theme."""
        theme = current_theme()
        self.grid.set_colors(QColor(theme.strong), QColor(theme.accent))
        self.pane.set_theme(theme)

    # Showing ------------------------------------------------------------------------------------------------------

    def activate(self) -> None:
        """The draft may have been edited since the page was last in front."""
        if self._session.plans() != self._plans:
            self._lay()
        self.grid.setFocus()

    def remember(self) -> None:
        """Keep the widths that the user gave the panes."""
        self._session.library.set_setting(SPLIT, sizes_of(self.splitter))

    def _lay(self) -> None:
        self._plans = plans = self._session.plans()
        draft_id = self._session.draft.plan.id if self._session.draft else None
        by_hand, entries = self._by_hand, self._session.lexicon
        self._session.jobs.read(
            lambda progress: lay(plans, draft_id, lexicon.topics_of(entries), by_hand, progress),
            self._on_laid,
            key="coverage",
        )

    def _on_laid(self, laid: Laid) -> None:
        address, self._laid = self._address, laid
        self._stack.setCurrentWidget(self.splitter if laid.plans else self._empty)
        self.grid.set_grid(*grid_of(laid))
        self.pane.set_lists(laid)
        self.summary.setText(self._summary(laid))
        if laid.plans:
            known = address is not None and any(topic.id == address.row for topic in laid.topics)
            self._go_to(address if address and known else GridAddress((laid.lacking or laid.topics)[0].id))

    def _summary(self, laid: Laid) -> str:
        if laid.draft_id is None:
            return self.tr("没有打开的草稿")
        written = sum(bool(topic.clauses.get(laid.draft_id)) for topic in laid.topics)
        return self.tr("本稿写了 {0} 个主题，共 {1} 个").format(written, len(laid.topics))

    def _choose_topic(self, topic_id: str) -> None:
        """Go to a topic's row; its clauses in all plans are shown."""
        self._go_to(GridAddress(topic_id))

    def _go_to(self, address: GridAddress) -> None:
        self.grid.choose(address)
        self._show_clauses(address)

    def _show_clauses(self, address: GridAddress) -> None:
        self._address = address
        if self._laid is not None:
            self.pane.show_clauses(self._laid, address)

    # Topics by hand -----------------------------------------------------------------------------------------------

    def _ask_topics(self, clause: Clause) -> None:
        """Let the drafter say which topics a clause is on."""
        if self._laid is None:
            return
        laid, address = self._laid, (clause.plan_id, clause.section.id)
        dialog = TopicsDialog(
            clause_line(laid, clause, with_plan=True),
            [(topic.id, topic.name) for topic in laid.topics],
            topics_of(laid, clause),
            address in self._by_hand,
            self,
        )
        dialog.chosen.connect(lambda topics: self._assign(address, topics))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _assign(self, address: tuple[str, str], topics: tuple[str, ...] | None) -> None:
        """Remember the topics of a clause, and lay all anew."""
        self._keep(assignments.with_assignment(self._by_hand, *address, topics))

    def _keep(self, by_hand: assignments.Assignments) -> None:
        self._by_hand = by_hand
        library, kept = self._session.library, assignments.dumped(self._by_hand)
        self._session.jobs.change(
            lambda _progress: library.set_setting(assignments.SETTING, kept), lambda _none: self._lay()
        )

    # The subject list ---------------------------------------------------------------------------------------------

    def _edit_topics(self) -> None:
        """Let the drafter change the subject list, beginning at the topic that is looked at."""
        present = self._address.row if self._address else ""
        dialog = LexiconDialog(self._session.lexicon, self, present)
        dialog.chosen.connect(self._take_topics)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take_topics(self, entries: lexicon.Lexicon) -> None:
        """Take over another list; what was given by hand to a topic that it no longer has is given back."""
        kept = assignments.within(self._by_hand, {one.id for one in entries})
        if kept != self._by_hand:
            self._keep(kept)
        self._session.change_lexicon(entries)

    def _export(self) -> None:
        if self._laid is not None:
            self.export_requested.emit(self._laid)

    # Opening ------------------------------------------------------------------------------------------------------

    def _open_first(self, address: GridAddress) -> None:
        if self._laid is not None and (found := self._laid.clauses(address)):
            self._open(found[0])

    def _open(self, clause) -> None:
        """A clause of the draft is opened for writing, one of a reference for comparing."""
        own = self._session.plan(clause.plan_id).role is Role.DRAFT
        (self.draft_requested if own else self.compare_requested).emit(address_of(clause))
