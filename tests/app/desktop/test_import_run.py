"""Imports through the page: a row per file, the question about known plans, and many files at once."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer

from app.desktop.import_run import ImportRun
from app.desktop.library_page import LibraryPage
from app.desktop.session import Session
from app.importing import FileState
from app.matching.decisions import Decision

SMALL = """# {0}金融业发展“十四五”规划

## 一、发展基础

金融稳步前行。

## 二、主要任务

扩大信贷。

## 三、保障措施

加强组织。
"""
LONGEST_PAUSE = 1.0
"""Seconds that the window may stand still. It is 0.05 on a machine at rest; the rest is for other programs."""
MOST_WORK = 0.15
"""Seconds that it may work itself at one time, without what it waits for; it is 0.035."""


@pytest.fixture
def page(session: Session, qtbot) -> LibraryPage:
    page = LibraryPage(session)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show()
    return page


def plan_file(folder: Path, name: str, text: str = SMALL) -> Path:
    file = folder / f"{name}.md"
    file.write_text(text.format(name), "utf-8")
    return file


def bring_in(page: LibraryPage, qtbot, *paths: Path) -> None:
    page.import_paths(paths)
    qtbot.waitUntil(lambda: page._job is None and not page._session.jobs.busy(), timeout=60_000)


def titles(page: LibraryPage) -> list[str]:
    return [one.title for one in page._session.library.plans()]


def states(page: LibraryPage) -> list[str]:
    model = page.imports.table.model()
    return [model.index(row, 1).data() for row in range(model.rowCount())]


def test_a_file_goes_through_its_states(session: Session, page: LibraryPage, tmp_path: Path, qtbot) -> None:
    told: list[tuple[str, FileState]] = []
    run = ImportRun(session, page)
    run.files_told.connect(lambda reports: told.extend((one.path.name, one.state) for one in reports))
    (tmp_path / "bad.txt").write_bytes(b"\x00\x01\x02")
    good = plan_file(tmp_path, "东山市")
    with qtbot.waitSignal(run.ended, timeout=20_000) as ended:
        run.start((tmp_path / "bad.txt", good), page.bar.role_box.currentData())
    assert ended.args == [False]
    assert told[-1] == ("东山市.md", FileState.READ)
    assert ("bad.txt", FileState.FAILED) in told


def test_damaged_files_do_not_stop_the_others(page: LibraryPage, tmp_path: Path, qtbot) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"")
    bring_in(page, qtbot, bad, plan_file(tmp_path, "东山市"))
    assert states(page) == ["✕ 未导入", "✓ 已导入"]
    assert page.imports.table.model().index(0, 7).data() == "“bad.txt”是空的。请换一个有内容的文件。"


@pytest.mark.parametrize(("answer", "count"), [("替换", 3), ("两者都保留", 4)])
def test_a_known_plan_is_replaced_or_kept_beside(
    page: LibraryPage, answers, tmp_path: Path, qtbot, answer: str, count: int
) -> None:
    file = plan_file(tmp_path, "东山市")
    bring_in(page, qtbot, file)
    assert answers.asked == []
    answers.chosen = answer
    bring_in(page, qtbot, file)
    assert len(answers.asked) == 1
    assert answers.offered == ("替换", "两者都保留")
    assert len(titles(page)) == count
    assert ("东山市金融业发展“十四五”规划（2）" in titles(page)) is (count == 4)


@pytest.mark.parametrize("answer", ["替换", "两者都保留"])
def test_decisions_on_a_known_plan_survive_its_import(
    session: Session, page: LibraryPage, answers, tmp_path: Path, qtbot, answer: str
) -> None:
    file = plan_file(tmp_path, "东山市")
    bring_in(page, qtbot, file)
    known = next(plan for plan in session.references() if plan.front.region == "东山市")
    draft = session.draft.plan
    decision = Decision(draft.id, draft.sections[3].id, known.id, known.sections[1].id, "pinned", "照此写")
    session.decide(decision)
    answers.chosen = answer
    bring_in(page, qtbot, file)
    assert session.decisions == session.library.decisions() == (decision,)
    sections = [section.id for section in session.plan(known.id).sections]
    assert sections == [section.id for section in known.sections]
    copies = [plan for plan in session.references() if plan.front.region == "东山市" and plan.id != known.id]
    assert len(copies) == (answer == "两者都保留")
    assert all(decision.other_section not in [one.id for one in copy.sections] for copy in copies)


def test_giving_up_at_the_question_changes_nothing(page: LibraryPage, answers, tmp_path: Path, qtbot) -> None:
    bring_in(page, qtbot, plan_file(tmp_path, "东山市"))
    before = titles(page)
    answers.chosen = None
    with qtbot.waitSignal(page.notice) as told:
        bring_in(page, qtbot, plan_file(tmp_path, "东山市"), plan_file(tmp_path, "西山市"))
    assert "没有改动" in told.args[0].text
    assert titles(page) == before
    assert not page.imports.isVisible()


def test_one_answer_may_hold_for_all(page: LibraryPage, answers, tmp_path: Path, qtbot) -> None:
    known = [plan_file(tmp_path, name) for name in ("东山市", "西山市", "南山市")]
    bring_in(page, qtbot, *known)
    answers.chosen, answers.for_all = "跳过", True
    bring_in(page, qtbot, *known, plan_file(tmp_path, "北山市"))
    assert len(answers.asked) == 1
    assert states(page) == ["– 已跳过"] * 3 + ["✓ 已导入"]


def test_each_may_be_answered_for_itself(page: LibraryPage, answers, tmp_path: Path, qtbot) -> None:
    known = [plan_file(tmp_path, name) for name in ("东山市", "西山市")]
    bring_in(page, qtbot, *known)
    answers.chosen = "替换"
    bring_in(page, qtbot, *known)
    assert len(answers.asked) == 2


def test_two_hundred_files_leave_the_window_responsive(page: LibraryPage, tmp_path: Path, qtbot) -> None:
    for n in range(200):
        plan_file(tmp_path, f"第{n}市")
    beats = [(time.perf_counter(), time.thread_time())]

    def beat() -> None:
        beats.append((time.perf_counter(), time.thread_time()))

    timer = QTimer(interval=5)
    timer.timeout.connect(beat)
    timer.start()
    bring_in(page, qtbot, tmp_path)
    timer.stop()
    assert states(page) == ["✓ 已导入"] * 200
    assert len(titles(page)) == 202
    assert max(after[0] - before[0] for before, after in pairwise(beats)) < LONGEST_PAUSE
    assert max(after[1] - before[1] for before, after in pairwise(beats)) < MOST_WORK
