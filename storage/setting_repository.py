"""Settings that belong to a library."""

from __future__ import annotations

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from storage.rows import SettingRow


class SettingRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, key: str) -> str | None:
        return self._session.scalar(select(SettingRow.value).where(SettingRow.key == key))

    def set(self, key: str, value: str) -> None:
        self._session.execute(delete(SettingRow).where(SettingRow.key == key))
        self._session.execute(insert(SettingRow), [{"key": key, "value": value}])
