"""Plans in and out of the library."""

from __future__ import annotations

from dataclasses import asdict, fields
from datetime import UTC, datetime

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from storage.changes import RecordTable
from storage.records import (
    BlockRecord,
    FootnoteRecord,
    GlossaryTermRecord,
    PlanContent,
    PlanRecord,
    SectionRecord,
    SummaryRecord,
)
from storage.rows import BlockRow, FootnoteRow, GlossaryTermRow, PlanRow, SectionRow

_PLAN_COLUMNS = [getattr(PlanRow, field.name) for field in fields(PlanRecord)]
_SECTIONS = RecordTable(SectionRow, SectionRecord, ("id",))
_BLOCKS = RecordTable(BlockRow, BlockRecord, ("section_id", "position"))
_FOOTNOTES = RecordTable(FootnoteRow, FootnoteRecord, ("section_id", "position"))
_TERMS = RecordTable(GlossaryTermRow, GlossaryTermRecord, ("position",))
_IN_SECTION = ("section_id", "position")


class PlanRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def summaries(self) -> tuple[SummaryRecord, ...]:
        """Every plan in the order in which they were first stored; sections without number and title do not count."""
        named = (SectionRow.plan_id == PlanRow.id) & ((SectionRow.number != "") | (SectionRow.title != ""))
        count = select(func.count()).where(named).correlate(PlanRow).scalar_subquery()
        rows = self._session.execute(select(*_PLAN_COLUMNS, count, PlanRow.changed_at).order_by(PlanRow.position))
        return tuple(SummaryRecord(PlanRecord(*row[:-2]), row[-2], row[-1]) for row in rows)

    def holds(self, plan_id: str) -> bool:
        return self._session.scalar(select(PlanRow.id).where(PlanRow.id == plan_id)) is not None

    def get(self, plan_id: str) -> PlanContent:
        """A whole plan. KeyError if there is no such plan."""
        row = self._session.execute(select(*_PLAN_COLUMNS).where(PlanRow.id == plan_id)).one_or_none()
        if row is None:
            raise KeyError(plan_id)
        return PlanContent(
            plan=PlanRecord(*row),
            sections=_SECTIONS.load(self._session, plan_id),
            blocks=_BLOCKS.load(self._session, plan_id, _IN_SECTION),
            footnotes=_FOOTNOTES.load(self._session, plan_id, _IN_SECTION),
            terms=_TERMS.load(self._session, plan_id),
        )

    def add(self, content: PlanContent) -> None:
        """Store a plan that is not there yet, behind the others."""
        last = self._session.scalar(select(func.max(PlanRow.position)))
        more = {"warnings": "[]", "position": 0 if last is None else last + 1, "changed_at": datetime.now(UTC)}
        self._session.execute(insert(PlanRow), [asdict(content.plan) | more])
        self._write(content.plan.id, PlanContent(content.plan), content)

    def save(self, before: PlanContent, after: PlanContent) -> None:
        """Write the rows in which `after` differs from `before`, which must be what is stored. What is the same in
        both may be left out of both. KeyError if there is no such plan."""
        plan = asdict(after.plan) | {"changed_at": datetime.now(UTC)}
        statement = update(PlanRow).where(PlanRow.id == plan.pop("id")).values(plan)
        if not self._session.execute(statement).rowcount:  # pyright: ignore[reportAttributeAccessIssue]
            raise KeyError(after.plan.id)
        self._write(after.plan.id, before, after)

    def replace(self, after: PlanContent) -> None:
        """Make the stored plan `after`, whatever it was. KeyError if there is no such plan."""
        self.save(self.get(after.plan.id), after)

    def remove(self, plan_id: str) -> None:
        """Delete a plan and all that hangs on it. KeyError if there is no such plan."""
        if not self._session.execute(delete(PlanRow).where(PlanRow.id == plan_id)).rowcount:  # pyright: ignore[reportAttributeAccessIssue]
            raise KeyError(plan_id)

    def warnings(self, plan_id: str) -> str:
        """The JSON list that was last set. KeyError if there is no such plan."""
        warnings = self._session.scalar(select(PlanRow.warnings).where(PlanRow.id == plan_id))
        if warnings is None:
            raise KeyError(plan_id)
        return warnings

    def set_warnings(self, plan_id: str, warnings: str) -> None:
        self._session.execute(update(PlanRow).where(PlanRow.id == plan_id).values(warnings=warnings))

    def set_digest(self, plan_id: str, section_id: str, digest: str | None) -> None:
        where = (SectionRow.plan_id == plan_id, SectionRow.id == section_id)
        self._session.execute(update(SectionRow).where(*where).values(digest=digest))

    def _write(self, plan_id: str, before: PlanContent, after: PlanContent) -> None:
        """Children of deleted sections go first, children of new sections come last."""
        session = self._session
        sections = _SECTIONS.difference(before.sections, after.sections)
        blocks = _BLOCKS.difference(before.blocks, after.blocks)
        notes = _FOOTNOTES.difference(before.footnotes, after.footnotes)
        _BLOCKS.delete(session, plan_id, blocks.deleted)
        _FOOTNOTES.delete(session, plan_id, notes.deleted)
        _SECTIONS.delete(session, plan_id, sections.deleted)
        _SECTIONS.change(session, plan_id, sections.changed)
        _SECTIONS.add(session, plan_id, sections.added)
        _BLOCKS.change(session, plan_id, blocks.changed)
        _BLOCKS.add(session, plan_id, blocks.added)
        _FOOTNOTES.change(session, plan_id, notes.changed)
        _FOOTNOTES.add(session, plan_id, notes.added)
        _TERMS.write(session, plan_id, before.terms, after.terms)
