"""Glyphs within a grid become the rows of a table; what goes on over a page break becomes one table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.plans.model import Table
from app.plans.normalise import close_up, finished
from app.plans.pdf.grid import Grid
from app.plans.pdf.lines import lines_of
from app.plans.pdf.page import Glyph

Row = tuple[str, ...]
_ENDS_IN_UNIT = re.compile(r"[）)]$")


def rows_of(grid: Grid, glyphs: Sequence[Glyph]) -> list[Row]:
    """The cell texts of a grid. A merged cell's text stands in its first place; rows without any text (lines
    drawn double) are left out."""
    held: dict[tuple[int, int], list[Glyph]] = {}
    for glyph in glyphs:
        held.setdefault(grid.cell_at((glyph.left + glyph.right) / 2, glyph.middle), []).append(glyph)
    texts = {cell: close_up("".join(line.text for line in lines_of(inside))) for cell, inside in held.items()}
    height, width = grid.size
    rows = [tuple(texts.get((r, c), "") for c in range(width)) for r in range(height)]
    return [row for row in rows if any(row)]


def table_of(rows: Sequence[Row], page: int) -> Table:
    return Table(None, rows[0], tuple(rows[1:]), line=page)


def continued(before: Table, table: Table) -> Table | None:
    """`before` with the rows of a table at the top of the next page, without the head that is printed again; None if
    it does not go on there."""
    if len(before.header) != len(table.header):
        return None
    first, rows = [before.header, *before.rows], [table.header, *table.rows]
    repeated = 0
    while repeated < min(len(first), len(rows)) and first[repeated] == rows[repeated]:
        repeated += 1
    above, below = list(before.rows), rows[repeated:]
    if above and below and _is_rest_of_row(above[-1], below[0]):
        above[-1] = tuple(close_up(a + b) for a, b in zip(above[-1], below.pop(0), strict=True))
    return Table(before.caption, before.header, (*above, *below), line=before.line)


def _is_rest_of_row(row: Row, rest: Row) -> bool:
    """Whether a row is what the page break cut from the one before: it has text in a single cell, which goes on with
    the words above and heads no group, because it stands behind the first cell or closes with a unit in brackets."""
    filled = [i for i, cell in enumerate(rest) if cell]
    if len(filled) != 1 or sum(map(bool, row)) < 2 or not row[at := filled[0]] or finished(row[at]):
        return False
    return at > 0 or (_ENDS_IN_UNIT.search(rest[0]) is not None and _ENDS_IN_UNIT.search(row[0]) is None)
