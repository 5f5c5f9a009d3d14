"""Hypothesis strategies for the values of the program: any plan and any indicator that the types allow."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from app.figures.model import Indicator, Nature
from app.plans.model import (
    Box,
    Figure,
    Footnote,
    FrontMatter,
    GlossaryTerm,
    NotTaken,
    NumberStyle,
    Paragraph,
    Plan,
    Role,
    Section,
    SectionKind,
    Source,
    Table,
)

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
titles = st.text("金融业发展规划绿色普惠科技 一二三（）“”", max_size=8)
years = st.integers(2000, 2050)
lines = st.none() | st.integers(1, 9999)
maybe_texts = st.none() | texts
text_tuples = st.lists(texts, max_size=3).map(tuple)
dates = st.none() | st.dates(date(1990, 1, 1), date(2060, 1, 1))
decimals = st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    width = draw(st.integers(0, 3))
    cells = st.lists(texts, min_size=width, max_size=width).map(tuple)
    rows = draw(st.lists(cells, max_size=3).map(tuple))
    return Table(draw(maybe_texts), draw(cells), rows, draw(text_tuples), draw(maybe_texts), draw(lines))


paragraphs = st.builds(Paragraph, texts, lines)
figures = st.builds(Figure, texts, maybe_texts, text_tuples, lines)
boxes = st.builds(Box, texts, texts, st.lists(paragraphs | tables(), max_size=3).map(tuple), lines)
blocks = st.lists(paragraphs | tables() | figures | boxes, max_size=3).map(tuple)
footnotes = st.lists(st.builds(Footnote, texts, texts, lines), max_size=2).map(tuple)

sections = st.builds(
    Section,
    title=titles,
    level=st.integers(1, 5),
    kind=st.sampled_from(SectionKind),
    number=texts,
    style=st.sampled_from(NumberStyle),
    run_in=st.booleans(),
    blocks=blocks,
    footnotes=footnotes,
    digest=maybe_texts,
    line=lines,
    id=st.uuids().map(lambda one: one.hex),
)
section_tuples = st.lists(sections, max_size=6, unique_by=lambda section: section.id).map(tuple)

front_matters = st.builds(
    FrontMatter,
    title=titles,
    region=maybe_texts,
    issuers=text_tuples,
    doc_number=maybe_texts,
    issued_on=dates,
    printed_on=dates,
    published_on=dates,
    period=st.none() | st.tuples(years, years),
    base_year=st.none() | years,
    recipients=text_tuples,
    copied_to=text_tuples,
    remarks=text_tuples,
    notice_title=maybe_texts,
    notice=text_tuples,
    agency_mark=maybe_texts,
    compiler=maybe_texts,
    cover_date=maybe_texts,
)


def plans(role: Role, plan_id: str = "") -> st.SearchStrategy[Plan]:
    """Any plan of this role; its sections have ids."""
    return st.builds(
        Plan,
        front=front_matters,
        sections=section_tuples,
        role=st.just(role),
        toc=text_tuples,
        glossary=st.lists(st.builds(GlossaryTerm, texts, texts), max_size=2).map(tuple),
        not_taken=st.lists(st.builds(NotTaken, texts, texts, texts), max_size=2).map(tuple),
        source=st.none() | st.builds(Source, texts, texts, maybe_texts),
        id=st.just(plan_id),
    )


indicators = st.builds(
    Indicator,
    name=texts,
    unit=texts,
    group=maybe_texts,
    nature=st.none() | st.sampled_from(Nature),
    base_year=st.none() | years,
    base_value=st.none() | decimals,
    base_note=maybe_texts,
    target_year=st.none() | years,
    target_value=st.none() | decimals,
    target_text=maybe_texts,
    qualifier=maybe_texts,
    growth_stated=st.none() | decimals,
    history=st.lists(st.tuples(years, decimals), max_size=3).map(tuple),
    path=maybe_texts,
    id=st.uuids().map(lambda one: one.hex),
)
