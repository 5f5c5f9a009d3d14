"""The door of this room: files become plans."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from app.errors import UserError
from app.plans.content import Kind, kind_of, refuse
from app.plans.encoding import decode
from app.plans.model import Role, Source
from app.plans.text_reader import Reading, read_plan_text
from app.progress import Progress, part, silent

LARGEST = 20 * 1024 * 1024
"""Bytes of a text file. A 300-page plan has less than one million."""

LARGEST_FILE = 200 * 1024 * 1024
"""Bytes of any file: a PDF or Word file may hold pictures."""

SUFFIXES = frozenset(
    {".txt", ".md", ".markdown", ".text", ".docx", ".docm", ".pdf", ".htm", ".html", ".shtml", ".mht", ".mhtml"}
    | {".doc", ".dot", ".wps", ".wpt", ".rtf", ".odt"}
)


def supported(path: Path) -> bool:
    """Whether a file's name says that it can be read (a folder import takes these)."""
    return path.suffix.lower() in SUFFIXES


def read_plan(path: Path, role: Role = Role.REFERENCE, progress: Progress = silent) -> Reading:
    """The plan in a file, with its source noted. Its id and its sections' ids are "".

    Raises UserError (missing, a folder, no permission, empty, too big, of a kind that cannot be read, damaged, no
    plan), Cancelled.
    """
    progress(f"正在打开“{path.name}”", 0.0)
    data = _bytes(path)
    kind = kind_of(data)
    refuse(kind, path.name)
    reading, encoding = _read(data, kind, path, role, part(progress, 0.1, 1.0))
    source = Source(path.name, hashlib.sha256(data).hexdigest(), encoding)
    return replace(reading, plan=replace(reading.plan, source=source))


def _read(data: bytes, kind: Kind, path: Path, role: Role, progress: Progress) -> tuple[Reading, str | None]:
    """The reading of a file of a known kind, and the encoding of its text where it has one."""
    match kind:
        case Kind.PDF:
            from app.plans.pdf.reader import read_pdf

            return read_pdf(data, path.stem, role, progress), None
        case Kind.HTML | Kind.MHT:
            from app.plans.web.reader import read_html, read_mht

            return (read_html if kind is Kind.HTML else read_mht)(data, path.stem, role, progress), None
        case Kind.DOCX:
            from app.plans.word.reader import read_docx

            return read_docx(data, path.stem, role, progress), None
        case Kind.OFFICE:
            return _read_converted(data, path, role, progress), None
        case _:
            return _read_plain(data, path, role, progress)


def _read_converted(data: bytes, path: Path, role: Role, progress: Progress) -> Reading:
    """The reading of a file that LibreOffice makes a .docx of first; a warning says so."""
    from app.plans.conversion import WARNING, to_docx
    from app.plans.word.reader import read_docx

    converted = to_docx(data, path.name, part(progress, 0.0, 0.6))
    reading = read_docx(converted, path.stem, role, part(progress, 0.6, 1.0))
    return replace(reading, warnings=(WARNING, *reading.warnings))


def _read_plain(data: bytes, path: Path, role: Role, progress: Progress) -> tuple[Reading, str]:
    if len(data) > LARGEST:
        raise _too_big(path, len(data), LARGEST)
    decoded = decode(data)
    reading = read_plan_text(decoded.text, path.stem, role, progress)
    if decoded.damaged:
        doubt = f"文件里有 {decoded.damaged} 个字无法辨认，已用“�”代替。"
        reading = replace(reading, warnings=(doubt, *reading.warnings))
    return reading, decoded.encoding


def _too_big(path: Path, size: int, limit: int) -> UserError:
    return UserError(
        f"“{path.name}”太大（{size // 1024 // 1024} MB）。",
        f"这类文件不超过 {limit // 1024 // 1024} MB，请确认选对了文件。",
    )


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
        if size > LARGEST_FILE:
            raise _too_big(path, size, LARGEST_FILE)
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
