"""Tables among lines, in whatever form the file holds them (`table_forms`) or drawn by the file itself.

Head rows become one (`table_heads`). A repeated head after a page break is dropped and the parts become one table; a
caption above and notes below are taken along.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from app.plans.bare_cells import is_cell
from app.plans.boxes import label_of
from app.plans.captions import LABEL, UNIT, caption_of, resuming, split_label, with_caption
from app.plans.found import Element, Found, Row
from app.plans.label_titles import joined_titles
from app.plans.model import Box, Figure, Table
from app.plans.normalise import Dropped, Line, finished
from app.plans.numbering import number_at, number_of
from app.plans.table_forms import html_parted, table_at
from app.plans.table_heads import head_rows, joined_head
from app.plans.table_words import HEAD, NOTE

NOTE_LIMIT = 1000
FULL_LINE = 20  # characters; a note that was wrapped has no shorter lines before its last
FEWEST_CELLS = 6  # so many short lines below a caption look like the cells of a table
_NOTE_NAME = re.compile(r"(?:备|附)?\s?[注说]\s?明?\s?[：:]\s?")
_CONTINUED = re.compile(r"[（(]?\s?续\s?(?:上?表|前)[^。]{0,40}$")


def gather(lines: Sequence[Line], dropped: Dropped) -> list[Element]:
    """Lines with the tables among them put together, each with caption and notes."""
    lines = joined_titles(html_parted(lines))
    behind = resuming(lines)
    result: list[Element] = []
    i = 0
    while i < len(lines):
        held = lines[i].held
        if isinstance(held, Box):
            i, held = _box(lines, i, held, result, dropped)
            result.append(held)
            continue
        if isinstance(held, Figure):
            result.append(held)
            i += 1
            continue
        found = Found([held.header, *held.rows], [], i + 1) if held else table_at(lines, i)
        plain = lines[i : i + 1] if found is None else found.before
        result.extend(line for line in plain if line.text)
        if found is None or found.rows is None:
            i = i + 1 if found is None else found.end
        else:
            i = _take(lines, i, found.end, found.rows, behind, result, dropped)
    for _, start, end in _unread(result):
        result[start:end] = [replace(line, fresh=True) for line in result[start:end] if isinstance(line, Line)]
    return result


def _take(
    lines: Sequence[Line],
    i: int,
    end: int,
    rows: Sequence[Row],
    behind: Sequence[bool],
    result: list[Element],
    dropped: Dropped,
) -> int:
    """Put the rows that lines i to `end` hold into the result, as a table with caption and notes or as the rest of the
    one before; gives the index behind the notes. `behind` tells where the body goes on (`captions.resuming`)."""
    if label := _box_label(rows):
        result.append(replace(lines[i], text=label, cells=(), held=None))
        rows = rows[1:]
    table = _table(rows, [line.number for line in lines[i:end]], dropped)
    fresh, apart = lines[i].fresh, lines[i].gap > 0
    end, table = _with_notes(lines, end, table)
    if (fresh and not _is_repeated(result, table)) or not _joined(result, table, dropped):
        result.append(with_caption(result, table, fresh and apart, behind[end]))
    return end


def doubts(elements: Sequence[Element]) -> list[str]:
    """A sentence for each 表N below which there seem to be cells that could not be told apart into columns."""
    return [
        f"第 {caption.number} 行“{caption.text[:30]}”可能是一格一行的表，未能辨认列数，已按段落读入，请核对。"
        for caption, _, _ in _unread(elements)
    ]


def _unread(elements: Sequence[Element]) -> list[tuple[Line, int, int]]:
    """Captions of tables with only short lines below, and where (start, end of a slice) those stand."""
    result: list[tuple[Line, int, int]] = []
    i = 0
    while i < len(elements):
        line = elements[i]
        i += 1
        if not isinstance(line, Line) or not LABEL.match(line.text) or not caption_of(line, known=True):
            continue
        start = i
        while i < len(elements) and isinstance(cell := elements[i], Line) and is_cell(cell):
            i += 1
        if i - start >= FEWEST_CELLS:
            result.append((line, start, i))
    return result


def _box(lines: Sequence[Line], i: int, box: Box, result: list[Element], dropped: Dropped) -> tuple[int, Box]:
    """A box that the file draws, its tables with heads of one row; one that is a single table takes the notes below."""
    i += 1
    blocks = [
        _table((block.header, *block.rows), [block.line or 0], dropped, block) if isinstance(block, Table) else block
        for block in box.blocks
    ]
    if len(blocks) == 1 and isinstance(table := blocks[0], Table):
        i, table = _with_notes(lines, i, table)
        blocks = [with_caption(result, table, known=True)]
    return i, replace(box, blocks=tuple(blocks))


def _is_repeated(result: Sequence[Element], table: Table) -> bool:
    """Whether a table repeats the head of the one right before it, or stands behind 续表."""
    last = result[-1] if result else None
    if isinstance(last, Line):
        return bool(_CONTINUED.match(last.text))
    return isinstance(last, Table) and last.header == table.header


def _box_label(rows: Sequence[Row]) -> str | None:
    """The label of the box that a table is, drawn into its first row."""
    first = rows[0]
    return first[0] if len(rows) > 1 and not any(first[1:]) and label_of(first[0]) else None


def _table(rows: Sequence[Row], numbers: Sequence[int], dropped: Dropped, drawn: Table | None = None) -> Table:
    """Rows as a table: a title drawn into the frame is its caption, a unit there a note, head rows become one, and the
    head that a page break printed again goes. `numbers` are those of the lines that hold the rows."""
    places = numbers[-len(rows) :] if len(numbers) >= len(rows) else [numbers[0]] * len(rows)
    rows, caption, label, notes = _without_title(rows)
    head = rows[: head_rows(rows)]
    body = tuple(row for row in rows[len(head) :] if row not in head)
    for row, place in zip(rows[len(head) :], places[len(places) - len(rows) + len(head) :], strict=True):
        if row in head:
            dropped.add("重复的表头", "换页时重复印出，表格已接成一个", place)
    table = Table(caption, joined_head(head), body, notes, label, numbers[0])
    if drawn is None:
        return table
    return replace(
        table,
        caption=caption or drawn.caption,
        label=label or drawn.label,
        notes=(*notes, *drawn.notes),
        line=drawn.line,
    )


def _without_title(rows: Sequence[Row]) -> tuple[Sequence[Row], str | None, str | None, tuple[str, ...]]:
    """Rows without those above the head whose only text is the table's title (表1 …) or unit; title, label, notes."""
    caption: str | None = None
    label: str | None = None
    notes: list[str] = []
    while len(rows) > 2 and len(rows[0]) > 1 and rows[0][0] and not any(rows[0][1:]):
        text = rows[0][0]
        if UNIT.match(text):
            notes.append(text)
        elif caption is None and label is None and LABEL.match(text) and _has_head(rows[1:]):
            caption, label = split_label(text)
        else:
            break
        rows = rows[1:]
    return rows, caption, label, tuple(notes)


