from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.drafting import edit
from app.drafting.renumber import CHAPTER_SYSTEM, HAN_SYSTEM, renumber
from app.plans.model import Box, NumberStyle, Paragraph, Section, SectionKind
from app.plans.outline import end_of, paths

Sections = tuple[Section, ...]


@st.composite
def outlines(draw: st.DrawFn, least: int = 1) -> Sections:
    """A valid outline in one of the two customs, ids a0, a1 …, now and then an —— item."""
    system = draw(st.sampled_from((HAN_SYSTEM, CHAPTER_SYSTEM)))
    sections: list[Section] = []
    for i, steps in enumerate(draw(st.lists(st.integers(0, 3), min_size=least, max_size=14))):
        level = max(1, sections[-1].level + 1 - steps) if sections else 1
        item = level > 1 and draw(st.integers(0, 5)) == 0
        section = Section(f"题{i}", level, blocks=(Paragraph(f"文{i}"),), id=f"a{i}")
        if item:
            sections.append(replace(section, kind=SectionKind.ITEM))
        else:
            sections.append(replace(section, style=system.style_at(level)))
    return renumber(sections)


@st.composite
def changes(draw: st.DrawFn) -> tuple[Sections, Sections]:
    """An outline before and after one of the changes that neither add nor delete."""
    sections = draw(outlines())
    index = draw(st.integers(0, len(sections) - 1))
    one: Callable[[Sections, int], Sections] | None = draw(
        st.sampled_from((edit.move_up, edit.move_down, edit.promote, edit.demote, None))
    )
    if one is not None:
        return sections, one(sections, index)
    to = draw(st.integers(0, len(sections)))
    return sections, edit.move(sections, index, to, draw(st.integers(1, 6)))


def assert_valid(sections: Sections) -> None:
    above = 0
    for section in sections:
        assert 1 <= section.level <= above + 1
        above = section.level


def essence(section: Section) -> tuple[str, str, SectionKind, tuple[object, ...]]:
    return section.id, section.title, section.kind, section.blocks


@given(changes())
def test_no_section_is_lost_doubled_or_rewritten(change: tuple[Sections, Sections]) -> None:
    before, after = change
    assert sorted(map(essence, after), key=repr) == sorted(map(essence, before), key=repr)


@given(changes())
def test_the_outline_stays_valid_and_numbered(change: tuple[Sections, Sections]) -> None:
    _, after = change
    assert_valid(after)
    assert renumber(after) == after


@given(outlines(), st.data())
def test_promoting_takes_back_a_demotion(sections: Sections, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(sections) - 1))
    down = edit.demote(sections, index)
    if down != sections:
        assert edit.promote(down, index) == sections


@given(outlines(), st.data())
def test_demoting_takes_back_the_promotion_of_a_last_sibling(sections: Sections, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(sections) - 1))
    end = end_of(sections, index)
    followed = end < len(sections) and sections[end].level == sections[index].level
    if sections[index].level > 1 and not followed:
        assert edit.demote(edit.promote(sections, index), index) == sections


@given(outlines(), st.data())
def test_moving_down_takes_back_moving_up(sections: Sections, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(sections) - 1))
    up = edit.move_up(sections, index)
    at = next(i for i, section in enumerate(up) if section.id == sections[index].id)
    if up != sections:
        assert edit.move_down(up, at) == sections


@given(outlines(), st.data())
def test_deleting_takes_the_subtree_and_nothing_else(sections: Sections, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(sections) - 1))
    left = edit.delete(sections, index)
    gone = slice(index, end_of(sections, index))
    assert [essence(s) for s in left] == [essence(s) for s in sections if s not in sections[gone]]
    assert [s.level for s in left] == [s.level for s in sections if s not in sections[gone]]
    assert_valid(left)


@given(outlines(least=0), st.data())
def test_adding_brings_one_new_section_where_it_says(sections: Sections, data: st.DataObject) -> None:
    after_index = data.draw(st.integers(-1, len(sections) - 1))
    level = data.draw(st.none() | st.integers(1, 6))
    grown = edit.add(sections, after_index, level, "新的一节。")
    place = edit.place_after(sections, after_index, level)
    assert grown[place].title == "新的一节"
    assert grown[place].id
    assert [s.id for s in (*grown[:place], *grown[place + 1 :])] == [s.id for s in sections]
    assert_valid(grown)
    assert renumber(grown) == grown


