"""The two kinds of error: this module names the user's world; everything else is a bug of ours."""

from __future__ import annotations

import errno
import os
from pathlib import Path


class UserError(Exception):
    """Something in the user's world is wrong and the user can mend it.

    `sentence` says what is wrong, `remedy` says what to do about it; both are Chinese, both end with 。.
    The window shows both, the command line prints both to stderr and exits with 1.
    """

    def __init__(self, sentence: str, remedy: str) -> None:
        super().__init__(sentence + remedy)
        self.sentence = sentence
        self.remedy = remedy


_WHY = {
    errno.ENOSPC: ("磁盘已满，无法写入", "请腾出空间后再试。"),
    errno.EDQUOT: ("磁盘配额已用完，无法写入", "请腾出空间后再试。"),
    errno.EFBIG: ("文件超过了系统允许的大小，无法写入", "请换一个磁盘或文件夹再试。"),
    errno.EROFS: ("磁盘是只读的，无法写入", "请换一个可写的文件夹再试。"),
    errno.EACCES: ("没有权限访问", "请检查文件夹的权限，或换一个文件夹再试。"),
    errno.EPERM: ("没有权限访问", "请检查文件夹的权限，或换一个文件夹再试。"),
    errno.ENOENT: ("找不到", "请检查路径是否写对。"),
    errno.ENOTDIR: ("路径中有一段不是文件夹：", "请检查路径是否写对。"),
    errno.EISDIR: ("这里需要一个文件，却是文件夹：", "请改用文件名。"),
    errno.EEXIST: ("已有同名文件：", "请换一个名称或先移走该文件。"),
    errno.ENAMETOOLONG: ("文件名太长", "请改短文件名后再试。"),
    errno.EIO: ("磁盘读写出错", "请检查磁盘或网络连接后再试。"),
}


def of_os_error(error: OSError) -> UserError | None:
    """The sentence and remedy for an operating system error that the user can mend; None for any other."""
    if error.errno not in _WHY:
        return None
    sentence, remedy = _WHY[error.errno]
    name = f"“{Path(os.fsdecode(error.filename)).name}”" if isinstance(error.filename, (str, bytes)) else ""
    return UserError(f"{sentence}{name}。", remedy)
