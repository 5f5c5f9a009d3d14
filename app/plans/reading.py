"""The door of this room: files become plans."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from app.errors import UserError
from app.plans.encoding import decode
from app.plans.model import Role, Source
from app.plans.text_reader import Reading, read_plan_text
from app.progress import Progress, part, silent

LARGEST = 20 * 1024 * 1024
"""Bytes. A 300-page plan has less than one million."""

TEXT_SUFFIXES = frozenset({".txt", ".md", ".markdown", ".text"})
FORMATS = "目前可以导入文本文件（.txt、.md）"
_MAGIC = (
    (b"PK\x03\x04", "Word、WPS 文档或压缩包"),
    (b"%PDF", "PDF 文件"),
    (b"\xd0\xcf\x11\xe0", "旧版 Word 或 WPS 文档"),
    (b"{\\rtf", "RTF 文档"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
)


def supported(path: Path) -> bool:
    """Whether a file's name says that it can be read (a folder import takes these)."""
    return path.suffix.lower() in TEXT_SUFFIXES


def read_plan(path: Path, role: Role = Role.REFERENCE, progress: Progress = silent) -> Reading:
    """The plan in a file, with its source noted. Its id and its sections' ids are "".

    Raises UserError (missing, a folder, no permission, empty, too big, binary, unknown encoding, no plan), Cancelled.
    """
    progress(f"正在打开“{path.name}”", 0.0)
    data = _bytes(path)
    _refuse_binary(data, path.name)
    decoded = decode(data)
    reading = read_plan_text(decoded.text, path.stem, role, part(progress, 0.1, 1.0))
    source = Source(path.name, hashlib.sha256(data).hexdigest(), decoded.encoding)
    warnings = reading.warnings
    if decoded.damaged:
        warnings = (f"文件里有 {decoded.damaged} 个字无法辨认，已用“�”代替。", *warnings)
    return Reading(replace(reading.plan, source=source), warnings)


def read_text(text: str, name: str, role: Role = Role.REFERENCE) -> Reading:
    """The plan in a text. Raises UserError if it is empty or no plan."""
    if not text.strip():
        raise UserError(f"“{name}”是空的。", "请换一个有内容的文件。")
    return read_plan_text(text, name, role)


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise UserError(f"“{path.name}”是文件夹，不是文件。", "请选择其中的规划文件，或用导入文件夹。")
        size = path.stat().st_size
        if size > LARGEST:
            megabytes = LARGEST // 1024 // 1024
            raise UserError(
                f"“{path.name}”太大（{size // 1024 // 1024} MB）。",
                f"规划文本不超过 {megabytes} MB，请确认选对了文件。",
            )
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise UserError(f"找不到文件“{path}”。", "请检查文件是否已移动或改名。") from error
    except PermissionError as error:
        raise UserError(f"没有权限读取“{path}”。", "请检查文件的访问权限，或把它复制到自己的文件夹。") from error
    except OSError as error:
        raise UserError(
            f"读取“{path}”时出错：{error.strerror}。", "请检查磁盘或网络位置是否可用，再试一次。"
        ) from error
    if not data.strip():
        raise UserError(f"“{path.name}”是空的。", "请换一个有内容的文件。")
    return data


def _refuse_binary(data: bytes, name: str) -> None:
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise UserError(f"“{name}”是{kind}，不是文本。", f"{FORMATS}；请另存为文本再导入。")
