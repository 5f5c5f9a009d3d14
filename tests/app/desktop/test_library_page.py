"""The library page through its own widgets, on a real library file."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt

from app.desktop.library_page import SPLIT, LibraryPage
from app.desktop.session import ClauseAddress, Session
from app.plans.model import Role
from app.plans.reading import read_plan

SAMPLE = (files("templates") / "sample_draft" / "qinglan.md").read_text("utf-8")


@pytest.fixture
def page(session: Session, qtbot) -> LibraryPage:
    page = LibraryPage(session)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show()
    return page


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    file = tmp_path / "plan.md"
    file.write_text(SAMPLE, "utf-8")
    return file


def listed(page: LibraryPage) -> list[str]:
    model = page.table.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def choose(page: LibraryPage, role: Role) -> str:
    summary = next(one for one in page._session.summaries if one.role is role)
    assert page.table.set_current(summary.id)
    return summary.id


def test_references_and_drafts_stand_in_their_groups(page: LibraryPage) -> None:
    reference, draft = "柳河市金融业发展“十四五”规划", "松泉市金融业发展“十四五”规划"
    assert listed(page) == ["参考规划（1）", reference, "草稿（1）", draft]
    assert page.card.title.text() == reference


def test_the_card_follows_the_chosen_plan(page: LibraryPage, qtbot) -> None:
    choose(page, Role.DRAFT)
    assert page.card.title.text() == "松泉市金融业发展“十四五”规划"
    assert [row.text for row in page.card.outline.rows()][:2] == ["一、发展基础", "（一）成绩"]
    qtbot.waitUntil(lambda: "章节 7" in page.card.reading.toPlainText())


def test_files_are_imported_with_a_report(page: LibraryPage, answers, plan_file: Path, tmp_path: Path, qtbot) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    answers.files = (plan_file, empty)
    changed = page._session.plans_changed
    with qtbot.waitSignal(changed, timeout=10_000), qtbot.waitSignal(page.notice, timeout=10_000) as told:
        qtbot.mouseClick(page.bar.import_files_button, Qt.MouseButton.LeftButton)
        assert page.progress.isVisible()
        assert not page.bar.import_files_button.isEnabled()
    assert "1 个文件未能导入" in told.args[0].text
    assert listed(page)[:2] == ["参考规划（2）", "柳河市金融业发展“十四五”规划"]
    qtbot.waitUntil(lambda: not page.progress.isVisible())
    assert page.bar.import_files_button.isEnabled()
    report = page.imports.table.model()
    assert [report.index(row, 1).data() for row in range(report.rowCount())] == ["✓ 已导入", "✕ 未导入"]
    assert page.imports.table.isVisible()
    assert page.card.title.text() == "青岚市金融业发展“十四五”规划", "what came in is shown"


def test_a_folder_comes_in_as_drafts_if_asked(page: LibraryPage, answers, plan_file: Path, qtbot) -> None:
    answers.folder = plan_file.parent
    page.bar.role_box.setCurrentIndex(1)
    with qtbot.waitSignal(page._session.plans_changed, timeout=10_000):
        qtbot.mouseClick(page.bar.import_folder_button, Qt.MouseButton.LeftButton)
    assert "草稿（2）" in listed(page)
    qtbot.waitUntil(lambda: page._job is None)


def test_a_cancelled_import_leaves_no_trace(page: LibraryPage, plan_file: Path, qtbot) -> None:
    before = listed(page)
    page.import_paths([plan_file])
    with qtbot.waitSignal(page.notice) as told:
        page.progress.cancelled.emit()
    assert "取消" in told.args[0].text
    qtbot.waitUntil(lambda: not page._session.jobs.busy())
    assert listed(page) == before
    assert len(page._session.library.plans()) == 2


def test_a_second_import_waits_for_the_first(page: LibraryPage, plan_file: Path, qtbot) -> None:
    page.import_paths([plan_file])
    with qtbot.waitSignal(page.notice) as told:
        page.import_paths([plan_file])
    assert "正在导入" in told.args[0].text
    qtbot.waitUntil(lambda: page._job is None, timeout=10_000)


def test_choosing_no_file_does_nothing(page: LibraryPage, qtbot) -> None:
    qtbot.mouseClick(page.bar.import_files_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.bar.import_folder_button, Qt.MouseButton.LeftButton)
    assert page._job is None


def test_a_draft_opens_and_a_reference_shows_its_outline(page: LibraryPage, qtbot) -> None:
    draft = choose(page, Role.DRAFT)
    with qtbot.waitSignal(page.open_draft_requested) as wish:
        qtbot.mouseClick(page.bar.open_button, Qt.MouseButton.LeftButton)
    assert wish.args == [draft]
    choose(page, Role.REFERENCE)
    assert not page.bar.open_button.isEnabled()
    page.card.tabs.setCurrentIndex(1)
    with qtbot.assertNotEmitted(page.open_draft_requested):
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert page.card.tabs.currentIndex() == 0


@pytest.mark.parametrize(("role", "signal"), [(Role.DRAFT, "draft_requested"), (Role.REFERENCE, "compare_requested")])
def test_a_clause_of_the_outline_leads_to_its_page(page: LibraryPage, role: Role, signal: str, qtbot) -> None:
    plan = page._session.plan(choose(page, role))
    page.card.outline.set_current(plan.sections[1].id)
    with qtbot.waitSignal(getattr(page, signal)) as wish:
        page.card.outline.itemActivated.emit(page.card.outline.currentItem(), 0)
    assert wish.args == [ClauseAddress(plan.id, plan.sections[1].id)]


def test_deleting_asks_first(page: LibraryPage, answers, qtbot) -> None:
    choose(page, Role.REFERENCE)
    answers.agrees = False
    qtbot.mouseClick(page.bar.delete_button, Qt.MouseButton.LeftButton)
    assert len(listed(page)) == 4
    answers.agrees = True
    with qtbot.waitSignal(page._session.plans_changed):
        qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert listed(page) == ["草稿（1）", "松泉市金融业发展“十四五”规划"]


def test_an_empty_library_says_what_to_do(page: LibraryPage, qtbot) -> None:
    for role in (Role.REFERENCE, Role.DRAFT):
        choose(page, role)
        with qtbot.waitSignal(page._session.plans_changed):
            page.delete(page.table.current_row())
    assert page._empty.isVisible()
    with qtbot.waitSignal(page.new_draft_requested):
        page._empty.action_triggered.emit(2)


def test_the_widths_of_the_panes_are_remembered(page: LibraryPage, qtbot) -> None:
    page.splitter.setSizes([500, 700])
    widths = page.splitter.sizes()
    page.remember()
    assert page._session.library.setting(SPLIT)
    again = LibraryPage(page._session)
    qtbot.addWidget(again)
    again.resize(page.size())
    again.show()
    assert again.splitter.sizes() == widths


def test_the_draft_is_saved_while_an_import_goes_on(page: LibraryPage, plan_file: Path, monkeypatch, qtbot) -> None:
    go_on = Event()
    monkeypatch.setattr("app.importing.read_plan", lambda *_args: go_on.wait(20) and read_plan(*_args))
    session = page._session
    page.import_paths([plan_file])
    assert session.draft is not None
    session.draft.set_sections("改", session.draft.plan.sections[:2])
    qtbot.waitUntil(lambda: session.draft.is_saved, timeout=5_000)
    assert page._job is not None, "the import is still under way"
    assert len(session.library.plan(session.draft.plan.id).sections) == 2
    with qtbot.waitSignal(session.plans_changed, timeout=10_000):
        go_on.set()
    qtbot.waitUntil(lambda: page._job is None)
