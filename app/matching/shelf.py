"""Many plans' clauses in one set of arrays that a question is weighed against in a few milliseconds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.matching.features import nearness
from app.matching.postings import Idf, Postings, Terms
from app.matching.profiles import Profiles, above_median, learn_profiles
from app.matching.segments import Segment, in_steps, shares

BELOW = 0.5  # what stands in the sections below a clause counts half of what stands in it, a level down half of that
ALIKE = 0.1  # the cosine that two clauses under one heading have on average
_ROWS = 20_000  # rows whose subjects are worked out at a time


@dataclass(frozen=True, slots=True)
class Statistics:
    """What is learnt from all plans of a library: how telling words are, and how each topic is worded."""

    idf: Idf
    profiles: Profiles


@dataclass(frozen=True, slots=True)
class Joined:
    """The segments of some plans one behind the other."""

    firsts: np.ndarray  # int64: the first row of each plan, and one past the last row
    sections: np.ndarray
    parent: np.ndarray
    ends: np.ndarray
    depths: np.ndarray
    kinds: np.ndarray
    sizes: np.ndarray
    position: np.ndarray  # float32: where in its plan each clause stands, 0..1
    topics: np.ndarray
    functions: np.ndarray
    title: Postings
    own: Postings

    def __len__(self) -> int:
        return len(self.parent)

    def with_below(self, values: np.ndarray, discount: float) -> np.ndarray:
        """Values of every row with those of the rows below it, each level down at the discount once more."""
        scale = discount ** self.depths.astype(np.float64)
        sums = np.append(0.0, np.cumsum(values * scale))
        return (sums[self.ends] - sums[:-1]) / scale

    def having(self, codes: np.ndarray) -> np.ndarray:
        """Which of up to eight n-grams every row, with what stands below, has: a bit each, the first the lowest."""
        found = np.zeros(len(self) + 1, dtype=np.uint8)
        starts, ends = self.own.find(codes)
        for bit, (start, end) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True)):
            found[self.own.rows[start:end]] |= np.uint8(1 << bit)
        above = np.flatnonzero(self.ends > np.arange(1, len(self) + 1))
        borders = np.column_stack((above, self.ends[above])).ravel()
        if len(above):
            found[above] = np.bitwise_or.reduceat(found, borders)[::2]
        return found[:-1]


def joined(segments: Sequence[Segment]) -> Joined:
    """The segments in this order, their rows counted on."""
    firsts = np.append(0, np.cumsum([len(segment.parent) for segment in segments], dtype=np.int64))
    rows = list(zip(segments, firsts[:-1].tolist(), strict=True))

    def together(parts: list[np.ndarray]) -> np.ndarray:
        return np.concatenate(parts, axis=-1)

    return Joined(
        firsts,
        together([one.sections for one in segments]),
        together([np.where(one.parent < 0, -1, one.parent + first) for one, first in rows]).astype(np.int32),
        together([one.ends + first for one, first in rows]).astype(np.int32),
        together([one.depths for one in segments]),
        together([one.kinds for one in segments]),
        together([one.sizes for one in segments]),
        together([np.linspace(0.0, 1.0, len(one.sizes), dtype=np.float32) for one in segments]),
        together([one.topics for one in segments]),
        together([one.functions for one in segments]),
        Postings.joined([one.title for one in segments], firsts[:-1].tolist()),
        Postings.joined([one.own for one in segments], firsts[:-1].tolist()),
    )


def learn(plans: Joined) -> Statistics:
    """The statistics of a library."""
    idf = Idf(plans.own, len(plans))
    lengths = np.sqrt(np.maximum(plans.own.squares(idf, len(plans)), 1e-9))
    return Statistics(idf, learn_profiles(plans.own, idf, lengths, plans.topics))


@dataclass(frozen=True, slots=True)
class Shelf:
    """Plans in the measure of a library's statistics."""

    plans: Joined
    statistics: Statistics
    title_lengths: np.ndarray  # float32: lengths of the rows' vectors
    lengths: np.ndarray  # float32: with all below
    profile_topics: np.ndarray  # topics × rows, in steps of 1/255
    subject_lengths: np.ndarray  # float32: of both kinds of topics together, at least 1
    function_lengths: np.ndarray  # float32

    def __len__(self) -> int:
        return len(self.plans)

    def title_cosines(self, terms: Terms) -> np.ndarray:
        """The cosine of every row's title with a text."""
        return self.plans.title.dots(terms, self.statistics.idf, len(self)) / self.title_lengths

    def title_covered(self, terms: Terms) -> np.ndarray:
        """How much of every row's title (by squared weight) a text has, 0..1."""
        return self.plans.title.covered(terms, self.statistics.idf, len(self)) / self.title_lengths**2

    def cosines(self, terms: Terms) -> np.ndarray:
        """The cosine of every row, with what stands below, with a text."""
        dots = self.plans.with_below(self.plans.own.dots(terms, self.statistics.idf, len(self)), BELOW)
        return np.minimum(dots / self.lengths, 1.0).astype(np.float32)

    def said(self, terms: Terms) -> np.ndarray:
        """How much of a text (by squared weight) every row, with what stands below, has, 0..1."""
        sums = np.zeros(len(self), dtype=np.float32)
        for first in range(0, len(terms.codes), 8):
            some = slice(first, first + 8)
            sums += _of_bits(terms.weights[some] ** 2)[self.plans.having(terms.codes[some])]
        return sums


def _of_bits(weights: np.ndarray) -> np.ndarray:
    """For every byte the sum of the weights of its bits, the lowest first; there are at most eight."""
    bits = np.arange(256)[:, None] >> np.arange(len(weights)) & 1
    return (bits * weights).sum(axis=1, dtype=np.float32)


def shelved(plans: Joined, statistics: Statistics) -> Shelf:
    """Plans brought to the measure of some statistics."""
    size = len(plans)
    squares = plans.own.squares(statistics.idf, size)
    lengths = _lengths(plans, squares)
    titles = np.sqrt(np.maximum(plans.title.squares(statistics.idf, size), 1e-9))
    cosines = statistics.profiles.cosines(plans.own, statistics.idf, size)
    for topic in range(len(cosines)):
        cosines[topic] = plans.with_below(cosines[topic], BELOW) / lengths
    profile_topics = np.zeros_like(plans.topics)
    subject_lengths = np.zeros(size, dtype=np.float32)
    for first in range(0, size, _ROWS):
        some = slice(first, first + _ROWS)
        profile_topics[:, some] = in_steps(above_median(cosines[:, some].T)).T
        together = shares(plans.topics[:, some]) + shares(profile_topics[:, some])
        subject_lengths[some] = np.maximum(np.linalg.norm(together, axis=0), 1.0)
    return Shelf(
        plans,
        statistics,
        titles.astype(np.float32),
        lengths.astype(np.float32),
        profile_topics,
        subject_lengths,
        _function_lengths(shares(plans.functions)),
    )


def _function_lengths(functions: np.ndarray) -> np.ndarray:
    """Lengths of function weights in the measure in which neighbouring functions count in part."""
    return np.sqrt(np.maximum(np.einsum("ij,ik,kj->j", functions, nearness(), functions), 1e-9))


def _lengths(plans: Joined, squares: np.ndarray) -> np.ndarray:
    """Lengths of the rows' vectors with what stands below, as if any two clauses of a plan were alike to a degree."""
    apart = plans.with_below(squares, BELOW**2)
    alike = plans.with_below(np.sqrt(squares), BELOW) ** 2
    return np.sqrt(np.maximum((1.0 - ALIKE) * apart + ALIKE * alike, 1e-9))
