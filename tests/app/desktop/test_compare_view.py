from __future__ import annotations

import pytest

from app.desktop.compare_rows import Showing
from app.desktop.compare_view import MOST_COLUMNS, CompareView

REFERENCES = ["r1", "r2", "r3", "r4", "r5", "r6"]
ALL = [*REFERENCES, "d"]


def test_the_open_draft_stands_against_the_first_references():
    view = CompareView().fitted(ALL, "d", REFERENCES)
    assert view.base == "d"
    assert view.columns == tuple(REFERENCES[:MOST_COLUMNS])


def test_without_a_draft_the_first_reference_is_the_base():
    view = CompareView().fitted(REFERENCES, None, REFERENCES)
    assert (view.base, view.columns[0]) == ("r1", "r2")


def test_plans_that_are_gone_are_left_out():
    view = CompareView("gone", ("r2", "gone", "r4")).fitted(ALL, "d", REFERENCES)
    assert (view.base, view.columns) == ("d", ("r2", "r4"))


def test_a_new_base_changes_places_with_the_old_one():
    view = CompareView("d", ("r1", "r2"), chapter="c", row="x").with_base("r2")
    assert (view.base, view.columns, view.chapter, view.row) == ("r2", ("r1", "d"), "", "")
    assert view.with_base("d").columns == ("r1", "r2")


def test_there_is_always_a_column_and_never_more_than_fit():
    view = CompareView("d", ("r1",))
    assert view.with_column("r1", False).columns == ("r1",)
    for plan in REFERENCES:
        view = view.with_column(plan, True)
    assert len(view.columns) == MOST_COLUMNS
    assert view.with_column("r2", False).columns == ("r1", "r3", "r4", "r5")


def test_what_is_written_is_read_again():
    view = CompareView("d", ("r1", "r2"), Showing.MISSING, "c1", False, "s9")
    assert CompareView.loaded(view.dumped()) == view


@pytest.mark.parametrize("text", [None, "", "[]", "{", '{"showing": "unheard of"}', '{"columns": 5}', "null"])
def test_a_broken_memory_gives_the_usual_view(text):
    assert CompareView.loaded(text) == CompareView()
