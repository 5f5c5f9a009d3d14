"""What the drafter decided: pinned and rejected counterparts, and passages taken over."""

from __future__ import annotations

from dataclasses import asdict, fields

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from storage.records import BorrowingRecord, CounterpartRecord
from storage.rows import BorrowingRow, CounterpartRow

_COUNTERPART = [getattr(CounterpartRow, field.name) for field in fields(CounterpartRecord)]
_BORROWING = [getattr(BorrowingRow, field.name) for field in fields(BorrowingRecord)]


class DecisionRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def counterparts(self, base_plan: str | None = None) -> tuple[CounterpartRecord, ...]:
        """The decisions made from this plan, or all."""
        statement = select(*_COUNTERPART).order_by(*_COUNTERPART[:4])
        if base_plan is not None:
            statement = statement.where(CounterpartRow.base_plan == base_plan)
        return tuple(CounterpartRecord(*row) for row in self._session.execute(statement))

    def decide(self, record: CounterpartRecord) -> None:
        """Store a decision in place of any other on the same pair of clauses."""
        self.undecide(record)
        self._session.execute(insert(CounterpartRow), [asdict(record)])

    def undecide(self, record: CounterpartRecord) -> None:
        pair = ("base_plan", "base_section", "other_plan", "other_section")
        where = (getattr(CounterpartRow, name) == getattr(record, name) for name in pair)
        self._session.execute(delete(CounterpartRow).where(*where))

    def borrowings(self, plan_id: str) -> tuple[BorrowingRecord, ...]:
        """The passages that a draft took over, oldest first."""
        order = (BorrowingRow.taken_at, BorrowingRow.id)
        statement = select(*_BORROWING).where(BorrowingRow.plan_id == plan_id).order_by(*order)
        return tuple(BorrowingRecord(*row) for row in self._session.execute(statement))

    def save_borrowing(self, record: BorrowingRecord) -> None:
        where = (BorrowingRow.plan_id == record.plan_id, BorrowingRow.id == record.id)
        self._session.execute(delete(BorrowingRow).where(*where))
        self._session.execute(insert(BorrowingRow), [asdict(record)])
