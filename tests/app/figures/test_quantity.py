"""Numbers in Chinese text: what is a quantity, what it is worth, and what is none."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.figures.han import han_number
from app.figures.quantity import normalised, quantities, years


def found(text: str) -> list[tuple[str, str, str | None]]:
    return [(str(q.quantity.value), q.quantity.unit, q.quantity.qualifier) for q in quantities(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("税收达到１，２３４．５亿元以上", [("1234.5", "亿元", "以上")]),
        ("存、贷款为3.4 万亿元、3.3 万亿元", [("3.4", "万亿元", None), ("3.3", "万亿元", None)]),
        ("密度 9000 元/人", [("9000", "元/人", None)]),
        ("增速不低于7%", [("7", "%", "不低于")]),
        ("提高2.5个百分点", [("2.5", "个百分点", None)]),
        ("共有4000多家", [("4000", "家", "多")]),
        ("约 330 余家", [("330", "家", "约")]),
        ("融资12,000亿元", [("12000", "亿元", None)]),
        ("规模突破百亿", [("100", "亿", "突破")]),
        ("新设三家机构", [("3", "家", None)]),
        ("共十二家", [("12", "家", None)]),
        ("占比约三成", [("3", "成", "约")]),
        ("规模翻一番", [("1", "番", None)]),
        ("增长百分之八点五", [("8.5", "%", None)]),
        ("下降-5.2%", [("-5.2", "%", None)]),
        ("覆盖99.87万人", [("99.87", "万人", None)]),
        ("面积12平方公里左右", [("12", "平方公里", "左右")]),
    ],
)
def test_quantities_as_printed(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize("text", ["引进1-2家", "1—2家", "1～2家", "1至2家", "1家至2家"])
def test_ranges_have_an_upper_end(text: str) -> None:
    (quantity,) = quantities(text)
    assert (quantity.value, quantity.upper, quantity.dimension) == (Decimal(1), Decimal(2), "家")


@pytest.mark.parametrize(
    "text",
    [
        "2021—2025年",
        "到二〇三五年",
        "2020年12月31日",
        "2021-01-03",
        "世界500强",
        "5G、P2P和1+5+X",
        "“两个平台”",
        "“126”机制",
        "第3个、第四位",
        "青政发〔2021〕5号",
        "1. 总体要求",
        "（1）发展目标",
        "专栏3 表1",
        "一家之言，一个中心",
        "十四五规划",
        "电话66602962",
        "不成员工",
        "数十家",
    ],
)
def test_what_is_no_quantity(text: str) -> None:
    assert found(text) == []


def test_equal_worth_in_different_units() -> None:
    one, other = quantities("1.2万亿元与12000亿元")
    assert (one.value, one.dimension) == (other.value, other.dimension)
    assert normalised(Decimal(5), "‰") == (Decimal("0.5"), "%")


def test_places_point_into_the_text() -> None:
    text = "到２０２５年，存款达到 3.4 万亿元以上"
    (quantity,) = quantities(text)
    assert text[quantity.start : quantity.end] == "3.4 万亿元"


def test_years_and_spans() -> None:
    text = "2020 年末、二〇三五年、2016—2020年"
    assert [(year.first, year.year) for year in years(text)] == [(None, 2020), (None, 2035), (2016, 2020)]


@given(st.integers(1, 9999))
def test_han_numerals_read_back(number: int) -> None:
    assert han_number(_in_han(number)) == number


def _in_han(number: int) -> str:
    digits, places = "零一二三四五六七八九", ("千", "百", "十", "")
    printed = "".join(
        digits[int(c)] + (place if c != "0" else "") for c, place in zip(f"{number:04}", places, strict=True)
    )
    while "零零" in printed:
        printed = printed.replace("零零", "零")
    return printed.strip("零")


@given(st.text("1２3,.，%亿万元家个一三十百年至—-约超 （）。", max_size=60))
def test_any_text_gives_quantities_in_order_and_apart(text: str) -> None:
    at = 0
    for quantity in quantities(text):
        assert at <= quantity.start < quantity.end <= len(text)
        at = quantity.end


@pytest.mark.parametrize("piece", ["1,", "1-", "12万", "一百", "约 ", "1.", "2020—"])
def test_time_is_linear_in_the_text(piece: str) -> None:
    start = time.perf_counter()
    quantities(piece * 20_000)
    assert time.perf_counter() - start < 20
