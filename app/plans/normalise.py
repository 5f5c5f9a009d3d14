"""Source text becomes lines without the marks that conversion left in it; the printed wording stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from app.plans import pasted as pasted_lines
from app.plans.characters import HAN, RAISED, WIDE, WIDE_GAP
from app.plans.model import Box, Figure, NotTaken, Table
from app.plans.source_text import BREAK

SENTENCE_END = "。！？；：!?;:…"
OBJECT = "\ufffc"  # Unicode's own sign for something that is no text
_REMARK_BEHIND = re.compile(
    r"[。！？；][”’」』]?\s?[（(【〔][^（()）。]{2,200}(?:[（(][^（()）]{1,40}[）)][^（()）。]{0,100}){0,5}[）)】〕]$"
)
CLOSING = "”’』」》）)]】〕\"'*"

_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffe\uffff\ud800-\udfff]"
)
_BOOKMARK = re.compile(r"\[bookmark:[^\]\n]{0,200}\]")
_IMAGE = re.compile(r"\[image:[^\]\n]{0,200}\]|!\[[^\]\n]{0,200}\]\([^)\n]{0,500}\)")
_TAG = re.compile(r"</?(?:b|i|u|p|em|strong|span|font|div|center|sup|sub|br)(?:\s[^<>]{0,300})?/?>", re.IGNORECASE)
_MATH = re.compile(r"\$([\d\s.,%+^{}①-⑳~\\-]{1,40})\$")
_HASHES = re.compile(r"(#{1,6})(?:\s+|(?=[^#\s]))")
_BULLET = re.compile(r"(?:[-*+•·]|>)\s+(?=\S)")
_SLANTED = re.compile(r"(?<![*_])([*_])(?=[^\s*_])([^*_]+)(?<!\s)\1$")
_BOLD = re.compile(r"\*\*|__")
_ESCAPE = re.compile(r"\\([*_#`\[\]()\-+.!>|~])")
_RULE = re.compile(r"(?:[-—―－]{3,}|\*{3,}|_{3,}|={3,}|[-*_](?: [-*_]){2,}|\[TOC\])$")
_PAGE_NUMBER = re.compile(
    r"(?:[-—–－]\s*\d{1,4}\s*[-—–－]|第\s*\d{1,4}\s*页(?:[,，/\s]*共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4})$"
)
_BARE_NUMBER = re.compile(r"\d{1,3}$")
_CLAUSE = re.compile("[，。；：]")
ROW_LIMIT = 120
"""Characters. A longer line is no row of a table that single blanks part."""

_BLANKS = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_BLANK_BESIDE_WIDE = re.compile(rf"(?<=[{WIDE}])\s(?=[^\s{HAN}])|(?<=[^\s{HAN}])\s(?=[{WIDE}])")
_BLANK_IN_TITLE = re.compile(r"(?<![A-Za-z0-9,.;:])\s|\s(?![A-Za-z0-9])")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source, marks out. `cells` are its tab-separated parts if it has any tab, tidied ("" kept).

    `gap` counts the blank lines before it, `hashes` the Markdown heading marks, `bold` is the text that it begins
    with in bold type, `wide` are its parts where wide blanks part them (joint issuers stand so on one line), `parts`
    those where any blanks do, if it is short and without clauses, as a row of a table copied from a PDF is.

    A reader of files that draw their tables and pictures hands each on as the `held` of a line whose text is OBJECT.
    Lines that stand in one drawn frame (a 专栏) share a `frame`, counted from 1. Where the file says so, a `fresh` line
    begins a paragraph of its own, and a `caption` line is the caption of what stands next to it. A `decimal` line
    begins with a decimal number (1.1, or the 1 above it) on which the document counts (`app.plans.decimals`), a `glued`
    one with a number whose dot digits follow (3.2035年远景目标, `app.plans.glued`). A line joined of several has in
    `joined` how many characters before its end each of them began, and that one's number.
    """

    text: str
    number: int
    gap: int = 0
    cells: tuple[str, ...] = ()
    hashes: int = 0
    bold: str = ""
    wide: tuple[str, ...] = ()
    picture: bool = False
    held: Table | Figure | Box | None = None
    frame: int = 0
    fresh: bool = False
    caption: bool = False
    decimal: bool = False
    glued: bool = False
    joined: tuple[tuple[int, int], ...] = ()
    parts: tuple[str, ...] = ()

    def number_of(self, before_end: int) -> int:
        """The number of the line in which the text stands that begins so many characters before the end."""
        return max((number for start, number in self.joined if start >= before_end), default=self.number)


