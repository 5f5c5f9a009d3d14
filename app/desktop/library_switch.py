"""Working on another library in the same window: what is open is saved and closed, then the other is opened."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from app import paths
from app.desktop.session import Session
from app.recent import recent_libraries
from widgets.notice_bar import Notice, NoticeLevel

if TYPE_CHECKING:
    from app.desktop.main_window import MainWindow

LIBRARIES = "规划库 (*.db);;所有文件 (*)"


class LibrarySwitch(QObject):
    """Answers 打开规划库, 新建规划库 and the list of those that were open last."""

    def __init__(self, window: MainWindow, session: Session) -> None:
        super().__init__(window)
        self._window, self._session = window, session

    def open_other(self) -> None:
        chosen = self._session.asking.files_to_open(self._window, self.tr("打开规划库"), LIBRARIES)
        if chosen:
            self.go_to(chosen[0])

    def make_new(self) -> None:
        """Name a file that is not there yet; a library that is there is opened, never written over."""
        path = self._session.asking.file_to_save(self._window, self.tr("新建规划库"), "规划库.db", LIBRARIES)
        if path is None:
            return
        path = path if path.suffix else path.with_suffix(".db")
        if path.exists():
            text = self.tr("“{0}”已经存在，没有改动它。请换一个文件名，或用“打开规划库…”打开它。")
            self._window.notice_bar.show_notice(Notice(text.format(path.name), NoticeLevel.WARNING))
            return
        self.go_to(path)

    def fill(self, menu: QMenu) -> None:
        """List the libraries that were open last; the present one is left out."""
        menu.clear()
        others = [path for path in recent_libraries() if path != self._session.library.path.resolve()]
        for path in others:
            action = menu.addAction(f"{path.stem}　{path.parent}")
            action.setToolTip(str(path))
            action.triggered.connect(lambda _checked=False, path=path: self.go_to(path))
        if not others:
            menu.addAction(self.tr("还没有其他规划库")).setEnabled(False)

    def go_to(self, path: Path) -> None:
        """Save and close what is open, then open the other; where that fails, the former is opened again."""
        from app.desktop.application import open_library

        before = self._session.library.path
        if path.resolve() == before.resolve():
            self._window.notice_bar.show_notice(Notice(self.tr("这个规划库已经打开。"), seconds=6))
        elif self._window.detach():
            self._window.notice_bar.clear()  # it told of the library that is left
            open_library(self._window, path, paths.references(), instead=before)
