"""The source texts and the corrections in a real library file."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.database import Database
from storage.records import PlanContent, PlanRecord


@pytest.fixture
def database(tmp_path: Path):
    database = Database.open(tmp_path / "library.db")
    record = PlanRecord("p", "reference", "规划", None, None, None, None, None, None, None, None, "{}", 0)
    with database.writing() as work:
        work.plans.add(PlanContent(record))
        work.commit()
    yield database
    database.close()


def test_a_source_text_is_kept_replaced_and_taken_away(database: Database) -> None:
    for text in ("第一行\n第二行", "另一份", None):
        with database.writing() as work:
            work.sources.set_text("p", text)
            work.commit()
        with database.reading() as work:
            assert work.sources.text("p") == text


def test_a_source_text_goes_with_its_plan_and_corrections_stay(database: Database) -> None:
    with database.writing() as work:
        work.sources.set_text("p", "原文")
        work.sources.set_corrections("abc", "[1]")
        work.sources.set_corrections("abc", "[1,2]")
        work.plans.remove("p")
        work.commit()
    with database.reading() as work:
        assert work.sources.text("p") is None
        assert work.sources.corrections("abc") == "[1,2]"
        assert work.sources.corrections("of another file") == "[]"
