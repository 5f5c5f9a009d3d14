"""The forms in which a text file holds a table: tab-separated lines, one cell per line (Word's text export), Markdown,
HTML; drawn and spaced columns are in `drawn_tables`, cells on bare lines in `bare_cells`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from html import unescape
from itertools import pairwise

from app.plans.bare_cells import bare_cells
from app.plans.boxes import label_of
from app.plans.cell_kinds import CellKind, kind_of_cell
from app.plans.drawn_tables import drawn, parted, spaced
from app.plans.found import Found, Row, fit, is_table
from app.plans.html_tables import rows_of
from app.plans.model import NumberStyle
from app.plans.normalise import Line, close_up
from app.plans.numbering import number_at
from app.plans.table_words import CAPTION, NOTE

CELL_LIMIT = 200
GROUP_NAME = 20
"""Characters of a group row."""

GROUP_LIMIT = 400  # lines of one table row; a longer run of indented lines is no table
_PIPE_RULE = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?$")
_HTML = re.compile(r"(?:<(?:html|body|center|div)\b[^<>]{0,200}>\s*)*<table\b", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_HTML_END = re.compile(r"</table\s*>(?:\s*</(?:html|body|center|div)>)*", re.IGNORECASE)


def table_at(lines: Sequence[Line], i: int) -> Found | None:
    """The table that begins with line i, whatever its form; None if none does."""
    line = lines[i]
    if _HTML.match(line.text):
        return _html(lines, i)
    if line.text.startswith("|") or _has_rule_below(lines, i):
        return _piped(lines, i)
    if _is_row(line):
        return _tabbed(lines, i)
    if _begins_cell(line):
        return _one_cell_per_line(lines, i)
    return drawn(lines, i) or spaced(lines, i) or parted(lines, i) or bare_cells(lines, i)


def html_parted(lines: Sequence[Line]) -> list[Line]:
    """Lines cut where an HTML table in them begins or ends, so that text beside a table is no part of it."""
    result: list[Line] = []
    for line in lines:
        if line.held or "table" not in line.text.lower():
            result.append(line)
            continue
        ends = [match.end() for match in _HTML_END.finditer(line.text)]
        cuts = sorted({0, len(line.text), *ends, *(match.start() for match in _HTML.finditer(line.text))})
        pieces = [line.text[a:b].strip() for a, b in pairwise(cuts)]
        result.extend(
            replace(line, text=piece, gap=line.gap if k == 0 else 0) for k, piece in enumerate(pieces) if piece
        )
    return result


def _has_rule_below(lines: Sequence[Line], i: int) -> bool:
    """A Markdown table may leave out the outer pipes; then the rule below its head shows it."""
    if i + 1 >= len(lines) or "|" not in lines[i].text or "|" not in lines[i + 1].text:
        return False
    return bool(_PIPE_RULE.match(lines[i + 1].text)) and lines[i + 1].gap == 0


def _is_row(line: Line) -> bool:
    return len(line.cells) > 2 or (len(line.cells) == 2 and bool(line.cells[0]) and bool(line.cells[1]))


def _begins_cell(line: Line) -> bool:
    return len(line.cells) == 2 and not line.cells[0]


def _tabbed(lines: Sequence[Line], i: int) -> Found:
    head = _broken_head(lines, i)
    columns = len(head or lines[i].cells)
    first = end = i + 2 if head else i
    while end < len(lines) and (end == i or _same_table(lines[end], columns) or _is_group(lines, end, columns)):
        end += 1
    rows = [fit(line.cells or (close_up(line.text),), columns) for line in lines[first:end]]
    rows = [head, *rows] if head else rows
    return Found(rows, [], end) if is_table(rows) else Found(None, lines[i:end], end)


def _same_table(line: Line, columns: int) -> bool:
    """Rows may lack cells at their end; after a blank line only a full row goes on."""
    return len(line.cells) == columns or (line.gap == 0 and 1 < len(line.cells) < columns)


def _broken_head(lines: Sequence[Line], i: int) -> Row:
    """The first row, joined where a line end within one of its cells broke it (总投资 / （万元）): then its two parts
    have together the cells of the row below; () if it is whole."""
    if i + 2 >= len(lines) or lines[i + 1].gap or len(lines[i + 1].cells) < 2 or not lines[i + 1].cells[0]:
        return ()
    before, after = lines[i].cells, lines[i + 1].cells
    row = (*before[:-1], before[-1] + after[0], *after[1:])
    return row if len(row) == len(lines[i + 2].cells) > max(len(before), len(after)) else ()


def _is_group(lines: Sequence[Line], i: int, columns: int) -> bool:
    """Whether a line without tabs is a group row (一、规模) whose empty cells conversion cut off: a short one between
    two rows, of which the lower holds values and is no head."""
    line = lines[i]
    if line.cells or line.gap or line.held or line.hashes or columns < 3 or len(line.text) > GROUP_NAME:
        return False
    if re.search("[，。；：:]", line.text) or NOTE.match(line.text) or CAPTION.match(line.text) or label_of(line.text):
        return False
    if i + 1 >= len(lines) or lines[i + 1].gap or len(lines[i + 1].cells) != columns:
        return False
    return any(kind_of_cell(cell) is CellKind.NUMBER for cell in lines[i + 1].cells[1:])


def _html(lines: Sequence[Line], i: int) -> Found:
    end = i + 1
    while not _HTML_END.search(lines[end - 1].text) and end < min(len(lines), i + GROUP_LIMIT):
        end += 1
    text = "".join(line.text for line in lines[i:end])
    rows = rows_of(text)
    if _signs(unescape(_TAG.sub("", text))) != _signs("".join(cell for row in rows for cell in row)):
        rows = []  # text beside the cells
    if len(rows) > 1 and len(rows[0]) > 1:
        return Found(rows, [], end)
    if rows and len(rows[0]) == 1:  # a box drawn as a table of one column
        return Found(None, [replace(lines[i], text=row[0], gap=0 if k else 1) for k, row in enumerate(rows)], end)
    plain = [replace(line, text=unescape(_TAG.sub(" ", line.text)).strip()) for line in lines[i:end]]
    return Found(None, plain, end)


def _signs(text: str) -> Counter[str]:
    return Counter("".join(text.split()))


def _piped(lines: Sequence[Line], i: int) -> Found:
    """A Markdown table, with or without outer pipes; the rule below its head gives no row."""
    outer = lines[i].text.startswith("|")
    end = i
    rows: list[Row] = []
    while end < len(lines) and (lines[end].text.startswith("|") if outer else _goes_on_piped(lines, i, end)):
        text = lines[end].text
        if not _PIPE_RULE.match(text):
            rows.append(tuple(close_up(cell) for cell in re.split(r"(?<!\\)\|", re.sub(r"^\||\|$", "", text.strip()))))
        end += 1
    columns = max((len(row) for row in rows), default=0)
    rows = [fit(row, columns) for row in rows]
    if columns > 1 and len(rows) > 1:
        return Found(rows, [], end)
    plain = [replace(line, text=line.text.strip("| ")) for line in lines[i:end] if not _PIPE_RULE.match(line.text)]
    return Found(None, plain, end)  # a box drawn as a table of one column


def _goes_on_piped(lines: Sequence[Line], i: int, end: int) -> bool:
    return "|" in lines[end].text and (end == i or lines[end].gap == 0)


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
    table = [fit(row, width) for row in rows[head:]]
    return Found(table, before, end) if is_table(table) else Found(None, lines[i:end], end)


def _is_no_cell(line: Line) -> bool:
    """Whether a line without tab is text behind the table rather than a further line of a cell."""
    number = number_at(line)
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
