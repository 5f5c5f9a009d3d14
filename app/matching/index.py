"""All clauses of the plans in a form that one question can be weighed against in a few milliseconds.

What is learnt from many plans (how telling words are, how topics are worded) is learnt from the references, so that
typing in a draft leaves them, and every score among them, as they are: a changed draft costs its own clauses only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np

from app.matching.kept import Kept
from app.matching.passages import Passages
from app.matching.segments import PlanRows
from app.matching.shelf import Shelf, Statistics
from app.matching.shelving import build_shelf
from app.matching.topics import Topic, topics
from app.plans.model import Plan, Role
from app.plans.outline import Clause
from app.progress import Progress, part, silent

READY = 256  # plans of a group whose words are held ready
CLOSE = 64  # plans that a question is held against passage by passage


@dataclass(frozen=True, slots=True)
class Group:
    """Plans that change together: a shelf, and of the plans last asked for what is read from their words."""

    plans: tuple[Plan, ...]
    shelf: Shelf
    clauses_of: Callable[[str], PlanRows]
    passages_of: Callable[[str], Passages]

    @classmethod
    def of(cls, plans: Sequence[Plan], shelf: Shelf, subjects: Sequence[Topic]) -> Group:
        by_id = {plan.id: plan for plan in plans}
        clauses_of = lru_cache(READY)(lambda plan_id: PlanRows(by_id[plan_id]))

        def passages(plan_id: str) -> Passages:
            return Passages(clauses_of(plan_id), subjects, shelf.statistics.idf)

        return cls(tuple(plans), shelf, clauses_of, lru_cache(READY)(passages))

    def holds(self, plans: Sequence[Plan], statistics: Statistics | None) -> bool:
        """Whether it is of just these plans, unchanged, in the measure of these statistics, or of its own."""
        same = len(plans) == len(self.plans) and all(one is other for one, other in zip(plans, self.plans, strict=True))
        return same and (statistics is None or statistics is self.shelf.statistics)


class Index:
    """Clauses of several plans, ready to be queried. Immutable once built; safe to read from several threads."""

    def __init__(
        self,
        plans: Sequence[Plan],
        groups: Sequence[Group],
        subject_list: Sequence[Topic],
    ) -> None:
        self.plans = tuple(plans)
        self.subject_list = tuple(subject_list)
        self.shelves = tuple(group.shelf for group in groups)
        self.statistics = groups[0].shelf.statistics if groups else None
        self._groups = tuple(groups)
        self._places = {
            plan.id: (number, range(first, end))
            for number, group in enumerate(groups)
            for plan, (first, end) in zip(group.plans, pairwise(group.shelf.plans.firsts.tolist()), strict=True)
        }
        self._numbers = {plan_id: number for number, plan_id in enumerate(self._places)}

    @classmethod
    def build(
        cls,
        plans: Sequence[Plan],
        progress: Progress = silent,
        subject_list: Sequence[Topic] | None = None,
        before: Index | None = None,
        folder: Path | None = None,
    ) -> Index:
        """Index every clause of `plans`, in their order, by a subject list (None: the shipped one).

        What has not changed since `before` was built is taken from there, what was worked out of references at any
        time from `folder`. Raises Cancelled when `progress` does.
        """
        subjects = topics() if subject_list is None else tuple(subject_list)
        if before is not None and before.subject_list != subjects:
            before = None
        references = [plan for plan in plans if plan.role is Role.REFERENCE]
        others = [plan for plan in plans if plan.role is not Role.REFERENCE]
        wanted = [some for some in (references, others) if some]
        groups: list[Group] = []
        for number, some in enumerate(wanted):
            statistics = groups[0].shelf.statistics if groups else None
            known = next((one for one in before._groups if one.holds(some, statistics)), None) if before else None
            if known is None:
                step = part(progress, number / len(wanted), (number + 1) / len(wanted))
                shelf = build_shelf(some, subjects, statistics, Kept(None if groups else folder), step)
                known = Group.of(some, shelf, subjects)
            groups.append(known)
        progress("索引已就绪", 1.0)
        return cls(plans, groups, subjects)

    @cached_property
    def subject_words(self) -> frozenset[str]:
        """The words of the subject list that are longer than two characters."""
        words = (word for topic in self.subject_list for word in (*topic.names, *topic.words))
        return frozenset(word for word in words if len(word) > 2)

    def __len__(self) -> int:
        return sum(len(shelf) for shelf in self.shelves)

    def __contains__(self, plan_id: str) -> bool:
        return plan_id in self._places

    def place(self, plan_id: str) -> tuple[int, range]:
        """The number of the shelf that a plan stands on, and its rows there."""
        return self._places[plan_id]

    def numbers(self, plan_ids: Sequence[str]) -> np.ndarray:
        """Where these plans stand among the plans of all shelves."""
        return np.array([*map(self._numbers.__getitem__, plan_ids)], dtype=np.int64)

    def clauses_of(self, plan_id: str) -> PlanRows:
        """The clauses of a plan."""
        return self._groups[self._places[plan_id][0]].clauses_of(plan_id)

    def passages_of(self, plan_id: str) -> Passages:
        """The passages of a plan."""
        return self._groups[self._places[plan_id][0]].passages_of(plan_id)

    def find(self, clause: Clause) -> tuple[Shelf, int] | None:
        """The shelf and row of a clause of an indexed plan, if it still has the same title and text there."""
        if clause.plan_id not in self._places:
            return None
        row = self.clauses_of(clause.plan_id).row(clause)
        number, rows = self._places[clause.plan_id]
        return None if row is None else (self.shelves[number], rows.start + row)

    def below(self, clause: Clause) -> str:
        """What stands in the sections below a clause that `find` found, in common wording."""
        rows = self.clauses_of(clause.plan_id)
        return rows.below(rows.row(clause) or 0)

    def printed_below(self, clause: Clause) -> str:
        """The same as it is printed."""
        rows = self.clauses_of(clause.plan_id)
        return rows.printed_below(rows.row(clause) or 0)
