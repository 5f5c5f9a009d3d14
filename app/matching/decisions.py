"""What the drafter decides about counterparts. A decision is remembered and wins over every ranking."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class Decision:
    """A drafter's word on whether two clauses correspond; plans and sections are named by id."""

    base_plan: str
    base_section: str
    other_plan: str
    other_section: str
    verdict: Literal["pinned", "rejected"]
    note: str = ""


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
