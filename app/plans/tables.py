"""Tables as text files hold them: tab-separated lines, one cell per line (Word's text export), Markdown, HTML.

A repeated head after a page break is dropped and the parts become one table; a caption above and notes below are
taken along.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from app.plans.boxes import label_of
from app.plans.html_tables import rows_of
from app.plans.model import Box, Figure, NumberStyle, Table
from app.plans.normalise import Dropped, Line, close_up, finished
from app.plans.numbering import number_of

Element = Line | Table | Figure | Box

Row = tuple[str, ...]
CAPTION_LIMIT = 45
CELL_LIMIT = 200
NOTE_LIMIT = 1000
GROUP_LIMIT = 400  # lines of one table row; a longer run of indented lines is no table
_LABEL = re.compile(
    r"(续?表\s?(?:\d{1,2}(?:[-—–.．]\d{1,2})?|[一二三四五六七八九十]{1,3})?)(?:\s*[：:、.．]\s*|\s+|(?<=\d)|(?=[“《]))"
)
_CONTINUED = re.compile(r"[（(]?\s?续\s?(?:上?表|前)[^。]{0,40}$")
_NOTE = re.compile(
    r"(?:注\s?\d?|备\s?注|说\s?明|附\s?注|(?:数据|资料|信息)?来源|计量单位|单\s?位)\s?[：:]|[*＊※]\s?(?=\S)"
)
_UNIT = re.compile(r"[（(]?\s?(?:计量)?单\s?位\s?[：:][^。]{1,20}$")
_PIPE_RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?$")


class Found(NamedTuple):
    """Rows of a table, lines before it in its frame, and where it ends. Without rows, `before` are plain lines."""

    rows: list[Row] | None
    before: Sequence[Line]
    end: int


def gather(lines: Sequence[Line], dropped: Dropped) -> list[Element]:
    """Lines with the tables among them put together, each with caption and notes."""
    result: list[Element] = []
    i = 0
    while i < len(lines):
        held = lines[i].held
        if isinstance(held, (Figure, Box)):
            i += 1
            if isinstance(held, Box) and isinstance(table := held.blocks[0] if len(held.blocks) == 1 else None, Table):
                i, table = _with_notes(lines, i, table)
                held = replace(held, blocks=(_with_caption(result, table, known=True),))
            result.append(held)
            continue
        found = Found([held.header, *held.rows], [], i + 1) if held else _table_at(lines, i)
        if found is None or found.rows is None:
            plain = lines[i : i + 1] if found is None else found.before
            result.extend(line for line in plain if line.text)
            i = i + 1 if found is None else found.end
            continue
        result.extend(found.before)
        table = Table(None, found.rows[0], _without_repeated_head(found.rows, lines[i].number, dropped))
        table = replace(table, line=lines[i].number)
        fresh, apart = lines[i].fresh, lines[i].gap > 0
        i, table = _with_notes(lines, found.end, table)
        if (fresh and not _is_repeated(result, table)) or not _joined(result, table, dropped):
            result.append(_with_caption(result, table, known=fresh and apart))
    return result


def _is_repeated(result: Sequence[Element], table: Table) -> bool:
    """Whether a table repeats the head of the one right before it, or stands behind 续表."""
    last = result[-1] if result else None
    if isinstance(last, Line):
        return bool(_CONTINUED.match(last.text))
    return isinstance(last, Table) and last.header == table.header


def _without_repeated_head(rows: Sequence[Row], line: int, dropped: Dropped) -> tuple[Row, ...]:
    """The rows below the head, without the head where a page break printed it again."""
    body = tuple(row for row in rows[1:] if row != rows[0])
    if len(body) < len(rows) - 1:
        dropped.add("重复的表头", "换页时重复印出，表格已接成一个", line)
    return body


def _table_at(lines: Sequence[Line], i: int) -> Found | None:
    line = lines[i]
    if line.text.startswith("|"):
        return _piped(lines, i)
    if line.text.startswith("<table"):
        return _html(lines, i)
    if _is_row(line):
        return _tabbed(lines, i)
    if _begins_cell(line):
        return _one_cell_per_line(lines, i)
    return None


def _is_row(line: Line) -> bool:
    return len(line.cells) > 2 or (len(line.cells) == 2 and bool(line.cells[0]) and bool(line.cells[1]))


def _begins_cell(line: Line) -> bool:
    return len(line.cells) == 2 and not line.cells[0]


def _tabbed(lines: Sequence[Line], i: int) -> Found:
    columns = len(lines[i].cells)
    end = i
    while end < len(lines) and (end == i or _same_table(lines[end], columns)):
        end += 1
    rows = [_fit(line.cells, columns) for line in lines[i:end]]
    return Found(rows, [], end) if _is_table(rows) else Found(None, lines[i:end], end)


def _same_table(line: Line, columns: int) -> bool:
    """Rows may lack cells at their end; after a blank line only a full row goes on."""
    return len(line.cells) == columns or (line.gap == 0 and 1 < len(line.cells) < columns)


def _fit(cells: Sequence[str], columns: int) -> Row:
    return tuple(cells[:columns]) + ("",) * (columns - len(cells))


def _is_table(rows: Sequence[Row]) -> bool:
    """Two rows at least, and not mostly sentences: those are indented paragraphs."""
    cells = [cell for row in rows for cell in row if cell]
    sentences = sum(1 for cell in cells if len(cell) > 20 and cell[-1] in "。；")
    return len(rows) > 1 and sentences * 2 <= len(cells)


def _html(lines: Sequence[Line], i: int) -> Found:
    end = i + 1
    while "</table>" not in lines[end - 1].text and end < min(len(lines), i + GROUP_LIMIT):
        end += 1
    rows = rows_of("".join(line.text for line in lines[i:end]))
    if rows and len(rows[0]) == 1:  # a box drawn as a table of one column
        return Found(None, [replace(lines[i], text=row[0], gap=0 if k else 1) for k, row in enumerate(rows)], end)
    return Found(rows, [], end) if len(rows) > 1 else Found(None, lines[i:end], end)


def _piped(lines: Sequence[Line], i: int) -> Found:
    end = i
    rows: list[Row] = []
    while end < len(lines) and lines[end].text.startswith("|"):
        text = lines[end].text
        if not _PIPE_RULE.match(text):
            rows.append(tuple(close_up(cell) for cell in re.split(r"(?<!\\)\|", text.strip().strip("|"))))
        end += 1
    columns = max((len(row) for row in rows), default=0)
    rows = [_fit(row, columns) for row in rows]
    if columns > 1 and len(rows) > 1:
        return Found(rows, [], end)
    plain = [replace(line, text=line.text.strip("| ")) for line in lines[i:end] if not _PIPE_RULE.match(line.text)]
    return Found(None, plain, end)  # a box drawn as a table of one column


def _one_cell_per_line(lines: Sequence[Line], i: int) -> Found:
    """Word's text export: a cell begins with a tab, its further lines do not; a blank line ends the row."""
    groups: list[list[Line]] = []
    end = i
    while end < len(lines):
        line = lines[end]
        if not _begins_cell(line) and (end == i or line.gap > 0 or _is_no_cell(line)):
            break
        if end == i or line.gap > 0:
            groups.append([])
        if len(groups[-1]) >= GROUP_LIMIT:
            return Found(None, lines[i:end], end)
        groups[-1].append(line)
        end += 1
    rows = [_cells(group) for group in groups]
    columns = Counter(len(row) for row in rows if len(row) > 1).most_common(1)
    if not columns or columns[0][1] < 2:
        return Found(None, lines[i:end], end)
    head = next(k for k, row in enumerate(rows) if len(row) > 1)
    before = [line for group in groups[:head] for line in group]
    width = max(len(row) for row in rows)
    table = [_fit(row, width) for row in rows[head:]]
    return Found(table, before, end) if _is_table(table) else Found(None, lines[i:end], end)


