"""What a hurried drafter does to the window: nothing that was typed or decided may get lost by it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea, QTableWidgetItem, QToolButton

from app.desktop.coverage_page import CoveragePage
from app.desktop.dialogs.lexicon_dialog import LexiconDialog
from app.desktop.dialogs.table_dialog import TableDialog
from app.desktop.draft_page import DraftPage
from app.desktop.main_window import MainWindow
from app.desktop.search_page import SearchPage
from app.desktop.session import ClauseAddress
from app.desktop.tour import TOUR_SEEN
from app.errors import UserError
from app.library import Library, NewPlan
from app.matching import lexicon
from app.matching.decisions import Decision
from app.plans.model import Paragraph, Table
from widgets.candidate_card import CandidateCard

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def page(session, qtbot) -> DraftPage:
    page = DraftPage(session)
    qtbot.addWidget(page)
    page.resize(1300, 800)
    page.show()
    return page


@pytest.fixture
def other_draft(session, qtbot, small_draft):
    """A second draft in the library; the first stays open."""
    other = replace(small_draft, front=replace(small_draft.front, title="另一份草稿"))
    (summary,) = session.library.add([NewPlan(other)])
    with qtbot.waitSignal(session.index_changed, timeout=20_000):
        session.load()
    return summary.id


def put_behind(page: DraftPage, words: str) -> None:
    page.editor.select_place(page.editor.find_places(words)[0], words)
    cursor = page.editor.textCursor()
    cursor.setPosition(cursor.selectionEnd())
    page.editor.setTextCursor(cursor)


def held_up(session, monkeypatch):
    """Let the next look at the library be over only when the event is set: as with hundreds of plans."""
    go_on, looked = threading.Event(), threading.Event()
    everything = session.library.everything

    def slowly():
        answer = everything()
        looked.set()
        assert go_on.wait(10)
        return answer

    monkeypatch.setattr(session.library, "everything", slowly)
    session.load()
    assert looked.wait(10)
    return go_on


def test_a_draft_left_while_the_library_is_looked_at_opens_again_as_it_was_left(
    page, session, qtbot, other_draft, monkeypatch
):
    first = session.draft.plan.id
    go_on = held_up(session, monkeypatch)
    put_behind(page, "由市政府统筹实施。")
    QTest.keyClicks(page.editor, "later")
    session.open_draft(other_draft)
    with qtbot.waitSignal(session.plans_changed, timeout=10_000):
        go_on.set()
    qtbot.waitUntil(lambda: not session.jobs.busy(), timeout=10_000)
    session.open_draft(first)
    assert "由市政府统筹实施。later" in page.editor.toPlainText()


def test_a_decision_made_while_the_library_is_looked_at_stays(session, qtbot, monkeypatch):
    go_on = held_up(session, monkeypatch)
    reference = session.references()[0]
    decision = Decision(
        session.draft.plan.id, session.draft.plan.sections[3].id, reference.id, reference.sections[1].id, "pinned"
    )
    session.decide(decision)
    go_on.set()
    qtbot.waitUntil(lambda: not session.jobs.busy(), timeout=10_000)
    assert session.decisions == (decision,)
    assert session.library.decisions() == (decision,)


def test_a_draft_that_cannot_be_written_is_not_left(page, session, qtbot, other_draft, monkeypatch):
    first, told = session.draft.plan.id, []
    session.failed.connect(told.append)

    def full(*_plans):
        raise UserError("磁盘已满。", "请腾出空间。")

    put_behind(page, "由市政府统筹实施。")
    QTest.keyClicks(page.editor, "kept")
    with monkeypatch.context() as patch:
        patch.setattr(session.library, "save_draft", full)
        session.open_draft(other_draft)
    assert session.draft.plan.id == first
    assert "由市政府统筹实施。kept" in page.editor.toPlainText()
    assert isinstance(told[0], UserError)
    session.draft.save_now()
    assert Paragraph("由市政府统筹实施。kept") in session.library.plan(first).sections[-1].blocks


def test_cut_takes_what_was_selected_also_behind_rare_characters(page, session):
    put_behind(page, "由市政府统筹实施。")
    page.editor.textCursor().insertText("𠮷川县发展碳金融")
    page.editor.select_place(page.editor.find_places("碳金融")[0], "碳金融")
    page.editor.cut()
    assert QGuiApplication.clipboard().text() == "碳金融"
    page.editor.paste()
    QGuiApplication.clipboard().clear()
    page.flush()
    assert "由市政府统筹实施。𠮷川县发展碳金融" in page.editor.toPlainText()


@pytest.mark.parametrize(
    ("key", "modifier"),
    [
        (Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier),
    ],
)
def test_enter_of_the_number_pad_and_with_shift_is_enter(page, key, modifier):
    put_behind(page, "一、发展基础")
    key = QKeyEvent(QKeyEvent.Type.KeyPress, key, modifier, "\r")
    QApplication.sendEvent(page.editor, key)
    QTest.keyClicks(page.editor, "abc")
    assert page.editor.lines()[1].kind.value == "paragraph"


CLOSING = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QScrollArea, QTableWidgetItem, QToolButton
from app.desktop import application

def copy_and_close():
    window = next(one for one in QApplication.topLevelWidgets() if type(one).__name__ == "MainWindow")
    if window.session is None or window.session.draft is None:
        QTimer.singleShot(50, copy_and_close)
        return
    editor = window.show_page("draft").editor
    editor.selectAll()
    editor.copy()
    window.close()

application.make_application()
QTimer.singleShot(0, copy_and_close)
sys.exit(application.run(Path(sys.argv[1]), None))
"""


