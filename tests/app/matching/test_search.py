"""The search over everything: what is found, where, and that nothing is missed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.figures.model import Indicator
from app.matching.search import AROUND, PlaceKind, plan_texts, search, spans_in, words_of
from app.plans.model import Box, Footnote, FrontMatter, GlossaryTerm, Paragraph, Plan, Section, SectionKind, Table
from app.progress import Cancelled


@pytest.fixture
def plan() -> Plan:
    return Plan(
        FrontMatter("松泉市金融规划"),
        (
            Section("主要任务", 1, number="一", id="a", digest="列出三件大事"),
            Section(
                "发展绿色金融",
                2,
                number="（一）",
                id="b",
                blocks=(
                    Paragraph("推出绿 色信贷，到2025年余额达到 1,200亿元①。"),
                    Box("专栏1", "重点工程", (Paragraph("建设碳账户平台。"),)),
                    Table("表一", ("指标", "目标"), (("绿色贷款", "60亿元"),)),
                ),
                footnotes=(Footnote("①", "按本外币口径统计。"),),
            ),
            Section("", 2, SectionKind.UNNUMBERED, id="c", blocks=(Paragraph("上述工作由金融局牵头。"),)),
            Section("普惠金融", 2, number="（二）", id="d", blocks=(Paragraph("用ＡＩ评估小店铺信用。"),)),
        ),
        glossary=(GlossaryTerm("碳账户", "记录减排量的账户。"),),
        id="松泉",
    )


INDICATOR = Indicator(
    "存贷比", "%", base_year=2020, base_value=Decimal(70), path="一/（一）", plan_id="松泉", id="存贷比"
)


def hits(plan: Plan, query: str, *kinds: PlaceKind):
    result = search([plan_texts(plan, [INDICATOR])], query, kinds)
    return [hit for found in result.plans for hit in found.hits]


@pytest.mark.parametrize(
    ("query", "kind", "section"),
    [
        ("任务", PlaceKind.TITLE, "a"),
        ("大事", PlaceKind.DIGEST, "a"),
        ("余额", PlaceKind.TEXT, "b"),
        ("碳账户平台", PlaceKind.BOX, "b"),
        ("专栏1", PlaceKind.BOX, "b"),
        ("60亿", PlaceKind.TABLE, "b"),
        ("口径", PlaceKind.FOOTNOTE, "b"),
        ("存贷比", PlaceKind.INDICATOR, "b"),
        ("减排", PlaceKind.TERM, ""),
    ],
)
def test_two_and_more_characters_are_found_wherever_they_stand(plan, query, kind, section):
    found = hits(plan, query)
    assert [(hit.place.kind, hit.place.section_id) for hit in found] == [(kind, section)]


def test_text_that_goes_on_with_a_clause_is_found_under_the_clause_above(plan):
    (hit,) = hits(plan, "金融局")
    assert hit.place.unit == "a"  # it stands behind the second level, so it goes on with what is above it there


@pytest.mark.parametrize("query", ["绿色信贷", "绿　色信贷", "AI", "ai", "ａｉ", "1，200亿元"])
def test_width_case_and_blanks_make_no_difference(plan, query):
    assert hits(plan, query)


def test_spans_are_those_of_the_printed_text():
    text = "推出绿 色信贷和绿色债券"
    assert [text[start:end] for start, end in spans_in(text, words_of("绿色"))] == ["绿 色", "绿色"]


def test_overlapping_words_become_one_span():
    assert spans_in("绿色金融债券", words_of("绿色金融 金融债")) == ((0, 5),)


def test_several_words_must_occur_in_the_same_clause_but_not_in_the_same_paragraph(plan):
    assert {hit.place.kind for hit in hits(plan, "碳账户 余额")} == {PlaceKind.TEXT, PlaceKind.BOX}
    assert not hits(plan, "碳账户 店铺")


def test_no_word_goes_across_two_paragraphs(plan):
    assert not hits(plan, "元①。专栏")


def test_kinds_that_are_not_wished_for_are_left_out(plan):
    assert [hit.place.kind for hit in hits(plan, "绿色", PlaceKind.TABLE)] == [PlaceKind.TABLE]


def test_a_hit_stands_in_its_surroundings():
    long = "甲" * 2 * AROUND + "绿色" + "乙" * 2 * AROUND
    plan = Plan(FrontMatter("长"), (Section("题", 1, id="x", blocks=(Paragraph(long),)),), id="长")
    (hit,) = hits(plan, "绿色")
    assert (hit.before, hit.word, hit.after) == ("…" + "甲" * AROUND, "绿色", "乙" * AROUND + "…")


def test_what_is_beyond_the_bound_is_counted(plan):
    result = search([plan_texts(plan)], "金融", most=1)
    assert (result.places, result.left_off) == (1, 2)


@pytest.mark.parametrize("query", ["", "  ", "　"])
def test_nothing_asked_is_nothing_found(plan, query):
    assert search([plan_texts(plan)], query).plans == ()


def test_a_search_can_be_stopped(plan):
    def stop(_message: str, _fraction: float) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        search([plan_texts(plan)], "金融", progress=stop)


@given(st.text("绿色金融Ａa 　\n①1", max_size=30), st.text("绿色金融Ａa1", min_size=1, max_size=3))
def test_every_occurrence_is_covered_by_a_span(text, word):
    plan = Plan(FrontMatter("文"), (Section("", 1, id="x", number="一", blocks=(Paragraph(text),)),), id="文")
    (form,) = words_of(word)
    plain = words_of("".join(text.split()) or "空")[0]
    result = search([plan_texts(plan)], word)
    assert bool(result.plans) == (form in plain)
    for found in result.plans:
        for start, end in found.hits[0].spans:
            assert form in words_of("".join(text[start:end].split()))[0]
