"""The reference plans that the program knows by itself: their structure, figures and key points, without their text.

A card holds facts only (names, titles, numbers, dates, figures) and, in a file of its own, digests in our own words.
The structural part is written by `tests/resources/refresh_cards.py` from the plan's own file.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from app.figures.model import Fact, FactRole, Indicator, Nature
from app.plans.model import (
    Block,
    Box,
    Figure,
    FrontMatter,
    GlossaryTerm,
    NumberStyle,
    Plan,
    Role,
    Section,
    SectionKind,
    Table,
)
from app.plans.outline import paths

IDS = ("qingdao-xihaian", "jinan", "xining", "zhoushan", "qinghai")
"""In the order in which a new library lists them."""

JOINT = "，"
"""A text longer than a heading is kept clause by clause: a list of what stands between these marks."""


@dataclass(frozen=True, slots=True)
class KnownPlan:
    """As much of a card as tells whether a file is that plan."""

    id: str
    title: str
    region: str


@dataclass(frozen=True, slots=True)
class Card:
    """A reference plan in short: `plan.is_card`, its sections have a digest and no paragraphs, its boxes, tables and
    figures only their titles; the rows of its indicator tables; the figures of its prose."""

    plan: Plan
    indicators: tuple[Indicator, ...]
    facts: tuple[Fact, ...]


@cache
def known_plans() -> tuple[KnownPlan, ...]:
    """The plans that have a card, in the order of `IDS`."""
    return tuple(KnownPlan(plan_id, data["title"], data["region"]) for plan_id, data in _data().items())


def card_plans() -> tuple[Card, ...]:
    """Every card, in the order of `IDS`."""
    return tuple(card(plan_id) for plan_id in IDS)


def has_card(plan_id: str) -> bool:
    """Whether the program brings this plan along."""
    return plan_id in IDS


@cache
def card(plan_id: str) -> Card:
    """The card of a plan. KeyError if it has none."""
    if not has_card(plan_id):
        raise KeyError(plan_id)
    return card_of(_data()[plan_id], digests(plan_id))


def card_facts(plan_id: str) -> tuple[Fact, ...]:
    """The figures of the prose that a card knows; none for a plan without a card."""
    return card(plan_id).facts if has_card(plan_id) else ()


def digests(plan_id: str) -> dict[str, str]:
    """The digests of a card by path; none as long as nobody wrote any."""
    file = files("resources") / "reference_plans" / "digests" / f"{plan_id}.toml"
    return tomllib.loads(file.read_text("utf-8"))["digests"] if file.is_file() else {}


@cache
def _data() -> dict[str, dict[str, Any]]:
    folder = files("resources") / "reference_plans"
    return {plan_id: tomllib.loads((folder / f"{plan_id}.toml").read_text("utf-8")) for plan_id in IDS}


def card_of(data: Mapping[str, Any], digest_at: Mapping[str, str]) -> Card:
    """The card that a file's data says; `digest_at` is by path, of equal paths the first section has it."""
    sections = tuple(_section(item) for item in data["sections"])
    blocks = _blocks(data["blocks"])
    left, blocks_left = dict(digest_at), dict(blocks)
    filled: list[Section] = []
    for section, path in zip(sections, paths(sections), strict=True):
        own = tuple(blocks_left.pop(path, ()))
        filled.append(replace(section, digest=left.pop(path, None), blocks=own))
    plan = Plan(
        front=_front(data),
        sections=tuple(filled),
        role=Role.REFERENCE,
        glossary=tuple(GlossaryTerm(term, "") for term in data["glossary"]),
        is_card=True,
        id=data["id"],
    )
    indicators = tuple(_indicator(item, plan.id) for item in data["indicators"])
    return Card(plan, indicators, tuple(_fact(item, plan.id) for item in data["facts"]))


def joined(text: str | Sequence[str]) -> str:
    """A text that a card keeps whole or clause by clause."""
    return text if isinstance(text, str) else JOINT.join(text)


def _front(data: Mapping[str, Any]) -> FrontMatter:
    return FrontMatter(
        title=data["title"],
        region=data["region"],
        issuers=tuple(data["issuers"]),
        doc_number=data.get("doc_number"),
        issued_on=data.get("issued_on"),
        printed_on=data.get("printed_on"),
        published_on=data.get("published_on"),
        period=(data["period"][0], data["period"][1]),
        base_year=data.get("base_year"),
        recipients=tuple(map(joined, data["recipients"])),
        copied_to=tuple(map(joined, data["copied_to"])),
        agency_mark=data.get("agency_mark"),
        compiler=data.get("compiler"),
        cover_date=data.get("cover_date"),
    )


def _section(item: Mapping[str, Any]) -> Section:
    return Section(
        title=joined(item["title"]),
        level=item["level"],
        kind=SectionKind(item["kind"]),
        number=item["number"],
        style=NumberStyle[item["style"]],
        run_in=item.get("run_in", False),
    )


def _blocks(items: Sequence[Mapping[str, Any]]) -> dict[str, list[Block]]:
    """Boxes, tables and figures by the path of their section; one in a box stands under its label."""
    found: defaultdict[str, list[Block]] = defaultdict(list)
    for item in items:
        under, title, label = item["under"], joined(item.get("title", "")), item.get("label")
        match item["kind"]:
            case "box":
                found[under].append(Box(label or "", title))
            case "table":
                above, _, step = under.rpartition("/")
                box = next((one for one in found[above] if isinstance(one, Box) and one.label == step), None)
                table = Table(title or None, (), (), label=label)
                if box is None:
                    found[under].append(table)
                else:
                    found[above][found[above].index(box)] = replace(box, blocks=(*box.blocks, table))
            case _:
                found[under].append(Figure(title, label))
    return {path: blocks for path, blocks in found.items() if blocks}


def _indicator(item: Mapping[str, Any], plan_id: str) -> Indicator:
    values = dict(item)
    for name in ("base_value", "target_value", "growth_stated"):
        values[name] = Decimal(item[name]) if name in item else None
    if "nature" in item:
        values["nature"] = Nature(item["nature"])
    values["history"] = tuple((int(year), Decimal(value)) for year, value in item.get("history", {}).items())
    return Indicator(**values, plan_id=plan_id)


def _fact(item: Mapping[str, Any], plan_id: str) -> Fact:
    """A figure of the prose; what it says in short stands for the sentence that a card does not hold."""
    year = f"{item['year']}年" if "year" in item else ""
    printed = "—".join(item[name] for name in ("value", "upper") if name in item)
    return Fact(
        path=item["path"],
        name=item["name"],
        year=item.get("year"),
        value=Decimal(item["value"]),
        unit=item.get("unit", ""),
        qualifier=item.get("qualifier"),
        role=FactRole(item["role"]),
        quote=f"{year}{item['name']}{printed}{item.get('unit', '')}",
        upper=Decimal(item["upper"]) if "upper" in item else None,
        plan_id=plan_id,
    )
