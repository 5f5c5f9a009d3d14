from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import contract
from app.figures.model import Indicator, Nature
from app.plans.model import (
    Box,
    Figure,
    Footnote,
    FrontMatter,
    GlossaryTerm,
    NotTaken,
    Paragraph,
    Plan,
    Section,
    SectionKind,
    Table,
)

TABLE = Table(None, ("指标", "2020年"), (("存款余额", "100"),), ("按现价计算",))
PLAN = Plan(
    FrontMatter(
        "青岚市金融业发展规划",
        region="青岚市",
        issuers=("青岚市人民政府",),
        issued_on=date(2021, 12, 3),
        period=(2021, 2025),
        recipients=("各县区人民政府", "市政府各部门"),
    ),
    (
        Section("总体要求", 1, number="一"),
        Section(
            "壮大主体",
            2,
            number="（一）",
            run_in=True,
            blocks=(
                Paragraph("支持机构①设立。"),
                Box("专栏1", "重点工程", (Paragraph("逐项推进。"), TABLE)),
                replace(TABLE, caption="主要指标"),
                Figure("空间布局"),
            ),
            footnotes=(Footnote("①", "指持牌机构。"),),
        ),
        Section("保障", 1, kind=SectionKind.UNNUMBERED),
    ),
    toc=("一、总体要求",),
    glossary=(GlossaryTerm("绿色金融", "支持环境改善的金融活动"),),
    not_taken=(NotTaken("页码", "第 3 行", "不是正文"),),
    id="qinglan",
)


def test_an_outline_fits_its_shape(fits):
    fits(contract.outline_document(PLAN), "outline")


def test_an_empty_plan_has_every_key(fits):
    fits(contract.outline_document(Plan(FrontMatter("无"), ())), "outline")


def test_unknown_front_matter_is_null_and_paragraphs_are_joined():
    front = contract.outline_document(PLAN)["plan"]
    assert front["issued_on"] == "2021-12-03"
    assert front["printed_on"] is None
    assert front["recipients"] == "各县区人民政府\n市政府各部门"
    assert front["copied_to"] is None
    assert front["period"] == [2021, 2025]


def test_a_section_without_number_has_null_and_its_title_as_path():
    section = contract.outline_document(PLAN)["sections"][2]
    assert (section["number"], section["path"], section["kind"]) == (None, "保障", "unnumbered")


def test_paragraphs_of_boxes_stay_with_the_box():
    document = contract.outline_document(PLAN)
    assert document["sections"][1]["paragraphs"] == ["支持机构①设立。"]
    assert document["boxes"] == [
        {"label": "专栏1", "title": "重点工程", "under": "一/（一）", "paragraphs": ["逐项推进。"]}
    ]


def test_a_table_in_a_box_is_listed_under_the_boxs_title():
    tables = contract.outline_document(PLAN)["tables"]
    assert [table["caption"] for table in tables] == ["重点工程", "主要指标"]
    assert {table["under"] for table in tables} == {"一/（一）"}


def test_a_footnote_names_the_path_it_stands_under():
    assert contract.outline_document(PLAN)["footnotes"] == [{"mark": "①", "under": "一/（一）", "text": "指持牌机构。"}]


def test_indicators_carry_json_numbers(fits):
    indicator = Indicator(
        "存款余额",
        "亿元",
        nature=Nature.EXPECTED,
        base_year=2020,
        base_value=Decimal("85.64"),
        target_year=2025,
        target_value=Decimal("135.0"),
        history=((2015, Decimal("60")),),
        plan_id="qinglan",
        id="a",
    )
    document = contract.indicators_document([indicator], {"a": Decimal("9.5312345")})
    fits(document, "indicators")
    (row,) = document["indicators"]
    assert (row["base_value"], row["target_value"], row["growth_computed"]) == (85.64, 135, 9.53)
    assert document["history"] == [{"plan": "qinglan", "name": "存款余额", "unit": "亿元", "values": {"2015": 60}}]


def test_past_years_alone_are_history_and_no_indicator():
    document = contract.indicators_document([Indicator("机构数", "家", history=((2016, Decimal(9)),), id="b")], {})
    assert document["indicators"] == []
    assert document["history"][0]["values"] == {"2016": 9}


def test_an_indicator_of_which_little_is_known_has_every_key(fits):
    fits(contract.indicators_document([Indicator("绿色贷款占比")], {}), "indicators")


@pytest.mark.parametrize(("value", "expected"), [("0", 0), ("2.50", 2.5), ("1E+3", 1000), ("-3.1", -3.1)])
def test_numbers_are_as_printed(value, expected):
    assert contract.number(Decimal(value)) == expected


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9))
def test_a_number_keeps_its_value(value):
    shown = contract.number(value)
    assert Decimal(str(shown)) == value
