"""Decimal numbers: headings where the document counts on them, plain text where it does not."""

from __future__ import annotations

import pytest

from app.plans.model import SectionKind
from app.plans.outline import paths
from app.plans.reading import Reading
from tests.app.plans.typed import read


def outline(reading: Reading) -> list[str]:
    plan = reading.plan
    return [
        f"{section.level} {path} {section.title}"
        for section, path in zip(plan.sections, paths(plan.sections), strict=True)
        if section.kind is SectionKind.NUMBERED
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "1 甲\n1.1 乙\n1.2 丙\n1.2.1 丁\n1.2.2 戊\n2 己\n2.1 庚\n3 辛\n话。\n",
            "1 1 甲|2 1/1.1 乙|2 1/1.2 丙|3 1/1.2/1.2.1 丁|3 1/1.2/1.2.2 戊|1 2 己|2 2/2.1 庚|1 3 辛",
        ),
        ("1. 甲\n1.1. 乙\n2. 丙\n2.1. 丁\n", "1 1 甲|2 1/1.1 乙|1 2 丙|2 2/2.1 丁"),
        ("1、甲\n1.1、乙\n2、丙\n2.1、丁\n", "1 1 甲|2 1/1.1 乙|1 2 丙|2 2/2.1 丁"),
        (
            "第一章 甲\n1.1 乙\n1.1.1 丙\n第二章 丁\n2.1 戊\n",
            "1 第一章 甲|2 第一章/1.1 乙|3 第一章/1.1/1.1.1 丙|1 第二章 丁|2 第二章/2.1 戊",
        ),
        (
            "一、甲\n1.1 乙\n（1）丙。话。\n（2）丁。话。\n二、戊\n2.1 己\n",
            "1 一 甲|2 一/1.1 乙|3 一/1.1/（1） 丙|3 一/1.1/（2） 丁|1 二 戊|2 二/2.1 己",
        ),
        ("１ 甲\n１．１ 乙\n１．２ 丙\n", "1 1 甲|2 1/1.1 乙|2 1/1.2 丙"),
        ("1 甲\n1.1乙。话。\n1.2丙。话。\n", "1 1 甲|2 1/1.1 乙|2 1/1.2 丙"),
        (
            "第一章 甲\n第一节 乙\n1.1.1 丙\n1.1.2 丁\n",
            "1 第一章 甲|2 第一章/第一节 乙|3 第一章/第一节/1.1.1 丙|3 第一章/第一节/1.1.2 丁",
        ),
    ],
)
def test_decimal_headings_stand_as_deep_as_they_have_parts(text: str, expected: str) -> None:
    reading = read(text)
    assert outline(reading) == expected.split("|")
    assert reading.warnings == ()


@pytest.mark.parametrize(
    "line", ["1.2万亿元", "3.5亿元的贷款", "1.1%", "2.1 倍", "1.3-1.5 倍", "2021.3 印发", "1.2 修路；", "9.1 庚"]
)
def test_a_figure_is_no_heading(line: str) -> None:
    assert outline(read(f"一、甲\n1.1 乙\n话。\n{line}\n二、丙\n三、丁\n")) == [
        "1 一 甲",
        "2 一/1.1 乙",
        "1 二 丙",
        "1 三 丁",
    ]


def test_a_plain_list_below_a_decimal_heading_does_not_count_as_its_upper_level() -> None:
    text = "1 甲\n1.1 乙\n1. 子。话。\n2. 丑。话。\n3. 寅。话。\n1.2 丙\n2 丁\n2.1 戊\n3 己\n"
    assert [line.split()[1] for line in outline(read(text))] == [
        *("1", "1/1.1", "1/1.1/1", "1/1.1/2", "1/1.1/3"),
        *("1/1.2", "2", "2/2.1", "3"),
    ]


def test_a_decimal_number_left_out_is_doubted() -> None:
    reading = read("1 甲\n1.1 乙\n1.3 丙\n2 丁\n2.1 戊\n")
    assert [line.split()[1] for line in outline(reading)] == ["1", "1/1.1", "1/1.3", "2", "2/2.1"]
    assert len(reading.warnings) == 1
    assert "1.3" in reading.warnings[0]


def test_a_contents_page_with_decimal_numbers_is_contents() -> None:
    toc = "目 录\n1 甲\n1.1 乙\n1.2 丙\n2 丁\n2.1 戊\n"
    body = "1 甲\n1.1 乙\n话。\n1.2 丙\n话。\n2 丁\n2.1 戊\n话。\n"
    reading = read(toc + body)
    assert reading.plan.toc == ("1甲", "1.1乙", "1.2丙", "2丁", "2.1戊")
    assert [line.split()[1] for line in outline(reading)] == ["1", "1/1.1", "1/1.2", "2", "2/2.1"]
    assert reading.warnings == ()


def test_a_figure_at_the_start_of_a_wrapped_line_is_no_heading() -> None:
    wrapped = "去年全市金融业增加值在各县区里排到第二位，平均增速达到\n1.1的水平，今年还要再快一些\n"
    assert outline(read(f"一、甲\n{wrapped}二、乙\n三、丙\n")) == ["1 一 甲", "1 二 乙", "1 三 丙"]
