"""Why a clause corresponds, in the drafter's words."""

from __future__ import annotations

import numpy as np

from app.figures.quantity import quantities
from app.matching.evidence import Evidence
from app.matching.features import function_name
from app.matching.index import Index
from app.matching.query import Weighed
from app.matching.topics import topics
from app.matching.wording import STOCK_PHRASES, SharedWording

ALIKE_TITLES = 0.45  # cosine from which two titles are called alike
CLEAR_TOPIC = 0.3  # weight from which a clause is said to be on a topic
LONGEST_QUOTE = 14  # characters of a shared phrase that a reason shows


class ReasonGiver:
    """Gives reasons for one query; what all candidates share is worked out once."""

    def __init__(self, index: Index, query: Weighed) -> None:
        self._index = index
        self._query = query
        self._wording = SharedWording(f"{query.title}\n{query.text}")
        self._numbers = {(q.value, q.dimension) for q in quantities(query.text) if q.dimension}
        self._function = function_name(query.functions)

    def reasons(self, row: int, evidence: np.ndarray) -> tuple[str, ...]:
        """Reasons for one clause, the weightiest first; `evidence` is its row of evidence."""
        said = [
            self._topic(row),
            self._same_function(row),
            *self._titles(evidence),
            self._phrases(row),
            *self._figures(row),
        ]
        return tuple(reason for reason in said if reason) or ("用词相近",)

    def _topic(self, row: int) -> str:
        """The topic that both are on by the subject list, else the one that both are worded like."""
        query, index = self._query, self._index
        for said, wanted, own in (
            ("同题", query.topics, index.topics[row]),
            ("内容涉及", query.profile_topics, index.profile_topics[row]),
        ):
            shared = np.minimum(wanted, own)
            best = int(shared.argmax())
            if shared[best] >= CLEAR_TOPIC:
                return f"{said}“{topics()[best].name}”"
        return ""

    def _same_function(self, row: int) -> str:
        other = function_name(self._index.functions[row])
        if not other or not self._function:
            return ""
        return f"同为“{other}”" if other == self._function else f"对方写的是“{other}”"

    def _titles(self, evidence: np.ndarray) -> list[str]:
        if evidence[Evidence.TITLE] > 0.98:
            return ["标题相同"]
        return ["标题相近"] if evidence[Evidence.TITLE] >= ALIKE_TITLES else []

    def _phrases(self, row: int) -> str:
        entry = self._index.entries[row]
        text = f"{entry.clause.title}\n{entry.clause.text or entry.below[:1500]}"
        found = [text[span.start : span.end] for span in self._wording.phrases(text)]
        telling = sorted({phrase for phrase in found if phrase not in STOCK_PHRASES}, key=lambda p: (-len(p), p))
        if not telling:
            return ""
        quote = telling[0] if len(telling[0]) <= LONGEST_QUOTE else telling[0][:LONGEST_QUOTE] + "…"
        return f"共有短语 {len(telling)} 处，如“{quote}”"

    def _figures(self, row: int) -> list[str]:
        if not self._numbers:
            return []
        text = self._index.entries[row].clause.text
        same = [q for q in quantities(text) if (q.value, q.dimension) in self._numbers]
        return [f"同一数值 {text[same[0].start : same[0].end]}"] if same else []
