"""Headings that only a mark shows (#, Word styles, h1–h6), alone and beside numbered ones."""

from __future__ import annotations

import pytest

from app.errors import UserError
from app.plans.model import Role
from app.plans.outline import paths
from app.plans.reading import Reading, read_text
from app.plans.web.reader import read_html


def read(text: str) -> Reading:
    return read_text(f"# 某市规划\n{text}", "某市规划")


def outline(reading: Reading) -> list[str]:
    sections = reading.plan.sections
    return [f"{section.level} {path}" for section, path in zip(sections, paths(sections), strict=True)]


def test_marked_headings_alone_are_an_outline() -> None:
    reading = read("## 前言\n话。\n## 甲\n### 乙\n话。\n### 丙\n#### 丁\n话。\n## 戊\n话。\n")
    assert outline(reading) == ["1 前言", "1 甲", "2 甲/乙", "2 甲/丙", "3 甲/丙/丁", "1 戊"]
    assert reading.warnings == ()


def test_headings_of_a_page_without_numbers_are_an_outline() -> None:
    parts = "".join(
        f"<h2>{one}方面</h2><p>做好{one}的事，办实办好。</p><h3>{one}的细节</h3><p>话。</p>" for one in "甲乙丙"
    )
    page = f"<html><body><h1>某市金融规划</h1>{parts}</body></html>".encode()
    expected = [line for one in "甲乙丙" for line in (f"1 {one}方面", f"2 {one}方面/{one}的细节")]
    assert outline(read_html(page, "某市金融规划", Role.REFERENCE)) == expected


def test_numbers_that_begin_anew_behind_each_marked_heading_stand_below_it() -> None:
    reading = read("## 甲\n（一）乙\n话。\n（二）丙\n话。\n## 丁\n（一）戊\n1. 己\n话。\n## 庚\n话。\n")
    assert outline(reading) == ["1 甲", "2 甲/（一）", "2 甲/（二）", "1 丁", "2 丁/（一）", "3 丁/（一）/1", "1 庚"]
    assert reading.warnings == ()


def test_numbers_counted_on_across_marked_headings_stand_below_deeper_marks() -> None:
    reading = read("## 甲\n### （一）乙\n话。\n### （二）丙\n话。\n## 丁\n### （三）戊\n话。\n")
    assert outline(reading) == ["1 甲", "2 甲/（一）", "2 甲/（二）", "1 丁", "2 丁/（三）"]
    assert reading.warnings == ()


def test_marked_headings_between_numbered_ones_stand_below_them() -> None:
    reading = read("## 一、甲\n### 子\n话。\n#### 丑\n话。\n### 寅\n话。\n## 二、乙\n### 卯\n话。\n## 三、丙\n话。\n")
    assert outline(reading) == ["1 一", "2 一/子", "3 一/子/丑", "2 一/寅", "1 二", "2 二/卯", "1 三"]


@pytest.mark.parametrize("marks", [("#", "###", "", "##"), ("", "", "", ""), ("####", "#", "##", "#")])
def test_wrong_and_missing_marks_do_not_matter_beside_numbers(marks: tuple[str, ...]) -> None:
    lines = ("一、甲", "（一）乙", "二、丙", "三、丁")
    text = "".join(f"{mark} {line}\n话。\n" for mark, line in zip(marks, lines, strict=True))
    assert outline(read(text)) == ["1 一", "2 一/（一）", "1 二", "1 三"]


def test_leads_and_items_stand_below_marked_headings() -> None:
    text = "## 甲\n坚持政府引导。办事靠规则。\n坚持市场运作。不靠批条。\n## 乙\n——子。话。\n——丑。话。\n## 丙\n话。\n"
    expected = ["1 甲", "2 甲/坚持政府引导", "2 甲/坚持市场运作", "1 乙", "2 乙/子", "2 乙/丑", "1 丙"]
    assert outline(read(text)) == expected


def test_text_without_any_heading_is_refused() -> None:
    with pytest.raises(UserError, match="没有读到章节标题"):
        read("话。\n又一句话。\n附件1\n附件2\n附件3\n")
