"""Inverted lists of character sequences: the sparse vectors that texts are compared by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

import numpy as np

from app.matching.features import ngrams

STEPS = 32  # a weight is stored in steps of 1/32: a byte holds what occurs up to a thousand times
MOST_TERMS = 300  # n-grams of a question that are looked up, the most telling ones
FAINTEST = 0.04  # share of a question's squared weight that is left out, that of its least telling n-grams
_SPREAD = np.uint64(0x9E3779B97F4A7C15)  # Fibonacci hashing
SHORT = 200  # rows of a list that is weighed together with other such lists
BLOCK = 1_000_000  # postings that are weighed at a time


@dataclass(frozen=True, slots=True)
class Terms:
    """The distinct n-grams of a text with their weights, a vector of unit length."""

    codes: np.ndarray  # uint32, sorted
    weights: np.ndarray  # float32


class Telling(Protocol):
    """How telling n-grams are."""

    def of(self, codes: np.ndarray) -> np.ndarray: ...


def hashed(codes: np.ndarray) -> np.ndarray:
    """Codes of n-grams in 32 bits; that two of a library's n-grams meet is rare, and harmless."""
    return ((codes * _SPREAD) >> np.uint64(32)).astype(np.uint32)


def dampened(counts: np.ndarray) -> np.ndarray:
    """What a repeated n-gram counts: 1 + log of how often it occurs."""
    return 1.0 + np.log(np.maximum(counts, 0.5))


