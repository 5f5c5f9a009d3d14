"""From any released schema to today's, with nothing lost on the way, or nothing changed."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from storage import migrator
from storage.database import Database
from storage.engine import make_engine, url_of
from storage.errors import Problem, StorageError
from storage.migrator import Migrations
from storage.rows import Base

SCHEMAS = Path(__file__).resolve().parents[1] / "schemas"


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A library of the first schema: two plans, sections, a pin."""
    return Path(shutil.copy(SCHEMAS / "r0001.db", tmp_path / "library.db"))


def with_migration(tmp_path: Path, body: str) -> Migrations:
    """Today's migrations and one more on top."""
    folder = tmp_path / "migrations"
    shutil.copytree(migrator.CURRENT.folder, folder, ignore=shutil.ignore_patterns("__pycache__"))
    head = migrator.CURRENT.head
    lines = [
        "import sqlalchemy as sa",
        "from alembic import op",
        'revision = "r9000"',
        f'down_revision = "{head}"',
        body,
    ]
    (folder / "versions" / "r9000_next.py").write_text("\n".join(lines), "utf-8")
    return Migrations(folder, "r9000")


def tables(path: Path, *names: str) -> dict[str, list[tuple]]:
    connection = sqlite3.connect(path)
    content = {name: connection.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall() for name in names}
    connection.close()
    return content


def test_the_head_is_the_newest_revision() -> None:
    script = ScriptDirectory(str(migrator.CURRENT.folder))
    assert script.get_heads() == [migrator.CURRENT.head]


def test_the_migrations_make_what_the_tables_say(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    sqlite3.connect(path).close()
    migrator.upgrade(path)
    engine = make_engine(url_of(path))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
        migrated = {name: inspect(connection).get_foreign_keys(name) for name in Base.metadata.tables}
    engine.dispose()
    Database.open(tmp_path / "new.db").close()
    engine = make_engine(url_of(tmp_path / "new.db"))
    with engine.connect() as connection:
        assert {name: inspect(connection).get_foreign_keys(name) for name in Base.metadata.tables} == migrated
    engine.dispose()


def test_every_released_schema_has_a_library_kept() -> None:
    script = ScriptDirectory(str(migrator.CURRENT.folder))
    kept = {file.stem for file in SCHEMAS.glob("*.db")}
    assert {revision.revision for revision in script.walk_revisions()} == kept


@pytest.mark.parametrize("schema", sorted(SCHEMAS.glob("*.db")), ids=lambda file: file.stem)
def test_a_library_of_each_released_schema_opens_today(schema: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(schema, tmp_path / "library.db"))
    database = Database.open(path)
    with database.reading() as work:
        summaries = work.plans.summaries()
        assert [(one.plan.id, one.sections) for one in summaries] == [("plan-0", 2), ("draft-0", 3)]
        assert len(work.plans.get("draft-0").blocks) == 3
        assert len(work.decisions.counterparts("draft-0")) == 1
        assert [len(content.values) for content in work.indicators.get()] == [0, 3]
        (version,) = work.versions.of_plan("draft-0")
        assert work.versions.snapshot(version.id).startswith("{")
    database.close()


def test_an_upgrade_copies_the_file_first(older: Path, tmp_path: Path) -> None:
    more = with_migration(tmp_path, "def upgrade(): op.add_column('plan', sa.Column('extra', sa.Text()))")
    before = tables(older, "plan", "section")
    Database.open(older, migrations=more).close()
    (copy,) = tmp_path.glob("library-before-r9000-*.db")
    assert tables(copy, "plan", "section") == before
    assert tables(older, "section")["section"] == before["section"]
    assert tables(older, "alembic_version") == {"alembic_version": [("r9000",)]}


def test_rebuilding_a_table_keeps_the_rows_that_refer_to_it(older: Path, tmp_path: Path) -> None:
    body = "def upgrade():\n  with op.batch_alter_table('plan') as t: t.alter_column('region', new_column_name='place')"
    names = ("section", "block", "counterpart", "indicator", "indicator_value", "version")
    before = tables(older, *names)
    assert before["section"]
    Database.open(older, migrations=with_migration(tmp_path, body)).close()
    assert tables(older, *names) == before


def test_with_foreign_keys_on_that_would_have_lost_them(older: Path) -> None:
    engine = make_engine(url_of(older))  # why the migrator has an engine of its own
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE _new AS SELECT * FROM plan")
        connection.exec_driver_sql("DROP TABLE plan")
        connection.exec_driver_sql("ALTER TABLE _new RENAME TO plan")
        assert connection.exec_driver_sql("SELECT count(*) FROM counterpart").scalar_one() == 0
    engine.dispose()


def test_a_failing_migration_leaves_the_library_as_it_was(older: Path, tmp_path: Path) -> None:
    body = "def upgrade():\n  op.create_table('half', sa.Column('id', sa.Text()))\n  raise RuntimeError('broken')"
    broken = with_migration(tmp_path, body)
    with pytest.raises(RuntimeError, match="broken"):
        Database.open(older, migrations=broken)
    connection = sqlite3.connect(older)
    assert connection.execute("SELECT name FROM sqlite_master WHERE name = 'half'").fetchone() is None
    connection.close()
    assert tables(older, "alembic_version") == {"alembic_version": [("r0001",)]}
    Database.open(older).close()


def test_a_migration_that_breaks_a_reference_is_rolled_back(older: Path, tmp_path: Path) -> None:
    more = with_migration(tmp_path, "def upgrade(): op.execute(\"DELETE FROM plan WHERE id = 'draft-0'\")")
    with pytest.raises(StorageError) as caught:
        Database.open(older, migrations=more)
    assert caught.value.problem is Problem.DAMAGED
    assert len(tables(older, "plan")["plan"]) == 2


def test_reading_an_older_library_changes_nothing(older: Path, tmp_path: Path) -> None:
    before = older.read_bytes()
    with pytest.raises(StorageError) as caught:
        Database.open(older, write=False, migrations=with_migration(tmp_path, "def upgrade(): pass"))
    assert caught.value.problem is Problem.OLDER
    assert older.read_bytes() == before


def test_ddl_rolls_back(tmp_path: Path) -> None:
    engine = make_engine(url_of(tmp_path / "any.db"))
    with engine.connect() as connection:
        connection.exec_driver_sql("CREATE TABLE half (id)")
        connection.rollback()
    assert inspect(engine).get_table_names() == []
    engine.dispose()


def test_migrations_use_no_code_that_will_change() -> None:
    for file in (migrator.CURRENT.folder / "versions").glob("*.py"):
        source = file.read_text("utf-8")
        assert file.name.startswith("r")
        assert "storage" not in source, f"{file.name} must stand alone"
        assert "import app" not in source