@dataclass
class Dropped:
    """What reading leaves behind, counted by kind so that the report stays short; places are counted in `unit`s."""

    found: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    unit: str = "行"

    def add(self, what: str, why: str, line: int) -> None:
        self.found.setdefault((what, why), []).append(line)

    def report(self) -> tuple[NotTaken, ...]:
        return tuple(
            NotTaken(f"{what}（{len(lines)} 处）" if len(lines) > 1 else what, places(lines, self.unit), why)
            for (what, why), lines in self.found.items()
        )


def places(lines: Iterable[int], unit: str = "行") -> str:
    """Line (or page, or paragraph) numbers in words: 第 3、7—9 行; of very many only the first."""
    runs: list[list[int]] = []
    for line in sorted(set(lines)):
        if runs and line == runs[-1][1] + 1:
            runs[-1][1] = line
        else:
            runs.append([line, line])
    shown = "、".join(str(a) if a == b else f"{a}—{b}" for a, b in runs[:6])
    return f"第 {shown} {unit}" + ("等" if len(runs) > 6 else "")


def tidy(text: str) -> str:
    """Text without the blanks that conversion put beside Han, digits and wide punctuation (“2020 年底” → “2020年底”).

    Blanks between two Han characters are printed ones and stay, as one; so do blanks between Latin words.
    """
    return _BLANK_BESIDE_WIDE.sub("", _BLANKS.sub(" ", text).strip())


def close_up(text: str) -> str:
    """A title or table cell without any blank but those between Latin words or numbers."""
    return _BLANK_IN_TITLE.sub("", tidy(text))


def finished(text: str) -> bool:
    """Whether a paragraph ends as sentences do: quotes and brackets may close behind the mark, and a remark in brackets
    may stand behind it (……。（责任单位：某局）)."""
    body = text.rstrip(CLOSING)
    return not body or body[-1] in SENTENCE_END or (text[-1] in "）)】〕" and _REMARK_BEHIND.search(text) is not None)


def read_lines(text: str, dropped: Dropped) -> list[Line]:
    """The lines of a source text in order, blank ones only counted in `gap`. Linear in the length of the text."""
    result: list[Line] = []
    gap = 0
    for number, raw in _raw_lines(text):
        line = _line(raw, number, gap, dropped)
        if line is None:
            gap += 1
            continue
        if _is_page_number(line, gap):
            dropped.add("页码", "版面元素，不属正文", number)
            continue
        result.append(line)
        gap = 0
    return result


def plain_line(text: str, number: int, frame: int = 0) -> Line | None:
    """A paragraph of a file that is no plain text, as a line of its own: no marks but blanks to take out; None if it
    holds nothing."""
    text = _INVISIBLE.sub("", text)
    plain = tidy(text)
    if not plain:
        return None
    wide = tuple(part for piece in _WIDE_SPLIT.split(text.strip()) if (part := tidy(piece)))
    return Line(plain, number, 1, wide=wide, frame=frame)


def held_line(held: Table | Figure | Box, number: int) -> Line:
    """A table, figure or box that the file itself draws, as a line."""
    return Line(OBJECT, number, 1, held=held)


