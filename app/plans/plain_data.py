"""Plans as plain JSON values and back, without loss: for the library's columns and for snapshots of a draft."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from app.plans.model import (
    Block,
    Box,
    Figure,
    Footnote,
    FrontMatter,
    GlossaryTerm,
    NotTaken,
    NumberStyle,
    Paragraph,
    Plan,
    Role,
    Section,
    SectionKind,
    Source,
    Table,
)

FORMAT = 1  # of snapshots; they are kept for good, so a reader must go on reading every format there was

_DATES = ("issued_on", "printed_on", "published_on")
_KINDS = {Paragraph: "paragraph", Box: "box", Table: "table", Figure: "figure"}


def block_to_data(block: Block) -> dict[str, Any]:
    """A block as a dictionary of its fields and its kind (paragraph, box, table, figure)."""
    data = asdict(block) | {"kind": _KINDS[type(block)]}
    if isinstance(block, Box):
        data["blocks"] = [block_to_data(inner) for inner in block.blocks]
    return data


def block_from_data(data: dict[str, Any]) -> Block:
    """The block that `block_to_data` took apart. ValueError for a kind that is none."""
    line = data.get("line")
    match data["kind"]:
        case "paragraph":
            return Paragraph(data["text"], line)
        case "box":
            inner = tuple(block_from_data(item) for item in data["blocks"])
            return Box(data["label"], data["title"], inner, line)  # pyright: ignore[reportArgumentType]
        case "table":
            rows = tuple(tuple(row) for row in data["rows"])
            return Table(data["caption"], tuple(data["header"]), rows, tuple(data["notes"]), data["label"], line)
        case "figure":
            return Figure(data["caption"], data["label"], tuple(data["labels"]), line)
        case kind:
            raise ValueError(f"no kind of block: {kind}")


def front_to_data(front: FrontMatter) -> dict[str, Any]:
    """Front matter as a dictionary; dates are ISO texts."""
    data = asdict(front)
    return data | {name: data[name] and data[name].isoformat() for name in _DATES}


def front_from_data(data: dict[str, Any]) -> FrontMatter:
    """The front matter that `front_to_data` took apart."""
    values: dict[str, Any] = {name: tuple(v) if isinstance(v, list | tuple) else v for name, v in data.items()}
    values |= {name: date.fromisoformat(data[name]) for name in _DATES if data[name]}
    return FrontMatter(**values)


def section_to_data(section: Section) -> dict[str, Any]:
    """A section as a dictionary of its fields."""
    return asdict(section) | {"blocks": [block_to_data(block) for block in section.blocks]}


def section_from_data(data: dict[str, Any]) -> Section:
    """The section that `section_to_data` took apart."""
    return Section(
        **data
        | {
            "kind": SectionKind(data["kind"]),
            "style": NumberStyle(data["style"]),
            "blocks": tuple(block_from_data(block) for block in data["blocks"]),
            "footnotes": tuple(Footnote(**note) for note in data["footnotes"]),
        }
    )


def plan_to_data(plan: Plan) -> dict[str, Any]:
    """A whole plan as JSON values, with the format it is written in."""
    return {
        "format": FORMAT,
        "id": plan.id,
        "role": str(plan.role),
        "front": front_to_data(plan.front),
        "sections": [section_to_data(section) for section in plan.sections],
        "toc": list(plan.toc),
        "glossary": [asdict(term) for term in plan.glossary],
        "not_taken": [asdict(item) for item in plan.not_taken],
        "source": asdict(plan.source) if plan.source else None,
        "is_card": plan.is_card,
    }


def plan_from_data(data: dict[str, Any]) -> Plan:
    """The plan that `plan_to_data` took apart. ValueError for a format of a later program."""
    if data["format"] != FORMAT:
        raise ValueError(f"no format of a snapshot: {data['format']}")
    return Plan(
        id=data["id"],
        role=Role(data["role"]),
        front=front_from_data(data["front"]),
        sections=tuple(section_from_data(section) for section in data["sections"]),
        toc=tuple(data["toc"]),
        glossary=tuple(GlossaryTerm(**term) for term in data["glossary"]),
        not_taken=tuple(NotTaken(**item) for item in data["not_taken"]),
        source=Source(**data["source"]) if data["source"] else None,
    )
