"""Heads of two and more rows become one: a name over several columns goes before the names below it (2025年/目标值)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.plans.cell_kinds import CellKind, kind_of_cell
from app.plans.found import Row

MOST_HEAD_ROWS = 4
NAME_LIMIT = 25
_BRACKETED = re.compile(r"[（(][^（）()]{1,12}[）)]$")
_OF_VALUES = re.compile(r"(?:实际|实绩|完成|现状|基期|目标|规划|预期|预计)(?:值|数)?$|[（(][^（）()]{1,12}[）)]$")
"""What stands below a year or a growth in a last row of the head: 实际, 目标, or a unit in brackets."""


def head_rows(rows: Sequence[Row]) -> int:
    """How many of a table's first rows are its head (at least 1, and a row is left below it)."""
    count = 1
    while count < min(MOST_HEAD_ROWS, len(rows) - 1) and _goes_on(rows[:count], rows[count]):
        count += 1
    return count


def joined_head(rows: Sequence[Row]) -> Row:
    """Head rows as one: in each column the names from above to below, parted by `/`; what stands in brackets (亿元)
    follows directly."""
    spread = list(rows[0])
    for row in rows[1:]:
        spread = _below(spread, row)
    return tuple(spread)


def _below(head: Sequence[str], row: Row) -> list[str]:
    names: list[str] = []
    above = ""
    for upper, lower in zip(head, row, strict=True):
        above = upper or above
        if not lower or lower == above:
            names.append(upper or lower)
        else:
            names.append(f"{above}/{lower}" if above and not _BRACKETED.match(lower) else above + lower)
    return names


def _goes_on(head: Sequence[Row], row: Row) -> bool:
    """Whether a row is a further row of the head: it names the columns below names that span several, and leaves out
    (or repeats) those that have their name already; or it holds nothing but units in brackets and 实际, 目标."""
    if not any(row) or not all(_is_name(cell) for cell in row if cell):
        return False
    upper = joined_head(head) if len(head) > 1 else head[0]
    named = [cell for cell in row if cell]
    if not row[0] and len(named) > 1 and all(_OF_VALUES.match(cell) for cell in named):
        return True
    spans = _spans(upper)
    if len(spans) < 2:
        return False  # a title over the whole table
    below = [any(row[c] for c in span) for span in spans]
    for span, named_below in zip(spans, below, strict=True):
        cells = [row[c] for c in span]
        if len(span) == 1:
            if cells[0] and cells[0] != upper[span[0]]:
                return False
        elif named_below and not (cells[0] and sum(map(bool, cells)) > 1):
            return False
    return any(named_below for span, named_below in zip(spans, below, strict=True) if len(span) > 1)


def _spans(head: Sequence[str]) -> list[list[int]]:
    """Columns by the name that stands over them: merged ones are empty, or repeat the name."""
    spans: list[list[int]] = []
    for column, name in enumerate(head):
        if spans and (not name or name == head[spans[-1][0]]):
            spans[-1].append(column)
        else:
            spans.append([column])
    return spans


def _is_name(cell: str) -> bool:
    return len(cell) <= NAME_LIMIT and kind_of_cell(cell) in {CellKind.WORDS, CellKind.UNIT}