def _raw_lines(text: str) -> Iterator[tuple[int, str]]:
    """Numbered physical lines. A plan pasted into a few lines is parted at its wide blanks instead, a long line that
    holds headings at blanks of any width (`app.plans.pasted`)."""
    physical = BREAK.split(text)
    full = [line for line in physical if line.strip()]
    pasted = bool(full) and len(text) > 3000 and len(text) // len(full) > 1500
    for number, raw in enumerate(physical, 1):
        if pasted:
            for piece in WIDE_GAP.split(raw):
                yield from ((number, part) for part in pasted_lines.pieces_of(piece))
        elif len(raw) < pasted_lines.LONG:
            yield number, raw
        else:
            yield from ((number, piece) for piece in pasted_lines.pieces_of(raw))


def _line(raw: str, number: int, gap: int, dropped: Dropped) -> Line | None:
    text, picture = _without_marks(raw, number, dropped)
    stripped = text.strip()
    if not stripped:
        return Line("", number, gap, ("", "")) if "\t" in text and not picture else None
    if _RULE.match(stripped):
        dropped.add("目录标记" if "TOC" in stripped else "分隔线", "版面元素，不属正文", number)
        return None
    hashes = 0
    if mark := _HASHES.match(stripped):
        hashes = len(mark.group(1))
        stripped = stripped[mark.end() :]
        text = stripped
    elif (mark := _BULLET.match(stripped)) and not _PAGE_NUMBER.match(stripped):
        stripped = stripped[mark.end() :]
        text = stripped if "\t" not in stripped else text
    if mark := _SLANTED.match(stripped):
        text = mark.group(2)
    bold = _leading_bold(stripped)
    text = _ESCAPE.sub(r"\1", _BOLD.sub("", text))
    plain = tidy(text)
    if not plain:
        return None
    cells = tuple(close_up(cell) for cell in text.split("\t")) if "\t" in text else ()
    wide = tuple(part for piece in _WIDE_SPLIT.split(text.strip()) if (part := tidy(piece)))
    return Line(plain, number, gap, cells, hashes, bold, wide, picture, parts=_parts(text))


def _parts(text: str) -> tuple[str, ...]:
    """The parts of a short line that any blanks part, () where it is no row of a table: fewer than three, clauses."""
    if len(text) > ROW_LIMIT or " " not in text or _CLAUSE.search(text):
        return ()
    parts = tuple(tidy(part) for part in text.split())
    return parts if len(parts) > 2 else ()


_WIDE_SPLIT = re.compile(r"[ \u00a0\u3000\t]{2,}|\u3000")


def _without_marks(raw: str, number: int, dropped: Dropped) -> tuple[str, bool]:
    """The line without bookmarks, pictures, tags and invisible characters; whether a picture stood in it."""
    text = raw
    if _INVISIBLE.search(text):
        text = _INVISIBLE.sub("", text)
        if number > 1 or text.strip():
            dropped.add("不可见字符", "不是文字", number)
    picture = False
    if "[" in text:
        text, bookmarks = _BOOKMARK.subn("", text)
        text, pictures = _IMAGE.subn("", text)
        picture = bool(pictures)
        if bookmarks:
            dropped.add("Word 书签", "转换留下的标记", number)
        if pictures:
            dropped.add("图片", "文本文件里只有占位标记，没有图", number)
    if "<" in text:
        text = _TAG.sub("", text)
    if "$" in text:
        text = _MATH.sub(lambda match: _plain_math(match.group(1)), text)
    return text, picture


def _plain_math(text: str) -> str:
    """A number or footnote mark that conversion set as a formula ($20\\%$, $^{1}$), as plain text."""
    mark = re.fullmatch(r"\^\{?\s*(\d{1,2}|[①-⑳])\s*\}?", text.strip())
    if mark is None:
        return text.replace("\\", "").strip()
    return mark.group(1).translate(RAISED)


def _leading_bold(text: str) -> str:
    """The bold text at the start of a Markdown line that goes on in plain type, else ""."""
    if not text.startswith("**"):
        return ""
    end = text.find("**", 2)
    return tidy(text[2:end]) if 2 < end < len(text) - 2 else ""


def _is_page_number(line: Line, gap: int) -> bool:
    if line.cells or line.hashes:
        return False
    return bool(_PAGE_NUMBER.match(line.text) or (gap and _BARE_NUMBER.match(line.text)))
