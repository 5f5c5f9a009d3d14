"""A library file: found, locked, checked, brought up to date, opened, copied, closed."""

from __future__ import annotations

import getpass
import os
import socket
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import Engine

from storage import migrator
from storage.engine import (
    check_file,
    checkpoint,
    copy_database,
    for_writing,
    make_engine,
    mark_as_library,
    translated,
    url_of,
)
from storage.errors import Problem, StorageError
from storage.migrator import Migrations
from storage.unit_of_work import UnitOfWork


class Database:
    """An open library. Any thread may ask it for units of work."""

    def __init__(self, path: Path, engine: Engine, lock: FileLock | None) -> None:
        self.path = path
        self._engine = engine
        self._writing = for_writing(engine)
        self._lock = lock

    @classmethod
    def open(cls, path: Path, *, write: bool = True, migrations: Migrations = migrator.CURRENT) -> Database:
        """Open the library at `path`, making or upgrading it as needed.

        To write takes the library's lock; to read does not, and needs a library that is there and up to date.
        Raise `StorageError` with the library untouched.
        """
        with translated():
            _look_at(path, write)
            lock = _lock(path) if write else None
            try:
                _prepare(path, write, migrations)
                engine = make_engine(url_of(path, write=write), write=write)
            except BaseException:
                _release(lock)
                raise
            return cls(path, engine, lock)

    @contextmanager
    def reading(self) -> Iterator[UnitOfWork]:
        """One consistent look at the library, which others may change meanwhile."""
        with translated(), UnitOfWork(self._engine) as work:
            yield work

    @contextmanager
    def writing(self) -> Iterator[UnitOfWork]:
        """One change of the library, lost unless committed. Waits for another change that is under way."""
        with translated(), UnitOfWork(self._writing) as work:
            yield work

    def backup(self, to: Path) -> None:
        """Write a whole copy of the library to `to`, in place of what was there."""
        with translated():
            copy_database(self.path, to)

    def close(self) -> None:
        """Gather everything in the one file and let others have it. May be called twice."""
        if self._lock is not None:
            with suppress(StorageError), translated():  # what was saved is safe in the -wal file too
                checkpoint(self._engine)
        self._engine.dispose()
        _release(self._lock)
        self._lock = None


def _look_at(path: Path, write: bool) -> None:
    """See that there is a file that may be read, or nothing yet. A device is left alone: it would be replaced."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return
    except PermissionError as error:
        raise StorageError(Problem.READ_ONLY if write else Problem.UNREADABLE) from error
    if stat.S_ISDIR(mode):
        raise StorageError(Problem.IS_A_FOLDER)
    if not stat.S_ISREG(mode):
        raise StorageError(Problem.NOT_A_LIBRARY)
    if not os.access(path, os.R_OK):
        raise StorageError(Problem.UNREADABLE)


def _prepare(path: Path, write: bool, migrations: Migrations) -> None:
    """See that the file is a sound library of today's schema."""
    if not path.exists() or path.stat().st_size == 0:
        if not write:
            raise StorageError(Problem.MISSING)
        _create(path, migrations)
        return
    check_file(path)
    engine = make_engine(url_of(path, write=False), write=False)
    try:
        with engine.connect() as connection:
            revision = migrator.revision_of(connection)
    finally:
        engine.dispose()
    if revision == migrations.head:
        return
    if revision is None:
        raise StorageError(Problem.NOT_A_LIBRARY)
    if not migrator.knows(revision, migrations):
        raise StorageError(Problem.NEWER)
    if not write:
        raise StorageError(Problem.OLDER)
    copy_database(path, path.with_name(f"{path.stem}-before-{migrations.head}-{datetime.now():%Y%m%d-%H%M%S}.db"))
    migrator.upgrade(path, migrations)


def _create(path: Path, migrations: Migrations) -> None:
    """Make the library beside its place and move it there whole: a killed program leaves no half library."""
    unfinished = path.with_name(path.name + ".new")
    unfinished.unlink(missing_ok=True)
    try:
        engine = make_engine(url_of(unfinished))
        with engine.begin() as connection:
            migrator.create(connection, migrations)
        engine.dispose()
        mark_as_library(unfinished)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _lock(path: Path) -> FileLock:
    """Take the lock file beside the library and write into it who holds it, for the sentence a second desk shows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    holder = path.with_name(path.name + ".lock")
    lock = FileLock(holder, thread_local=False)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        if not holder.exists():  # nobody holds it: no file can be made in this folder
            raise StorageError(Problem.READ_ONLY) from None
        raise StorageError(Problem.LOCKED, _holder(holder)) from None
    with suppress(OSError):  # Windows lets nobody write into a locked file; the name is a courtesy
        holder.write_text(f"{getpass.getuser()}@{socket.gethostname()}, {os.getpid()}", "utf-8")
    return lock


def _holder(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeError):
        return ""


def _release(lock: FileLock | None) -> None:
    if lock is not None:
        lock.release()
