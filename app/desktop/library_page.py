"""规划库: the plans there are, the card of the chosen one, and imports with their report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.desktop import plan_removal
from app.desktop.correction_view import CorrectionView
from app.desktop.import_panel import ImportPanel
from app.desktop.import_run import ImportRun
from app.desktop.kept_sizes import restore_sizes, sizes_of
from app.desktop.library_bar import LibraryBar, can_be_corrected
from app.desktop.library_rows import plan_columns, plan_groups, report_summary
from app.desktop.plan_card import PlanCard
from app.desktop.session import ClauseAddress, Session
from app.errors import UserError
from app.importing import ImportReport
from app.plans.cards import has_card
from app.plans.model import Plan, PlanSummary, Role
from app.plans.outline import characters, section_count
from widgets.empty_state import EmptyState
from widgets.notice_bar import Notice, NoticeLevel
from widgets.progress_strip import ProgressStrip
from widgets.row_table import RowTable

SPLIT = "library.split"
READABLE = "规划文件 (*.txt *.md *.docx *.pdf *.html *.htm *.mht *.mhtml *.doc *.wps *.rtf *.odt);;所有文件 (*)"


class LibraryPage(QWidget):
    """Controller of the library screen."""

    compare_requested = Signal(object)  # ClauseAddress of a reference
    draft_requested = Signal(object)  # ClauseAddress of a draft
    open_draft_requested = Signal(object)  # plan id
    new_draft_requested = Signal()
    notice = Signal(object)  # Notice

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._job: ImportRun | None = None
        self._loaded = False
        self.correction: CorrectionView | None = None
        self._show_next: str | None = None  # the plan to choose once the list has it
        self._build()
        self._wire()
        restore_sizes(self.splitter, session.library.setting(SPLIT))
        if session.summaries:
            self._show_plans(session.summaries)

    # Building -----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.table = RowTable(plan_columns(), key=lambda plan: plan.id, parent=self)
        self.table.setAccessibleName(self.tr("规划列表"))
        self.bar = LibraryBar(self)
        self.card = PlanCard(self)
        self.progress = ProgressStrip(self)
        self.imports = ImportPanel(self)
        self._left = QSplitter(Qt.Orientation.Vertical, self, childrenCollapsible=False)
        self._left.addWidget(self.table)
        self._left.addWidget(self.imports)
        self._left.setStretchFactor(0, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self, childrenCollapsible=False)
        self.splitter.addWidget(self._left)
        self.splitter.addWidget(self.card)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setSizes([980, 384])
        self._empty = EmptyState(
            self.tr("规划库是空的"),
            self.tr(
                "导入其他地方印发的规划作参考（Word、WPS、PDF、网页或文本，也可以把文件或文件夹拖到这里），或新建一份草稿。"
            ),
            (self.tr("导入文件…"), self.tr("导入文件夹…"), self.tr("新建草稿…"), self.tr("补回内置的要点版")),
            self,
        )
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.splitter)
        self._stack.addWidget(self._empty)
        library = QWidget(self)
        column = QVBoxLayout(library)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.bar, self.progress):
            column.addWidget(widget)
        column.addWidget(self._stack, 1)
        self._whole = QStackedWidget(self)  # the library, or one plan of it under correction
        self._whole.addWidget(library)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._whole)

    def _wire(self) -> None:
        bar = self.bar
        self._session.plans_changed.connect(self._show_plans)
        self._session.draft_opened.connect(lambda _draft: self.activate())
        bar.import_files_button.clicked.connect(self.choose_files)
        bar.import_folder_button.clicked.connect(self.choose_folder)
        bar.new_button.clicked.connect(self.new_draft_requested)
        bar.open_button.clicked.connect(lambda: self._activate(self.table.current_row()))
        bar.correct_button.clicked.connect(lambda: self.correct(self.table.current_row()))
        bar.delete_button.clicked.connect(lambda: self.delete(self.table.current_row()))
        self.progress.cancelled.connect(self._cancel)
        self.table.row_chosen.connect(self._show_card)
        self.table.row_activated.connect(self._activate)
        self.table.delete_requested.connect(self.delete)
        self.table.menu_requested.connect(self._open_menu)
        self.imports.file_chosen.connect(self._show_imported)
        self.card.clause_activated.connect(self._open_clause)
        self._empty.action_triggered.connect(
            lambda number: (
                self.choose_files,
                self.choose_folder,
                self.new_draft_requested.emit,
                self._session.add_cards,
            )[number]()
        )

    # Showing ------------------------------------------------------------------------------------------------------

    def activate(self) -> None:
        """The draft under work may have grown since the page was last seen."""
        if self._loaded:
            self._show_plans(self._session.summaries)

    def _show_plans(self, summaries: Sequence[PlanSummary]) -> None:
        self._loaded = True
        self._stack.setCurrentWidget(self.splitter if summaries else self._empty)
        self.table.set_groups(plan_groups([self._as_it_stands(summary) for summary in summaries]))
        if self._show_next and self.table.set_current(self._show_next):
            self._show_next = None

    def _as_it_stands(self, summary: PlanSummary) -> PlanSummary:
        draft = self._session.draft
        if draft is None or draft.plan.id != summary.id:
            return summary
        plan = draft.plan
        return replace(summary, title=plan.front.title, sections=section_count(plan), characters=characters(plan))

    def _show_card(self, summary: PlanSummary | None) -> None:
        self.bar.show_chosen(summary)
        self.card.setVisible(summary is not None)
        if summary is None:
            return
        plan = self._session.plan(summary.id)
        self.card.show_plan(plan)
        library = self._session.library

        def read(_progress) -> tuple[Plan, int, tuple[str, ...]]:
            return plan, len(library.indicators(plan.id)), library.warnings(plan.id)

        self._session.jobs.read(read, lambda result: self.card.show_reading(*result), self._on_card_failed, key="card")

    def _on_card_failed(self, error: Exception) -> None:
        """A plan that was deleted a moment ago has no card; nobody needs to be told."""
        if not isinstance(error, UserError):
            self._session.failed.emit(error)

    def _show_imported(self, file) -> None:
        if file is not None and file.plan_id is not None:
            self.table.set_current(file.plan_id)

    def remember(self) -> None:
        """Keep the widths that the user gave the panes, and what was corrected a moment ago."""
        if self.correction is not None:
            self.correction.flush()
        self._session.library.set_setting(SPLIT, sizes_of(self.splitter))

    # Correcting ---------------------------------------------------------------------------------------------------

    def correct(self, summary: PlanSummary | None) -> None:
        """Open a reference beside the text that it was read from, in place of the list."""
        if summary is None or not can_be_corrected(summary):
            return
        self.correction = CorrectionView(self._session, self._session.plan(summary.id), self)
        self.correction.notice.connect(self.notice)
        self.correction.closed.connect(self._end_correction)
        self._whole.addWidget(self.correction)
        self._whole.setCurrentWidget(self.correction)

    def _end_correction(self) -> None:
        if self.correction is None:
            return
        ending, self.correction = self.correction, None
        self._whole.setCurrentIndex(0)
        self._whole.removeWidget(ending)
        if ending.desk is not None and ending.desk.touched:
            self._session.reload_after_changes()
        ending.deleteLater()
        self.table.setFocus()

    def undo(self) -> None:
        if self.correction is not None:
            self.correction.undo()

    def redo(self) -> None:
        if self.correction is not None:
            self.correction.redo()

    def restyle(self) -> None:
        if self.correction is not None:
            self.correction.restyle()

    # Importing ----------------------------------------------------------------------------------------------------

    def choose_files(self) -> None:
        self.import_paths(self._session.asking.files_to_open(self, self.tr("导入规划文件"), READABLE))

    def choose_folder(self) -> None:
        folder = self._session.asking.folder_to_open(self, self.tr("导入文件夹"))
        self.import_paths(() if folder is None else (folder,))

    def import_paths(self, paths: Sequence[Path]) -> None:
        """Import files and folders in the role that the bar names; progress and report are shown here."""
        if not paths:
            return
        if self.correction is not None:
            self.correction.close_view()
        if self._job is not None:
            self.notice.emit(Notice(self.tr("正在导入，请等它完成或先取消。"), NoticeLevel.WARNING, seconds=6))
            return
        self.progress.start(self.tr("正在导入…"))
        self.bar.set_importing(True)
        self.imports.begin()
        self._job = ImportRun(self._session, self)
        self._job.files_told.connect(self.imports.tell)
        self._job.progressed.connect(self.progress.set_progress)
        self._job.finished.connect(self._on_imported)
        self._job.ended.connect(self._on_ended)
        self._job.start(tuple(paths), self.bar.role())

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _on_ended(self, cancelled: bool) -> None:
        if cancelled:
            self.imports.cancel()
            self.notice.emit(Notice(self.tr("已取消导入，规划库没有改动。"), seconds=6))
        self._job = None
        self.bar.set_importing(False)
        self.progress.finish()

    def _on_imported(self, report: ImportReport) -> None:
        failed = len(report.taken) < len(report.files) or not report.files
        level = NoticeLevel.WARNING if failed else NoticeLevel.INFORMATION
        self.notice.emit(Notice(report_summary(report), level, seconds=0 if failed else 8))
        self._show_next = report.taken[0].plan_id if report.taken else None
        self.imports.finish(report)

    # What can be done with a plan ---------------------------------------------------------------------------------

    def _activate(self, summary: PlanSummary | None) -> None:
        """A draft is opened for writing; of a reference the outline is shown."""
        if summary is None:
            return
        if summary.role is Role.DRAFT:
            self.open_draft_requested.emit(summary.id)
        else:
            self.card.show_outline()

    def _open_clause(self, address: ClauseAddress) -> None:
        is_draft = self._session.plan(address.plan_id).role is Role.DRAFT
        (self.draft_requested if is_draft else self.compare_requested).emit(address)

    def delete(self, summary: PlanSummary | None) -> None:
        """Delete a plan, or leave its card, after the user has agreed."""
        if summary is not None:
            plan_removal.delete(self, self._session, summary)

    def _open_menu(self, at: QPoint) -> None:
        summary = self.table.current_row()
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if summary.role is Role.DRAFT:
            menu.addAction(self.tr("打开草稿"), lambda: self._activate(summary))
        if can_be_corrected(summary):
            menu.addAction(self.tr("核对与改正…"), lambda: self.correct(summary))
        if has_card(summary.id) and not summary.is_card:
            menu.addAction(self.tr("恢复为要点版…"), lambda: plan_removal.restore_card(self, self._session, summary))
        if plan_removal.cards_are_missing(self._session):
            menu.addAction(self.tr("补回内置的要点版"), self._session.add_cards)
        menu.addAction(self.tr("删除…"), lambda: self.delete(summary))
        menu.popup(at)
