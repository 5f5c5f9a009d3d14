"""主题词表 through its own widgets, and what a change does to the coverage page."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.desktop.coverage_page import CoveragePage
from app.desktop.dialogs.lexicon_dialog import LexiconDialog
from app.desktop.session import Session
from app.matching import lexicon


@pytest.fixture
def dialog(desk, qtbot) -> LexiconDialog:
    dialog = LexiconDialog(lexicon.shipped(), None, "green")
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def enter(box, text: str) -> None:
    box.setFocus()
    QTest.keyClicks(box, text) if text.isascii() else box.insert(text)
    QTest.keyClick(box, Qt.Key.Key_Return)


def current(dialog: LexiconDialog) -> lexicon.Entry:
    one = dialog.current()
    assert one is not None
    return one


def test_it_opens_at_the_topic_that_is_looked_at(dialog: LexiconDialog) -> None:
    assert dialog.name.text() == "绿色金融"
    assert dialog.words.words() == current(dialog).words
    assert not dialog.undo_button.isEnabled()
    assert not dialog.reset.isEnabled()


def test_words_are_added_and_taken_out_by_keyboard(dialog: LexiconDialog) -> None:
    before = current(dialog).words
    enter(dialog.words.box, "林业碳汇贷、湿地修复贷")
    assert current(dialog).words == (*before, "林业碳汇贷", "湿地修复贷")
    assert dialog.isVisible()  # Enter adds a word and does not close the dialog
    dialog.words.list.setCurrentRow(0)
    QTest.keyClick(dialog.words.list, Qt.Key.Key_Delete)
    assert current(dialog).words == (*before[1:], "林业碳汇贷", "湿地修复贷")
    assert "〔已改〕" in dialog.topics.currentItem().text()


def test_a_topic_is_renamed_hidden_and_brought_back(dialog: LexiconDialog) -> None:
    dialog.name.setText("绿色与转型金融")
    dialog.name.editingFinished.emit()
    assert current(dialog).name == "绿色与转型金融"
    dialog.hidden.click()
    assert current(dialog).hidden
    assert "隐藏" in dialog.topics.currentItem().text()
    dialog.reset.click()
    assert current(dialog) == next(one for one in lexicon.shipped() if one.id == "green")


def test_a_name_that_another_topic_has_is_not_taken(dialog: LexiconDialog) -> None:
    dialog.name.setText("指导思想")
    dialog.name.editingFinished.emit()
    assert current(dialog).name == "绿色金融"
    assert dialog.name.text() == "绿色金融"


def test_a_new_topic_is_added_and_taken_out(dialog: LexiconDialog) -> None:
    enter(dialog.new_name, "低空经济")
    assert (current(dialog).name, current(dialog).own) == ("低空经济", True)
    assert dialog.reset.text() == "删除"
    dialog.reset.click()
    assert dialog.entries() == lexicon.shipped()


def test_every_step_can_be_undone_and_done_again(dialog: LexiconDialog) -> None:
    enter(dialog.new_name, "低空经济")
    enter(dialog.words.box, "无人机")
    changed = dialog.entries()
    dialog.undo_button.click()
    dialog.undo_button.click()
    assert dialog.entries() == lexicon.shipped()
    dialog.redo()
    dialog.redo()
    assert dialog.entries() == changed
    dialog.reset_all.click()
    assert dialog.entries() == lexicon.shipped()


def test_topics_are_found_by_their_words(dialog: LexiconDialog) -> None:
    dialog.search.setText("绿色信贷")
    shown = [row for row in range(dialog.topics.count()) if not dialog.topics.item(row).isHidden()]
    assert "绿色金融" in [dialog.topics.item(row).text() for row in shown]
    assert len(shown) < 10


def test_cancel_changes_nothing(dialog: LexiconDialog, qtbot) -> None:
    enter(dialog.new_name, "低空经济")
    with qtbot.assertNotEmitted(dialog.chosen):
        dialog.reject()


def test_the_last_topic_cannot_be_hidden(desk, qtbot) -> None:
    dialog = LexiconDialog((lexicon.Entry("one", "唯一", own=True),))
    qtbot.addWidget(dialog)
    dialog.hidden.click()
    assert not dialog.hidden.isChecked()


def test_coverage_and_matching_go_by_the_changed_list(session: Session, qtbot) -> None:
    page = CoveragePage(session)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.grid.model().rowCount() > 0)
    page.edit_topics.click()
    dialog = page.findChild(LexiconDialog)
    assert isinstance(dialog, LexiconDialog)
    enter(dialog.new_name, "乡村小店")
    enter(dialog.names.box, "普惠金融")
    with qtbot.waitSignal(session.index_changed, timeout=20_000):
        dialog.take.click()
    qtbot.waitUntil(lambda: page.grid.cell("own-1", session.references()[0].id).text == "1")
    assert session.matching is not None
    assert session.matching.index.subject_list[-1].name == "乡村小店"
    session.jobs.finish_changes()
    assert lexicon.loaded(session.library.setting(lexicon.SETTING)) == session.lexicon
