"""A table whose cells were pasted one on a line, without tab or rule: its columns are told by what the cells hold.

Only where something announces a table (表3 …, a 专栏, a unit line, or a head that begins with 指标, 序号 and the like),
and only where every row repeats the pattern of the first: words, unit, number, number, nature. What cannot be told
stays as lines, and `tables.doubts` says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.plans.boxes import label_of
from app.plans.cell_kinds import CellKind, is_quality, kind_of_cell
from app.plans.found import Found, Row, fit
from app.plans.normalise import Line, close_up, finished
from app.plans.table_words import CAPTION, HEAD, NOTE

MOST_COLUMNS = 12
MOST_CELLS = 2000
FIRST_LOOK = 5 * MOST_COLUMNS  # lines that must show a table before all of it is read
LONGEST_CELL = 60
_IN_BRACKETS = re.compile(r"[（(][^（）()]{0,12}[一-鿿%％‰][^（）()]{0,12}[）)]$|[〔\[［][一-鿿]{2,8}[〕\]］]$")
_GROUP = re.compile(r"(?:[一二三四五六七八九十]{1,2}[、.]|[（(][一二三四五六七八九十]{1,2}[）)])")
_ANCHORS = {CellKind.NUMBER, CellKind.UNIT, CellKind.NATURE}
_VALUES = {CellKind.NUMBER, CellKind.WORDS, CellKind.DASH}
Pattern = tuple[CellKind, ...]


@dataclass(frozen=True, slots=True)
class _Rows:
    rows: list[Row]
    cells: int  # so many cells they took


def bare_cells(lines: Sequence[Line], i: int) -> Found | None:
    """The table whose cells stand on the lines from i on, or None."""
    if not _is_announced(lines, i):
        return None
    if _best(_groups(lines[i : i + FIRST_LOOK])) is None:
        return None
    groups = _groups(lines[i : i + MOST_CELLS])
    best = _best(groups)
    return best and Found(best.rows, [], i + sum(len(group) for group in groups[: best.cells]))


def _best(groups: Sequence[Sequence[Line]]) -> _Rows | None:
    """The number of columns that explains the most cells."""
    texts = [close_up("".join(line.text for line in group)) for group in groups]
    best: _Rows | None = None
    for columns in range(2, min(MOST_COLUMNS, len(texts) // 3) + 1):
        found = _rows(texts, columns)
        if found and (best is None or found.cells > best.cells):
            best = found
    return best


def is_cell(line: Line) -> bool:
    """Whether a line could be one cell: short, no sentence, nothing that marks another element."""
    text = line.text
    if not text or line.cells or line.held or line.hashes or line.picture or len(text) > LONGEST_CELL:
        return False
    if text[-1] in "。；：:;" and len(text) > 12:
        return False
    return not (CAPTION.match(text) or NOTE.match(text) or label_of(text))


def _is_announced(lines: Sequence[Line], i: int) -> bool:
    near = [kind_of_cell(line.text) for line in lines[i : i + 2 * MOST_COLUMNS]]
    if near[0] is not CellKind.WORDS or near[1:2] == [CellKind.NUMBER] or _ANCHORS.isdisjoint(near):
        return False
    if not is_cell(lines[i]):
        return False
    if HEAD.match(close_up(lines[i].text)):
        return True
    above = lines[i - 1].text if i else ""
    return bool(above) and not finished(above) and bool(CAPTION.match(above) or NOTE.match(above))


def _groups(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of each cell; what stands in brackets alone (亿元, 〔累计〕) goes on with the cell before."""
    groups: list[list[Line]] = []
    for line in lines:
        if not is_cell(line):
            break
        if groups and _IN_BRACKETS.match(line.text) and line.gap == 0:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _rows(texts: Sequence[str], columns: int) -> _Rows | None:
    """Head and rows, if so many columns explain two rows at least."""
    kinds = [kind_of_cell(text) for text in texts]
    if any(kind in {CellKind.NUMBER, CellKind.NATURE, CellKind.DASH} for kind in kinds[:columns]):
        return None
    start = columns
    first = start + (1 if start < len(texts) and _GROUP.match(texts[start]) else 0)
    pattern = tuple(kinds[first : first + columns])
    if len(pattern) < columns or not _ANCHORS & set(pattern) or CellKind.WORDS not in pattern:
        return None
    rows: list[Row] = [tuple(texts[:columns])]
    at = start
    full = 0
    while length := _next_row(texts, kinds, at, pattern):
        cells = texts[at : at + length]
        rows.append(fit(("", *cells) if 1 < length < columns else cells, columns))
        full += length > 1
        at += length
    return _Rows(rows, at) if full > 1 and at > start else None


def _next_row(texts: Sequence[str], kinds: Sequence[CellKind], at: int, pattern: Pattern) -> int:
    """How many cells the next row takes: all columns, all but a group column merged from above, or a group's one."""
    if at >= len(texts):
        return 0
    if _matches(texts, kinds, at, pattern):
        return len(pattern)
    merged = pattern[1:]
    if len(pattern) > 3 and pattern[:2] == (CellKind.WORDS, CellKind.WORDS) and _matches(texts, kinds, at, merged):
        return len(merged)
    group = kinds[at] is CellKind.WORDS and _matches(texts, kinds, at + 1, pattern)
    return 1 if group else 0


def _matches(texts: Sequence[str], kinds: Sequence[CellKind], at: int, pattern: Pattern) -> bool:
    """Whether the cells from `at` on are a row of this pattern; a number may be given in words (完善), in any where the
    nature (预期性) stands in its place and so shows where the row ends."""
    given = kinds[at : at + len(pattern)]
    if len(given) < len(pattern):
        return False
    pinned = any(kind is expected is CellKind.NATURE for kind, expected in zip(given, pattern, strict=True))
    firm = 0
    for text, kind, expected in zip(texts[at:], given, pattern, strict=False):
        if kind is expected:
            firm += kind in _ANCHORS
        elif not _stands_for(text, kind, expected) and not (pinned and {kind, expected} <= _VALUES):
            return False
    return firm > 0


def _stands_for(text: str, kind: CellKind, expected: CellKind) -> bool:
    if expected is CellKind.WORDS:
        return kind is CellKind.DASH
    if kind is CellKind.DASH:
        return True
    if expected is CellKind.DASH:
        return kind is CellKind.NUMBER or is_quality(text)
    return expected is CellKind.NUMBER and kind is CellKind.WORDS and is_quality(text)
