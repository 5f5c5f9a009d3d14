"""What the columns of an indicator table hold, told by its header and, where the header is vague, by its cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from app.figures.cells import read_cell, without_blanks
from app.figures.quantity import years
from app.plans.model import Table

_SERIAL = re.compile("序号|编号|No.?", re.IGNORECASE)
_GROWTH = re.compile("年均|年增|增速|增长率|增长[（(]?%|^增长$")
_GROWING = re.compile("增|提高")
_TOTAL = re.compile("累计|[比较].*(?:增长|增加|提高)")
_NATURE_HEAD, _NATURE = re.compile("属性|性质|类型"), re.compile("预期性|约束性")
_UNIT = re.compile("^(?:计量)?单位$")
_GROUP = re.compile("类别|类型|分类|领域|维度|方面|^分组|一级指标")
_NAME = re.compile("指标|名称|项目|内容|目标名|任务")
_WHAT_IS_DONE = re.compile("内容|规模|地点")
_SPENT = re.compile("投资|新增|新建|建设")
_YEARS = re.compile("年份?|年度|时间")
_NOTE = re.compile("备注|说明|来源|责任|部门|牵头|口径")
_BASE = re.compile("基期|基数|基准|基础值|现状|现值|实际|初期")
_TARGET = re.compile("目标|规划|预期值|预计|期末")
_FIVE = re.compile("“?十([一二三四五六七八九])五”?")
_BARE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_IN_BRACKETS = re.compile("[（(](.{1,8})[）)]$")


@dataclass(frozen=True, slots=True)
class Columns:
    """Column numbers by what they hold; `years` are (column, year) pairs in order of years. A column of 年均/累计 that
    says no word of growth is a `growth` column too; `growing` tells the one from the other."""

    name: int
    years: tuple[tuple[int, int], ...]
    groups: tuple[int, ...] = ()
    serial: int | None = None
    unit: int | None = None
    nature: int | None = None
    growth: int | None = None
    growing: bool = True


def five_year_period(text: str) -> tuple[int, int] | None:
    """The period that “十四五” and its like name: the Nth plan ends in 1955 + 5 N (the 13th in 2020)."""
    match = _FIVE.search(text)
    if not match:
        return None
    end = 1955 + 5 * (10 + "一二三四五六七八九".index(match[1]) + 1)
    return end - 4, end


def year_of(head: str, period: tuple[int, int] | None) -> int | None:
    """The year that a column head names (2020年（实际）, 2025 目标, “十三五”末, 基期, 目标值), or None: what is spent
    or built over five years (“十四五”投资) is the figure of no year."""
    if _NOTE.search(head) or _TOTAL.search(head):
        return None
    named = years(head)
    if named:
        return named[-1].year
    bare = _BARE_YEAR.findall(head)
    if bare:
        return int(bare[-1])
    five = five_year_period(head)
    if five:
        return None if _SPENT.search(head) else five[1]
    if period and _BASE.search(head):
        return period[0] - 1
    return period[1] if period and _TARGET.search(head) and not _NAME.search(head) else None


def unit_of_head(head: str) -> str:
    """A unit in the brackets of a column head (2025年（亿元）), else ""."""
    match = _IN_BRACKETS.search(without_blanks(head))
    return match[1] if match and not re.search("实际|目标|预期|预计|规划|基期|年|末|值", match[1]) else ""


def upright(table: Table) -> Table:
    """The table with its years in the head: one with a year a row (年份 | 存款余额 | …) is turned over."""
    if len(table.header) < 2 or not _YEARS.fullmatch(without_blanks(table.header[0])):
        return table
    named = [without_blanks(row[0]) for row in table.rows]
    if not named or not all(re.fullmatch(r"(?:19|20)\d\d年?末?", year) for year in named):
        return table
    columns = list(zip(*(tuple(row) for row in (table.header, *table.rows)), strict=True))
    return replace(table, header=("指标", *named), rows=tuple(columns[1:]))


def whole_header(table: Table) -> Table:
    """The table with a head of one row: a title row before it goes, a second head row joins the first."""
    header, rows = table.header, table.rows
    if rows and sum(1 for cell in header if cell.strip()) == 1 and len(header) > 1:
        header, rows = rows[0], rows[1:]
    if rows and _is_second_head(header, rows[0]):
        spread: list[str] = []
        above = ""
        for upper, lower in zip(header, rows[0], strict=False):
            above = upper or (above if lower else "")
            spread.append(above if lower in above else f"{above}{lower}")
        header, rows = tuple(spread), rows[1:]
    return replace(table, header=header, rows=tuple(row for row in rows if row != header))


def _is_second_head(header: Sequence[str], row: Sequence[str]) -> bool:
    """A second head row names years or 实际/目标 below a head that spans columns, and holds no value."""
    spans = any(not cell.strip() or cell == before for before, cell in pairwise(("", *header)))
    named = [cell for cell, above in zip(row, header, strict=False) if cell.strip() and cell != above]
    words = all(
        _BASE.search(cell) or _TARGET.search(cell) or _GROWTH.search(cell) or _names_year(cell) for cell in named
    )
    return spans and bool(named) and words


def _names_year(cell: str) -> bool:
    """Whether a cell names a year; a year alone (2026) is one only as the whole cell."""
    return bool(years(cell)) or _BARE_YEAR.fullmatch(cell.strip()) is not None


def columns_of(table: Table, period: tuple[int, int] | None) -> Columns | None:
    """The columns of an indicator table, or None where the table is none: it needs a name column and a year."""
    heads = [without_blanks(head) for head in table.header]
    columns = [[row[i] if i < len(row) else "" for row in table.rows] for i in range(len(heads))]
    taken: dict[str, int] = {}
    found_years: list[tuple[int, int]] = []
    groups: list[int] = []
    names: list[int] = []
    for i, head in enumerate(heads):
        kind = _kind(head, columns[i], period)
        year = year_of(head, period) if kind == "value" else None
        if year is not None:
            found_years.append((i, year))
        elif kind == "group":
            groups.append(i)
        elif kind == "name":
            names.append(i)
        elif kind != "value" and five_year_period(head) in (None, period):
            taken.setdefault(kind, i)
    names = [i for i in names if not _WHAT_IS_DONE.search(heads[i])] or names
    if not names:
        free = [i for i, head in enumerate(heads) if i not in taken.values() and not year_of(head, period)]
        names = [i for i in free[:1] if read_cell(heads[i]).value is None and not _NOTE.search(heads[i])]
    if not names or not found_years or not _has_number(columns, found_years):
        return None
    groups += names[:-1]
    found_years = sorted({year: (i, year) for i, year in found_years}.values(), key=lambda pair: pair[1])
    growing = "growth" not in taken or _GROWING.search(heads[taken["growth"]]) is not None
    return Columns(names[-1], tuple(found_years), tuple(sorted(groups)), growing=growing, **taken)


def _kind(head: str, cells: Sequence[str], period: tuple[int, int] | None) -> str:
    """serial, growth, nature, unit, group, name or value (a year, or a column that is not taken)."""
    if _SERIAL.fullmatch(head):
        return "serial"
    if _GROWTH.search(head) and ("年均" in head or not _TOTAL.search(head)) and "指标" not in head:
        return "growth"
    if any(_NATURE.search(cell) for cell in cells) and (_NATURE_HEAD.search(head) or not head):
        return "nature"
    if _UNIT.fullmatch(head):
        return "unit"
    if year_of(head, period) is None:
        if _GROUP.search(head):
            return "group"
        if _NAME.search(head) and not _NOTE.search(head):
            return "name"
    return "value"


def _has_number(columns: Sequence[Sequence[str]], found: Sequence[tuple[int, int]]) -> bool:
    return any(read_cell(cell).value is not None for i, _year in found for cell in columns[i])
