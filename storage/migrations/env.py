"""Alembic's entry: run the migrations on the connection that the migrator hands over, inside its transaction."""

from __future__ import annotations

from alembic import context

from storage.rows import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
