"""Indicators that a plan states only in prose: what its facts say of base and target, put together by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from app.figures.columns import five_year_period
from app.figures.facts import facts_of
from app.figures.model import Fact, FactRole, Indicator
from app.figures.peers import counts_the_same, in_unit, same_indicator
from app.plans.model import Plan

_EXACT = (None, "达到", "达")  # 突破6000亿元 is no base to compute from


def indicators_in_prose(plan: Plan, known: Sequence[Indicator] = ()) -> tuple[Indicator, ...]:
    """The targets of a plan's prose that none of its `known` indicators covers, each with its base value where the
    prose gives one. They have no id: they are read, not stored."""
    period = plan.front.period or five_year_period(plan.front.title)
    if period is None:
        return ()
    facts = facts_of(plan)
    names = [row.name for row in known if row.target_year is not None]
    found: list[Indicator] = []
    for fact in facts:
        if fact.role is FactRole.TARGET and fact.year == period[1] and fact.upper is None:
            if not any(same_indicator(fact.name, name) for name in names):
                found.append(_indicator(fact, facts, period[0] - 1))
            names.append(fact.name)
    return tuple(found)


def _indicator(target: Fact, facts: Iterable[Fact], base_year: int) -> Indicator:
    base = next(
        (
            fact
            for fact in facts
            if fact.role is FactRole.ACTUAL
            and fact.year == base_year
            and fact.qualifier in _EXACT
            and counts_the_same(fact.name, target.name)
            and in_unit(fact.value, fact.unit, target.unit) is not None
        ),
        None,
    )
    return Indicator(
        name=target.name,
        unit=target.unit,
        base_year=base_year if base else None,
        base_value=in_unit(base.value, base.unit, target.unit) if base else None,
        target_year=target.year,
        target_value=target.value,
        qualifier=None if target.qualifier in _EXACT else target.qualifier,
        path=target.path,
        plan_id=target.plan_id,
    )
