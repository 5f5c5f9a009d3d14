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
from app.matching.shelf import Shelf

NOTHING_FROM = 0.33  # probability from which a plan is said to have nothing: half the F1 that is reached
MATCH_FROM = 0.5
SURELY_SOMETHING = 0.75  # a best clause with this score is never nothing
HARDLY_A_MATCH = 0.15  # and with less never a counterpart


class Verdict(StrEnum):
    """What a plan has for a query."""

    MATCH = "match"
    MENTION = "mention"
    NONE = "none"


_ALL = tuple(Verdict)
_MATCHING, _MENTIONING, _SILENT = range(len(_ALL))


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


_NOTHING = _fitted(5.90, -0.19, -9.76, -3.98, 1.59, -8.53, -3.76, -4.60, -0.57)
_MATCH = _fitted(-2.47, 0.61, 5.09, -0.07, -1.63, 1.66, 0.97, 2.95, 1.72)


def signs(
    index: Index,
    query: Weighed,
    rankings: Sequence[Ranking],
    plan_ids: Sequence[str],
    rejected: Collection[tuple[str, int]] = (),
) -> np.ndarray:
    """Plans × signs, in the order of these plans; not numbers where a plan has no clauses. Rejected clauses, by plan
    and row of the plan, do not count."""
    of_shelves = [
        _signs(shelf, query, ranking, [at.start + row for at, row in _rows_of(index, number, rejected)])
        for number, (shelf, ranking) in enumerate(zip(index.shelves, rankings, strict=True))
    ]
    found = np.concatenate(of_shelves)[index.numbers(plan_ids)]
    if len(found):
        found[:, Sign.ELSEWHERE] = np.nanmax(found[:, Sign.SUBJECT], initial=0.0)
    return found


def _rows_of(index: Index, number: int, rows: Collection[tuple[str, int]]) -> list[tuple[range, int]]:
    """Those rows of plans that stand on one shelf, with their plan's place there."""
    return [(index.place(plan_id)[1], row) for plan_id, row in rows if index.place(plan_id)[0] == number]


def _signs(shelf: Shelf, query: Weighed, ranking: Ranking, rejected: Sequence[int]) -> np.ndarray:
    """Plans of a shelf × signs, without what other plans have; not numbers where a plan has no clauses."""
    firsts = shelf.plans.firsts
    having = np.flatnonzero(np.diff(firsts))  # plans that have clauses
    starts = firsts[having]
    scores = ranking.scores.copy()
    scores[rejected] = -1.0
    highest = np.maximum.reduceat(scores, starts)
    at = np.flatnonzero((scores == np.repeat(highest, np.diff(firsts)[having])) & (scores >= 0))
    of_plan, first = np.unique(np.searchsorted(starts, at, side="right") - 1, return_index=True)
    having, starts, best = having[of_plan], starts[of_plan], at[first]
    score = np.clip(scores[best].astype(np.float64), 1e-6, 1 - 1e-6)
    telling = query.full_terms.weights.astype(np.float64) ** 4
    telling /= max(float(telling.sum()), 1e-12)

    def most(kind: Evidence) -> np.ndarray:
        values = ranking.evidence[kind].copy()
        values[rejected] = 0.0
        return np.maximum.reduceat(values, starts)

    result = np.full((len(firsts) - 1, len(Sign)), np.nan)
    result[having, Sign.BEST] = np.log(score / (1.0 - score))
    result[having, Sign.TEXT] = most(Evidence.TEXT)
    result[having, Sign.TITLED] = bool(query.title)
    result[having, Sign.TELLING] = shelf.plans.told(query.full_terms.codes, telling)[having]
    result[having, Sign.SUBJECT] = most(Evidence.PASSAGE_SUBJECT)
    result[having, Sign.PASSAGE] = ranking.evidence[Evidence.PASSAGE, best]
    result[having, Sign.FUNCTION] = ranking.evidence[Evidence.FUNCTION, best]
    return result


def verdicts(
    index: Index,
    query: Query,
    weighed: Weighed,
    rankings: Sequence[Ranking],
    plan_ids: Sequence[str],
    rejected: Collection[tuple[str, int]] = (),
) -> dict[str, Verdict]:
    """The verdict on each of these plans, of what is not rejected."""
    values = signs(index, weighed, rankings, plan_ids, rejected)
    if query.clause is not None and query.clause.section.kind in ALONE_OF_KIND:
        sure = values[:, Sign.BEST] >= np.log(SURE / (1.0 - SURE)) - 1e-3
        said = np.where(sure, _MATCHING, _SILENT)
    else:
        said = np.where(np.isnan(values[:, Sign.BEST]), _SILENT, _said(values))
    return dict(zip(plan_ids, map(_ALL.__getitem__, said.tolist()), strict=True))


def _said(values: np.ndarray) -> np.ndarray:
    """The number of the verdict by the signs of each plan, plans × signs."""
    score = 1.0 / (1.0 + np.exp(-values[:, Sign.BEST]))
    nothing = (score < SURELY_SOMETHING) & (_likely(values, *_NOTHING) >= NOTHING_FROM)
    match = (score >= HARDLY_A_MATCH) & (_likely(values, *_MATCH) >= MATCH_FROM)
    return np.where(nothing, _SILENT, np.where(match, _MATCHING, _MENTIONING))


def _likely(values: np.ndarray, bias: float, weights: np.ndarray) -> np.ndarray:
    return 1.0 / (1.0 + np.exp(-(bias + np.einsum("ij,j->i", values, weights))))
