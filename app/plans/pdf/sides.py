"""Running text that is set in two columns side by side: where on a page, and which column a place belongs to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from app.plans.pdf.lines import PrintedLine, Stretch
from app.plans.pdf.page import Area

FEWEST_LINES = 6
"""In each column; a table has seldom so many rows whose cells are all full."""
NARROWEST = 8.0
"""em. A narrower column is one of a table."""
_FAR = 4.0  # em between two lines
_FULL = 0.5  # of the lines of a column reach its right side: text does, cells do not
_SLACK = 1.0  # em


@dataclass(frozen=True, slots=True)
class Sides:
    """Two columns of text on a page, left and right of each other, from `top` to `bottom`."""

    left: Area
    right: Area

    def holding(self, x: float, y: float) -> Area | None:
        """The column at a place, None for what stands above, below or across."""
        if not self.left.top <= y <= self.left.bottom:
            return None
        return self.left if x < (self.left.right + self.right.left) / 2 else self.right


def sides_of(lines: Sequence[PrintedLine], blocks: Sequence[Area]) -> Sides | None:
    """The columns of a page with these lines from the top down; `blocks` are its tables, which no column goes through.
    None if its text runs over the whole width."""
    gutter = _gutter(lines)
    if gutter is None:
        return None
    first, last = _extent(lines, blocks, gutter)
    inside = [stretch for line in lines[first:last] for stretch in line.stretches]
    size = lines[first].size if first < last else 1.0
    left = _column([stretch for stretch in inside if stretch.right <= gutter], size)
    right = _column([stretch for stretch in inside if stretch.left >= gutter], size)
    if left is None or right is None:
        return None
    top, bottom = lines[first].base - size, lines[last - 1].base + 0.5 * size
    return Sides(Area(left[0], top, left[1], bottom), Area(right[0], top, right[1], bottom))


def _gutter(lines: Sequence[PrintedLine]) -> float | None:
    """Where most parted lines are parted near the middle; None if few are."""
    found: Counter[int] = Counter()
    start, end = min((line.left for line in lines), default=0.0), max((line.right for line in lines), default=0.0)
    for line in lines:
        if len(line.stretches) == 2:
            middle = (line.stretches[0].right + line.stretches[1].left) / 2
            if 0.35 < (middle - start) / max(end - start, 1.0) < 0.65:
                found[round(middle / 10)] += 1
    place, count = found.most_common(1)[0] if found else (0, 0)
    return 10.0 * place if count >= FEWEST_LINES else None


def _extent(lines: Sequence[PrintedLine], blocks: Sequence[Area], gutter: float) -> tuple[int, int]:
    """The longest run of lines, none of which crosses the gutter, stands beside a table that does, or far below."""
    best, start = (0, 0), 0
    walls = [block.top for block in blocks if block.left < gutter < block.right]
    for i, line in enumerate(lines):
        if _crosses(line, gutter):
            start = i + 1
        elif i and (line.base - lines[i - 1].base > _FAR * line.size or _between(walls, lines[i - 1], line)):
            start = i
        if i + 1 - start > best[1] - best[0]:
            best = (start, i + 1)
    return best


def _between(walls: Sequence[float], above: PrintedLine, below: PrintedLine) -> bool:
    return any(above.base <= wall <= below.base for wall in walls)


def _crosses(line: PrintedLine, gutter: float) -> bool:
    """Whether a line goes over the gutter; so does a short one around it (a page number)."""
    around = line.left < gutter < line.right and line.right - line.left < NARROWEST * line.size
    return around or any(stretch.left < gutter < stretch.right for stretch in line.stretches)


def _column(stretches: Sequence[Stretch], size: float) -> tuple[float, float] | None:
    """The left and right side of a column of running text, None if the stretches are no text."""
    if len(stretches) < FEWEST_LINES:
        return None
    left, right = min(stretch.left for stretch in stretches), max(stretch.right for stretch in stretches)
    full = sum(1 for stretch in stretches if stretch.right > right - _SLACK * size)
    return (left, right) if full >= _FULL * len(stretches) and right - left > NARROWEST * size else None
