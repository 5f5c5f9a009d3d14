"""What the written document says about itself: parts, styles, headings, contents, tables, notes."""

from __future__ import annotations

import dataclasses
import time
from datetime import datetime
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document
from lxml import etree

from app.errors import UserError
from app.exporting import plan_docx
from app.exporting.manuscript import Manuscript
from app.exporting.oxml import NAMESPACES, Element, qualified, text_of
from app.exporting.pages import lay_out
from app.exporting.red_head import write_notice
from app.exporting.self_check import check
from app.plans.model import (
    Box,
    Footnote,
    FrontMatter,
    GlossaryTerm,
    NumberStyle,
    Paragraph,
    Plan,
    Section,
    SectionKind,
    Table,
)
from app.progress import Cancelled


@pytest.fixture(scope="module")
def written(full_plan: Plan, created: datetime, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("docx") / "规划.docx"
    plan_docx.write(full_plan, path, created=created)
    return path


@pytest.fixture(scope="module")
def document(written: Path) -> Document:
    return docx.Document(str(written))


def styles(document: Document, style: str) -> list[str]:
    return [p.text for p in document.paragraphs if p.style is not None and p.style.name == style]


def body(plan: Plan) -> Element:
    return plan_docx.compose(plan)["document"][0]


def with_sections(*sections: Section) -> Plan:
    return Plan(FrontMatter("青岚市金融业发展规划"), sections)


def test_it_keeps_to_the_format(written: Path) -> None:
    assert check(written) == ()


def test_titles_and_levels_have_their_styles(document: Document) -> None:
    assert styles(document, "公文一级")[0] == "一、发展基础"
    assert styles(document, "公文二级")[0] == "（二）服务仍有短板"
    assert styles(document, "公文三级") == ["1. 信贷"]
    assert styles(document, "公文四级") == ["（1）涉海贷款"]
    assert styles(document, "公文章标题") == ["前　言", "名词解释"]
    assert "青岚市“十四五”金融业发展规划" in styles(document, "公文标题")


def test_contents_list_every_heading_of_three_levels(document: Document, full_plan: Plan) -> None:
    entries = [text for level in (1, 2, 3) for text in styles(document, f"toc {level}")]
    assert len(entries) == 10
    for title in (s.title for s in full_plan.sections if s.level <= 3 and s.title != "前言"):
        assert any(title in entry for entry in entries), title
    assert not any("涉海贷款" in entry or "抓大户" in entry for entry in entries)


def test_a_run_in_heading_is_two_runs_of_one_paragraph(document: Document) -> None:
    paragraph = next(p for p in document.paragraphs if p.text.startswith("（一）家底日渐厚实。机构总数"))
    faces = [run.font.name for run in paragraph.runs if run.text]
    assert faces[0] == "楷体_GB2312"
    assert faces[-1] is None
    assert paragraph.style is not None
    assert paragraph.style.name == "公文正文"


def test_items_and_leads_open_their_paragraphs(document: Document) -> None:
    starts = [p for p in document.paragraphs if p.text.startswith(("——抓大户。", "稳住基本盘。"))]
    assert [p.runs[0].font.name for p in starts] == ["楷体_GB2312"] * 2


def test_chapters_stand_at_the_top_and_what_follows_one_level_down(chapter_plan: Plan) -> None:
    found = {
        text_of(p): (p.find("w:pPr/w:pStyle", NAMESPACES), p.find("w:pPr/w:outlineLvl", NAMESPACES))
        for p in body(chapter_plan)
        if p.tag == qualified("p")
    }
    chapter, level = found["第一章　发展环境"], found["一、成效"]
    assert chapter[0] is not None
    assert chapter[0].get(qualified("val")) == "Chapter"
    assert level[1] is not None
    assert level[1].get(qualified("val")) == "1"


def test_heads_of_tables_repeat_and_rows_stay_whole(document: Document, long_table: Table) -> None:
    table = next(t for t in document.tables if len(t.rows) == len(long_table.rows) + 1)
    rows = table._tbl.findall(qualified("tr"))
    assert rows[0].find("w:trPr/w:tblHeader", NAMESPACES) is not None
    assert all(row.find("w:trPr/w:cantSplit", NAMESPACES) is not None for row in rows)
    assert sum(int(c.get(qualified("w"))) for c in table._tbl.tblGrid) == 8845


def test_a_box_of_one_table_is_that_table_under_the_box_title() -> None:
    table = Table(None, ("指标", "2025年"), (("存款", "100"),))
    (grid,) = body(with_sections(Section("目标", 1, blocks=(Box("专栏1", "主要指标", (table,)),)))).findall(
        "w:tbl", NAMESPACES
    )
    heads = [row for row in grid.findall("w:tr", NAMESPACES) if row.find("w:trPr/w:tblHeader", NAMESPACES) is not None]
    assert [text_of(row) for row in heads] == ["专栏1　主要指标", "指标2025年"]
    assert grid.find(".//w:tbl", NAMESPACES) is None


def test_notes_are_real_footnotes(written: Path) -> None:
    with ZipFile(written) as archive:
        notes = etree.fromstring(archive.read("word/footnotes.xml"))
        text = archive.read("word/document.xml").decode()
    assert "含分行级机构" in text_of(notes)
    assert text.count("<w:footnoteReference ") == 1
    assert "①" not in text


def test_a_note_without_its_mark_is_kept() -> None:
    section = Section("目标", 1, blocks=(Paragraph("正文。"),), footnotes=(Footnote("①", "说明"),))
    assert len(list(body(with_sections(section)).iter(qualified("footnoteReference")))) == 1


ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl pBdr shd tabs overflowPunct autoSpaceDE autoSpaceDN "
    "adjustRightInd snapToGrid spacing ind jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts strike color spacing w sz szCs vertAlign lang",
    "sectPr": "footerReference footnotePr type pgSz pgMar pgNumType cols titlePg docGrid",
    "tblPr": "tblW jc tblInd tblBorders shd tblLayout tblCellMar",
    "tblBorders": "top left bottom right insideH insideV",
    "tblCellMar": "top left bottom right",
    "tcPr": "tcW gridSpan vMerge tcBorders shd tcMar vAlign",
    "style": "name basedOn next uiPriority semiHidden qFormat pPr rPr tblPr",
    "settings": "zoom defaultTabStop evenAndOddHeaders characterSpacingControl updateFields footnotePr compat "
    "themeFontLang decimalSymbol listSeparator",
}
"""The schema's order (ECMA-376 part 1) of every element the program writes."""


