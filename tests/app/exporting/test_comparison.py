"""The table of clauses: built from the ranking, printed in two formats."""

from __future__ import annotations

import dataclasses
import shutil
import subprocess
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import docx
import openpyxl
import pdfplumber
import pytest

from app.errors import UserError
from app.exporting import comparison_docx, comparison_xlsx
from app.exporting.comparison import Comparison, ComparisonRow, Counterpart, build_comparison
from app.exporting.oxml import NAMESPACES
from app.matching.decisions import Decision
from app.matching.index import Index
from app.plans.model import FrontMatter, NumberStyle, Paragraph, Plan, Section

CELL = Counterpart(
    "三/（二）",
    "做强绿色金融",
    "=建立绿色项目库。\n扩大绿色信贷。",
    "同题",
    ("同题“绿色金融”", "共有短语 5 处"),
    "可借鉴",
)


@pytest.fixture
def comparison() -> Comparison:
    rows = tuple(
        ComparisonRow(f"三/（{number}）", "绿色金融", "设立海洋生态补偿贷款。" * 20, (CELL, None))
        for number in range(12)
    )
    return Comparison("青岚市金融业规划条款对照表", "青岚市金融业规划", ("甲市规划", "乙市规划"), rows)


def plan(name: str, *clauses: tuple[str, str]) -> Plan:
    sections = tuple(
        Section(title, 1, number=number, style=NumberStyle.HAN, blocks=(Paragraph(text),), id=f"{name}{number}")
        for number, (title, text) in zip("一二三四", clauses, strict=False)
    )
    return Plan(FrontMatter(f"{name}金融业发展规划"), sections, id=name)


GREEN = ("发展绿色金融", "扩大绿色信贷投放，发行绿色债券，建立绿色项目库，支持节能降碳改造。")
RISK = ("防范金融风险", "压降不良贷款，打击非法集资，健全风险监测预警和处置机制。")


def test_each_clause_meets_its_counterpart() -> None:
    own, other = plan("青岚市", GREEN, RISK), plan("海丰市", RISK, GREEN)
    comparison = build_comparison(own, [other], Index.build([own, other]))
    assert comparison.plan_titles == ("海丰市金融业发展规划",)
    assert [row.path for row in comparison.rows] == ["一", "二"]
    cells = [row.cells[0] for row in comparison.rows]
    assert [cell.title for cell in cells if cell] == ["发展绿色金融", "防范金融风险"]
    assert all(cell and cell.band and cell.text for cell in cells)


def test_a_pin_wins_and_brings_its_note_and_a_digest_its_words() -> None:
    own = plan("青岚市", GREEN)
    other = plan("海丰市", RISK, GREEN)
    digested = dataclasses.replace(other.sections[0], digest="压不良、防非法集资")
    other = dataclasses.replace(other, sections=(digested, *other.sections[1:]))
    pin = Decision("青岚市", "青岚市一", "海丰市", "海丰市一", "pinned", "按分管领导意见")
    (row,) = build_comparison(own, [other], Index.build([own, other]), [pin]).rows
    cell = row.cells[0]
    assert cell is not None
    assert (cell.title, cell.note, cell.digest) == ("防范金融风险", "按分管领导意见", "压不良、防非法集资")


def test_the_document_is_one_table_with_a_repeated_head(
    comparison: Comparison, created: datetime, tmp_path: Path
) -> None:
    path = tmp_path / "对照.docx"
    comparison_docx.write(comparison, path, created=created)
    document = docx.Document(str(path))
    section = document.sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert section.page_width > section.page_height
    (table,) = document.tables
    assert [cell.text for cell in table.rows[0].cells] == ["青岚市金融业规划", "甲市规划", "乙市规划"]
    rows = table._tbl.findall("w:tr", NAMESPACES)
    assert rows[0].find("w:trPr/w:tblHeader", NAMESPACES) is not None
    assert "（同题；同题“绿色金融”；共有短语 5 处）" in table.rows[1].cells[1].text
    assert "备注：可借鉴" in table.rows[1].cells[1].text
    assert table.rows[1].cells[2].text == "无对应"
    assert table.rows[1].cells[0].text.endswith("设立海洋生态补偿贷款。……")
    again = tmp_path / "再.docx"
    comparison_docx.write(comparison, again, created=created)
    assert again.read_bytes() == path.read_bytes()


