"""What the correction view shows, and front matter as typed texts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from app.desktop.correction_rows import doubts_of, leaf_ids, row_id, spot_at, spots_by_row, tree_rows
from app.desktop.front_rows import FIELDS, front_changes, front_texts
from app.errors import UserError
from app.plans.correction import Act, Correction, apply
from app.plans.correction_places import Spot
from app.plans.model import Box, Footnote, FrontMatter, NotTaken, Paragraph, Plan, Section
from tests.strategies import front_matters

PLAN = Plan(
    FrontMatter("柳河规划"),
    (
        Section("基础", 1, number="一", line=3, id="a", blocks=(Paragraph("第一段。", 5),)),
        Section(
            "任务",
            1,
            number="二",
            line=7,
            id="b",
            blocks=(Box("专栏1", "工程", (Paragraph("内容。", 10),), 9),),
            footnotes=(Footnote("①", "注文。", 12),),
        ),
    ),
    not_taken=(NotTaken("页码（2 处）", "第 4、8 行", "版面元素"),),
)


def test_the_tree_shows_every_element_below_the_one_that_holds_it() -> None:
    rows = [(row.text, row.level) for row in tree_rows(PLAN)]
    assert rows == [
        ("公文信息", 1),
        ("一、基础", 2),
        ("¶ 第一段。", 3),
        ("二、任务", 2),
        ("▣ 专栏1 工程", 3),
        ("¶ 内容。", 4),
        ("※ ① 注文。", 3),
    ]


def test_each_row_stands_for_one_element() -> None:
    spots = spots_by_row(PLAN)
    assert [row.id for row in tree_rows(PLAN)] == ["front", *spots]
    assert all(row_id(PLAN, spot) == row for row, spot in spots.items())
    assert set(leaf_ids(PLAN)) == {row_id(PLAN, spot) for spot in (Spot(0), Spot(1), Spot(1, 0))}


@pytest.mark.parametrize(
    ("line", "words", "spot"),
    [
        (3, "", Spot(0)),
        (6, "", Spot(0, 0)),
        (9, "工程", Spot(1, 0)),
        (12, "", Spot(1, 0, is_footnote=True)),
        (1, "", None),
    ],
)
def test_a_place_of_the_source_leads_to_its_element(line: int, words: str, spot: Spot | None) -> None:
    assert spot_at(PLAN, line, words) == spot


def test_doubts_name_their_place() -> None:
    doubts = doubts_of(PLAN, ("第 7 行“二、任务”：编号不连续，请核对。", "目录与正文不一致。"))
    assert [doubt.line for doubt in doubts] == [7, None, 4]
    assert doubts[2].text == "未带入：页码（2 处）（第 4、8 行）。版面元素"


def test_typed_front_matter_becomes_values() -> None:
    front = FrontMatter("柳河规划", issuers=("甲",), issued_on=date(2021, 12, 3), period=(2021, 2025))
    texts = front_texts(front)
    assert (texts["issued_on"], texts["period"]) == ("2021-12-03", "2021-2025")
    assert front_changes(front, texts) == ()
    texts |= {"issuers": "甲\n乙", "issued_on": "2022年1月4日", "base_year": "2020年", "period": "", "region": "柳河"}
    assert dict(front_changes(front, texts)) == {
        "issuers": ("甲", "乙"),
        "issued_on": "2022-01-04",
        "base_year": 2020,
        "period": None,
        "region": "柳河",
    }


@pytest.mark.parametrize(
    ("field", "text"),
    [("issued_on", "去年"), ("printed_on", "2021-13-01"), ("period", "五年"), ("base_year", "x"), ("title", "")],
)
def test_what_cannot_be_understood_is_refused(field: str, text: str) -> None:
    with pytest.raises(UserError):
        front_changes(FrontMatter("柳河规划", base_year=2020), front_texts(FrontMatter("柳河规划")) | {field: text})


@given(front_matters)
def test_a_change_of_one_field_leaves_the_others(front: FrontMatter) -> None:
    front = replace(front, title="柳河规划")
    texts = front_texts(front) | {"region": "新柳河"}
    texts = {name: front_texts(front)[name] if name != "region" else text for name, text in texts.items()}
    changes = front_changes(front, {name: texts[name] for name in ("region",)})
    after = apply(replace(PLAN, front=front), Correction(Act.FRONT, None, 0, changes)).plan.front
    assert after == replace(front, region="新柳河")
    assert {name for name, _label in FIELDS} == set(texts)
