"""What is written into files at the user's wish: the draft, tables, comparisons, a backup of the library."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from app.desktop.session import Matching, Session, sentence_of
from app.errors import UserError
from app.plans.model import Plan
from app.progress import Progress, part
from widgets.notice_bar import Notice, NoticeLevel

if TYPE_CHECKING:
    from app.desktop.compare_rows import ComparisonWish
    from app.desktop.coverage_rows import Laid
    from app.desktop.main_window import MainWindow
    from app.exporting.decisions import DecisionList
    from app.matching.decisions import Decision

_KINDS = {".docx": "Word 文档", ".xlsx": "Excel 工作簿", ".db": "规划库"}


class WindowExports(QObject):
    """Asks for a file and writes it as a job; what became of it is told in the window's notice bar."""

    def __init__(self, window: MainWindow, session: Session) -> None:
        super().__init__(window)
        self._window, self._session = window, session
        self._written: Path | None = None
        window.notice_bar.action_triggered.connect(self._show_written)

    # What can be written ------------------------------------------------------------------------------------------

    def export_draft(self) -> None:
        plan = self._plan_in_front()
        if plan is None:
            return

        def write(path: Path, progress: Progress) -> None:
            from app.exporting import plan_docx

            plan_docx.write(plan, path, progress)

        self._export(self.tr("导出公文"), plan.front.title, (".docx",), write)

    def export_indicators(self, plan_id: str | None = None) -> None:
        """Write the indicators of a plan; of the draft if none is named, of the references where there is no draft."""
        session = self._session
        draft = session.draft.plan if session.draft else None
        chosen = session.plan(plan_id) if plan_id else draft
        plans = (chosen,) if chosen else session.references()
        summaries = {summary.id: summary for summary in session.summaries}

        def write(path: Path, progress: Progress) -> None:
            from app.exporting import indicators_xlsx

            tables = [(summaries[plan.id], session.library.indicators(plan.id)) for plan in plans]
            indicators_xlsx.write(tables, path, progress)

        name = chosen.front.title if chosen else self.tr("参考规划")
        self._export(self.tr("导出指标表"), f"{name}指标表", (".xlsx",), write)

    def export_comparison(self) -> None:
        """Write the whole draft against every reference."""
        from app.desktop.compare_rows import ComparisonWish

        plan = self._plan_in_front()
        if plan is not None:
            references = tuple(reference.id for reference in self._session.references())
            self.export_comparison_of(ComparisonWish(plan.id, references, None))

    def export_comparison_of(self, wish: ComparisonWish) -> None:
        """Write a table of clauses, of the base as it stands now."""
        self._window.flush_draft()
        plan, matching, decisions = self._session.plan(wish.base_id), self._session.matching, self._session.decisions
        if matching is None:
            self._say(self.tr("正在为规划建立索引，请稍候再导出对照表。"))
            return

        def write(path: Path, progress: Progress) -> None:
            _write_comparison(plan, wish, matching, decisions, path, progress)

        chosen = f"（{file_name_part(wish.part)}）" if wish.part else ""
        name = f"{plan.front.title}条款对照表{chosen}"
        self._export(self.tr("导出条款对照表"), name, (".docx", ".xlsx"), write)

    def export_decisions(self, decided: DecisionList) -> None:
        def write(path: Path, progress: Progress) -> None:
            from app.exporting import decisions_xlsx

            decisions_xlsx.write(decided, path, progress)

        title = self.tr("导出固定、排除和批注")
        self._export(title, self.tr("{0}对照决定").format(decided.base_title), (".xlsx",), write)

    def export_coverage(self, laid: Laid) -> None:
        def write(path: Path, progress: Progress) -> None:
            from app.exporting import coverage_xlsx

            coverage_xlsx.write(laid.topics, laid.plans, laid.draft_id, path, progress)

        self._export(self.tr("导出主题覆盖表"), self.tr("主题覆盖表"), (".xlsx",), write)

    def back_up(self) -> None:
        session = self._session
        self._window.flush_draft()
        name = f"{session.library.path.stem}备份"
        self._export(self.tr("备份规划库"), name, (".db",), lambda path, _progress: session.library.backup(path))

    # Writing ------------------------------------------------------------------------------------------------------

    def _plan_in_front(self) -> Plan | None:
        """The draft as it stands, typed text included."""
        self._window.flush_draft()
        if self._session.draft is None:
            self._say(self.tr("还没有打开草稿。请先新建草稿，或在规划库中打开一份草稿。"))
            return None
        return self._session.draft.plan

    def _export(self, title: str, name: str, endings: tuple[str, ...], write: Callable[[Path, Progress], None]) -> None:
        kinds = ";;".join(f"{_KINDS[ending]} (*{ending})" for ending in endings)
        path = self._session.asking.file_to_save(self._window, title, f"{name}{endings[0]}", kinds)
        if path is None:
            return
        if path.suffix.lower() not in endings:
            path = path.with_name(path.name + endings[0])
        self._window.progress.start(self.tr("{0}…").format(title))
        job = self._session.jobs.read(
            lambda progress: write(path, progress),
            lambda _none: self._on_written(path),
            failed=self._on_failed,
            progressed=self._window.progress.set_progress,
            ended=self._window.progress.finish,
        )
        self._window.progress.cancelled.connect(job.cancel)

    def _on_written(self, path: Path) -> None:
        self._written = path
        text = self.tr("已写入 {0}").format(path)
        self._window.notice_bar.show_notice(Notice(text, action=self.tr("打开所在文件夹")))

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self._window.notice_bar.show_notice(Notice(sentence_of(error), NoticeLevel.ERROR))
        else:
            self._session.failed.emit(error)

    def _show_written(self, _notice: Notice) -> None:
        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written.parent)))

    def _say(self, text: str) -> None:
        self._window.notice_bar.show_notice(Notice(text, seconds=6))


def _write_comparison(
    plan: Plan,
    wish: ComparisonWish,
    matching: Matching,
    decisions: tuple[Decision, ...],
    path: Path,
    progress: Progress,
) -> None:
    from app.exporting import comparison_docx, comparison_xlsx
    from app.exporting.comparison import build_comparison

    by_id = {other.id: other for other in matching.plans}
    others = [by_id[plan_id] for plan_id in wish.columns if plan_id in by_id]
    comparison = build_comparison(plan, others, matching.index, decisions, part(progress, 0, 0.8), wish.sections)
    writer = comparison_xlsx if path.suffix.lower() == ".xlsx" else comparison_docx
    writer.write(comparison, path, part(progress, 0.8, 1))


def file_name_part(text: str, longest: int = 20) -> str:
    """A title as a part of a file's name: without what file systems do not take, and not too long."""
    return "".join(character for character in text if character not in '\\/:*?"<>|\n\t')[:longest]
