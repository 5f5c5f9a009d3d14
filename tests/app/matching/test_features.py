from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.matching.features import FUNCTIONS, canonical, function_name, function_weights, functions_by_place, ngrams


@given(st.text(max_size=50))
def test_common_wording_is_stable_and_without_blanks(text: str) -> None:
    once = canonical(text)
    assert canonical(once) == once
    assert not any(character.isspace() for character in once)


def test_abbreviations_and_synonyms_become_one_wording() -> None:
    assert canonical("助力 双碳 目标") == canonical("助力碳达峰、碳中和目标")
    assert canonical("支持科技金融发展") == canonical("支持科创金融发展")


@given(st.lists(st.text("绿色金融，12a", max_size=12), max_size=5))
def test_sequences_have_two_or_three_characters_of_their_own_text(texts: list[str]) -> None:
    rows, codes = ngrams(texts)
    found = {(int(row), decoded(int(code))) for row, code in zip(rows, codes, strict=True)}
    assert all(2 <= len(piece) <= 3 and piece in texts[row] for row, piece in found)


def decoded(code: int) -> str:
    letters = []
    while code:
        letters.append(chr(code & 0xFFFF))
        code >>= 16
    return "".join(reversed(letters))


def test_sequences_cross_neither_punctuation_nor_figures() -> None:
    _, codes = ngrams(["绿色，金融12亿元"])
    assert sorted(decoded(int(code)) for code in codes) == ["亿元", "绿色", "金融"]


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (("发展基础", "发展成就", "金融规模扩大"), {"成效"}),
        (("规划背景", "存在的问题"), {"问题"}),
        (("发展形势", "困难挑战"), {"问题", "挑战"}),
        (("总体要求", "指导思想"), {"思想"}),
        (("总体思路", "基本原则", "坚持风险底线"), {"原则"}),
        (("发展目标", "“十四五”时期主要目标"), {"目标"}),
        (("重点任务", "防范化解风险挑战"), {"举措"}),
        (("保障措施", "明确工作目标"), {"保障"}),
        (("空间布局", "一区：商务区"), {"空间"}),
        (("深化改革，增强动力", "发展绿色金融"), set()),
        (("发展基础", "金融发展环境持续优化"), {"成效", "问题"}),
        (("发展民生金融，补齐短板弱项", "服务养老"), set()),
    ],
)
def test_place_tells_the_function(titles: tuple[str, ...], expected: set[str]) -> None:
    assert functions_by_place(titles) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("截至2020年末，贷款余额增长至80亿元，首家机构开业。", "成效"),
        ("机构偏少，人才缺乏，创新能力不足。", "问题"),
        ("总量小、机构少，直接融资几乎空白，人才留不住。", "问题"),
        ("净息差收窄，机构盈利承压，贸易摩擦不断。", "挑战"),
        ("到2025年末力争达到90亿元，突破20家。", "目标"),
        ("鼓励银行开发产品，支持企业发债。", "举措"),
    ],
)
def test_wording_tells_the_function_where_place_does_not(text: str, expected: str) -> None:
    assert function_name(function_weights(("",), text)) == expected


@given(st.lists(st.text(max_size=8), min_size=1, max_size=4), st.text(max_size=60))
def test_function_weights_sum_to_one(titles: list[str], text: str) -> None:
    weights = function_weights(titles, text)
    assert weights.shape == (len(FUNCTIONS),)
    assert np.isclose(weights.sum(), 1.0, atol=1e-5)
    assert (weights >= 0).all()
