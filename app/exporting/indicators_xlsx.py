"""The indicator tables of plans as a working .xlsx: real numbers, growth as a live formula, ready to print."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from math import ceil
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.child import INVALID_TITLE_REGEX
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from app.errors import UserError
from app.exporting.atomic import replacing
from app.figures.growth import measure
from app.figures.model import Indicator
from app.plans.model import PlanSummary
from app.progress import Progress, silent

HEADER_ROW = 3
_NUMBER_WIDTH, _WIDEST = 6, 30  # of columns, in half-width characters
TARGET_COLUMNS = (
    "序号", "分组", "指标名称", "单位", "基期年", "基期值", "目标年", "目标值", "限定", "年均增长（算）",
    "增减（百分点）", "年均增长（表中）", "属性", "说明", "出处",
)  # fmt: skip
_BASE_YEAR, _BASE, _TARGET_YEAR, _TARGET = "E", "F", "G", "H"
_FURTHER = TARGET_COLUMNS.index("限定") + 1
_LINE = Side(style="thin", color="808080")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEAD_FILL = PatternFill("solid", fgColor="E8EDF3")
_PERCENT, _POINTS, _YEAR = "0.00%", "+0.00;-0.00;0.00", "0"


def write(plans: Sequence[tuple[PlanSummary, Sequence[Indicator]]], path: Path, progress: Progress = silent) -> None:
    """Write a sheet for each indicator table of each plan; raises `UserError` where the file cannot be written or
    there is nothing to write, and leaves no file when cancelled."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for done, (plan, indicators) in enumerate(plans):
        progress(f"写出指标：{plan.title}", done / len(plans))
        for table in _by_table(indicators):
            _write_table(book, plan, table)
    if not book.worksheets:
        raise UserError("所选规划里没有指标，没有写出文件。", "请先在“指标”页填写指标，或选择含指标表的规划。")
    book.properties.creator, book.properties.title = "规划台", "主要指标"
    if book.calculation:
        book.calculation.fullCalcOnLoad = True
    progress("保存文件", 0.95)
    with replacing(path) as temporary:
        book.save(temporary)
    progress("指标已写出", 1.0)


def _by_table(indicators: Sequence[Indicator]) -> list[list[Indicator]]:
    """The indicators of each table (same place, same kind), tables in order of their first row; a row that stands in
    no text yet joins the first table of its kind."""
    tables: dict[tuple[str | None, bool], list[Indicator]] = {}
    for indicator in indicators:
        past = _is_history(indicator)
        first = next((path for path, kind in tables if kind == past), None)
        tables.setdefault((indicator.path or first, past), []).append(indicator)
    return list(tables.values())


def _is_history(indicator: Indicator) -> bool:
    return indicator.target_year is None and bool(indicator.history)


def _write_table(book: Workbook, plan: PlanSummary, table: Sequence[Indicator]) -> None:
    past = _is_history(table[0])
    sheet = book.create_sheet(sheet_name(f"{plan.region or plan.title}{'历年' if past else ''}", book.sheetnames))
    years = sorted({year for row in table for year, _value in row.history})
    header = _history_columns(years) if past else _target_columns(years)
    rows = [_history_row(row, years) if past else _target_row(row, years) for row in table]
    _text(_cell(sheet, 1, 1), f"{plan.title}{'历年指标' if past else '主要指标'}").font = Font("黑体", size=16)
    about = "各年数值按原表。" if past else "“年均增长（算）”按基期值和目标值用公式计算；单位为%的指标计算增减百分点。"
    _text(_cell(sheet, 2, 1), about).font = Font("宋体", size=9, color="595959")
    for column, head in enumerate(header, start=1):
        _head(_cell(sheet, HEADER_ROW, column), head)
    for number, values in enumerate(rows, start=1):
        _write_row(sheet, HEADER_ROW + number, [number, *values])
    _lay_out(sheet, header, rows)


def _history_columns(years: Sequence[int]) -> list[str]:
    return ["序号", "分组", "指标名称", "单位", *(f"{year}年" for year in years), "出处"]


def _target_columns(years: Sequence[int]) -> list[str]:
    """The columns with those of further years (of the way to the target, say) behind the target."""
    return [*TARGET_COLUMNS[:_FURTHER], *(f"{year}年" for year in years), *TARGET_COLUMNS[_FURTHER:]]


def _further(row: Indicator, years: Sequence[int]) -> list[Decimal | None]:
    values = dict(row.history)
    return [values.get(year) for year in years]


def _history_row(row: Indicator, years: Sequence[int]) -> list[Any]:
    return [row.group, row.name, row.unit, *_further(row, years), row.path]


def _target_row(row: Indicator, years: Sequence[int]) -> list[Any]:
    """The cells of a row from 分组 on; formulas are marked by `_Formula` and filled with the row's number."""
    growth = _Formula(_GROWTH, _PERCENT) if measure(row) == "percent" else None
    change = _Formula(_CHANGE, _POINTS) if measure(row) == "points" else None
    stated = row.growth_stated / 100 if row.growth_stated is not None else None
    return [
        row.group,
        row.name,
        row.unit,
        row.base_year,
        row.base_value,
        row.target_year,
        row.target_value if row.target_value is not None else row.target_text,
        row.qualifier,
        *_further(row, years),
        growth,
        change,
        _Number(stated, _stated_format(row.growth_stated)) if stated is not None else None,
        row.nature.value if row.nature else None,
        row.base_note,
        row.path,
    ]


