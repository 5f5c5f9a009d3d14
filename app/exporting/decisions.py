"""What the drafter decided on the counterparts of a plan, as one list that is shown and printed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.matching.decisions import Decision
from app.plans.model import Plan
from app.plans.outline import Clause, clauses, place_line

GONE = "（条款已删除）"
VERDICTS = {"pinned": "◆ 固定", "rejected": "✕ 排除", "noted": "批注"}


@dataclass(frozen=True, slots=True)
class DecidedPair:
    """A decision with the clauses that it is on, None where they are gone."""

    decision: Decision
    base: Clause | None
    other_plan: str  # title
    other: Clause | None
    other_region: str = ""

    @property
    def verdict(self) -> str:
        return VERDICTS[self.decision.verdict]


@dataclass(frozen=True, slots=True)
class DecisionList:
    """Every decision of a base plan, in the order of its clauses."""

    base_title: str
    pairs: tuple[DecidedPair, ...]


def decision_list(plan: Plan, others: Iterable[Plan], decisions: Iterable[Decision]) -> DecisionList:
    """The decisions made from `plan`; those on plans that are not among `others` are left out."""
    found = {
        one.id: (number, one, {clause.section.id: clause for clause in clauses(one)})
        for number, one in enumerate(others)
    }
    own = {clause.section.id: clause for clause in clauses(plan)}
    pairs: list[tuple[tuple[int, int], DecidedPair]] = []
    for decision in decisions:
        if decision.base_plan != plan.id or decision.other_plan not in found:
            continue
        number, other, theirs = found[decision.other_plan]
        clause, title = theirs.get(decision.other_section), other.front.title
        base = own.get(decision.base_section)
        at = (base.index if base else len(own), number)
        pairs.append((at, DecidedPair(decision, base, title, clause, other.front.region or title)))
    return DecisionList(plan.front.title, tuple(pair for _at, pair in sorted(pairs, key=lambda pair: pair[0])))


def place(clause: Clause | None) -> str:
    """A clause in a few words: path and, unless that ends with it, title."""
    if clause is None:
        return GONE
    return place_line(clause.path, clause.title)
