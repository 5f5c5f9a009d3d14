"""Opening, locking, creating, upgrading, copying and closing library files."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

import storage.engine
from storage.database import Database
from storage.errors import Problem, StorageError
from storage.records import PlanContent, PlanRecord

ROOT = Path(__file__).resolve().parents[2]


def a_plan(plan_id: str = "p", title: str = "规划") -> PlanContent:
    record = PlanRecord(plan_id, "draft", title, None, None, None, None, None, None, None, None, "{}", 0)
    return PlanContent(record)


def add(database: Database, content: PlanContent) -> None:
    with database.writing() as work:
        work.plans.add(content)
        work.commit()


def titles(database: Database) -> list[str]:
    with database.reading() as work:
        return [summary.plan.title for summary in work.plans.summaries()]


def problem_of(path: Path, write: bool = True) -> Problem:
    with pytest.raises(StorageError) as caught:
        Database.open(path, write=write)
    return caught.value.problem


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library.db"


@pytest.fixture
def closed(path: Path) -> Path:
    """A library with one plan, closed."""
    database = Database.open(path)
    add(database, a_plan())
    database.close()
    return path


def test_rolls_back_uncommitted_work_by_default(path: Path) -> None:
    database = Database.open(path)
    with database.writing() as work:
        work.plans.add(a_plan())
    assert titles(database) == []
    database.close()


def test_rolls_back_all_when_one_write_fails(path: Path) -> None:
    database = Database.open(path)
    with pytest.raises(IntegrityError), database.writing() as work:
        [work.plans.add(a_plan()) for _ in range(2)]
    assert titles(database) == []
    database.close()


def test_makes_the_folders_of_a_new_library(tmp_path: Path) -> None:
    Database.open(tmp_path / "a" / "b" / "library.db").close()
    assert (tmp_path / "a" / "b" / "library.db").is_file()


def test_an_empty_file_becomes_a_library(path: Path) -> None:
    path.touch()
    Database.open(path).close()
    Database.open(path, write=False).close()


def test_leaves_one_file_behind_that_holds_everything(closed: Path, tmp_path: Path) -> None:
    assert sorted(file.name for file in tmp_path.iterdir()) == ["library.db", "library.db.lock"]
    moved = tmp_path / "elsewhere.db"
    shutil.copy(closed, moved)
    database = Database.open(moved, write=False)
    assert titles(database) == ["规划"]
    database.close()


def test_closing_twice_is_harmless(path: Path) -> None:
    database = Database.open(path)
    database.close()
    database.close()


def test_a_second_desk_is_told_who_has_the_library(path: Path) -> None:
    database = Database.open(path)
    with pytest.raises(StorageError) as caught:
        Database.open(path)
    assert caught.value.problem is Problem.LOCKED
    assert str(os.getpid()) in caught.value.detail
    database.close()
    Database.open(path).close()


def test_another_process_is_kept_out_too(path: Path) -> None:
    database = Database.open(path)
    code = (
        "import sys; from pathlib import Path; from storage.database import Database; Database.open(Path(sys.argv[1]))"
    )
    done = subprocess.run([sys.executable, "-c", code, path], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "StorageError: LOCKED" in done.stderr
    database.close()


def test_reading_works_beside_a_desk_and_sees_what_it_committed(path: Path) -> None:
    desk = Database.open(path)
    reader = Database.open(path, write=False)
    assert titles(reader) == []
    add(desk, a_plan())
    assert titles(reader) == ["规划"]
    reader.close()
    desk.close()


def test_a_reader_cannot_write(closed: Path) -> None:
    reader = Database.open(closed, write=False)
    with pytest.raises(StorageError) as caught:
        add(reader, a_plan("q"))
    assert caught.value.problem is Problem.READ_ONLY
    reader.close()


def test_reading_needs_a_library(path: Path) -> None:
    assert problem_of(path, write=False) is Problem.MISSING
    assert not path.exists()


def test_a_folder_is_no_library(tmp_path: Path) -> None:
    assert problem_of(tmp_path) is Problem.IS_A_FOLDER


def test_a_path_through_a_file_leads_to_no_folder(path: Path) -> None:
    path.write_text("x")
    assert problem_of(path / "library.db") is Problem.NO_FOLDER
    assert problem_of(path / "library.db", write=False) is Problem.NO_FOLDER


def test_too_long_a_name_is_named(tmp_path: Path) -> None:
    assert problem_of(tmp_path / ("x" * 300)) is Problem.NAME_TOO_LONG


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes of POSIX systems")
def test_what_is_no_file_is_refused_and_left_alone(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for write in (True, False):
        assert problem_of(pipe, write=write) is Problem.NOT_A_LIBRARY
    assert pipe.is_fifo()
    assert [file.name for file in tmp_path.iterdir()] == ["pipe"]


@pytest.mark.skipif(sys.platform != "linux", reason="a folder of Linux in which nobody may make a file")
def test_a_folder_that_takes_no_file_is_not_taken_for_another_desk() -> None:
    assert problem_of(Path("/proc/library.db")) is Problem.READ_ONLY


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"not a database, but long enough to be one" * 100, Problem.NOT_A_LIBRARY),
        (b"short", Problem.NOT_A_LIBRARY),
        (b"SQLite format 3\0" + b"\7" * 5000, Problem.DAMAGED),
    ],
)
def test_a_file_of_another_kind_is_refused_and_left_alone(path: Path, content: bytes, problem: Problem) -> None:
    path.write_bytes(content)
    assert problem_of(path) is problem
    assert path.read_bytes() == content


def test_a_database_of_another_program_is_refused_and_left_alone(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE plan (id)")
    connection.close()
    before = path.read_bytes()
    assert problem_of(path) is Problem.NOT_A_LIBRARY
    assert path.read_bytes() == before


def test_a_damaged_page_is_found(closed: Path) -> None:
    content = bytearray(closed.read_bytes())
    for page in range(1, len(content) // 4096):
        content[page * 4096 : page * 4096 + 200] = b"\xff" * 200
    closed.write_bytes(content)
    assert problem_of(closed) is Problem.DAMAGED
    assert closed.read_bytes() == bytes(content)


def test_a_cut_off_file_is_found(closed: Path) -> None:
    closed.write_bytes(closed.read_bytes()[:-5000])
    assert problem_of(closed) is Problem.DAMAGED


def test_a_library_of_a_later_program_is_refused_and_left_alone(closed: Path) -> None:
    with sqlite3.connect(closed) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'r9999'")
    connection.close()
    before = closed.read_bytes()
    assert problem_of(closed) is Problem.NEWER
    assert problem_of(closed, write=False) is Problem.NEWER
    assert closed.read_bytes() == before


def test_a_lock_is_given_back_when_opening_fails(closed: Path) -> None:
    sound = closed.read_bytes()
    closed.write_bytes(b"x" * 5000)
    assert problem_of(closed) is Problem.NOT_A_LIBRARY
    closed.write_bytes(sound)
    Database.open(closed).close()


def test_a_full_disk_loses_nothing_that_was_saved(path: Path) -> None:
    database = Database.open(path)
    add(database, a_plan())
    with database._writing.connect() as connection:  # SQLite's own limit stands for the end of the disk
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
        connection.execute(text(f"PRAGMA max_page_count={pages}"))
    with pytest.raises(StorageError) as caught:
        add(database, a_plan("q", "长" * 100_000))
    assert caught.value.problem is Problem.DISK_FULL
    assert titles(database) == ["规划"]
    database.close()


def test_another_program_holding_the_file_is_waited_for_and_then_named(path: Path, monkeypatch) -> None:
    monkeypatch.setattr("storage.engine.BUSY_TIMEOUT_MS", 50)
    database = Database.open(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageError) as caught:
        add(database, a_plan())
    assert caught.value.problem is Problem.BUSY
    other.execute("ROLLBACK")
    other.close()
    add(database, a_plan())
    database.close()


def test_a_file_held_by_another_program_is_waited_for_only_once(path: Path, monkeypatch) -> None:
    """A user waits for a sentence: the closing of the library does not wait again."""
    assert storage.engine.BUSY_TIMEOUT_MS <= 4000
    monkeypatch.setattr("storage.engine.BUSY_TIMEOUT_MS", 800)
    Database.open(path).close()
    database = Database.open(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    begun = time.monotonic()
    with pytest.raises(StorageError):
        add(database, a_plan())
    database.close()
    assert time.monotonic() - begun < 1.5
    other.close()


def test_a_copy_is_whole_while_the_library_is_in_use(path: Path, tmp_path: Path) -> None:
    database = Database.open(path)
    add(database, a_plan())
    copy = tmp_path / "copy.db"
    copy.write_text("an older copy")
    database.backup(copy)
    add(database, a_plan("q"))
    database.close()
    other = Database.open(copy)
    assert titles(other) == ["规划"]
    other.close()
    assert not list(tmp_path.glob("*.part"))


def test_a_copy_that_cannot_be_written_leaves_the_old_one(closed: Path, tmp_path: Path) -> None:
    database = Database.open(closed, write=False)
    with pytest.raises(StorageError) as caught:
        database.backup(tmp_path / "missing" / "copy.db")
    assert caught.value.problem is Problem.UNREACHABLE
    database.close()


AS_NOBODY = """
import os, sys, tempfile
from pathlib import Path
from storage.database import Database
from storage.errors import StorageError
os.chdir("/")
with tempfile.TemporaryDirectory() as folder:  # import everything now: nobody may not even read the checkout
    Database.open(Path(folder) / "library.db", write=True).close()
    Database.open(Path(folder) / "library.db", write=False).close()
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
try:
    Database.open(Path(sys.argv[1]), write=sys.argv[2] == "write").close()
except StorageError as error:
    print(error.problem.name)
else:
    print("opened")
"""


def opened_without_permission(path: Path, mode: str) -> str:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", AS_NOBODY, path, mode]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX systems")
def test_a_read_only_place_is_named_and_can_still_be_read(closed: Path, tmp_path: Path) -> None:
    for folder in [tmp_path, *tmp_path.parents]:
        if folder.stat().st_uid == os.geteuid() and not folder.stat().st_mode & 0o001:
            folder.chmod(folder.stat().st_mode | 0o055)
    (tmp_path / "library.db.lock").unlink()
    closed.chmod(0o444)
    tmp_path.chmod(0o555)
    try:
        assert opened_without_permission(closed, "write") == "READ_ONLY"
        assert opened_without_permission(tmp_path / "new.db", "write") == "READ_ONLY"
        assert opened_without_permission(closed, "read") == "opened"
        closed.chmod(0)
        assert opened_without_permission(closed, "read") == "UNREADABLE"
        assert opened_without_permission(closed, "write") == "UNREADABLE"
    finally:
        tmp_path.chmod(0o755)
