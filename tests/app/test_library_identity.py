"""Ids that survive a second import."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from app.figures.model import Indicator
from app.library_identity import keep_indicator_ids, keep_section_ids, plan_id_for, title_key
from app.plans.model import FrontMatter, Plan, Role, Section
from tests.strategies import plans


def reference(title: str, *issuers: str) -> Plan:
    return Plan(FrontMatter(title, issuers=issuers), ())


@pytest.mark.parametrize(
    "title", ["舟山市金融业发展“十四五”规划", "《舟山市金融业发展 ＂十四五＂ 规划》", "舟山市金融业发展'十四五'规划"]
)
def test_a_known_title_is_known_in_any_dress(title: str) -> None:
    assert plan_id_for(reference(title)) == ("zhoushan", "舟山市")


def test_another_title_gives_an_id_that_depends_on_title_and_issuers_alone() -> None:
    one, _ = plan_id_for(reference("甲市金融业规划", "甲市人民政府"))
    assert one.startswith("plan-")
    assert plan_id_for(reference("甲市 金融业规划", "甲市人民政府"))[0] == one
    assert plan_id_for(reference("甲市金融业规划", "乙市人民政府"))[0] != one


def test_a_draft_never_takes_the_id_of_a_card() -> None:
    draft = replace(reference("济南市“十四五”金融业发展规划"), role=Role.DRAFT)
    assert plan_id_for(draft)[0].startswith("draft-")
    assert plan_id_for(replace(draft, id="mine"))[0] == "mine"


def test_titles_differ_by_their_words_only() -> None:
    assert title_key("“十四五”金融 规划（2021—2025）") == title_key("十四五金融规划（2021-2025）")
    assert title_key("甲市规划") != title_key("乙市规划")


@given(stored=plans(Role.REFERENCE))
def test_the_same_plan_read_again_keeps_every_id(stored: Plan) -> None:
    bare = replace(stored, sections=tuple(replace(section, id="") for section in stored.sections))
    again = keep_section_ids(bare, stored)
    assert {section.id for section in again.sections} == {section.id for section in stored.sections}


@given(stored=plans(Role.REFERENCE), fresh=plans(Role.REFERENCE))
def test_ids_stay_unique_whatever_comes(stored: Plan, fresh: Plan) -> None:
    half = tuple(replace(s, id="") if i % 2 else s for i, s in enumerate(fresh.sections))
    ids = [section.id for section in keep_section_ids(replace(fresh, sections=half), stored).sections]
    assert "" not in ids
    assert len(set(ids)) == len(ids)


def test_sections_of_one_title_are_told_apart_by_path_then_by_order() -> None:
    old = Plan(FrontMatter("规划"), tuple(Section("保障", 1, number=number, id=f"s{number}") for number in "123"))
    fresh = replace(old, sections=tuple(Section("保障", 1, number=number) for number in "392"))
    assert [section.id for section in keep_section_ids(fresh, old).sections] == ["s3", "s1", "s2"]


def test_indicators_keep_their_ids_by_name_and_unit() -> None:
    stored = (Indicator("贷款", "亿元", id="a"), Indicator("贷款", "%", id="b"))
    fresh = (Indicator("贷款", "%"), Indicator("贷款", "亿元"), Indicator("存款", "亿元"))
    assert [one.id for one in keep_indicator_ids(fresh, stored)] == ["b", "a", ""]
