"""The base of all tables: names of constraints and the column types of the library."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, MetaData, Text, TypeDecorator
from sqlalchemy.orm import DeclarativeBase

# Constraints need names, or a batch migration could not drop them on SQLite.
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware in Python, stored as UTC without a zone, which every database can hold."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC).replace(tzinfo=None) if value else None

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value else None


class AnyText(TypeDecorator[str]):
    """Text that no database refuses: half a surrogate pair, which a clipboard may hold, becomes U+FFFD. Else one such
    character would keep a draft from ever being saved."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        try:
            value.encode()
        except UnicodeEncodeError:
            return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return value


class Base(DeclarativeBase):
    """Base of every row class. There are no relationships: repositories name each query, so none is hidden."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {str: AnyText, datetime: UtcDateTime}  # noqa: RUF012 (SQLAlchemy reads it from the class)
