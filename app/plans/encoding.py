"""Bytes become text: which encoding a Chinese text file is in, decided by its bytes and never by its name."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from app.errors import UserError

# Reading far into a file to guess its encoding gains nothing; these many bytes decide.
SAMPLE = 1 << 16
HAN = re.compile(r"[\u4e00-\u9fff]")
ODD = re.compile(r"[\ue000-\uf8ff\u3400-\u4dbf\ufffd\U00010000-\U0010ffff\x00-\x08\x0e-\x1f]")
FREQUENT = frozenset("的和在有为一是国发展规划建设中大业经济工作与及实施推进加强服务")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text of a file; `damaged` counts the characters that could not be read and stand as U+FFFD."""

    text: str
    encoding: str
    damaged: int = 0


def decode(data: bytes) -> Decoded:
    """The text of a file in UTF-8, UTF-16 (either order) or GB18030, with or without byte order mark.

    Raises UserError when no reading of the bytes gives readable text.
    """
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, "replace")
            return Decoded(text, encoding, text.count("\ufffd"))
    for encoding in _candidates(data):
        text = _strict(data, encoding)
        if text is not None and _is_chinese(text):
            return Decoded(text, encoding)
    text = data.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    if damaged * 200 <= len(text) and (_is_chinese(text.replace("\ufffd", "")) or _surely_utf8(text)):
        return Decoded(text, "utf-8", damaged)
    if b"\0" in data[:SAMPLE]:
        raise UserError(
            "这个文件不是文本文件。",
            "请确认选对了文件；如果是 Word 或 PDF 文件，它可能已损坏，请打开后另存一份再导入。",
        )
    raise UserError("这个文件的文字编码认不出来。", "请用记事本打开它，另存为 UTF-8 编码，再导入。")


def _candidates(data: bytes) -> tuple[str, ...]:
    """UTF-16 without a mark shows in its line ends and blanks: half of their bytes are zero, which no text has."""
    head = data[:SAMPLE]
    if b"\0" in head:
        return ("utf-16-le", "utf-16-be")
    return ("utf-8", "gb18030", "utf-16-le", "utf-16-be", "big5")


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _surely_utf8(text: str) -> bool:
    """Whether bytes that are UTF-8 throughout are so on purpose, whatever their words: no other encoding of hundreds of
    Han characters happens to be."""
    return "\ufffd" not in text and len(HAN.findall(text)) >= 100 and len(ODD.findall(text)) * 50 <= len(text)


def _is_chinese(text: str) -> bool:
    """Whether a decoded text reads as Chinese: wrong encodings give rare characters and few frequent ones.

    A text without any Han or odd character (plain English, say) passes: it is readable, though no plan.
    """
    sample = text[:SAMPLE]
    han = HAN.findall(sample)
    odd = len(ODD.findall(sample))
    if not han:
        return odd == 0 and sample.isascii()
    frequent = sum(1 for character in han if character in FREQUENT)
    return odd * 50 <= len(sample) and (frequent * 50 >= len(han) or len(han) < 50)
