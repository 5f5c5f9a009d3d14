"""Why a clause corresponds, in the drafter's words."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from app.figures.quantity import quantities
from app.matching.evidence import Evidence
from app.matching.features import canonical, function_name
from app.matching.index import Index
from app.matching.query import Weighed
from app.matching.segments import shares
from app.matching.shelf import Shelf
from app.matching.wording import STOCK_PHRASES, SharedWording

ALIKE_TITLES = 0.45  # cosine from which two titles are called alike
CLEAR_TOPIC = 0.3  # weight from which a clause is said to be on a topic
CLEAR_PASSAGE = 0.5  # and a passage of it to be on the question's subjects
LONGEST_QUOTE = 14  # characters of a shared phrase that a reason shows


class ReasonGiver:
    """Gives reasons for one query; what all candidates share is worked out once."""

    def __init__(self, index: Index, query: Weighed) -> None:
        self._index = index
        self._query = query
        self._wording = SharedWording(f"{query.title}\n{query.text}")
        self._numbers = {(q.value, q.dimension) for q in quantities(query.text) if q.dimension}
        self._function = function_name(query.functions)

    def reasons(self, plan_id: str, row: int, evidence: np.ndarray) -> tuple[str, ...]:
        """Reasons for one clause of a plan, the weightiest first; `evidence` is its row of evidence."""
        number, rows = self._index.place(plan_id)
        shelf, at = self._index.shelves[number], rows.start + row
        found = self._index.clauses_of(plan_id)
        clause = found.clauses[row]
        said = [
            self._topic(shelf, at) or _passage(evidence),
            self._same_function(shelf, at),
            *self._titles(clause.title, evidence),
            self._phrases(f"{clause.title}\n{clause.text or found.printed_below(row, 1500)[:1500]}"),
            *self._figures(clause.text),
        ]
        return tuple(reason for reason in said if reason) or ("用词相近",)

    def _topic(self, shelf: Shelf, row: int) -> str:
        """The topic that both are on by the subject list, else the one that both are worded like."""
        query = self._query
        for said, wanted, own in (
            ("同题", query.topics, shelf.plans.topics),
            ("内容涉及", query.profile_topics, shelf.profile_topics),
        ):
            shared = np.minimum(wanted, shares(own[:, row]))
            best = int(shared.argmax())
            if shared[best] >= CLEAR_TOPIC:
                return f"{said}“{self._index.subject_list[best].name}”"
        return ""

    def _same_function(self, shelf: Shelf, row: int) -> str:
        other = function_name(shares(shelf.plans.functions[:, row]))
        if not other or not self._function:
            return ""
        return f"同为“{other}”" if other == self._function else f"对方写的是“{other}”"

    def _titles(self, title: str, evidence: np.ndarray) -> list[str]:
        if title and "".join(title.split()) == "".join(self._query.title.split()):
            return ["标题相同"]
        return ["标题相近"] if evidence[Evidence.TITLE] >= ALIKE_TITLES else []

    def _phrases(self, text: str) -> str:
        found = [text[span.start : span.end] for span in self._wording.phrases(text)]
        telling = sorted({phrase for phrase in found if phrase not in STOCK_PHRASES}, key=lambda p: (-len(p), p))
        if not telling:
            return ""
        quote = self._word_of(telling[0])
        quote = quote if len(quote) <= LONGEST_QUOTE else quote[:LONGEST_QUOTE] + "…"
        return f"共有短语 {len(telling)} 处，如“{quote}”"

    def _word_of(self, phrase: str) -> str:
        """A phrase without a stray character at an end (好科技金融) that hides a word of the subject list."""
        words = self._index.subject_words
        return next((part for part in (phrase[1:], phrase[:-1]) if canonical(part) in words), phrase)

    def _figures(self, text: str) -> list[str]:
        if not self._numbers:
            return []
        same = [q for q in _figures_of(text) if (q.value, q.dimension) in self._numbers]
        return [f"同一数值 {text[same[0].start : same[0].end]}"] if same else []


def _passage(evidence: np.ndarray) -> str:
    """What is said of a long clause that only in one place speaks of what the question is about."""
    return "其中一段与此同题" if evidence[Evidence.PASSAGE_SUBJECT] >= CLEAR_PASSAGE else ""


_figures_of = lru_cache(4096)(quantities)  # the same clauses answer one question after the other
