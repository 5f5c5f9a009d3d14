"""Named snapshots of drafts."""

from __future__ import annotations

import zlib
from dataclasses import asdict, fields

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from storage.records import VersionRecord
from storage.rows import VersionRow

_COLUMNS = [getattr(VersionRow, field.name) for field in fields(VersionRecord)]


class VersionRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def of_plan(self, plan_id: str) -> tuple[VersionRecord, ...]:
        """The versions of a draft, oldest first."""
        order = (VersionRow.saved_at, VersionRow.id)
        statement = select(*_COLUMNS).where(VersionRow.plan_id == plan_id).order_by(*order)
        return tuple(VersionRecord(*row) for row in self._session.execute(statement))

    def snapshot(self, version_id: str) -> str:
        """The snapshot's text. KeyError if there is no such version."""
        data = self._session.scalar(select(VersionRow.snapshot).where(VersionRow.id == version_id))
        if data is None:
            raise KeyError(version_id)
        return zlib.decompress(data).decode()

    def add(self, record: VersionRecord, snapshot: str) -> None:
        self._session.execute(insert(VersionRow), [asdict(record) | {"snapshot": zlib.compress(snapshot.encode())}])
