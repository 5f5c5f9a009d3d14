"""What the user is told when a library file cannot be opened, read or written."""

from __future__ import annotations

from pathlib import Path

from app.errors import UserError
from storage.errors import Problem, StorageError

# {path}: the file; {folder}: where it lies. Sentence, remedy.
_WORDS = {
    Problem.LOCKED: (
        "另一个规划台正在使用这个规划库：{path}。",
        "请先关闭那个规划台，或用 --library 另选一个规划库文件。",
    ),
    Problem.BUSY: (
        "规划库正被别的程序占用，这次没有写入：{path}。",
        "请稍候再试；如一直占用，请关闭正在打开该文件的备份、同步或数据库程序。",
    ),
    Problem.MISSING: ("没有找到规划库：{path}。", "请检查 --library 给出的路径，或先用 plandesk import 导入规划。"),
    Problem.NEWER: (
        "这个规划库由更新版本的规划台写成，本程序打不开：{path}。",
        "请升级规划台；文件没有被改动。",
    ),
    Problem.OLDER: (
        "这个规划库是旧版格式，需要先升级：{path}。",
        "请用规划台窗口打开一次（升级前会自动留一份备份），再执行本命令。",
    ),
    Problem.DAMAGED: (
        "规划库文件已损坏：{path}。",
        "请用备份替换它（同一文件夹中可能有升级前的备份）；损坏的文件请先另存，不要删除。",
    ),
    Problem.NOT_A_LIBRARY: (
        "这个文件不是规划库：{path}。",
        "请选择规划台建立的规划库文件；如确是规划库，则文件开头已损坏，请用备份替换它。该文件没有被改动。",
    ),
    Problem.IS_A_FOLDER: ("规划库应当是一个文件，而这里是文件夹：{path}。", "请在路径后加上文件名，如 library.db。"),
    Problem.NO_FOLDER: ("{folder} 不是文件夹，规划库不能放在里面：{path}。", "请把规划库放到一个文件夹里。"),
    Problem.NAME_TOO_LONG: ("文件名太长，系统不允许：{path}。", "请改短规划库的文件名。"),
    Problem.UNREADABLE: (
        "没有读取权限：{path}。",
        "请检查该文件及文件夹 {folder} 的权限，或请文件的所有者允许读取。",
    ),
    Problem.READ_ONLY: (
        "没有写入权限：{path}。",
        "请检查该文件及文件夹 {folder} 的权限，或把规划库放到可写的文件夹。",
    ),
    Problem.DISK_FULL: ("磁盘空间不足，这次没有写入：{path}。", "请清理 {folder} 所在磁盘后重试；此前保存的内容完好。"),
    Problem.UNREACHABLE: (
        "无法读写规划库：{path}。",
        "请检查文件夹 {folder} 是否存在、网络盘是否连接、磁盘是否正常。",
    ),
}


def user_error(error: StorageError, path: Path) -> UserError:
    """The sentence and the remedy for a problem with the library at `path`."""
    sentence, remedy = _WORDS[error.problem]
    if error.problem is Problem.LOCKED and error.detail:
        sentence = sentence.removesuffix("。") + f"（{error.detail}）。"
    place = {"path": path, "folder": path.parent}
    return UserError(sentence.format(**place), remedy.format(**place))
