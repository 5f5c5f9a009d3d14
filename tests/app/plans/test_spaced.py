"""Han numbers that only a blank parts from their title."""

from __future__ import annotations

import pytest

from app.plans.normalise import Dropped, read_lines
from app.plans.spaced import mark_spaced


def texts(source: str) -> list[str]:
    return [line.text for line in mark_spaced(read_lines(source, Dropped()))]


def test_numbers_that_count_on_are_headings() -> None:
    assert texts("一　现状\n（一）甲\n话。\n二 目标\n三  任务") == [
        "一、现状",
        "（一）甲",
        "话。",
        "二、目标",
        "三、任务",
    ]


@pytest.mark.parametrize(
    "source",
    [
        "一 现状\n二 目标",
        "一 现状\n三 任务\n二 目标",
        "一、现状\n一 甲\n二 乙\n三 丙",
        "一 甲，乙\n二 丙\n三 丁",
        "一\t甲\n二\t乙\n三\t丙",
    ],
)
def test_other_lines_stay_as_they_are(source: str) -> None:
    lines = read_lines(source, Dropped())
    assert mark_spaced(lines) == lines
