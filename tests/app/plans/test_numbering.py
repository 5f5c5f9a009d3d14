"""Numbers at the start of lines, and the titles behind them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.plans.model import NumberStyle
from app.plans.numbering import APPENDIX, TITLE_LIMIT, han_value, number_of, title_of


@pytest.mark.parametrize(
    ("text", "style", "value", "number"),
    [
        ("一、发展基础", NumberStyle.HAN, 1, "一"),
        ("十二、发展基础", NumberStyle.HAN, 12, "十二"),
        ("一 、发展基础", NumberStyle.HAN, 1, "一"),
        ("（二）环境", NumberStyle.HAN_BRACKETS, 2, "（二）"),
        ("(二) 环境", NumberStyle.HAN_BRACKETS, 2, "（二）"),
        ("（十九)环境", NumberStyle.HAN_BRACKETS, 19, "（十九）"),
        ("1. 目标", NumberStyle.ARABIC, 1, "1"),
        ("1．目标", NumberStyle.ARABIC, 1, "1"),
        ("２、目标", NumberStyle.ARABIC, 2, "2"),
        ("12.目标", NumberStyle.ARABIC, 12, "12"),
        ("第Ⅳ部分 保障", NumberStyle.PART, 4, "第Ⅳ部分"),
        ("第XI章 保障", NumberStyle.CHAPTER, 11, "第XI章"),
        ("(3) 措施", NumberStyle.ARABIC_BRACKETS, 3, "（3）"),
        ("3）措施", NumberStyle.ARABIC_BRACKETS, 3, "（3）"),
        ("③措施", NumberStyle.CIRCLED, 3, "③"),
        ("⑶措施", NumberStyle.ARABIC_BRACKETS, 3, "（3）"),
        ("⒉ 目标", NumberStyle.ARABIC, 2, "2"),
        ("㈣环境", NumberStyle.HAN_BRACKETS, 4, "（四）"),
        ("（１２）措施", NumberStyle.ARABIC_BRACKETS, 12, "（12）"),
        ("第１０章 发展", NumberStyle.CHAPTER, 10, "第10章"),
        ("第一篇 总论", NumberStyle.PART, 1, "第一篇"),
        ("第二十一章发展", NumberStyle.CHAPTER, 21, "第二十一章"),
        ("第 3 章 发展", NumberStyle.CHAPTER, 3, "第3章"),
        ("第二节　环境", NumberStyle.DIVISION, 2, "第二节"),
        ("第十条 本规划", NumberStyle.ARTICLE, 10, "第十条"),
    ],
)
def test_every_style_is_recognised(text: str, style: NumberStyle, value: int, number: str) -> None:
    found = number_of(text)
    assert found is not None
    assert (found.style, found.value, found.text) == (style, value, number)


@pytest.mark.parametrize(
    "text",
    [
        "1.5左右",
        "2021.3",
        "一、二、三产业融合",
        "一是机构少",
        "第一，要抓紧",
        "第三产业",
        "第一章至第三章",
        "第IIII章保障",
        "①，比上年增长",
        "2020年",
        "",
        "十分重要",
        "（略）",
    ],
)
def test_what_only_looks_like_a_number_is_none(text: str) -> None:
    assert number_of(text) is None


@given(st.integers(1, 199))
def test_chinese_numerals_are_read_back(value: int) -> None:
    digits = "零一二三四五六七八九"
    hundreds, rest = divmod(value, 100)
    tens, ones = divmod(rest, 10)
    text = digits[hundreds] + "百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else digits[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    assert han_value(text + (digits[ones] if ones else "")) == value


@given(st.text(alphabet="一二十百零〇两三万", max_size=8))
def test_other_numerals_have_a_value_or_none(text: str) -> None:
    value = han_value(text)
    assert value is None or value > 0


@pytest.mark.parametrize(
    ("rest", "title", "goes_on", "closed"),
    [
        ("发展基础", "发展基础", "", False),
        ("发展 基础", "发展基础", "", False),
        ("发展基础。", "发展基础", "", True),
        ("做大总量。到2025年翻番。", "做大总量", "到2025年翻番。", True),
        ("一区：中心城区。", "一区：中心城区", "", True),
        ("银行业：支持本地银行做大，做强资本。", "银行业", "支持本地银行做大，做强资本。", False),
        ("办好 PE VC 基金", "办好PE VC基金", "", False),
    ],
)
def test_a_title_ends_at_its_first_sentence(rest: str, title: str, goes_on: str, closed: bool) -> None:
    found = title_of(rest)
    assert found is not None
    assert (found.text, found.rest, found.closed) == (title, goes_on, closed)


@pytest.mark.parametrize(
    "rest", ["", "修路；", "修路、架桥，", "很" * (TITLE_LIMIT + 1), "很" * (TITLE_LIMIT + 1) + "。好。"]
)
def test_a_list_entry_or_a_long_sentence_is_no_title(rest: str) -> None:
    assert title_of(rest) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("附件1项目清单", True),
        ("附录A指标说明", True),
        ("附：人才目录", True),
        ("附图A所示的范围", False),
        ("附件：略", False),
        ("附件：（略）", False),
        ("附：1.人才目录", False),
        ("附件1所列项目", False),
    ],
)
def test_what_is_added_behind_the_body_has_a_heading_of_its_own(text: str, expected: bool) -> None:
    assert (APPENDIX.match(text) is not None) is expected


def test_a_colon_may_part_the_number_of_a_part_or_chapter_from_its_title() -> None:
    assert [
        (number.text, number.rest) for text in ("第一部分：家底", "第二章 : 目标") if (number := number_of(text))
    ] == [
        ("第一部分", "家底"),
        ("第二章", "目标"),
    ]
    assert number_of("第一条：") is None


@pytest.mark.parametrize(
    ("rest", "title"),
    [("基本原则。政府搭台，企业唱戏；", "基本原则"), ("把好关口；", None), ("从业人员（万人）1.2 3.0", None)],
)
def test_a_first_sentence_is_a_title_though_the_line_is_cut_and_a_row_of_values_is_none(
    rest: str, title: str | None
) -> None:
    found = title_of(rest)
    assert (found.text if found else None) == title
