"""条款对照表 as a .xlsx: a row for each clause, two columns for each plan, ready to filter and print."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from math import ceil
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from app.errors import UserError
from app.exporting.atomic import replacing
from app.exporting.comparison import Comparison, ComparisonRow, Counterpart
from app.exporting.measure import line_count
from app.progress import Progress, silent

_MOST = 32767  # characters a cell may hold
_HEAD_ROWS = 2
_BASE_HEADS = ("路径", "条款", "内容")
_PLAN_HEADS = ("对应条款及依据", "内容")
_BASE_WIDTHS, _PLAN_WIDTHS = (14, 18, 40), (22, 40)
_LINE_HEIGHT, _TALLEST = 13.5, 405.0  # points; a row may not be taller than 409
_PLANS_ON_A_SHEET = 3  # with more, a print goes over several sheets side by side
_SHEET_WIDTH, _CHARACTER_WIDTH = 400, 2.5  # mm; A3 across between its margins, a column's character where it is widest
_LINE = Side(style="thin", color="808080")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_FILL = PatternFill("solid", fgColor="E8EDF3")


def write(comparison: Comparison, path: Path, progress: Progress = silent, created: datetime | None = None) -> None:
    """Write the table to `path`; `created` as in `plan_docx.write`. Raises `UserError` and `Cancelled`."""
    if not comparison.plan_titles:
        raise UserError("没有可对照的规划，没有写出文件。", "请先导入至少一个参考规划。")
    progress("排版", 0.1)
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "条款对照"
    _write_head(sheet, comparison)
    for number, row in enumerate(comparison.rows, _HEAD_ROWS + 1):
        texts = [row.path, row.title, _text(row), *_counterparts(row)]
        _write_row(sheet, number, texts)
        sheet.row_dimensions[number].height = _height(texts, len(comparison.plan_titles))
    _set_up_page(sheet, len(comparison.plan_titles))
    book.properties.title, book.properties.creator = comparison.title, ""
    book.properties.created = (created or datetime.now(UTC)).astimezone(UTC).replace(tzinfo=None)
    progress("写入文件", 0.7)
    with replacing(path) as temporary:
        book.save(temporary)
    progress("完成", 1.0)


def _write_head(sheet: Worksheet, comparison: Comparison) -> None:
    groups = [(comparison.base_title, len(_BASE_HEADS))]
    groups += [(title, len(_PLAN_HEADS)) for title in comparison.plan_titles]
    column = 1
    for title, width in groups:
        _put(sheet, 1, column, title)
        sheet.merge_cells(start_row=1, end_row=1, start_column=column, end_column=column + width - 1)
        column += width
    for number, head in enumerate((*_BASE_HEADS, *(_PLAN_HEADS * len(comparison.plan_titles))), 1):
        _put(sheet, _HEAD_ROWS, number, head)
    for row in sheet.iter_rows(min_row=1, max_row=_HEAD_ROWS):
        for cell in row:
            cell.font, cell.fill, cell.border = Font("黑体", size=11), _FILL, _BORDER
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def _counterparts(row: ComparisonRow) -> list[str]:
    return [text for cell in row.cells for text in _two(cell)]


def _two(cell: Counterpart | None) -> tuple[str, str]:
    if cell is None:
        return "无对应", ""
    note = (f"备注：{cell.note}",) if cell.note else ()
    why = f"【{cell.band}】{'；'.join(cell.reasons)}"
    return "\n".join((cell.path, cell.title, why, *note)), _text(cell)


def _text(clause: ComparisonRow | Counterpart) -> str:
    """Digest and whole text."""
    return f"要点：{clause.digest}\n{clause.text}" if clause.digest else clause.text


def _height(texts: Sequence[str], plans: int) -> float:
    """The height that shows every text of a row: only Excel would find it by itself."""
    widths = (*_BASE_WIDTHS, *(_PLAN_WIDTHS * plans))
    lines = (
        sum(line_count(line, width / 2 - 1) for line in text.splitlines())
        for text, width in zip(texts, widths, strict=True)
    )
    return min(_TALLEST, (max(lines) + 0.5) * _LINE_HEIGHT)


def _write_row(sheet: Worksheet, number: int, texts: Sequence[str]) -> None:
    for column, text in enumerate(texts, 1):
        cell = _put(sheet, number, column, text)
        cell.font, cell.border = Font("宋体", size=10), _BORDER
        cell.alignment = Alignment(vertical="top", wrap_text=True)


def _put(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """Write text as text: what begins with = + - or @ must not be run as a formula, not even after an edit."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)[:_MOST]
    if text[:1] in {"=", "+", "-", "@", "\t", "\r"}:
        cell.data_type = "s"
        cell.quotePrefix = True
    return cell


def _set_up_page(sheet: Worksheet, plans: int) -> None:
    for column, width in enumerate((*_BASE_WIDTHS, *(_PLAN_WIDTHS * plans)), 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = f"{get_column_letter(len(_BASE_HEADS))}{_HEAD_ROWS + 1}"
    sheet.print_title_rows = f"1:{_HEAD_ROWS}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A3
    sheet.print_title_cols = "A:B"
    sheet.page_margins.left = sheet.page_margins.right = 0.39  # inches, 10 mm
    if plans <= _PLANS_ON_A_SHEET:
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    else:
        _part_between_plans(sheet, plans)
    footer = sheet.oddFooter
    if footer is not None and footer.center is not None:
        footer.center.text = "第 &P 页，共 &N 页"


def _part_between_plans(sheet: Worksheet, plans: int) -> None:
    """Sheets side by side hold about as many whole plans each, at a scale at which these fit. Excel heeds a break only
    where it does not fit the print to pages itself."""
    each = ceil(plans / ceil(plans / _PLANS_ON_A_SHEET))
    widest = (sum(_BASE_WIDTHS) + each * sum(_PLAN_WIDTHS)) * _CHARACTER_WIDTH
    sheet.page_setup.pageOrder = "overThenDown"  # what goes on to the right follows at once
    sheet.page_setup.scale = min(100, int(100 * _SHEET_WIDTH / widest))
    for before in range(each, plans, each):
        sheet.col_breaks.append(Break(id=len(_BASE_HEADS) + before * len(_PLAN_HEADS)))
