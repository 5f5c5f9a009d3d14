"""The text that was read, and where an element stands in it."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from app.plans.correction_places import elements, place_of, spot_of
from app.plans.model import Box, Paragraph, Section, Table
from app.plans.normalise import Line, held_line
from app.plans.reading import read_plan
from app.plans.source_text import SourceLine, SourceText, source_from_json, source_to_json

PAGES = SourceText(
    (SourceLine(1, "封面"), SourceLine(2, "一、基础"), SourceLine(2, "二、任务"), SourceLine(4, "三、保障")), "页"
)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_a_source_text_comes_out_as_it_went_in(text: str) -> None:
    source = SourceText.of_text(text)
    assert source_from_json(source_to_json(source)) == source


def test_lines_of_a_text_file_are_counted_from_one() -> None:
    source = SourceText.of_text("甲\r\n\n乙")
    assert source.lines == (SourceLine(1, "甲"), SourceLine(2, ""), SourceLine(3, "乙"))
    assert source.row_of(3) == 2


def test_of_several_lines_on_a_page_the_one_with_the_text_is_found() -> None:
    assert PAGES.row_of(2, "二、任务") == 2
    assert PAGES.row_of(2, "不在这里") == 1
    assert PAGES.row_of(3) == 3, "the next one there is"
    assert PAGES.row_of(5) is None


def test_what_a_line_holds_is_written_out() -> None:
    table = Table("表名", ("甲", "乙"), (("1", "2"),), line=6)
    box = Box("专栏1", "工程", (Paragraph("内容。", 5), table), 4)
    lines = [Line("正文", 3), held_line(box, 4)]
    assert [(line.number, line.text) for line in SourceText.of_lines(lines, "段").lines] == [
        (3, "正文"),
        (4, "专栏1 工程"),
        (5, "内容。"),
        (6, "表名"),
        (6, "甲\t乙"),
        (6, "1\t2"),
    ]


def test_an_element_covers_as_many_lines_as_its_text_needs() -> None:
    source = SourceText.of_text("# 题\n\n段落的前半，\n\n后半。\n\n下一段。")
    assert source.rows_of(3, "段落的前半，后半。") == range(2, 5)
    assert source.rows_of(7, "下一段。") == range(6, 7)
    assert source.rows_of(99, "没有") == range(0)


def test_the_elements_of_real_plans_are_found_where_they_stand(references: Path) -> None:
    for file in sorted(references.glob("*.txt")):
        reading = read_plan(file)
        assert reading.source is not None
        found = total = 0
        for spot, element in elements(reading.plan.sections):
            assert spot_of(reading.plan.sections, place_of(reading.plan.sections, spot)) == spot
            if not isinstance(element, Section | Paragraph) or element.line is None:
                continue
            words = element.title if isinstance(element, Section) else element.text
            rows = reading.source.rows_of(element.line, words)
            shown = "".join("".join(reading.source.lines[row].text.split()) for row in rows)
            found += "".join(words.split())[:8] in shown
            total += 1
        assert found >= 0.98 * total, file.name