class _Formula:
    """A formula with {row} for its row's number, and the format of its result."""

    def __init__(self, text: str, number_format: str) -> None:
        self.text, self.number_format = text, number_format


class _Number:
    """A number and its format."""

    def __init__(self, value: Decimal, number_format: str) -> None:
        self.value, self.number_format = value, number_format


_BOTH = f"ISNUMBER({_BASE}{{row}}),ISNUMBER({_TARGET}{{row}})"
_GROWTH = (
    f"=IF(AND({_BOTH}),IF(AND({_BASE}{{row}}>0,{_TARGET}{{row}}>0,{_TARGET_YEAR}{{row}}>{_BASE_YEAR}{{row}}),"
    f'({_TARGET}{{row}}/{_BASE}{{row}})^(1/({_TARGET_YEAR}{{row}}-{_BASE_YEAR}{{row}}))-1,""),"")'
)
_CHANGE = f'=IF(AND({_BOTH}),{_TARGET}{{row}}-{_BASE}{{row}},"")'


def _write_row(sheet: Worksheet, number: int, values: Sequence[Any]) -> None:
    for column, value in enumerate(values, start=1):
        cell = _cell(sheet, number, column)
        if isinstance(value, _Formula):
            cell.value, cell.number_format = value.text.format(row=number), value.number_format
        elif isinstance(value, _Number):
            cell.value, cell.number_format = value.value, value.number_format
        elif isinstance(value, Decimal):
            cell.value, cell.number_format = value, number_format(value)
        elif isinstance(value, int):
            cell.value, cell.number_format = value, _YEAR
        elif value:
            _text(cell, value)
        cell.font, cell.border = Font("宋体", size=11), _BORDER
        side = _side(value)
        cell.alignment = Alignment(side, "center", wrap_text=True, indent=0 if side == "center" else 1)


def _side(value: Any) -> str:
    """Counts and years stand in the middle, texts to the left, values to the right."""
    if isinstance(value, str):
        return "left"
    return "center" if isinstance(value, int) else "right"


def number_format(value: Decimal) -> str:
    """The number format that shows a value with its printed decimals: 68.80 → 0.00."""
    exponent = value.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return "0." + "0" * places if places else "0"


def _stated_format(stated: Decimal | None) -> str:
    return f"{number_format(stated)}%" if stated is not None else _PERCENT


def _cell(sheet: Worksheet, row: int, column: int) -> Cell:
    cell = sheet.cell(row, column)
    if not isinstance(cell, Cell):  # no sheet here has merged cells
        raise TypeError(f"{cell.coordinate} is merged")
    return cell


def _text(cell: Cell, text: str) -> Cell:
    """Put a text into a cell so that no program takes it for a formula (= + - @), without control characters."""
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
    cell.data_type = "s"
    if text[:1] in "=+-@\t\r":
        cell.quotePrefix = True
    return cell


def _head(cell: Cell, text: str) -> None:
    _text(cell, text.replace("（", "\n（"))
    cell.font, cell.fill, cell.border = Font("黑体", size=11), _HEAD_FILL, _BORDER
    cell.alignment = Alignment("center", "center", wrap_text=True)


def sheet_name(wanted: str, taken: Sequence[str]) -> str:
    """A legal sheet name (31 characters, none of []:*?/\\, no apostrophe at an end) that no other sheet has."""
    legal = re.sub(INVALID_TITLE_REGEX, "", ILLEGAL_CHARACTERS_RE.sub("", wanted)).strip().strip("'") or "指标"
    others = {name.casefold() for name in taken} | {"history"}
    name, number = legal[:31], 1
    while name.casefold() in others:
        number += 1
        name = f"{legal[: 31 - len(str(number)) - 2]}（{number}）"
    return name


def _lay_out(sheet: Worksheet, header: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Widths for Chinese text, frozen header, and print set-up: A4 across, one page wide, head rows repeated."""
    widths = [_column_width(head, [row[column - 1] for row in rows]) for column, head in enumerate(header[1:], 1)]
    for column, width in enumerate([_NUMBER_WIDTH, *widths], start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    for number, row in enumerate(rows, start=HEADER_ROW + 1):
        lines = max(ceil(_width(_shown(value)) / (width - 2)) for value, width in zip(row, widths, strict=True))
        sheet.row_dimensions[number].height = 7 + 15 * max(lines, 1)
    sheet.row_dimensions[1].height, sheet.row_dimensions[HEADER_ROW].height = 30, 36
    sheet.freeze_panes = f"D{HEADER_ROW + 1}"
    sheet.print_title_rows = f"1:{HEADER_ROW}"
    sheet.print_area = f"A1:{get_column_letter(len(header))}{HEADER_ROW + len(rows)}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"  # pyright: ignore[reportOptionalMemberAccess]
    margins = sheet.page_margins
    margins.left = margins.right = 0.6
    margins.top, margins.bottom, margins.footer = 0.8, 0.8, 0.4


def _column_width(head: str, values: Sequence[Any]) -> float:
    """Wide enough for each line of the head and for the values, within bounds; longer texts wrap."""
    lines = [_width(line) for line in head.replace("（", "\n（").split("\n")]
    return min(max([6, *lines, *(_width(_shown(value)) for value in values)]) + 4, _WIDEST)


def _shown(value: Any) -> str:
    return str(value) if isinstance(value, str | Decimal | int) else ""


def _width(text: str) -> int:
    """The width of a text in half-width characters."""
    return sum(2 if ord(c) > 0x2E7F or c in "“”‘’—…" else 1 for c in text)
