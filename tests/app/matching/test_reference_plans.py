"""On the real plans, headings that are plainly about one thing find each other."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from app.matching.counterparts import Query, Verdict, find_counterparts
from app.matching.coverage import coverage
from app.matching.index import Index
from app.plans.model import Plan
from app.plans.outline import Clause, clauses
from app.plans.reading import read_plan

pytestmark = pytest.mark.references


@pytest.fixture(scope="module")
def plans(references: Path) -> list[Plan]:
    return [replace(read_plan(path).plan, id=path.stem) for path in sorted(references.glob("*.txt"))]


@pytest.fixture(scope="module")
def index(plans: list[Plan]) -> Index:
    return Index.build(plans)


def the_one(plan: Plan, title: str) -> Clause | None:
    """The only clause of a plan whose title has these words."""
    found = [clause for clause in clauses(plan) if title in clause.title]
    return found[0] if len(found) == 1 else None


@pytest.mark.parametrize("title", ["指导思想", "供应链", "保障措施", "发展成就", "不良资产", "数字人民币"])
def test_the_only_clauses_with_a_title_word_are_each_others_first(index: Index, plans: list[Plan], title: str) -> None:
    holders = [clause for plan in plans if (clause := the_one(plan, title))]
    for one, other in permutations(holders, 2):
        (found,) = find_counterparts(index, Query.of_clause(one), plan_ids=[other.plan_id])
        assert found.candidates[0].path == other.path
        assert found.verdict is Verdict.MATCH


def test_every_plan_has_the_core_topics(plans: list[Plan]) -> None:
    laid = {topic.id: topic for topic in coverage(plans)}
    for topic_id in ("guiding", "goals", "green", "technology-finance", "supervision", "talent", "insurance"):
        assert all(laid[topic_id].clauses[plan.id] for plan in plans), topic_id


def test_hardly_a_clause_stands_outside_all_topics(plans: list[Plan]) -> None:
    laid = coverage(plans)
    covered = {(c.plan_id, c.index) for topic in laid for found in topic.clauses.values() for c in found}
    everything = [clause for plan in plans for clause in clauses(plan) if clause.title]
    assert sum((c.plan_id, c.index) in covered for c in everything) >= 0.9 * len(everything)
