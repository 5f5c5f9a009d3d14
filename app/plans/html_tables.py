"""Tables written as HTML in a text file, as converters of scanned or PDF plans put them into Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from html.parser import HTMLParser

from app.plans.normalise import close_up

SPAN_LIMIT = 100  # rows or columns; what claims more is no table of a plan
CELL_LIMIT = 5000


class _Cells(HTMLParser):
    """Collects cells with their spans, row by row."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[tuple[str, int, int]]] = []
        self.text: list[str] | None = None
        self.span: tuple[int, int] = (1, 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th"}:
            self.end_cell()
            given = dict(attrs)
            self.span = (span(given.get("rowspan")), span(given.get("colspan")))
            self.text = []

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th", "tr", "table"}:
            self.end_cell()

    def handle_data(self, data: str) -> None:
        if self.text is not None:
            self.text.append(data)

    def end_cell(self) -> None:
        """Close the open cell, if any, also one that the file leaves open."""
        if self.text is not None and self.rows:
            self.rows[-1].append((close_up("".join(self.text)), self.span[0], self.span[1]))
        self.text = None


def span(value: str | None) -> int:
    """Rows or columns that a cell covers, by its attribute."""
    return min(int(value), SPAN_LIMIT) if value and value.isdecimal() and int(value) else 1


def rows_of(html: str) -> list[tuple[str, ...]]:
    """The rows of the first table in an HTML text, all of one length; a merged cell's text stands in its first place.

    More than CELL_LIMIT cells are cut off.
    """
    parser = _Cells()
    parser.feed(html.partition("</table>")[0])
    parser.close()
    parser.end_cell()
    return laid(parser.rows)


def laid(rows: Sequence[Sequence[tuple[str, int, int]]]) -> list[tuple[str, ...]]:
    """Rows of one length from the cells of each row: (text, rows, columns that it covers)."""
    grid: list[dict[int, str]] = [{} for _ in rows]
    filled = 0
    for r, cells in enumerate(rows):
        for text, down, across in cells:
            filled += down * across
            if filled <= CELL_LIMIT:
                _place(grid, r, text, down, across)
    width = max((max(row, default=-1) + 1 for row in grid), default=0)
    return [tuple(row.get(c, "") for c in range(width)) for row in grid if row]


def _place(grid: list[dict[int, str]], r: int, text: str, down: int, across: int) -> None:
    """Put a cell at the first free place of row r, "" at the further places that it covers."""
    column = 0
    while column in grid[r]:
        column += 1
    for below in range(r, min(r + down, len(grid))):
        for c in range(column, column + across):
            grid[below][c] = text if (below, c) == (r, column) else ""
