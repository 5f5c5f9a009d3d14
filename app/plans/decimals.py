"""Decimal numbers of headings: 1, 1.1, 1.1.1, alone or under 第一章, 一、 or 1、.

A line may begin with 3.5亿元 as well as with 3.5 and a title, so no line alone tells. A decimal number is a heading's
when its parts but the last are the number of the heading that it stands under, and its last part counts on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from app.plans.model import NumberStyle
from app.plans.normalise import Line, finished
from app.plans.numbering import Number, decimal_of, number_of, title_of

LARGEST_GAP = 2
"""So many numbers a document may leave out by mistake; the count then goes on with doubt."""

_TITLE_LIMIT = 45
_ROOT_LIMIT = 30
_MEASURED = re.compile(
    r"亿|万(?=[亿元人户家个亩吨美次平公多余套条件])|(?:个百分|平方|公里|人次|左右)|[%％‰℃—–~～\-+×/]"
    r"|[个项家条户倍年月日天元吨米点类种人名次位](?:[，。以左的/、]|$)|[a-zA-Z]{1,3}(?![a-zA-Z])"
)
"""A unit behind what is a figure then. Titles may begin with the same characters (人才, 分项, 年度)."""

_MARKED = re.compile(r"\d{1,2}\s?[．.、]")
_COARSE = frozenset({NumberStyle.PART, NumberStyle.CHAPTER, NumberStyle.DIVISION, NumberStyle.HAN})
_UPPER = _COARSE | {NumberStyle.HAN_BRACKETS, NumberStyle.ARABIC}
_CUT = 20  # characters of a line that ends in the middle of a sentence
Parts = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A line that may be a heading with a decimal number; `parts` are (2, 2, 1) of 2.2.1, `form` tells whether a mark
    stands behind the number (1.) and whether text goes on behind the title."""

    index: int
    parts: Parts
    form: tuple[bool, bool]


@dataclass
class _Count:
    """The headings that are open while lines are read."""

    uppers: dict[NumberStyle, int] = field(default_factory=dict)  # last value of each other style
    last: Parts = ()
    root: _Candidate | None = None  # the last line that may be the 1 above 1.1
    begun: set[Parts] = field(default_factory=set)  # what has a first one below it: (1,) of 1.1

    def goes_on_with(self, parts: Parts) -> bool:
        """Whether a number of two or more parts is the next one here."""
        if parts[-1] == 1:
            return parts[:-1] not in self.begun and self._is_open(parts[:-1])
        depth = len(parts)
        return self.last[: depth - 1] == parts[:-1] and 0 < parts[-1] - self._at(depth) <= LARGEST_GAP

    def _at(self, depth: int) -> int:
        return self.last[depth - 1] if len(self.last) >= depth else 0

    def _is_open(self, above: Parts) -> bool:
        if len(above) > 1 and (self.last[: len(above)] == above or above == self._chapter_and_division()):
            return True
        return above in {(value,) for value in self.uppers.values()} or bool(self.root and self.root.parts == above)

    def _chapter_and_division(self) -> Parts:
        """第二章 第一节 may be the 2.1 above 2.1.1."""
        return (self.uppers.get(NumberStyle.CHAPTER, 0), self.uppers.get(NumberStyle.DIVISION, 0))

    def take(self, parts: Parts) -> None:
        self.last = parts
        if parts[-1] == 1:
            self.begun.add(parts[:-1])

    def take_root(self, root: _Candidate) -> None:
        self.root = root
        self.begun.discard(root.parts)

    def take_upper(self, number: Number) -> None:
        self.uppers[number.style] = number.value
        if number.style in _COARSE:
            self.root = None
            self.begun.clear()


def mark_decimals(lines: Sequence[Line]) -> list[Line]:
    """The lines, those marked `decimal` that begin with a decimal number on which the document counts."""
    numbered, roots = _counted(lines)
    if not numbered:
        return list(lines)
    roots = _with_childless(lines, roots)
    return [replace(line, decimal=True) if i in numbered or i in roots else line for i, line in enumerate(lines)]


