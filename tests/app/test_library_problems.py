"""What a user reads when the library cannot be used: a sentence and a remedy, each a Chinese sentence."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from app.errors import UserError
from app.library import Library
from app.library_problems import user_error
from storage.errors import Problem, StorageError


@pytest.mark.parametrize("problem", list(Problem), ids=lambda problem: problem.name)
def test_every_problem_has_a_sentence_and_a_remedy(problem: Problem) -> None:
    error = user_error(StorageError(problem), Path("/某处/library.plandesk"))
    assert "/某处/library.plandesk" in error.sentence
    for text in (error.sentence, error.remedy):
        assert text.endswith("。")
        assert "{" not in text


def test_a_second_desk_reads_who_has_the_library(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    with Library.open(path), pytest.raises(UserError, match=r"另一个规划台正在使用.*@"):
        Library.open(path)


def test_a_newer_library_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    Library.open(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'r9999'")
    connection.close()
    with pytest.raises(UserError, match="更新版本"):
        Library.open(path)


def test_a_damaged_library_is_named(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    path.write_bytes(b"\0\1" * 4000)
    with pytest.raises(UserError, match="损坏"):
        Library.open(path)


def test_a_reader_that_writes_is_told_so(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    Library.open(path).close()
    with Library.open(path, write=False) as library, pytest.raises(UserError, match="写入权限"):
        library.set_setting("k", "v")


def test_a_backup_names_the_place_that_failed(tmp_path: Path) -> None:
    with Library.open(tmp_path / "l.db") as library:
        library.backup(tmp_path / "copy.db")
        with pytest.raises(UserError, match="自身"):
            library.backup(tmp_path / "." / "l.db")
        with pytest.raises(UserError, match="missing"):
            library.backup(tmp_path / "missing" / "copy.db")
    with Library.open(tmp_path / "copy.db") as copy:
        assert copy.plans() == ()
