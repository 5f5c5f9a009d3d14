"""All clauses of the plans in a form that one query can be weighed against in a few milliseconds.

Sparse throughout: per field an inverted list of character sequences with weights, besides one small row of topic
and function weights for each clause. Nothing grows with the square of the number of clauses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.matching.features import FUNCTIONS, canonical, function_weights, functions_by_place, nearness, ngrams
from app.matching.postings import Idf, Postings, summed, with_above, with_below
from app.matching.profiles import above_median, learn_profiles, softened
from app.matching.topics import combined, topic_strengths, topics
from app.plans.model import Plan
from app.plans.outline import Clause, clauses, is_continuation, parents
from app.progress import Progress, silent

FROM_ABOVE = 0.5  # the subject of a title above a clause is half its own
FAINT_TOPICS = 0.6  # topic strength (a word in a text is about 0.4) at which evidence counts half
TITLE_TIMES = 3.0  # a title counts as if it stood three times in the text


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
        """Add the clauses of a plan; text that goes on behind a list of items belongs to the clause it goes on with."""
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
            if is_continuation(clause.section):
                continue
            self._row_of[plan.id, i] = len(self.entries)
            self.entries.append(Entry(clause, titles[i], texts[i], "\n".join(below[i])))
            above = up[i]
            while above is not None and is_continuation(plan.sections[above]):
                above = up[above]
            parent.append(-1 if above is None else self._row_of[plan.id, above])
        self.rows_of_plan[plan.id] = range(first, len(self.entries))

    def _weigh(self) -> None:
        size = len(self.entries)
        title_rows, title_codes = ngrams([entry.title for entry in self.entries])
        text_rows, text_codes = ngrams([entry.text for entry in self.entries])
        own_rows, own_codes, own_counts = summed(
            np.concatenate((title_rows, text_rows)),
            np.concatenate((title_codes, text_codes)),
            np.concatenate((np.full(len(title_rows), TITLE_TIMES), np.ones(len(text_rows)))),
        )
        self.idf = Idf(own_rows, own_codes, size)
        self.title = self._postings(*summed(title_rows, title_codes, np.ones(len(title_rows))))
        self.context = self._postings(*with_above(title_rows, title_codes, np.ones(len(title_rows)), self.parent))
        self.full = self._postings(*with_below(own_rows, own_codes, own_counts, self.parent))

    def _postings(self, rows: np.ndarray, codes: np.ndarray, counts: np.ndarray) -> Postings:
        return Postings(rows, codes, self.idf.weigh(codes, counts), len(self.entries))

    def _assign(self) -> None:
        texts = [f"{entry.title}\n{entry.text}" for entry in self.entries]
        ends = _ends(self.parent)
        by_title, by_text = topic_strengths([entry.title for entry in self.entries], texts, topics(), ends)
        self.sizes = np.array([_size(entry) for entry in self.entries], dtype=np.float32)
        for row in range(len(self.entries)):  # parents come first, so each step up counts half of the one before
            if self.parent[row] >= 0:
                by_title[row] = np.maximum(by_title[row], by_title[self.parent[row]] * FROM_ABOVE)
        self.topics = softened(combined(by_title, by_text, self.sizes), FAINT_TOPICS)
        self.profiles = learn_profiles(self.full, self.topics)
        self.profile_topics = np.column_stack([self.full.cosines(terms) for terms in self.profiles.terms])
        self.profile_topics = above_median(self.profile_topics)
        together = self.topics + self.profile_topics
        self.subjects = together / np.maximum(np.linalg.norm(together, axis=1, keepdims=True), 1.0)
        self.functions = self._functions()
        self.function_lengths = np.sqrt(np.maximum(((self.functions @ nearness()) * self.functions).sum(axis=1), 1e-9))

    def _functions(self) -> np.ndarray:
        """Function weights of every clause. A chapter whose title tells nothing hands down what its text tells."""
        result = np.zeros((len(self.entries), len(FUNCTIONS)), dtype=np.float32)
        for row, entry in enumerate(self.entries):
            titles = (*map(canonical, entry.clause.ancestors), entry.title)
            result[row] = function_weights(titles, f"{entry.text}\n{entry.below[:2000]}")
            if self.parent[row] >= 0 and not functions_by_place(titles):
                result[row] = 0.4 * result[row] + 0.6 * result[self.parent[row]]
        return result


def _ends(parent: np.ndarray) -> np.ndarray:
    """For each row one past the last row below it; what stands below a row follows it."""
    ends = np.arange(1, len(parent) + 1)
    for row in range(len(parent) - 1, -1, -1):
        if parent[row] >= 0:
            ends[parent[row]] = max(ends[parent[row]], ends[row])
    return ends


def _size(entry: Entry) -> float:
    return float(len(entry.title) + len(entry.text) + len(entry.below))


def _positions(rows_of_plan: dict[str, range]) -> np.ndarray:
    """Where in its plan each clause stands, 0..1."""
    return np.concatenate(
        [np.linspace(0.0, 1.0, len(rows), dtype=np.float32) for rows in rows_of_plan.values()]
        or [np.zeros(0, dtype=np.float32)]
    )
