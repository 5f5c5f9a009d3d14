"""The shape of a table that its cells imply: what is merged, how wide each column is, how each is aligned."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.exporting.measure import em_width, longest_word

_NUMBER = re.compile(r"^[约超\[（(<>＜＞≥≤±+-]*\d[\d,，.]*\s*[%％]?.{0,6}$|^[—–-]+$|^/$")
_GROUPING = re.compile("类别|类型|分类|属性|性质|领域|类$|^类|方面|维度")
_LONGEST = 60.0  # characters a column may ask for; longer text wraps
_SHORT = 8.0  # what is no longer should not wrap
_LONGEST_HEAD = 6.0
_LONGEST_WORD = 10.0
_NARROWEST = 2.0
_AIR = 0.1


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell to be written: `across` columns wide, `down` "" or "restart" or "continue" of a cell merged downwards."""

    text: str
    across: int = 1
    down: str = ""


def squared(rows: Sequence[Sequence[str]], columns: int) -> list[tuple[str, ...]]:
    """The rows, each of `columns` cells."""
    return [tuple(row[:columns]) + ("",) * (columns - len(row)) for row in rows]


def is_number(text: str) -> bool:
    """Whether a cell holds a value: a number with a short tail (左右, 万亿元), or the sign for none."""
    return bool(_NUMBER.match(text.strip()))


def value_columns(rows: Sequence[Sequence[str]], columns: int) -> frozenset[int]:
    """The columns most of whose filled cells are numbers."""
    result: set[int] = set()
    for column in range(columns):
        filled = [row[column] for row in rows if row[column]]
        if filled and sum(map(is_number, filled)) * 2 > len(filled):
            result.add(column)
    return frozenset(result)


def is_group_row(row: Sequence[str]) -> bool:
    """A row with text in its first cell only names the group of rows below it."""
    return len(row) > 1 and bool(row[0]) and not any(row[1:])


def merged_header(header: Sequence[str]) -> list[Cell]:
    """The head row: an empty cell belongs to the one on its left."""
    cells: list[Cell] = []
    for text in header:
        if not text and cells:
            cells[-1] = Cell(cells[-1].text, cells[-1].across + 1)
        else:
            cells.append(Cell(text))
    return cells


def merged_rows(header: Sequence[str], rows: Sequence[tuple[str, ...]]) -> list[list[Cell]]:
    """The body rows with their merged cells. Only what cannot change the meaning is merged: group rows, empty cells
    below a group's name, and empty value cells right of a phrase; an empty unit stays an empty cell."""
    values = value_columns(rows, len(header))
    down = _downwards(header, rows, values)
    return [_merged_row(row, index, values, down) for index, row in enumerate(rows)]


def _merged_row(
    row: tuple[str, ...], index: int, values: frozenset[int], down: dict[tuple[int, int], str]
) -> list[Cell]:
    if is_group_row(row):
        return [Cell(row[0], len(row))]
    cells: list[Cell] = []
    for column, text in enumerate(row):
        phrase = cells and cells[-1].text and not is_number(cells[-1].text) and not cells[-1].down
        if not text and phrase and column in values and column - 1 in values:
            cells[-1] = Cell(cells[-1].text, cells[-1].across + 1)
        else:
            cells.append(Cell(text, 1, down.get((index, column), "")))
    return cells


def _downwards(
    header: Sequence[str], rows: Sequence[tuple[str, ...]], values: frozenset[int]
) -> dict[tuple[int, int], str]:
    result: dict[tuple[int, int], str] = {}
    for column, name in enumerate(header):
        if column in values or not (column == 0 or _GROUPING.search(name)):
            continue
        for index, row in enumerate(rows):
            above = index - 1
            mergeable = above >= 0 and not row[column] and any(row) and not is_group_row(rows[above])
            if mergeable and (rows[above][column] or (above, column) in result):
                result.setdefault((above, column), "restart")
                result[index, column] = "continue"
    return result


@dataclass(frozen=True, slots=True)
class _Need:
    """What a column needs, in characters: `least` so that no number is cut, `asked` so that nothing wraps."""

    least: float
    asked: float


def fits(rows: Sequence[Sequence[Cell]], columns: int, total: int, em: int, margin: int) -> bool:
    """Whether no number or Latin word would be cut in a table `total` wide with characters of `em` twips."""
    return sum(need.least * em + margin for need in _needs(rows, columns)) <= total


def column_widths(rows: Sequence[Sequence[Cell]], columns: int, total: int, em: int, margin: int) -> list[int]:
    """Widths in twips that add up to `total`, for the rows with the head first; `em` is the width of a character,
    `margin` what a cell's sides take.

    Each column asks for its longest line (up to a bound). What is left over is shared in proportion. Where room lacks
    short columns keep what they ask for and long ones share the rest by their length, since their text can wrap.
    """
    needs = _needs(rows, columns)
    asked = [need.asked * em + margin for need in needs]
    least = [need.least * em + margin for need in needs]
    if sum(least) >= total:
        share = [width * total / sum(least) for width in least]
    elif sum(asked) > total:
        share = _shared(asked, _SHORT * em + margin, total) or _levelled(asked, least, total)
    else:
        share = [width * total / sum(asked) for width in asked]
    widths = [int(width) for width in share]
    widths[-1] += total - sum(widths)
    return widths


def _needs(rows: Sequence[Sequence[Cell]], columns: int) -> list[_Need]:
    """Cells over several columns find their room by themselves, and a long head may wrap."""
    least, asked = [_NARROWEST] * columns, [_NARROWEST] * columns
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            if cell.across == 1:
                longest = max(map(em_width, cell.text.splitlines()), default=0.0)
                most = _LONGEST_HEAD if number == 0 and longest > _LONGEST_HEAD else _LONGEST
                asked[column] = max(asked[column], min(longest, most))
                least[column] = max(least[column], min(longest_word(cell.text), _LONGEST_WORD))
            column += cell.across
    return [_Need(few + _AIR, max(few, many) + 5 * _AIR) for few, many in zip(least, asked, strict=True)]


def _shared(asked: list[float], short: float, total: int) -> list[float] | None:
    """Short columns as asked; each long one as much as a short one and its part of the rest. None when there is no
    rest to share."""
    base = [min(width, short) for width in asked]
    rest = total - sum(base)
    beyond = [width - narrow for width, narrow in zip(asked, base, strict=True)]
    if rest < 0:
        return None
    return [narrow + rest * more / sum(beyond) for narrow, more in zip(base, beyond, strict=True)]


def _levelled(asked: list[float], least: list[float], total: int) -> list[float]:
    """Cut all columns down to one common bound, found by halving, so that short columns keep what they ask for."""
    low, high = 0.0, max(asked)
    for _ in range(40):
        bound = (low + high) / 2
        if sum(max(lowest, min(width, bound)) for width, lowest in zip(asked, least, strict=True)) > total:
            high = bound
        else:
            low = bound
    return [max(lowest, min(width, low)) for width, lowest in zip(asked, least, strict=True)]


def centred_columns(rows: Sequence[Sequence[str]], columns: int) -> frozenset[int]:
    """Columns whose cells are numbers or short words look best centred; sentences start at the left."""
    values = value_columns(rows, columns)
    return frozenset(
        column
        for column in range(columns)
        if column in values or max((em_width(row[column]) for row in rows if not is_group_row(row)), default=0.0) <= 6
    )
