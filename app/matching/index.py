"""All clauses of the plans in a form that one query can be weighed against in a few milliseconds.

Sparse throughout: per field an inverted list of character sequences with weights, besides one small row of topic
and function weights for each clause. Nothing grows with the square of the number of clauses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.matching.features import FUNCTIONS, canonical, function_weights, functions_by_place, ngrams
from app.matching.topics import combined, topic_strengths, topics
from app.plans.model import Plan
from app.plans.outline import Clause, clauses, parents
from app.progress import Progress, silent

BELOW = 0.5  # what stands in the sections below a clause counts half of what stands in it
FROM_ABOVE = 0.5  # the subject of a title above a clause is half its own
CLEARLY = 0.6  # share of a clause's topic weight from which it teaches the topic's wording
PROFILE_TERMS = 600  # n-grams that a topic's wording is kept in
FAINT_TOPICS = 0.6  # topic strength (a word in a text is about 0.4) at which evidence counts half
FAINT_PROFILE = 0.03  # the same for agreement with the topics' wording; texts of our subjects have 0.05 and more
TITLE_TIMES = 3.0  # a title counts as if it stood three times in the text


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


@dataclass(frozen=True, slots=True)
class Entry:
    """A clause of the index with what reasons are made of."""

    clause: Clause
    title: str  # canonical
    text: str  # canonical own text
    below: str  # canonical titles and texts of the sections below


class Index:
    """Clauses of several plans, ready to be queried. Immutable once built; safe to read from several threads."""

    def __init__(self, plans: Sequence[Plan], progress: Progress) -> None:
        self.entries: list[Entry] = []
        self.rows_of_plan: dict[str, range] = {}
        self._row_of: dict[tuple[str, int], int] = {}
        parent: list[int] = []
        for number, plan in enumerate(plans):
            progress(f"编入《{plan.front.title}》", number / max(len(plans), 1) * 0.5)
            self._enter(plan, parent)
        progress("计算词句权重", 0.5)
        self.parent = np.array(parent, dtype=np.int32)
        self.position = _positions(self.rows_of_plan)
        self._weigh()
        progress("归入主题", 0.8)
        self._assign()
        progress("索引已就绪", 1.0)

    @classmethod
    def build(cls, plans: Sequence[Plan], progress: Progress = silent) -> Index:
        """Index every clause of `plans`, in their order. Raises Cancelled when `progress` does."""
        return cls(plans, progress)

    def __len__(self) -> int:
        return len(self.entries)

    def row(self, clause: Clause) -> int | None:
        """The row of a clause of an indexed plan, if it still has the same title and text there."""
        row = self._row_of.get((clause.plan_id, clause.index))
        if row is None:
            return None
        known = self.entries[row].clause
        return row if (known.title, known.text) == (clause.title, clause.text) else None

    def _enter(self, plan: Plan, parent: list[int]) -> None:
        first = len(self.entries)
        up = parents(plan.sections)
        found = clauses(plan)
        titles = [canonical(clause.title) for clause in found]
        texts = [canonical(clause.text) for clause in found]
        below: list[list[str]] = [[] for _ in found]
        for i in range(len(found)):
            above = up[i]
            while above is not None:
                below[above] += [titles[i], texts[i]]
                above = up[above]
        for i, clause in enumerate(found):
            self._row_of[plan.id, i] = len(self.entries)
            self.entries.append(Entry(clause, titles[i], texts[i], "\n".join(below[i])))
            above = up[i]
            parent.append(-1 if above is None else first + above)
        self.rows_of_plan[plan.id] = range(first, len(self.entries))

    def _weigh(self) -> None:
        size = len(self.entries)
        title_rows, title_codes = ngrams([entry.title for entry in self.entries])
        text_rows, text_codes = ngrams([entry.text for entry in self.entries])
        own_rows, own_codes, own_counts = _summed(
            np.concatenate((title_rows, text_rows)),
            np.concatenate((title_codes, text_codes)),
            np.concatenate((np.full(len(title_rows), TITLE_TIMES), np.ones(len(text_rows)))),
        )
        self.idf = Idf(own_rows, own_codes, size)
        self.title = self._postings(*_summed(title_rows, title_codes, np.ones(len(title_rows))))
        self.context = self._postings(*_with_above(title_rows, title_codes, np.ones(len(title_rows)), self.parent))
        self.full = self._postings(*_with_below(own_rows, own_codes, own_counts, self.parent))

    def _postings(self, rows: np.ndarray, codes: np.ndarray, counts: np.ndarray) -> Postings:
        return Postings(rows, codes, self.idf.weigh(codes, counts), len(self.entries))

    def _assign(self) -> None:
        by_title, by_text = topic_strengths(
            [entry.title for entry in self.entries],
            [f"{entry.title}\n{entry.text}\n{entry.below}" for entry in self.entries],
            topics(),
        )
        for row in range(len(self.entries)):  # parents come first, so each step up counts half of the one before
            if self.parent[row] >= 0:
                by_title[row] = np.maximum(by_title[row], by_title[self.parent[row]] * FROM_ABOVE)
        self.topics = softened(combined(by_title, by_text), FAINT_TOPICS)
        self.profiles = learn_profiles(self.full, self.topics)
        self.profile_topics = np.column_stack([self.full.cosines(terms) for terms in self.profiles.terms])
        self.profile_topics = above_median(self.profile_topics)
        self.functions = self._functions()
        self.sizes = np.array([_size(entry) for entry in self.entries], dtype=np.float32)

    def _functions(self) -> np.ndarray:
        """Function weights of every clause. A chapter whose title tells nothing hands down what its text tells."""
        result = np.zeros((len(self.entries), len(FUNCTIONS)), dtype=np.float32)
        for row, entry in enumerate(self.entries):
            titles = (*map(canonical, entry.clause.ancestors), entry.title)
            result[row] = function_weights(titles, f"{entry.text}\n{entry.below[:2000]}")
            if self.parent[row] >= 0 and not functions_by_place(titles):
                result[row] = 0.4 * result[row] + 0.6 * result[self.parent[row]]
        return result


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
    terms: list[Terms] = []
    for topic in range(membership.shape[1]):
        strength = np.where(membership[:, topic] >= CLEARLY, membership[:, topic], 0.0)
        inside = np.flatnonzero(strength[full.rows])
        weights = np.bincount(
            columns[inside], full.weights[inside] * strength[full.rows[inside]], minlength=len(full.codes)
        )
        kept = np.sort(np.argsort(-weights, kind="stable")[:PROFILE_TERMS])
        kept = kept[weights[kept] > 0]
        chosen = weights[kept].astype(np.float32)
        terms.append(Terms(full.codes[kept], chosen / max(float(np.linalg.norm(chosen)), 1e-9)))
    return Profiles(terms)


def above_median(cosines: np.ndarray) -> np.ndarray:
    """Rows of what exceeds each row's median: every text agrees a little with every topic. Lengths as in `softened`."""
    return softened(np.maximum(cosines - np.median(cosines, axis=1, keepdims=True), 0.0), FAINT_PROFILE)


