"""Write the structural part of the reference cards anew from the plans' own files.

    python tests/resources/refresh_cards.py REFERENCES

Digests stand in files of their own and are left alone. The same files give the same cards, a line per fact.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from app.figures.facts import facts_of  # noqa: E402
from app.figures.indicators import indicators_of  # noqa: E402
from app.figures.model import Fact, Indicator  # noqa: E402
from app.library_identity import plan_id_for  # noqa: E402
from app.plans.cards import IDS, JOINT  # noqa: E402
from app.plans.model import Block, Box, Figure, FrontMatter, Paragraph, Plan, Section, Table  # noqa: E402
from app.plans.outline import paths  # noqa: E402
from app.plans.reading import read_plan  # noqa: E402

CARDS = ROOT / "resources" / "reference_plans"
LONGEST = 31
"""Characters in a row that may be those of the plan: a heading's worth. A longer text is kept clause by clause."""

Item = dict[str, Any]


def kept(text: str) -> str | list[str] | None:
    """A text as a card keeps it: whole, as the list of its clauses, or not at all if one of them is too long."""
    if len(text) <= LONGEST:
        return text
    clauses = text.split(JOINT)
    return clauses if all(len(clause) <= LONGEST for clause in clauses) else None


def card_text(plan_id: str, plan: Plan, indicators: Iterable[Indicator], facts: Iterable[Fact]) -> str:
    """The card of a plan as the text of its file."""
    parts = [f"{name} = {toml(value)}" for name, value in head(plan_id, plan).items()]
    where = paths(plan.sections)
    lists = {
        "sections": [section_item(section, path) for section, path in zip(plan.sections, where, strict=True)],
        "blocks": [item for s, path in zip(plan.sections, where, strict=True) for item in block_items(s.blocks, path)],
        "indicators": [indicator_item(one) for one in indicators],
        "facts": [fact_item(one) for one in facts],
    }
    for name, items in lists.items():
        lines = [f"    {toml(item)},\n" for item in items]
        parts.append(f"{name} = [\n{''.join(lines)}]" if lines else f"{name} = []")
    return "\n".join(parts) + "\n"


def head(plan_id: str, plan: Plan) -> Item:
    """What of the front matter is a fact; the wording of the issuing notice and its remarks are none."""
    front: FrontMatter = plan.front
    _, region = plan_id_for(plan)
    item: Item = {"id": plan_id, "title": front.title, "region": region, "issuers": list(front.issuers)}
    for name in ("doc_number", "issued_on", "printed_on", "published_on"):
        item[name] = getattr(front, name)
    item |= {"period": list(front.period or ()), "base_year": front.base_year}
    item |= {name: getattr(front, name) for name in ("agency_mark", "compiler", "cover_date")}
    for name in ("recipients", "copied_to"):
        item[name] = [text for text in map(kept, getattr(front, name)) if text is not None]
    item["glossary"] = [entry.term for entry in plan.glossary]
    return {name: value for name, value in item.items() if value is not None}


def section_item(section: Section, path: str) -> Item:
    title = kept(section.title)
    if title is None:
        raise SystemExit(f"a clause of this title is too long to be kept: {path} {section.title}")
    item: Item = {"path": path, "number": section.number, "title": title, "level": section.level}
    item |= {"kind": section.kind, "style": section.style.name}
    return item | ({"run_in": True} if section.run_in else {})


def block_items(blocks: Iterable[Block], path: str) -> Iterator[Item]:
    """Boxes, tables and figures by label and title; what stands in a box comes under its label."""
    for block in blocks:
        match block:
            case Box(label=label, title=title, blocks=inner):
                yield {"under": path, "kind": "box", "label": label, "title": kept(title) or ""}
                yield from block_items(inner, f"{path}/{label}")
            case Table(label=label, caption=caption) | Figure(label=label, caption=caption):
                kind = "table" if isinstance(block, Table) else "figure"
                item = {"under": path, "kind": kind, "label": label, "title": kept(caption or "")}
                yield {name: value for name, value in item.items() if value}
            case Paragraph():
                pass


def indicator_item(one: Indicator) -> Item:
    names = (
        "name unit group nature base_year base_value base_note target_year target_value target_text qualifier "
        "growth_stated growth_qualifier path"
    )
    item: Item = {name: getattr(one, name) for name in names.split()}
    item = {name: value for name, value in item.items() if value not in (None, "")}
    return item | ({"history": {str(year): value for year, value in one.history}} if one.history else {})


def fact_item(one: Fact) -> Item:
    names = "path name year value upper unit qualifier role"
    item: Item = {name: getattr(one, name) for name in names.split()}
    return {name: value for name, value in item.items() if value not in (None, "")}


def toml(value: object) -> str:
    """A value on one line of TOML; decimals are texts, so that the places printed are kept."""
    match value:
        case bool():
            return "true" if value else "false"
        case Enum() | Decimal():
            return toml(str(value))
        case str():
            return json.dumps(value, ensure_ascii=False)
        case int():
            return str(value)
        case date():
            return value.isoformat()
        case Mapping():
            return "{ " + ", ".join(f"{name} = {toml(inner)}" for name, inner in value.items()) + " }"
        case list():
            return "[" + ", ".join(map(toml, value)) + "]"
        case _:
            raise TypeError(type(value))


def refreshed(references: Path) -> dict[str, str]:
    """The text of every card whose plan is in a folder, by id."""
    cards: dict[str, str] = {}
    for file in sorted(references.glob("*.txt")):
        plan = read_plan(file).plan
        plan_id, _ = plan_id_for(plan)
        if plan_id in IDS:
            cards[plan_id] = card_text(plan_id, plan, indicators_of(plan), facts_of(plan))
    return cards


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__)
        return 2
    cards = refreshed(Path(sys.argv[1]))
    for plan_id, text in cards.items():
        (CARDS / f"{plan_id}.toml").write_text(text, encoding="utf-8")
        print(plan_id)
    missing = [plan_id for plan_id in IDS if plan_id not in cards]
    for plan_id in missing:
        print(f"no file of {plan_id}", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
