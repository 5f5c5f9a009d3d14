"""The tables of a library. Rows never leave `storage`; callers get the records of `storage.records`."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base


def _plan_key() -> Mapped[str]:
    return mapped_column(ForeignKey("plan.id", ondelete="CASCADE"), primary_key=True)


class PlanRow(Base):
    __tablename__ = "plan"

    id: Mapped[str] = mapped_column(primary_key=True)
    role: Mapped[str]
    title: Mapped[str]
    region: Mapped[str | None]
    doc_number: Mapped[str | None]
    issued_on: Mapped[date | None]
    printed_on: Mapped[date | None]
    published_on: Mapped[date | None]
    period_start: Mapped[int | None]
    period_end: Mapped[int | None]
    base_year: Mapped[int | None]
    matter: Mapped[str]  # JSON: what else stands around the text
    warnings: Mapped[str]  # JSON list: what the reading doubted; no save of the text touches it
    characters: Mapped[int]
    position: Mapped[int]  # in the list of plans
    changed_at: Mapped[datetime]


class SectionRow(Base):
    """The key holds the plan, since a copy of a plan keeps the section ids. The order is `position`."""

    __tablename__ = "section"
    __table_args__ = (
        # Deferred: sections are written in any order and the tree is whole again at the commit.
        ForeignKeyConstraint(
            ["plan_id", "parent_id"], ["section.plan_id", "section.id"], deferrable=True, initially="DEFERRED"
        ),
        Index(None, "plan_id", "position"),
    )

    plan_id: Mapped[str] = _plan_key()
    id: Mapped[str] = mapped_column(primary_key=True)
    parent_id: Mapped[str | None]
    position: Mapped[int]
    level: Mapped[int]
    kind: Mapped[str]
    number: Mapped[str]
    style: Mapped[str]
    title: Mapped[str]
    run_in: Mapped[bool]
    digest: Mapped[str | None]
    line: Mapped[int | None]


class BlockRow(Base):
    __tablename__ = "block"
    __table_args__ = (
        ForeignKeyConstraint(["plan_id", "section_id"], ["section.plan_id", "section.id"], ondelete="CASCADE"),
    )

    plan_id: Mapped[str] = mapped_column(primary_key=True)
    section_id: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    text: Mapped[str | None]  # of a paragraph
    data: Mapped[str | None]  # JSON of every other kind
    line: Mapped[int | None]


class FootnoteRow(Base):
    __tablename__ = "footnote"
    __table_args__ = (
        ForeignKeyConstraint(["plan_id", "section_id"], ["section.plan_id", "section.id"], ondelete="CASCADE"),
    )

    plan_id: Mapped[str] = mapped_column(primary_key=True)
    section_id: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    mark: Mapped[str]
    text: Mapped[str]
    line: Mapped[int | None]


class GlossaryTermRow(Base):
    __tablename__ = "glossary_term"

    plan_id: Mapped[str] = _plan_key()
    position: Mapped[int] = mapped_column(primary_key=True)
    term: Mapped[str]
    definition: Mapped[str]


class SourceTextRow(Base):
    """The text of the file that a plan was read from, compressed; a table of its own, since few look at it."""

    __tablename__ = "source_text"

    plan_id: Mapped[str] = _plan_key()
    text: Mapped[bytes]


class CorrectionRow(Base):
    """What a person corrected in the reading of a file. It belongs to the file, so that it outlives the plan."""

    __tablename__ = "correction"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    corrections: Mapped[str]  # JSON list


class IndicatorRow(Base):
    __tablename__ = "indicator"

    plan_id: Mapped[str] = _plan_key()
    id: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    name: Mapped[str]
    unit: Mapped[str]
    group: Mapped[str | None]
    nature: Mapped[str | None]
    growth_stated: Mapped[str | None]
    base_note: Mapped[str | None]
    target_text: Mapped[str | None]
    path: Mapped[str | None]


class IndicatorValueRow(Base):
    """A value of an indicator in a year. Decimals are text: exact, with the places that were printed."""

    __tablename__ = "indicator_value"
    __table_args__ = (
        ForeignKeyConstraint(["plan_id", "indicator_id"], ["indicator.plan_id", "indicator.id"], ondelete="CASCADE"),
    )

    plan_id: Mapped[str] = mapped_column(primary_key=True)
    indicator_id: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    role: Mapped[str]  # base, target, history
    year: Mapped[int | None]
    value: Mapped[str | None]
    unit: Mapped[str]
    qualifier: Mapped[str | None]


class CounterpartRow(Base):
    """A drafter's decision on a pair of clauses. Section ids are plain: a deleted section that an undo brings back
    finds its decisions again."""

    __tablename__ = "counterpart"
    __table_args__ = (Index(None, "other_plan"),)

    base_plan: Mapped[str] = _plan_key()
    base_section: Mapped[str] = mapped_column(primary_key=True)
    other_plan: Mapped[str] = _plan_key()
    other_section: Mapped[str] = mapped_column(primary_key=True)
    verdict: Mapped[str]
    note: Mapped[str]


class BorrowingRow(Base):
    """A passage taken from another plan. The source is plain text, so that it outlives the source's removal."""

    __tablename__ = "borrowing"

    plan_id: Mapped[str] = _plan_key()
    id: Mapped[str] = mapped_column(primary_key=True)
    section_id: Mapped[str]
    source_plan: Mapped[str]
    source_section: Mapped[str]
    source_title: Mapped[str]
    source_path: Mapped[str]
    text: Mapped[str]
    taken_at: Mapped[datetime]


class VersionRow(Base):
    """An immutable snapshot of a draft: the plan as compressed JSON, untouched by later changes of the tables."""

    __tablename__ = "version"
    __table_args__ = (Index(None, "plan_id"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    plan_id: Mapped[str] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"))
    name: Mapped[str]
    saved_at: Mapped[datetime]
    snapshot: Mapped[bytes]


class SettingRow(Base):
    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
