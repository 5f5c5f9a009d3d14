"""Lines without the marks of conversion; the printed wording untouched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.plans.normalise import Dropped, close_up, finished, places, read_lines, tidy


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("到 2025 年底，达到 1.5 万亿元", "到2025年底，达到1.5万亿元"),
        ("增长 20% 以上", "增长20%以上"),
        ("Limited Partner 制度", "Limited Partner制度"),
        ("“一项行动 两个平台”", "“一项行动 两个平台”"),
        ("主体, 推进", "主体,推进"),
        ("共 1 200 亿", "共1 200亿"),
        ("\u3000\u3000首行缩进", "首行缩进"),
        ("句号。。照旧", "句号。。照旧"),
    ],
)
def test_blanks_beside_han_go_and_printed_ones_stay(text: str, expected: str) -> None:
    assert tidy(text) == expected


@given(st.text(alphabet="规划 年2025aB，。（)\t\u3000“%"))
def test_tidying_changes_blanks_only_and_once(text: str) -> None:
    once = tidy(text)
    assert "".join(once.split()) == "".join(text.split())
    assert tidy(once) == once


@given(st.text(alphabet="指标 名2025aB。（)\u3000"))
def test_closing_up_changes_blanks_only_and_once(text: str) -> None:
    once = close_up(text)
    assert "".join(once.split()) == "".join(text.split())
    assert close_up(once) == once


@pytest.mark.parametrize(
    ("text", "expected"), [("好。", True), ("好。”", True), ("好（见图）", False), ("如下：", True), ("好，", False)]
)
def test_a_paragraph_is_finished_where_a_sentence_ends(text: str, expected: bool) -> None:
    assert finished(text) is expected


def test_marks_of_conversion_go() -> None:
    dropped = Dropped()
    source = "[bookmark: _Toc1]## **一、基础**\n- (一) 成效\n\\*预测数\n<b>粗</b>体\n---\n\n"
    source += "- 12 -\n[image: x.png]\n\u200b零宽\n**甲：**乙"
    lines = read_lines(source, dropped)
    assert [line.text for line in lines] == ["一、基础", "(一)成效", "*预测数", "粗体", "零宽", "甲：乙"]
    assert lines[0].hashes == 2
    assert lines[-1].bold == "甲："
    assert {entry.what for entry in dropped.report()} == {"Word 书签", "分隔线", "页码", "图片", "不可见字符"}


def test_lines_know_their_number_and_the_gap_before() -> None:
    assert [(line.number, line.gap) for line in read_lines("\n\n甲\r\n乙\r\n\r\n丙", Dropped())] == [
        (3, 2),
        (4, 0),
        (6, 1),
    ]


def test_a_bare_number_is_a_page_number_only_on_its_own() -> None:
    assert [line.text for line in read_lines("甲\n\n12\n\n乙\n\t3\n", Dropped())] == ["甲", "乙", "3"]


def test_tabs_part_cells() -> None:
    line, led = read_lines("指 标\t2020 年\t\n\t只此一格", Dropped())
    assert line.cells == ("指标", "2020年", "")
    assert led.cells == ("", "只此一格")


def test_wide_blanks_part_joint_issuers() -> None:
    (line,) = read_lines("　　甲市发改局    甲市金融局", Dropped())
    assert line.wide == ("甲市发改局", "甲市金融局")


def test_places_are_told_in_runs() -> None:
    assert places([3, 9, 8, 7, 3]) == "第 3、7—9 行"
    assert places(range(1, 40, 2)).endswith("行等")


@pytest.mark.parametrize(("text", "expected"), [("增长 $20\\%$ 以上", "增长20%以上"), ("增加值$^{1}$为", "增加值¹为")])
def test_numbers_set_as_formulas_become_text(text: str, expected: str) -> None:
    assert [line.text for line in read_lines(text, Dropped())] == [expected]


def test_quoted_and_slanted_lines_of_markdown_lose_their_marks_and_rules_of_dashes_go() -> None:
    source = "> 银行业占九成。\n*注：2025年为预期数。*\n__甲__乙*丙*\n——————\n——守住底线。\n……\n"
    assert [line.text for line in read_lines(source, Dropped())] == [
        "银行业占九成。",
        "注：2025年为预期数。",
        "甲乙*丙*",
        "——守住底线。",
        "……",
    ]
