"""What a desk finds when it is opened for the first time, and later."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from app.compose import furnish
from app.importing import import_files
from app.library import Library
from app.plans.model import Role

SAMPLE = (files("templates") / "sample_draft" / "qinglan.md").read_text("utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "references"
    folder.mkdir()
    (folder / "a.md").write_text(SAMPLE.replace("青岚市", "赤峦市"), "utf-8")
    return folder


def roles(library: Library) -> list[Role]:
    return [summary.role for summary in library.plans()]


CARDS = ("qingdao-xihaian", "jinan", "xining", "zhoushan", "qinghai")


def test_a_new_library_gets_the_cards_and_a_sample_draft(tmp_path: Path) -> None:
    with Library.open(tmp_path / "l.db") as library:
        assert furnish(library, None).files == ()
        assert [(one.id, one.is_card) for one in library.plans(Role.REFERENCE)] == [(one, True) for one in CARDS]
        (draft,) = library.plans(Role.DRAFT)
        assert library.indicators(draft.id)
        assert library.indicators("jinan")


def test_a_new_library_gets_the_references_of_a_folder_besides(tmp_path: Path, folder: Path) -> None:
    with Library.open(tmp_path / "l.db") as library:
        report = furnish(library, folder)
        assert len(report.taken) == 1
        assert roles(library) == [*[Role.REFERENCE] * 6, Role.DRAFT]


def test_what_was_deleted_does_not_come_back(tmp_path: Path, folder: Path) -> None:
    with Library.open(tmp_path / "l.db") as library:
        furnish(library, folder)
        for summary in library.plans():
            library.remove(summary.id)
        assert furnish(library, folder).files == ()
        assert library.plans() == ()


def test_references_named_later_still_come_in(tmp_path: Path, folder: Path) -> None:
    with Library.open(tmp_path / "l.db") as library:
        furnish(library, None)
        furnish(library, folder)
        assert roles(library) == [*[Role.REFERENCE] * 5, Role.DRAFT, Role.REFERENCE]


def test_a_library_that_has_references_of_its_own_gets_no_cards(tmp_path: Path, folder: Path) -> None:
    with Library.open(tmp_path / "l.db") as library:
        import_files(library, [folder])
        furnish(library, None)
        assert [one.is_card for one in library.plans(Role.REFERENCE)] == [False]


def test_the_plans_of_a_folder_come_instead_of_their_cards(tmp_path: Path, references: Path) -> None:
    with Library.open(tmp_path / "l.db") as library:
        furnish(library, references)
        assert {one.id: one.is_card for one in library.plans(Role.REFERENCE)} == dict.fromkeys(CARDS, False)
