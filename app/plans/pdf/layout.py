"""A page of a PDF becomes pieces in reading order: printed lines, tables, framed lines, notes at its foot."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, takewhile

from app.plans.boxes import label_of
from app.plans.characters import RAISED
from app.plans.model import Table
from app.plans.normalise import Dropped, close_up
from app.plans.pdf.columns import aligned_tables
from app.plans.pdf.grid import Grid, grids_of
from app.plans.pdf.lines import PrintedLine, lines_of
from app.plans.pdf.page import THIN, Area, Glyph, Page
from app.plans.pdf.sides import Sides, sides_of
from app.plans.pdf.tables import rows_of, table_of

EDGE_LINES = 3  # running heads and page numbers are among so many outermost lines of a page
EDGE = 0.15  # of the page's height: they stand no further in
REPEATS = 3
_CLAUSE = re.compile("[，。；]")  # a running head has none
NUMBER = re.compile(
    r"(?:[-—–－·•.]{0,2}\s?\d{1,4}\s?[-—–－·•.]{0,2}|第\s?\d{1,4}\s?页(?:[,，/\s]*共\s?\d{1,4}\s?页)?|\d{1,4}\s?/\s?\d{1,4}|[ivxIVX]{1,6})$"
)
_NOTE_MARK = re.compile(r"(?:[¹²³⁰⁴-⁹]{1,3}|[①-⑳]|[\[〔［]\d{1,3}[\]〕］]|(\d{1,2})(?=[ \u3000]))")


@dataclass(frozen=True, slots=True)
class Piece:
    """A printed line or a table, at a height of its page; `grid` is the frame that a line stands in, `column` the
    column of text if the page has two."""

    top: float
    line: PrintedLine | None = None
    table: Table | None = None
    grid: Grid | None = None
    column: Area | None = None


@dataclass
class Sheet:
    """A page laid out; `rules` are its level lines."""

    number: int
    width: float
    height: float
    rules: tuple[Area, ...] = ()
    pieces: list[Piece] = field(default_factory=list)
    notes: list[PrintedLine] = field(default_factory=list)

    def body(self, in_columns: bool = True) -> list[PrintedLine]:
        """The lines that stand in no frame, with or without those in one of two columns."""
        free = (piece for piece in self.pieces if not piece.grid and (in_columns or not piece.column))
        return [piece.line for piece in free if piece.line]


def lay_out(page: Page) -> Sheet:
    """The pieces of a page from the top down, its tables and frames found by their lines."""
    grids = grids_of(page.rules, page.fills)
    inside: list[list[Glyph]] = [[] for _ in grids]
    free: list[Glyph] = []
    for glyph in page.glyphs:
        x, y = (glyph.left + glyph.right) / 2, glyph.middle
        home = next((i for i, grid in enumerate(grids) if grid.area.holds(x, y, 1.0)), None)
        (free if home is None else inside[home]).append(glyph)
    level = tuple(rule for rule in page.rules if rule.height <= THIN < rule.width)
    sheet = Sheet(page.number, page.width, page.height, level)
    sides = sides_of(lines_of(free, page.number), [grid.area for grid in grids])
    sheet.pieces = _free(lines_of(free, page.number)) if sides is None else _beside(sides, free, page.number)
    for grid, glyphs in zip(grids, inside, strict=True):
        column = sides.holding(grid.area.left, grid.area.top) if sides else None
        sheet.pieces.extend(replace(piece, column=column) for piece in _within(grid, glyphs, page.number))
    sheet.pieces.sort(key=lambda piece: _order(piece, sides))
    return sheet


def _beside(sides: Sides, glyphs: Sequence[Glyph], page: int) -> list[Piece]:
    """The lines of a page with two columns of text, each in its own."""
    parted: dict[Area | None, list[Glyph]] = {sides.left: [], sides.right: [], None: []}
    for glyph in glyphs:
        parted[sides.holding((glyph.left + glyph.right) / 2, glyph.base)].append(glyph)
    return [replace(piece, column=column) for column, held in parted.items() for piece in _free(lines_of(held, page))]


def _order(piece: Piece, sides: Sides | None) -> tuple[int, float]:
    """What stands above two columns, the left one, the right one, what stands below."""
    if sides is None or piece.top < sides.left.top:
        return 0, piece.top
    if piece.column is None:
        return 3, piece.top
    return (1 if piece.column is sides.left else 2), piece.top


def _free(lines: Sequence[PrintedLine]) -> list[Piece]:
    """The lines that stand in no grid; those that only their columns make a table are one."""
    pieces: list[Piece] = []
    end = 0
    for found in aligned_tables(lines):
        pieces.extend(Piece(line.base, line) for line in lines[end : found.start])
        first = lines[found.start]
        pieces.append(Piece(first.base, table=table_of(found.rows, first.page)))
        end = found.end
    return pieces + [Piece(line.base, line) for line in lines[end:]]


def _within(grid: Grid, glyphs: Sequence[Glyph], page: int) -> list[Piece]:
    """What stands in a grid: a table, or the lines of a frame. A label on top of a table (专栏1 …) makes it a box."""
    rows = rows_of(grid, glyphs) if grid.size[1] > 1 else []
    if not rows:
        return [Piece(line.base, line, grid=grid) for line in lines_of(glyphs, page)]
    label = rows[0][0] if not any(rows[0][1:]) and label_of(rows[0][0]) else ""
    table = Piece(grid.area.top + 2, table=table_of(rows[bool(label) :] or rows, page), grid=grid if label else None)
    if not label or len(rows) < 2:
        return [replace(table, grid=None)]
    inside = [glyph for glyph in glyphs if grid.cell_at(glyph.left, glyph.middle)[0] == 0]
    return [*(Piece(grid.area.top + 1, line, grid=grid) for line in lines_of(inside, page)), table]


def drop_running_heads(sheets: Sequence[Sheet], dropped: Dropped) -> None:
    """Take page numbers and what is printed at one height of many pages out of the sheets."""
    counted: Counter[tuple[str, int]] = Counter()
    for sheet in sheets:
        counted.update({_key(line) for line in _outermost(sheet)})
    for sheet in sheets:
        edge = _outermost(sheet)
        gone = dict.fromkeys([*_leading(edge, sheet, counted), *_leading(edge[::-1], sheet, counted)])
        for line in gone:
            what = "页码" if NUMBER.match(line.text) else "页眉页脚"
            dropped.add(what, "版面元素，不属正文", sheet.number)
        sheet.pieces = [piece for piece in sheet.pieces if piece.line is None or piece.line not in gone]


def _leading(lines: Sequence[PrintedLine], sheet: Sheet, counted: Counter[tuple[str, int]]) -> Iterator[PrintedLine]:
    """The first lines, from the edge of the page inwards, up to one that belongs to the text."""
    return takewhile(lambda line: _repeats(line, counted) or _is_page_number(line, sheet), lines)


def _outermost(sheet: Sheet) -> list[PrintedLine]:
    body = sorted(sheet.body(), key=lambda line: line.base)
    edge = body if len(body) <= 2 * EDGE_LINES else [*body[:EDGE_LINES], *body[-EDGE_LINES:]]
    return [line for line in edge if not EDGE < line.base / sheet.height < 1 - EDGE]


def _key(line: PrintedLine) -> tuple[str, int]:
    """A line at its height; a page number in it may differ from page to page."""
    return re.sub(r"\d+", "#", close_up(line.text)), round(line.base / 4)


def _repeats(line: PrintedLine, counted: Counter[tuple[str, int]]) -> bool:
    text, height = _key(line)
    if _CLAUSE.search(text):
        return False
    return sum(counted[text, height + step] for step in (-1, 0, 1)) >= REPEATS and not _is_contents(line.text)


def _is_contents(text: str) -> bool:
    return bool(re.search(r"[.．…·]{3}", text))


def _is_page_number(line: PrintedLine, sheet: Sheet) -> bool:
    outside = line.base < 0.08 * sheet.height or line.base > 0.88 * sheet.height
    return outside and bool(NUMBER.match(line.text))


def take_notes(sheet: Sheet, body_size: float) -> None:
    """Move the notes at a page's foot to its `notes`: smaller type below a short line, or below the text if its first
    line begins with a mark."""
    start = _foot(sheet)
    lines = [piece.line for piece in sheet.pieces if piece.line and not piece.grid]
    if start is None:
        below = _small_tail(lines, body_size)
        if not below or not _NOTE_MARK.match(below[0].text):
            return
        start = below[0].base - below[0].size
    found = [line for line in lines if line.base > start and line.size < 0.95 * body_size]
    if not found:
        return
    sheet.pieces = [piece for piece in sheet.pieces if piece.line is None or piece.line not in found]
    sheet.notes = _bodies(found)


def _foot(sheet: Sheet) -> float | None:
    """The height of the short line that parts the notes from the text."""
    lines = sheet.body()
    if not lines:
        return None
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    short = [
        rule.bottom
        for rule in sheet.rules
        if 30 < rule.width < 0.45 * (right - left)
        and abs(rule.left - left) < 40
        and rule.top > 0.3 * sheet.height
        and not any(piece.table and piece.top > rule.top for piece in sheet.pieces)
    ]
    return max(short, default=None)


def _small_tail(lines: Sequence[PrintedLine], body_size: float) -> list[PrintedLine]:
    start = len(lines)
    while start > 0 and lines[start - 1].size < 0.86 * body_size:
        start -= 1
    return list(lines[start:]) if start else []


def join_notes(sheets: Sequence[Sheet]) -> None:
    """Put what a note goes on with at the foot of the next page to it."""
    for before, sheet in pairwise(sheets):
        if before.notes and sheet.notes and not _NOTE_MARK.match(sheet.notes[0].text):
            rest = sheet.notes.pop(0)
            before.notes[-1] = replace(before.notes[-1], text=before.notes[-1].text + rest.text)


def _bodies(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """The lines of the notes joined, each begins with its mark, raised."""
    result: list[PrintedLine] = []
    for line in lines:
        match = _NOTE_MARK.match(line.text)
        if match is None and result:
            result[-1] = replace(result[-1], text=result[-1].text + line.text)
            continue
        text = line.text
        if match and match.group(1):
            text = match.group(1).translate(RAISED) + text[match.end() :]
        result.append(replace(line, text=text))
    return result
