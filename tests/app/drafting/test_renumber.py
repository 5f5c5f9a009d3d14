from __future__ import annotations

import pytest

from app.drafting.renumber import (
    CHAPTER_SYSTEM,
    HAN_SYSTEM,
    NumberingSystem,
    circled,
    han,
    number_in,
    numbering_of,
    renumber,
)
from app.plans.model import Box, Figure, NumberStyle, Paragraph, Section, SectionKind, Table

HAN, BRACKETS, ARABIC = NumberStyle.HAN, NumberStyle.HAN_BRACKETS, NumberStyle.ARABIC


def numbered(level: int, style: NumberStyle, *blocks: object) -> Section:
    return Section("题", level, style=style, number="旧", blocks=blocks)  # type: ignore[arg-type]


def numbers(sections: tuple[Section, ...]) -> list[str]:
    return [section.number for section in sections]


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (21, "二十一"),
        (99, "九十九"),
        (100, "一百"),
        (102, "一百零二"),
        (110, "一百一十"),
        (115, "一百一十五"),
    ],
)
def test_han_numerals_read_as_headings_print_them(count: int, text: str) -> None:
    assert han(count) == text


def test_circled_numbers_end_in_brackets() -> None:
    assert [circled(n) for n in (1, 20, 21)] == ["①", "⑳", "（21）"]


def test_every_style_prints_its_own_number_one() -> None:
    for style in NumberStyle:
        assert number_in(style, 1) == style.value.rstrip("、.")


def test_counts_start_again_under_each_parent() -> None:
    sections = (
        numbered(1, HAN),
        numbered(2, BRACKETS),
        numbered(2, BRACKETS),
        numbered(3, ARABIC),
        numbered(1, HAN),
        numbered(2, BRACKETS),
    )
    assert numbers(renumber(sections)) == ["一", "（一）", "（二）", "1", "二", "（一）"]


def test_other_kinds_keep_what_they_have_and_are_not_counted() -> None:
    sections = (
        Section("前言", 1, SectionKind.PREFACE),
        numbered(1, HAN),
        Section("规模稳步扩大", 2, SectionKind.ITEM),
        numbered(2, BRACKETS),
        Section("一是抓落实", 2, SectionKind.LEAD),
        numbered(2, BRACKETS),
        Section("名词解释", 1, SectionKind.GLOSSARY),
    )
    assert numbers(renumber(sections)) == ["", "一", "", "（一）", "", "（二）", ""]


def test_articles_count_through_the_plan_and_chapters_under_their_part() -> None:
    article, chapter, part = NumberStyle.ARTICLE, NumberStyle.CHAPTER, NumberStyle.PART
    sections = (
        numbered(1, part),
        numbered(2, chapter),
        numbered(3, article),
        numbered(1, part),
        numbered(2, chapter),
        numbered(3, article),
    )
    assert numbers(renumber(sections)) == ["第一篇", "第一章", "第一条", "第二篇", "第一章", "第二条"]


def test_labels_count_through_the_plan_in_their_own_digits() -> None:
    table = Table(None, ("甲",), (("1",),), label="表7")
    sections = (
        numbered(1, HAN, Paragraph("见专栏3"), Box("专栏3", "甲", (table,)), Figure("乙", label="图二")),
        numbered(1, HAN, Box("专栏九", "丙"), Table(None, ("甲",), (), label="表2-1"), Table(None, ("甲",), ())),
        numbered(1, HAN, Table(None, ("甲",), (), label="表1"), Figure("丁")),
    )
    first, second, third = (section.blocks for section in renumber(sections))
    assert first[0] == Paragraph("见专栏3")
    assert isinstance(first[1], Box)
    assert first[1].label == "专栏1"
    assert isinstance(first[1].blocks[0], Table)
    assert first[1].blocks[0].label == "表1"
    assert isinstance(first[2], Figure)
    assert first[2].label == "图一"
    assert isinstance(second[0], Box)
    assert second[0].label == "专栏二"
    assert [block.label for block in second[1:] if isinstance(block, Table)] == ["表2-1", None]
    assert isinstance(third[0], Table)
    assert third[0].label == "表2"


def test_the_system_of_a_draft_is_its_commonest_style_per_level() -> None:
    sections = (numbered(1, NumberStyle.CHAPTER), numbered(2, HAN), numbered(2, HAN), numbered(2, ARABIC))
    assert numbering_of(sections) == NumberingSystem((NumberStyle.CHAPTER, HAN))
    assert numbering_of(sections).style_at(3) is BRACKETS


def test_a_level_without_numbers_takes_the_style_of_custom() -> None:
    sections = (numbered(1, HAN), Section("总量", 2, SectionKind.ITEM), numbered(3, NumberStyle.ARABIC_BRACKETS))
    assert numbering_of(sections).styles == (HAN, BRACKETS, NumberStyle.ARABIC_BRACKETS)
    assert numbering_of(()) == HAN_SYSTEM


def test_both_customs_go_down_to_circled_numbers() -> None:
    assert [HAN_SYSTEM.style_at(level).value for level in range(1, 7)] == ["一、", "（一）", "1.", "（1）", "①", "①"]
    assert [CHAPTER_SYSTEM.style_at(level).value for level in range(1, 5)] == ["第一章", "一、", "（一）", "1."]


def test_decimal_numbers_repeat_those_of_their_parents() -> None:
    one, two, three = NumberStyle.DECIMAL, NumberStyle.DECIMAL_2, NumberStyle.DECIMAL_3
    alone = tuple(
        numbered(level, style) for level, style in ((1, one), (2, two), (2, two), (3, three), (1, one), (2, two))
    )
    assert numbers(renumber(alone)) == ["1", "1.1", "1.2", "1.2.1", "2", "2.1"]
    chapters = (numbered(1, NumberStyle.CHAPTER), numbered(2, two), numbered(1, NumberStyle.CHAPTER), numbered(2, two))
    assert numbers(renumber(chapters)) == ["第一章", "1.1", "第二章", "2.1"]
    assert numbers(renumber((numbered(1, HAN), numbered(2, three)))) == ["一", "1.1.1"]
