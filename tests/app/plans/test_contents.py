"""Contents pages: entries cleaned, split and compared with the body."""

from __future__ import annotations

import pytest

from app.plans.contents import compare, find_contents
from app.plans.model import Section
from app.plans.normalise import Dropped, read_lines


def entries(text: str) -> tuple[str, ...]:
    return find_contents(read_lines(text, Dropped())).entries


@pytest.mark.parametrize(
    "page",
    [
        "一、基础 ..... 3\n(一)成效 ..... 4\n二、任务 ..... 9",
        "一、基础……………（3）\n（一）成效………… (4)\n二、任务…………(9)",
        "一、基础\t3\n（一）成效\t4\n二、任务\t9",
        "- 一、基础\n- (一) 成效\n\n二、任务",
        "一、基础·····3（一）成效·····4二、任务·····9",
        "一、基础（一）成效二、任务",
        "<b>一、基础 .....</b>\t<b>3</b>\n<b>（一）成 效 .....</b>\t<b>4</b>\n二、任务……\n(9)",
        "一、基础    3\n（一）成效    4\n二、任务    9",
    ],
)
def test_entries_lose_dots_and_page_numbers(page: str) -> None:
    assert entries(f"某市规划\n目　录\n{page}\n一、基础\n话。") == ("一、基础", "（一）成效", "二、任务")


def test_the_page_ends_where_prose_begins() -> None:
    text = "目录\n一、基础\n二、任务\n名词解释\n" + "为了把事情办好，" * 10 + "写成规划。\n一、基础\n"
    contents = find_contents(read_lines(text, Dropped()))
    assert contents.entries == ("一、基础", "二、任务", "名词解释")
    assert (contents.start, contents.end) == (0, 4)


def test_a_preface_behind_the_page_is_no_entry() -> None:
    assert entries("目录\n一、基础 … 1\n二、任务 … 2\n前 言\n话。\n一、基础") == ("一、基础", "二、任务")


def test_chapters_and_sections_may_run_together() -> None:
    glued = "第一章 基础………(5)一、指标……(5)二、成效……\n(7)\n第二章任务……(9)一、做大，做强……(9)"
    expected = ("第一章基础", "一、指标", "二、成效", "第二章任务", "一、做大，做强")
    assert entries(f"目录\n{glued}\n第一章 基础") == expected


def test_dots_and_pages_show_a_page_without_heading() -> None:
    page = "".join(f"{number}、题目{number} ...... {i}\n" for i, number in enumerate("一二三四五", 1))
    assert entries(f"某市规划\n{page}一、题目一\n话。\n") == tuple(f"{number}、题目{number}" for number in "一二三四五")


def test_a_text_without_contents_has_none() -> None:
    assert entries("某市规划\n一、基础\n二、任务") == ()


def test_entries_that_the_body_words_otherwise_are_doubted() -> None:
    sections = [
        Section("发展基础", 1, number="一", line=5),
        Section("组织保障", 1, number="二", line=9),
        Section("打造高地，办好平台", 2, number="（一）", line=12),
    ]
    doubts = compare(("一、发展基础", "二、实施保障", "（一）打造高地,办好平台", "三、附则"), sections)
    assert len(doubts) == 2
    assert "实施保障" in doubts[0]
    assert "组织保障" in doubts[0]
    assert "没有找到" in doubts[1]


def test_an_entry_set_on_two_lines_is_one() -> None:
    page = "一、基础 ..... 3\n二、建成“一核两带多点”\n的格局 ..... 5\n名词解释 ..... 9"
    assert entries(f"某市规划\n目录\n{page}\n一、基础\n话。") == (
        "一、基础",
        "二、建成“一核两带多点”的格局",
        "名词解释",
    )
