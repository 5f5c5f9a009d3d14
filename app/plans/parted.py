"""Headings that conversion glued to the paragraph before them are parted from it again.

Nothing marks such a place but the count: where the headings go from （一） to （三）, and the paragraphs between them
hold the start of a sentence that is （二） and a title, it stood on a line of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from app.plans.model import NumberStyle
from app.plans.normalise import Line
from app.plans.numbering import STYLE_ORDER, Number, number_at, number_of, title_of

_MOST_MISSING = 5
_START = re.compile(r"(?<=[。！？；])[”’]?\s*(?=[第（(〇零一二三四五六七八九十百\d①-⑳])")


@dataclass
class _Open:
    """Where each style of heading stood last: its line's index and its value."""

    at: dict[NumberStyle, tuple[int, int]] = field(default_factory=dict)

    def take(self, style: NumberStyle, index: int, value: int) -> None:
        for finer in STYLE_ORDER[STYLE_ORDER.index(style) + 1 :]:
            self.at.pop(finer, None)
        self.at[style] = (index, value)


def part_headings(lines: Sequence[Line]) -> list[Line]:
    """The lines, those parted that hold headings which are missing between the ones before and behind."""
    places: dict[int, list[int]] = {}  # index of a line: where headings begin in it
    last = _Open()
    begun = Counter(number.style for line in lines if (number := _heading_number(line)))
    for i, line in enumerate(lines):
        if (number := _heading_number(line)) is None:
            continue
        before = last.at.get(number.style)
        if before and 1 < number.value - before[1] <= _MOST_MISSING:
            wanted = range(before[1] + 1, number.value)
            for index, start in _missing(lines, before[0], i, number.style, wanted):
                places.setdefault(index, []).append(start)
        starts = _behind(line.text, number) if begun[number.style] > 1 else []
        places.setdefault(i, []).extend(starts)
        last.take(number.style, i, number.value + len(starts))
    return [piece for i, line in enumerate(lines) for piece in _cut(line, places.get(i, ()))]


def _heading_number(line: Line) -> Number | None:
    number = None if len(line.cells) > 1 or line.decimal else number_at(line)
    return number if number and title_of(number.rest) else None


def _behind(text: str, number: Number) -> list[int]:
    """Where the next headings begin behind the one that a line begins with: （一）…。（二）…。 Only those of the coarse
    numbers: 1.…。2.…。 within a paragraph is a list."""
    starts: list[int] = []
    if number.style not in {NumberStyle.HAN, NumberStyle.HAN_BRACKETS}:
        return starts
    for match in _START.finditer(text):
        found = number_of(text[match.end() :])
        if found and found.style is number.style and found.value == number.value + len(starts) + 1:
            if "；" in text[max(0, match.start() - 2) : match.end()]:
                return []
            starts.append(match.end())
    return starts


def _missing(
    lines: Sequence[Line], first: int, end: int, style: NumberStyle, wanted: Sequence[int]
) -> list[tuple[int, int]]:
    """Where the wanted headings begin within lines, none unless all are there in order."""
    found: list[tuple[int, int]] = []
    for i in range(first, end):
        if len(lines[i].cells) > 1 or lines[i].held is not None:
            continue
        for match in _START.finditer(lines[i].text):
            if len(found) == len(wanted):
                break
            number = number_of(lines[i].text[match.end() :])
            if number and number.style is style and number.value == wanted[len(found)] and title_of(number.rest):
                found.append((i, match.end()))
    return found if len(found) == len(wanted) else []


def _cut(line: Line, starts: Sequence[int]) -> list[Line]:
    if not starts:
        return [line]
    edges = [0, *starts, len(line.text)]
    pieces = [line.text[a:b].strip() for a, b in pairwise(edges)]
    rest = [replace(line, text=piece, gap=0, hashes=0, bold="", wide=(piece,), cells=()) for piece in pieces[1:]]
    return [replace(line, text=pieces[0], wide=(pieces[0],), cells=()), *rest]
