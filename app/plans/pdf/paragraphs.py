"""Printed lines become paragraphs again: a line goes on in the next one if the next one's first word had no room left
on it, and if the next one is not indented."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from app.plans.boxes import label_of
from app.plans.dates import is_date, is_month
from app.plans.decimals import possible_number
from app.plans.model import Table
from app.plans.normalise import Line, finished, held_line, plain_line
from app.plans.paragraphs import ITEM
from app.plans.pdf.grid import Grid
from app.plans.pdf.layout import Piece, Sheet
from app.plans.pdf.lines import PrintedLine
from app.plans.pdf.tables import continued

INDENT = 1.2  # em; a line set in further than this begins a paragraph (GB/T 9704 7.3.3 asks for two)
_TITLE_END = re.compile(r"(?:规划|纲要|计划|方案|意见|措施|办法|通知|政府|[局厅委办]|办公室)$")
RAGGED = 3.0  # em that a line of an indented paragraph may end early while its sentence goes on
_LEADER = re.compile(r"[.．…·_]{3,}\s*[（(]?-?\s?\d{1,4}\s?-?[)）]?$")
_LEADER_LINE = re.compile(r"[.．…·]{3,}")
_SHORT_LEADER = re.compile(r"(?<=[^\d.．…])[.．…]{1,2}\s*(?=\d{1,3}$)")
_PADDING = 12.0


@dataclass(frozen=True, slots=True)
class Measure:
    """Where lines begin and end, in points; `pitch` is the usual distance of two lines."""

    left: float
    right: float
    pitch: float


@dataclass
class Flow:
    """The lines of a document while its pages are read one after the other."""

    measures: dict[tuple[int, int], Measure]  # by width and parity of the page
    body_size: float
    result: list[Line] = field(default_factory=list)
    pieces: list[PrintedLine] = field(default_factory=list)  # the paragraph being read
    measure: Measure | None = None  # of the paragraph being read
    notes: list[PrintedLine] = field(default_factory=list)
    frame: int = 0  # of the paragraph being read
    fresh: bool = False  # the paragraph being read surely begins one: it is indented, or the line before ended early
    frames: int = 0

    def read(self, sheet: Sheet) -> None:
        body = self.measures[_key(sheet)]
        ids = self._frames(sheet)
        listed = sum(1 for line in sheet.body() if _LEADER.search(line.text)) > 2  # a contents page
        first = True
        for piece in sheet.pieces:
            frame = ids.get(id(piece.grid), 0)
            if piece.table is not None:
                self._table(piece.table, first)
            elif piece.line is not None and not (first and self._is_printed_again(piece.line, frame)):
                measure = _measure_of(piece, sheet, body)
                line = piece.line
                if listed:
                    line = replace(line, text=_SHORT_LEADER.sub("……", line.text))
                self._line(line, frame, measure)
            first = first and bool(piece.grid) and piece.table is None and frame == self.frame != 0
        self.notes.extend(sheet.notes)

    def _frames(self, sheet: Sheet) -> dict[int, int]:
        """A number for each frame of a page that is a box: labelled inside or right above, or the one of the page
        before goes on."""
        ids: dict[int, int] = {}
        before = ""
        for i, piece in enumerate(sheet.pieces):
            if piece.grid is not None and id(piece.grid) not in ids:
                if i == 0 and self.frame and piece.line and not self._begins_other_box(piece.line):
                    ids[id(piece.grid)] = self.frame
                elif piece.line and (label_of(piece.line.text.strip()) or label_of(before)):
                    self.frames += 1
                    ids[id(piece.grid)] = self.frames
            before = piece.line.text if piece.line else ""
        return ids

    def _begins_other_box(self, line: PrintedLine) -> bool:
        label = label_of(line.text.strip())
        return label is not None and not self._is_label_above(label.label)

    def _is_label_above(self, label: str) -> bool:
        above = [found for line in self.result if line.frame == self.frame and (found := label_of(line.text))]
        return bool(above) and above[-1].label == label

    def _is_printed_again(self, line: PrintedLine, frame: int) -> bool:
        """Whether a line is the label of the box that goes on here from the page before."""
        label = label_of(line.text.strip())
        return bool(frame) and frame == self.frame and label is not None and self._is_label_above(label.label)

    def _table(self, table: Table, first: bool) -> None:
        last = self.result[-1] if self.result and not self.pieces else None
        if first and last and last.held and isinstance(last.held, Table):
            joined = continued(last.held, table)
            if joined is not None:
                self.result[-1] = replace(last, held=joined)
                return
        self._end()
        if table.rows:
            self.result.append(held_line(table, table.line or 0))
        else:
            lines = (plain_line(cell, table.line or 0) for cell in table.header)
            self.result.extend(line for line in lines if line is not None)

    def _line(self, line: PrintedLine, frame: int, measure: Measure) -> None:
        if self.pieces and not (frame == self.frame and self.measure and self._goes_on(line, measure)):
            self._end()
            self.fresh = True
        elif not self.pieces:
            self.fresh = line.left - measure.left > INDENT * line.size
        self.pieces.append(line)
        self.frame, self.measure = frame, measure

    def _goes_on(self, line: PrintedLine, measure: Measure) -> bool:
        """Whether a line continues the paragraph being read."""
        assert self.measure is not None
        last = self.pieces[-1]
        if abs(line.size - last.size) > 0.12 * last.size or _LEADER.search(last.text) or label_of(line.text.strip()):
            return False
        far = line.page == last.page and line.base - last.base > 1.5 * max(measure.pitch, 1.2 * line.size)
        if far:
            return False
        if _LEADER_LINE.match(line.text) or self._is_title_going_on(line, measure):
            return True
        if line.left - measure.left > INDENT * line.size or self._is_next_heading(line):
            return False
        indented = self.pieces[0].left - self.measure.left > INDENT * line.size
        room = RAGGED if indented and not finished(last.text) else 0.6
        if last.right + line.unit < self.measure.right - room * line.size:
            return False
        apart = line.page == last.page and line.base - last.base > 1.12 * measure.pitch
        return not (finished(last.text) and (apart or _begins_its_own(line.text)))

    def _is_next_heading(self, line: PrintedLine) -> bool:
        """Whether a numbered line stands right under a numbered one and begins where that begins."""
        first = self.pieces[0]
        under = len(self.pieces) == 1 and abs(line.left - first.left) < 0.3 * line.size
        return under and possible_number(first.text) is not None and possible_number(line.text) is not None

    def _is_title_going_on(self, line: PrintedLine, measure: Measure) -> bool:
        """Whether a centred line is the rest of a centred title in larger type or with a number."""
        last = self.pieces[-1]
        middle = (measure.left + measure.right) / 2
        if _TITLE_END.search(last.text) or is_date(line.text) or is_month(line.text):
            return False
        centred = all(abs(piece.centre - middle) < 0.6 * piece.size for piece in (last, line))
        large = line.size > 1.15 * self.body_size
        titled = possible_number(self.pieces[0].text) is not None and last.left - measure.left > INDENT * line.size
        alone = last.page == line.page and not finished(last.text) and possible_number(line.text) is None
        return centred and alone and (large or (titled and abs(line.left - last.left) > 0.5 * line.size))

    def _end(self) -> None:
        """Close the paragraph being read; the notes of its pages come behind it."""
        if self.pieces:
            text = self.pieces[0].text
            for piece in self.pieces[1:]:
                text += (" " if text[-1].isascii() and piece.text[0].isascii() else "") + piece.text
            if line := plain_line(text, self.pieces[0].page, self.frame):
                self.result.append(replace(line, fresh=self.fresh))
        self.pieces = []
        for note in self.notes:
            if line := plain_line(note.text, note.page):
                self.result.append(line)
        self.notes = []

    def finish(self) -> list[Line]:
        self._end()
        return self.result


def _begins_its_own(text: str) -> bool:
    return possible_number(text) is not None or ITEM.match(text) is not None


def paragraphs_of(sheets: Sequence[Sheet], body_size: float) -> list[Line]:
    """The paragraphs and tables of laid-out pages, as lines whose number is their page."""
    groups: dict[tuple[int, int], list[Sheet]] = {}
    for sheet in sheets:
        groups.setdefault(_key(sheet), []).append(sheet)
    flow = Flow({key: _measure(group, body_size) for key, group in groups.items()}, body_size)
    for sheet in sheets:
        flow.read(sheet)
    return flow.finish()


def _key(sheet: Sheet) -> tuple[int, int]:
    """Pages of one width, odd and even ones apart since their margins may be mirrored."""
    return round(sheet.width / 10), sheet.number % 2


def body_size_of(sheets: Sequence[Sheet]) -> float:
    """The type size of most of the text, in points."""
    counted: Counter[float] = Counter()
    for sheet in sheets:
        for line in sheet.body():
            counted[round(line.size, 1)] += len(line.text)
    return counted.most_common(1)[0][0] if counted else 0.0


def _measure(sheets: Sequence[Sheet], body_size: float) -> Measure:
    """Margins and line distance of the running text of like pages."""
    lines = [line for sheet in sheets for line in sheet.body(in_columns=False)]
    lines = lines or [line for sheet in sheets for line in sheet.body()]
    text = [line for line in lines if abs(line.size - body_size) < 0.1 * body_size] or lines
    if not text:
        return Measure(0.0, sheets[0].width, 0.0)
    rights = sorted(line.right for line in text)
    usual = rights[int(0.9 * (len(rights) - 1))]
    right = max(value for value in rights if value <= usual + 0.6 * body_size)
    long = [line for line in text if line.right > right - 2 * body_size] or text
    lefts = Counter(round(line.left) for line in long)
    left = min(value for value, count in lefts.items() if count >= 0.2 * max(lefts.values()))
    return Measure(float(left), right, _pitch(text))


def _pitch(lines: Sequence[PrintedLine]) -> float:
    steps = sorted(b.base - a.base for a, b in pairwise(lines) if a.page == b.page and b.base > a.base)
    return steps[len(steps) // 4] if steps else 0.0


def _measure_of(piece: Piece, sheet: Sheet, body: Measure) -> Measure:
    """Margins where a piece stands: of its frame, of its column, or of the page."""
    if piece.grid:
        return _frame_measure(piece.grid, sheet, body.pitch)
    return Measure(piece.column.left, piece.column.right, body.pitch) if piece.column else body


def _frame_measure(grid: Grid, sheet: Sheet, pitch: float) -> Measure:
    """Margins within a frame: the text keeps as far from its right side as from its left one."""
    lines = [piece.line for piece in sheet.pieces if piece.grid is grid and piece.line]
    left = min(line.left for line in lines)
    padding = min(max(left - grid.area.left, 0.0), _PADDING)
    return Measure(left, grid.area.right - padding, _pitch(lines) or pitch)
