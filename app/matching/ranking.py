"""Which clauses of each plan answer a query best: a first look at all of them, a close one at the likeliest."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from app.matching.evidence import Evidence, Wording, gather, wording
from app.matching.index import Index
from app.matching.query import Query, Weighed
from app.matching.segments import KINDS
from app.matching.shelf import Shelf
from app.matching.weights import weights_for
from app.plans.model import SectionKind

SURE = 0.9
NO_MATCH = 0.34
ALONE_OF_KIND = (SectionKind.PREFACE, SectionKind.GLOSSARY)
"""Kinds of section that a plan has once at most and that serve the same end in every plan: a preface answers to a
preface and a glossary to a glossary, whatever they speak of; all else only mentions."""
ABOVE_ALL = 1000.0  # added to the first look's sum of what must not be missed
_STEPS = (1 << 20) - 1


PlanRow = tuple[str, int]  # plan id and row of the plan


@dataclass(frozen=True, slots=True)
class Ranked:
    """The likeliest clauses of one plan, best first, equal ones in reading order."""

    rows: np.ndarray  # of the plan
    scores: np.ndarray
    evidence: np.ndarray  # rows × kinds


@dataclass(frozen=True, slots=True)
class Asked:
    """A query at one shelf: the plans of it that are asked, with their rows, and the rows that must not be missed."""

    shelf: Shelf
    query: Weighed
    places: dict[str, range]
    sure: np.ndarray  # bool, a value a row
    alike: np.ndarray | None  # bool: of the one kind of section that can answer, if only one can


def rank(
    index: Index, query: Query, weighed: Weighed, plan_ids: Sequence[str], most: int, wanted: Collection[PlanRow]
) -> dict[str, Ranked]:
    """The `most` likeliest clauses of each of these plans, and those that are `wanted` in any case."""
    said = [wording(shelf, weighed) for shelf in index.shelves]
    best = max((float(one.text.max()) for one in said if len(one.text)), default=0.0)
    found: dict[str, Ranked] = {}
    for number, (shelf, alike) in enumerate(zip(index.shelves, said, strict=True)):
        places = {plan_id: rows for plan_id in plan_ids for at, rows in [index.place(plan_id)] if at == number}
        if places:
            found |= _ranked(_asked(shelf, query, weighed, places, wanted), alike, best, most)
    return found


def _asked(
    shelf: Shelf, query: Query, weighed: Weighed, places: dict[str, range], wanted: Collection[PlanRow]
) -> Asked:
    kind = query.clause.section.kind if query.clause else None
    alike = shelf.plans.kinds == KINDS.index(kind) if kind in ALONE_OF_KIND else None
    sure = np.zeros(len(shelf), dtype=bool) if alike is None else alike.copy()
    sure[[places[plan_id].start + row for plan_id, row in wanted if plan_id in places]] = True
    return Asked(shelf, weighed, places, sure, alike)


def _ranked(asked: Asked, said: Wording, best: float, most: int) -> dict[str, Ranked]:
    """A first look at all rows, a close one at the likeliest of each plan."""
    sums = _sums(gather(asked.shelf, asked.query, said, best, None), asked.query)
    sums[asked.sure] += ABOVE_ALL
    rows, starts = _likeliest(sums, list(asked.places.values()), most)
    evidence = gather(asked.shelf, asked.query, said, best, rows)
    scores = 1.0 / (1.0 + np.exp(-_sums(evidence, asked.query)))
    if asked.alike is not None:
        scores = np.where(asked.alike[rows], np.maximum(scores, SURE), np.minimum(scores, NO_MATCH))
    found: dict[str, Ranked] = {}
    for at, (plan_id, place) in enumerate(asked.places.items()):
        first, last = starts[at], starts[at + 1]
        order = first + np.lexsort((rows[first:last], -scores[first:last]))
        found[plan_id] = Ranked(rows[order] - place.start, scores[order], evidence[:, order].T)
    return found


def _sums(evidence: np.ndarray, query: Weighed) -> np.ndarray:
    bias, weights = weights_for(bool(query.title), bool(query.text))
    sums = np.full(evidence.shape[1], bias, dtype=np.float32)
    for kind in Evidence:
        if weights[kind]:
            sums += evidence[kind] * weights[kind]
    return sums


def _likeliest(sums: np.ndarray, places: Sequence[range], most: int) -> tuple[np.ndarray, np.ndarray]:
    """The rows with the `most` highest sums of each place, and where those of each place start.

    One sort of whole numbers does it for thousands of plans: place, then how far below the highest sum, then row.
    """
    lengths = np.array([len(place) for place in places])
    rows = np.concatenate([np.arange(place.start, place.stop) for place in places])
    below = sums[rows].max(initial=0.0) - sums[rows]
    steps = np.minimum(below * (_STEPS / max(float(below.max(initial=0.0)), 1e-6)), _STEPS).astype(np.uint64)
    place = np.repeat(np.arange(len(places), dtype=np.uint64), lengths)
    keys = np.sort(place << np.uint64(44) | steps << np.uint64(24) | rows.astype(np.uint64))
    taken = np.minimum(lengths, most)
    starts = np.append(0, np.cumsum(taken))
    first = np.append(0, np.cumsum(lengths)[:-1]) if len(lengths) else lengths
    at = np.repeat(first - starts[:-1], taken) + np.arange(starts[-1])
    return (keys[at] & np.uint64(0xFFFFFF)).astype(np.int64), starts
