"""The contents page: its entries are kept as contents, cleaned of dots and page numbers, and give no sections."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from app.plans.characters import HAN_NUMBER
from app.plans.model import Section, SectionKind
from app.plans.normalise import Line, close_up
from app.plans.numbering import Number, clean_title, decimal_of, number_of

_HEADING = re.compile(r"目\s*[录次]$|CONTENTS$", re.IGNORECASE)
_LEADER = re.compile(
    r"(?:[.．。·…‧・─_]\s?){2,}\s*(?:[（(]\s?\d{0,4}\s?[)）]|-?\s?\d{1,4}\s?-?(?!\d))?"  # dots, then a page
    r"|…\s?\d{1,4}|\t+\s*\d{1,4}\s*$|\s+\d{1,4}$|(?<=[一-鿿”）])\d{1,3}$"  # a page behind a gap
    r"|[（(]\s?\d{1,4}\s?[)）]\s*(?=$|[一-鿿])"  # a page in brackets
)
_DOTTED = re.compile(r"[.．…·]{3,}\s*[（(]?\d{1,4}[)）]?$")
_GLUED = re.compile(  # places where an entry may begin in the middle of a line
    rf"(?=第{HAN_NUMBER}[篇章节])|(?<![第一二三四五六七八九十百])(?={HAN_NUMBER}、)"
    rf"|(?=[（(]{HAN_NUMBER}[）)])|(?<![\d.．])(?=\d{{1,2}}(?:[.．、]|(?:[.．]\d{{1,2}}){{1,3}})[^\d.．])"
)
_PLAIN_ENTRY = re.compile(r"(?:名\s*词\s*解\s*释|术语解释|附\s*[录件表图].*|结\s*语|前\s*言|引\s*言|序\s*言|专栏.*)$")
_OPENING = re.compile(r"(?:前\s*言|引\s*言|序\s*言|序)$")
ENTRY_LIMIT = 70
ZONE_LIMIT = 2000
WRAPPED = 8  # characters of an entry that may go on on the next line


@dataclass(frozen=True, slots=True)
class Contents:
    """Contents entries, the lines (start, end of a slice) that they were taken from, and the numbers of those lines of
    which dots or a page were left behind."""

    entries: tuple[str, ...] = ()
    start: int = 0
    end: int = 0
    paged: tuple[int, ...] = ()

    @property
    def titles(self) -> frozenset[str]:
        """Comparable forms of the entries (`entry_key`)."""
        return frozenset(entry_key(entry) for entry in self.entries)


def find_contents(lines: Sequence[Line]) -> Contents:
    """The contents page of a plan, or an empty one. It begins at 目录 (or where lines end in dots and pages) and ends
    where the body repeats its first entry or where prose begins."""
    start, end = _beginning(lines)
    if start is None:
        return Contents()
    entries: list[str] = []
    seen: set[str] = set()
    broken = False  # the line before is an entry without its page
    while end < min(len(lines), start + ZONE_LIMIT):
        pieces = _pieces(lines[end])
        if pieces is None or _repeats(pieces, entries, seen, lines[end]):
            break
        paged = bool(_LEADER.search(_raw(lines[end])))
        if broken and paged and len(pieces) == 1 and _is_rest(pieces[0]):
            pieces = [entries.pop() + pieces[0]]
        broken = len(pieces) == 1 and not paged and _number(pieces[0]) is not None and len(pieces[0]) >= WRAPPED
        entries.extend(pieces)
        seen.update(entry_key(piece) for piece in pieces)
        end += 1
    return Contents(tuple(entries), start, end, _paged(lines[start:end])) if entries else Contents()


def _is_rest(piece: str) -> bool:
    """Whether a piece is the end of an entry that was set on two lines rather than an entry."""
    return _number(piece) is None and not _PLAIN_ENTRY.match(piece)


def known_contents(lines: Sequence[Line], known: Container[int]) -> Contents:
    """The contents page of a file that says itself which lines (by number) are its contents."""
    start = next((i for i, line in enumerate(lines) if line.number in known), None)
    if start is None:
        return Contents()
    entries: list[str] = []
    for line in lines:
        if line.number in known:
            pieces = _pieces(line)
            entries.extend([clean_title(line.text)] if pieces is None else pieces)
    end = start
    while end < len(lines) and lines[end].number in known:
        end += 1
    if start and _HEADING.match(lines[start - 1].text):
        start -= 1
    return Contents(tuple(entries), start, end, _paged(line for line in lines if line.number in known))


def _beginning(lines: Sequence[Line]) -> tuple[int | None, int]:
    """The first line of the contents page, and of its entries."""
    for i, line in enumerate(lines):
        if _HEADING.match(line.text):
            return i, i + 1
        if _is_dotted(line) and sum(map(_is_dotted, lines[i : i + 5])) > 3:
            return i, i
    return None, 0


def _is_dotted(line: Line) -> bool:
    return bool(_DOTTED.search(line.text[-40:]))


def _repeats(pieces: list[str], entries: list[str], seen: set[str], line: Line) -> bool:
    """Whether a line is the body's first heading (or 前言): an entry met before, or 前言 behind numbered entries."""
    if len(pieces) != 1 or not entries:
        return False
    if _OPENING.match(line.text) and any(_number(entry) for entry in entries):
        return True
    return entry_key(pieces[0]) in {entry_key(entry) for entry in entries[:3]} and not _LEADER.search(line.text)


