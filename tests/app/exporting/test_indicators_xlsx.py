"""The workbook of indicators: real numbers, live growth, legal sheets, fit to print."""

from __future__ import annotations

import csv
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.errors import UserError
from app.exporting.indicators_xlsx import HEADER_ROW, TARGET_COLUMNS, number_format, sheet_name, write
from app.figures.model import Indicator, Nature
from app.plans.model import PlanSummary, Role
from app.progress import Cancelled

ROWS = (
    Indicator(
        "金融业增加值",
        "亿元",
        "总量",
        Nature.EXPECTED,
        2020,
        Decimal("85.64"),
        "预测值",
        2025,
        Decimal(135),
        growth_stated=Decimal(8),
    ),
    Indicator("不良贷款率", "%", None, None, 2020, Decimal("2.57"), None, 2025, Decimal("1.5"), None, "左右"),
    Indicator("信用体系", "", None, None, 2020, None, None, 2025, None, "=建成示范区"),
    Indicator("新增上市公司", "家", None, None, 2020, Decimal(9), None, 2025, Decimal(15), None, "累计"),
    Indicator("新设机构", "家", None, None, 2020, Decimal(0), None, 2025, Decimal(5)),
)
PAST = (
    Indicator("税收", "亿元", history=((2015, Decimal("68.80")), (2020, Decimal("92.00"))), path="一"),
    Indicator("结算额", "亿元", history=((2020, Decimal(1048)),), path="一"),
)


def summary(title: str = "青岚市“十四五”金融业发展规划", region: str | None = "青岚市") -> PlanSummary:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    return PlanSummary("qinglan", Role.DRAFT, title, region, (2021, 2025), None, None, 3, 100, at)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "指标.xlsx"
    write([(summary(), ROWS), (summary(), PAST)], path)
    return path


def test_numbers_are_numbers_with_their_printed_decimals(book: Path) -> None:
    sheet = load_workbook(book)["青岚市"]
    head = [cell.value.replace("\n", "") for cell in sheet[HEADER_ROW]]
    assert tuple(head) == TARGET_COLUMNS
    base = sheet.cell(HEADER_ROW + 1, head.index("基期值") + 1)
    assert (base.value, base.number_format) == (85.64, "0.00")
    stated = sheet.cell(HEADER_ROW + 1, head.index("年均增长（表中）") + 1)
    assert (stated.value, stated.number_format) == (0.08, "0%")


def test_a_table_of_past_years_has_a_sheet_of_its_own(book: Path) -> None:
    sheet = load_workbook(book)["青岚市历年"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=HEADER_ROW)]
    assert rows[0] == ["序号", "分组", "指标名称", "单位", "2015年", "2020年", "出处"]
    assert rows[1] == [1, None, "税收", "亿元", 68.8, 92, "一"]
    assert rows[2] == [2, None, "结算额", "亿元", None, 1048, "一"]


def test_the_years_between_base_and_target_have_columns_behind_the_target(tmp_path: Path) -> None:
    yearly = replace(ROWS[0], history=((2021, Decimal("95.5")), (2023, Decimal(114))))
    write([(summary(), [yearly, ROWS[1]])], tmp_path / "a.xlsx")
    rows = list(load_workbook(tmp_path / "a.xlsx")["青岚市"].iter_rows(min_row=HEADER_ROW, values_only=True))
    head = [str(cell).replace("\n", "") for cell in rows[0]]
    assert head[7:12] == ["目标值", "限定", "2021年", "2023年", "年均增长（算）"]
    assert rows[1][9:11] == (95.5, 114)
    assert rows[2][9:11] == (None, None)
    assert str(rows[1][11]).startswith("=IF(AND(ISNUMBER(F4),ISNUMBER(H4))")


def test_rows_that_stand_in_no_text_yet_join_the_first_table(tmp_path: Path) -> None:
    fresh = Indicator("新增指标", "家", target_year=2025)
    write([(summary(), [replace(ROWS[0], path="二"), fresh, PAST[0]])], tmp_path / "a.xlsx")
    assert load_workbook(tmp_path / "a.xlsx").sheetnames == ["青岚市", "青岚市历年"]


def test_texts_never_become_formulas(book: Path) -> None:
    cell = load_workbook(book)["青岚市"].cell(HEADER_ROW + 3, TARGET_COLUMNS.index("目标值") + 1)
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=建成示范区", "s", True)


def test_sheets_are_ready_to_print_and_read(book: Path) -> None:
    for sheet in load_workbook(book).worksheets:
        assert sheet.freeze_panes == f"D{HEADER_ROW + 1}"
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows == f"$1:${HEADER_ROW}"
        assert not sheet.merged_cells.ranges


def recalculated(book: Path, folder: Path) -> list[list[str]]:
    """The cells of the first sheet as LibreOffice shows them after calculating its formulas."""
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice is not installed")
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to",
         "csv:Text - txt - csv (StarCalc):44,34,76", "--outdir", str(folder), str(book)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    with (folder / f"{book.stem}.csv").open(encoding="utf-8") as file:
        return list(csv.reader(file))


@pytest.mark.office
def test_formulas_calculate_in_an_office_program(book: Path, tmp_path: Path) -> None:
    rows = recalculated(book, tmp_path)
    assert [head.replace("\n", "") for head in rows[HEADER_ROW - 1]] == list(TARGET_COLUMNS)
    growth, change = TARGET_COLUMNS.index("年均增长（算）"), TARGET_COLUMNS.index("增减（百分点）")
    found = [(row[growth], row[change]) for row in rows[HEADER_ROW:]]
    assert found == [("9.53%", ""), ("", "-1.07"), ("", ""), ("", ""), ("", "")]
    assert rows[HEADER_ROW + 2][TARGET_COLUMNS.index("目标值")] == "=建成示范区"


@pytest.mark.parametrize(
    ("wanted", "taken", "name"),
    [
        ("青岚市", [], "青岚市"),
        ("青岚市", ["青岚市"], "青岚市（2）"),
        ("a/b:c*?[d]\\'", [], "abcd"),
        ("", [], "指标"),
        ("History", [], "History（2）"),
        ("长" * 40, ["长" * 31], "长" * 28 + "（2）"),
    ],
)
def test_sheet_names_are_legal_and_unique(wanted: str, taken: Sequence[str], name: str) -> None:
    assert sheet_name(wanted, taken) == name
    assert len(name) <= 31


def test_number_formats_keep_decimals() -> None:
    assert [number_format(Decimal(text)) for text in ("68.80", "135", "8E+3", "-0.5")] == ["0.00", "0", "0", "0.0"]


def test_control_characters_do_not_break_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write([(summary(region=None, title="一\x0b二"), [Indicator("存\x00款", "亿元")])], path)
    assert load_workbook(path).sheetnames == ["一二"]


def test_nothing_to_write_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="没有指标"):
        write([(summary(), ())], tmp_path / "a.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_a_cancelled_export_leaves_the_old_file(book: Path) -> None:
    before = book.read_bytes()

    def cancel(_message: str, fraction: float) -> None:
        if fraction > 0.9:
            raise Cancelled

    with pytest.raises(Cancelled):
        write([(summary(), ROWS)], book, cancel)
    assert book.read_bytes() == before
    assert [path.name for path in book.parent.iterdir()] == [book.name]


def test_an_impossible_target_gets_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError) as raised:
        write([(summary(), ROWS)], tmp_path / "没有" / "a.xlsx")
    assert raised.value.remedy
