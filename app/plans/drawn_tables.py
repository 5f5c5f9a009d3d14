"""Tables that a text file draws with lines (│ ｜ ┼ +--+) or sets in columns by blanks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.plans.cell_kinds import is_number, is_year
from app.plans.found import Found, Row, fit, is_table
from app.plans.normalise import Line, close_up
from app.plans.numbering import number_at
from app.plans.table_heads import joined_head
from app.plans.table_words import CAPTION, HEAD

_GROWTH = re.compile("年均|增速|增长|累计")
LONGEST = 2000  # lines of one drawn table
_BAR = "│┃｜┆┇┊┋║|"
_RULE = re.compile(r"[\s─━═┄┅┈┉╌╍┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝╭╮╯╰┍┑┕┙┎┒┖┚┝┥┠┨┯┷┰┸┿╂+|│┃║\-=－＋]{3,}$")
_DRAWN = re.compile(r"[─━═┬┼┴┳╋┻┌└├┏┗┣╔╚╠]|\+[-=]{2,}")


def drawn(lines: Sequence[Line], i: int) -> Found | None:
    """The table that lines of bars and rules draw from line i on, or None.

    Where rules part more than the head from the rest, every rule ends a row, and the lines between two are one row.
    """
    end = i
    blocks: list[list[list[str]]] = [[]]
    while end < min(len(lines), i + LONGEST) and (end == i or lines[end].gap == 0):
        text = lines[end].text
        if _is_rule(text):
            blocks.append([])
        elif (cells := _barred(text)) and not lines[end].held:
            blocks[-1].append(cells)
        else:
            break
        end += 1
    ruled = len(blocks) > 1
    blocks = [block for block in blocks if block]
    rows = [_merged(block) for block in blocks] if len(blocks) > 2 else [row for block in blocks for row in block]
    width = max(map(len, rows), default=0)
    table = [fit(row, width) for row in rows]
    certain = ruled or lines[i].text[0] in _BAR or (len(rows) > 2 and len(set(map(len, rows))) == 1)
    if certain and width > 1 and is_table(table):
        return Found(table, [], end)
    return Found(None, lines[i:end], end) if end > i + 1 else None


def _is_rule(text: str) -> bool:
    return bool(_RULE.match(text) and _DRAWN.search(text))


def _barred(text: str) -> list[str]:
    """The cells of a line with bars between them, [] for any other."""
    if not any(bar in text for bar in _BAR):
        return []
    return [
        close_up(cell) for cell in re.split(f"[{re.escape(_BAR)}]", re.sub(f"^[{_BAR}]|[{_BAR}]$", "", text.strip()))
    ]


def _merged(block: Sequence[Sequence[str]]) -> list[str]:
    """The lines of one drawn row as its cells."""
    width = max(map(len, block))
    return [close_up("".join(line[c] for line in block if c < len(line))) for c in range(width)]


def spaced(lines: Sequence[Line], i: int) -> Found | None:
    """The table that wide blanks set in columns from line i on, or None.

    Three lines at least with as many parts, and a column of numbers: names on one line and spaced titles are no table.
    Years on a line of their own above the head stand over its last columns.
    """
    first = i
    above = lines[i].wide if _is_upper_head(lines, i) else ()
    i += bool(above)
    columns = len(lines[i].wide)
    if columns < 2 or not _is_spaced(lines[i], columns) or number_at(lines[i]) or CAPTION.match(lines[i].text):
        return None
    end = i + 1
    while end < len(lines) and lines[end].gap == 0 and _is_spaced(lines[end], columns):
        end += 1
    if end < i + 3:
        return None
    rows: list[Row] = [tuple(close_up(cell) for cell in line.wide) for line in lines[i:end]]
    if above:
        rows[0] = joined_head([("",) * (columns - len(above)) + tuple(map(close_up, above)), rows[0]])
    numbers = any(_is_numeric([row[c] for row in rows[1:]]) for c in range(columns))
    head_is_words = not any(is_number(cell) for cell in rows[0])
    found = numbers and head_is_words and is_table(rows)
    return Found(rows, [], end) if found else Found(None, lines[first:end], end)


def _is_upper_head(lines: Sequence[Line], i: int) -> bool:
    """Whether a line holds nothing but years and growth, and the one below has more columns."""
    parts = lines[i].wide
    if len(parts) < 2 or i + 1 == len(lines) or lines[i + 1].gap or not _is_spaced(lines[i], len(parts)):
        return False
    names = all(is_year(part) or _GROWTH.search(part) for part in parts)
    return names and is_year(parts[0]) and len(lines[i + 1].wide) > len(parts)


def parted(lines: Sequence[Line], i: int) -> Found | None:
    """The table whose cells single blanks part, as text copied from a PDF has it, or None.

    Only below a head (序号 指标 2020年 2025年) and only as long as every line has as many parts; two rows at least and
    a column of numbers. Blank lines may part the rows if they part them all.
    """
    head = lines[i].parts
    if not head or not HEAD.match(head[0]) or any(is_number(cell) for cell in head):
        return None
    end = i + 1
    while end < len(lines) and len(lines[end].parts) == len(head) and lines[end].gap == lines[i + 1].gap <= 1:
        end += 1
    rows: list[Row] = [tuple(map(close_up, line.parts)) for line in lines[i:end]]
    values = len(rows) > 2 and any(_is_numeric([row[c] for row in rows[1:]]) for c in range(1, len(head)))
    return Found(rows, [], end) if values and is_table(rows) else None


def _is_spaced(line: Line, columns: int) -> bool:
    plain = not (line.cells or line.held or line.hashes)
    return plain and len(line.wide) == columns and len(line.text) <= 200


def _is_numeric(column: Sequence[str]) -> bool:
    values = sum(is_number(cell) or is_year(cell) for cell in column)
    return values * 2 > len(column)
