"""The text that was read, and where an element stands in it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

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


def test_an_element_covers_as_many_lines_as_its_text_needs() -> None:
    source = SourceText.of_text("# 题\n\n段落的前半，\n\n后半。\n\n下一段。")
    assert source.rows_of(3, "段落的前半，后半。") == range(2, 5)
    assert source.rows_of(7, "下一段。") == range(6, 7)
    assert source.rows_of(99, "没有") == range(0)
