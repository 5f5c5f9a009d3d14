"""What a transaction of the library does with one plan: find it, store it, miss it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from app.errors import UserError
from app.figures.model import Indicator
from app.library_identity import keep_indicator_ids, keep_section_ids, plan_id_for, with_card_digests, with_ids
from app.library_records import content_of, indicator_content_of, indicators_of, plan_of
from app.plans.model import Plan
from app.plans.source_text import SourceText, source_to_json
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class NewPlan:
    """A plan on its way into the library, with its indicators, the doubts of its reading and the text that was read."""

    plan: Plan
    indicators: tuple[Indicator, ...] = ()
    warnings: tuple[str, ...] = ()
    source: SourceText | None = None


def store(work: UnitOfWork, new: NewPlan) -> str:
    """Store one plan inside a transaction that adds several; returns its id."""
    plan_id, region = plan_id_for(new.plan)
    plan = replace(new.plan, id=plan_id, front=replace(new.plan.front, region=region))
    indicators = new.indicators
    if work.plans.holds(plan_id):
        plan = with_card_digests(keep_section_ids(plan, stored(work, plan_id)))
        work.plans.replace(content_of(plan))
        indicators = keep_indicator_ids(indicators, indicators_of(*work.indicators.get([plan_id])))
    else:
        plan = with_card_digests(keep_section_ids(plan, None))
        work.plans.add(content_of(plan))
    work.sources.set_text(plan_id, source_to_json(new.source) if new.source else None)
    work.plans.set_warnings(plan_id, json.dumps(new.warnings, ensure_ascii=False))
    work.indicators.save(indicator_content_of(plan_id, with_ids(indicators)))
    return plan_id


def stored(work: UnitOfWork, plan_id: str) -> Plan:
    """The plan as it is in the library. UserError if there is none with this id."""
    with must_be_known(plan_id):
        content = work.plans.get(plan_id)
    return plan_of(content)


@contextmanager
def must_be_known(plan_id: str) -> Iterator[None]:
    """A KeyError inside means that the plan is not in the library."""
    try:
        yield
    except KeyError:
        sentence = f"规划库中没有标识为“{plan_id}”的规划。"
        raise UserError(sentence, "它可能已被删除，请刷新规划列表。") from None