def _is_no_cell(line: Line) -> bool:
    """Whether a line without tab is text behind the table rather than a further line of a cell."""
    number = number_of(line.text)
    coarse = number is not None and number.style not in {NumberStyle.ARABIC, NumberStyle.ARABIC_BRACKETS}
    return coarse or bool(line.hashes) or len(line.text) > CELL_LIMIT or label_of(line.text) is not None


def _cells(group: Sequence[Line]) -> Row:
    cells: list[str] = []
    for line in group:
        if _begins_cell(line):
            cells.append(line.cells[1])
        else:
            cells[-1] += close_up(line.text)
    return tuple(cells)


def _joined(result: list[Element], table: Table, dropped: Dropped) -> bool:
    """Add a table's rows to the one just before if it goes on with it over a page break."""
    at = len(result) - 1
    while at >= 0 and isinstance(line := result[at], Line) and _CONTINUED.match(line.text):
        at -= 1
    before = result[at] if at >= 0 else None
    if not isinstance(before, Table) or len(before.header) != len(table.header):
        return False
    repeated = before.header == table.header
    if not repeated and at == len(result) - 1 and before.notes:
        return False
    if repeated:
        dropped.add("重复的表头", "换页时重复印出，表格已接成一个", table.line or 0)
    for element in result[at + 1 :]:
        if isinstance(element, Line):
            dropped.add("续表字样", "表格已接成一个", element.number)
    rows = table.rows if repeated else (table.header, *table.rows)
    result[at:] = [replace(before, rows=before.rows + rows, notes=before.notes + table.notes)]
    return True


