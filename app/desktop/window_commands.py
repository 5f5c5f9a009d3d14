"""What the menus do that belongs to no page: new drafts, imports, exports, backup, and what there is to know."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox

from app.desktop.session import Matching, Session, sentence_of
from app.errors import UserError
from app.plans.model import Plan
from app.progress import Progress, part
from app.version import version
from widgets.notice_bar import Notice, NoticeLevel

if TYPE_CHECKING:
    from app.desktop.compare_rows import ComparisonWish
    from app.desktop.coverage_rows import Laid
    from app.desktop.main_window import MainWindow
    from app.exporting.decisions import DecisionList


class WindowCommands(QObject):
    """Answers the menus; every result is told in the window's notice bar."""

    def __init__(self, window: MainWindow, session: Session) -> None:
        super().__init__(window)
        self._window, self._session = window, session
        self._written: Path | None = None
        window.notice_bar.action_triggered.connect(self._show_written)

    # Drafts and imports -------------------------------------------------------------------------------------------

    def new_draft(self, *_ignored: object) -> None:
        from app.desktop.dialogs.new_draft_dialog import NewDraftDialog

        plan = NewDraftDialog.ask(self._window)
        if plan is not None:
            self._session.new_draft(plan)
            self._window.show_page("draft")

    def add_sample_draft(self) -> None:
        """The sample draft as it was on the first start, beside whatever became of the first one."""
        from app.drafting.sample import sample_draft
        from app.figures.indicators import indicators_of

        plan = sample_draft()
        self._session.new_draft(plan, indicators_of(plan))
        self._window.show_page("draft")

    def import_files(self) -> None:
        from app.desktop.library_page import READABLE

        paths = self._session.asking.files_to_open(self._window, self.tr("导入规划文件"), READABLE)
        self.import_paths(paths)

    def import_folder(self) -> None:
        folder = self._session.asking.folder_to_open(self._window, self.tr("导入文件夹"))
        if folder is not None:
            self.import_paths((folder,))

    def import_dropped(self, names: Sequence[str]) -> None:
        self.import_paths(tuple(Path(name) for name in names))

    def import_paths(self, paths: Sequence[Path]) -> None:
        """Import on the library page, which shows the progress and the report."""
        if paths:
            self._window.show_page("library").import_paths(paths)

    # Exports ------------------------------------------------------------------------------------------------------

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

    def back_up(self) -> None:
        session = self._session
        self._window.flush_draft()
        name = f"{session.library.path.stem}备份"
        self._export(self.tr("备份规划库"), name, (".db",), lambda path, _progress: session.library.backup(path))

    # What there is to know ----------------------------------------------------------------------------------------

    def show_shortcuts(self) -> None:
        row = "<tr><td style='padding:2px 24px 2px 0'>{0}</td><td>{1}</td></tr>"
        rows = "".join(row.format(*shortcut) for shortcut in _SHORTCUTS)
        self._inform(self.tr("快捷键"), f"<table>{rows}</table>")

    def show_data_place(self) -> None:
        path = self._session.library.path
        text = self.tr(
            "全部规划、草稿、指标和决定都在一个文件里：<br><b>{0}</b><br><br>用“文件 › 备份规划库…”随时留一份副本；"
            "换电脑时把这个文件带走即可。程序不联网，数据不离开本机。"
        )
        self._inform(self.tr("数据在哪里"), text.format(path))

    def show_about(self) -> None:
        text = self.tr("规划台 {0}<br>起草城市五年金融业发展规划的桌面工具。").format(version())
        self._inform(self.tr("关于规划台"), text)

    def _inform(self, title: str, text: str) -> None:
        box = QMessageBox(QMessageBox.Icon.NoIcon, title, text, parent=self._window)
        box.addButton(self.tr("知道了"), QMessageBox.ButtonRole.AcceptRole)
        box.open()

    def _say(self, text: str) -> None:
        self._window.notice_bar.show_notice(Notice(text, seconds=6))


_KINDS = {".docx": "Word 文档", ".xlsx": "Excel 工作簿", ".db": "规划库"}

_SHORTCUTS = (
    ("Ctrl+1 … Ctrl+6", "规划库、起草、对照、覆盖、指标、检索"),
    ("Ctrl+N / Ctrl+O", "新建草稿 / 导入规划文件"),
    ("Ctrl+E", "导出公文 .docx"),
    ("Ctrl+Z / Ctrl+Y", "撤销 / 重做（正文和提纲共用）"),
    ("Ctrl+Enter / Ctrl+Shift+Enter", "新增同级 / 下级章节"),
    ("Alt+↑ ↓", "上移、下移一节"),
    ("Alt+← →，标题上按 Shift+Tab / Tab", "升级、降级"),
    ("F2 / Delete（在提纲中）", "改标题 / 删除一节"),
    ("Ctrl+F", "查找"),
    ("Ctrl+Shift+F", "在全部规划、草稿和指标中检索"),
    ("F3 / Shift+F3（在对照、检索中）", "下一处 / 上一处"),
    ("F4 / Shift+F4（在任何页）", "下一处 / 上一处检索结果，自动转到所在的页"),
    ("Ctrl++ / Ctrl+- / Ctrl+0", "放大、缩小、恢复文字"),
)


def _write_comparison(
    plan: Plan, wish: ComparisonWish, matching: Matching, decisions, path: Path, progress: Progress
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