@st.composite
def torn_outlines(draw: st.DrawFn) -> Sections:
    """Outlines with gaps, as an imported plan may have them."""
    levels = draw(st.lists(st.integers(1, 6), min_size=1, max_size=10))
    styles = draw(st.lists(st.sampled_from(NumberStyle), min_size=len(levels), max_size=len(levels)))
    return tuple(
        Section(f"题{i}", level, style=style, id=f"a{i}")
        for i, (level, style) in enumerate(zip(levels, styles, strict=True))
    )


@given(torn_outlines(), st.data())
def test_an_outline_with_gaps_loses_nothing_either(sections: Sections, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(sections) - 1))
    changes = [change(sections, index) for change in (edit.move_up, edit.move_down, edit.promote, edit.demote)]
    to, level = data.draw(st.integers(0, len(sections))), data.draw(st.integers(1, 6))
    for after in (*changes, edit.move(sections, index, to, level)):
        assert sorted(section.id for section in after) == sorted(section.id for section in sections)
        assert all(section.level >= 1 for section in after)
    assert len(edit.add(sections, index, level)) == len(sections) + 1


def tree(*levels: int) -> Sections:
    return renumber(
        [Section(f"题{i}", level, style=HAN_SYSTEM.style_at(level), id=f"a{i}") for i, level in enumerate(levels)]
    )


def ids(sections: Sections) -> list[str]:
    return [section.id for section in sections]


def test_a_new_section_follows_the_children_of_the_one_before_it() -> None:
    assert paths(edit.add(tree(1, 2, 2, 1), 0)) == ["一", "一/（一）", "一/（二）", "二", "三"]


def test_a_new_child_is_the_last() -> None:
    grown = edit.add(tree(1, 2, 2, 1), 0, level=2, title="新")
    assert [s.title for s in grown] == ["题0", "题1", "题2", "新", "题3"]
    assert grown[3].number == "（三）"


def test_a_shallower_new_section_does_not_adopt_what_follows() -> None:
    grown = edit.add(tree(1, 2, 2, 1), 1, level=1, title="新")
    assert [s.title for s in grown] == ["题0", "题1", "题2", "新", "题3"]
    assert grown[3].number == "二"


def test_a_moved_section_takes_all_that_stands_under_it_and_the_style_of_its_depth() -> None:
    moved = edit.move(tree(1, 2, 3, 1, 2), 1, 5, 1)
    assert ids(moved) == ["a0", "a3", "a4", "a1", "a2"]
    assert [s.number for s in moved] == ["一", "二", "（一）", "三", "（一）"]


def test_a_move_into_itself_only_changes_the_level() -> None:
    assert ids(edit.move(tree(1, 1, 2), 1, 2, 2)) == ["a0", "a1", "a2"]
    assert [s.level for s in edit.move(tree(1, 1, 2), 1, 2, 2)] == [1, 2, 3]


def test_a_move_among_deep_sections_takes_a_level_that_tears_nothing() -> None:
    assert [s.level for s in edit.move(tree(1, 2, 3, 3, 1), 4, 3, 1)] == [1, 2, 3, 2, 3]


def test_promoting_in_place_adopts_the_siblings_that_follow() -> None:
    assert paths(edit.promote(tree(1, 2, 2, 2), 2)) == ["一", "一/（一）", "二", "二/（一）"]


@pytest.mark.parametrize(
    ("change", "index"), [(edit.promote, 0), (edit.demote, 0), (edit.demote, 1), (edit.move_up, 1)]
)
def test_what_the_outline_does_not_allow_changes_nothing(change: Callable[..., Sections], index: int) -> None:
    sections = tree(1, 2, 2)
    assert change(sections, index) == sections


def test_a_new_section_is_numbered_like_its_siblings_even_where_they_differ_from_the_rest() -> None:
    odd = (*tree(1, 2, 2, 1), Section("甲", 2, style=HAN_SYSTEM.style_at(4)))
    assert edit.add(odd, 4)[5].number == "（2）"


def test_renaming_and_new_text_leave_the_rest() -> None:
    sections = edit.set_blocks(tree(1, 2), 1, (Paragraph("正文"), Box("专栏8", "工程")))
    assert sections[1].blocks == (Paragraph("正文"), Box("专栏1", "工程"))
    renamed = edit.rename(sections, 1, " 主要成效。 ")
    assert renamed[1].title == "主要成效"
    assert renamed[0] == sections[0]
    assert renamed[1].id == "a1"
