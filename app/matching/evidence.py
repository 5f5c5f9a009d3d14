"""What speaks for each clause of an index being a counterpart of a query: one row a kind of evidence."""

from __future__ import annotations

from enum import IntEnum

import numpy as np

from app.matching.features import nearness
from app.matching.passages import Passages
from app.matching.postings import STEPS, Telling
from app.matching.query import Weighed
from app.matching.shelf import Shelf

STRONGEST = 10  # topics of a query that count


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
    PASSAGE = 13  # the likest passage is alike; until a plan is looked at closely, a clause is taken for one passage
    PASSAGE_SUBJECT = 14  # a passage on the same subjects
    PASSAGE_BOTH = 15  # a passage on the same subject in the same function


def gather(shelf: Shelf, query: Weighed, alike: np.ndarray, best: float) -> np.ndarray:
    """A float32 matrix of kinds of evidence × rows of the shelf.

    `alike` is the rows' likeness to the query's text (`Shelf.cosines`), `best` the highest of the whole index.
    """
    plans = shelf.plans
    kinds = np.zeros((len(Evidence), len(shelf)), dtype=np.float32)
    kinds[Evidence.TITLE] = shelf.title_cosines(query.title_terms)
    kinds[Evidence.TEXT] = np.sqrt(alike)
    kinds[Evidence.BEST_TEXT] = alike / np.float32(max(best, 1e-6))
    kinds[Evidence.TITLE_IN_TEXT] = shelf.said(query.title_terms)
    kinds[Evidence.CLAUSE_TITLE_IN_TEXT] = shelf.title_covered(query.full_terms)
    _subjects(kinds, shelf, query)
    towards = nearness() @ query.functions
    length = np.sqrt(max(float(query.functions @ towards), 1e-9))
    kinds[Evidence.FUNCTION] = _dots(plans.functions, towards) / (shelf.function_lengths * np.float32(length))
    kinds[Evidence.BOTH] = kinds[Evidence.SUBJECT] * kinds[Evidence.FUNCTION]
    kinds[Evidence.RANK] = 1.0 if query.chapter is None else (plans.parent < 0) == query.chapter
    if query.size:
        ratio = np.abs(np.log(plans.sizes + np.float32(20)) - np.float32(np.log(query.size + 20.0)))
        kinds[Evidence.SIZE] = np.exp(ratio / np.float32(-1.5))
    if query.position is not None:
        kinds[Evidence.POSITION] = 1.0 - np.abs(plans.position - np.float32(query.position))
    kinds[Evidence.PASSAGE] = kinds[Evidence.TEXT]
    kinds[Evidence.PASSAGE_SUBJECT] = kinds[Evidence.SUBJECT]
    kinds[Evidence.PASSAGE_BOTH] = kinds[Evidence.BOTH]
    return kinds


def look_closely(kinds: np.ndarray, passages: Passages, query: Weighed, telling: Telling) -> None:
    """Adds to the evidence of all rows of a plan (kinds × rows) what their likest passages say."""
    factors = query.full_terms.weights * telling.of(query.full_terms.codes) / np.float32(STEPS)
    nearest = passages.nearest(query.full_terms, factors, query.topics + query.profile_topics, query.functions)
    kinds[Evidence.PASSAGE] = nearest.wording
    kinds[Evidence.PASSAGE_SUBJECT] = nearest.subject
    kinds[Evidence.PASSAGE_BOTH] = nearest.both


def _subjects(kinds: np.ndarray, shelf: Shelf, query: Weighed) -> None:
    """The cosines of both kinds of topics, and of both together, shortened where both are faint."""
    wanted = query.topics + query.profile_topics
    kinds[Evidence.TOPIC] = _dots(shelf.plans.topics, query.topics)
    kinds[Evidence.PROFILE] = _dots(shelf.profile_topics, query.profile_topics)
    both = _dots(shelf.plans.topics, wanted) + _dots(shelf.profile_topics, wanted)
    kinds[Evidence.SUBJECT] = both / (shelf.subject_lengths * np.float32(max(float(np.linalg.norm(wanted)), 1.0)))


def _dots(steps: np.ndarray, vector: np.ndarray) -> np.ndarray:
    """A vector times every column of a matrix in steps of 1/255, by the vector's strongest values.

    Not by `@`: that wakes the threads of the linear algebra library, and where the cores are busy (typing, saving)
    waiting for them takes a thousand times longer than the sum.
    """
    at = np.argsort(-vector, kind="stable")[:STRONGEST]
    at = at[vector[at] > 0]
    return np.einsum("i,ij->j", (vector[at] / 255).astype(np.float32), steps[at])
