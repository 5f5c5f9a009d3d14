"""Plans that come in again: which stored plan a file is, and what is to become of the two."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from app.library import Library
from app.library_identity import plan_id_for
from app.plans.model import Plan, PlanSummary, Role, new_id


class Choice(StrEnum):
    """What to do with a file whose plan the library has already."""

    REPLACE = "replace"  # the stored plan keeps its id, and all that was decided on it
    KEEP_BOTH = "keep_both"  # the new one gets an id and a title of its own
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Known:
    """The references of a library, as a file is compared with them."""

    by_id: dict[str, PlanSummary]
    by_hash: dict[str, PlanSummary]

    @classmethod
    def of(cls, library: Library) -> Known:
        by_id = {one.id: one for one in library.plans(Role.REFERENCE) if not one.is_card}  # a card waits for its file
        hashes = library.file_hashes()
        # The oldest of several with the same content is the one meant.
        by_hash = {hashes[plan_id]: one for plan_id, one in reversed(by_id.items()) if plan_id in hashes}
        return cls(by_id, by_hash)

    def like(self, plan: Plan) -> PlanSummary | None:
        """The stored plan that this one is: read from the same content, or of the same title and issuers."""
        if plan.role is not Role.REFERENCE:
            return None  # a draft that comes in is always a new one: what was written is never replaced
        same = self.by_hash.get(plan.source.sha256) if plan.source else None
        return same or self.by_id.get(plan_id_for(plan)[0])


def in_place_of(plan: Plan, stored: PlanSummary) -> Plan:
    """The plan as it replaces the stored one, whose id it takes even if its title was corrected."""
    return replace(plan, id=stored.id, front=replace(plan.front, region=plan.front.region or stored.region))


def beside(plan: Plan, titles: Iterable[str]) -> Plan:
    """The plan as one of its own beside those with these titles: a new id and a number behind its title."""
    taken = set(titles)
    base = re.sub(r"（\d+）$", "", plan.front.title)
    number = next(n for n in range(2, len(taken) + 3) if f"{base}（{n}）" not in taken)
    front = replace(plan.front, title=f"{base}（{number}）", region=plan.front.region or plan_id_for(plan)[1])
    return replace(plan, id=f"plan-{new_id()[:8]}", front=front)
