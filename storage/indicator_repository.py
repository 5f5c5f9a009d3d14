"""Indicators in and out of the library."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.changes import RecordTable
from storage.records import IndicatorContent, IndicatorRecord, IndicatorValueRecord
from storage.rows import IndicatorRow, IndicatorValueRow, PlanRow

_INDICATORS = RecordTable(IndicatorRow, IndicatorRecord, ("id",))
_VALUES = RecordTable(IndicatorValueRow, IndicatorValueRecord, ("indicator_id", "position"))


class IndicatorRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, plan_ids: Sequence[str] = ()) -> tuple[IndicatorContent, ...]:
        """The indicators of these plans in this order; of every plan in stored order if none is named."""
        wanted = plan_ids or self._session.scalars(select(PlanRow.id).order_by(PlanRow.position)).all()
        return tuple(
            IndicatorContent(
                plan_id,
                _INDICATORS.load(self._session, plan_id),
                _VALUES.load(self._session, plan_id, ("indicator_id", "position")),
            )
            for plan_id in wanted
        )

    def save(self, content: IndicatorContent) -> None:
        """Make these the indicators of the plan; only rows that differ are written."""
        (before,) = self.get([content.plan_id])
        session, plan_id = self._session, content.plan_id
        values = _VALUES.difference(before.values, content.values)
        _VALUES.delete(session, plan_id, values.deleted)
        _INDICATORS.write(session, plan_id, before.indicators, content.indicators)
        _VALUES.change(session, plan_id, values.changed)
        _VALUES.add(session, plan_id, values.added)
