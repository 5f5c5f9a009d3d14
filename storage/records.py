"""What goes in and out of the library: frozen values named like the columns that hold them.

Keys: a plan by `id`; a section or indicator by its plan and `id`; what stands under those by `position` besides.
The plan of a record is the plan it is stored with, so it is not repeated in each.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class PlanRecord:
    id: str
    role: str
    title: str
    region: str | None
    doc_number: str | None
    issued_on: date | None
    printed_on: date | None
    published_on: date | None
    period_start: int | None
    period_end: int | None
    base_year: int | None
    matter: str  # JSON
    characters: int


@dataclass(frozen=True, slots=True)
class SectionRecord:
    id: str
    parent_id: str | None
    position: int
    level: int
    kind: str
    number: str
    style: str
    title: str
    run_in: bool
    digest: str | None
    line: int | None


@dataclass(frozen=True, slots=True)
class BlockRecord:
    section_id: str
    position: int
    kind: str
    text: str | None
    data: str | None  # JSON
    line: int | None


@dataclass(frozen=True, slots=True)
class FootnoteRecord:
    section_id: str
    position: int
    mark: str
    text: str
    line: int | None


@dataclass(frozen=True, slots=True)
class GlossaryTermRecord:
    position: int
    term: str
    definition: str


@dataclass(frozen=True, slots=True)
class PlanContent:
    """A whole plan. Sections stand in order; blocks and footnotes in the order of their positions in each section."""

    plan: PlanRecord
    sections: tuple[SectionRecord, ...] = ()
    blocks: tuple[BlockRecord, ...] = ()
    footnotes: tuple[FootnoteRecord, ...] = ()
    terms: tuple[GlossaryTermRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class SummaryRecord:
    """A plan without its content: its own record, how many sections it has, when it was last written."""

    plan: PlanRecord
    sections: int
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class IndicatorRecord:
    id: str
    position: int
    name: str
    unit: str
    group: str | None
    nature: str | None
    growth_stated: str | None
    base_note: str | None
    target_text: str | None
    path: str | None


@dataclass(frozen=True, slots=True)
class IndicatorValueRecord:
    indicator_id: str
    position: int
    role: str
    year: int | None
    value: str | None
    unit: str
    qualifier: str | None


@dataclass(frozen=True, slots=True)
class IndicatorContent:
    """All indicators of one plan with their values."""

    plan_id: str
    indicators: tuple[IndicatorRecord, ...] = ()
    values: tuple[IndicatorValueRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class CounterpartRecord:
    base_plan: str
    base_section: str
    other_plan: str
    other_section: str
    verdict: str
    note: str


@dataclass(frozen=True, slots=True)
class BorrowingRecord:
    plan_id: str
    id: str
    section_id: str
    source_plan: str
    source_section: str
    source_title: str
    source_path: str
    text: str
    taken_at: datetime


@dataclass(frozen=True, slots=True)
class VersionRecord:
    id: str
    plan_id: str
    name: str
    saved_at: datetime
