"""What the indicators page shows of an indicator, cell by cell, and what a typed cell makes of it. No widgets."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from app.errors import UserError
from app.figures.cells import NONE_MARKS, read_cell, without_blanks
from app.figures.growth import Growth, growth, rounded
from app.figures.indicators import indicators_in, name_and_unit
from app.figures.model import Indicator, Nature
from app.figures.peers import peers
from app.plans.model import Table, new_id
from widgets.cell_table import Cell, CellEdit, Column, PastedBlock, Row

NATURES = ("", Nature.EXPECTED.value, Nature.BINDING.value)
COLUMNS = (
    Column("group", "分组", 10, editable=True, hint="指标所属的类别，如“产业规模”"),
    Column("name", "指标名称", 0, editable=True),
    Column("unit", "单位", 8, editable=True, hint="如 亿元、万亿元、家、%"),
    Column("base_year", "基期年", 8, editable=True, numeric=True),
    Column("base_value", "基期值", 11, editable=True, numeric=True),
    Column("target_year", "目标年", 8, editable=True, numeric=True),
    Column("target_value", "目标值", 14, editable=True, numeric=True, hint="数值，可带“左右”“以上”；也可以填文字"),
    Column("nature", "属性", 9, editable=True, choices=NATURES),
    Column("growth", "年均增长（算）", 14, numeric=True, hint="按基期值和目标值计算；单位为%的指标算增减百分点"),
    Column("growth_stated", "年均增速（表中）", 16, editable=True, numeric=True, hint="原表或文稿写明的年均增速，%"),
    Column("base_note", "说明", 16, editable=True),
)
PEER_COLUMNS = (
    Column("plan", "规划", 18),
    Column("name", "该规划的指标名称", 0),
    Column("unit", "单位", 8),
    Column("base", "基期", 16, numeric=True),
    Column("target", "目标", 16, numeric=True),
    Column("growth", "年均增长（算）", 14, numeric=True),
    Column("stated", "年均增速（表中）", 16, numeric=True),
    Column("note", "说明", 28),
    Column("path", "出处", 18),
)
_TITLES = {column.key: column.title for column in COLUMNS}


def new_indicator(period: tuple[int, int] | None, group: str | None = None) -> Indicator:
    """An empty row for a plan of this period: base the year before it, target its last year."""
    years = (period[0] - 1, period[1]) if period else (None, None)
    return Indicator("", group=group, base_year=years[0], target_year=years[1], id=new_id())


def owned(indicators: Sequence[Indicator], plan_id: str) -> tuple[Indicator, ...]:
    """The indicators as those of a plan."""
    return tuple(one if one.plan_id == plan_id else replace(one, plan_id=plan_id) for one in indicators)


def with_keys(indicators: Sequence[Indicator]) -> tuple[Indicator, ...]:
    """Indicators that were read but not stored, each with its number as key, so that a table can show them."""
    return tuple(replace(one, id=f"prose-{number}") for number, one in enumerate(indicators))


def rows_of(indicators: Sequence[Indicator], editable: bool = True) -> tuple[Row, ...]:
    return tuple(Row(one.id, _cells(one), editable) for one in indicators)


def _cells(one: Indicator) -> tuple[Cell, ...]:
    found = growth(one)
    return (
        Cell(one.group or ""),
        Cell(one.name, one.path or ""),
        Cell(one.unit),
        Cell(_year(one.base_year)),
        Cell(_number(one.base_value)),
        Cell(_year(one.target_year)),
        Cell(target_text(one)),
        Cell(one.nature.value if one.nature else ""),
        growth_cell(found),
        _stated_cell(one, found),
        Cell(_note(one)),
    )


def _year(year: int | None) -> str:
    return str(year) if year is not None else ""


def _number(value: Decimal | None) -> str:
    return f"{value:f}" if value is not None else ""


def target_text(one: Indicator) -> str:
    """The target as it is printed: 85左右, 不低于7, [30] for a total over the period, or words."""
    if one.target_value is None:
        return one.target_text or ""
    value, word = _number(one.target_value), one.qualifier
    if not word:
        return value
    if word == "累计":
        return f"[{value}]"
    return f"{value}{word}" if re.fullmatch("左右|以上|以下|以内|之内|上下|余|多", word) else f"{word}{value}"


def _note(one: Indicator) -> str:
    past = "；".join(f"{year}年 {_number(value)}" for year, value in one.history)
    return "；".join(text for text in (one.base_note, past) if text)


def growth_cell(found: Growth | None) -> Cell:
    """A computed growth: 9.5% a year, or +1.4 个百分点."""
    if found is None:
        return Cell("—", tone="faint")
    if found.percent is not None:
        return Cell(f"{rounded(found.percent, 1)}%", found.sentence)
    return Cell(f"{found.points:+f}个百分点" if found.points else "持平", found.sentence)


def _stated_cell(one: Indicator, found: Growth | None) -> Cell:
    """A stated growth; one that the values cannot give carries a sign and the sentence that says why."""
    if one.growth_stated is None:
        return Cell()
    text = f"{_number(one.growth_stated)}%"
    if found is not None and found.stated_agrees is False:
        return Cell(f"⚠ {text}", found.sentence, tone="warning")
    return Cell(text, found.sentence if found else "")


def sentence_of(one: Indicator) -> str:
    """What recomputation says of an indicator, or why it says nothing."""
    found = growth(one)
    if found is not None:
        return found.sentence
    if one.base_value is None or one.target_value is None:
        return "填上基期值和目标值后计算增速。" if not one.target_text else "目标是文字，不计算增速。"
    if one.qualifier == "累计":
        return "目标是五年累计数，不与基期一年的数值相比。"
    if one.base_year is None or one.target_year is None or one.target_year <= one.base_year:
        return "填上基期年和目标年后计算增速，目标年要晚于基期年。"
    return "这是增速类指标，或基期值不大于 0，不计算年均增长。"


# Typing ------------------------------------------------------------------------------------------------------------


def with_cell(one: Indicator, key: str, text: str) -> Indicator:
    """The indicator with what was typed into a cell; raises `UserError` with a sentence where it cannot be."""
    text = "" if without_blanks(text) in NONE_MARKS else text.strip()
    match key:
        case "name":
            return _with_name(one, text)
        case "group" | "base_note":
            return replace(one, **{key: text or None})
        case "unit":
            return replace(one, unit=text)
        case "base_year" | "target_year":
            return _with_year(one, key, text)
        case "base_value" | "growth_stated":
            return replace(one, **{key: _typed_number(text, _TITLES[key])})
        case "target_value":
            return _with_target(one, text)
        case "nature":
            return replace(one, nature=_typed_nature(text))
    raise KeyError(key)


def _with_name(one: Indicator, text: str) -> Indicator:
    """A name; a unit behind it in brackets goes to the unit, if that is empty."""
    if not text:
        raise UserError("指标名称不能为空。", "请填写名称；不要这一行时请删除整行。")
    name, unit = name_and_unit(text)
    return replace(one, name=name, unit=unit) if unit and not one.unit else replace(one, name=text)


def _with_year(one: Indicator, key: str, text: str) -> Indicator:
    digits = text.removesuffix("年").strip()
    if digits and not re.fullmatch(r"(?:19|20)\d\d", digits):
        raise UserError(f"“{text}”不是年份。", f"“{_TITLES[key]}”请填四位年份，如 2025；没有就留空。")
    changed = replace(one, **{key: int(digits) if digits else None})
    if changed.base_year and changed.target_year and changed.target_year <= changed.base_year:
        raise UserError(
            f"目标年 {changed.target_year} 不晚于基期年 {changed.base_year}。", "请先核对两个年份，再填一次。"
        )
    return changed


def _typed_number(text: str, title: str) -> Decimal | None:
    cell = read_cell(text.removeprefix("⚠"))
    if cell.text is not None:
        raise UserError(f"“{text}”不是数字。", f"“{title}”请填数字，如 85.64；没有就留空。")
    return cell.value


def _with_target(one: Indicator, text: str) -> Indicator:
    cell = read_cell(text)
    if cell.value is None:
        return replace(one, target_value=None, target_text=cell.text, qualifier=None)
    unit = one.unit or cell.unit
    return replace(one, target_value=cell.value, target_text=None, qualifier=cell.qualifier, unit=unit)


def _typed_nature(text: str) -> Nature | None:
    if not text:
        return None
    found = next((nature for nature in Nature if text[:2] in nature.value and len(text) >= 2), None)
    if found is None:
        raise UserError(f"“{text}”不是指标属性。", "“属性”请选“预期性”或“约束性”，或留空。")
    return found


# Several cells at once ------------------------------------------------------------------------------------------------


def with_edits(indicators: Sequence[Indicator], edits: Sequence[CellEdit]) -> tuple[Indicator, ...]:
    """The indicators after some edits; the first impossible one raises `UserError`."""
    changed = {one.id: one for one in indicators}
    for edit in edits:
        changed[edit.row] = with_cell(changed[edit.row], edit.column, edit.text)
    return tuple(changed.values())


def pasted(
    indicators: Sequence[Indicator], block: PastedBlock, period: tuple[int, int] | None
) -> tuple[Indicator, ...]:
    """The indicators after pasting: a table with its header is read as one and added behind the last row; other cells
    go where the cursor is, over the present rows and then into new ones. All or nothing: raises `UserError`."""
    if len(block.lines) > 1 and len(block.lines[0]) > 1:
        read = indicators_in(Table(None, block.lines[0], block.lines[1:]), period)
        if read:
            return (*indicators, *(replace(one, id=new_id()) for one in read))
    rows = list(indicators)
    for number, line in enumerate(block.lines, start=block.row):
        if number >= len(rows):
            rows.append(new_indicator(period))
        for column, text in zip(COLUMNS[block.column :], line, strict=False):
            if column.editable and (text.strip() or column.key != "name"):
                rows[number] = _pasted_cell(rows[number], column, text, number)
    return tuple(rows)


def _pasted_cell(one: Indicator, column: Column, text: str, number: int) -> Indicator:
    try:
        return with_cell(one, column.key, text)
    except UserError as error:
        where = f"第 {number + 1} 行“{column.title}”没有粘贴："
        raise UserError(where + error.sentence, error.remedy) from error


# Peers ---------------------------------------------------------------------------------------------------------------


def peer_rows(one: Indicator, others: Sequence[Indicator], names: Mapping[str, str]) -> tuple[Row, ...]:
    """The same indicator in each plan of `names` (id → short name), ours first; a plan without it shows 无."""
    found = {peer.plan_id: peer for peer in peers(one, others)}
    rows: list[Row] = []
    for plan_id, name in names.items():
        peer = found.get(plan_id)
        if plan_id == one.plan_id:
            rows.append(_peer_row(f"▶ {name}", one, (one.base_value, one.target_value), one.unit, None))
        elif peer is None:
            rows.append(
                Row(plan_id, (Cell(name), Cell("无", tone="faint"), *(Cell("") for _column in PEER_COLUMNS[2:])))
            )
        else:
            origin = "取自正文" if not peer.indicator.id else None
            note = "；".join(text for text in (origin, peer.note) if text)
            rows.append(_peer_row(name, peer.indicator, (peer.base, peer.target), peer.unit, note))
    return tuple(rows)


def _peer_row(
    name: str, one: Indicator, values: tuple[Decimal | None, Decimal | None], unit: str, note: str | None
) -> Row:
    base, target = values
    shown = target_text(replace(one, target_value=target))
    found = growth(one)
    return Row(
        one.plan_id,
        (
            Cell(name),
            Cell(one.name),
            Cell(unit),
            Cell(f"{_year(one.base_year)}年 {_number(base)}" if base is not None else "—"),
            Cell(f"{_year(one.target_year)}年 {shown}" if shown else "—", shown),
            growth_cell(found),
            _stated_cell(one, found),
            Cell(note or ""),
            Cell(one.path or ""),
        ),
        editable=False,
    )
