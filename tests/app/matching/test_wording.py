from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.matching.wording import Span, number_spans, same_numbers, shared_phrases

texts = st.text("绿色金融和的，。 \n发展支持（）“”8%亿元", max_size=40)


def said(text: str, spans: tuple[Span, ...]) -> list[str]:
    return [text[span.start : span.end] for span in spans]


def dense(text: str) -> str:
    return "".join(text.split())


@given(texts, texts, st.integers(2, 6))
def test_spans_lie_in_the_text_in_order_and_stand_in_the_base(base: str, other: str, minimum: int) -> None:
    spans = shared_phrases(base, other, minimum)
    assert all(0 <= span.start < span.end <= len(other) for span in spans)
    assert all(one.end <= two.start for one, two in pairwise(spans))
    assert all(dense(piece) in dense(base) and len(dense(piece)) >= minimum for piece in said(other, spans))


@given(st.text(max_size=60), st.text(max_size=60))
def test_arbitrary_text_never_raises(base: str, other: str) -> None:
    shared_phrases(base, other)
    number_spans(other)
    same_numbers(base, other)


@given(texts)
def test_a_text_shares_every_long_stretch_with_itself(text: str) -> None:
    stretch = "绿色信贷产品"
    assert stretch in "".join(said(text + stretch, shared_phrases(text + stretch, text + stretch)))


def test_phrases_are_as_long_as_they_can_be() -> None:
    base, other = "健全环境信息披露制度，支持绿色信贷", "要完善环境信息披露制度建设"
    assert said(other, shared_phrases(base, other)) == ["环境信息披露制度"]


def test_a_phrase_does_not_cross_punctuation() -> None:
    assert said("绿色，信贷产品", shared_phrases("绿色信贷产品", "绿色，信贷产品")) == ["信贷产品"]
    assert shared_phrases("绿色。信贷", "绿色信贷") == ()


def test_blanks_that_conversion_put_in_do_not_hide_a_phrase() -> None:
    assert said("发展绿色 信贷产品", shared_phrases("绿色信贷产品", "发展绿色 信贷产品")) == ["绿色 信贷产品"]


@pytest.mark.parametrize(
    ("base", "other", "expected"),
    [
        ("人才的引进政策", "资金的引进政策", ["引进政策"]),
        ("机构和人才队伍建设", "企业和人才队伍建设", ["人才队伍建设"]),
        ("实现碳达峰碳中和", "推进碳达峰碳中和", ["碳达峰碳中和"]),
        ("鼓励各方共同参与", "引导社会共同参与", ["共同参与"]),
    ],
)
def test_loose_function_words_do_not_stay_at_the_edges(base: str, other: str, expected: list[str]) -> None:
    assert said(other, shared_phrases(base, other)) == expected


def test_half_a_figure_is_no_shared_phrase() -> None:
    assert said("余额达1202.1亿元", shared_phrases("余额达302.1亿元", "余额达1202.1亿元")) == []


def test_figures_and_years_are_marked_with_their_units() -> None:
    text = "到2025年达到1.2万亿元，年均增长8%"
    assert said(text, number_spans(text)) == ["2025年", "1.2万亿元", "8%"]


def test_numbers_are_compared_by_value_and_years_do_not_count() -> None:
    base, other = "到2025年，存款余额突破1.2万亿元", "到2025年，存款余额超过12000亿元，增长12%"
    assert said(other, same_numbers(base, other)) == ["12000亿元"]
    assert same_numbers("增长12%", "新增12家") == ()
