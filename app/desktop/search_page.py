"""检索: one search over the draft, the references, their digests, tables and indicators."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.desktop import search_rows as rows
from app.desktop.found_place import FoundAddress
from app.desktop.hit_pane import HitPane
from app.desktop.kept_sizes import restore_sizes, sizes_of
from app.desktop.session import IndicatorAddress, Session
from app.figures.model import Indicator
from app.matching.search import Hit
from app.plans.model import Plan, Role
from widgets.empty_state import EmptyState
from widgets.filter_bar import FilterBar
from widgets.hit_cell import HitCell
from widgets.parts import strip
from widgets.row_table import RowTable
from widgets.row_table_model import RowGroup

QUERY, KIND, SPLIT = "search.query", "search.kind", "search.split"
_PLAN, _KIND = "plan", "kind"


class SearchPage(QWidget):
    """Controller of the search screen."""

    draft_requested = Signal(object)  # FoundAddress in a draft
    compare_requested = Signal(object)  # FoundAddress in a reference
    indicator_requested = Signal(object)  # IndicatorAddress
    opened = Signal(str)  # what was opened and where it is among all that was found, in words

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._looked: rows.Looked | None = None
        self._opened = 0  # the occurrence that was opened last, counted over all plans
        self._prepared: dict[str, rows.Prepared] = {}
        self._indicators: Sequence[Indicator] | None = None  # None: to be read again
        self._wish = rows.Wish(
            session.library.setting(QUERY) or "", kind=_known_kind(session.library.setting(KIND) or "")
        )
        self._build()
        self._wire()
        self.restyle()
        self._show_choices()
        self.filters.find_box.setText(self._wish.query)
        self._say_nothing()

    # Building -----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.filters = FilterBar(self)
        self.filters.add_choice(_PLAN, self.tr("在哪部规划中检索"))
        self.filters.add_choice(_KIND, self.tr("检索哪一类内容"))
        self.filters.set_step_hints(self.tr("上一段（Shift+F3）"), self.tr("下一段（F3）"))
        box = self.filters.find_box
        box.setPlaceholderText(self.tr("输入要找的字词；多个词用空格隔开，同一条款里都要有"))
        box.setToolTip(self.tr("检索（Ctrl+Shift+F）：回车到下一段，Shift+回车到上一段，Esc 清空"))
        box.setAccessibleName(self.tr("检索字词"))
        box.setMinimumWidth(220)
        box.setMaximumWidth(620)
        self.table = RowTable(rows.columns(), rows.key_of, self)
        self.table.setAccessibleName(self.tr("检索结果"))
        self.table.setToolTip(self.tr("双击或回车：草稿在起草页打开，参考规划在对照页打开，指标在指标页打开"))
        self.table.setItemDelegateForColumn(3, HitCell(self.table, self.table.line, _context_of))
        self.empty = EmptyState("", "", parent=self)
        self.reading = HitPane(self)
        self.splitter = QSplitter(Qt.Orientation.Vertical, self, childrenCollapsible=False)
        self.splitter.addWidget(self.table)
        self.splitter.addWidget(self.reading)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 2)
        self.splitter.setSizes([480, 320])
        restore_sizes(self.splitter, self._session.library.setting(SPLIT))
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self.empty)
        self.pages.addWidget(self.splitter)
        bar = strip("pageBar", self)
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 6, 12, 6)
        row.addWidget(self.filters)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self.pages, 1)

    def _wire(self) -> None:
        for signal, slot in (
            (self._session.plans_changed, lambda _plans: self._plans_changed()),
            (self._session.draft_opened, lambda _draft: self._plans_changed()),
            (self._session.indicators_changed, lambda _plan_id: self._forget_indicators()),
            (self.filters.find_changed, lambda query: self._wish_for(query=query)),
            (self.filters.choice_changed, self._choose),
            (self.filters.step_requested, self.step),
            (self.filters.left, self.table.setFocus),
            (self.table.row_chosen, self._show_text),
            (self.table.row_activated, self._open_first),
            (self.reading.open_button.clicked, lambda: self._open_first(self.table.current_row())),
        ):
            signal.connect(slot)
        self.filters.listen_in(self)

    def restyle(self) -> None:
        """Take the colours and sizes of the present theme."""
        self.reading.restyle()

    # What the window asks -----------------------------------------------------------------------------------------

    def activate(self) -> None:
        """Come to the front: the draft may have been edited since."""
        self.search()
        if self._wish.query:
            self.table.setFocus()
        else:
            self.filters.focus_find()

    def open_find(self) -> None:
        self.filters.focus_find()

    def remember(self) -> None:
        """Keep what was looked for and the heights for the next start."""
        keep = self._session.library.set_setting
        keep(QUERY, self._wish.query)
        keep(KIND, self._wish.kind)
        keep(SPLIT, sizes_of(self.splitter))

    # Searching ----------------------------------------------------------------------------------------------------

    def _plans_changed(self) -> None:
        self._show_choices()
        self._forget_indicators()

    def _forget_indicators(self) -> None:
        self._indicators = None
        if self.isVisible():
            self.search()

    def _show_choices(self) -> None:
        plans = self._plans()
        if self._wish.plan_id not in {plan.id for plan in plans}:
            self._wish = rows.Wish(self._wish.query, "", self._wish.kind)
        self.filters.set_choices(_PLAN, rows.plan_choices(plans), self._wish.plan_id)
        self.filters.set_choices(_KIND, rows.kind_choices(), self._wish.kind)

    def _plans(self) -> tuple[Plan, ...]:
        draft = self._session.draft
        return rows.drafts_first(self._session.plans(), draft.plan.id if draft else None)

    def _choose(self, choice: tuple[str, str]) -> None:
        name, key = choice
        self._wish_for(plan_id=key) if name == _PLAN else self._wish_for(kind=key)

    def _wish_for(self, query: str | None = None, plan_id: str | None = None, kind: str | None = None) -> None:
        before = self._wish
        self._wish = rows.Wish(
            before.query if query is None else query,
            before.plan_id if plan_id is None else plan_id,
            before.kind if kind is None else kind,
        )
        if self._wish != before:
            self.search()

    def search(self) -> None:
        """Look for what is wished, in a job; only the newest wish counts."""
        if not self._wish.query:
            self._looked = None
            self.table.set_groups(())
            self._say_nothing()
        plans, known, wish, library = self._plans(), self._prepared, self._wish, self._session.library
        read = self._indicators
        self._session.jobs.read(
            lambda progress: (
                found := library.indicators() if read is None else read,
                rows.look(plans, lambda: found, known, wish, progress),
            ),
            self._show,
            key="search",
        )

    def _show(self, answer: tuple[Sequence[Indicator], rows.Looked]) -> None:
        self._indicators, looked = answer
        self._prepared = dict(looked.prepared)
        if not looked.wish.query:
            return
        self._looked = looked
        self.table.set_groups(rows.groups(looked))
        self._show_place()
        if looked.result.places:
            self.pages.setCurrentWidget(self.splitter)
        else:
            text = self.tr("换一个说法，少写几个词，或在上面改选“全部规划”“全部内容”。")
            self._say(self.tr("没有找到“{0}”").format(looked.wish.query), text)

    def _say_nothing(self) -> None:
        self.filters.say("")
        text = self.tr("在上面输入字词：草稿、参考规划的标题、正文、专栏、表、脚注，以及要点和指标，都会找到。")
        self._say(self.tr("在全部规划中检索"), text)

    def _say(self, title: str, text: str) -> None:
        self.empty.set_text(title, text)
        self.pages.setCurrentWidget(self.empty)

    # Hits ---------------------------------------------------------------------------------------------------------

    def _hits(self) -> list[Hit]:
        """What was found in the plans that are still there."""
        there = {plan.id for plan in self._session.plans()}
        found = self._looked.result.plans if self._looked else ()
        return [hit for plan in found if plan.plan_id in there for hit in plan.hits]

    def step(self, step: int) -> None:
        """Go to the next (1) or the previous (-1) hit, round the ends."""
        hits = self._hits()
        if hits:
            present = self.table.current_row()
            at = next((n for n, hit in enumerate(hits) if hit is present), -1 if step > 0 else 0)
            self.table.set_current(rows.key_of(hits[(at + step) % len(hits)]))

    def _show_place(self) -> None:
        if self._looked is not None:
            present = self.table.current_row()
            at = next((n for n, hit in enumerate(self._hits()) if hit is present), None)
            self.filters.say(rows.summary(self._looked.result, at))

    def _show_text(self, hit: Hit | None) -> None:
        self.reading.show_hit(hit, self._looked)
        if hit is not None:
            self._show_place()

    def _open_first(self, hit: Hit | None) -> None:
        """Open a hit at its first word."""
        found = rows.occurrences(self._hits())
        at = next((n for n, (one, _span) in enumerate(found) if one is hit), None)
        if at is not None:
            self._open(at)

    def open_next(self, step: int) -> None:
        """From the word that was opened last to the next (1) or the one before (-1), whatever page it opens on."""
        if found := rows.occurrences(self._hits()):
            self._open((self._opened + step) % len(found))

    def _open(self, at: int) -> None:
        """Open one of all words found where it is worked on, with the word chosen there."""
        found = rows.occurrences(self._hits())
        hit, (start, end) = found[at]
        self._opened = at
        self.table.set_current(rows.key_of(hit))
        place, plan = hit.place, self._session.plan(hit.place.plan_id)
        self.opened.emit(rows.trail(hit, self._wish.query, at, len(found), plan))
        if place.indicator_id:
            self.indicator_requested.emit(IndicatorAddress(place.plan_id, place.indicator_id))
            return
        section_id = place.section_id or next((section.id for section in plan.sections), "")
        wish = self.draft_requested if plan.role is Role.DRAFT else self.compare_requested
        wish.emit(FoundAddress(place.plan_id, section_id, place.text, start, place.text[start:end]))


def _context_of(line: Hit | RowGroup) -> tuple[str, str, str] | None:
    return None if isinstance(line, RowGroup) else rows.context(line)


def _known_kind(kind: str) -> str:
    return kind if kind in {choice.key for choice in rows.kind_choices()} else ""
