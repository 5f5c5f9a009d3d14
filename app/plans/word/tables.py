"""Tables of a .docx: a grid of cells becomes a table, a 专栏 that is drawn as a frame a box, a frame plain lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from app.plans import tables
from app.plans.boxes import TITLE_LIMIT, Label, label_of
from app.plans.model import Box, Figure, Paragraph, Table
from app.plans.normalise import Dropped, Line, close_up, finished, held_line
from app.plans.table_words import NOTE
from app.plans.word.ooxml import DEEPEST, Element, child, local, number, value
from app.plans.word.runs import too_deep, within

MOST_COLUMNS = 63  # Word's own limit
LAYOUT_LIMIT = 3000
"""Characters in one cell. A table with such a cell lays out a page; its text is read as text."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its lines, and whether it only goes on with the cell above or to the left of it."""

    lines: tuple[Line, ...]
    across: int = 1
    covered: bool = False

    @property
    def text(self) -> str:
        return text_of(self.lines)


def text_of(lines: Sequence[Line]) -> str:
    """Lines of one cell as its text; the rows of a table within it are parted by semicolons."""
    texts = [_flat(line.held) if isinstance(line.held, Table) else line.text for line in lines if not _drawn(line)]
    joined = "".join(texts[:1])
    for before, text in pairwise(texts):
        gap = " " if before[-1:].isascii() and text[:1].isascii() and before and text else ""
        joined += gap + text
    return close_up(joined)


def _drawn(line: Line) -> bool:
    return isinstance(line.held, (Figure, Box))


def _flat(table: Table) -> str:
    return "；".join(" ".join(cell for cell in row if cell) for row in (table.header, *table.rows))


def read_table(
    element: Element, place: int, lines_in: Callable[[Element], list[Line]], above: list[Line], dropped: Dropped
) -> list[Line]:
    """A `w:tbl` as lines: one that holds a table or a box, or the lines of a mere frame. `lines_in` reads a cell;
    `place` is the number of the table's first paragraph; `above` are the lines before the table, the last of which
    leaves them if it is the label of the 专栏 in the frame."""
    rows = [cells for row in _rows(element, 0) if (cells := _cells(row, lines_in))]
    rows[:1] = [[replace(cell, covered=cell.covered and not cell.lines) for cell in row] for row in rows[:1]]
    if not rows or not any(cell.lines for row in rows for cell in row):
        return []
    label = _label(rows)
    if label is not None:
        return [_box(label, rows, place, dropped)]
    if _is_frame(rows):
        inside = [line for row in rows for cell in row for line in cell.lines]
        if above and (label := label_of(above[-1].text)) and len(rows[0]) == 1:
            line = above.pop()
            return [boxed(label, inside, line.number, dropped)]
        return inside
    return [_held(rows, place)]


def _held(rows: Sequence[Sequence[Cell]], place: int) -> Line:
    table = _table(rows, place)
    return replace(held_line(table, place), fresh=True)


def _is_frame(rows: Sequence[Sequence[Cell]]) -> bool:
    """A table of one column or row, or one that lays out whole pages of text."""
    if len(rows) == 1 or all(len(row) == 1 for row in rows):
        return True
    return any(sum(len(line.text) for line in cell.lines) > LAYOUT_LIMIT for row in rows for cell in row)


def _label(rows: Sequence[Sequence[Cell]]) -> Label | None:
    """The label of a 专栏 whose frame holds it: the only cell of the first row begins with it."""
    first = rows[0][0].lines if len(rows[0]) == 1 else ()
    return label_of(first[0].text) if first else None


def _box(label: Label, rows: Sequence[Sequence[Cell]], place: int, dropped: Dropped) -> Line:
    """A framed 专栏: below its label either the rows of a table or text."""
    head = rows[0][0].lines[1:]
    if all(len(row) == 1 for row in rows[1:]):
        lines = [*head, *(line for row in rows[1:] for line in row[0].lines)]
        return boxed(label, lines, place, dropped)
    if head and not label.title:
        label, head = Label(label.label, text_of(head)), ()
    box = _filled(label, head, place, dropped)
    return held_line(replace(box, blocks=(*box.blocks, _table(rows[1:], place))), place)


