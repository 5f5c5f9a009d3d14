"""One import from the first file read to the last plan written, with the question in between."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.desktop.jobs import Job
from app.desktop.session import Session
from app.importing import READING_SHARE, FileReport, ImportReport, ReadFiles, read_files, write_files
from app.importing_known import Choice
from app.plans.model import Role
from app.progress import Progress, part

TELL_EVERY = 80
"""Milliseconds. Files are shown in handfuls, so that hundreds of small ones do not keep the window busy."""


class ImportRun(QObject):
    """Reads as one job, asks what to do with plans that are known, writes as another job."""

    files_told = Signal(object)  # tuple[FileReport, ...]: files at a new step, oldest news first
    progressed = Signal(str, float)
    finished = Signal(object)  # ImportReport
    ended = Signal(bool)  # last of all; whether it was cancelled

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._window = session, parent
        self._news: deque[FileReport] = deque()  # filled by the job, emptied by the window
        self._timer = QTimer(self, interval=TELL_EVERY)
        self._timer.timeout.connect(self._tell)
        self._job: Job | None = None
        self._read: ReadFiles | None = None
        self._report: ImportReport | None = None
        self.cancelled = False

    def start(self, paths: Sequence[Path], role: Role) -> None:
        library, news = self._session.library, self._news

        def work(progress: Progress) -> ReadFiles:
            return read_files(library, paths, role, part(progress, 0.0, READING_SHARE), news.append)

        self._timer.start()
        # As reads: they take long, and a save of the draft must not wait behind them. All is added in one step.
        self._job = self._session.jobs.read(
            work, self._on_read, self._on_failed, self.progressed.emit, self._on_read_ended, key="import"
        )

    def cancel(self) -> None:
        """Leave the library as it was; too late once the writing has begun to be committed."""
        self.cancelled = True
        if self._job is not None:
            self._job.cancel()

    def _tell(self) -> None:
        latest: dict[Path, FileReport] = {}
        while self._news:
            report = self._news.popleft()
            latest.pop(report.path, None)
            latest[report.path] = report
        if latest:
            self.files_told.emit(tuple(latest.values()))

    def _on_failed(self, error: Exception) -> None:
        self._session.failed.emit(error)

    def _on_read(self, read: ReadFiles) -> None:
        self._tell()
        self._read = read

    def _on_read_ended(self) -> None:
        """The question comes when the first job is over, so that a second may follow under its key."""
        choices = None if self._read is None or self.cancelled else self._ask(self._read)
        if self._read is None or choices is None:
            self.cancelled = self.cancelled or self._read is not None
            self._end()
            return
        read, chosen = self._read, choices
        self._job = self._session.jobs.read(
            lambda progress: self._write(read, chosen, part(progress, READING_SHARE, 1.0)),
            failed=self._on_failed,
            progressed=self.progressed.emit,
            ended=self._end,
            key="import",
        )

    def _write(self, read: ReadFiles, choices: dict[int, Choice], progress: Progress) -> None:
        """Within the job. A cancel that comes when all is written comes too late, so the report is kept here."""
        self._report = write_files(self._session.library, read, choices, progress)

    def _end(self) -> None:
        self._timer.stop()
        self._tell()
        if self._report is not None:
            self.cancelled = False
            self._session.load()
            self.finished.emit(self._report)
        self.ended.emit(self.cancelled)
        self.deleteLater()

    def _ask(self, read: ReadFiles) -> dict[int, Choice] | None:
        """What the user wants for each plan that is known; None to give up the whole import."""
        words = {self.tr("替换"): Choice.REPLACE, self.tr("两者都保留"): Choice.KEEP_BOTH}
        if len(read.plans) > 1:
            words[self.tr("跳过")] = Choice.SKIP
        asked = [place for place, stored in read.known.items() if not stored.is_card]  # a card waits for its text
        choices: dict[int, Choice] = {}
        for n, place in enumerate(asked):
            left = len(asked) - n
            for_all = self.tr("对全部 {0} 份已有的规划都这样处理").format(left) if left > 1 else ""
            answer, holds_for_all = self._session.asking.choose_for_all(
                self._window, self.tr("规划库里已有这份规划"), self._question(read, place), tuple(words), for_all
            )
            if answer is None:
                return None
            choices |= dict.fromkeys(asked[n:] if holds_for_all else [place], words[answer])
            if holds_for_all:
                break
        return choices

    def _question(self, read: ReadFiles, place: int) -> str:
        return self.tr(
            "“{0}”与库中的《{1}》是同一份规划。\n\n"
            "替换：换成这个文件的内容，固定的对应条款、批注、借用和改正都保留。\n"
            "两者都保留：另存一份，标题后加编号。"
        ).format(read.reports[place].path.name, read.known[place].title)