@dataclass(frozen=True, slots=True)
class Postings:
    """One field of some clauses, by n-gram: which rows have it and with what weight (in steps, not yet rarity)."""

    codes: np.ndarray  # uint32, sorted, distinct
    starts: np.ndarray  # int32: the list of codes[i] is starts[i]:starts[i + 1]
    rows: np.ndarray  # int32, rising within a list
    weights: np.ndarray  # uint8

    @classmethod
    def of_texts(cls, fields: Sequence[tuple[Sequence[str], float]]) -> Postings:
        """Lists of canonical texts; each field has a text a row and the weight that an occurrence in it counts."""
        keys, counts = [np.zeros(0, dtype=np.uint64)], [np.zeros(0)]
        for texts, weight in fields:
            rows, codes = ngrams(texts)
            keys.append(hashed(codes).astype(np.uint64) << np.uint64(32) | rows.astype(np.uint64))
            counts.append(np.full(len(rows), weight))
        pairs, where = np.unique(np.concatenate(keys), return_inverse=True)
        weights = dampened(np.bincount(where, np.concatenate(counts), minlength=len(pairs)))
        codes, starts = np.unique((pairs >> np.uint64(32)).astype(np.uint32), return_index=True)
        return cls(
            codes,
            np.append(starts, len(pairs)).astype(np.int32),
            (pairs & np.uint64(0xFFFFFFFF)).astype(np.int32),
            np.minimum(np.rint(weights * STEPS), 255).astype(np.uint8),
        )

    @classmethod
    def joined(cls, parts: Sequence[Postings], firsts: Sequence[int]) -> Postings:
        """Lists of several parts in one; the rows of a part are counted on from its first row."""
        codes = np.unique(np.concatenate([np.zeros(0, dtype=np.uint32), *(part.codes for part in parts)]))
        places = [np.searchsorted(codes, part.codes).astype(np.int32) for part in parts]
        lengths = np.zeros(len(codes), dtype=np.int64)
        for part, at in zip(parts, places, strict=True):
            lengths[at] += np.diff(part.starts)
        starts = np.append(0, np.cumsum(lengths))
        rows, weights = np.empty(starts[-1], dtype=np.int32), np.empty(starts[-1], dtype=np.uint8)
        free = starts[:-1].copy()
        for part, at, first in zip(parts, places, firsts, strict=True):
            own = np.diff(part.starts)
            to = np.repeat(free[at] - part.starts[:-1], own) + np.arange(len(part.rows))
            rows[to], weights[to] = part.rows + first, part.weights
            free[at] += own
        return cls(codes, starts.astype(np.int32), rows, weights)

    def find(self, codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Where the list of each code starts and ends; an unknown code has an empty one."""
        at = np.searchsorted(self.codes, codes)
        known = at < len(self.codes)
        known[known] = self.codes[at[known]] == codes[known]
        starts, ends = np.zeros(len(codes), dtype=np.int64), np.zeros(len(codes), dtype=np.int64)
        starts[known], ends[known] = self.starts[at[known]], self.starts[at[known] + 1]
        return starts, ends

    def dots(self, terms: Terms, telling: Telling, size: int) -> np.ndarray:
        """The sum over n-grams of their weight in `terms` times their weight in each row."""
        sums = np.zeros(size, dtype=np.float32)
        factors = terms.weights * telling.of(terms.codes) / np.float32(STEPS)
        for rows, weights, factor in self._lists(terms.codes, factors):
            np.add.at(sums, rows, weights * factor)
        return sums

    def covered(self, terms: Terms, telling: Telling, size: int) -> np.ndarray:
        """The squared weight of those n-grams of each row that `terms` has."""
        sums = np.zeros(size, dtype=np.float32)
        factors = (telling.of(terms.codes) / np.float32(STEPS)) ** 2
        for rows, weights, factor in self._lists(terms.codes, factors):
            np.add.at(sums, rows, np.square(weights, dtype=np.float32) * factor)
        return sums

    def _lists(
        self, codes: np.ndarray, factors: np.ndarray
    ) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray | np.float32]]:
        """Rows, weights and factor of each n-gram, and of those with short lists all at once: a step of a loop takes as
        long as some hundred entries."""
        starts, ends = self.find(codes)
        lengths = ends - starts
        short = lengths < SHORT
        at = stretches(starts[short], lengths[short])
        yield self.rows[at], self.weights[at], np.repeat(factors[short], lengths[short])
        for number in np.flatnonzero(~short).tolist():
            inside = slice(starts[number], ends[number])
            yield self.rows[inside], self.weights[inside], factors[number]

    def squares(self, telling: Telling, size: int) -> np.ndarray:
        """The squared length of every row."""
        values = telling.of(self.codes) / STEPS
        lengths = np.diff(self.starts)
        sums = np.zeros(size)
        borders = np.append(np.searchsorted(self.starts, np.arange(0, len(self.rows), BLOCK)), len(self.codes))
        for first, last in pairwise(borders.tolist()):
            inside = slice(self.starts[first], self.starts[last])
            weights = self.weights[inside] * np.repeat(values[first:last], lengths[first:last])
            sums += np.bincount(self.rows[inside], weights**2, minlength=size)
        return sums


def stretches(starts: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """The positions of all stretches one after the other."""
    return np.arange(lengths.sum()) + np.repeat(starts - np.append(0, np.cumsum(lengths)[:-1]), lengths)


class Idf:
    """How telling each n-gram is: log((n + 1) / (clauses that have it + 0.5)); unknown ones count as rarest."""

    def __init__(self, own: Postings, size: int) -> None:
        self._own = own
        self._size = size

    def of(self, codes: np.ndarray) -> np.ndarray:
        """The value of each code."""
        if codes is self._own.codes:
            having = np.diff(self._own.starts)
        else:
            starts, ends = self._own.find(codes)
            having = np.maximum(ends - starts, 1)
        return np.log(np.float32(self._size + 1.0) / (having.astype(np.float32) + np.float32(0.5)))

    def terms(self, weighted_texts: Sequence[tuple[str, float]]) -> Terms:
        """The vector of some canonical texts, each counted with its weight."""
        rows, codes = ngrams([text for text, _ in weighted_texts])
        weight_of = np.array([weight for _, weight in weighted_texts], dtype=np.float64)
        distinct, where = np.unique(hashed(codes), return_inverse=True)
        counts = np.bincount(where, weight_of[rows], minlength=len(distinct))
        return unit_terms(distinct, dampened(counts) * self.of(distinct))


def unit_terms(codes: np.ndarray, weights: np.ndarray) -> Terms:
    """The vector of unit length with these weights."""
    return Terms(codes, (weights / max(float(np.linalg.norm(weights)), 1e-9)).astype(np.float32))


def most_telling(terms: Terms) -> Terms:
    """A vector without its least telling n-grams: they say little, and being in every text they cost the most time."""
    order = np.argsort(-terms.weights, kind="stable")
    power = np.cumsum(terms.weights[order] ** 2)
    kept = min(int(np.searchsorted(power, 1.0 - FAINTEST)) + 1, MOST_TERMS)
    chosen = np.sort(order[:kept])
    return unit_terms(terms.codes[chosen], terms.weights[chosen])