def test_children_stand_in_the_order_of_the_schema(written: Path) -> None:
    with ZipFile(written) as archive:
        parts = [
            etree.fromstring(archive.read(n)) for n in archive.namelist() if n.startswith("word/") and n.endswith("xml")
        ]
    seen: set[str] = set()
    for part in parts:
        for element in part.iter(*(qualified(tag) for tag in ORDER)):
            tag = etree.QName(element).localname
            order = ORDER[tag].split()
            places = [order.index(etree.QName(child).localname) for child in element]
            assert places == sorted(places), etree.tostring(element)
            seen.add(tag)
    assert seen == set(ORDER)


def test_every_cell_ends_with_a_paragraph(document: Document) -> None:
    cells = list(document.element.body.iter(qualified("tc")))
    assert cells
    assert all(cell[-1].tag == qualified("p") for cell in cells)


def test_absent_front_matter_leaves_nothing_behind(chapter_plan: Plan) -> None:
    texts = [text_of(p) for p in body(chapter_plan).iter(qualified("p"))]
    assert texts[0] == "青岚市“十四五”金融业发展规划"
    assert texts[1] == "目　录"
    assert texts.count("青岚市“十四五”金融业发展规划") == 1
    assert not any("抄送" in text or "印发" in text for text in texts)


def test_a_plan_without_sections_is_a_title() -> None:
    assert [text_of(p) for p in body(with_sections()).iter(qualified("p"))] == ["青岚市金融业发展规划"]


