"""Inverted lists of character sequences: the sparse vectors that texts are compared by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.matching.features import ngrams

BELOW = 0.5  # what stands in the sections below a clause counts half of what stands in it

Triples = tuple[np.ndarray, np.ndarray, np.ndarray]  # rows, n-gram codes and counts, one entry a pair of row and code


@dataclass(frozen=True, slots=True)
class Terms:
    """The distinct n-grams of a field with their weights, the vector of one text."""

    codes: np.ndarray  # uint64, sorted
    weights: np.ndarray  # float32, unit length


class Postings:
    """One field of all clauses, by n-gram: which rows have it and with what weight (rows have unit length)."""

    def __init__(self, rows: np.ndarray, codes: np.ndarray, weights: np.ndarray, size: int) -> None:
        lengths = np.sqrt(np.bincount(rows, weights.astype(np.float64) ** 2, minlength=size))
        weights = (weights / np.maximum(lengths, 1e-9)[rows]).astype(np.float32)
        order = np.lexsort((rows, codes))
        self.codes, starts = np.unique(codes[order], return_index=True)
        self.starts = np.append(starts, len(order))
        self.rows = rows[order].astype(np.int32)
        self.weights = weights[order]
        self.size = size

    def _hits(self, terms: Terms) -> tuple[np.ndarray, np.ndarray]:
        """Positions in the lists of every n-gram of `terms`, and for each position the n-gram's index in `terms`."""
        at = np.searchsorted(self.codes, terms.codes)
        at[at == len(self.codes)] = 0
        known = np.flatnonzero(self.codes[at] == terms.codes) if len(self.codes) else np.zeros(0, dtype=np.int64)
        begin, end = self.starts[at[known]], self.starts[at[known] + 1]
        lengths = end - begin
        offsets = np.repeat(begin - np.append(0, np.cumsum(lengths)[:-1]), lengths) if len(known) else begin
        return np.arange(lengths.sum()) + offsets, np.repeat(known, lengths)

    def cosines(self, terms: Terms) -> np.ndarray:
        """The cosine of `terms` with every row."""
        positions, which = self._hits(terms)
        return np.bincount(self.rows[positions], self.weights[positions] * terms.weights[which], minlength=self.size)

    def shares(self, terms: Terms) -> np.ndarray:
        """How much of `terms` (by squared weight) each row has, 0..1."""
        positions, which = self._hits(terms)
        return np.bincount(self.rows[positions], terms.weights[which] ** 2, minlength=self.size)

    def covered(self, terms: Terms) -> np.ndarray:
        """How much of each row (by squared weight) `terms` has, 0..1."""
        positions, _ = self._hits(terms)
        return np.bincount(self.rows[positions], self.weights[positions] ** 2, minlength=self.size)


class Idf:
    """How telling each n-gram is: log((n + 1) / (clauses that have it + 0.5)); unknown ones count as rarest."""

    def __init__(self, rows: np.ndarray, codes: np.ndarray, size: int) -> None:
        del rows  # pairs are distinct, so occurrences of a code are clauses that have it
        self.codes, found = np.unique(codes, return_counts=True)
        self.values = np.log((size + 1.0) / (found + 0.5)).astype(np.float32)
        self.rarest = float(np.log((size + 1.0) / 1.5))

    def of(self, codes: np.ndarray) -> np.ndarray:
        """The value of each code."""
        at = np.minimum(np.searchsorted(self.codes, codes), max(len(self.codes) - 1, 0))
        if not len(self.codes):
            return np.full(len(codes), self.rarest, dtype=np.float32)
        return np.where(self.codes[at] == codes, self.values[at], self.rarest).astype(np.float32)

    def weigh(self, codes: np.ndarray, counts: np.ndarray) -> np.ndarray:
        """Weights of n-grams that occur so often: 1 + log of the count, times how telling they are."""
        return ((1.0 + np.log(np.maximum(counts, 0.5))) * self.of(codes)).astype(np.float32)

    def terms(self, weighted_texts: Sequence[tuple[str, float]]) -> Terms:
        """The vector of some canonical texts, each counted with its weight."""
        rows, codes = ngrams([text for text, _ in weighted_texts])
        weight_of = np.array([weight for _, weight in weighted_texts], dtype=np.float64)
        distinct, where = np.unique(codes, return_inverse=True)
        counts = np.bincount(where, weight_of[rows], minlength=len(distinct))
        weights = self.weigh(distinct, counts)
        return Terms(distinct, weights / max(float(np.linalg.norm(weights)), 1e-9))


def summed(rows: np.ndarray, codes: np.ndarray, counts: np.ndarray) -> Triples:
    """(row, code) pairs made distinct, their counts added."""
    order = np.lexsort((codes, rows))
    rows, codes, counts = rows[order], codes[order], counts[order]
    fresh = np.ones(len(rows), dtype=bool)
    fresh[1:] = (rows[1:] != rows[:-1]) | (codes[1:] != codes[:-1])
    starts = np.flatnonzero(fresh)
    added = np.add.reduceat(counts, starts) if len(starts) else counts
    return rows[starts], codes[starts], added


def with_below(rows: np.ndarray, codes: np.ndarray, counts: np.ndarray, parent: np.ndarray) -> Triples:
    """Every clause's n-grams together with those of the sections below it at a discount."""
    all_rows, all_codes, all_counts = [rows], [codes], [counts]
    above = parent[rows]
    while (inside := above >= 0).any():
        all_rows.append(above[inside])
        all_codes.append(codes[inside])
        all_counts.append(counts[inside] * BELOW)
        rows, codes, counts = above[inside], codes[inside], counts[inside]
        above = parent[rows]
    return summed(np.concatenate(all_rows), np.concatenate(all_codes), np.concatenate(all_counts))


def with_above(rows: np.ndarray, codes: np.ndarray, counts: np.ndarray, parent: np.ndarray) -> Triples:
    """Every clause's title n-grams together with those of the titles above it, each step up counting half."""
    by_row_start = np.searchsorted(rows, np.arange(len(parent) + 1))
    all_rows, all_codes, all_counts = [rows], [codes], [counts]
    current, weight = parent.copy(), 0.5
    while (inside := np.flatnonzero(current >= 0)).size:
        lengths = by_row_start[current[inside] + 1] - by_row_start[current[inside]]
        starts = np.repeat(by_row_start[current[inside]] - np.append(0, np.cumsum(lengths)[:-1]), lengths)
        positions = np.arange(lengths.sum()) + starts
        all_rows.append(np.repeat(inside, lengths).astype(rows.dtype))
        all_codes.append(codes[positions])
        all_counts.append(np.full(len(positions), weight))
        current = np.where(current >= 0, parent[np.maximum(current, 0)], -1)
        weight /= 2
    return summed(np.concatenate(all_rows), np.concatenate(all_codes), np.concatenate(all_counts))
