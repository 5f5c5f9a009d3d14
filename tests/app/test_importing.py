"""Importing files and folders into a real library."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

from app.importing import import_files
from app.library import Library
from app.plans.model import Role
from app.progress import Cancelled

SAMPLE = (files("templates") / "sample_draft" / "qinglan.md").read_text("utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a plan, one more below, an empty file, a note on the folder, and files of no concern."""
    folder = tmp_path / "plans"
    (folder / "b").mkdir(parents=True)
    (folder / "a.md").write_text(SAMPLE, "utf-8")
    (folder / "b" / "c.txt").write_text(SAMPLE.replace("青岚市", "赤峦市"), "gb18030")
    (folder / "d.txt").touch()
    for name in ("README.md", ".hidden.txt", "picture.png"):
        (folder / name).write_text("与规划无关", "utf-8")
    return folder


def test_a_folder_is_walked_in_order_and_a_bad_file_stops_nothing(library: Library, folder: Path) -> None:
    report = import_files(library, [folder])
    assert [file.path.relative_to(folder).as_posix() for file in report.files] == ["a.md", "b/c.txt", "d.txt"]
    first, second, empty = report.files
    assert first.error is second.error is None
    assert empty.error is not None
    assert empty.remedy is not None
    assert empty.plan_id is None
    assert [summary.id for summary in library.plans()] == [first.plan_id, second.plan_id]
    assert report.taken == (first, second)


def test_the_report_counts_what_the_library_holds(library: Library, folder: Path) -> None:
    (report,) = import_files(library, [folder / "a.md"]).files
    assert report.plan_id is not None
    plan = library.plan(report.plan_id)
    assert report.title == plan.front.title
    assert report.sections == len(plan.sections) > 50
    assert report.indicators == len(library.indicators(report.plan_id)) > 0
    assert report.boxes > 0
    assert report.tables > 0
    assert report.not_taken == plan.not_taken
    assert report.warnings == library.warnings(report.plan_id)


def test_importing_again_replaces_and_a_draft_is_added(library: Library, folder: Path) -> None:
    (first,) = import_files(library, [folder / "a.md"]).files
    (again,) = import_files(library, [folder / "a.md"]).files
    (draft,) = import_files(library, [folder / "a.md"], Role.DRAFT).files
    assert first.plan_id == again.plan_id != draft.plan_id
    assert [summary.role for summary in library.plans()] == [Role.REFERENCE, Role.DRAFT]


def test_two_files_of_one_plan_are_noted(library: Library, folder: Path) -> None:
    (folder / "a2.md").write_text(SAMPLE, "utf-8")
    first, second = import_files(library, [folder / "a.md", folder / "a2.md"]).files
    assert first.plan_id == second.plan_id
    assert any("a.md" in warning for warning in second.warnings)
    assert len(library.plans()) == 1


@pytest.mark.parametrize("stop_at", [0.0, 0.3, 0.6, 0.9])
def test_a_cancel_leaves_no_trace(library: Library, folder: Path, stop_at: float) -> None:
    def progress(_message: str, fraction: float) -> None:
        if fraction >= stop_at:
            raise Cancelled

    with pytest.raises(Cancelled):
        import_files(library, [folder], progress=progress)
    assert library.plans() == ()
    assert library.indicators() == ()


def test_a_cancel_after_the_last_moment_changes_nothing(library: Library, folder: Path) -> None:
    def progress(_message: str, fraction: float) -> None:
        if fraction == 1.0:
            raise Cancelled

    assert import_files(library, [folder / "a.md"], progress=progress).taken
    assert len(library.plans()) == 1


def test_progress_goes_forward_to_the_end(library: Library, folder: Path) -> None:
    seen: list[float] = []
    import_files(library, [folder], progress=lambda _message, fraction: seen.append(fraction))
    assert seen == sorted(seen)
    assert seen[-1] == 1.0


def test_a_missing_file_is_reported(library: Library, tmp_path: Path) -> None:
    (report,) = import_files(library, [tmp_path / "none.txt"]).files
    assert report.error
    assert report.remedy


def test_an_empty_folder_is_reported_like_a_file_that_cannot_be_read(library: Library, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (report,) = import_files(library, [tmp_path / "empty"]).files
    assert report.error == "文件夹里没有可以导入的文件。"
    assert report.remedy


def test_a_folder_that_cannot_be_opened_is_reported(library: Library, folder: Path, monkeypatch) -> None:
    def refuse(path: Path) -> Iterator[Path]:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "iterdir", refuse)  # permissions do not bind the user that runs the tests in CI
    (report,) = import_files(library, [folder]).files
    assert "无法打开文件夹" in (report.error or "")


@pytest.mark.references
def test_the_five_plans_come_in_under_their_names(library: Library, references: Path) -> None:
    report = import_files(library, [references])
    assert {file.plan_id for file in report.files} == {"qingdao-xihaian", "jinan", "xining", "zhoushan", "qinghai"}
    assert not [file.error for file in report.files if file.error]
    assert all(summary.period == (2021, 2025) and summary.region for summary in library.plans())
    before = {summary.id: library.plan(summary.id) for summary in library.plans()}
    import_files(library, [references])
    assert {summary.id: library.plan(summary.id) for summary in library.plans()} == before
