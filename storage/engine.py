"""All that is special about SQLite: the engine, its pragmas, its error codes, its backup. No SQL elsewhere is."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from storage.errors import Problem, StorageError

APPLICATION_ID = 0x504C444B  # "PLDK": tells a library from any other SQLite file
BUSY_TIMEOUT_MS = 3000  # how long another program may hold the file before the user is told
_SQLITE = b"SQLite format 3\0"

_PROBLEMS = {
    sqlite3.SQLITE_PERM: Problem.READ_ONLY,
    sqlite3.SQLITE_BUSY: Problem.BUSY,
    sqlite3.SQLITE_LOCKED: Problem.BUSY,
    sqlite3.SQLITE_READONLY: Problem.READ_ONLY,
    sqlite3.SQLITE_IOERR: Problem.UNREACHABLE,
    sqlite3.SQLITE_CORRUPT: Problem.DAMAGED,
    sqlite3.SQLITE_FULL: Problem.DISK_FULL,
    sqlite3.SQLITE_CANTOPEN: Problem.UNREACHABLE,
    sqlite3.SQLITE_NOTADB: Problem.DAMAGED,
}
_OS_PROBLEMS = {
    errno.EACCES: Problem.READ_ONLY,
    errno.EPERM: Problem.READ_ONLY,
    errno.EROFS: Problem.READ_ONLY,
    errno.ENOSPC: Problem.DISK_FULL,
    errno.EDQUOT if hasattr(errno, "EDQUOT") else errno.ENOSPC: Problem.DISK_FULL,
    errno.EISDIR: Problem.IS_A_FOLDER,
    errno.ENOTDIR: Problem.NO_FOLDER,
    errno.EEXIST: Problem.NO_FOLDER,  # what `mkdir` says where a file has the folder's name
    errno.ENAMETOOLONG: Problem.NAME_TOO_LONG,
}


def url_of(path: Path, *, write: bool = True) -> URL:
    if not write and _is_frozen(path):
        return URL.create("sqlite", database=_frozen_uri(path), query={"uri": "true"})
    return URL.create("sqlite", database=str(path))


def _is_frozen(path: Path) -> bool:
    """Whether nobody can change the file (a read-only folder or medium). SQLite would fail to open such a file for
    want of a place for its -wal, unless told that it is immutable."""
    return path.exists() and not os.access(path.parent, os.W_OK) and not path.with_name(path.name + "-wal").exists()


def _frozen_uri(path: Path) -> str:
    return f"{path.absolute().as_uri()}?immutable=1"


def make_engine(url: URL, *, write: bool = True, foreign_keys: bool = True) -> Engine:
    """An engine whose transactions are ours. `foreign_keys` off is for the migrator alone: with them on, a batch
    migration that rebuilds a table deletes all rows that refer to it."""
    engine = create_engine(url, connect_args={"timeout": BUSY_TIMEOUT_MS / 1000})

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves, so that DDL rolls back
        connection.execute(f"PRAGMA foreign_keys={'ON' if foreign_keys else 'OFF'}")
        connection.execute(f"PRAGMA query_only={'OFF' if write else 'ON'}")
        # With WAL, FULL costs one fsync a commit and keeps the last save even when the power fails.
        connection.execute("PRAGMA synchronous=FULL")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        mode = connection.get_execution_options().get("begin", "DEFERRED")
        connection.exec_driver_sql(f"BEGIN {mode}")

    return engine


def for_writing(engine: Engine) -> Engine:
    """The same engine, whose transactions wait for the write lock at once rather than fail at the first write."""
    return engine.execution_options(begin="IMMEDIATE")


@contextmanager
def translated() -> Iterator[None]:
    """Turn the errors of SQLite and of the file system that the user can mend into `StorageError`."""
    try:
        yield
    except DBAPIError as error:
        problem = _problem_of(error.orig)
        if problem is None:
            raise
        raise StorageError(problem, str(error.orig)) from error
    except sqlite3.Error as error:
        problem = _problem_of(error)
        if problem is None:
            raise
        raise StorageError(problem, str(error)) from error
    except OSError as error:
        raise StorageError(_OS_PROBLEMS.get(error.errno or 0, Problem.UNREACHABLE), error.strerror or "") from error


def _problem_of(error: BaseException | None) -> Problem | None:
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:  # a few errors carry no code, e.g. text that is no UTF-8 in a damaged page
        return Problem.DAMAGED if "malformed" in str(error) or "Could not decode" in str(error) else None
    return _PROBLEMS.get(code & 0xFF)  # the low byte is the primary code


def mark_as_library(path: Path) -> None:
    """Write-ahead logging and the application id, both kept in the file itself. Not inside a transaction."""
    with _raw(path) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")


def check_file(path: Path) -> None:
    """Raise `StorageError` if the file is damaged or no library of ours; reads every page once."""
    with path.open("rb") as file:
        if file.read(len(_SQLITE)) != _SQLITE:
            raise StorageError(Problem.NOT_A_LIBRARY)
    with _raw(path) as connection:
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        if application != APPLICATION_ID:
            raise StorageError(Problem.NOT_A_LIBRARY)
        (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        if verdict != "ok":
            raise StorageError(Problem.DAMAGED, verdict)


def check_foreign_keys(connection: Connection) -> None:
    """Raise `StorageError` if a row refers to one that is not there."""
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise StorageError(Problem.DAMAGED, "foreign keys")


def checkpoint(engine: Engine) -> None:
    """Bring all that was written into the one file, so that copying it copies the library. Does not wait for another
    program that holds the file: the user waits for us, and what was written is safe beside it too."""
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA busy_timeout=0")
        raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        raw.close()


def copy_database(source: Path, target: Path) -> None:
    """A whole copy, also while others write; it appears under its name only when complete."""
    unfinished = target.with_name(target.name + ".part")
    try:
        with _raw(source) as old, _raw(unfinished) as new:
            old.backup(new)
        os.replace(unfinished, target)  # noqa: PTH105 (Path.replace is the same; named for what it guarantees)
    finally:
        unfinished.unlink(missing_ok=True)


@contextmanager
def _raw(path: Path) -> Iterator[sqlite3.Connection]:
    target, is_uri = (_frozen_uri(path), True) if _is_frozen(path) else (str(path), False)
    connection = sqlite3.connect(target, timeout=BUSY_TIMEOUT_MS / 1000, isolation_level=None, uri=is_uri)
    try:
        yield connection
    finally:
        connection.close()
