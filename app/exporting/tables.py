"""Tables: caption above, head row on every page, rows kept whole, group cells merged, notes below."""

from __future__ import annotations

from dataclasses import dataclass

from app.exporting.footnotes_part import Footnotes
from app.exporting.house_style import BOX_FILL, HEITI, INNER_RULE, OUTER_RULE, TEXT_WIDTH, WUHAO, XIAOSI, XIAOWU
from app.exporting.measure import em_width
from app.exporting.oxml import NAMESPACES, Element, paragraph, qualified, run, run_properties, w
from app.exporting.table_shape import (
    Cell,
    centred_columns,
    column_widths,
    fits,
    is_group_row,
    merged_header,
    merged_rows,
    squared,
)
from app.plans.model import Table

_SIDE, _NARROW_SIDE = 57, 28  # twips between a cell's rule and its text
_STEPS = ((XIAOSI, _SIDE), (WUHAO, _SIDE), (XIAOWU, _NARROW_SIDE))
_MANY_COLUMNS = 8
KEPT_ROWS = 12  # a table of no more rows is not divided
_LONG_CELL = 120.0  # characters; a row with more may break over pages, else it would leave half a page empty


def table(value: Table, notes: Footnotes, width: int = TEXT_WIDTH, title: str | None = None) -> list[Element]:
    """The paragraphs and the grid of a table. `title` is that of a 专栏 whose frame the table is: a first row that is
    repeated with the head, and caption and notes are rows of the frame too."""
    columns = max([len(value.header), *(len(row) for row in value.rows)], default=0)
    if title and columns:
        return [room_above(), _grid(value, columns, notes, width, title), paragraph("TableRoom")]
    caption = _caption(value, notes)
    grid = [_grid(value, columns, notes, width)] if columns else []
    return [room_above() if caption is None else caption, *grid, *_notes(value, notes), paragraph("TableRoom")]


def _caption(value: Table, notes: Footnotes) -> Element | None:
    caption = "　".join(part for part in (value.label, value.caption) if part)
    return paragraph("TableCaption", notes.runs(caption)) if caption else None


def _notes(value: Table, notes: Footnotes) -> list[Element]:
    return [paragraph("TableNote", notes.runs(note)) for note in value.notes]


def room_above() -> Element:
    """Half a line between the text and a frame that no caption parts from it."""
    return paragraph("TableRoom", [], w("keepNext"))


@dataclass(frozen=True, slots=True)
class _Grid:
    widths: list[int]
    size: int | None  # half-points where it is not the style's
    centred: frozenset[int]
    notes: Footnotes


def _grid(value: Table, columns: int, notes: Footnotes, width: int, title: str | None = None) -> Element:
    header = squared([value.header], columns)[0]
    rows = squared(value.rows, columns)
    cells = [merged_header(header), *merged_rows(header, rows)]
    size, side = _size(cells, columns, width)
    widths = column_widths(cells, columns, width, size * 10, 2 * side)
    grid = _Grid(widths, None if size == XIAOSI else size, centred_columns(rows, columns), notes)
    element = table_frame(grid.widths, side)
    if title:
        element.append(title_row(title, width, columns))
        if (caption := _caption(value, notes)) is not None:
            element.append(_wide_row([caption], width, columns, head=True))
    if any(header):
        element.append(_row(cells[0], grid, head=True))
    for row, merged in zip(rows, cells[1:], strict=True):
        element.append(_row(merged, grid, group=is_group_row(row)))
    if title and value.notes:
        element.append(_wide_row(_notes(value, notes), width, columns))
    if len(rows) <= KEPT_ROWS:
        _keep_together(element)
    return element


def _size(cells: list[list[Cell]], columns: int, width: int) -> tuple[int, int]:
    """Half-points of the text and twips at each side of a cell: 小四, or less where there are many columns or a number
    would be cut."""
    steps = _STEPS if columns < _MANY_COLUMNS else _STEPS[1:]
    return next((step for step in steps if fits(cells, columns, width, step[0] * 10, 2 * step[1])), steps[-1])


def _keep_together(table: Element) -> None:
    """Hold every row but the last to the next: Word has no other way to keep a table on one page."""
    for row in table.findall(qualified("tr"))[:-1]:
        for properties in row.iterfind("w:tc/w:p/w:pPr", NAMESPACES):
            if properties.find(qualified("keepNext")) is None:
                properties.insert(1, w("keepNext"))


def table_frame(widths: list[int], side: int = _SIDE) -> Element:
    """`w:tbl` without rows: as wide as its columns, fixed, ruled."""
    sizes = dict.fromkeys(("top", "left", "bottom", "right"), OUTER_RULE) | dict.fromkeys(
        ("insideH", "insideV"), INNER_RULE
    )
    borders = [w(edge, val="single", sz=size, space=0, color="auto") for edge, size in sizes.items()]
    return w(
        "tbl",
        w(
            "tblPr",
            w("tblW", w=sum(widths), type="dxa"),
            w("jc", val="center"),
            w("tblBorders", *borders),
            w("tblLayout", type="fixed"),
            w("tblCellMar", w("left", w=side, type="dxa"), w("right", w=side, type="dxa")),
        ),
        w("tblGrid", *(w("gridCol", w=width) for width in widths)),
    )


def title_row(title: str, width: int, columns: int = 1) -> Element:
    """The title of a 专栏 over all columns, repeated on every page the table reaches."""
    return _wide_row([paragraph("BoxTitle", [run(title)])], width, columns, head=True, fill=BOX_FILL)


def _wide_row(lines: list[Element], width: int, columns: int, head: bool = False, fill: str | None = None) -> Element:
    """A row of one cell over all columns; a head is repeated on every page the table reaches."""
    cell = w(
        "tc",
        w(
            "tcPr",
            w("tcW", w=width, type="dxa"),
            w("gridSpan", val=columns) if columns > 1 else None,
            w("shd", val="clear", color="auto", fill=fill) if fill else None,
            w("vAlign", val="center"),
        ),
        *lines,
    )
    return w("tr", w("trPr", w("cantSplit"), w("tblHeader") if head else None), cell)


def _row(cells: list[Cell], grid: _Grid, head: bool = False, group: bool = False) -> Element:
    long = any(em_width(cell.text) > _LONG_CELL for cell in cells)
    properties = w(
        "trPr",
        None if long else w("cantSplit"),
        w("trHeight", val=454, hRule="atLeast"),
        w("tblHeader") if head else None,
    )
    row = w("tr", properties)
    column = 0
    for cell in cells:
        row.append(_cell(cell, column, grid, head, group))
        column += cell.across
    return row


def _cell(cell: Cell, column: int, grid: _Grid, head: bool, group: bool) -> Element:
    width = sum(grid.widths[column : column + cell.across])
    properties = w(
        "tcPr",
        w("tcW", w=width, type="dxa"),
        w("gridSpan", val=cell.across) if cell.across > 1 else None,
        w("vMerge", val="restart" if cell.down == "restart" else None) if cell.down else None,
        w("vAlign", val="center"),
    )
    face = HEITI if group else None
    centred = not head and (column in grid.centred or cell.across > 1 or bool(cell.down)) and not group
    texts = [] if cell.down == "continue" else cell.text.splitlines()
    style = "TableHead" if head else "TableText"
    lines = [
        paragraph(
            style,
            grid.notes.runs(text, run_properties(face, grid.size)),
            w("keepNext") if group else None,
            w("jc", val="center") if centred else None,
        )
        for text in texts or [""]
    ]
    return w("tc", properties, *lines)
