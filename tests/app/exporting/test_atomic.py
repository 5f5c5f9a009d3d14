"""A file is replaced whole or not at all, and every trouble has a sentence and a remedy."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from app.errors import UserError
from app.exporting.atomic import replacing
from app.progress import Cancelled


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_a_new_file_appears_whole(tmp_path: Path) -> None:
    target = tmp_path / "规划.docx"
    with replacing(target) as temporary:
        assert temporary.parent == tmp_path
        assert temporary.suffix == ".docx"
        temporary.write_bytes(b"new")
        assert not target.exists()
    assert target.read_bytes() == b"new"
    assert names(tmp_path) == ["规划.docx"]


@pytest.mark.parametrize("failure", [Cancelled, ValueError, OSError(errno.ENOSPC, "full")])
def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path, failure: type[Exception] | Exception) -> None:
    target = tmp_path / "规划.docx"
    target.write_bytes(b"old")

    def write() -> None:
        with replacing(target) as temporary:
            temporary.write_bytes(b"half")
            raise failure

    with pytest.raises((Cancelled, ValueError, UserError)):
        write()
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["规划.docx"]


@pytest.mark.parametrize(
    ("number", "word"),
    [(errno.ENOSPC, "磁盘已满"), (errno.EROFS, "只读"), (errno.EACCES, "权限"), (errno.EIO, "没有写入")],
)
def test_a_trouble_while_writing_is_told_in_words(tmp_path: Path, number: int, word: str) -> None:
    with pytest.raises(UserError) as caught, replacing(tmp_path / "规划.docx"):
        raise OSError(number, os.strerror(number))
    assert word in caught.value.sentence
    assert caught.value.remedy.endswith("。")
    assert names(tmp_path) == []


def test_a_file_that_another_program_holds_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "规划.docx"
    target.write_bytes(b"old")

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "in use")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(UserError, match="正被其他程序打开") as caught, replacing(target) as temporary:
        temporary.write_bytes(b"new")
    assert "关闭" in caught.value.remedy
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["规划.docx"]


def test_a_folder_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(errno.EACCES, "denied")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(UserError, match="不可写"), replacing(tmp_path / "规划.docx"):
        pytest.fail("the body must not run")


def test_a_read_only_file_is_not_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "规划.docx"
    target.write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(UserError, match="只读"), replacing(target):
        pytest.fail("the body must not run")
    assert target.read_bytes() == b"old"


def test_places_that_cannot_hold_the_file(tmp_path: Path) -> None:
    (tmp_path / "文件").write_bytes(b"")
    for target, word in [
        (tmp_path, "是一个文件夹"),
        (tmp_path / "没有" / "规划.docx", "不存在"),
        (tmp_path / "文件" / "规划.docx", "不是文件夹"),
        (tmp_path / ("长" * 90 + ".docx"), "文件名太长"),
    ]:
        with pytest.raises(UserError, match=word), replacing(target) as temporary:
            temporary.write_bytes(b"new")
    assert names(tmp_path) == ["文件"]


@pytest.mark.skipif(os.name != "posix", reason="rights are POSIX rights")
def test_a_new_file_gets_the_rights_of_any_new_file(tmp_path: Path) -> None:
    with replacing(tmp_path / "规划.docx") as temporary:
        temporary.write_bytes(b"new")
    (tmp_path / "other").write_bytes(b"")
    assert (tmp_path / "规划.docx").stat().st_mode == (tmp_path / "other").stat().st_mode