def test_the_desk_ends_well_after_something_was_copied(tmp_path, small_draft):
    path = tmp_path / "library.db"
    with Library.open(path) as library:
        library.add([NewPlan(small_draft)])
    environment = os.environ | {"PYTHONPATH": str(ROOT), "XDG_DATA_HOME": str(tmp_path)}
    desk = subprocess.run([sys.executable, "-c", CLOSING, path], env=environment, timeout=60, check=False)
    assert desk.returncode == 0


def test_a_file_dropped_on_the_text_is_no_text(page):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/tmp/规划.docx")])
    at = QPoint(50, 50)
    enter = QDragEnterEvent(
        at, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(page.editor.viewport(), enter)
    assert not enter.isAccepted()
    assert not page.editor.canInsertFromMimeData(data)


def test_cells_beyond_the_head_of_a_table_are_kept(desk, qtbot):
    table = Table("主要指标", ("指标", "2025年"), (("存款", "20", "亿元"), ("贷款",)))
    dialog = TableDialog(table)
    qtbot.addWidget(dialog)
    assert dialog.table().rows == (("存款", "20", "亿元"), ("贷款", "", ""))


def test_a_table_that_was_changed_is_not_given_up_by_one_key(desk, qtbot, answers):
    dialog = TableDialog(Table("主要指标", ("指标", "2025年"), (("存款", "20"),)), asking=answers)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.grid.setItem(1, 1, QTableWidgetItem("30"))
    answers.agrees = False
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    answers.agrees = True
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_of_two_tables_alike_only_the_one_in_hand_is_changed(page, session, monkeypatch):
    empty = Table("表名", ("", ""), (("", ""),))
    first, *others, last = session.draft.plan.sections
    twice = (replace(first, blocks=(*first.blocks, empty)), *others, replace(last, blocks=(*last.blocks, empty)))
    session.draft.set_sections("插入表格", twice)
    page.editor.scroll_to(last.id)
    cursor = page.editor.textCursor()
    cursor.movePosition(cursor.MoveOperation.End)
    page.editor.setTextCursor(cursor)
    page.editor.ensureCursorVisible()
    filled = replace(empty, caption="只改这一张")
    monkeypatch.setattr(TableDialog, "edit", lambda *_given: filled)
    where = page.editor.cursorRect().topLeft() - QPoint(20, -10)
    QTest.mouseDClick(page.editor.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert filled in session.draft.plan.sections[-1].blocks
    assert empty in session.draft.plan.sections[0].blocks


def test_the_next_found_word_is_none_of_a_plan_that_is_gone(session, qtbot):
    page = SearchPage(session)
    qtbot.addWidget(page)
    page.filters.find_box.setText("绿色")
    page.filters.find_changed.emit("绿色")
    qtbot.waitUntil(lambda: not session.jobs.busy(), timeout=5000)
    gone = session.references()[0].id
    opened = []
    page.compare_requested.connect(opened.append)
    page.draft_requested.connect(opened.append)
    with qtbot.waitSignal(session.plans_changed, timeout=5000):
        session.remove(gone)
    for _press in range(12):
        page.open_next(1)
    assert opened
    assert all(address.plan_id != gone for address in opened)


def test_from_pane_to_pane_of_the_draft_by_keys(page, qtbot):
    """Tab has another meaning in outline and text, so F6 leads on, and round."""
    page.activateWindow()
    page.tree.setFocus()
    QTest.keyClick(page.tree, Qt.Key.Key_F6)
    assert page.editor.hasFocus()
    QTest.keyClick(page.editor, Qt.Key.Key_F6)
    assert page.counterparts.hasFocus()
    QTest.keyClick(page.counterparts, Qt.Key.Key_F6)
    assert page.tree.hasFocus()
    QTest.keyClick(page.tree, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert page.counterparts.hasFocus()


@pytest.fixture
def large(session, qtbot, desk) -> Iterator[MainWindow]:
    """The window with the largest text; afterwards the usual size is back."""
    window = MainWindow()
    qtbot.addWidget(window)
    session.library.set_setting(TOUR_SEEN, "yes")
    window.attach(session)
    window.resize(1024, 680)
    window.show()
    for key in ("draft", "coverage"):
        window.show_page(key)
    qtbot.waitUntil(lambda: not session.jobs.busy(), timeout=5000)
    for _press in range(10):
        window.look.zoom(1)
    yield window
    window.look.zoom(0)


def test_the_largest_text_is_cut_nowhere(large, qtbot):
    rail = large.rail.findChildren(QToolButton)
    qtbot.waitUntil(lambda: all(button.width() >= button.sizeHint().width() for button in rail), timeout=2000)
    page = large.show_page("draft")
    page.splitter.setSizes([400, 600, 0])
    page.open_clause(ClauseAddress(large.session.draft.plan.id, large.session.draft.plan.sections[3].id))
    area = page.counterparts.findChild(QScrollArea)
    qtbot.waitUntil(lambda: len(area.findChildren(CandidateCard)) > 0, timeout=5000)
    qtbot.waitUntil(lambda: not large.session.jobs.busy(), timeout=5000)
    qtbot.waitUntil(lambda: area.widget().width() <= area.viewport().width(), timeout=2000)
    assert page.minimumSizeHint().width() <= page.width() <= large.width() - large.rail.width()


def test_the_text_of_a_covered_topic_grows_with_the_rest(large):
    pane = large.show_page("coverage").pane
    assert pane.text.font().pointSizeF() > QApplication.font().pointSizeF()


def test_a_clause_given_to_a_topic_that_is_deleted_or_hidden_is_not_lost(session, qtbot):
    page = CoveragePage(session)
    qtbot.addWidget(page)

    def topics_of_clause() -> list[str]:
        qtbot.waitUntil(lambda: not session.jobs.busy(), timeout=5000)
        draft = session.draft.plan
        return [
            topic.id
            for topic in (page._laid.topics if page._laid else ())
            if any(clause.section.id == draft.sections[3].id for clause in topic.clauses.get(draft.id, ()))
        ]

    def change(change: Callable[[LexiconDialog], object]) -> None:
        page.edit_topics.click()
        dialog = page.findChildren(LexiconDialog)[-1]
        change(dialog)
        dialog.take.click()

    def hide_other(dialog: LexiconDialog) -> None:
        dialog.go_to(other)
        dialog.hidden.click()

    def delete_own(dialog: LexiconDialog) -> None:
        dialog.go_to("own-1")
        dialog.reset.click()

    by_words = topics_of_clause()
    assert by_words
    address = (session.draft.plan.id, session.draft.plan.sections[3].id)
    other = next(one.id for one in session.lexicon if one.id not in by_words)
    page._assign(address, (other,))
    assert topics_of_clause() == [other]
    change(hide_other)
    assert topics_of_clause() == by_words
    change(lambda dialog: (dialog.new_name.setText("碳汇"), dialog.add.click()))
    page._assign(address, ("own-1",))
    assert topics_of_clause() == ["own-1"]
    change(delete_own)
    assert topics_of_clause() == by_words
    change(lambda dialog: (dialog.new_name.setText("康养"), dialog.add.click()))
    assert "own-1" not in topics_of_clause()


def test_words_typed_and_not_yet_added_are_taken_with_the_list(desk, qtbot):
    dialog = LexiconDialog(lexicon.shipped())
    qtbot.addWidget(dialog)
    taken = []
    dialog.chosen.connect(taken.append)
    dialog.words.box.setText("林业碳汇")
    dialog.take.click()
    assert "林业碳汇" in taken[0][0].words


def test_with_the_largest_text_bars_cut_no_button(large, qtbot):
    for key, bar in (("draft", "tools"), ("library", "bar")):
        page = large.show_page(key)
        qtbot.waitUntil(lambda: not large.session.jobs.busy(), timeout=5000)
        QTest.qWait(50)
        shown = [one for one in getattr(page, bar).findChildren(QAbstractButton) if one.isVisible()]
        assert shown
        assert all(one.width() >= one.sizeHint().width() for one in shown)
        assert page.minimumSizeHint().width() <= page.width()


def test_with_the_largest_text_the_coverage_shows_several_plans(large, qtbot):
    page = large.show_page("coverage")
    qtbot.waitUntil(lambda: not large.session.jobs.busy(), timeout=5000)
    QTest.qWait(50)
    assert page.grid.width() >= page.width() // 2
