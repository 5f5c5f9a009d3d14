"""Files whose plan the library has already, and corrections that a file has had."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import pytest

from app.importing import FileReport, FileState, import_files, read_files, write_files
from app.importing_known import Choice
from app.library import Library, NewPlan
from app.matching.decisions import Borrowing, Decision
from app.plans.correction import Act, Correction, apply
from app.plans.correction_places import Spot, place_of
from app.plans.model import FrontMatter, Plan, Role, Section

SAMPLE = (files("templates") / "sample_draft" / "qinglan.md").read_text("utf-8")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "plan.md"
    file.write_text(SAMPLE, "utf-8")
    return file


def imported(library: Library, file: Path) -> Plan:
    (report,) = import_files(library, [file]).files
    assert report.plan_id is not None
    return library.plan(report.plan_id)


def test_each_file_is_told_from_waiting_to_its_result(library: Library, file: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    told: list[FileReport] = []
    read = read_files(library, [tmp_path / "empty.txt", file], told=told.append)
    assert [(one.path.name, one.state) for one in told] == [
        ("empty.txt", FileState.WAITING),
        ("plan.md", FileState.WAITING),
        ("empty.txt", FileState.READING),
        ("empty.txt", FileState.FAILED),
        ("plan.md", FileState.READING),
        ("plan.md", FileState.READ),
    ]
    assert library.plans() == ()
    report = write_files(library, read, {})
    assert [one.state for one in report.files] == [FileState.FAILED, FileState.TAKEN]


def test_the_same_content_under_another_name_is_known(library: Library, file: Path) -> None:
    stored = imported(library, file)
    again = file.rename(file.with_name("copy.md"))
    assert read_files(library, [again]).known[0].id == stored.id


def test_the_same_title_and_issuers_are_known(library: Library, file: Path) -> None:
    stored = imported(library, file)
    file.write_text(SAMPLE + "\n补充一句。\n", "utf-8")
    assert read_files(library, [file]).known[0].id == stored.id


def test_a_draft_is_never_known(library: Library, file: Path) -> None:
    import_files(library, [file], Role.DRAFT)
    assert read_files(library, [file], Role.DRAFT).known == {}


def test_a_replaced_plan_keeps_decisions_and_borrowings(library: Library, file: Path) -> None:
    stored = imported(library, file)
    (draft,) = library.add([NewPlan(Plan(FrontMatter("某草稿"), (Section("甲", 1),), Role.DRAFT))])
    ours = library.plan(draft.id).sections[0].id
    decision = Decision(draft.id, ours, stored.id, stored.sections[2].id, "pinned", "同题")
    library.decide(decision)
    borrowed = library.save_borrowing(
        Borrowing(draft.id, ours, stored.id, stored.sections[2].id, "题", "一", "一段", datetime.now(UTC))
    )
    file.write_text(SAMPLE + "\n补充一句。\n", "utf-8")
    write_files(library, read_files(library, [file]), {0: Choice.REPLACE})
    assert library.decisions() == (decision,)
    assert library.borrowings(draft.id) == (borrowed,)
    kept = library.plan(stored.id)
    assert [section.id for section in kept.sections] == [section.id for section in stored.sections]


def test_both_are_kept_under_ids_and_titles_of_their_own(library: Library, file: Path) -> None:
    stored = imported(library, file)
    for number in (2, 3):
        report = write_files(library, read_files(library, [file]), {0: Choice.KEEP_BOTH})
        assert report.files[0].title == f"{stored.front.title}（{number}）"
    assert len({one.id for one in library.plans()}) == 3
    assert library.plan(stored.id) == stored


def test_a_skipped_file_changes_nothing(library: Library, file: Path) -> None:
    stored = imported(library, file)
    file.write_text(SAMPLE + "\n补充一句。\n", "utf-8")
    report = write_files(library, read_files(library, [file]), {0: Choice.SKIP})
    assert [one.state for one in report.files] == [FileState.SKIPPED]
    assert report.taken == ()
    assert library.plan(stored.id) == stored


def test_corrections_are_applied_again_with_the_same_file(library: Library, file: Path) -> None:
    stored = imported(library, file)
    place = place_of(stored.sections, Spot(1))
    renamed = Correction(Act.RENAME, place, values=(("number", stored.sections[1].number), ("title", "改过的题")))
    titled = Correction(Act.FRONT, values=(("title", "改过的规划名"),))
    plan = apply(apply(stored, renamed).plan, titled).plan
    library.correct(plan, (renamed, titled))
    assert library.plan(stored.id) == plan
    assert imported(library, file) == plan, "under the same id, although its title is another"
    library.remove(stored.id)
    again = imported(library, file)
    assert (again.sections[1].title, again.front.title) == ("改过的题", "改过的规划名")


def test_corrections_that_find_nothing_are_said(library: Library, file: Path) -> None:
    stored = imported(library, file)
    gone = Correction(Act.PARAGRAPH, replace(place_of(stored.sections, Spot(1)), text="没有这一条"))
    library.correct(stored, (gone,))
    (report,) = import_files(library, [file]).files
    assert any("改正有 1 处" in warning for warning in report.warnings)


def test_the_text_of_the_file_is_kept(library: Library, file: Path) -> None:
    stored = imported(library, file)
    source = library.source_text(stored.id)
    assert source is not None
    assert [line.text for line in source.lines] == SAMPLE.split("\n")
    line = stored.sections[1].line
    assert line is not None
    assert stored.sections[1].title in source.lines[line - 1].text
