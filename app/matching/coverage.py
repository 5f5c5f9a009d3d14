"""Which plan speaks of which topic, and where: the same for all plans, whatever their order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.matching.assignments import Assignments
from app.matching.features import canonical
from app.matching.topics import Topic, combined, topic_strengths, topics
from app.plans.model import Plan
from app.plans.outline import Clause, clauses

LEAST_TITLE = 0.8  # strength of a title from which the clause is on the topic
LEAST_TEXT = 2.4  # strength of a text (some four or five signal words) from which the clause is on the topic too
LEAST_DIGEST = 1.6  # the same for the digest of a card, which says in a few words what a text says in many
MOST = 4  # topics of one clause


@dataclass(frozen=True, slots=True)
class TopicCoverage:
    """One topic laid against all plans: per plan id the clauses that are on it, in reading order (maybe none)."""

    id: str
    name: str
    clauses: dict[str, tuple[Clause, ...]]


def coverage(
    plans: Sequence[Plan], subjects: Sequence[Topic] | None = None, by_hand: Assignments | None = None
) -> tuple[TopicCoverage, ...]:
    """Every topic in the order of the list, with the clauses of every plan that are on it.

    A clause is on a topic by its title or, more strictly, by its own text, on four topics at most; where the drafter
    said `by_hand` which topics it is on, it is on those and no others.
    """
    subjects = topics() if subjects is None else subjects
    found: list[dict[str, tuple[Clause, ...]]] = [{} for _ in subjects]
    for plan in plans:
        of_plan = clauses(plan)
        assigned = _assigned(of_plan, subjects)
        _correct(assigned, of_plan, subjects, by_hand or {})
        for column, by_plan in enumerate(found):
            by_plan[plan.id] = tuple(clause for clause, on in zip(of_plan, assigned[:, column], strict=True) if on)
    return tuple(TopicCoverage(topic.id, topic.name, by_plan) for topic, by_plan in zip(subjects, found, strict=True))


def _assigned(of_plan: Sequence[Clause], subjects: Sequence[Topic]) -> np.ndarray:
    """Clauses × topics: whether the clause is on the topic."""
    titles = [canonical(clause.title) for clause in of_plan]
    texts = [canonical(clause.text) for clause in of_plan]
    by_title, by_text = topic_strengths(titles, texts, subjects)
    strength = combined(by_title, by_text, [*map(len, texts)])
    least = np.array([LEAST_DIGEST if clause.of_card else LEAST_TEXT for clause in of_plan]).reshape(-1, 1)
    on = (by_title >= LEAST_TITLE) | (by_text >= least)
    rank = (-strength).argsort(axis=1, kind="stable").argsort(axis=1, kind="stable")
    return on & (rank < MOST)


def _correct(assigned: np.ndarray, of_plan: Sequence[Clause], subjects: Sequence[Topic], by_hand: Assignments) -> None:
    """Put what the drafter said in the place of what the words say, unless all the topics named are hidden."""
    for row, clause in enumerate(of_plan):
        given = by_hand.get((clause.plan_id, clause.section.id))
        if given is None:
            continue
        on = [topic.id in given for topic in subjects]
        if any(on) or not given:
            assigned[row] = on


def missing(
    laid: Sequence[TopicCoverage], draft_id: str, reference_ids: Sequence[str], at_least: int | None = None
) -> tuple[TopicCoverage, ...]:
    """Topics that the draft lacks and at least `at_least` of the references have (default: more than half).

    Those that most references have stand first.
    """
    least = len(reference_ids) // 2 + 1 if at_least is None else at_least
    having = [(topic, sum(bool(topic.clauses.get(plan_id)) for plan_id in reference_ids)) for topic in laid]
    lacking = [
        (topic, number) for topic, number in having if not topic.clauses.get(draft_id) and number >= max(least, 1)
    ]
    return tuple(topic for topic, _ in sorted(lacking, key=lambda pair: -pair[1]))


def only(laid: Sequence[TopicCoverage], draft_id: str) -> tuple[TopicCoverage, ...]:
    """Topics that no plan but the draft has."""
    return tuple(
        topic
        for topic in laid
        if topic.clauses.get(draft_id)
        and not any(found for plan_id, found in topic.clauses.items() if plan_id != draft_id)
    )
