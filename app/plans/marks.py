"""Headings that no number shows but a mark: a style or outline level of Word, h1–h6 of a page, # of Markdown.

Marks are set by hand and often wrong, so numbers decide wherever a document has them. Marked headings without number
stand above the numbered ones where the numbers begin anew behind each of them, else below the heading before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from app.plans.model import NumberStyle
from app.plans.normalise import Line, finished
from app.plans.numbering import Number, number_at, title_of

_LIMIT = 40
_COARSE = frozenset({NumberStyle.PART, NumberStyle.CHAPTER, NumberStyle.HAN})


def is_marked(line: Line) -> bool:
    """Whether a line is a heading without number that its mark shows."""
    return line.hashes > 0 and not finished(line.text) and not number_at(line) and len(line.text) <= _LIMIT


def depths_above(lines: Iterable[Line], outermost: NumberStyle | None) -> tuple[int, ...]:
    """The depths of mark whose headings stand above the numbered ones, in order; `outermost` is the style of the
    outermost numbers, None if there are none: then all marks are the outline."""
    marked: dict[int, int] = {}  # how many headings of each depth
    first: dict[int, list[int]] = {}  # the first number behind each of them
    deeper: dict[int, bool] = {}  # whether every numbered heading has a deeper mark
    waiting: set[int] = set()
    for line in lines:
        number = number_at(line)
        if number is not None and number.style is outermost and title_of(number.rest):
            for depth in waiting:
                first.setdefault(depth, []).append(number.value)
            waiting.clear()
            deeper = {depth: line.hashes > depth and deeper.get(depth, True) for depth in range(1, 7)}
        elif is_marked(line):
            marked[line.hashes] = marked.get(line.hashes, 0) + 1
            waiting = {depth for depth in waiting if depth < line.hashes} | {line.hashes}
    if outermost is None:
        return tuple(sorted(marked))
    above = [
        depth
        for depth, count in marked.items()
        if _begins_anew(first.get(depth, []), count, outermost) or (count > 1 and deeper.get(depth))
    ]
    return tuple(sorted(depth for depth in marked if depth <= max(above, default=0)))


def _begins_anew(first: Sequence[int], count: int, outermost: NumberStyle) -> bool:
    """Whether the numbers behind headings of one depth always begin with 1; a single list may do so by chance."""
    if not first or any(value != 1 for value in first):
        return False
    return len(first) > 1 or (count > 2 and outermost not in _COARSE)


@dataclass
class Marks:
    """How deep marked headings stand while a document is read."""

    above: tuple[int, ...] = ()
    numbered: dict[int, set[int]] = field(default_factory=dict)  # levels of the numbered headings with so many #
    open: dict[int, int] = field(default_factory=dict)  # levels of the marked ones since the last numbered one

    def take_numbered(self, depth: int, level: int) -> None:
        self.numbered.setdefault(depth, set()).add(level)
        self.open.clear()

    def level(self, depth: int, below: int) -> int:
        """The level of a marked heading; `below` is one deeper than the numbered heading that it stands under."""
        if depth in self.above:
            self.open.clear()
            return self.above.index(depth) + 1
        same = self.numbered.get(depth, set())
        if len(same) == 1:
            return next(iter(same))
        self.open = {known: level for known, level in self.open.items() if known <= depth}
        upper = max((known for known in self.open if known < depth), default=None)
        level = self.open.get(depth) or (below if upper is None else self.open[upper] + 1)
        self.open[depth] = level
        return level


def outermost_of(order: Sequence[NumberStyle], numbers: Sequence[Number], fewest: int = 3) -> NumberStyle | None:
    """The style of the outermost numbers, None where there are hardly any numbered headings."""
    return order[0] if order and len(numbers) >= fewest else None