def _has_head(rows: Sequence[Row]) -> bool:
    """Whether the first of some rows, but for units, has names in more than one cell."""
    head = next((row for row in rows if not UNIT.match(row[0])), ())
    return sum(map(bool, head)) > 1


def _joined(result: list[Element], table: Table, dropped: Dropped) -> bool:
    """Add a table's rows to the one just before if it goes on with it over a page break."""
    at = len(result) - 1
    while at >= 0 and isinstance(line := result[at], Line) and _CONTINUED.match(line.text):
        at -= 1
    before = result[at] if at >= 0 else None
    if not isinstance(before, Table) or len(before.header) != len(table.header):
        return False
    repeated = before.header == table.header
    adjacent = at == len(result) - 1
    if not repeated and adjacent and (before.notes or _begins_another(table)):
        return False
    if repeated:
        dropped.add("重复的表头", "换页时重复印出，表格已接成一个", table.line or 0)
    for element in result[at + 1 :]:
        if isinstance(element, Line):
            dropped.add("续表字样", "表格已接成一个", element.number)
    rows = table.rows if repeated else (table.header, *table.rows)
    result[at:] = [replace(before, rows=before.rows + rows, notes=before.notes + table.notes)]
    return True


def _begins_another(table: Table) -> bool:
    """Whether a table has a title or head of its own."""
    titled = bool(table.label) and not str(table.label).startswith("续")
    return titled or bool(HEAD.match(table.header[0]))


def _with_notes(lines: Sequence[Line], end: int, table: Table) -> tuple[int, Table]:
    """Notes and sources that stand right under a table."""
    notes: list[str] = []
    while end < len(lines) and _is_note(lines[end], notes) and not lines[end].cells:
        notes.append(lines[end].text)
        end += 1
        while (
            end < len(lines)
            and len(notes[-1]) < NOTE_LIMIT
            and _is_cut(lines[end - 1].text)
            and lines[end].gap == 0
            and _goes_on(lines[end])
        ):
            notes[-1] += lines[end].text
            end += 1
    return end, replace(table, notes=(*table.notes, *notes))


def _is_note(line: Line, notes: Sequence[str]) -> bool:
    """Whether a line is a note: it says so, or it goes on with counted ones (注：1.…, then 2.…)."""
    if NOTE.match(line.text):
        return True
    if not notes or line.hashes or (number := number_at(line)) is None:
        return False
    last = number_of(_NOTE_NAME.sub("", notes[-1]))
    return last is not None and number.style is last.style and number.value == last.value + 1


def _is_cut(text: str) -> bool:
    """Whether a line of a note goes on in the next: it is full, or ends at a comma."""
    return not finished(text) and (len(text) >= FULL_LINE or text[-1] in "，、,")


def _goes_on(line: Line) -> bool:
    if line.fresh or line.held or line.hashes or line.cells:
        return False
    return not (number_at(line) or NOTE.match(line.text) or label_of(line.text))
