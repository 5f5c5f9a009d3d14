"""Plans, indicators and decisions as records of the library, and back: `x_of(records_of(x)) == x`."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from app.figures.model import Indicator, Nature
from app.plans.model import (
    Block,
    Footnote,
    GlossaryTerm,
    NotTaken,
    NumberStyle,
    Paragraph,
    Plan,
    PlanSummary,
    Role,
    Section,
    SectionKind,
    Source,
)
from app.plans.outline import characters, parents
from app.plans.plain_data import block_from_data, block_to_data, front_from_data, front_to_data
from storage.records import (
    BlockRecord,
    FootnoteRecord,
    GlossaryTermRecord,
    IndicatorContent,
    IndicatorRecord,
    IndicatorValueRecord,
    PlanContent,
    PlanRecord,
    SectionRecord,
    SummaryRecord,
)

# What of the front matter has a column; the rest goes with `matter`.
_COLUMNS = ("title", "region", "doc_number", "base_year")
_DATES = ("issued_on", "printed_on", "published_on")


def content_of(plan: Plan, without: Collection[str] = ()) -> PlanContent:
    """A plan as records, without these sections. Its id and those of all sections must be set."""
    ids = {section.id for section in plan.sections}
    if not plan.id or "" in ids or len(ids) < len(plan.sections):
        raise ValueError("a plan and its sections need ids of their own before they are stored")
    places = [place for place in _places(plan) if place.section.id not in without]
    return PlanContent(
        plan=_plan_record(plan),
        sections=tuple(_section_record(place) for place in places),
        blocks=tuple(_block_record(p.section.id, i, block) for p in places for i, block in enumerate(p.section.blocks)),
        footnotes=tuple(
            FootnoteRecord(p.section.id, i, note.mark, note.text, note.line)
            for p in places
            for i, note in enumerate(p.section.footnotes)
        ),
        terms=tuple(GlossaryTermRecord(i, term.term, term.definition) for i, term in enumerate(plan.glossary)),
    )


def change_of(before: Plan, after: Plan) -> tuple[PlanContent, PlanContent]:
    """Two states of a plan as records, without the sections that are the same in both: saving what was typed must
    not cost as much as saving a plan."""
    old = {place.section.id: place for place in _places(before)}
    same = {place.section.id for place in _places(after) if old.get(place.section.id) == place}
    return content_of(before, same), content_of(after, same)


def plan_of(content: PlanContent) -> Plan:
    """The plan that `content_of` took apart."""
    record = content.plan
    matter = json.loads(record.matter)
    blocks: defaultdict[str, list[Block]] = defaultdict(list)
    for block in content.blocks:
        blocks[block.section_id].append(_block(block))
    notes: defaultdict[str, list[Footnote]] = defaultdict(list)
    for note in content.footnotes:
        notes[note.section_id].append(Footnote(note.mark, note.text, note.line))
    return Plan(
        id=record.id,
        is_card=_is_card(record),
        role=Role(record.role),
        front=front_from_data(_front_data(record, matter["front"])),
        sections=tuple(_section(s, blocks[s.id], notes[s.id]) for s in content.sections),
        toc=tuple(matter["toc"]),
        glossary=tuple(GlossaryTerm(term.term, term.definition) for term in content.terms),
        not_taken=tuple(NotTaken(**item) for item in matter["not_taken"]),
        source=Source(**matter["source"]) if matter["source"] else None,
    )


def summary_of(record: SummaryRecord) -> PlanSummary:
    """A line of the library."""
    plan = record.plan
    return PlanSummary(
        id=plan.id,
        role=Role(plan.role),
        title=plan.title,
        region=plan.region,
        period=_period(plan),
        issued_on=plan.issued_on,
        doc_number=plan.doc_number,
        sections=record.sections,
        characters=plan.characters,
        changed_at=record.changed_at,
        is_card=_is_card(plan),
    )


def sha256_of(record: PlanRecord) -> str | None:
    """The hash of the file that a stored plan was read from, None if there was none."""
    source = json.loads(record.matter).get("source")
    return source["sha256"] if source else None


def indicator_content_of(plan_id: str, indicators: Iterable[Indicator]) -> IndicatorContent:
    """Indicators of a plan as records, in their order. Their ids must be set."""
    records: list[IndicatorRecord] = []
    values: list[IndicatorValueRecord] = []
    for position, one in enumerate(indicators):
        if not one.id:
            raise ValueError("an indicator needs an id before it is stored")
        records.append(
            IndicatorRecord(
                id=one.id,
                position=position,
                name=one.name,
                unit=one.unit,
                group=one.group,
                nature=one.nature,
                growth_stated=_text(one.growth_stated),
                base_note=one.base_note,
                target_text=one.target_text,
                path=one.path,
            )
        )
        values += _value_records(one)
    return IndicatorContent(plan_id, tuple(records), tuple(values))


def indicators_of(content: IndicatorContent) -> tuple[Indicator, ...]:
    """The indicators that `indicator_content_of` took apart."""
    values: defaultdict[str, list[IndicatorValueRecord]] = defaultdict(list)
    for value in content.values:
        values[value.indicator_id].append(value)
    return tuple(_indicator(content.plan_id, record, values[record.id]) for record in content.indicators)


def _plan_record(plan: Plan) -> PlanRecord:
    front = front_to_data(plan.front)
    start, end = front.pop("period") or (None, None)
    columns = {name: front.pop(name) for name in _COLUMNS}
    dates = {name: front.pop(name) and getattr(plan.front, name) for name in _DATES}
    matter = {
        "front": front,
        "toc": plan.toc,
        "not_taken": [asdict(item) for item in plan.not_taken],
        "source": asdict(plan.source) if plan.source else None,
        "is_card": plan.is_card,
    }
    return PlanRecord(
        id=plan.id,
        role=str(plan.role),
        period_start=start,
        period_end=end,
        matter=_json(matter),
        characters=characters(plan),
        **columns,
        **dates,
    )


def _is_card(record: PlanRecord) -> bool:
    """Kept with what stands around the text; a library of an earlier program says nothing of it and has no cards."""
    return json.loads(record.matter).get("is_card", False)


def _front_data(record: PlanRecord, matter: dict[str, Any]) -> dict[str, Any]:
    columns = {name: getattr(record, name) for name in _COLUMNS}
    dates = {name: getattr(record, name) and getattr(record, name).isoformat() for name in _DATES}
    return matter | columns | dates | {"period": _period(record)}


def _period(record: PlanRecord) -> tuple[int, int] | None:
    if record.period_start is None or record.period_end is None:
        return None
    return record.period_start, record.period_end


@dataclass(frozen=True, slots=True)
class _Place:
    """A section and where it stands in its plan."""

    section: Section
    position: int
    parent_id: str | None


def _places(plan: Plan) -> list[_Place]:
    sections = plan.sections
    return [
        _Place(section, i, None if parent is None else sections[parent].id)
        for i, (section, parent) in enumerate(zip(sections, parents(sections), strict=True))
    ]


def _section_record(place: _Place) -> SectionRecord:
    section = place.section
    return SectionRecord(
        id=section.id,
        parent_id=place.parent_id,
        position=place.position,
        level=section.level,
        kind=str(section.kind),
        number=section.number,
        style=section.style.name,
        title=section.title,
        run_in=section.run_in,
        digest=section.digest,
        line=section.line,
    )


def _section(record: SectionRecord, blocks: Sequence[Block], footnotes: Sequence[Footnote]) -> Section:
    return Section(
        title=record.title,
        level=record.level,
        kind=SectionKind(record.kind),
        number=record.number,
        style=NumberStyle[record.style],
        run_in=record.run_in,
        blocks=tuple(blocks),
        footnotes=tuple(footnotes),
        digest=record.digest,
        line=record.line,
        id=record.id,
    )


def _block_record(section_id: str, position: int, block: Block) -> BlockRecord:
    if isinstance(block, Paragraph):
        return BlockRecord(section_id, position, "paragraph", block.text, None, block.line)
    data = block_to_data(block)
    return BlockRecord(section_id, position, data["kind"], None, _json(data), block.line)


def _block(record: BlockRecord) -> Block:
    if record.data is None:
        return Paragraph(record.text or "", record.line)
    return block_from_data(json.loads(record.data))


def _value_records(one: Indicator) -> list[IndicatorValueRecord]:
    """Base and target come first, also without a value, since their year alone says something."""
    rows = [("base", one.base_year, one.base_value, None), ("target", one.target_year, one.target_value, one.qualifier)]
    rows += [("history", year, value, None) for year, value in one.history]
    if one.growth_qualifier is not None:
        rows.append(("growth", None, one.growth_stated, one.growth_qualifier))
    return [
        IndicatorValueRecord(one.id, position, role, year, _text(value), one.unit, qualifier)
        for position, (role, year, value, qualifier) in enumerate(rows)
    ]


def _indicator(plan_id: str, record: IndicatorRecord, values: Sequence[IndicatorValueRecord]) -> Indicator:
    base, target, *further = values
    return Indicator(
        name=record.name,
        unit=record.unit,
        group=record.group,
        nature=Nature(record.nature) if record.nature else None,
        base_year=base.year,
        base_value=_decimal(base.value),
        base_note=record.base_note,
        target_year=target.year,
        target_value=_decimal(target.value),
        target_text=record.target_text,
        qualifier=target.qualifier,
        growth_stated=_decimal(record.growth_stated),
        history=tuple((one.year or 0, Decimal(one.value or 0)) for one in further if one.role == "history"),
        path=record.path,
        plan_id=plan_id,
        id=record.id,
        growth_qualifier=next((one.qualifier for one in further if one.role == "growth"), None),
    )


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
