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
    TOPIC = 5  # the same subjects
    FUNCTION = 6  # the same function in the document
    BOTH = 7  # the same subject in the same function
    SIZE = 8  # texts of like length: parent or child, whichever fits
    POSITION = 9  # a like place in the plan


def gather(index: Index, query: Weighed) -> np.ndarray:
    """A float32 matrix of clauses × kinds of evidence."""
    columns = np.zeros((len(index), len(Evidence)), dtype=np.float32)
    columns[:, Evidence.TITLE] = index.title.cosines(query.title_terms)
    columns[:, Evidence.TEXT] = index.full.cosines(query.full_terms)
    columns[:, Evidence.CONTEXT] = index.context.cosines(query.context_terms)
    columns[:, Evidence.TITLE_IN_TEXT] = index.full.shares(query.title_terms)
    columns[:, Evidence.CLAUSE_TITLE_IN_TEXT] = index.title.covered(query.full_terms)
    columns[:, Evidence.TOPIC] = index.topics @ query.topics
    columns[:, Evidence.FUNCTION] = _agreement(index.functions, query.functions)
    columns[:, Evidence.BOTH] = columns[:, Evidence.TOPIC] * columns[:, Evidence.FUNCTION]
    if query.size:
        ratio = np.abs(np.log(index.sizes + 20.0) - np.log(query.size + 20.0))
        columns[:, Evidence.SIZE] = np.exp(-ratio / 1.5)
    if query.position is not None:
        columns[:, Evidence.POSITION] = 1.0 - np.abs(index.position - query.position)
    return columns


def _agreement(functions: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """How far function weights agree when neighbouring functions count in part: a cosine in that measure."""
    near = nearness()
    towards = near @ wanted
    own = np.einsum("ij,jk,ik->i", functions, near, functions)
    return (functions @ towards) / np.sqrt(np.maximum(own, 1e-9) * max(float(wanted @ towards), 1e-9))
