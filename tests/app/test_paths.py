from __future__ import annotations

from pathlib import Path

import pytest

from app import paths
from app.library import Library, NewPlan
from app.match_queries import BatchQuery, answer
from app.plans.model import FrontMatter, Paragraph, Plan, Section
from app.progress import silent


def test_the_environment_names_another_folder_for_what_is_kept_or_none(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PLANDESK_CACHE", str(tmp_path))
    assert paths.kept() == tmp_path
    monkeypatch.setenv("PLANDESK_CACHE", "")
    assert paths.kept() is None
    monkeypatch.delenv("PLANDESK_CACHE")
    assert paths.kept() is not None


def test_a_second_question_starts_from_what_the_first_one_worked_out(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PLANDESK_CACHE", str(tmp_path / "kept"))
    section = Section("发展绿色金融", 1, number="一", blocks=(Paragraph("扩大绿色信贷，发行绿色债券。"),))
    query = BatchQuery(text="发展绿色金融")
    with Library.open(tmp_path / "library.db") as library:
        library.add([NewPlan(Plan(FrontMatter("柳河市金融业发展规划"), (section,)))])
        first = answer(library, [query], 5, silent)
        kept = {path.name: path.stat().st_ino for path in (tmp_path / "kept").iterdir()}
        assert len(kept) == 2
        assert answer(library, [query], 5, silent) == first
        assert {path.name: path.stat().st_ino for path in (tmp_path / "kept").iterdir()} == kept
