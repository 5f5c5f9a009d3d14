"""Growth is recomputed from printed values and judged within their rounding."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.figures.growth import growth, half_unit, rounded, yearly_percent
from app.figures.model import Indicator


def row(base: str, target: str, stated: str | None = None, unit: str = "亿元", **more: object) -> Indicator:
    fields: dict[str, object] = {"name": "金融业增加值", "base_year": 2020, "target_year": 2025, **more}
    return Indicator(
        unit=unit,
        base_value=Decimal(base),
        target_value=Decimal(target),
        growth_stated=Decimal(stated) if stated else None,
        **fields,  # pyright: ignore[reportArgumentType]
    )


def test_growth_with_rounding_interval_in_words() -> None:
    found = growth(row("85.64", "135", "8"))
    assert found is not None
    assert found.percent is not None
    assert round(found.percent, 2) == Decimal("9.53")
    assert found.stated_agrees is False
    assert found.sentence == (
        "按2020年85.64亿元、2025年135亿元计算，年均增长9.5%（取整区间9.4%—9.6%），表中为8%，不符。"
    )


@pytest.mark.parametrize(
    ("base", "target", "stated", "agrees"),
    [
        ("968.52", "1560", "10", True),
        ("2.11", "3.4", "10", True),
        ("173.6", "240", "7", True),
        ("230", "255", "2.0", True),
        ("4372", "5000", "2.7", True),
        ("66", "90", "6.5", True),  # 6.4 by the printed values, 6.5 within their rounding
        ("628.04", "900", "10", False),  # 7.5
        ("100", "200", None, None),
    ],
)
def test_stated_growth_is_judged_within_the_rounding(
    base: str, target: str, stated: str | None, agrees: bool | None
) -> None:
    found = growth(row(base, target, stated))
    assert found is not None
    assert found.stated_agrees is agrees


@pytest.mark.parametrize(
    ("stated", "target_word", "stated_word", "agrees"),
    [
        ("12", None, None, False),  # 8.4 from the values
        ("12", "以上", None, True),
        ("12", "左右", None, None),
        ("12", "以内", None, False),
        ("6", "以上", None, False),
        ("6", None, "以上", True),
        ("12", None, "以上", False),
        ("6", None, "不超过", False),
        ("12", None, "不超过", True),
        ("6", None, "约", None),
    ],
)
def test_words_that_limit_open_the_intervals(
    stated: str, target_word: str | None, stated_word: str | None, agrees: bool | None
) -> None:
    found = growth(row("100", "150", stated, qualifier=target_word, growth_qualifier=stated_word))
    assert found is not None
    assert found.stated_agrees is agrees


@pytest.mark.parametrize(
    ("base", "target", "sentence"),
    [
        ("9.6", "11", "按2020年9.6%、2025年11%计算，提高1.4个百分点。"),
        ("2.57", "1.5", "按2020年2.57%、2025年1.5%计算，下降1.07个百分点。"),
        ("5", "5", "按2020年5%、2025年5%计算，持平。"),
    ],
)
def test_percentages_change_by_points(base: str, target: str, sentence: str) -> None:
    found = growth(row(base, target, unit="%"))
    assert found is not None
    assert found.percent is None
    assert found.sentence == sentence


def test_nothing_to_compute() -> None:
    assert growth(row("8", "8", unit="%", name="金融业增加值年均增速")) is None
    assert growth(row("0", "5")) is None
    assert growth(row("5", "9", target_year=2020)) is None
    assert growth(row("5", "9", qualifier="累计")) is None
    assert growth(Indicator("绿色信贷占比", target_text="领先")) is None


@pytest.mark.parametrize(
    "name",
    [
        "五年累计直接融资额",
        "五年直接融资额",
        "近三年发行债券",
        "“十四五”期间引进机构",
        "规划期新增上市公司",
        "新增挂牌企业（五年）",
    ],
)
def test_a_sum_over_years_has_no_growth_a_year(name: str) -> None:
    assert growth(row("286", "500", name=name)) is None


@pytest.mark.parametrize("name", ["五年期国债余额", "三年以上贷款余额", "直接融资额"])
def test_what_only_looks_like_a_sum_grows(name: str) -> None:
    assert growth(row("286", "500", name=name)) is not None


def test_falling_and_standing_values_in_words() -> None:
    falling, standing = growth(row("100", "90")), growth(row("5000000", "5000000"))
    assert falling is not None
    assert "年均下降2.1%" in falling.sentence
    assert standing is not None
    assert standing.sentence == "按2020年5000000亿元、2025年5000000亿元计算，年均持平。"


@given(
    st.decimals("0.01", "1000000", places=2),
    st.decimals("0", "60", places=2),
    st.integers(1, 15),
)
def test_growth_computed_forward_is_found_again(base: Decimal, percent: Decimal, years: int) -> None:
    target = base * (1 + percent / 100) ** years
    assert abs(yearly_percent(base, target, years) - percent) < Decimal("1e-12")


@given(st.decimals("1", "100000", places=1), st.decimals("1", "100000", places=0))
def test_the_growth_lies_in_its_interval(base: Decimal, target: Decimal) -> None:
    found = growth(row(str(base), str(target)))
    assert found is not None
    assert None not in (found.low, found.percent, found.high)
    assert found.low <= found.percent <= found.high  # pyright: ignore[reportOperatorIssue]


def test_rounding_follows_printed_places() -> None:
    assert half_unit(Decimal("85.64")) == Decimal("0.005")
    assert half_unit(Decimal("8E+3")) == Decimal("0.5")
    assert str(rounded(Decimal("-0.04"), 1)) == "0.0"
    assert str(rounded(Decimal("2.25"), 1)) == "2.3"