@pytest.mark.parametrize("recipients", range(1, 6))
def test_a_notice_keeps_its_signature_with_its_text(front: FrontMatter, recipients: int) -> None:
    crowded = dataclasses.replace(front, recipients=("各县（区）人民政府，市政府各部门",) * recipients)
    manuscript = Manuscript()
    write_notice(manuscript, crowded)
    assert lay_out(manuscript.body).page == 1


def test_a_remark_is_not_stretched(front: FrontMatter) -> None:
    manuscript = Manuscript()
    write_notice(manuscript, front)
    last = manuscript.body[-1]
    assert text_of(last) == "（此件公开发布）"
    aligned = last.find("w:pPr/w:jc", NAMESPACES)
    assert aligned is not None
    assert aligned.get(qualified("val")) == "left"


def test_a_glossary_is_written_as_its_section_stands() -> None:
    section = Section("名词解释", 1, SectionKind.GLOSSARY, blocks=(Paragraph("一、白名单：可以优先授信的企业名录。"),))
    terms = (GlossaryTerm("白名单", "可以优先授信的企业名录。"), GlossaryTerm("蓝色信贷", "投向海洋产业的贷款。"))
    texts = [text_of(p) for p in body(dataclasses.replace(with_sections(section), glossary=terms)).iter(qualified("p"))]
    assert sum("白名单" in text for text in texts) == 1
    assert not any("蓝色信贷" in text for text in texts), "a term that was deleted from the text has come back"


@pytest.mark.parametrize("sections", [(), (Section("名词解释", 1, SectionKind.GLOSSARY),)])
def test_terms_without_a_text_of_their_own_are_written(sections: tuple[Section, ...]) -> None:
    terms = (GlossaryTerm("蓝色信贷", "投向海洋产业的贷款。"),)
    plan = dataclasses.replace(with_sections(*sections), glossary=terms)
    assert sum("蓝色信贷" in text_of(p) for p in body(plan).iter(qualified("p"))) == 1


def test_characters_that_xml_cannot_hold_are_left_out(tmp_path: Path) -> None:
    section = Section(
        "目\x0b标", 1, SectionKind.NUMBERED, "一", NumberStyle.HAN, blocks=(Paragraph("存\x00款\ud800。"),)
    )
    plan_docx.write(with_sections(section), tmp_path / "a.docx")
    assert any("存款。" in p.text for p in docx.Document(str(tmp_path / "a.docx")).paragraphs)


def test_the_same_plan_and_date_give_the_same_bytes(
    full_plan: Plan, created: datetime, written: Path, tmp_path: Path
) -> None:
    plan_docx.write(full_plan, tmp_path / "b.docx", created=created)
    assert (tmp_path / "b.docx").read_bytes() == written.read_bytes()


def test_the_file_names_the_plan_and_no_tool(document: Document, created: datetime) -> None:
    properties = document.core_properties
    assert properties.title == "青岚市“十四五”金融业发展规划"
    assert properties.author == "青岚市人民政府办公厅"
    assert properties.comments == ""
    assert properties.created == created


def test_a_stop_or_a_closed_folder_leaves_no_file(full_plan: Plan, tmp_path: Path) -> None:
    def stop(_message: str, fraction: float) -> None:
        if fraction > 0.5:
            raise Cancelled

    with pytest.raises(Cancelled):
        plan_docx.write(full_plan, tmp_path / "a.docx", stop)
    with pytest.raises(UserError):
        plan_docx.write(full_plan, tmp_path / "没有" / "a.docx")
    assert list(tmp_path.iterdir()) == []


def test_a_plan_of_two_hundred_sections_is_written_quickly(full_plan: Plan, tmp_path: Path) -> None:
    sections = tuple(
        dataclasses.replace(full_plan.sections[i % len(full_plan.sections)], kind=SectionKind.NUMBERED)
        for i in range(200)
    )
    start = time.perf_counter()
    plan_docx.write(dataclasses.replace(full_plan, sections=sections), tmp_path / "a.docx")
    assert time.perf_counter() - start < 20  # about 1 s; it is there to tell a blow-up from a busy machine
