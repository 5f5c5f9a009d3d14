"""Figures in the reference plans' prose that are easily misread: lists, spans of years, sums of a period."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.figures.facts import facts_of
from app.plans.reading import read_plan

pytestmark = pytest.mark.references


def facts(references: Path, name: str) -> set[tuple[str, int | None, str]]:
    plan = read_plan(next(references.glob(f"{name}_*.txt"))).plan
    return {(fact.name, fact.year, f"{fact.value}{fact.unit}") for fact in facts_of(plan)}


def test_lists_spans_and_sums_of_qinghai(references: Path) -> None:
    found = facts(references, "004")
    for name, values in {
        "社会融资规模": "609亿元 1208亿元 126亿元 1278亿元 117亿元",
        "金融业增加值占第三产业增加值比重": "19.89% 20.69% 18.72% 17.70% 17.26%",
    }.items():
        assert {(name, year, value) for year, value in enumerate(values.split(), 2016)} <= found
    assert {
        ("金融机构本外币贷款余额年均增长率", 2020, "5.26%"),
        ("金融机构本外币存款余额年均增长率", 2020, "3.85%"),
        ("本外币存款余额", 2020, "6000亿元"),
        ("本外币贷款余额", 2020, "6000亿元"),
        ("累计直接融资", None, "1864亿元"),
        ("各项保险赔付支出", None, "161.03亿元"),
        ("上市公司再融资", None, "197.48亿元"),
        ("股权投资基金", 2015, "3家"),
        ("股权投资基金", 2020, "30家"),
        ("“两权”抵押贷款余额", 2020, "2.11亿元"),
        ("政策性农业保险补贴品种", None, "19种"),
    } <= found


def test_sums_and_comparisons_of_zhoushan(references: Path) -> None:
    found = facts(references, "003")
    assert {
        ("引进银行机构", None, "2家"),
        ("累计直接融资", None, "339.15亿元"),
        ("累计授信金额", None, "55亿元"),
        ("累计处置不良贷款", None, "324亿元"),
        ("保费收入提升", 2020, "58.20%"),
        ("银行业金融机构存贷比提高", 2020, "25.46%"),
    } <= found


def test_what_sums_up_years_has_the_year_of_no_period(references: Path) -> None:
    for name in ("000", "001", "002", "003", "004"):
        totals = {fact for fact in facts(references, name) if "累计" in fact[0] and fact[1] is not None}
        heads = {"累计上市公司", "累计发行债券", "小额贷款公司累计发放贷款", "民间资本管理公司累计投资"}
        assert {fact[0] for fact in totals} <= heads
