"""The one way work leaves the GUI thread: two verbs, read and change.

A job gets values and a progress callable and returns a value; never hand it a widget, a QTextDocument or a database
row. Its callbacks run on the GUI thread. A job with a `key` replaces the one that runs under the same key: the older
is cancelled and its result never arrives.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot

from app.progress import Cancelled, Progress

logger = logging.getLogger(__name__)

Work = Callable[[Progress], Any]


class _Signals(QObject):
    progressed = Signal(str, float)
    done = Signal(object)
    failed = Signal(object)
    ended = Signal()


class Job(QRunnable):
    """One piece of work under way. `cancel()` asks it to stop; no callback arrives afterwards."""

    def __init__(self, work: Work) -> None:
        super().__init__()
        self.setAutoDelete(False)
        self.signals = _Signals()
        self._work = work
        self._cancelled = False

    def cancel(self) -> None:
        self._cancelled = True

    @property
    def cancelled(self) -> bool:
        return self._cancelled

    def run(self) -> None:
        try:
            if not self._cancelled:
                self.signals.done.emit(self._work(self._progress))
        except Cancelled:
            self._cancelled = True
        except Exception as error:
            logger.debug("a job failed", exc_info=True)
            self.signals.failed.emit(error)
        finally:
            self.signals.ended.emit()

    def _progress(self, message: str, fraction: float) -> None:
        if self._cancelled:
            raise Cancelled
        self.signals.progressed.emit(message, fraction)


class Jobs(QObject):
    """Runs reads side by side and changes one after the other, in the order they were asked for."""

    unexpected = Signal(object)  # an Exception that no caller wanted: a bug or a UserError without its own place

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reads = QThreadPool(self)
        self._reads.setMaxThreadCount(2)
        self._changes = QThreadPool(self)
        self._changes.setMaxThreadCount(1)
        self._running: set[Job] = set()
        self._by_key: dict[str, Job] = {}

    def read(
        self,
        work: Work,
        done: Callable[[Any], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        progressed: Callable[[str, float], None] | None = None,
        ended: Callable[[], None] | None = None,
        key: str | None = None,
    ) -> Job:
        """Run `work(progress)` beside others. `ended` is called last, also after a cancel."""
        return self._start(self._reads, work, done, failed, progressed, ended, key)

    def change(
        self,
        work: Work,
        done: Callable[[Any], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> Job:
        """Run `work(progress)` after every change asked for before it."""
        return self._start(self._changes, work, done, failed)

    def _start(self, pool, work, done, failed, progressed=None, ended=None, key=None) -> Job:
        job = Job(work)
        if key is not None:
            if key in self._by_key:
                self._by_key[key].cancel()
            self._by_key[key] = job
        self._running.add(job)
        receiver = _Receiver(self, job, done, failed, progressed, ended, key)
        queued = Qt.ConnectionType.QueuedConnection
        job.signals.done.connect(receiver.on_done, queued)
        job.signals.failed.connect(receiver.on_failed, queued)
        job.signals.progressed.connect(receiver.on_progressed, queued)
        job.signals.ended.connect(receiver.on_ended, queued)
        pool.start(job)
        return job

    def forget(self, job: Job, key: str | None) -> None:
        self._running.discard(job)
        if key is not None and self._by_key.get(key) is job:
            del self._by_key[key]

    def busy(self) -> bool:
        return bool(self._running)

    def finish_changes(self) -> None:
        """Wait until every change is written; for closing."""
        self._changes.waitForDone()

    def shut_down(self) -> None:
        """Cancel the reads, finish the changes, wait for all."""
        for job in list(self._running):
            if self._reads.tryTake(job):
                self._running.discard(job)
        for job in self._by_key.values():
            job.cancel()
        self._reads.waitForDone()
        self._changes.waitForDone()


class _Receiver(QObject):
    """Takes a job's signals on the GUI thread and hands them to the callbacks while the job is wanted."""

    def __init__(self, jobs: Jobs, job: Job, done, failed, progressed, ended, key) -> None:
        super().__init__(jobs)
        self._jobs, self._job, self._key = jobs, job, key
        self._done, self._failed, self._progressed, self._ended = done, failed, progressed, ended

    @Slot(object)
    def on_done(self, result: object) -> None:
        if self._done is not None and not self._job.cancelled:
            self._done(result)

    @Slot(object)
    def on_failed(self, error: Exception) -> None:
        if self._job.cancelled:
            return
        if self._failed is not None:
            self._failed(error)
        else:
            self._jobs.unexpected.emit(error)

    @Slot(str, float)
    def on_progressed(self, message: str, fraction: float) -> None:
        if self._progressed is not None and not self._job.cancelled:
            self._progressed(message, fraction)

    @Slot()
    def on_ended(self) -> None:
        self._jobs.forget(self._job, self._key)
        if self._ended is not None:
            self._ended()
        self.deleteLater()
