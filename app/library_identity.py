"""Who is who: ids of plans that come in, and of sections and indicators that come in again.

A plan's id must not depend on the file it was read from, so that a better copy of the file replaces the plan; a
section's id must survive that, so that the decisions made on it do.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace

from app.figures.model import Indicator
from app.plans.cards import card, has_card, known_plans
from app.plans.model import Plan, Role, new_id
from app.plans.outline import paths


def title_key(title: str) -> str:
    """A title without blanks, quotes and brackets, in one width: what stays the same in every copy of a plan."""
    return "".join(char for char in unicodedata.normalize("NFKC", title) if char.isalnum())


def plan_id_for(plan: Plan) -> tuple[str, str | None]:
    """The id under which a plan is stored, and its region, which a card may know where the text does not say it.

    References get the id of their card, or one made of title and issuers; a draft without an id gets a fresh one.
    """
    region = plan.front.region
    if plan.role is Role.DRAFT:
        return plan.id or f"draft-{new_id()[:8]}", region
    key = title_key(plan.front.title)
    card = next((card for card in known_plans() if title_key(card.title) == key), None)
    if plan.id or card is None:
        whole = "\n".join([key, *map(title_key, plan.front.issuers)])
        return plan.id or f"plan-{hashlib.sha256(whole.encode()).hexdigest()[:8]}", region
    return card.id, region or card.region


def keep_section_ids(plan: Plan, stored: Plan | None) -> Plan:
    """The plan with an id for every section that has none.

    A section takes the id (and, if it has none itself, the digest) of the stored section with the same path and
    title, else of the next one with the same title.
    """
    old = stored.sections if stored else ()
    old_paths = paths(old)
    new_paths = paths(plan.sections)
    taken = {section.id for section in plan.sections if section.id}
    keys: list[Callable[[Sequence[str], int, str], Hashable]] = [
        lambda where, i, title: (where[i], title_key(title)),
        lambda _where, _i, title: title_key(title),
    ]
    sections = list(plan.sections)
    for key in keys:
        waiting: defaultdict[Hashable, deque[int]] = defaultdict(deque)
        for i, section in enumerate(old):
            if section.id not in taken:
                waiting[key(old_paths, i, section.title)].append(i)
        for i, section in enumerate(sections):
            candidates = waiting[key(new_paths, i, section.title)] if not section.id else None
            if candidates:
                match = old[candidates.popleft()]
                taken.add(match.id)
                sections[i] = replace(section, id=match.id, digest=section.digest or match.digest)
    return replace(plan, sections=tuple(s if s.id else replace(s, id=new_id()) for s in sections))


def with_card_digests(plan: Plan) -> Plan:
    """The plan with the digests of its card where its sections have none; sections are matched by path and title.
    A plan without a card stays as it is."""
    if not has_card(plan.id):
        return plan
    known = card(plan.id).plan
    there = zip(paths(known.sections), known.sections, strict=True)
    digests = {(path, title_key(section.title)): section.digest for path, section in there}
    sections = tuple(
        section if section.digest else replace(section, digest=digests.get((path, title_key(section.title))))
        for path, section in zip(paths(plan.sections), plan.sections, strict=True)
    )
    return replace(plan, sections=sections)


def keep_indicator_ids(indicators: Sequence[Indicator], stored: Iterable[Indicator]) -> tuple[Indicator, ...]:
    """Indicators that came in again, with the ids of the stored ones of the same name and unit."""
    waiting: defaultdict[tuple[str, str], deque[str]] = defaultdict(deque)
    for one in stored:
        waiting[one.name, one.unit].append(one.id)
    result: list[Indicator] = []
    for one in indicators:
        ids = waiting[one.name, one.unit]
        result.append(replace(one, id=ids.popleft()) if ids and not one.id else one)
    return tuple(result)


def with_ids(indicators: Iterable[Indicator]) -> tuple[Indicator, ...]:
    """Indicators with an id for each."""
    return tuple(one if one.id else replace(one, id=new_id()) for one in indicators)
