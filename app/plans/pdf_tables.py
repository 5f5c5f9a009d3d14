"""Glyphs within a grid become the rows of a table; what goes on over a page break becomes one table."""

from __future__ import annotations

from collections.abc import Sequence

from app.plans.model import Table
from app.plans.normalise import close_up
from app.plans.pdf_grid import Grid
from app.plans.pdf_lines import lines_of
from app.plans.pdf_page import Glyph

Row = tuple[str, ...]


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
    return Table(before.caption, before.header, (*before.rows, *rows[repeated:]), line=before.line)