def _with_notes(lines: Sequence[Line], end: int, table: Table) -> tuple[int, Table]:
    """Notes and sources that stand right under a table."""
    notes: list[str] = []
    while end < len(lines) and _NOTE.match(lines[end].text) and not lines[end].cells:
        notes.append(lines[end].text)
        end += 1
        while (
            end < len(lines)
            and len(notes[-1]) < NOTE_LIMIT
            and not finished(notes[-1])
            and lines[end].gap == 0
            and _goes_on(lines[end])
        ):
            notes[-1] += lines[end].text
            end += 1
    return end, replace(table, notes=tuple(notes))


def _goes_on(line: Line) -> bool:
    if line.fresh or line.held or line.hashes or line.cells:
        return False
    return not (number_of(line.text) or _NOTE.match(line.text) or label_of(line.text))


def _with_caption(result: list[Element], table: Table, known: bool = False) -> Table:
    """A table with the caption (and unit line) above it, which leave the running text; with `known`, only a line that
    is a caption by its label or its style."""
    unit: tuple[str, ...] = ()
    if result and isinstance(line := result[-1], Line) and _UNIT.match(line.text):
        unit = (line.text,)
        result.pop()
    caption, label = _title_row(table)
    if caption is not None:
        table = replace(table, header=table.rows[0], rows=table.rows[1:])
    elif result and isinstance(line := result[-1], Line) and (found := _caption(line, known)):
        caption, label = found
        result.pop()
    if not unit and result and caption and isinstance(line := result[-1], Line) and _UNIT.match(line.text):
        unit = (line.text,)
        result.pop()
    return replace(table, caption=caption, label=label, notes=unit + table.notes)


def _title_row(table: Table) -> tuple[str | None, str | None]:
    """A first row whose only text is 表N … is the caption, drawn into the frame."""
    first = table.header[0]
    if any(table.header[1:]) or len(table.rows) < 2 or sum(map(bool, table.rows[0])) < 2 or not first:
        return None, None
    return _split_label(first) if _LABEL.match(first) else (None, None)


def _caption(line: Line, known: bool = False) -> tuple[str | None, str | None] | None:
    """Caption and label of a line above a table, or None: 表 with or without number, else (unless `known`) a short line
    that is no heading and ends as no sentence does."""
    text = line.text
    if line.caption:
        return _split_label(text)
    if len(text) > CAPTION_LIMIT or finished(text) or text[-1] in "，,、" or label_of(text):
        return None
    if _LABEL.match(text):
        return _split_label(text)
    if known or number_of(text) or text.startswith("—") or line.hashes > 3:
        return None
    return close_up(text), None


def _split_label(text: str) -> tuple[str | None, str | None]:
    match = _LABEL.match(text)
    if match is None:
        return close_up(text), None
    return close_up(text[match.end() :]) or None, close_up(match.group(1)).replace(" ", "")
