from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.matching.assignments import dumped, loaded, with_assignment
from app.matching.coverage import coverage
from tests.app.matching.conftest import plan_of

ids = st.text("ab甲", min_size=1, max_size=3)


@given(st.dictionaries(st.tuples(ids, ids), st.lists(ids, max_size=3).map(tuple), max_size=4))
def test_what_is_written_is_read_again(assignments):
    assert loaded(dumped(assignments)) == assignments


@pytest.mark.parametrize("text", [None, "", "no json", "[1, 2]", '{"a": 1}', "null"])
def test_anything_else_is_nothing(text):
    assert loaded(text) == {}


def test_the_drafters_word_wins_over_the_words_of_the_clause():
    plan = plan_of("甲", [(1, "一", "发展绿色金融", ""), (1, "二", "支持小店铺", "")])
    first, second = (section.id for section in plan.sections)
    by_hand = with_assignment({}, "甲", first, ())
    by_hand = with_assignment(by_hand, "甲", second, ("green",))
    green = next(topic for topic in coverage([plan], by_hand=by_hand) if topic.id == "green")
    assert [clause.section.id for clause in green.clauses["甲"]] == [second]
    back = with_assignment(with_assignment(by_hand, "甲", first, None), "甲", second, None)
    assert coverage([plan], by_hand=back) == coverage([plan])
