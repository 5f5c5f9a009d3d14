"""Writing a file so that the old one stays whole until the new one is complete."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from app.errors import UserError

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_READ_ONLY = {errno.EROFS}
_DENIED = {errno.EACCES, errno.EPERM, errno.EBUSY, errno.ETXTBSY}


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a path beside `path` to write to; on success it is flushed to the disk and takes the place of `path`.

    When the body fails or is cancelled nothing is left behind and `path` is as it was. Errors of the file system,
    in the body too, become `UserError`.
    """
    path = Path(path)
    try:
        _refuse_impossible(path)
        temporary = _create_beside(path)
        try:
            yield temporary
            _flush(temporary)
            _take_place(temporary, path)
        finally:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
    except OSError as error:
        raise _in_words(error, path) from error


def _refuse_impossible(path: Path) -> None:
    if path.is_dir():
        raise UserError(f"“{path}”是一个文件夹，不能写成文件。", "请在文件夹后面加上文件名，或换一个文件名。")
    if not path.parent.exists():
        raise UserError(f"文件夹“{path.parent}”不存在。", "请先建立这个文件夹，或选择另一个位置。")
    if not path.parent.is_dir():
        raise UserError(f"“{path.parent}”不是文件夹。", "请选择另一个位置。")
    if path.exists() and not os.access(path, os.W_OK):
        raise UserError(f"文件“{path.name}”是只读的，不能覆盖。", "请换一个文件名，或先取消该文件的只读属性。")


def _create_beside(path: Path) -> Path:
    """An empty file in the same folder, with the rights a new file gets there (mkstemp would make it private)."""
    temporary = path.parent / f".plandesk-{uuid4().hex[:12]}{path.suffix}"
    try:
        os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
    except OSError as error:
        if error.errno in _DENIED:
            raise UserError(f"文件夹“{path.parent}”不可写。", "请选择另一个位置，或请管理员开放写入权限。") from error
        raise
    return temporary


def _flush(temporary: Path) -> None:
    with temporary.open("rb+") as file:
        os.fsync(file.fileno())


def _take_place(temporary: Path, path: Path) -> None:
    try:
        temporary.replace(path)
    except OSError as error:
        if error.errno in _DENIED:  # Windows: another program holds the file open
            raise UserError(
                f"文件“{path.name}”正被其他程序打开，没有写入。",
                "请在 Word、WPS 等程序里关闭它，再导出一次；或换一个文件名。",
            ) from error
        raise
    if os.name == "posix":  # the new name itself must outlive a power cut; Windows cannot open folders
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            with suppress(OSError):  # some network file systems refuse to sync a folder
                os.fsync(folder)
        finally:
            os.close(folder)


def _in_words(error: OSError, path: Path) -> UserError:
    if error.errno in _FULL:
        return UserError(f"磁盘已满，“{path.name}”没有写入。", "请清理磁盘空间或换一个磁盘，再导出一次。")
    if error.errno in _READ_ONLY:
        return UserError(f"“{path.parent}”所在的磁盘是只读的。", "请选择另一个位置。")
    if error.errno in _DENIED:
        return UserError(f"没有写入“{path}”的权限。", "请选择另一个位置，或关闭正在使用该文件的程序。")
    if error.errno == errno.ENAMETOOLONG:
        return UserError("文件名太长。", "请换一个短一些的文件名。")
    return UserError(f"“{path.name}”没有写入：{error.strerror or error}。", "请检查磁盘和文件夹，或换一个位置再试。")
