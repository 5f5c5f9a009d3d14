"""对照: the clauses of a base plan and beside each its counterparts in up to five other plans."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.desktop.compare_actions import CompareActions
from app.desktop.compare_bar import CHAPTER
from app.desktop.compare_finder import CompareFinder
from app.desktop.compare_frame import CompareFrame
from app.desktop.compare_rows import (
    BaseClauses,
    Scope,
    Showing,
    base_clauses,
    chapter_choices,
    column_head,
    comparison_wish,
    shown_rows,
    strip_cell,
    strip_columns,
    strip_lines,
)
from app.desktop.compare_view import SETTING, CompareView
from app.desktop.compare_work import CompareWork
from app.desktop.decisions_watch import DecisionsWatch
from app.desktop.dialogs.decisions_dialog import DecisionsDialog
from app.desktop.found_place import FoundAddress, offset_in
from app.desktop.session import ClauseAddress, Session
from app.plans.model import Plan, Role
from widgets.clause_columns import CellAction, CellAddress, RowRange
from widgets.notice_bar import Notice

EDITED_MS = 500
"""Rest after a change of the draft before its rows are shown anew."""


class ComparePage(CompareFrame):
    """One base, one to five columns; everything slow runs in `CompareWork`."""

    notice = Signal(object)  # Notice
    draft_requested = Signal(object)  # ClauseAddress
    borrow_requested = Signal(object)  # Borrowing
    export_requested = Signal(object)  # ComparisonWish
    decisions_export_requested = Signal(object)  # DecisionList

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._wish = CompareView.loaded(session.library.setting(SETTING))
        self._view = self._wish  # the wish as far as the library has what it names
        self._base: BaseClauses | None = None
        self._wanted_row = self._view.row
        self._wanted_word: FoundAddress | None = None
        self._chosen: dict[tuple[str, str], str] = {}  # (row, plan id) → section id looked at instead of the best
        self._saved = self._wish.dumped()
        self._stale = True
        self.work = CompareWork(session, self)
        self.pairs = CompareActions(session, self)
        self._edited = QTimer(self, singleShot=True, interval=EDITED_MS)
        self.finder = CompareFinder(session, self.work, self.table, self.bar.filters, self)
        self._wire()
        self.restyle()
        self.refresh()

    # Wires -------------------------------------------------------------------------------------------------------

    def _wire(self) -> None:
        session, bar, filters, table = self._session, self.bar, self.bar.filters, self.table
        session.plans_changed.connect(lambda _plans: self.refresh())
        session.index_changed.connect(lambda _matching: self.refresh())
        session.draft_opened.connect(self._watch_draft)
        session.decisions_changed.connect(lambda _decisions: self._look_again())
        bar.base_chosen.connect(lambda plan_id: self._wish_for(self._view.with_base(plan_id)))
        bar.column_toggled.connect(lambda wish: self._wish_for(self._view.with_column(*wish)))
        bar.fold_toggled.connect(self._fold_all)
        bar.export_requested.connect(self._export)
        bar.decisions_requested.connect(self._show_decisions)
        filters.choice_changed.connect(self._filter)
        filters.find_changed.connect(self.finder.search)
        filters.step_requested.connect(self.finder.step)
        filters.left.connect(table.setFocus)
        table.cells_requested.connect(self._make_cells)
        table.action_triggered.connect(self.pairs.answer)
        table.order_changed.connect(lambda order: self._wish_for(replace(self._view, columns=order)))
        table.viewport_changed.connect(self._frame_view)
        filters.listen_in(self)
        self._edited.timeout.connect(self._show_edited)
        self._wire_work()
        if session.draft:
            self._watch_draft(session.draft)

    def _wire_work(self) -> None:
        work = self.work
        self.strip.column_activated.connect(self._jump)
        self.progress.cancelled.connect(work.stop)
        self.resume.clicked.connect(self._resume)
        self.empty.action_triggered.connect(lambda _index: self._show_all())
        work.found_more.connect(self._take_found)
        work.progressed.connect(self._show_progress)
        work.finished.connect(self._end_progress)
        work.cells_ready.connect(self.table.set_cells)
        self.pairs.notice.connect(self.notice)
        self.pairs.draft_requested.connect(self.draft_requested)
        self.pairs.borrow_requested.connect(self.borrow_requested)
        self.pairs.base_requested.connect(self.open_clause)
        self.pairs.candidate_chosen.connect(self._look_at)

    # What the window asks ----------------------------------------------------------------------------------------

    def activate(self) -> None:
        """Come to the front: show what has changed meanwhile."""
        if self._stale:
            self._show_edited()
        self.table.setFocus()

    def open_clause(self, address: ClauseAddress) -> None:
        """Make its plan the base and go to the clause, to a found word in it if one was looked for."""
        self._wanted_row = address.section_id
        self._wanted_word = address if isinstance(address, FoundAddress) else None
        view = self._view.with_base(address.plan_id)
        self._wish_for(replace(view, showing=Showing.ALL, chapter=""))

    def open_find(self) -> None:
        self.bar.filters.focus_find()

    def remember(self) -> None:
        """Keep the view and the place for the next start."""
        shown, rows = self.table.visible_rows(), self.table.rows()
        row = rows[shown.first].key if shown and rows else ""
        self._session.library.set_setting(SETTING, replace(self._wish, row=row).dumped())

    # Plans and base ----------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """The library, the index or the open draft has changed."""
        self._show_view(self._wish)

    def _watch_draft(self, draft) -> None:
        if draft is not None:
            draft.changed.connect(lambda _change: self._on_draft_changed())
        self.refresh()

    def _on_draft_changed(self) -> None:
        self._stale = True
        if self.isVisible():
            self._edited.start()

    def _wish_for(self, view: CompareView) -> None:
        """Show what the drafter has chosen. The open draft as base is remembered as such, whichever draft it is."""
        draft = self._session.draft
        self._wish = replace(view, base="") if draft and view.base == draft.plan.id else view
        self._show_view(self._wish)
        self._save_wish()

    def _show_view(self, wish: CompareView) -> None:
        session = self._session
        plans = session.plans()
        draft_id = session.draft.plan.id if session.draft else None
        references = [plan.id for plan in session.references()]
        self._view = wish.fitted([plan.id for plan in plans], draft_id, references)
        self.bar.show_plans(plans, self._view)
        if len(plans) < 2:
            self._show_nothing(plans)
            return
        columns = self._columns()
        self.finder.plan_ids = self._view.columns
        self.table.set_columns([column_head(plan) for plan in (session.plan(self._view.base), *columns)])
        self.strip.set_lines(strip_lines(columns))
        if self.table.all_folded() != self._view.folded:
            self.table.fold_all(self._view.folded)
        self.bar.show_folded(self._view.folded)
        self._load_base()

    def _save_wish(self) -> None:
        saved = self._wish.dumped()
        if saved != self._saved:
            self._saved = saved
            library = self._session.library
            self._session.jobs.change(lambda _progress: library.set_setting(SETTING, saved))

    def _columns(self) -> list[Plan]:
        return [self._session.plan(plan_id) for plan_id in self._view.columns]

    def _show_edited(self) -> None:
        """The draft was edited: its clauses are shown and looked for as they stand now, as base and as column."""
        self._load_base()
        self._session.refresh_index()

    def _load_base(self) -> None:
        """Read the rows of the base, in a job since figures are marked in every clause."""
        self._edited.stop()
        self._stale = False
        if len(self._session.plans()) >= 2:
            plan = self._session.plan(self._view.base)
            self._session.jobs.read(lambda _progress: base_clauses(plan), self._show_base, key="compare base")

    def _show_base(self, base: BaseClauses) -> None:
        if base.plan.id != self._view.base:
            return
        if self._base is None or self._base.plan.id != base.plan.id:
            self._chosen.clear()
            self.strip.clear_cells()
        self._base = base
        self.pairs.base_id = base.plan.id
        self.bar.show_filters(chapter_choices(base), self._view)
        self.strip.set_columns(strip_columns(base))
        self._look_again()
        if self._wanted_row:
            self._go_to_row(self._wanted_row)
            self._wanted_row = ""
        if self._wanted_word:
            self._select_found(self._wanted_word)
            self._wanted_word = None

    def _look_again(self) -> None:
        """The base, the index or a decision has changed: find what is not known yet."""
        if self._base is None:
            return
        self.table.forget_cells()
        if self._session.matching is None:
            self.progress.start(self.tr("正在为规划建立索引，建好后显示对应条款…"))
        self.work.start(self._base, self._session.matching, self._session.decisions, self._view.columns)
        self._show_rows()
        self._make_cells_in_view()

    # Rows and cells ----------------------------------------------------------------------------------------------

    def _show_rows(self) -> None:
        """Show the rows that pass the filters, or say that there are none."""
        if self._base is None:
            return
        view = self._view
        rows = shown_rows(self._base, view.showing, view.chapter, self.work.found, view.columns)
        if rows != self.table.rows():
            self.table.set_rows(rows)
            self.finder.forget_place()
        if rows:
            self.pages.setCurrentWidget(self.table)
        elif not self._base.rows:
            self.say(self.tr("这部规划还没有章节"), self.tr("在起草页写下章节标题，这里就会列出各规划的对应条款。"))
        elif self.work.is_complete:
            self.say(self.tr("没有符合条件的条款"), self.tr("换一个筛选条件，或显示全部条款。"), offer=True)
        else:
            self.say(self.tr("正在查找对应条款…"), self.tr("查到的条款会陆续列在这里。"))

    def _show_nothing(self, plans: tuple[Plan, ...]) -> None:
        self._base = None
        self.table.set_rows(())
        self.strip.set_columns(())
        missing = not any(plan.role is Role.REFERENCE for plan in plans)
        self.say(
            self.tr("还没有可以对照的规划"),
            self.tr("把参考规划的文件拖进窗口，或在规划库中导入。")
            if missing
            else self.tr("再导入一部参考规划，或新建一份草稿，就可以逐条对照。"),
        )

    def _make_cells(self, rows: RowRange) -> None:
        keys = [row.key for row in self.table.rows()[rows.first : rows.last + 1]]
        self.work.look_first_at(keys)
        self.work.make_cells(keys, self._view.columns, self._chosen)

    def _make_cells_in_view(self) -> None:
        shown = self.table.visible_rows()
        if shown:
            self._make_cells(RowRange(max(0, shown.first - 3), shown.last + 3))

    def _take_found(self, section_ids: tuple[str, ...]) -> None:
        cells = {(key, each.plan_id): strip_cell(each) for key in section_ids for each in self.work.found[key]}
        self.strip.set_cells(cells)
        if self._view.showing is not Showing.ALL:
            self._show_rows()
        shown = self.table.visible_rows()
        rows = self.table.rows()[max(0, shown.first - 3) : shown.last + 4] if shown else ()
        if {row.key for row in rows} & set(section_ids):
            self._make_cells_in_view()

    def _look_at(self, action: CellAction) -> None:
        """Show another candidate than the best until the base changes."""
        if action.item is not None:
            self._chosen[action.row, action.column] = action.item.key
            self._make_cells_in_view()

    # Moving ------------------------------------------------------------------------------------------------------

    def _filter(self, choice: tuple[str, str]) -> None:
        name, key = choice
        change = {"chapter": key} if name == CHAPTER else {"showing": Showing(key)}
        self._view, self._wish = replace(self._view, **change), replace(self._wish, **change)
        self._show_rows()
        self._save_wish()

    def _show_all(self) -> None:
        self._wish_for(replace(self._view, showing=Showing.ALL, chapter=""))

    def _fold_all(self, folded: bool) -> None:
        self._view, self._wish = replace(self._view, folded=folded), replace(self._wish, folded=folded)
        self.bar.show_folded(folded)
        self.table.fold_all(folded)
        self._save_wish()

    def _jump(self, column: int) -> None:
        if self._base is not None:
            self._go_to_row(self._base.rows[column].key)

    def _go_to_row(self, key: str) -> None:
        """Go to a clause, or to the next one that the filters show."""
        assert self._base is not None
        order = {row.key: number for number, row in enumerate(self._base.rows)}
        shown = self.table.rows()
        wanted = order.get(key, 0)
        self.table.go_to(next((n for n, row in enumerate(shown) if order[row.key] >= wanted), len(shown) - 1))

    def _select_found(self, found: FoundAddress) -> None:
        """Select a found word in the base's clause; in titles and key points it is marked."""
        self.finder.mark(found.word)
        address = CellAddress(self.table.current().row, 0)
        shown = self.table.cell(address)
        if shown is not None and shown.key == found.section_id:
            line, at = found.line[0], offset_in(shown.text, found)
            above = line.rstrip("。").endswith(shown.title) or line in shown.summary
            if at is not None and not above:
                self.table.select_text(address, at, at + len(found.word))

    def _frame_view(self, shown: RowRange) -> None:
        if self._base is None:
            return
        order = {row.key: number for number, row in enumerate(self._base.rows)}
        rows = self.table.rows()
        self.strip.set_view(order.get(rows[shown.first].key, 0), order.get(rows[shown.last].key, 0))

    # Exporting ---------------------------------------------------------------------------------------------------

    def _export(self, scope: Scope) -> None:
        """Wish for a table of the clause under the cursor, of its chapter, or of all, with the columns shown."""
        rows = self.table.rows()
        if self._base is None or (scope is not Scope.ALL and not rows):
            self.notice.emit(Notice(self.tr("这里没有可以导出的条款。"), seconds=6))
            return
        key = rows[self.table.current().row].key if rows else ""
        self.export_requested.emit(comparison_wish(self._base, self._view.columns, scope, key))

    def _show_decisions(self) -> None:
        """List what was decided on the base, beside the comparison."""
        if self._base is None:
            return
        base_id, dialog = self._base.plan.id, DecisionsDialog(self)
        dialog.clause_requested.connect(lambda section_id: self.open_clause(ClauseAddress(base_id, section_id)))
        dialog.export_requested.connect(self.decisions_export_requested)
        dialog.finished.connect(dialog.deleteLater)
        DecisionsWatch(self._session, dialog, base_id).look()
        dialog.show()

    # Progress ----------------------------------------------------------------------------------------------------

    def _show_progress(self, fraction: float) -> None:
        if self._base is not None and not self.work.is_stopped:
            self.show_progress(fraction, len(self._base.clauses))

    def _end_progress(self) -> None:
        self.progress.finish()
        self.resume.setVisible(self.work.is_stopped and not self.work.is_complete)
        self._show_rows()

    def _resume(self) -> None:
        self.resume.hide()
        self.work.go_on()
