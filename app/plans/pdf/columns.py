"""Tables without drawn lines: lines under each other whose parts stand in common columns with white between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.plans.decimals import possible_number
from app.plans.normalise import close_up
from app.plans.pdf.lines import PrintedLine, Stretch

FEWEST_ROWS = 3
_WHITE = 0.5  # em between two columns
_LEADER = re.compile(r"[.．…·_]{3,}")
_PAGE = re.compile(r"\d{1,4}$")


@dataclass(frozen=True, slots=True)
class Aligned:
    """A table found by its columns: its rows, and the slice (start, end) of the lines that it was found in."""

    rows: list[tuple[str, ...]]
    start: int
    end: int


def aligned_tables(lines: Sequence[PrintedLine]) -> list[Aligned]:
    """The tables without rules among the lines of a page, which stand from the top down."""
    result: list[Aligned] = []
    start = 0
    while start < len(lines):
        if len(lines[start].stretches) < 2:
            start += 1
            continue
        end = _run_end(lines, start)
        table = _table(lines, _with_half_line_above(lines, start), end)
        if table is not None:
            result.append(table)
        start = end
    return result


def _run_end(lines: Sequence[PrintedLine], start: int) -> int:
    """One past the last line of a run: parted lines, at most two short ones between them, none far from the next."""
    width = max(line.right for line in lines) - min(line.left for line in lines)
    end = start + 1
    for i in range(start + 1, len(lines)):
        line = lines[i]
        if line.base - lines[i - 1].base > 3 * line.size or i - end > 2:
            break
        if len(line.stretches) > 1:
            end = i + 1
        elif line.right - line.left > 0.5 * width:
            break
    if end < len(lines) and _is_half_line(lines[end - 1], lines[end]):
        end += 1
    return end


def _with_half_line_above(lines: Sequence[PrintedLine], start: int) -> int:
    return start - 1 if start and _is_half_line(lines[start - 1], lines[start]) else start


def _is_half_line(a: PrintedLine, b: PrintedLine) -> bool:
    """Whether two lines stand nearer than lines of one text: cells of different height are set in the middle."""
    return b.base - a.base < 0.95 * b.size


def _table(lines: Sequence[PrintedLine], start: int, end: int) -> Aligned | None:
    run = lines[start:end]
    if any(_LEADER.search(line.text) for line in run):
        return None
    columns = _columns([stretch for line in run for stretch in line.stretches], run[0].size)
    if len(columns) < 2:
        return None
    anchors = [i for i, line in enumerate(run) if 2 * len(_cells(line, columns)) >= max(len(columns), 3)]
    if len(anchors) < FEWEST_ROWS or _is_contents([run[i] for i in anchors], columns):
        return None
    return Aligned(_rows(run, anchors, columns), start, end)


def _columns(stretches: Sequence[Stretch], size: float) -> list[tuple[float, float]]:
    """What the stretches cover of the width, from left to right."""
    result: list[tuple[float, float]] = []
    for stretch in sorted(stretches, key=lambda stretch: stretch.left):
        if result and stretch.left - result[-1][1] < _WHITE * size:
            result[-1] = (result[-1][0], max(result[-1][1], stretch.right))
        else:
            result.append((stretch.left, stretch.right))
    return result


def _cells(line: PrintedLine, columns: Sequence[tuple[float, float]]) -> dict[int, str]:
    cells: dict[int, str] = {}
    for stretch in line.stretches:
        at = next(i for i, (left, right) in enumerate(columns) if left <= stretch.left <= right)
        cells[at] = cells.get(at, "") + stretch.text
    return cells


def _is_contents(lines: Sequence[PrintedLine], columns: Sequence[tuple[float, float]]) -> bool:
    """Whether two columns are headings and their pages."""
    paged = [line for line in lines if _PAGE.match(line.stretches[-1].text) and possible_number(line.text)]
    return len(columns) == 2 and 2 * len(paged) > len(lines)


def _rows(
    run: Sequence[PrintedLine], anchors: Sequence[int], columns: Sequence[tuple[float, float]]
) -> list[tuple[str, ...]]:
    """The rows: one for each line that fills half of the columns, and for each line that stands by itself in the first
    one (a group). Any other line is a further line of the nearest row, the one above if two are equally near."""
    steps = sorted(b.base - a.base for a, b in pairwise(run[i] for i in anchors))
    near = 0.75 * steps[0]
    owners = list(anchors)
    for i, line in enumerate(run):
        alone = i not in anchors and min(abs(line.base - run[k].base) for k in anchors) >= near
        if alone and set(_cells(line, columns)) == {0}:
            owners.append(i)
    texts: dict[int, list[str]] = {owner: [""] * len(columns) for owner in sorted(owners)}
    for i, line in enumerate(run):
        owner = i if i in texts else min(anchors, key=lambda k: (round(abs(line.base - run[k].base)), k > i))
        for column, text in _cells(line, columns).items():
            texts[owner][column] += text
    return [tuple(close_up(text) for text in row) for row in texts.values()]
