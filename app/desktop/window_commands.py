"""What the menus do that belongs to no page: new drafts, imports, and what there is to know."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox

from app.desktop.session import Session
from app.version import version

if TYPE_CHECKING:
    from app.desktop.main_window import MainWindow


class WindowCommands(QObject):
    """Answers the menus."""

    def __init__(self, window: MainWindow, session: Session) -> None:
        super().__init__(window)
        self._window, self._session = window, session

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


_SHORTCUTS = (
    ("Ctrl+1 … Ctrl+6", "规划库、起草、对照、覆盖、指标、检索"),
    ("Ctrl+N / Ctrl+O", "新建草稿 / 导入规划文件"),
    ("Ctrl+E", "导出公文 .docx"),
    ("Ctrl+Z / Ctrl+Y", "撤销 / 重做（正文和提纲共用）"),
    ("Ctrl+Enter / Ctrl+Shift+Enter", "新增同级 / 下级章节"),
    ("Alt+↑ ↓", "上移、下移一节"),
    ("Alt+← →，标题上按 Shift+Tab / Tab", "升级、降级"),
    ("F2 / Delete（在提纲中）", "改标题 / 删除一节"),
    ("F6 / Shift+F6（在起草中）", "在提纲、正文和对应条款之间移动"),
    ("Ctrl+F", "查找"),
    ("Ctrl+Shift+F", "在全部规划、草稿和指标中检索"),
    ("F3 / Shift+F3（在对照、检索中）", "下一处 / 上一处"),
    ("F4 / Shift+F4（在任何页）", "下一处 / 上一处检索结果，自动转到所在的页"),
    ("Ctrl++ / Ctrl+- / Ctrl+0", "放大、缩小、恢复文字"),
)
