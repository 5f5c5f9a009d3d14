"""The window as a whole: it opens on a library, tells what is wrong, wires its pages, and loses nothing on closing."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt

from app.desktop.application import open_library
from app.desktop.compare_rows import Scope
from app.desktop.main_window import MainWindow
from app.desktop.pages import PAGES
from app.desktop.session import ClauseAddress, IndicatorAddress
from app.errors import UserError
from app.exporting.decisions import decision_list
from app.figures.model import Indicator
from app.library import Library, NewPlan
from app.matching.decisions import Decision


@pytest.fixture
def library_file(tmp_path, small_draft, small_reference) -> Path:
    path = tmp_path / "library.db"
    with Library.open(path) as library:
        library.add([NewPlan(small_reference), NewPlan(small_draft)])
        library.set_setting("desk.sample_given", "yes")
    return path


@pytest.fixture
def window(desk, qtbot, answers) -> Iterator[MainWindow]:
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    yield window
    window.close()


@pytest.fixture
def opened(window, library_file, qtbot, answers) -> MainWindow:
    open_library(window, library_file, None)
    qtbot.waitUntil(lambda: window.session is not None and window.session.matching is not None, timeout=20_000)
    window.session.asking = answers
    return window


def test_opens_on_the_last_draft_and_says_where_its_data_is(opened, library_file):
    assert opened.windowTitle() == "松泉市金融业发展“十四五”规划 — 规划台"
    assert opened.status.file.text() == str(library_file)
    assert opened.status.saved.text() == "已保存"


@pytest.mark.parametrize("spec", PAGES, ids=lambda spec: spec.key)
def test_every_page_of_the_rail_opens_with_its_key(opened, qtbot, spec):
    number = PAGES.index(spec) + 1
    opened.activateWindow()
    qtbot.keyClick(opened, Qt.Key(Qt.Key.Key_0.value + number), Qt.KeyboardModifier.ControlModifier)
    assert opened.current_page() is opened.page(spec.key)
    qtbot.waitUntil(lambda: not opened.session.jobs.busy(), timeout=20_000)
    assert opened.notice_bar.notice() is None


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_takes_over_the_other_colours_and_larger_text(opened, qtbot, scheme):
    for spec in PAGES:
        opened.show_page(spec.key)
    opened.look.set_scheme(scheme)
    opened.look.zoom(2)
    qtbot.waitUntil(lambda: not opened.session.jobs.busy(), timeout=20_000)
    assert opened.notice_bar.notice() is None


def test_a_clause_goes_from_drafting_to_comparison_and_back(opened, qtbot):
    draft = opened.session.draft.plan
    green = next(section for section in draft.sections if section.title == "绿色金融")
    opened.page("draft").compare_requested.emit(ClauseAddress(draft.id, green.id))
    assert opened.current_page() is opened.page("compare")
    opened.open_in_draft(ClauseAddress(draft.id, green.id))
    assert opened.current_page() is opened.page("draft")
    assert opened.page("draft").editor.section_at_cursor() == green.id


def test_closing_writes_what_was_typed_a_moment_ago(opened, library_file, qtbot):
    page = opened.page("draft")
    page.choose(opened.session.draft.plan.sections[-1].id)
    page.editor.setFocus()
    qtbot.keyClick(page.editor, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(page.editor, "2025")
    plan_id = opened.session.draft.plan.id
    opened.close()
    with Library.open(library_file, write=False) as library:
        assert library.plan(plan_id).sections[-1].blocks[0].text.endswith("2025")


def test_a_draft_that_cannot_be_saved_is_kept_and_told(opened, qtbot, monkeypatch):
    def full(*_arguments):
        raise UserError("磁盘已满。", "请腾出空间。")

    page = opened.page("draft")
    page.choose(opened.session.draft.plan.sections[-1].id)
    with monkeypatch.context() as broken:
        broken.setattr(opened.session.library, "save_draft", full)
        page.editor.setFocus()
        qtbot.keyClicks(page.editor, "x")
        qtbot.waitUntil(lambda: opened.notice_bar.notice() is not None, timeout=5000)
        assert opened.notice_bar.notice().text == "磁盘已满。请腾出空间。"
        assert opened.status.saved.text() == "未能保存"
        opened.session.asking.agrees = False
        assert not opened.close()
        assert opened.isVisible()
    opened.session.draft.save()
    qtbot.waitUntil(lambda: opened.status.saved.text() == "已保存", timeout=5000)
    assert "x" in opened.session.library.plan(opened.session.draft.plan.id).sections[-1].title


def told(window: MainWindow, path: Path, qtbot) -> str:
    open_library(window, path, None)
    qtbot.waitUntil(lambda: window.notice_bar.notice() is not None, timeout=20_000)
    assert window.session is None
    return window.notice_bar.notice().text


def test_a_damaged_library_is_told_and_left_alone(window, tmp_path, qtbot):
    path = tmp_path / "library.db"
    path.write_bytes(b"this is no library" * 400)
    before = path.read_bytes()
    assert "。" in told(window, path, qtbot)
    assert path.read_bytes() == before


def test_a_library_of_a_newer_program_is_told_and_left_alone(window, library_file, qtbot):
    with sqlite3.connect(library_file) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'r9999'")
    connection.close()
    assert "新" in told(window, library_file, qtbot)


def test_a_library_that_another_desk_has_open_is_told(window, library_file, qtbot):
    code = (
        "import sys; from pathlib import Path; from app.library import Library\n"
        "library = Library.open(Path(sys.argv[1])); print('open', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", code, str(library_file)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout.readline() == "open\n"
        assert "正在使用" in told(window, library_file, qtbot)
        other.stdin.close()


def test_export_writes_the_draft_as_it_stands_and_says_where(opened, answers, tmp_path, qtbot):
    answers.save_to = tmp_path / "草稿.docx"
    opened.exports.export_draft()
    qtbot.waitUntil(lambda: answers.save_to.exists(), timeout=20_000)
    qtbot.waitUntil(lambda: opened.notice_bar.notice() is not None)
    assert str(answers.save_to) in opened.notice_bar.notice().text


def test_an_export_into_a_missing_folder_is_told_with_a_remedy(opened, answers, tmp_path, qtbot):
    answers.save_to = tmp_path / "没有的文件夹" / "草稿.docx"
    opened.exports.export_draft()
    qtbot.waitUntil(lambda: opened.notice_bar.notice() is not None, timeout=20_000)
    assert "文件夹" in opened.notice_bar.notice().text


def test_opening_another_draft_keeps_what_was_typed_a_moment_ago(opened, small_draft, qtbot):
    first = opened.session.draft.plan.id
    page = opened.page("draft")
    page.choose(opened.session.draft.plan.sections[-1].id)
    page.editor.setFocus()
    qtbot.keyClick(page.editor, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(page.editor, "77")
    opened.session.new_draft(replace(small_draft, front=replace(small_draft.front, title="另一份草稿")))
    qtbot.waitUntil(lambda: opened.session.draft.plan.front.title == "另一份草稿", timeout=5000)
    assert opened.session.library.plan(first).sections[-1].blocks[0].text.endswith("77")
    assert not any("77" in line.text for line in page.editor.lines())


@pytest.mark.parametrize(("scope", "titles"), [("clause", ["普惠金融"]), ("chapter", None), ("all", None)])
def test_the_comparison_is_exported_as_far_as_chosen(opened, answers, tmp_path, qtbot, scope, titles):
    page = opened.show_page("compare")
    draft = opened.session.draft.plan
    inclusive = next(section for section in draft.sections if section.title == "普惠金融")
    page.open_clause(ClauseAddress(draft.id, inclusive.id))
    qtbot.waitUntil(lambda: bool(page.table.rows()) and page.work.is_complete, timeout=20_000)
    page._go_to_row(inclusive.id)
    answers.save_to = tmp_path / "对照表.xlsx"
    page.bar.export_requested.emit(Scope(scope))
    qtbot.waitUntil(lambda: opened.notice_bar.notice() is not None, timeout=20_000)
    sheet = load_workbook(answers.save_to).worksheets[0]
    written = [sheet.cell(row, 2).value for row in range(3, sheet.max_row + 1)]
    expected = {
        "chapter": ["主要任务", "绿色金融", "健全激励", "普惠金融"],
        "all": [section.title for section in draft.sections],
    }
    assert written == (titles or expected[scope])


def test_an_indicator_found_by_a_search_is_shown_in_its_table(opened, qtbot):
    reference = opened.session.references()[0].id
    with qtbot.waitSignal(opened.session.indicators_changed):
        opened.session.save_indicators(reference, [Indicator("直接融资额", "亿元", id="融资", plan_id=reference)])
    opened.page("search").indicator_requested.emit(IndicatorAddress(reference, "融资"))
    page = opened.page("indicators")
    assert opened.current_page() is page
    qtbot.waitUntil(lambda: page.table.current_key() == "融资", timeout=5000)


def test_the_tour_leads_over_the_real_pages_once(opened, library_file, qtbot):
    assert opened.tour.isVisible()
    assert opened.current_page() is opened.page("draft")
    opened.tour._next.click()
    assert opened.current_page() is opened.page("library")
    opened.tour._leave.click()
    opened.close()
    with Library.open(library_file, write=False) as library:
        assert library.setting("desk.tour_seen") == "yes"


def test_the_sample_draft_can_be_had_again(opened, qtbot):
    opened.commands.add_sample_draft()
    qtbot.waitUntil(lambda: "青岚市" in opened.session.draft.plan.front.title, timeout=10_000)
    assert opened.session.library.indicators(opened.session.draft.plan.id)


def written(opened: MainWindow, answers, path: Path, qtbot) -> list[str]:
    """Wait for an export into `path`; the names of its sheets."""
    qtbot.waitUntil(lambda: opened.notice_bar.notice() is not None, timeout=20_000)
    assert str(path) in opened.notice_bar.notice().text
    return load_workbook(path).sheetnames


def test_the_coverage_is_exported(opened, answers, tmp_path, qtbot):
    page = opened.show_page("coverage")
    qtbot.waitUntil(lambda: page._laid is not None, timeout=20_000)
    answers.save_to = tmp_path / "覆盖.xlsx"
    page.export.click()
    assert written(opened, answers, answers.save_to, qtbot) == ["覆盖", "条款"]


def test_the_decisions_are_exported(opened, answers, tmp_path, qtbot):
    draft, reference = opened.session.draft.plan, opened.session.references()[0]
    decision = Decision(draft.id, draft.sections[0].id, reference.id, reference.sections[0].id, "pinned")
    opened.session.decide(decision)
    answers.save_to = tmp_path / "决定.xlsx"
    others = (draft, reference)
    opened.page("compare").decisions_export_requested.emit(decision_list(draft, others, [decision]))
    assert written(opened, answers, answers.save_to, qtbot) == ["固定与排除"]


def test_the_search_opens_from_anywhere_ready_to_type(opened, qtbot):
    opened.show_page("draft")
    opened.activateWindow()
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(opened, Qt.Key.Key_F, modifiers)
    page = opened.page("search")
    assert opened.current_page() is page
    qtbot.waitUntil(lambda: page.filters.find_box.hasFocus())
