"""Sections as lines of an editor and back."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from app.drafting.lines import Line, LineKind, from_lines, to_lines
from app.plans.model import (
    Box,
    Figure,
    Footnote,
    NumberStyle,
    Paragraph,
    Section,
    SectionKind,
    Table,
)

words = st.text("金融服务发展机构监管信贷，；、2025%", min_size=1, max_size=12)
tables = st.builds(
    Table,
    caption=st.none() | words,
    header=st.just(("指标", "2025年")),
    rows=st.lists(st.tuples(words, words), max_size=3).map(tuple),
)
paragraphs = st.builds(Paragraph, words.map(lambda text: f"{text}。"), line=st.none() | st.integers(1, 99))
boxes = st.builds(
    Box,
    st.integers(1, 9).map(lambda number: f"专栏{number}"),
    words,
    st.lists(paragraphs | tables, min_size=1, max_size=3).map(tuple),
)
blocks = st.lists(paragraphs | boxes | tables | st.builds(Figure, words), max_size=4).map(tuple)
NUMBERS = {1: ("一", NumberStyle.HAN), 2: ("（二）", NumberStyle.HAN_BRACKETS), 3: ("3", NumberStyle.ARABIC)}


@st.composite
def section_lists(draw) -> tuple[Section, ...]:
    sections: list[Section] = []
    for place in range(draw(st.integers(1, 6))):
        level = draw(st.integers(1, min(3, sections[-1].level + 1 if sections else 1)))
        number, style = NUMBERS[level]
        kind = draw(st.sampled_from((SectionKind.NUMBERED, SectionKind.ITEM, SectionKind.LEAD)))
        numbered = kind is SectionKind.NUMBERED
        own = draw(blocks)
        run_in = draw(st.booleans()) and bool(own) and isinstance(own[0], Paragraph)
        # A paragraph right behind a box would read as part of it only if it were boxed; it is not.
        notes = tuple(Footnote(mark, draw(words)) for mark in "①②"[: draw(st.integers(0, 2))])
        sections.append(
            Section(
                draw(words).strip("，；、") or "题",
                level,
                kind,
                number if numbered else "",
                style if numbered else NumberStyle.NONE,
                run_in,
                own,
                notes,
                id=f"s{place}",
            )
        )
    return tuple(sections)


@given(section_lists())
def test_lines_mean_the_sections_that_they_were_made_of(sections):
    assert from_lines(to_lines(sections), {section.id: section for section in sections}) == sections


def section(**changes) -> Section:
    base = Section("绿色金融", 2, number="（一）", style=NumberStyle.HAN_BRACKETS, id="s", blocks=(Paragraph("甲。"),))
    return replace(base, **changes)


def read_back(lines, *originals: Section):
    return from_lines(lines, {original.id: original for original in originals})


def test_a_heading_typed_over_keeps_its_number_out_of_the_title():
    original = section()
    (typed,) = read_back([Line(LineKind.HEADING, "（七） 绿色产业金融", "s", 2)], original)
    assert typed.title == "绿色产业金融"


def test_a_lead_that_begins_like_a_number_keeps_its_text():
    original = section(kind=SectionKind.LEAD, number="", style=NumberStyle.NONE, title="五年翻番")
    (typed,) = read_back([Line(LineKind.HEADING, "一、是方向", "s", 2)], original)
    assert typed.title == "一、是方向"


def test_a_run_in_heading_without_its_full_stop_stands_on_its_own_line():
    original = section(run_in=True)
    (typed,) = read_back([Line(LineKind.RUN_IN, "（一）绿色金融", "s", 2)], original)
    assert (typed.run_in, typed.blocks) == (False, ())


def test_a_split_heading_leaves_its_rest_as_a_paragraph():
    original = section(blocks=())
    lines = [Line(LineKind.HEADING, "（一）绿色", "s", 2), Line(LineKind.HEADING, "金融", "s", 2)]
    (typed,) = read_back(lines, original)
    assert (typed.title, typed.blocks) == ("绿色", (Paragraph("金融"),))


def test_deleting_a_heading_gives_its_text_to_the_section_before_and_lifts_what_stood_below():
    first = section(id="a", level=1)
    second, third = section(id="b", level=2), section(id="c", level=3)
    lines = [line for line in to_lines((first, second, third)) if line.section != "b"]
    kept = read_back(lines, first, second, third)
    assert [(each.id, each.level) for each in kept] == [("a", 1), ("c", 2)]
    assert kept[0].blocks == (Paragraph("甲。"), Paragraph("甲。"))


def test_unchanged_paragraphs_keep_their_place_in_the_source():
    original = section(blocks=(Paragraph("甲。", line=7), Paragraph("乙。", line=9)))
    lines = to_lines((original,))
    typed = read_back([*lines[:1], Line(LineKind.PARAGRAPH, "新。"), *lines[1:]], original)[0]
    assert typed.blocks == (Paragraph("新。"), Paragraph("甲。", line=7), Paragraph("乙。", line=9))


def test_empty_lines_are_no_paragraphs():
    original = section(blocks=())
    lines = [*to_lines((original,)), Line(LineKind.PARAGRAPH, "  ")]
    assert read_back(lines, original)[0].blocks == ()
