"""The clauses of one plan in short stretches, so that a sentence in a long clause is found for what it says.

A plan of few and long clauses treats in one sentence what another gives a clause of its own; weighed whole, the long
clause is about too much to be like the short one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.matching.features import canonical, functions_by_wording, nearness
from app.matching.postings import Postings, Telling, Terms, stretches
from app.matching.profiles import softened
from app.matching.segments import FAINT_TOPICS, PlanRows, carried_up, levels
from app.matching.topics import Topic, combined, topic_strengths

SHORTEST = 60  # characters; sentences are put together until a passage has as many
REST = 30  # characters; what is left over at the end of a paragraph and shorter goes with the passage before
BELOW = 0.8  # what a passage below a clause counts
TITLE_SHARE = 0.5  # the title of its clause counts half of a passage's own words
TITLE_TOPIC = 0.3  # and its subject a third of what it is to the clause
_SENTENCE = re.compile(r"(?<=[。；！？])")


@dataclass(frozen=True, slots=True)
class Nearest:
    """What the likest passage of each clause of a plan, or below it, has of a question; values in 0..1, one a row."""

    wording: np.ndarray
    subject: np.ndarray
    both: np.ndarray  # the same subject said in the same function


class Passages:
    """The passages of a plan, ready to be weighed against a question. Every row has one at least."""

    def __init__(self, rows: PlanRows, subjects: Sequence[Topic], telling: Telling) -> None:
        cut = [passages(clause.text) or [""] for clause in rows.clauses]
        self._levels = levels(rows.parent, rows.depths)
        self._starts = np.append(0, np.cumsum([len(some) for some in cut])).astype(np.int64)
        texts = [canonical(text) for some in cut for text in some]
        headed = [title for title, some in zip(rows.titles, cut, strict=True) for _ in some]
        self._postings = Postings.of_texts([(texts, 1.0), (headed, TITLE_SHARE)])
        self._lengths = np.sqrt(np.maximum(self._postings.squares(telling, len(texts)), 1e-9))
        by_title, by_text = topic_strengths(headed, texts, subjects)
        self._topics = softened(
            combined(by_title * np.float32(TITLE_TOPIC), by_text, [len(text) for text in texts]), FAINT_TOPICS
        )
        functions = np.array([functions_by_wording(text) for text in texts]).reshape(len(texts), len(nearness()))
        lengths = np.sqrt(np.maximum(((functions @ nearness()) * functions).sum(axis=1), 1e-9))
        self._functions = functions / lengths[:, None]

    def nearest(self, terms: Terms, factors: np.ndarray, subject: np.ndarray, functions: np.ndarray) -> Nearest:
        """`factors` are the terms' weights times how telling they are, `subject` the topics of the question."""
        starts, ends = self._postings.find(terms.codes)
        lengths = ends - starts
        at = stretches(starts, lengths)
        said = self._postings.weights[at] * np.repeat(factors, lengths)
        cosines = np.bincount(self._postings.rows[at], said, minlength=len(self._lengths)) / self._lengths
        towards = nearness() @ functions
        alike = np.einsum("ij,j->i", self._functions, towards) / np.sqrt(max(float(functions @ towards), 1e-9))
        same = np.einsum("ij,j->i", self._topics, subject) / max(float(np.linalg.norm(subject)), 1.0)
        wording, subject, both = self._best(np.array([cosines, same, same * np.minimum(alike, 1.0)]))
        return Nearest(np.sqrt(np.minimum(wording, 1.0)), subject, both)

    def _best(self, values: np.ndarray) -> np.ndarray:
        """The highest value of each kind in each clause's passages; of those below a clause it counts a little less."""
        if not values.shape[1]:
            return values
        best = np.maximum.reduceat(values, self._starts[:-1], axis=1)
        return carried_up(best, self._levels, np.maximum, np.float64(BELOW))


def passages(text: str) -> list[str]:
    """A text in stretches of whole sentences; a short rest goes with the stretch before it."""
    found: list[str] = []
    for line in text.split("\n"):
        begun = ""
        for sentence in _SENTENCE.split(line):
            begun += sentence
            if len(begun) >= SHORTEST:
                found.append(begun)
                begun = ""
        if begun.strip() and found and len(begun) < REST:
            found[-1] += begun
        elif begun.strip():
            found.append(begun)
    return found
