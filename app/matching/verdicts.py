"""What a plan has for a question: a counterpart, a mention or nothing.

The score of the best clause alone does not tell: a plan that says nothing of a narrow subject still has clauses on the
wider one. So the verdict weighs besides how much of the question's telling words the plan says anywhere, how
clearly a passage of it is on the subject, and how clearly the best passage of any plan is. The weights are printed by
`tests/judgements/fit.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import IntEnum, StrEnum

import numpy as np

from app.matching.evidence import Evidence
from app.matching.index import Index
from app.matching.query import Query, Weighed
from app.matching.ranking import ALONE_OF_KIND, SURE, Ranking

NOTHING_FROM = 0.33  # probability from which a plan is said to have nothing: half the F1 that is reached
MATCH_FROM = 0.5


class Verdict(StrEnum):
    """What a plan has for a query."""

    MATCH = "match"
    MENTION = "mention"
    NONE = "none"


class Sign(IntEnum):
    """What a verdict goes by."""

    BEST = 0  # the weighed evidence of the best clause, before it is made a score
    TEXT = 1  # how like the likest text is
    ELSEWHERE = 2  # how clearly any asked plan has a passage on the subject
    TITLED = 3  # whether the question has a title
    TELLING = 4  # how much of the question's most telling words the plan says anywhere
    SUBJECT = 5  # how clearly this plan has a passage on the subject
    PASSAGE = 6  # how like the best clause's likest passage is
    FUNCTION = 7  # how far the best clause's function agrees


def _fitted(bias: float, *weights: float) -> tuple[float, np.ndarray]:
    """Bias and weights, in the order of `Sign`."""
    return bias, np.array(weights)


_NOTHING = _fitted(5.84, -0.20, -9.80, -4.05, 1.56, -8.61, -3.66, -4.54, -0.48)
_MATCH = _fitted(-2.15, 0.61, 5.08, -0.16, -1.62, 1.84, 0.94, 2.87, 1.44)


def signs(
    index: Index,
    query: Weighed,
    rankings: Sequence[Ranking],
    plan_ids: Sequence[str],
    rejected: Collection[tuple[str, int]] = (),
) -> dict[str, np.ndarray]:
    """The signs of each of these plans, a value a `Sign`; none of a plan without clauses. Rejected clauses, by plan
    and row of the plan, do not count."""
    told = _told(index, query)
    of_plan: dict[str, tuple[np.ndarray, np.ndarray]] = {}
    for plan_id in plan_ids:
        number, place = index.place(plan_id)
        rows = np.array([place.start + row for row in range(len(place)) if (plan_id, row) not in rejected], dtype=int)
        if len(rows):
            of_plan[plan_id] = rankings[number].scores[rows], rankings[number].evidence[:, rows]
    clearest = max((float(kinds[Evidence.PASSAGE_SUBJECT].max()) for _, kinds in of_plan.values()), default=0.0)
    found: dict[str, np.ndarray] = {}
    for plan_id, (scores, kinds) in of_plan.items():
        best = int(scores.argmax())
        score = float(np.clip(scores[best], 1e-6, 1 - 1e-6))
        values = np.zeros(len(Sign))
        values[Sign.BEST] = np.log(score / (1.0 - score))
        values[Sign.TEXT] = kinds[Evidence.TEXT].max()
        values[Sign.ELSEWHERE] = clearest
        values[Sign.TITLED] = bool(query.title)
        values[Sign.TELLING] = told[plan_id]
        values[Sign.SUBJECT] = kinds[Evidence.PASSAGE_SUBJECT].max()
        values[Sign.PASSAGE] = kinds[Evidence.PASSAGE, best]
        values[Sign.FUNCTION] = kinds[Evidence.FUNCTION, best]
        found[plan_id] = values
    return found


def _told(index: Index, query: Weighed) -> dict[str, float]:
    """How much of the question's most telling words each plan says anywhere, 0..1."""
    telling = query.full_terms.weights.astype(np.float64) ** 4
    telling /= max(float(telling.sum()), 1e-12)
    by_shelf = [shelf.plans.told(query.full_terms.codes, telling) for shelf in index.shelves]
    return {plan.id: float(by_shelf[number][at]) for plan in index.plans for number, at in [index.number(plan.id)]}


def verdicts(
    index: Index,
    query: Query,
    weighed: Weighed,
    rankings: Sequence[Ranking],
    plan_ids: Sequence[str],
    rejected: Collection[tuple[str, int]] = (),
) -> dict[str, Verdict]:
    """The verdict on each of these plans, of what is not rejected."""
    found = signs(index, weighed, rankings, plan_ids, rejected)
    alone = query.clause is not None and query.clause.section.kind in ALONE_OF_KIND
    result = dict.fromkeys(plan_ids, Verdict.NONE)
    for plan_id, values in found.items():
        if alone:
            sure = values[Sign.BEST] >= np.log(SURE / (1.0 - SURE)) - 1e-3
            result[plan_id] = Verdict.MATCH if sure else Verdict.NONE
        else:
            result[plan_id] = _verdict(values)
    return result


def _verdict(values: np.ndarray) -> Verdict:
    if _likely(values, *_NOTHING) >= NOTHING_FROM:
        return Verdict.NONE
    return Verdict.MATCH if _likely(values, *_MATCH) >= MATCH_FROM else Verdict.MENTION


def _likely(values: np.ndarray, bias: float, weights: np.ndarray) -> float:
    return float(1.0 / (1.0 + np.exp(-(bias + (values * weights).sum()))))
