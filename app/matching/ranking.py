"""How likely each clause of each plan answers a query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.matching.evidence import gather, look_closely
from app.matching.index import CLOSE, Index
from app.matching.query import Query, Weighed
from app.matching.segments import KINDS
from app.matching.weights import weights_for
from app.plans.model import SectionKind

SURE = 0.9
NO_MATCH = 0.34
ALONE_OF_KIND = (SectionKind.PREFACE, SectionKind.GLOSSARY)
"""Kinds of section that a plan has once at most and that serve the same end in every plan: a preface answers to a
preface and a glossary to a glossary, whatever they speak of; all else only mentions."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """The clauses of one shelf weighed for a query."""

    scores: np.ndarray  # float32, a value a row
    evidence: np.ndarray  # kinds × rows


def rank(index: Index, query: Query, weighed: Weighed, plan_ids: Sequence[str]) -> tuple[Ranking, ...]:
    """Weigh all clauses of all plans; one ranking a shelf.

    The plans of `plan_ids` are looked at closely, passage by passage, unless there are more than can be held ready.
    """
    alike = [shelf.cosines(weighed.full_terms) for shelf in index.shelves]
    best = max((float(one.max()) for one in alike if len(one)), default=0.0)
    kind = query.clause.section.kind if query.clause else None
    rankings: list[Ranking] = []
    evidences = [gather(shelf, weighed, one, best) for shelf, one in zip(index.shelves, alike, strict=True)]
    for plan_id in plan_ids if len(plan_ids) <= CLOSE else ():
        number, rows = index.place(plan_id)
        idf = index.shelves[number].statistics.idf
        look_closely(evidences[number][:, rows.start : rows.stop], index.passages_of(plan_id), weighed, idf)
    for shelf, evidence in zip(index.shelves, evidences, strict=True):
        scores = 1.0 / (1.0 + np.exp(-_sums(evidence, weighed)))
        if kind in ALONE_OF_KIND:
            same = shelf.plans.kinds == KINDS.index(kind)
            scores = np.where(same, np.maximum(scores, SURE), np.minimum(scores, NO_MATCH))
        rankings.append(Ranking(scores, evidence))
    return tuple(rankings)


def _sums(evidence: np.ndarray, query: Weighed) -> np.ndarray:
    bias, weights = weights_for(bool(query.title), bool(query.text))
    return np.einsum("i,ij->j", weights, evidence) + np.float32(bias)
