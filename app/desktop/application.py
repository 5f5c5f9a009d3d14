"""Start the desk: paint the window first, then open the library beside it."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication

from app import log
from app.desktop import style
from app.desktop.interrupts import closed_by_signals
from app.desktop.look import USUAL
from app.desktop.main_window import MainWindow
from app.recent import note_library
from widgets.notice_bar import Notice, NoticeLevel

TURN = 0.001
"""Seconds that a job may keep the interpreter while the window waits for it. The usual 5 ms, at each of the hundred
times that painting a page needs it, make the window stand still for half a second beside a job that computes."""


def run(library_path: Path, references: Path | None) -> int:
    """Open the window on a library and stay until it is closed; a new library is furnished with the references."""
    application = make_application()
    sys.setswitchinterval(TURN)
    window = MainWindow()
    log.install(window.tell)
    window.show()
    QTimer.singleShot(0, lambda: open_library(window, library_path, references))
    with closed_by_signals(window):
        code = application.exec()
    _leave_copied()
    return code


def _leave_copied() -> None:
    """Hand what was copied to Qt as plain text: what Python made of it would be freed when Python is gone, a crash."""
    clipboard = QGuiApplication.clipboard()
    within = QGuiApplication.platformName() == "offscreen"  # a clipboard of the process alone, which does not say so
    for mode, is_own in (
        (QClipboard.Mode.Clipboard, clipboard.ownsClipboard() or within),
        (QClipboard.Mode.Selection, clipboard.ownsSelection()),
    ):
        if is_own:
            clipboard.setText(clipboard.text(mode), mode)


def make_application() -> QApplication:
    """The one QApplication, in Chinese, in the desk's style."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setApplicationName("plandesk")
    application.setApplicationDisplayName("")
    application.setStyle("Fusion")
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(application)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)  # the texts of Qt's own dialogs
    style.apply(application, style.theme_of(QGuiApplication.styleHints().colorScheme()), USUAL)
    return application


def open_library(window: MainWindow, library_path: Path, references: Path | None, instead: Path | None = None) -> None:
    """Open and furnish the library off the GUI thread, then hand it to the window.

    What cannot be opened is told in the window, with a remedy; nothing is written in its place. `instead` is the
    library to go back to then.
    """
    from app.desktop.jobs import Jobs

    jobs = Jobs(window)

    def work(progress):
        from app.compose import furnish
        from app.library import Library

        library = Library.open(library_path)
        report = furnish(library, references, progress)
        return library, report

    def opened(result) -> None:
        from app.desktop.session import Session

        library, report = result
        note_library(library_path)
        session = Session(library, parent=window)
        window.attach(session)
        session.load()
        failed = [file for file in report.files if file.error is not None and file.path.suffix != ".md"]
        if failed:
            text = "；".join(f"{file.path.name}：{file.error}" for file in failed)
            window.notice_bar.show_notice(Notice(f"有文件未能导入：{text}", NoticeLevel.WARNING))

    def failed(error: Exception) -> None:
        window.waiting.set_text("规划库没有打开", "")
        window.show_error(error)
        if instead is not None:
            open_library(window, instead, references)

    jobs.read(
        work,
        opened,
        failed,
        progressed=lambda text, fraction: window.waiting.set_text("正在打开规划库…", f"{text}　{fraction:.0%}"),
    )
