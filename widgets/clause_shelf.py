"""What a table of clauses holds: rows, columns, cells as they arrive, and their layouts as they are needed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from widgets.candidate import Candidate
from widgets.clause_cell import CellLayout, CellStyle, estimated_height
from widgets.column_header import ColumnHead
from widgets.marked_layout import Mark

KEPT_LAYOUTS = 1200
"""Layouts that are kept: two hundred rows of six columns, so that a plan that was read through is not laid out anew."""


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """A row's own clause, shown in the base column. `level` 1 stands out as the start of a chapter."""

    key: str
    path: str
    title: str
    text: str = ""
    level: int = 1
    marks: tuple[Mark, ...] = ()
    outline: str = ""  # what stands below it, where it has no text of its own
    summary: str = ""  # what it says in short

    @property
    def candidate(self) -> Candidate:
        return Candidate(
            self.key,
            self.path,
            self.title,
            self.text,
            summary=self.summary,
            outline=self.outline,
            marks=self.marks,
        )


@dataclass(frozen=True, slots=True)
class CellAddress:
    """A cell by its place: `row` into the rows, `column` into the columns (0 is the base)."""

    row: int
    column: int


@dataclass(frozen=True, slots=True)
class ColumnPlaces:
    """Where the columns are: the base keeps its place, the others scroll sideways under it when there is no room."""

    base: int
    width: int
    count: int
    offset: int = 0

    @staticmethod
    def fitting(view_width: int, count: int, least: int, offset: int) -> ColumnPlaces:
        """The base a little wider than the others; none narrower than `least` pixels."""
        width = max(least, int(view_width / (count + 1.15)))
        base = max(least, view_width - width * count) if width > least else round(least * 1.1)
        hidden = max(0, base + width * count - view_width)
        return ColumnPlaces(base, width, count, min(offset, hidden))

    def left(self, column: int) -> int:
        return 0 if column == 0 else self.base + (column - 1) * self.width - self.offset

    def width_of(self, column: int) -> int:
        return self.base if column == 0 else self.width

    def hidden(self, view_width: int) -> int:
        """How many pixels are out of view."""
        return max(0, self.base + self.width * self.count - view_width)

    def column_at(self, x: float) -> int | None:
        if x < self.base:
            return 0
        column = 1 + int((x - self.base + self.offset) // self.width)
        return column if column <= self.count else None


class ClauseShelf:
    """Rows, cells and layouts; every change forgets just the layouts that it touches."""

    def __init__(self, style: CellStyle) -> None:
        self.rows: tuple[ClauseRow, ...] = ()
        self.heads: tuple[ColumnHead, ...] = ()
        self.places = ColumnPlaces(1, 1, 0)
        self.find = ""
        self._style = style
        self._cells: dict[tuple[str, str], Candidate] = {}
        self._layouts: OrderedDict[tuple[int, int], CellLayout] = OrderedDict()
        self._index: dict[str, int] = {}
        self._folded_by_default = True
        self._otherwise: set[str] = set()  # rows that are not as the default says

    @property
    def style(self) -> CellStyle:
        return self._style

    def set_style(self, style: CellStyle) -> None:
        self._style = style
        self._layouts.clear()

    def set_rows(self, rows: Sequence[ClauseRow]) -> None:
        self.rows = tuple(rows)
        self._index = {row.key: number for number, row in enumerate(self.rows)}
        self._layouts.clear()

    def set_heads(self, heads: Sequence[ColumnHead]) -> None:
        self.heads = tuple(heads)
        self._layouts.clear()

    def set_places(self, places: ColumnPlaces) -> None:
        if (places.base, places.width) != (self.places.base, self.places.width):
            self._layouts.clear()
        self.places = places

    def set_find(self, find: str) -> None:
        self.find = find
        self._layouts.clear()

    def row_of(self, key: str) -> int | None:
        return self._index.get(key)

    # Cells -------------------------------------------------------------------------------------------------------

    def cell(self, address: CellAddress) -> Candidate | None:
        """What a cell shows; None while it is not there yet."""
        row = self.rows[address.row]
        if address.column == 0:
            return row.candidate
        return self._cells.get((row.key, self.heads[address.column].key))

    def set_cells(self, cells: Mapping[tuple[str, str], Candidate]) -> set[int]:
        """Take cells by (row key, column key) and return the rows that look different now."""
        columns = {head.key: number for number, head in enumerate(self.heads)}
        changed = set()
        for key, candidate in cells.items():
            row, column = self._index.get(key[0]), columns.get(key[1])
            if self._cells.get(key) != candidate and row is not None and column is not None:
                self._layouts.pop((row, column), None)
                changed.add(row)
            self._cells[key] = candidate
        return changed

    def keep_cells(self, rows: range) -> None:
        """Forget the cells of all other rows."""
        kept = {self.rows[row].key for row in rows}
        self._cells = {key: cell for key, cell in self._cells.items() if key[0] in kept}
        for at in [at for at in self._layouts if at[0] not in rows]:
            del self._layouts[at]

    def is_complete(self, row: int) -> bool:
        key = self.rows[row].key
        return all((key, head.key) in self._cells for head in self.heads[1:])

    # Folding -----------------------------------------------------------------------------------------------------

    def is_folded(self, row: int) -> bool:
        return self._folded_by_default != (self.rows[row].key in self._otherwise)

    def toggle_fold(self, row: int) -> None:
        self._otherwise ^= {self.rows[row].key}
        self._forget_row(row)

    def fold_all(self, folded: bool) -> None:
        self._folded_by_default = folded
        self._otherwise.clear()
        self._layouts.clear()

    def all_folded(self) -> bool:
        return self._folded_by_default

    def _forget_row(self, row: int) -> None:
        for column in range(len(self.heads)):
            self._layouts.pop((row, column), None)

    # Layouts -----------------------------------------------------------------------------------------------------

    def layout(self, address: CellAddress) -> CellLayout:
        at = (address.row, address.column)
        layout = self._layouts.get(at)
        if layout is None:
            layout = self._laid_out(address)
            self._layouts[at] = layout
            if len(self._layouts) > KEPT_LAYOUTS:
                self._layouts.popitem(last=False)
        else:
            self._layouts.move_to_end(at)
        return layout

    def _laid_out(self, address: CellAddress) -> CellLayout:
        candidate = self.cell(address) or Candidate("", "", "", reasons=("正在查找…",))
        width = self.places.width_of(address.column)
        waiting = address.column > 0 and self.cell(address) is None
        plain = address.column == 0 or waiting
        return CellLayout(candidate, width, self._style, self.is_folded(address.row), plain, self.find)

    def height(self, row: int) -> float:
        """The height of a row as its cells are now: the highest of them."""
        return max(self.layout(CellAddress(row, column)).height for column in range(max(1, len(self.heads))))

    def estimates(self) -> list[float]:
        """A guess at every row's height."""
        return [estimated_height((row.text,), self.places.base, self._style) for row in self.rows]
