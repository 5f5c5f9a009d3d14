"""From any released schema to today's. New libraries are made from the tables; only older ones are migrated."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from storage.base import Base
from storage.engine import check_foreign_keys, make_engine, url_of
from storage.errors import Problem, StorageError
from storage.rows import PlanRow

if TYPE_CHECKING:
    from alembic.config import Config

_alembic_at_work = threading.Lock()  # Alembic keeps its context in globals


@dataclass(frozen=True, slots=True)
class Migrations:
    """A folder of Alembic migrations and the revision that the program's tables are at."""

    folder: Path
    head: str


CURRENT = Migrations(Path(__file__).parent / "migrations", "r0002")


def create(connection: Connection, migrations: Migrations = CURRENT) -> None:
    """Make all tables in an empty database and note their revision."""
    from alembic.migration import MigrationContext  # not needed to open a library that is up to date

    assert PlanRow.metadata is Base.metadata  # the tables are known once storage.rows is imported
    Base.metadata.create_all(connection)
    context = MigrationContext.configure(connection)
    context._ensure_version_table()
    connection.execute(text("INSERT INTO alembic_version (version_num) VALUES (:head)"), {"head": migrations.head})


def revision_of(connection: Connection) -> str | None:
    """The revision of a library's tables, None if it has none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.scalar(text("SELECT version_num FROM alembic_version"))


def knows(revision: str, migrations: Migrations = CURRENT) -> bool:
    """Whether this is a revision that the program can upgrade from; if not, a later program wrote it."""
    from alembic.script import ScriptDirectory

    script = ScriptDirectory.from_config(_config(migrations))
    return any(known.revision == revision for known in script.walk_revisions())


def upgrade(path: Path, migrations: Migrations = CURRENT) -> None:
    """Bring the library at `path` to the head in one transaction, which leaves it as it was if anything fails.

    On a connection of its own with foreign keys off: with them on, rebuilding a table on SQLite would delete every
    row that refers to it. They are checked before the commit.
    """
    from alembic import command

    engine = make_engine(url_of(path), foreign_keys=False)
    try:
        with _alembic_at_work, engine.begin() as connection:
            config = _config(migrations)
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            check_foreign_keys(connection)
            if revision_of(connection) != migrations.head:
                raise StorageError(Problem.DAMAGED, "migration")
    finally:
        engine.dispose()


def _config(migrations: Migrations) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations.folder).replace("%", "%%"))
    return config
