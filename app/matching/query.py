"""What is asked: a clause, a heading line or a free text, in the form that an index is weighed with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.matching.features import canonical, function_weights, functions_by_place
from app.matching.index import Index
from app.matching.postings import Terms, most_telling
from app.matching.profiles import softened
from app.matching.segments import FAINT_TOPICS, FROM_ABOVE, TITLE_TIMES, shares
from app.matching.shelf import BELOW
from app.matching.topics import Topic, combined, topic_strengths
from app.plans.outline import Clause

LONGEST_HEADING = 40  # characters; a text of one line up to this long is taken for a heading


@dataclass(frozen=True, slots=True)
class Query:
    """A clause, or a text that belongs to no plan. `below` is what stands in the sections below, if it counts."""

    title: str
    text: str
    ancestors: tuple[str, ...] = ()  # outermost first
    below: str = ""
    clause: Clause | None = None

    @classmethod
    def of_clause(cls, clause: Clause) -> Query:
        """A clause of a plan. If that plan is in the index, the sections below the clause count too."""
        return cls(clause.title, clause.text, clause.ancestors, clause=clause)

    @classmethod
    def of_text(cls, text: str) -> Query:
        """A text of its own: one short line is a heading, a short first sentence before more text is its title."""
        text = text.strip()
        if len(text) <= LONGEST_HEADING and not text.rstrip("。").count("。"):
            return cls(text.rstrip("。"), "")
        head, _, rest = text.partition("\n")
        if rest.strip() and len(head) <= LONGEST_HEADING and not head.endswith(("，", "；")):
            return cls(head.rstrip("。"), rest)
        return cls("", text)

    @property
    def plan_id(self) -> str | None:
        return self.clause.plan_id if self.clause else None


@dataclass(frozen=True, slots=True)
class Weighed:
    """A query as vectors of one index. Title and text are as written; without a text of its own, what stands below."""

    title: str
    text: str
    title_terms: Terms
    full_terms: Terms
    topics: np.ndarray
    profile_topics: np.ndarray
    functions: np.ndarray
    size: float  # characters with all below, 0 = unknown
    position: float | None
    chapter: bool | None  # None: not known, a heading like 保障措施 may be one


def weigh(index: Index, query: Query) -> Weighed:
    """The vectors of a query. A clause that stands unchanged in the index lends its topic and function weights."""
    clause = query.clause
    found = None if clause is None else index.find(clause)
    title, text = canonical(query.title), canonical(query.text)
    above = [canonical(ancestor) for ancestor in reversed(query.ancestors)]
    statistics = index.statistics
    assert statistics is not None, "an empty index answers nothing"
    if clause is None or found is None:
        below = canonical(query.below)
        subject = _subject([title, *above], f"{title}\n{text}\n{below}", index.subject_list)
        function = function_weights((*reversed(above), title), f"{text}\n{below[:2000]}")
    else:
        shelf, row = found
        below = index.below(clause)
        subject, function = shares(shelf.plans.topics[:, row]), shares(shelf.plans.functions[:, row])
    full_terms = most_telling(statistics.idf.terms([(title, TITLE_TIMES), (text, 1.0), (below, BELOW)]))
    return Weighed(
        query.title,
        query.text or (query.below if clause is None or found is None else index.printed_below(clause)),
        statistics.idf.terms([(title, 1.0)]),
        full_terms,
        subject,
        statistics.profiles.topics(full_terms),
        function,
        float(len(title) + len(text) + len(below)) if text or below else 0.0,
        None if found is None else float(found[0].plans.position[found[1]]),
        _chapter(query),
    )


def _chapter(query: Query) -> bool | None:
    if query.clause is not None:
        return not query.ancestors
    return None if not query.text and functions_by_place([query.title]) else False


def _subject(titles: list[str], text: str, subject_list: Sequence[Topic]) -> np.ndarray:
    """Topic weights of a text with its titles, innermost first; each step up counts half."""
    by_title, by_text = topic_strengths(titles, [text], subject_list)
    steps = FROM_ABOVE ** np.arange(len(titles), dtype=np.float32)
    nearest = (by_title * steps[:, None]).max(axis=0, keepdims=True)
    return softened(combined(nearest, by_text, [len(text)]), FAINT_TOPICS)[0]
