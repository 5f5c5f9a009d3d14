"""Many plans' clauses in one set of arrays that a question is weighed against in a few milliseconds."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from app.matching.features import nearness
from app.matching.postings import Idf, Terms
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


def learn(plans: Segment) -> Statistics:
    """The statistics of a library."""
    idf = Idf(plans.own, len(plans))
    lengths = np.sqrt(np.maximum(plans.own.squares(idf, len(plans)), 1e-9))
    return Statistics(idf, learn_profiles(plans.own, idf, lengths, plans.topics))


@dataclass(frozen=True, slots=True)
class Shelf:
    """Plans in the measure of a library's statistics."""

    plans: Segment
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
        for first in range(0, len(terms.codes), 16):
            low, high = slice(first, first + 8), slice(first + 8, first + 16)
            having = self.plans.having(terms.codes[first : first + 16])
            sums += _of_bits(terms.weights[low] ** 2)[having & 255] + _of_bits(terms.weights[high] ** 2)[having >> 8]
        return sums


def _of_bits(weights: np.ndarray) -> np.ndarray:
    """For every byte the sum of the weights of its bits, the lowest first; there are at most eight."""
    bits = np.arange(256)[:, None] >> np.arange(len(weights)) & 1
    return (bits * weights).sum(axis=1, dtype=np.float32)


def shelved(plans: Segment, statistics: Statistics) -> Shelf:
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


def _lengths(plans: Segment, squares: np.ndarray) -> np.ndarray:
    """Lengths of the rows' vectors with what stands below, as if any two clauses of a plan were alike to a degree."""
    apart = plans.with_below(squares, BELOW**2)
    alike = plans.with_below(np.sqrt(squares), BELOW) ** 2
    return np.sqrt(np.maximum((1.0 - ALIKE) * apart + ALIKE * alike, 1e-9))


@dataclass(frozen=True, slots=True)
class Stored:
    """A shelf that has its statistics from its own plans, in the form that it is kept in."""

    plans: Segment
    profiles: Profiles
    title_lengths: np.ndarray
    lengths: np.ndarray
    profile_topics: np.ndarray
    subject_lengths: np.ndarray
    function_lengths: np.ndarray

    @classmethod
    def of(cls, shelf: Shelf) -> Stored:
        own = {field.name: getattr(shelf, field.name) for field in fields(cls) if field.name != "profiles"}
        return cls(profiles=shelf.statistics.profiles, **own)

    def shelf(self) -> Shelf:
        own = {field.name: getattr(self, field.name) for field in fields(self) if field.name != "profiles"}
        return Shelf(statistics=Statistics(Idf(self.plans.own, len(self.plans)), self.profiles), **own)
