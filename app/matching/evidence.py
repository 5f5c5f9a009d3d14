"""What speaks for each clause of an index being a counterpart of a query: one row a kind of evidence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from app.matching.features import nearness
from app.matching.query import Weighed
from app.matching.shelf import Shelf

FEW = 6  # topics of a question that a first look at all clauses weighs, the strongest


class Evidence(IntEnum):
    """The kinds; every value lies in 0..1."""

    TITLE = 0  # the titles are alike
    TEXT = 1  # title, text and what stands below are alike
    TITLE_IN_TEXT = 2  # how much of the query's title the clause says
    CLAUSE_TITLE_IN_TEXT = 3  # how much of the clause's title the query says
    TOPIC = 4  # the same subjects by the subject list
    PROFILE = 5  # the same subjects by wording
    SUBJECT = 6  # the same subjects, both together
    FUNCTION = 7  # the same function in the document
    BOTH = 8  # the same subject in the same function
    SIZE = 9  # texts of like length: parent or child, whichever fits
    POSITION = 10  # a like place in the plan
    BEST_TEXT = 11  # how near TEXT comes to the best of all clauses
    RANK = 12  # a chapter for a chapter, a clause inside a chapter for such a one


@dataclass(frozen=True, slots=True)
class Wording:
    """How alike the wording of a query and of every clause of a shelf is."""

    title: np.ndarray
    text: np.ndarray
    title_covered: np.ndarray


def wording(shelf: Shelf, query: Weighed) -> Wording:
    """Looks up every n-gram of the query."""
    return Wording(
        shelf.title_cosines(query.title_terms),
        shelf.cosines(query.full_terms),
        shelf.title_covered(query.full_terms),
    )


def gather(shelf: Shelf, query: Weighed, said: Wording, best: float, rows: np.ndarray | None) -> np.ndarray:
    """A float32 matrix of kinds of evidence × rows; `best` is the likest text of the whole index.

    Without rows it is a first look at all clauses: of the topics the strongest, and not what a title finds in texts.
    """
    some = slice(None) if rows is None else rows
    plans = shelf.plans
    kinds = np.zeros((len(Evidence), len(plans.parent[some])), dtype=np.float32)
    kinds[Evidence.TITLE] = said.title[some]
    kinds[Evidence.TEXT] = np.sqrt(said.text[some])
    kinds[Evidence.BEST_TEXT] = said.text[some] / max(best, 1e-6)
    kinds[Evidence.CLAUSE_TITLE_IN_TEXT] = said.title_covered[some]
    if rows is not None:
        kinds[Evidence.TITLE_IN_TEXT] = shelf.said(query.title_terms, rows)
    _subjects(kinds, shelf, query, some, FEW if rows is None else len(query.topics))
    towards = nearness() @ query.functions
    length = np.sqrt(max(float(query.functions @ towards), 1e-9))
    kinds[Evidence.FUNCTION] = _dots(plans.functions, towards, some, len(towards)) / (
        shelf.function_lengths[some] * length
    )
    kinds[Evidence.BOTH] = kinds[Evidence.SUBJECT] * kinds[Evidence.FUNCTION]
    kinds[Evidence.RANK] = 1.0 if query.chapter is None else (plans.parent[some] < 0) == query.chapter
    if query.size:
        ratio = np.abs(np.log(plans.sizes[some] + 20.0) - np.log(query.size + 20.0))
        kinds[Evidence.SIZE] = np.exp(-ratio / 1.5)
    if query.position is not None:
        kinds[Evidence.POSITION] = 1.0 - np.abs(plans.position[some] - query.position)
    return kinds


def _subjects(kinds: np.ndarray, shelf: Shelf, query: Weighed, some: slice | np.ndarray, most: int) -> None:
    """The cosines of both kinds of topics, and of both together, shortened where both are faint."""
    wanted = query.topics + query.profile_topics
    kinds[Evidence.TOPIC] = _dots(shelf.plans.topics, query.topics, some, most)
    kinds[Evidence.PROFILE] = _dots(shelf.profile_topics, query.profile_topics, some, most)
    both = _dots(shelf.plans.topics, wanted, some, most) + _dots(shelf.profile_topics, wanted, some, most)
    kinds[Evidence.SUBJECT] = both / (shelf.subject_lengths[some] * max(float(np.linalg.norm(wanted)), 1.0))


def _dots(steps: np.ndarray, vector: np.ndarray, some: slice | np.ndarray, most: int) -> np.ndarray:
    """A vector times every column of a matrix in steps of 1/255, by the vector's `most` strongest values.

    Not by `@`: that wakes the threads of the linear algebra library, and where the cores are busy (typing, saving)
    waiting for them takes a thousand times longer than the sum.
    """
    sums = np.zeros(len(steps[0, some]), dtype=np.float32)
    for at in np.argsort(-vector, kind="stable")[:most]:
        if vector[at] > 0:
            sums += steps[at, some] * np.float32(vector[at] / 255)
    return sums