def _pieces(line: Line) -> list[str] | None:
    """The entries of one line, [] for a line of dots or a page number, None for a line that is no contents."""
    raw = _raw(line)
    paged = bool(_LEADER.search(raw))
    parts = [part for piece in _LEADER.split(raw) if (part := close_up(piece.replace("\t", "")))]
    parts = [part for part in parts if not re.fullmatch(r"[（(]?\d{1,4}[)）]?", part)]
    result = [entry for part in parts for entry in _unglue(part)]
    if not paged and any(len(entry) > ENTRY_LIMIT for entry in result):
        return None
    if not paged and not all(_number(entry) or _PLAIN_ENTRY.match(entry) for entry in result):
        return None
    return [_as_entry(entry) for entry in result]


def _paged(lines: Iterable[Line]) -> tuple[int, ...]:
    return tuple(line.number for line in lines if not _HEADING.match(line.text) and _LEADER.search(_raw(line)))


def _raw(line: Line) -> str:
    return "\t".join(cell for cell in line.cells if cell) if line.cells else line.text


def _unglue(text: str) -> list[str]:
    """Entries run together on one line, split where the next number of a style stands (一、发展基础二、总体要求)."""
    pieces = [piece for piece in _GLUED.split(text) if piece]
    result: list[str] = []
    last: dict[str, int] = {}
    for piece in pieces:
        number = _number(piece)
        if result and (number is None or not _follows(number, last)):
            result[-1] += piece
            continue
        if number is not None:
            last[number.style] = number.value
        result.append(piece)
    return result


def _follows(number: Number, last: dict[str, int]) -> bool:
    return number.value == 1 or number.value == last.get(number.style, number.value - 1) + 1


def _number(entry: str) -> Number | None:
    """The number of an entry; on a contents page a decimal one (1.1) is a heading's."""
    if number := number_of(entry):
        return number
    number = decimal_of(entry)
    return number if number and number.rest and not number.rest[0].isascii() else None


def _as_entry(text: str) -> str:
    """An entry as kept: brackets of its number full-width, no blanks."""
    number = _number(text)
    if number is None:
        return clean_title(text)
    mark = text[: len(text) - len(number.rest)].strip() if number.rest else text
    if number.text.startswith("（"):
        mark = number.text
    return f"{mark}{clean_title(number.rest)}"


def entry_key(text: str) -> str:
    """A heading in a form that survives conversion: number and title without blanks and punctuation."""
    return re.sub(r"[^\w]", "", text.replace("〇", "零"))


def compare(entries: Sequence[str], sections: Iterable[Section]) -> list[str]:
    """Doubts about a contents page: entries that the body words otherwise or does not have."""
    numbered = [s for s in sections if s.kind in {SectionKind.NUMBERED, SectionKind.GLOSSARY, SectionKind.PREFACE}]
    keys = {entry_key(s.number + s.title) for s in numbered} | {entry_key(s.title) for s in numbered if not s.number}
    doubts: list[str] = []
    position = 0
    for entry in entries:
        if entry_key(entry) in keys:
            continue
        number = _number(entry)
        if number is None:
            continue
        same = [s for s in numbered if s.number == number.text]
        near = next((s for s in same if _overlap(s.title, number.rest) >= 0.4), None)
        if near is not None:
            doubts.append(f"目录中的“{entry}”在正文中是“{near.title}”（第 {near.line} 行）。")
        else:
            doubts.append(f"目录中的“{entry}”在正文中没有找到。")
        position += 1
    return doubts[:30]


def _overlap(a: str, b: str) -> float:
    """Share of the characters of the shorter text that the other has too."""
    if not a or not b:
        return 0.0
    return len(set(a) & set(b)) / min(len(set(a)), len(set(b)))
