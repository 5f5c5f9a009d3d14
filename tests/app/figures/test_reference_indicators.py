"""Every cell of the reference plans' indicator tables, as printed."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from app.figures.facts import facts_of
from app.figures.indicators import indicators_of
from app.plans.model import Plan
from app.plans.reading import read_plan

pytestmark = pytest.mark.references

QINGDAO = """
产业规模|金融业增加值|亿元|85.64|135|||预期性
产业规模|金融业增加值年均增速|%|8|8|||预期性
产业规模|金融机构数量|家|300|400|||预期性
服务功能|银行本外币存贷款余额|亿元|5189|8000|||预期性
服务功能|境内外上市公司|家|17|30|||预期性
服务功能|企业债券余额|亿元|472.6|1000|||预期性
服务功能|私募基金管理规模|亿元|425|1300|||预期性
"""
JINAN = """
总体目标|金融业增加值|亿元|968.52|1560||10|
总体目标|金融业增加值占GDP的比重|%|9.6|11|||
总体目标|金融业税收|亿元|173.6|240||7|
总体目标|法人金融机构数|家|41|50|||
总体目标|上市公司数量|家|45|85|左右||
行业目标|金融机构本外币存款余额|万亿元|2.11|3.4||10|
行业目标|金融机构本外币贷款余额|万亿元|2.07|3.3||10|
行业目标|银行业总资产|万亿元|3.04|4.9||10|
行业目标|年度新增直接融资额|亿元|2269.53|3650||10|
行业目标|年保费收入|亿元|628.04|900||10|
行业目标|保险深度|%|6.19|6.3|||
行业目标|保险密度|元/人|6825|9000|||
"""
XINING = """
|金融业增加值|亿元|230|255||2.0|
|全市金融机构存款余额|亿元|4372|5000||2.7|
|全市金融机构贷款余额|亿元|5313|6000||2.5|
|金融机构数量|家|196|227||3.0|
|上市（挂牌）公司家数|家|257|300||3.1|
|保费收入|亿元|66|90||6.5|
|农村信用体系建设||||||
|绿色信贷占比||||||
|普惠金融||||||
"""
ZHOUSHAN = """
|金融业增加值|亿元|92.00|130|||
|金融机构各项贷款余额|亿元|2773.76|4300|||
|保费收入|亿元|38.79|50|||
|融资租赁业务额|亿元|426.06|600|||
|私募股权机构管理资产规模|亿元||200|||
|大宗商品线上交易额|亿元|241.65|1000|||
|小微企业信用贷款占比|%|13.8|15|||
|绿色贷款占各项贷款比重|%|5.8|6|||
|境内外上市公司|家|1|3|||
|直接融资规模|亿元|479.44|600|||
|银行业不良贷款率|%|2.57|1.5|左右||
"""


def plan_of(references: Path, name: str) -> Plan:
    return read_plan(next(references.glob(f"{name}_*.txt"))).plan


@pytest.mark.parametrize(("name", "table"), [("000", QINGDAO), ("001", JINAN), ("002", XINING), ("003", ZHOUSHAN)])
def test_every_cell_is_as_printed(references: Path, name: str, table: str) -> None:
    rows = [row for row in indicators_of(plan_of(references, name)) if row.target_year]
    cells = [
        (row.group, row.name, row.unit, row.base_value, row.target_value, row.qualifier, row.growth_stated, row.nature)
        for row in rows
    ]
    printed = ["|".join("" if cell is None else str(cell) for cell in row) for row in cells]
    assert printed == table.strip("\n").split("\n")
    assert {(row.base_year, row.target_year) for row in rows} == {(2020, 2025)}


def test_targets_in_words_and_notes(references: Path) -> None:
    rows = indicators_of(plan_of(references, "002"))
    assert rows[0].base_note == "预测值"
    assert [bool(row.target_text) for row in rows] == [False] * 6 + [True] * 3


def test_past_values_are_a_history(references: Path) -> None:
    past = [row for row in indicators_of(plan_of(references, "003")) if not row.target_year]
    assert [(row.name, row.history) for row in past[:1]] == [
        ("金融业增加值", ((2015, Decimal("68.80")), (2020, Decimal("92.00"))))
    ]
    assert len(past) == 7
    assert past[-1].history == ((2020, Decimal(1048)),)


def test_a_plan_without_a_table_has_its_targets_in_prose(references: Path) -> None:
    plan = plan_of(references, "004")
    assert indicators_of(plan) == ()
    targets = {(fact.name, str(fact.value), fact.unit, fact.year) for fact in facts_of(plan) if fact.role == "target"}
    assert {("原保费收入", "150", "亿元", 2025), ("保险深度", "3.8", "%", 2025)} <= targets
