"""Digests by rule."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from app.plans.cards import card
from app.plans.digest import LONGEST, automatic_digest, digest_of
from app.plans.model import FrontMatter, Paragraph, Plan, Section
from app.plans.outline import Clause, clauses

TEXT = (
    "坚持服务大局，不断提高站位，进一步增强紧迫感，切实把各项工作抓紧抓好，让群众满意。"
    "设立总规模20亿元的松泉产业引导基金，引进法人银行2家；推动松泉农村商业银行完善治理。"
    "要充分认识这项工作的重要意义，各有关方面应当密切协作，形成良好氛围，久久为功。"
    "建设“松泉金服”综合平台，到2025年入驻企业5000户，撮合融资300亿元①。"
    "广泛宣传动员，营造良好环境，推动形成全社会关心、支持、参与的生动局面，凝聚各方共识。"
)


def clause_of(section: Section, is_card: bool = False) -> Clause:
    return clauses(Plan(FrontMatter("某市规划"), (section,), is_card=is_card))[0]


def test_what_is_done_how_much_and_by_whom_is_kept_in_order() -> None:
    digest = automatic_digest(TEXT)
    for piece in ("设立总规模20亿元的松泉产业引导基金", "引进法人银行2家", "“松泉金服”", "5000户", "300亿元"):
        assert piece in digest
    assert digest.index("20亿元") < digest.index("5000户")
    assert "重要意义" not in digest
    assert "①" not in digest
    assert len(digest) <= LONGEST


def test_a_short_text_needs_none() -> None:
    assert automatic_digest("设立20亿元基金。") == ""


def test_a_period_alone_says_nothing() -> None:
    assert "“十四五”时期；" not in automatic_digest("“十四五”时期，" + TEXT)


def test_what_somebody_wrote_goes_before_the_rule() -> None:
    section = Section("基金", 1, blocks=(Paragraph(TEXT),))
    assert digest_of(clause_of(section)) == (automatic_digest(TEXT), True)
    assert digest_of(clause_of(replace(section, digest="自己写的要点"))) == ("自己写的要点", False)


def test_a_card_has_its_digest_for_a_text_and_shows_it_once() -> None:
    section = Section("基金", 1, digest="设基金，20亿元")
    assert clause_of(section, is_card=True).text == "设基金，20亿元"
    assert digest_of(clause_of(section, is_card=True)) == ("", False)
    assert all(digest_of(one) == ("", False) for one in clauses(card("jinan").plan))


@given(text=st.text(alphabet="设立基金20亿元，。；“”银行①\n 坚持不断推进", max_size=400), longest=st.integers(10, 150))
def test_an_automatic_digest_is_never_longer_than_asked(text: str, longest: int) -> None:
    digest = automatic_digest(text, longest)
    assert len(digest) <= longest
    assert digest == automatic_digest(text, longest)
