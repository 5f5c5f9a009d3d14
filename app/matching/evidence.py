"""What speaks for each clause of an index being a counterpart of a query: one column a kind of evidence."""

from __future__ import annotations

from enum import IntEnum

import numpy as np

from app.matching.features import nearness
from app.matching.index import Index
from app.matching.query import Weighed


class Evidence(IntEnum):
    """The columns; every value lies in 0..1."""

    TITLE = 0  # the titles are alike
    TEXT = 1  # title, text and what stands below are alike
    CONTEXT = 2  # the titles with those above them are alike
    TITLE_IN_TEXT = 3  # how much of the query's title the clause says
    CLAUSE_TITLE_IN_TEXT = 4  # how much of the clause's title the query says
    TOPIC = 5  # the same subjects by the subject list
    PROFILE = 6  # the same subjects by wording
    SUBJECT = 7  # the same subjects, both together
    FUNCTION = 8  # the same function in the document
    BOTH = 9  # the same subject in the same function
    SIZE = 10  # texts of like length: parent or child, whichever fits
    POSITION = 11  # a like place in the plan
    BEST_TEXT = 12  # how near TEXT comes to the best of all clauses
    RANK = 13  # a chapter for a chapter, a clause inside a chapter for such a one


def gather(index: Index, query: Weighed) -> np.ndarray:
    """A float32 matrix of clauses × kinds of evidence."""
    columns = np.zeros((len(index), len(Evidence)), dtype=np.float32)
    columns[:, Evidence.TITLE] = index.title.cosines(query.title_terms)
    text = index.full.cosines(query.full_terms)
    columns[:, Evidence.TEXT] = np.sqrt(text)
    columns[:, Evidence.BEST_TEXT] = text / max(float(text.max()), 1e-6)
    columns[:, Evidence.CONTEXT] = index.context.cosines(query.context_terms)
    columns[:, Evidence.TITLE_IN_TEXT] = index.full.shares(query.title_terms)
    columns[:, Evidence.CLAUSE_TITLE_IN_TEXT] = index.title.covered(query.full_terms)
    columns[:, Evidence.TOPIC] = _dots(index.topics, query.topics)
    columns[:, Evidence.PROFILE] = _dots(index.profile_topics, query.profile_topics)
    columns[:, Evidence.SUBJECT] = _shared_subject(index, query)
    columns[:, Evidence.FUNCTION] = _shared_function(index, query.functions)
    columns[:, Evidence.BOTH] = columns[:, Evidence.SUBJECT] * columns[:, Evidence.FUNCTION]
    columns[:, Evidence.RANK] = 1.0 if query.chapter is None else (index.parent < 0) == query.chapter
    if query.size:
        ratio = np.abs(np.log(index.sizes + 20.0) - np.log(query.size + 20.0))
        columns[:, Evidence.SIZE] = np.exp(-ratio / 1.5)
    if query.position is not None:
        columns[:, Evidence.POSITION] = 1.0 - np.abs(index.position - query.position)
    return columns


def _shared_subject(index: Index, query: Weighed) -> np.ndarray:
    """The cosine of both kinds of subject evidence together, shortened where both are faint."""
    wanted = query.topics + query.profile_topics
    return _dots(index.subjects, wanted / max(float(np.linalg.norm(wanted)), 1.0))


def _shared_function(index: Index, wanted: np.ndarray) -> np.ndarray:
    """How far function weights agree when neighbouring functions count in part: a cosine in that measure."""
    towards = nearness() @ wanted
    return _dots(index.functions, towards) / (index.function_lengths * np.sqrt(max(float(wanted @ towards), 1e-9)))


def _dots(rows: np.ndarray, vector: np.ndarray) -> np.ndarray:
    """Every row times a vector.

    Not by `@`: that wakes the threads of the linear algebra library, and where the cores are busy (typing, saving)
    waiting for them takes a thousand times longer than the sum.
    """
    return np.einsum("ij,j->i", rows, vector)
