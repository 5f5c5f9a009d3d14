"""All clauses of the plans in a form that one question can be weighed against in a few milliseconds.

What is learnt from many plans (how telling words are, how topics are worded) is learnt from the references, so that
typing in a draft leaves them, and every score among them, as they are: a changed draft costs its own clauses only.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from app.matching.kept import Kept
from app.matching.passages import Passages
from app.matching.segments import PlanRows
from app.matching.shelf import Shelf
from app.matching.shelving import build_shelf
from app.matching.topics import Topic, topics
from app.plans.model import Plan, Role
from app.plans.outline import Clause
from app.progress import Progress, part, silent

KEPT_ROWS = 64  # plans whose clauses are held ready for reasons and questions


class Index:
    """Clauses of several plans, ready to be queried. Immutable once built; safe to read from several threads."""

    def __init__(
        self,
        plans: Sequence[Plan],
        groups: Sequence[Sequence[Plan]],
        shelves: Sequence[Shelf],
        subject_list: Sequence[Topic],
    ) -> None:
        self.plans = tuple(plans)
        self.subject_list = tuple(subject_list)
        self.shelves = tuple(shelves)
        self.statistics = shelves[0].statistics if shelves else None
        self._groups = tuple(tuple(group) for group in groups)
        self._places = {
            plan.id: (number, range(*shelf.plans.firsts[at : at + 2].tolist()))
            for number, (group, shelf) in enumerate(zip(groups, shelves, strict=True))
            for at, plan in enumerate(group)
        }
        by_id = {plan.id: plan for plan in plans}
        self.clauses_of = lru_cache(KEPT_ROWS)(lambda plan_id: PlanRows(by_id[plan_id]))
        self.passages_of = lru_cache(KEPT_ROWS)(self._passages_of)

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
        groups = [group for group in (references, others) if group]
        shelves: list[Shelf] = []
        for number, group in enumerate(groups):
            known = before._shelf_of(group) if before else None
            statistics = shelves[0].statistics if shelves else None
            if known is None or (statistics is not None and known.statistics is not statistics):
                step = part(progress, number / len(groups), (number + 1) / len(groups))
                known = build_shelf(group, subjects, statistics, Kept(None if shelves else folder), step)
            shelves.append(known)
        progress("索引已就绪", 1.0)
        return cls(plans, groups, shelves, subjects)

    def __len__(self) -> int:
        return sum(len(shelf) for shelf in self.shelves)

    def __contains__(self, plan_id: str) -> bool:
        return plan_id in self._places

    def place(self, plan_id: str) -> tuple[int, range]:
        """The number of the shelf that a plan stands on, and its rows there."""
        return self._places[plan_id]

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

    def _passages_of(self, plan_id: str) -> Passages:
        assert self.statistics is not None, "an empty index has no plans"
        return Passages(self.clauses_of(plan_id), self.subject_list, self.statistics.idf)

    def _shelf_of(self, group: Sequence[Plan]) -> Shelf | None:
        """The shelf of just these plans, unchanged."""
        for known, shelf in zip(self._groups, self.shelves, strict=True):
            if len(known) == len(group) and all(one is other for one, other in zip(known, group, strict=True)):
                return shelf
        return None