@pytest.mark.office
def test_the_head_and_the_page_of_pages_are_on_every_page(
    comparison: Comparison, tmp_path: Path, to_pdf: Callable[[Path], Path]
) -> None:
    path = tmp_path / "comparison.docx"
    comparison_docx.write(comparison, path)
    with pdfplumber.open(to_pdf(path)) as pdf:
        assert len(pdf.pages) > 1
        for number, page in enumerate(pdf.pages, 1):
            text = page.extract_text().replace(" ", "")
            assert page.width > page.height
            assert "甲市规划" in text
            assert f"第{number}页共{len(pdf.pages)}页" in text


def test_the_workbook_holds_text_and_is_ready_to_print(comparison: Comparison, tmp_path: Path) -> None:
    path = tmp_path / "对照.xlsx"
    comparison_xlsx.write(comparison, path)
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert [cell.value for cell in sheet[2]] == ["路径", "条款", "内容", *["对应条款及依据", "内容"] * 2]
    assert sheet["D1"].value == "甲市规划"
    assert sheet["E3"].value == "=建立绿色项目库。\n扩大绿色信贷。"
    assert sheet["E3"].data_type == "s"
    assert sheet["E3"].quotePrefix
    assert sheet["F3"].value == "无对应"
    assert sheet.freeze_panes == "C3"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_title_rows == "$1:$2"
    assert sheet["D3"].value == "三/（二）\n做强绿色金融\n【同题】同题“绿色金融”；共有短语 5 处\n备注：可借鉴"
    height = sheet.row_dimensions[3].height
    assert height is not None
    assert 100 < height < 409
    assert sheet["C3"].alignment.wrap_text


@pytest.mark.parametrize(("plans", "breaks"), [(1, []), (3, []), (4, [7]), (5, [9]), (7, [9, 15])])
def test_no_plan_is_cut_by_the_edge_of_a_printed_sheet(plans: int, breaks: list[int], tmp_path: Path) -> None:
    titles = tuple(f"{number}市规划" for number in range(plans))
    row = ComparisonRow("一", "绿色金融", "扩大绿色信贷。", (CELL,) * plans)
    comparison_xlsx.write(Comparison("对照表", "甲市规划", titles, (row,)), tmp_path / "c.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "c.xlsx").worksheets[0]
    assert [one.id for one in sheet.col_breaks.brk] == breaks
    fitted = sheet.sheet_properties.pageSetUpPr
    assert bool(fitted and fitted.fitToPage) is not bool(breaks)


@pytest.mark.office
def test_a_print_of_five_plans_keeps_each_on_one_sheet(tmp_path: Path) -> None:
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice is not installed")
    titles = tuple(f"{number}市规划" for number in range(1, 6))
    cells = tuple(dataclasses.replace(CELL, title=f"条款{number}", text=f"正文{number}。") for number in range(1, 6))
    comparison = Comparison("对照表", "甲市规划", titles, (ComparisonRow("一", "绿色", "绿色。", cells),))
    comparison_xlsx.write(comparison, tmp_path / "c.xlsx")
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "pdf",
         "--outdir", str(tmp_path), str(tmp_path / "c.xlsx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    with pdfplumber.open(tmp_path / "c.pdf") as pdf:
        shown = ["".join(page.extract_text().split()) for page in pdf.pages]
    on = [[number for number in range(1, 6) if f"条款{number}" in text and f"正文{number}" in text] for text in shown]
    assert on == [[1, 2, 3], [4, 5]]


@pytest.mark.parametrize("writer", [comparison_docx, comparison_xlsx])
def test_nothing_to_compare_is_said(writer: object, comparison: Comparison, tmp_path: Path) -> None:
    empty = dataclasses.replace(comparison, plan_titles=(), rows=())
    with pytest.raises(UserError, match="没有可对照的规划"):
        writer.write(empty, tmp_path / "a")  # type: ignore[attr-defined]
    assert list(tmp_path.iterdir()) == []


def test_a_digest_shortens_the_printed_table_and_stands_above_the_text_in_the_workbook(tmp_path: Path) -> None:
    cell = dataclasses.replace(CELL, digest="贷款贴息；风险补偿", text="对渔船更新贷款给予贴息。" * 30)
    comparison = Comparison("对照表", "甲市规划", ("乙市规划",), (ComparisonRow("一", "绿色金融", "甲。", (cell,)),))
    comparison_docx.write(comparison, tmp_path / "c.docx")
    printed = "".join(docx.Document(str(tmp_path / "c.docx")).element.body.itertext())
    assert "要点：贷款贴息；风险补偿" in printed
    assert "对渔船更新贷款" not in printed
    comparison_xlsx.write(comparison, tmp_path / "c.xlsx")
    values = [str(each.value) for row in openpyxl.load_workbook(tmp_path / "c.xlsx").active for each in row]
    assert any(value.startswith("要点：贷款贴息；风险补偿\n对渔船更新贷款") for value in values)
