"""The same indicator in other plans."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.figures.model import Indicator
from app.figures.peers import in_unit, peers, same_indicator


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("金融业增加值占GDP的比重", "金融业增加值占地区生产总值比重"),
        ("金融机构本外币存款余额", "全市金融机构存款余额"),
        ("金融机构各项贷款余额", "金融机构本外币贷款余额"),
        ("境内外上市公司", "上市公司数量"),
        ("上市（挂牌）公司家数", "上市公司数量"),
        ("年保费收入", "原保险保费收入"),
        ("保险收入", "保费收入"),
        ("私募基金管理规模", "私募股权机构管理资产规模"),
        ("银行业不良贷款率", "不良贷款率"),
        ("绿色贷款占各项贷款比重", "绿色信贷占比"),
        ("年度新增直接融资额", "直接融资规模"),
        ("金融业增加值年均增速", "金融业增加值年均增长率"),
        ("金融业增加值平均增速", "金融业增加值年均增速"),
        ("各类金融机构", "金融机构数量"),
        ("上市及新三板公司数量", "上市公司数量"),
    ],
)
def test_names_of_one_indicator(one: str, other: str) -> None:
    assert same_indicator(one, other)
    assert same_indicator(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("金融业增加值", "金融业增加值占GDP的比重"),
        ("金融业增加值", "金融业增加值年均增速"),
        ("本外币存款余额", "本外币贷款余额"),
        ("银行本外币存贷款余额", "本外币存款余额"),
        ("金融机构数量", "法人金融机构数"),
        ("保险深度", "保险密度"),
        ("保费收入", "金融业税收"),
        ("小微企业信用贷款占比", "绿色贷款占比"),
        ("银行业总资产", "贷款余额"),
    ],
)
def test_names_of_different_indicators(one: str, other: str) -> None:
    assert not same_indicator(one, other)


def indicator(plan: str, name: str, unit: str, base: str, target: str, year: int = 2020) -> Indicator:
    return Indicator(name, unit, None, None, year, Decimal(base), None, 2025, Decimal(target), plan_id=plan)


def test_units_are_unified_and_definitions_noted() -> None:
    ours = indicator("draft", "金融机构存款余额", "亿元", "1800", "2900")
    jinan = indicator("jinan", "金融机构本外币存款余额", "万亿元", "2.11", "3.4")
    xining = indicator("xining", "全市金融机构存款余额", "亿元", "4372", "5000", 2019)
    found = peers(ours, [jinan, ours, xining, indicator("jinan", "保费收入", "亿元", "1", "2")])
    assert [(peer.plan_id, str(peer.base), str(peer.target), peer.unit) for peer in found] == [
        ("jinan", "21100", "34000", "亿元"),
        ("xining", "4372", "5000", "亿元"),
    ]
    assert found[0].note == "口径或有不同：本外币"
    assert found[1].note == "基期为2019年"
    assert found[0].growth is not None


def test_the_nearest_name_of_a_plan_wins() -> None:
    ours = indicator("draft", "新增直接融资额", "亿元", "10", "20")
    stock = indicator("a", "直接融资余额", "亿元", "1", "2")
    flow = indicator("a", "年度新增直接融资额", "亿元", "3", "4")
    assert [peer.indicator for peer in peers(ours, [stock, flow])] == [flow]


def test_an_amount_is_no_share() -> None:
    assert peers(indicator("draft", "绿色信贷", "亿元", "1", "2"), [indicator("a", "绿色贷款", "%", "1", "2")]) == ()


def test_past_years_alone_are_no_peer() -> None:
    past = Indicator("保费收入", "亿元", history=((2015, Decimal(1)), (2020, Decimal(2))), plan_id="a")
    assert peers(indicator("draft", "保费收入", "亿元", "1", "2"), [past]) == ()


def test_values_convert_between_scales_only_of_one_kind() -> None:
    assert in_unit(Decimal("3.30"), "万亿元", "亿元") == Decimal(33000)
    assert str(in_unit(Decimal(8000), "亿元", "万亿元")) == "0.8"
    assert in_unit(Decimal(3), "家", "亿元") is None
