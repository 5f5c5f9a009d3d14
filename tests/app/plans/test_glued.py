"""Arabic numbers whose title begins with digits right behind the dot."""

from __future__ import annotations

import pytest

from app.plans.reading import read_text


def headings(text: str) -> list[tuple[str, str]]:
    return [(section.number, section.title) for section in read_text(text, "某").plan.sections if section.number]


def test_a_title_that_begins_with_a_year_follows_the_dot_of_its_number() -> None:
    text = "一、起步\n1.回望来路。走过。\n2.看清形势。看过。\n3.2035年的样子。那时城更美。\n二、行动\n三、保障\n"
    assert ("3", "2035年的样子") in headings(text)


def test_a_title_that_begins_with_a_count_is_one_when_the_numbers_go_on_behind_it() -> None:
    text = "一、人才\n1.引来能人。重奖。\n2.101名师工程。选出名师。\n3.留住青年。给房。\n二、行动\n三、保障\n"
    assert ("2", "101名师工程") in headings(text)


@pytest.mark.parametrize("sum_of_money", ["2.5亿元用于贴息。", "2.35亿元投向小微，其余留存。"])
def test_a_sum_of_money_behind_a_heading_is_no_heading(sum_of_money: str) -> None:
    text = f"一、资金\n1.设立基金。到位资金如下。\n{sum_of_money}\n二、行动\n三、保障\n"
    assert [number for number, _ in headings(text)] == ["一", "1", "二", "三"]