def _counted(lines: Sequence[Line]) -> tuple[set[int], dict[int, int]]:
    """Lines with a number of two or more parts that counts on; the values of the lines with the 1 above a 1.1."""
    numbered: set[int] = set()
    roots: dict[int, int] = {}
    count = _Count()
    for i, line in enumerate(lines):
        if (candidate := _candidate(line, i)) is None or (i and _is_cut(lines[i - 1], line)):
            number = number_of(line.text)
            if number and number.style in _UPPER and len(line.cells) < 2 and title_of(number.rest):
                count.take_upper(number)
        elif len(candidate.parts) == 1:
            count.take_root(candidate)
        elif count.goes_on_with(candidate.parts):
            if count.root and candidate.parts == (count.root.parts[0], 1):
                roots[count.root.index] = count.root.parts[0]
            numbered.add(i)
            count.take(candidate.parts)
    return numbered, roots


def _is_cut(before: Line, line: Line) -> bool:
    """Whether a line goes on with the sentence that the one before it was cut in."""
    whole = line.gap or line.fresh or line.hashes or len(before.text) < _CUT or before.hashes or finished(before.text)
    return not (whole or number_of(before.text) or decimal_of(before.text))


def possible_number(text: str) -> Number | None:
    """The number that a line begins with if by itself it could be a heading's: one of any style, or a decimal one (1.1)
    with a short title behind it. For readers that part lines before the count of the document is known."""
    if number := number_of(text):
        return number
    number = decimal_of(text)
    if number is None or "." not in number.text or number.rest[:1].isdecimal() or _MEASURED.match(number.rest):
        return None
    title = title_of(number.rest)
    return number if title and len(title.text) <= _TITLE_LIMIT else None


def _candidate(line: Line, index: int) -> _Candidate | None:
    if line.held is not None or len(line.cells) > 1 or not line.text[:1].isdecimal():
        return None
    number = decimal_of(line.text)
    title = title_of(number.rest) if number else None
    if number is None or title is None or _MEASURED.match(number.rest):
        return None
    form = (_MARKED.match(line.text) is not None, title.closed)
    if number.style is NumberStyle.DECIMAL and (len(title.text) > _ROOT_LIMIT or form == (False, True)):
        return None  # a plain 1 has a short title on a line of its own
    if len(title.text) > _TITLE_LIMIT:
        return None
    return _Candidate(index, tuple(int(part) for part in number.text.split(".")), form)


def _with_childless(lines: Sequence[Line], roots: dict[int, int]) -> set[int]:
    """The roots, and those lines before, between and behind them that count on to them and have no 1.1 below."""
    if not roots:
        return set()
    bare = [c for i, line in enumerate(lines) if (c := _candidate(line, i)) and len(c.parts) == 1]
    marked = {candidate.form[0] for candidate in bare if candidate.index in roots}
    bare = [candidate for candidate in bare if candidate.form[0] in marked]
    found = dict(roots)
    for run, step in ((reversed(bare), -1), (bare, 1)):
        found.update(_stepped(run, found, step))
    return set(found)


def _stepped(run: Iterable[_Candidate], found: dict[int, int], step: int) -> dict[int, int]:
    """Candidates whose value is `step` from that of the root met before them in this order, but no entries of a list:
    those follow on each other."""
    added: dict[int, int] = {}
    value: int | None = None
    entry: tuple[int, tuple[bool, bool]] | None = None  # value and form of the list entry just before
    for candidate in run:
        own = candidate.parts[0]
        if candidate.index in found:
            value, entry = own, None
        elif value is not None and own == value + step and entry != (own - step, candidate.form):
            added[candidate.index] = value = own
            entry = None
        else:
            entry = (own, candidate.form)
    return added
