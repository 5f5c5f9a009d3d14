"""Glyphs become printed lines: what stands on one height, from left to right, with raised marks and blanks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from app.plans.characters import HAN, RAISED
from app.plans.pdf.page import Glyph

_WORD = re.compile(r"[A-Za-z0-9]")
_HAN_BLANK = re.compile(rf"(?<=[{HAN}]) (?=[{HAN}])")
_CLOSING = r"[，。、；：？！”’》）〕)\],.%]*"
_UNIT = re.compile(  # a curly quote holds on to what stands on either side (Unicode line breaking, class QU)
    rf"[“‘（《〔(\[]*(?:(?:[A-Za-z0-9.,%/-]+[、—–～]?)+|.){_CLOSING}(?:(?:(?<=[”’])|[“‘])[^\s]{_CLOSING}){{0,4}}"
)

ROOM = 0.8  # em


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a line with room before and behind it."""

    left: float
    right: float
    text: str


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line as printed on a page. `unit` is the width of its first piece that no line end may part."""

    text: str
    left: float
    right: float
    base: float
    size: float
    page: int = 0
    unit: float = 0.0
    stretches: tuple[Stretch, ...] = ()

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2


@dataclass
class _Row:
    """Glyphs of one line while they are gathered; the first, of the largest type, says where the line stands."""

    base: float
    size: float
    glyphs: list[Glyph] = field(default_factory=list)

    def takes(self, glyph: Glyph) -> bool:
        return self.base - self.size <= glyph.middle <= self.base + 0.15 * self.size


def lines_of(glyphs: Iterable[Glyph], page: int = 0) -> list[PrintedLine]:
    """The printed lines that glyphs stand in, from the top down."""
    rows: list[_Row] = []
    bases: list[float] = []
    for glyph in sorted(glyphs, key=lambda glyph: (-round(glyph.size), glyph.base, glyph.left)):
        at = bisect_left(bases, glyph.base - 0.3 * glyph.size)
        near = [row for row in rows[max(at - 1, 0) : at + 3] if row.takes(glyph)]
        if near:
            min(near, key=lambda row: abs(row.base - glyph.base)).glyphs.append(glyph)
            continue
        at = bisect_left(bases, glyph.base)
        rows.insert(at, _Row(glyph.base, glyph.size, [glyph]))
        bases.insert(at, glyph.base)
    return [line for row in rows if (line := _line(row, page)) is not None]


def _line(row: _Row, page: int) -> PrintedLine | None:
    glyphs = _once(sorted(row.glyphs, key=lambda glyph: glyph.left))
    shown = [glyph for glyph in glyphs if not glyph.text.isspace()]
    if not shown:
        return None
    size = _usual_size(shown)
    stretches = _stretches(glyphs, row.base, size)
    text = _unspaced(_joined(stretches, size))
    first = _UNIT.match("".join(glyph.text for glyph in shown[:20]))
    end = first.end() if first else 1
    unit = shown[min(end, len(shown)) - 1].right - shown[0].left
    return PrintedLine(text, shown[0].left, shown[-1].right, row.base, size, page, unit, stretches)


def _once(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Glyphs without those printed twice on one place, as some programs print bold type."""
    result: list[Glyph] = []
    for glyph in glyphs:
        last = result[-1] if result else None
        if last and last.text == glyph.text and abs(last.left - glyph.left) < 0.3 * glyph.size and not _narrow(glyph):
            continue
        result.append(glyph)
    return result


def _narrow(glyph: Glyph) -> bool:
    return glyph.right - glyph.left < 0.4 * glyph.size


def _usual_size(glyphs: Sequence[Glyph]) -> float:
    sizes = sorted(glyph.size for glyph in glyphs)
    return sizes[len(sizes) // 2]


def _stretches(glyphs: Sequence[Glyph], base: float, size: float) -> tuple[Stretch, ...]:
    """The parts of a line between which there is room for nearly a character."""
    result: list[Stretch] = []
    parts: list[str] = []
    start = 0.0
    before: Glyph | None = None
    blank = False
    for glyph in glyphs:
        if glyph.text.isspace():
            blank = True
            continue
        if before is None:
            start = glyph.left
        elif glyph.left - before.right > ROOM * size:
            result.append(Stretch(start, before.right, "".join(parts)))
            parts, start = [], glyph.left
        else:
            parts.append(_blank(before, glyph, blank, size))
        raised = glyph.size <= 0.8 * size and base - glyph.base > 0.15 * size
        parts.append(glyph.text.translate(RAISED) if raised else glyph.text)
        before, blank = glyph, False
    if before is not None:
        result.append(Stretch(start, before.right, "".join(parts)))
    return tuple(result)


def _unspaced(text: str) -> str:
    """Text that was spaced out with blanks to fill its line (发 展 规 划), without them."""
    blanks = len(_HAN_BLANK.findall(text))
    return _HAN_BLANK.sub("", text) if blanks > 4 and 3 * blanks > len(text.replace(" ", "")) else text


def _blank(before: Glyph, glyph: Glyph, blank: bool, size: float) -> str:
    """A blank or nothing for the room between two glyphs. Spaced-out type has room without a printed blank; between
    Latin letters any room parts words."""
    room = (glyph.left - before.right) / size
    words = _WORD.match(before.text) and _WORD.match(glyph.text)
    return " " if (blank and room > 0.15) or (words and room > 0.2) else ""


def _joined(stretches: Sequence[Stretch], size: float) -> str:
    """The text of a line: wide blanks where there is room for two characters."""
    text = stretches[0].text
    for before, stretch in pairwise(stretches):
        text += ("\u3000\u3000" if stretch.left - before.right > 1.7 * size else " ") + stretch.text
    return text
