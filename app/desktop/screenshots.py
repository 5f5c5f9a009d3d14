"""Every page of the real window as a picture: a library in a temporary folder, the references, the sample draft."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from app.desktop.application import make_application, open_library
from app.desktop.main_window import MainWindow
from app.desktop.pages import PAGES
from app.desktop.session import ClauseAddress
from app.errors import UserError
from app.plans.model import SectionKind
from app.progress import Progress, silent

WIDTH, HEIGHT = 1440, 900
PATIENCE = 60
"""Seconds that a page may take to come to rest."""


def take(
    directory: Path,
    references: Path | None,
    progress: Progress = silent,
    scheme: str = "light",
    size: tuple[int, int] = (WIDTH, HEIGHT),
) -> tuple[Path, ...]:
    """Write one PNG per page into `directory` and return their paths. `scheme` is "light" or "dark"."""
    make_application()
    directory.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    with TemporaryDirectory() as folder:
        window = MainWindow()
        window.show()
        open_library(window, Path(folder) / "library.db", references)
        wait_until(lambda: window.session is not None)
        window.tour.end()
        window.resize(*size)
        window.look.set_scheme(scheme)
        session = window.session
        assert session is not None
        try:
            for number, spec in enumerate(PAGES):
                progress(f"正在拍摄 {spec.title}", number / len(PAGES))
                window.show_page(spec.key)
                settle(window)
                if spec.key == "draft":
                    show_typical_clause(window)
                if spec.key == "search":
                    window.page("search").filters.find_box.setText("绿色 债券")
                    wait_until(lambda: bool(window.page("search").table.current_row()))
                    settle(window)
                path = directory / f"{spec.key}.png"
                if not window.grab().save(str(path)):
                    raise UserError(f"无法写入 {path}。", "请检查文件夹是否存在、是否可写，再试一次。")
                written.append(path)
        finally:
            window.close()
            window.deleteLater()
    return tuple(written)


def show_typical_clause(window: MainWindow) -> None:
    """Put the cursor into a clause of the draft that other plans have too: the last on green finance, a measure."""
    draft = window.session.draft if window.session else None
    if draft is None:
        return
    numbered = [section for section in draft.plan.sections if section.kind is SectionKind.NUMBERED]
    found = next((section for section in reversed(numbered) if "绿色" in section.title and section.blocks), None)
    if found is not None:
        window.open_in_draft(ClauseAddress(draft.plan.id, found.id))
        settle(window)


def wait_until(done: Callable[[], bool]) -> None:
    """Let the window work until `done()`; TimeoutError after `PATIENCE` seconds."""
    limit = time.monotonic() + PATIENCE
    while not done():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        if time.monotonic() > limit:
            raise TimeoutError("the window did not come to rest")
        time.sleep(0.005)


def settle(window: MainWindow) -> None:
    """Wait until the index is there and no job has been under way for a moment."""
    session = window.session
    assert session is not None
    quiet_since = time.monotonic()

    def at_rest() -> bool:
        nonlocal quiet_since
        if session.jobs.busy() or session.matching is None:
            quiet_since = time.monotonic()
        return time.monotonic() - quiet_since > 0.4

    wait_until(at_rest)
