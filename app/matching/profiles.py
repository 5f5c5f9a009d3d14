"""How the clauses on each topic are worded, learnt from the plans at hand.

The subject list says what a title or a telling word is about; the wording learnt from the clauses that it puts under
a topic carries that over to texts that say the same in other words.
"""

from __future__ import annotations

import numpy as np

from app.matching.postings import Postings, Terms

CLEARLY = 0.6  # share of a clause's topic weight from which it teaches the topic's wording
PROFILE_TERMS = 600  # n-grams that a topic's wording is kept in
FAINT_PROFILE = 0.03  # agreement with the topics' wording that counts half; texts of our subjects have 0.05 and more


class Profiles:
    """What clauses on each topic are worded like, learnt from those that the subject list puts there."""

    def __init__(self, terms: list[Terms]) -> None:
        self.terms = terms
        rows = np.repeat(np.arange(len(terms)), [len(one.codes) for one in terms])
        codes = np.concatenate([one.codes for one in terms])
        self._lists = Postings(rows, codes, np.concatenate([one.weights for one in terms]), len(terms))

    def topics(self, terms: Terms) -> np.ndarray:
        """How a text agrees with each topic's wording, as one unit row."""
        return above_median(self._lists.cosines(terms)[None, :])[0]


def learn_profiles(full: Postings, membership: np.ndarray) -> Profiles:
    """The mean wording of the clauses that are clearly on each topic, cut to its most telling n-grams."""
    columns = np.repeat(np.arange(len(full.codes)), np.diff(full.starts))
    by_row = np.argsort(full.rows, kind="stable")
    starts = np.searchsorted(full.rows[by_row], np.arange(full.size + 1))
    terms: list[Terms] = []
    for topic in range(membership.shape[1]):
        rows = np.flatnonzero(membership[:, topic] >= CLEARLY)
        inside = np.concatenate([by_row[starts[row] : starts[row + 1]] for row in rows] or [by_row[:0]])
        strength = full.weights[inside] * membership[full.rows[inside], topic]
        found, where = np.unique(columns[inside], return_inverse=True)
        weights = np.bincount(where, strength, minlength=len(found))
        kept = np.sort(np.argsort(-weights, kind="stable")[:PROFILE_TERMS])
        chosen = weights[kept].astype(np.float32)
        terms.append(Terms(full.codes[found[kept]], chosen / max(float(np.linalg.norm(chosen)), 1e-9)))
    return Profiles(terms)


def above_median(cosines: np.ndarray) -> np.ndarray:
    """Rows of what exceeds each row's median: every text agrees a little with every topic. Lengths as in `softened`."""
    return softened(np.maximum(cosines - np.median(cosines, axis=1, keepdims=True), 0.0), FAINT_PROFILE)


def softened(rows: np.ndarray, faint: float) -> np.ndarray:
    """Rows brought near length 1, but faint ones left short, so that a stray word is no evidence of a subject."""
    return (rows / (np.linalg.norm(rows, axis=1, keepdims=True) + faint)).astype(np.float32)
