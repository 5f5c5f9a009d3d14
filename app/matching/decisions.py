"""What the drafter decides about counterparts. A decision is remembered and wins over every ranking."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

Verdict = Literal["pinned", "rejected", "noted"]


@dataclass(frozen=True, slots=True)
class Decision:
    """A drafter's word on whether two clauses correspond; plans and sections are named by id.

    A pair that is only `noted` is left to the ranking.
    """

    base_plan: str
    base_section: str
    other_plan: str
    other_section: str
    verdict: Verdict
    note: str = ""

    @property
    def pair(self) -> tuple[str, str, str, str]:
        """The two clauses, which have one decision."""
        return (self.base_plan, self.base_section, self.other_plan, self.other_section)


def taken_back(decision: Decision) -> Decision | None:
    """What is left when a pin or a rejection is taken back: the note, if there is one."""
    return replace(decision, verdict="noted") if decision.note else None


def with_note(decision: Decision, note: str) -> Decision | None:
    """The pair with another note; without a note nothing is left of a pair that was only noted."""
    return replace(decision, note=note) if note or decision.verdict != "noted" else None


@dataclass(frozen=True, slots=True)
class Borrowing:
    """A passage that a draft took from a clause of another plan.

    Title, path and text of the source are kept as they were, so that the record outlives the source.
    """

    plan_id: str
    section_id: str
    source_plan: str
    source_section: str
    source_title: str
    source_path: str
    text: str
    taken_at: datetime  # with a zone
    id: str = ""