def boxed(label: Label, lines: Sequence[Line], place: int, dropped: Dropped) -> Line:
    """A 专栏 whose frame holds these lines below its label, as a line."""
    return held_line(_filled(label, lines, place, dropped), place)


def _filled(label: Label, lines: Sequence[Line], place: int, dropped: Dropped) -> Box:
    """A box with the lines inside it; behind a label without title a short line is the title."""
    title = label.title
    if not title and lines and len(lines[0].text) <= TITLE_LIMIT and not finished(lines[0].text) and not lines[0].held:
        title, lines = close_up(lines[0].text), lines[1:]
    blocks: list[Paragraph | Table] = []
    for element in tables.gather(lines, dropped):
        match element:
            case Table():
                blocks.append(element)
            case Line():
                blocks.append(Paragraph(element.text, element.number))
            case Figure():
                blocks.append(Paragraph(f"{element.label or ''} {element.caption}".strip(), element.line))
            case Box():
                blocks += [Paragraph(f"{element.label} {element.title}".strip(), element.line), *element.blocks]
    return Box(label.label, title, tuple(blocks), place)


def _table(rows: Sequence[Sequence[Cell]], place: int) -> Table:
    """The grid of a table: a merged cell's text in the first place that it covers, all rows of one length. A last row
    of one cell that holds notes (注：…) is no row."""
    notes: tuple[str, ...] = ()
    if len(rows) > 1 and _is_note(rows[-1]):
        rows, notes = rows[:-1], tuple(line.text for line in rows[-1][0].lines)
    grid = [_spread(row) for row in rows]
    width = min(max(map(len, grid)), MOST_COLUMNS)
    full = [tuple(row[:width] + [""] * (width - len(row))) for row in grid]
    return Table(None, full[0], tuple(full[1:]), notes=notes, line=place)


def _is_note(row: Sequence[Cell]) -> bool:
    return len(row) == 1 and row[0].across > 1 and bool(row[0].lines) and bool(NOTE.match(row[0].lines[0].text))


def _spread(row: Sequence[Cell]) -> list[str]:
    return [text for cell in row for text in ("" if cell.covered else cell.text, *[""] * (cell.across - 1))]


def _rows(parent: Element, depth: int) -> Iterator[Element]:
    """The rows of a table, also those inside content controls and insertions; deleted ones are left out."""
    if depth > DEEPEST:
        raise too_deep()
    for node in parent:
        if local(node) == "tr":
            if child(node, "trPr", "del") is None:
                yield node
        elif (inner := within(node)) is not None:
            yield from _rows(inner, depth + 1)


def _cells(row: Element, lines_in: Callable[[Element], list[Line]]) -> list[Cell]:
    cells = _skipped(row, "gridBefore") + [
        Cell(tuple(lines_in(element)), _across(element), _is_covered(element)) for element in _elements(row, 0)
    ]
    return [*cells, *_skipped(row, "gridAfter")] if cells else []


def _elements(parent: Element, depth: int) -> Iterator[Element]:
    if depth > DEEPEST:
        raise too_deep()
    for node in parent:
        if local(node) == "tc":
            if child(node, "tcPr", "cellDel") is None:
                yield node
        elif (inner := within(node)) is not None:
            yield from _elements(inner, depth + 1)


def _skipped(row: Element, side: str) -> list[Cell]:
    """Columns that a row leaves out at one side."""
    count = number(value(row, "trPr", side), 0) or 0
    return [Cell((), 1, True)] * min(max(count, 0), MOST_COLUMNS)


def _across(cell: Element) -> int:
    return min(max(number(value(cell, "tcPr", "gridSpan"), 1) or 1, 1), MOST_COLUMNS)


def _is_covered(cell: Element) -> bool:
    """Whether a cell goes on with the one above (w:vMerge) or, in old files, to its left (w:hMerge)."""
    for name in ("vMerge", "hMerge"):
        merge = child(cell, "tcPr", name)
        if merge is not None and value(merge) != "restart":
            return True
    return False
