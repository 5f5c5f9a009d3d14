"""The drafter's changes of the subject list, kept apart from what the program brings along."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.matching import lexicon
from app.matching.coverage import coverage
from app.matching.index import Index
from app.matching.topics import topics
from app.plans.model import FrontMatter, NumberStyle, Paragraph, Plan, Section

WORDS = st.lists(st.text("绿色金融债券保险海洋", min_size=1, max_size=4), max_size=4).map(tuple)


def entry(topic_id: str) -> lexicon.Entry:
    return next(one for one in lexicon.shipped() if one.id == topic_id)


def test_without_changes_the_list_is_the_shipped_one() -> None:
    assert lexicon.loaded(None) == lexicon.shipped()
    assert lexicon.dumped(lexicon.shipped()) == ""
    assert lexicon.topics_of(lexicon.shipped()) == topics()


@given(st.sampled_from(lexicon.shipped()), st.text("甲乙丙", min_size=1, max_size=3), WORDS, WORDS, st.booleans())
def test_what_was_changed_is_read_again(one, name, names, words, hidden) -> None:
    changed = replace(one, name=name, names=tuple(dict.fromkeys(names)), words=one.words[1:] + words, hidden=hidden)
    changed = replace(changed, words=tuple(dict.fromkeys(changed.words)))
    entries = lexicon.with_new(lexicon.with_entry(lexicon.shipped(), changed), "低空经济")
    again = lexicon.loaded(lexicon.dumped(entries))
    assert {one.id: (one.name, set(one.names), set(one.words), one.hidden, one.own) for one in again} == {
        one.id: (one.name, set(one.names), set(one.words), one.hidden, one.own) for one in entries
    }


def test_only_the_words_that_differ_are_kept() -> None:
    green = entry("green")
    kept = lexicon.dumped(lexicon.with_entry(lexicon.shipped(), replace(green, words=(*green.words, "林业碳汇贷"))))
    assert "林业碳汇贷" in kept
    assert green.words[0] not in kept


@pytest.mark.parametrize("text", ["no json", "[]", '{"own": [3]}', '{"changed": {"green": {}}}'])
def test_what_cannot_be_read_leaves_the_shipped_list(text: str) -> None:
    assert lexicon.loaded(text) == lexicon.shipped()


def test_a_topic_of_the_drafters_is_taken_out_and_a_shipped_one_hidden() -> None:
    entries = lexicon.with_new(lexicon.with_new(lexicon.shipped(), "低空经济"), "数据要素")
    assert [one.id for one in entries[-2:]] == ["own-1", "own-2"]
    assert lexicon.without(entries, "own-1")[-1].name == "数据要素"
    assert lexicon.with_new(lexicon.without(entries, "own-1"), "康养")[-1].id == "own-1"
    hidden = lexicon.without(entries, "green")
    assert "green" not in {topic.id for topic in lexicon.topics_of(hidden)}
    assert lexicon.as_shipped(hidden, "green") == entries


def plan(plan_id: str) -> Plan:
    han = NumberStyle.HAN
    sections = (
        Section("发展低空经济金融", 1, number="一", style=han, blocks=(Paragraph("设立无人机产业基金。"),), id="1"),
        Section("发展绿色金融", 1, number="二", style=han, blocks=(Paragraph("扩大绿色信贷。"),), id="2"),
    )
    return Plan(FrontMatter(f"{plan_id}规划"), sections, id=plan_id)


def test_coverage_and_index_go_by_the_drafters_list() -> None:
    entries = lexicon.without(lexicon.with_new(lexicon.shipped(), "低空经济"), "green")
    subjects = lexicon.topics_of(entries)
    laid = {topic.id: topic for topic in coverage([plan("甲"), plan("乙")], subjects)}
    assert [clause.section.id for clause in laid["own-1"].clauses["甲"]] == ["1"]
    assert "green" not in laid
    index = Index.build([plan("甲"), plan("乙")], subject_list=subjects)
    assert index.subject_list == subjects
    assert index.subject_list[int(index.shelves[0].plans.topics[:, 0].argmax())].name == "低空经济"
