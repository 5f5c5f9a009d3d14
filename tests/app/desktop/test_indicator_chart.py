"""Which bars stand for an indicator and its peers."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from app.desktop.indicator_chart import value_groups
from app.figures.model import Indicator
from widgets.value_chart import Filling, ValueBar, ValueGroup

NAMES = {"a": "柳河市", "b": "松泉市", "c": "青原市"}
OURS = Indicator("存款余额", "亿元", base_year=2020, base_value=Decimal(900), target_year=2025, plan_id="a", id="1")


def groups(one: Indicator, *others: Indicator) -> tuple[ValueGroup, ...]:
    return value_groups(one, others, NAMES)


def test_peers_are_drawn_in_our_unit():
    peer = Indicator("各项存款余额", "万亿元", target_year=2025, target_value=Decimal("1.2"), plan_id="b", id="2")
    _ours, theirs, _none = groups(OURS, peer)
    assert theirs.bars == (ValueBar("2025年", "12000亿元", 12000.0),)


def test_years_stand_in_order_each_with_its_filling():
    history = ((2022, Decimal(1000)), (2015, Decimal(500)))
    one = replace(OURS, target_value=Decimal(1500), qualifier="左右", history=history)
    assert [(bar.label, bar.text, bar.filling) for bar in groups(one)[0].bars] == [
        ("2015年", "500亿元", Filling.EMPTY),
        ("2020年", "900亿元", Filling.HATCHED),
        ("2022年", "1000亿元", Filling.EMPTY),
        ("2025年", "1500亿元左右", Filling.FULL),
    ]


def test_a_target_in_words_stands_without_a_bar():
    one = Indicator("存款余额", "亿元", target_year=2025, target_text="稳步增长", plan_id="a", id="1")
    assert groups(one)[0].bars == (ValueBar("2025年", "稳步增长", None),)


def test_a_plan_without_the_indicator_or_with_another_unit_says_so():
    odd = Indicator("存款余额", "", base_value=Decimal(5), plan_id="b", id="2")
    _ours, other, none = groups(OURS, odd)
    assert (other.bars, other.note) == ((), "单位为空，不能画在一起")
    assert (none.bars, none.note) == ((), "无")
