"""A plain working sheet: a title, a head that stays in view, rows of texts and numbers, ready to filter and print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

HEAD_ROW = 3
_MOST = 32767  # characters a cell may hold
_LINE = Side(style="thin", color="808080")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_FILL = PatternFill("solid", fgColor="E8EDF3")


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A head, its width in half-width characters, and whether what stands below is set in the middle."""

    head: str
    width: float
    centred: bool = False


def fill(
    sheet: Worksheet, title: str, about: str, columns: Sequence[SheetColumn], rows: Sequence[Sequence[str | int | None]]
) -> None:
    """Write a whole sheet: title, a line that explains, head, rows; with frozen head, filter and print set-up."""
    put(sheet, 1, 1, title).font = Font("黑体", size=16)
    put(sheet, 2, 1, about).font = Font("宋体", size=9, color="595959")
    for number, column in enumerate(columns, 1):
        cell = put(sheet, HEAD_ROW, number, column.head)
        cell.font, cell.fill, cell.border = Font("黑体", size=11), _FILL, _BORDER
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    for number, row in enumerate(rows, HEAD_ROW + 1):
        for at, (value, column) in enumerate(zip(row, columns, strict=True), 1):
            cell = put(sheet, number, at, value)
            cell.font, cell.border = Font("宋体", size=10), _BORDER
            middle = "center" if column.centred else None
            cell.alignment = Alignment(horizontal=middle, vertical="top", wrap_text=True)
    _set_up_page(sheet, len(columns), len(rows))


def put(sheet: Worksheet, row: int, column: int, value: str | int | None) -> Cell:
    """Write a number as a number and text as text: what begins with = + - or @ must not be run as a formula."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    if not isinstance(value, str):
        cell.value = value
        return cell
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)[:_MOST]
    if value[:1] in {"=", "+", "-", "@", "\t", "\r"}:
        cell.data_type = "s"
        cell.quotePrefix = True
    return cell


def _set_up_page(sheet: Worksheet, columns: int, rows: int) -> None:
    sheet.freeze_panes = f"B{HEAD_ROW + 1}"
    sheet.auto_filter.ref = f"A{HEAD_ROW}:{get_column_letter(columns)}{HEAD_ROW + rows}"
    sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    footer = sheet.oddFooter
    if footer is not None and footer.center is not None:
        footer.center.text = "第 &P 页，共 &N 页"
