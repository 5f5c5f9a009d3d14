"""How the clauses on each topic are worded, learnt from the plans at hand.

The subject list says what a title or a telling word is about; the wording learnt from the clauses that it puts under
a topic carries that over to texts that say the same in other words.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from app.matching.postings import BLOCK, STEPS, Postings, Telling, Terms, stretches

CLEARLY = 153  # share of a clause's topic weight (0.6, in steps of 1/255) from which it teaches the topic's wording
TEACHERS = 400  # clauses that teach a topic's wording; where more could, they are taken evenly from all
PROFILE_TERMS = 600  # n-grams that a topic's wording is kept in
FAINT_PROFILE = 0.03  # agreement with the topics' wording that counts half; texts of our subjects have 0.05 and more


@dataclass(frozen=True, slots=True)
class Profiles:
    """What clauses on each topic are worded like: for each n-gram in order of code the topics that have it."""

    codes: np.ndarray  # uint32, rising
    of_topic: np.ndarray  # int32
    weights: np.ndarray  # float32
    names: np.ndarray  # int32: the numbers of all topics, also those that no clause is on

    @property
    def size(self) -> int:
        return len(self.names)

    def topics(self, terms: Terms) -> np.ndarray:
        """How a text agrees with each topic's wording, as one unit row."""
        cosines = np.zeros(self.size)
        starts = np.searchsorted(self.codes, terms.codes)
        lengths = np.searchsorted(self.codes, terms.codes, side="right") - starts
        at = stretches(starts, lengths)
        np.add.at(cosines, self.of_topic[at], self.weights[at] * np.repeat(terms.weights, lengths))
        return above_median(cosines[None, :])[0]

    def cosines(self, own: Postings, telling: Telling, size: int) -> np.ndarray:
        """How the rows' own texts agree with each topic's wording, before the rows are brought to unit length:
        topics × rows."""
        sums = np.zeros(self.size * size, dtype=np.float32)
        starts, ends = own.find(self.codes)
        factors = self.weights * telling.of(self.codes) / np.float32(STEPS)
        borders = np.append(0, np.cumsum(ends - starts))
        for first in range(0, int(borders[-1]), BLOCK):
            some = slice(*np.searchsorted(borders[:-1], (first, first + BLOCK)))
            lengths = (ends - starts)[some]
            at = stretches(starts[some], lengths)
            to = own.rows[at] + np.repeat(self.of_topic[some].astype(np.int64) * size, lengths)
            np.add.at(sums, to, own.weights[at] * np.repeat(factors[some], lengths))
        return sums.reshape(self.size, size)


def learn_profiles(own: Postings, telling: Telling, lengths: np.ndarray, membership: np.ndarray) -> Profiles:
    """The mean wording of the clauses that are clearly on each topic, cut to its most telling n-grams.

    `lengths` are the rows' vectors', `membership` is topics × rows in steps of 1/255.
    """
    teachers = [_evenly(np.flatnonzero(of_topic >= CLEARLY)) for of_topic in membership]
    taught = np.zeros(len(lengths), dtype=bool)
    taught[np.concatenate(teachers)] = True
    places = np.flatnonzero(taught[own.rows])
    places = places[np.argsort(own.rows[places], kind="stable")]
    rows = own.rows[places]
    columns = np.searchsorted(own.starts, places, side="right") - 1
    strengths = (own.weights[places] * telling.of(own.codes)[columns] / lengths[rows]).astype(np.float32)
    found: list[tuple[np.ndarray, np.ndarray]] = []
    for topic, chosen in enumerate(teachers):
        starts = np.searchsorted(rows, chosen)
        inside = stretches(starts, np.searchsorted(rows, chosen, side="right") - starts)
        distinct, where = np.unique(columns[inside], return_inverse=True)
        weights = np.bincount(where, strengths[inside] * membership[topic, rows[inside]], minlength=len(distinct))
        kept = np.argsort(-weights, kind="stable")[:PROFILE_TERMS]
        found.append((own.codes[distinct[kept]], weights[kept] / max(float(np.linalg.norm(weights[kept])), 1e-9)))
    of_topic = np.repeat(np.arange(len(found), dtype=np.int32), [len(codes) for codes, _ in found])
    codes = np.concatenate([codes for codes, _ in found])
    weights = np.concatenate([weights for _, weights in found]).astype(np.float32)
    order = np.lexsort((of_topic, codes))
    return Profiles(codes[order], of_topic[order], weights[order], np.arange(len(found), dtype=np.int32))


def _evenly(rows: np.ndarray) -> np.ndarray:
    """At most `TEACHERS` of some rows, from all of their length."""
    return rows[:: max(1, math.ceil(len(rows) / TEACHERS))]


def above_median(cosines: np.ndarray) -> np.ndarray:
    """Rows of what exceeds each row's median: every text agrees a little with every topic. Lengths as in `softened`."""
    return softened(np.maximum(cosines - np.median(cosines, axis=1, keepdims=True), 0.0), FAINT_PROFILE)


def softened(rows: np.ndarray, faint: float) -> np.ndarray:
    """Rows brought near length 1, but faint ones left short, so that a stray word is no evidence of a subject."""
    return (rows / (np.linalg.norm(rows, axis=1, keepdims=True) + faint)).astype(np.float32)
