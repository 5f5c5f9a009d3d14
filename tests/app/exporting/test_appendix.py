"""What is added behind the body stands as the official format wants it, and is read back as it was."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from app.exporting import plan_docx
from app.exporting.appendix import appendix_parts
from app.exporting.self_check import check
from app.plans.model import FrontMatter, NumberStyle, Paragraph, Plan, Section, SectionKind, Table
from app.plans.reading import read_plan
from tests.app.exporting.conftest import numbered, prose

TABLE = Table(None, ("序号", "项目", "金额（亿元）"), (("1", "金融小镇", "12"), ("2", "数据平台", "3")))


def plan(*behind: Section) -> Plan:
    body = [
        numbered("发展基础", 1, "一", NumberStyle.HAN, Paragraph(prose(3))),
        numbered("主要任务", 1, "二", NumberStyle.HAN, Paragraph(prose(3, 1))),
        numbered("保障措施", 1, "三", NumberStyle.HAN, Paragraph(prose(3, 2))),
    ]
    return Plan(FrontMatter(title="青岚市金融业发展规划"), (*body, *behind))


def behind(title: str, *blocks: Table | Paragraph) -> Section:
    return Section(title, 1, SectionKind.UNNUMBERED, blocks=blocks)


def test_label_and_title_of_an_appendix_stand_on_lines_of_their_own_on_a_new_page(tmp_path: Path) -> None:
    path = tmp_path / "规划.docx"
    plan_docx.write(plan(behind("附件1重点项目清单", TABLE), behind("附件2", Paragraph(prose(2)))), path)
    document = docx.Document(str(path))
    named = [(p.style.name if p.style else None, p.text) for p in document.paragraphs]
    lines = [(name, text) for name, text in named if name in {"附件标签", "附件标题"}]
    assert lines == [("附件标签", "附件1"), ("附件标题", "重点项目清单"), ("附件标签", "附件2")]
    labels = [p for p in document.paragraphs if p.style and p.style.name == "附件标签"]
    assert all(label.paragraph_format.page_break_before for label in labels)
    assert check(path) == ()


def test_the_contents_name_an_appendix_once_with_its_page(tmp_path: Path) -> None:
    path = tmp_path / "规划.docx"
    plan_docx.write(plan(behind("附件1重点项目清单", TABLE)), path)
    entries = [p.text for p in docx.Document(str(path)).paragraphs if p.style and p.style.name == "toc 1"]
    assert entries[-1] == "附件1　重点项目清单\t3"
    assert len(entries) == 4


def test_an_appendix_is_read_back_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "规划.docx"
    written = plan(behind("附件1重点项目清单", TABLE), behind("附件2", Paragraph(prose(2))))
    plan_docx.write(written, path)
    sections = read_plan(path).plan.sections
    assert [(s.title, s.level, s.kind) for s in sections] == [(s.title, s.level, s.kind) for s in written.sections]
    assert [len(s.blocks) for s in sections] == [1, 1, 1, 1, 1]


@pytest.mark.parametrize("title", ["附则", "附件管理办法的落实", "前言", "重点项目清单"])
def test_other_headings_without_number_are_no_appendix(title: str) -> None:
    assert appendix_parts(behind(title)) is None
