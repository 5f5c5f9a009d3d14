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

from app.matching.evidence import gather
from app.matching.index import Index
from app.matching.query import Query, Weighed, weigh
from app.matching.reasons import ReasonGiver
from app.matching.weights import weights_for
from app.plans.model import SectionKind

if TYPE_CHECKING:
    from app.matching.decisions import Decision

__all__ = ["Band", "Candidate", "PlanCounterparts", "Query", "Verdict", "find_counterparts"]


class Verdict(StrEnum):
    """What a plan has for a query."""

    MATCH = "match"
    MENTION = "mention"
    NONE = "none"


class Band(StrEnum):
    """How near a candidate is, in words for the drafter."""

    SAME = "同题"
    RELATED = "相关"
    MENTIONED = "提及"
    NONE = "无对应"


# Where the judged set parts: full counterparts score 0.9 and more, mentions about 0.25, others about 0.1.
MATCH_FROM = 0.35
SURE = 0.9
ALONE_OF_KIND = (SectionKind.PREFACE, SectionKind.GLOSSARY)
"""Kinds of section that a plan has once at most and that serve the same end in every plan."""
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
    if not len(index):
        return ()
    weighed = weigh(index, query)
    evidence = gather(index, weighed)
    scores = _by_kind(index, query, _scores(evidence, weighed))
    giver = ReasonGiver(index, weighed)
    decided = _decided(query, decisions)
    result: list[PlanCounterparts] = []
    for plan_id, rows in index.rows_of_plan.items():
        if plan_id == query.plan_id or (plan_ids is not None and plan_id not in plan_ids):
            continue
        ranked = _ranked(index, rows, scores, decided, top)
        candidates = tuple(
            _candidate(index, row, float(scores[row]), giver.reasons(row, evidence[row]), pinned)
            for row, pinned in ranked
        )
        result.append(PlanCounterparts(plan_id, _verdict(candidates), candidates))
    return tuple(result)


def _scores(evidence: np.ndarray, query: Weighed) -> np.ndarray:
    bias, weights = weights_for(bool(query.title), bool(query.text))
    return 1.0 / (1.0 + np.exp(-(np.einsum("ij,j->i", evidence, weights) + bias)))


def _by_kind(index: Index, query: Query, scores: np.ndarray) -> np.ndarray:
    """A preface answers to a preface and a glossary to a glossary, whatever they speak of; all else only mentions."""
    kind = query.clause.section.kind if query.clause else None
    if kind not in ALONE_OF_KIND:
        return scores
    same = np.array([entry.clause.section.kind is kind for entry in index.entries])
    return np.where(same, np.maximum(scores, SURE), np.minimum(scores, MATCH_FROM - 0.01))


def _decided(query: Query, decisions: Sequence[Decision]) -> dict[tuple[str, str], str]:
    """(plan, section) → verdict, of the decisions that concern the query's clause."""
    if query.clause is None:
        return {}
    base = (query.clause.plan_id, query.clause.section.id)
    return {(d.other_plan, d.other_section): d.verdict for d in decisions if (d.base_plan, d.base_section) == base}


def _ranked(
    index: Index, rows: range, scores: np.ndarray, decided: dict[tuple[str, str], str], top: int
) -> list[tuple[int, bool]]:
    """Rows of one plan, best first, pinned before all, rejected left out; with each whether it is pinned."""

    def verdict(row: int) -> str | None:
        clause = index.entries[row].clause
        return decided.get((clause.plan_id, clause.section.id))

    order = (np.argsort(-scores[rows.start : rows.stop], kind="stable") + rows.start).tolist()
    if not decided:
        return [(row, False) for row in order[:top]]
    allowed = [row for row in order if verdict(row) != "rejected"]
    pinned = [row for row in allowed if verdict(row) == "pinned"]
    others = [row for row in allowed if verdict(row) != "pinned"][: max(top - len(pinned), 0)]
    return [(row, True) for row in pinned] + [(row, False) for row in others]


def _candidate(index: Index, row: int, score: float, reasons: tuple[str, ...], pinned: bool) -> Candidate:
    clause = index.entries[row].clause
    band = Band.SAME if pinned else next(band for least, band in BAND_FROM if score >= least)
    said = ("已由起草人固定", *reasons) if pinned else reasons
    return Candidate(clause.plan_id, clause.section.id, clause.path, clause.title, score, band, said, pinned)


def _verdict(candidates: Sequence[Candidate]) -> Verdict:
    if any(candidate.pinned for candidate in candidates):
        return Verdict.MATCH
    best = max((candidate.score for candidate in candidates), default=0.0)
    if best >= MATCH_FROM:
        return Verdict.MATCH
    return Verdict.MENTION if best >= MENTION_FROM else Verdict.NONE
