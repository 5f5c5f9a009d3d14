"""Saving by change: two sets of records of one table become the fewest inserts, updates and deletes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any, Generic, TypeVar, cast

from sqlalchemy import Executable, Table, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from storage.base import Base

Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class Difference(Generic[Record]):
    deleted: tuple[Record, ...]
    changed: tuple[Record, ...]
    added: tuple[Record, ...]


class RecordTable(Generic[Record]):
    """The table in which records of one type lie. `key` names the fields that identify a record within its plan.

    Records whose type has no `plan_id` get it from the call; the columns are otherwise named like the fields.
    """

    def __init__(self, row: type[Base], record: type[Record], key: Sequence[str]) -> None:
        self._table = cast("Table", row.__table__)
        self._record = record
        self._fields = [field.name for field in fields(cast("Any", record))]
        self._key = tuple(key)

    def load(self, session: Session, plan_id: str, order_by: Sequence[str] = ("position",)) -> tuple[Record, ...]:
        columns = self._table.c
        statement = (
            select(*(columns[name] for name in self._fields))
            .where(columns.plan_id == plan_id)
            .order_by(*(columns[name] for name in order_by))
        )
        return tuple(self._record(*row) for row in session.execute(statement))

    def difference(self, before: Iterable[Record], after: Iterable[Record]) -> Difference[Record]:
        old = {self._key_of(record): record for record in before}
        new = {self._key_of(record): record for record in after}
        return Difference(
            deleted=tuple(record for key, record in old.items() if key not in new),
            changed=tuple(record for key, record in new.items() if key in old and old[key] != record),
            added=tuple(record for key, record in new.items() if key not in old),
        )

    def delete(self, session: Session, plan_id: str, records: Sequence[Record]) -> None:
        _execute(session, delete(self._table).where(*self._identity()), [self._bound(plan_id, r) for r in records])

    def change(self, session: Session, plan_id: str, records: Sequence[Record]) -> None:
        names = [name for name in self._fields if name not in self._key]
        statement = update(self._table).where(*self._identity()).values({name: bindparam(name) for name in names})
        _execute(session, statement, [self._bound(plan_id, r) | self._values(r, names) for r in records])

    def add(self, session: Session, plan_id: str, records: Sequence[Record]) -> None:
        if records:
            rows = [{"plan_id": plan_id} | self._values(record, self._fields) for record in records]
            session.execute(insert(self._table), rows)

    def write(self, session: Session, plan_id: str, before: Iterable[Record], after: Iterable[Record]) -> None:
        """Make the table hold `after` where it holds `before`."""
        difference = self.difference(before, after)
        self.delete(session, plan_id, difference.deleted)
        self.change(session, plan_id, difference.changed)
        self.add(session, plan_id, difference.added)

    def _key_of(self, record: Record) -> tuple[Any, ...]:
        return tuple(getattr(record, name) for name in self._key)

    def _identity(self) -> list[Any]:
        columns = self._table.c
        return [
            columns.plan_id == bindparam("of_plan"),
            *(columns[name] == bindparam(f"key_{name}") for name in self._key),
        ]

    def _bound(self, plan_id: str, record: Record) -> dict[str, Any]:
        return {"of_plan": plan_id} | {f"key_{name}": getattr(record, name) for name in self._key}

    def _values(self, record: Record, names: Sequence[str]) -> dict[str, Any]:
        return {name: getattr(record, name) for name in names}


def _execute(session: Session, statement: Executable, rows: list[dict[str, Any]]) -> None:
    if rows:
        # Through the connection: the ORM's own bulk update wants mapped keys, these are plain bound names.
        session.connection().execute(statement, rows)
