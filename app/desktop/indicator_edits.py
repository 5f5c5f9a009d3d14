"""What typing, pasting and moving make of a plan's indicators: pure, all or nothing. No widgets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from app.desktop.indicator_rows import COLUMNS
from app.errors import UserError
from app.figures.cells import NONE_MARKS, Cell, read_cell, without_blanks
from app.figures.indicators import indicators_in, name_and_unit
from app.figures.model import Indicator, Nature
from app.plans.model import Table, new_id
from widgets.cell_table_model import CellEdit, Column, PastedBlock

_TITLES = {column.key: column.title for column in COLUMNS}


def new_indicator(period: tuple[int, int] | None, group: str | None = None) -> Indicator:
    """An empty row for a plan of this period: base the year before it, target its last year."""
    years = (period[0] - 1, period[1]) if period else (None, None)
    return Indicator("", group=group, base_year=years[0], target_year=years[1], id=new_id())


def owned(indicators: Sequence[Indicator], plan_id: str) -> tuple[Indicator, ...]:
    """The indicators as those of a plan."""
    return tuple(one if one.plan_id == plan_id else replace(one, plan_id=plan_id) for one in indicators)


def added(
    indicators: Sequence[Indicator], after: str | None, period: tuple[int, int] | None
) -> tuple[tuple[Indicator, ...], Indicator]:
    """The indicators with an empty row behind the row `after` (None: at the end), and that row; it joins the group."""
    at = next((number for number, one in enumerate(indicators) if one.id == after), len(indicators) - 1)
    fresh = new_indicator(period, indicators[at].group if indicators else None)
    return (*indicators[: at + 1], fresh, *indicators[at + 1 :]), fresh


def moved(indicators: Sequence[Indicator], key: str, by: int) -> tuple[Indicator, ...]:
    """The indicators with one row moved so many places; as they were where it would leave the table."""
    rows = list(indicators)
    at = next((number for number, one in enumerate(rows) if one.id == key), None)
    if at is None or not 0 <= at + by < len(rows):
        return tuple(rows)
    rows.insert(at + by, rows.pop(at))
    return tuple(rows)


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
        case "base_value":
            return replace(one, base_value=_typed_number(text, _TITLES[key]).value)
        case "growth_stated":
            cell = _typed_number(text.removeprefix("⚠"), _TITLES[key])
            return replace(one, growth_stated=cell.value, growth_qualifier=cell.qualifier)
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


def _typed_number(text: str, title: str) -> Cell:
    cell = read_cell(text)
    if cell.text is not None:
        raise UserError(f"“{text}”不是数字。", f"“{title}”请填数字，如 85.64；没有就留空。")
    return cell


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
