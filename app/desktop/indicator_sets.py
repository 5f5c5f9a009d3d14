"""The indicators of all plans of a library, as the indicators page needs them at hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.figures.model import Indicator
from app.library import Library
from app.plans.model import Plan
from app.progress import Progress


@dataclass(frozen=True, slots=True)
class PlanIndicators:
    """By plan id: the stored indicators, and the targets that only the plan's prose states."""

    stored: dict[str, tuple[Indicator, ...]]
    prose: dict[str, tuple[Indicator, ...]]

    def outside(self, plan_id: str | None) -> tuple[Indicator, ...]:
        """The indicators of every other plan, of each the stored ones first."""
        return tuple(
            one
            for other, stored in self.stored.items()
            if other != plan_id
            for one in (*stored, *self.prose.get(other, ()))
        )


def load(library: Library, plans: Sequence[Plan], progress: Progress) -> PlanIndicators:
    """Read the stored indicators of these plans and look for more in their prose; a job."""
    from app.figures.prose import indicators_in_prose

    stored = {plan.id: tuple(library.indicators(plan.id)) for plan in plans}
    prose: dict[str, tuple[Indicator, ...]] = {}
    for number, plan in enumerate(plans):
        progress("读取指标", number / len(plans))
        prose[plan.id] = indicators_in_prose(plan, stored[plan.id])
    return PlanIndicators(stored, prose)
