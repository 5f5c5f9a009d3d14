"""The clauses of other plans that do the same job as a clause: ranked, with a verdict per plan and reasons in words.

A counterpart has the same subject *and* the same function in its document; the same subject in another function is a
mention. Evidence is weighed as in a logistic regression, so that a score says how likely a drafter would call the
clause a counterpart; the weights were fitted on two thirds of the judged set under `tests/judgements`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from app.matching.index import Index
from app.matching.query import Query, weigh
from app.matching.ranking import Ranking, rank
from app.matching.reasons import ReasonGiver
from app.matching.verdicts import Verdict, verdicts

if TYPE_CHECKING:
    from app.matching.decisions import Decision

__all__ = ["Band", "Candidate", "PlanCounterparts", "Query", "Verdict", "find_counterparts", "nearest_plans"]


class Band(StrEnum):
    """How near a candidate is, in words for the drafter."""

    SAME = "同题"
    RELATED = "相关"
    MENTIONED = "提及"
    NONE = "无对应"


# Where the judged set parts: full counterparts score 0.9 and more, mentions about 0.25, others about 0.1.
MATCH_FROM = 0.35
MENTION_FROM = 0.2
BAND_FROM = ((0.65, Band.SAME), (MATCH_FROM, Band.RELATED), (MENTION_FROM, Band.MENTIONED), (0.0, Band.NONE))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A clause of another plan. `score` is 0..1: how likely a drafter would call it a counterpart."""

    plan_id: str
    section_id: str
    path: str
    title: str
    score: float
    band: Band
    reasons: tuple[str, ...]
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class PlanCounterparts:
    """What one plan has for a query, best first."""

    plan_id: str
    verdict: Verdict
    candidates: tuple[Candidate, ...]


def find_counterparts(
    index: Index,
    query: Query,
    plan_ids: Sequence[str] | None = None,
    decisions: Sequence[Decision] = (),
    top: int = 5,
) -> tuple[PlanCounterparts, ...]:
    """Per plan (all but the query's own, or those of `plan_ids`, in index order) the best `top` clauses.

    Decisions are the drafter's about the query's clause: what is pinned stands first and makes the plan a match, what
    is rejected does not appear. Same input, same output; equal scores stand in reading order.
    """
    if index.statistics is None:
        return ()
    decided = _decided(index, query, decisions)
    wanted = None if plan_ids is None else set(plan_ids)
    asked = [plan.id for plan in index.plans if plan.id != query.plan_id and (wanted is None or plan.id in wanted)]
    weighed = weigh(index, query)
    rankings = rank(index, query, weighed, asked)
    rejected = [place for place, said in decided.items() if said == "rejected"]
    said = verdicts(index, query, weighed, rankings, asked, rejected)
    giver = ReasonGiver(index, weighed)
    return tuple(_of_plan(index, plan_id, said[plan_id], rankings, decided, giver, top) for plan_id in asked)


def nearest_plans(index: Index, query: Query, plan_ids: Sequence[str], most: int) -> tuple[str, ...]:
    """Of some plans the `most` whose best clause scores highest, in the order given: what of a large library is worth
    a close look."""
    if index.statistics is None or len(plan_ids) <= most:
        return tuple(plan_ids)
    rankings = rank(index, query, weigh(index, query), plan_ids)
    best: list[float] = []
    for plan_id in plan_ids:
        number, rows = index.place(plan_id)
        best.append(float(rankings[number].scores[rows.start : rows.stop].max(initial=0.0)))
    near = {*np.argsort(-np.array(best), kind="stable")[:most].tolist()}
    return tuple(plan_id for at, plan_id in enumerate(plan_ids) if at in near)


def _decided(index: Index, query: Query, decisions: Sequence[Decision]) -> dict[tuple[str, int], str]:
    """(plan, row) → verdict, of the decisions that concern the query's clause."""
    if query.clause is None:
        return {}
    base = (query.clause.plan_id, query.clause.section.id)
    own = [d for d in decisions if (d.base_plan, d.base_section) == base and d.verdict != "noted"]
    about = {(d.other_plan, d.other_section): d.verdict for d in own}
    return {
        (plan_id, row): about[plan_id, clause.section.id]
        for plan_id in {plan_id for plan_id, _ in about}
        if plan_id in index
        for row, clause in enumerate(index.clauses_of(plan_id).clauses)
        if (plan_id, clause.section.id) in about
    }


def _of_plan(
    index: Index,
    plan_id: str,
    verdict: Verdict,
    rankings: Sequence[Ranking],
    decided: dict[tuple[str, int], str],
    giver: ReasonGiver,
    top: int,
) -> PlanCounterparts:
    """What one plan has: pinned clauses before all, rejected ones left out."""
    number, rows = index.place(plan_id)
    order = np.argsort(-rankings[number].scores[rows.start : rows.stop], kind="stable").tolist()
    if decided:
        pinned = [row for row in order if decided.get((plan_id, row)) == "pinned"]
        order = [*pinned, *(row for row in order if (plan_id, row) not in decided)]
        top = max(top, len(pinned))
        verdict = Verdict.MATCH if pinned else verdict
    candidates = tuple(
        _candidate(index, plan_id, row, verdict, rankings[number], giver, (plan_id, row) in decided, row == order[0])
        for row in order[:top]
    )
    return PlanCounterparts(plan_id, verdict, candidates)


def _candidate(
    index: Index,
    plan_id: str,
    row: int,
    verdict: Verdict,
    ranking: Ranking,
    giver: ReasonGiver,
    pinned: bool,
    first: bool,
) -> Candidate:
    clause = index.clauses_of(plan_id).clauses[row]
    at = index.place(plan_id)[1].start + row
    score = float(ranking.scores[at])
    band = Band.SAME if pinned else _band(score, verdict, first)
    reasons = giver.reasons(plan_id, row, ranking.evidence[:, at])
    said = ("已由起草人固定", *reasons) if pinned else reasons
    return Candidate(clause.plan_id, clause.section.id, clause.path, clause.title, score, band, said, pinned)


def _band(score: float, verdict: Verdict, first: bool) -> Band:
    """The band of a score, but never at odds with the verdict: no clause is nearer than the verdict allows, and the
    first is as near as it says."""
    highest = {Verdict.MATCH: 0, Verdict.MENTION: 2, Verdict.NONE: 3}[verdict]
    lowest = {Verdict.MATCH: 1, Verdict.MENTION: 2, Verdict.NONE: 3}[verdict] if first else 3
    by_score = next(at for at, (least, _) in enumerate(BAND_FROM) if score >= least)
    return BAND_FROM[min(max(by_score, highest), lowest)][1]
