"""What tables are looked for among, and what looking for one at a line finds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from app.plans.model import Box, Figure, Table
from app.plans.normalise import Line

Element = Line | Table | Figure | Box
"""What a document is made of before its headings are told: lines, and what stands between them."""

Row = tuple[str, ...]


class Found(NamedTuple):
    """Rows of a table, lines before it in its frame, and where it ends. Without rows, `before` are plain lines."""

    rows: list[Row] | None
    before: Sequence[Line]
    end: int


def fit(cells: Sequence[str], columns: int) -> Row:
    """Cells as a row of so many columns: further ones are cut off, missing ones are empty."""
    return tuple(cells[:columns]) + ("",) * (columns - len(cells))


def is_table(rows: Sequence[Row]) -> bool:
    """Two rows at least, and not mostly sentences: those are indented paragraphs."""
    cells = [cell for row in rows for cell in row if cell]
    sentences = sum(1 for cell in cells if len(cell) > 20 and cell[-1] in "。；")
    return len(rows) > 1 and sentences * 2 <= len(cells)
