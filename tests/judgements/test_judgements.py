"""The judged set fits the plans, and the ranking holds what it once reached on both of its parts."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import judge

pytestmark = pytest.mark.references


@pytest.fixture(scope="module")
def plans(references: Path):
    found = judge.reference_plans(references)
    if set(found) != set(judge.PLAN_MARKS):
        pytest.skip("the five judged plans are not all there")
    return found


def test_every_judged_path_is_a_clause(plans) -> None:
    assert judge.unresolved(plans) == []


def test_the_set_is_large_enough_and_a_third_is_held_out(plans) -> None:
    asked = list(judge.questions(plans))
    assert sum(question.clause is not None for question in asked) >= 60
    assert sum(question.clause is None for question in asked) >= 30
    of_clauses = [question for question in asked if question.clause is not None]
    assert 0.3 < sum(question.part == judge.HELD_OUT for question in of_clauses) / len(of_clauses) < 0.4


@pytest.mark.parametrize("part", [judge.TUNED, judge.HELD_OUT, judge.LATER, judge.LAST])
def test_the_ranking_stays_well_above_the_baseline(plans, part: str) -> None:
    asked = [question for question in judge.questions(plans) if question.part == part]
    looser = 0.2 if part == judge.LAST else 0.0  # few and narrow questions
    for of_clause, floor, first in ((True, 0.86 - looser, 0.78 - looser), (False, 0.81 - looser, 0.74 - looser)):
        chosen = [question for question in asked if (question.clause is not None) is of_clause]
        if chosen:
            ours = judge.figures(chosen, list(plans), judge.our_ranking(plans))
            baseline = judge.figures(chosen, list(plans), judge.bm25_ranking(plans))
            assert ours.ndcg > max(floor, baseline.ndcg + 0.1)
            assert ours.first_hit > max(first, baseline.first_hit)


def test_gain_is_one_for_the_ideal_order_and_less_for_another() -> None:
    grades = {"a": 3, "b": 2, "c": 1}
    assert judge.ndcg(["a", "b", "c"], grades) == pytest.approx(1.0)
    assert judge.ndcg(["b", "a", "c"], grades) < 1.0
    assert judge.ndcg(["x"], grades) == 0.0