def softened(rows: np.ndarray, faint: float) -> np.ndarray:
    """Rows brought near length 1, but faint ones left short, so that a stray word is no evidence of a subject."""
    return (rows / (np.linalg.norm(rows, axis=1, keepdims=True) + faint)).astype(np.float32)


def _size(entry: Entry) -> float:
    return float(len(entry.title) + len(entry.text) + len(entry.below))


def _positions(rows_of_plan: dict[str, range]) -> np.ndarray:
    """Where in its plan each clause stands, 0..1."""
    return np.concatenate(
        [np.linspace(0.0, 1.0, len(rows), dtype=np.float32) for rows in rows_of_plan.values()]
        or [np.zeros(0, dtype=np.float32)]
    )


def _summed(rows: np.ndarray, codes: np.ndarray, counts: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(row, code) pairs made distinct, their counts added."""
    order = np.lexsort((codes, rows))
    rows, codes, counts = rows[order], codes[order], counts[order]
    fresh = np.ones(len(rows), dtype=bool)
    fresh[1:] = (rows[1:] != rows[:-1]) | (codes[1:] != codes[:-1])
    starts = np.flatnonzero(fresh)
    added = np.add.reduceat(counts, starts) if len(starts) else counts
    return rows[starts], codes[starts], added


def _with_below(
    rows: np.ndarray, codes: np.ndarray, counts: np.ndarray, parent: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Every clause's n-grams together with those of the sections below it at a discount."""
    all_rows, all_codes, all_counts = [rows], [codes], [counts]
    above = parent[rows]
    while (inside := above >= 0).any():
        all_rows.append(above[inside])
        all_codes.append(codes[inside])
        all_counts.append(counts[inside] * BELOW)
        rows, codes, counts = above[inside], codes[inside], counts[inside]
        above = parent[rows]
    return _summed(np.concatenate(all_rows), np.concatenate(all_codes), np.concatenate(all_counts))


def _with_above(
    rows: np.ndarray, codes: np.ndarray, counts: np.ndarray, parent: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
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
    return _summed(np.concatenate(all_rows), np.concatenate(all_codes), np.concatenate(all_counts))
