"""起草: outline, text and counterparts on a real session and a real library file."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.desktop.draft_page import DraftPage
from app.desktop.outline_rows import ROOT
from app.desktop.session import ClauseAddress
from app.drafting.lines import is_blank, to_lines
from app.library import Library
from app.plans.model import Paragraph, Role, Section, SectionKind, Table
from app.plans.outline import own_text, paths
from widgets.candidate_card import CandidateCard
from widgets.outline_tree import OutlineMove, OutlineRename


@pytest.fixture
def page(session, qtbot) -> DraftPage:
    page = DraftPage(session)
    qtbot.addWidget(page)
    page.resize(1300, 800)
    page.show()
    page.activateWindow()
    return page


def titles(page: DraftPage) -> list[str]:
    return [section.title for section in page._session.draft.plan.sections]


def section_id(page: DraftPage, title: str) -> str:
    return next(section.id for section in page._session.draft.plan.sections if section.title == title)


def choose(page: DraftPage, title: str) -> None:
    page.tree.setFocus()
    page.tree.set_current(section_id(page, title))
    page.choose(section_id(page, title))


def stored(session, qtbot):
    """The draft as the library holds it once everything is saved."""
    qtbot.waitUntil(lambda: session.draft.is_saved, timeout=5000)
    return session.library.plan(session.draft.plan.id)


def test_opens_the_draft_of_the_library_with_its_whole_outline(page):
    assert page.tree.rows()[0].text == "松泉市金融业发展“十四五”规划"
    assert [row.text for row in page.tree.rows()][1:4] == ["一、发展基础", "（一）成绩", "二、主要任务"]
    assert "让小店铺也能贷到款。" in page.editor.toPlainText()


def test_choosing_a_section_shows_it_and_all_below_it_only(page):
    choose(page, "绿色金融")
    text = page.editor.toPlainText()
    assert text.startswith("（一）绿色金融")
    assert "1. 健全激励。对绿色项目给予贴息。" in text
    assert "普惠金融" not in text


def test_typed_text_reaches_the_library_within_a_second_of_the_last_key(page, session, qtbot):
    choose(page, "组织领导")
    page.editor.setFocus()
    qtbot.keyClick(page.editor, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(page.editor, "2025")
    qtbot.wait(1000)
    assert session.library.plan(session.draft.plan.id).sections[-1].blocks == (Paragraph("由市政府统筹实施。2025"),)


def test_undo_and_redo_go_through_text_and_outline_in_one_history(page, session, qtbot):
    before = session.draft.plan.sections
    choose(page, "组织领导")
    page.editor.setFocus()
    qtbot.keyClick(page.editor, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(page.editor, "12")
    page.tree.setFocus()
    page.commands.actions["up"].trigger()
    assert titles(page)[2:4] == ["组织领导", "主要任务"]
    after = session.draft.plan.sections
    page.undo()
    assert titles(page) == [section.title for section in before]
    assert page.editor.toPlainText().endswith("实施。12")
    page.undo()
    assert session.draft.plan.sections == before
    assert page.editor.toPlainText().endswith("实施。")
    page.redo()
    page.redo()
    assert session.draft.plan.sections == after


@pytest.mark.parametrize(
    ("title", "action", "paths_after"),
    [
        ("普惠金融", "up", ["一", "一/（一）", "二", "二/（一）", "二/（二）", "二/（二）/1", "三"]),
        ("普惠金融", "promote", ["一", "一/（一）", "二", "二/（一）", "二/（一）/1", "三", "四"]),
        ("普惠金融", "demote", ["一", "一/（一）", "二", "二/（一）", "二/（一）/1", "二/（一）/2", "三"]),
        ("主要任务", "delete", ["一", "一/（一）", "二"]),
    ],
)
def test_outline_commands_renumber_the_draft(page, title, action, paths_after):
    choose(page, title)
    page.commands.actions[action].trigger()
    assert paths(page._session.draft.plan.sections) == paths_after


def test_a_new_section_is_ready_to_be_named(page, session, qtbot):
    choose(page, "普惠金融")
    page.commands.actions["add"].trigger()
    assert page.editor.textCursor().selectedText() == "新章节"
    page.editor.textCursor().insertText("科创金融")
    page.flush()
    assert titles(page)[-2:] == ["科创金融", "组织领导"]
    assert stored(session, qtbot).sections[-2].number == "（三）"


def test_renaming_in_the_tree_changes_the_heading_in_the_text(page):
    page.tree.rename_requested.emit(OutlineRename(section_id(page, "普惠金融"), "普惠与养老金融"))
    assert "（二）普惠与养老金融" in page.editor.toPlainText()


def test_dragging_a_section_moves_it_with_all_below_it(page):
    end = len(page.tree.rows())
    page.tree.move_requested.emit(OutlineMove(section_id(page, "绿色金融"), end, 3))
    assert titles(page)[-3:] == ["组织领导", "绿色金融", "健全激励"]


def test_deleting_a_section_says_how_to_get_it_back(page, qtbot):
    choose(page, "绿色金融")
    with qtbot.waitSignal(page.notice) as said:
        page.commands.actions["delete"].trigger()
    assert "Ctrl+Z" in said.args[0].text
    page.undo()
    assert "绿色金融" in titles(page)


def test_the_pane_follows_the_cursor_to_the_counterpart(page, session, qtbot):
    page.open_clause(ClauseAddress(session.draft.plan.id, section_id(page, "绿色金融")))

    def card() -> CandidateCard | None:
        return next(iter(page.counterparts.findChildren(CandidateCard)), None)

    qtbot.waitUntil(lambda: card() is not None and card().candidate().title == "大力发展绿色金融", timeout=5000)
    assert card().candidate().band == "同题"
    assert card().candidate().marks


def test_a_pinned_counterpart_is_remembered_in_the_library(page, session, qtbot):
    page.open_clause(ClauseAddress(session.draft.plan.id, section_id(page, "绿色金融")))
    cards = page.counterparts.findChildren
    qtbot.waitUntil(lambda: any(card.candidate().title == "大力发展绿色金融" for card in cards(CandidateCard)))
    card = cards(CandidateCard)[0]
    card._pin.click()
    qtbot.waitUntil(lambda: bool(session.library.decisions()))
    (decision,) = session.library.decisions()
    assert decision.verdict == "pinned"
    assert decision.base_section == section_id(page, "绿色金融")
    qtbot.waitUntil(lambda: card.candidate().pinned)


def test_what_was_typed_is_there_when_the_library_is_opened_again(page, session, qtbot, tmp_path):
    choose(page, "组织领导")
    QApplication.clipboard().setText("建立联席会议制度。\n每年评估一次。")
    page.editor.setFocus()
    qtbot.keyClick(page.editor, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(page.editor, Qt.Key.Key_Return)
    page.editor.paste()
    page.flush()
    stored(session, qtbot)
    with Library.open(tmp_path / "library.db", write=False) as again:
        (summary,) = again.plans(Role.DRAFT)
        texts = [block.text for block in again.plan(summary.id).sections[-1].blocks]
    assert texts == ["由市政府统筹实施。", "建立联席会议制度。", "每年评估一次。"]


def test_the_whole_draft_is_shown_again_when_the_chosen_section_is_deleted(page):
    choose(page, "绿色金融")
    page.commands.actions["delete"].trigger()
    assert page.text.root == ROOT
    assert "普惠金融" in page.editor.toPlainText()


def test_a_borrowed_passage_stands_in_the_draft_and_its_source_is_remembered(page, session, qtbot):
    page.open_clause(ClauseAddress(session.draft.plan.id, section_id(page, "绿色金融")))
    cards = page.counterparts.findChildren
    qtbot.waitUntil(lambda: any(card.candidate().title == "大力发展绿色金融" for card in cards(CandidateCard)))
    cards(CandidateCard)[0].borrow_requested.emit(cards(CandidateCard)[0].candidate())
    green = next(section for section in session.draft.plan.sections if section.title == "绿色金融")
    assert green.blocks[-1] == Paragraph("扩大绿色信贷投放，支持发行绿色债券，绿色贷款余额达到80亿元。")
    qtbot.waitUntil(lambda: bool(session.library.borrowings(session.draft.plan.id)))
    (borrowing,) = session.library.borrowings(session.draft.plan.id)
    assert (borrowing.section_id, borrowing.source_path) == (green.id, "一/（一）")
    page.undo()
    assert len(next(s for s in session.draft.plan.sections if s.title == "绿色金融").blocks) == 3


def test_finds_words_in_the_text_from_place_to_place(page, qtbot):
    page.open_find()
    page.find_bar.line.setText("绿色")
    first = page.editor.textCursor().selectionStart()
    assert page.editor.textCursor().selectedText() == "绿色"
    qtbot.keyClick(page.find_bar, Qt.Key.Key_Return)
    assert page.editor.textCursor().selectionStart() > first
    qtbot.keyClick(page.find_bar, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert page.editor.textCursor().selectionStart() == first
    page.find_bar.line.setText("没有这个词")
    assert page.find_bar._count.text() == "没有找到"


def end_of_section(page: DraftPage, title: str, qtbot) -> None:
    """Put the cursor at the end of the last line of a section's own text."""
    choose(page, title)
    page.editor.setFocus()
    qtbot.keyClick(page.editor, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)


def put_cursor(page: DraftPage, text: str, behind: bool) -> None:
    """Put the cursor before or behind a piece of the text that is shown."""
    (position,) = page.editor.find_places(text)[:1]
    cursor = page.editor.textCursor()
    cursor.setPosition(position + (len(text) if behind else 0))
    page.editor.setTextCursor(cursor)


def same_everywhere(page: DraftPage, session, qtbot) -> None:
    """What is seen, what the draft holds and what the library holds is one text."""
    page.flush()
    kept = stored(session, qtbot)
    assert kept.sections == session.draft.plan.sections
    start, end = page.text._shown_range()
    seen = [line for line in page.editor.lines() if not is_blank(line)]
    assert [line.text for line in seen] == [line.text for line in to_lines(kept.sections[start:end])]


@pytest.mark.parametrize("pause", [20, 130, 300])
def test_a_new_paragraph_stays_where_it_was_begun_however_fast_one_types(page, session, qtbot, pause):
    page.choose(ROOT)
    page.editor.setFocus()
    put_cursor(page, "银行网点覆盖全部乡镇。", behind=True)
    for text in ("ab", "cd", "ef"):
        for key in text:
            qtbot.keyClick(page.editor, key)
            qtbot.wait(pause)
        qtbot.keyClick(page.editor, Qt.Key.Key_Return)
        qtbot.wait(400)
    qtbot.keyClicks(page.editor, "gh")
    page.flush()
    results = next(section for section in session.draft.plan.sections if section.title == "成绩")
    texts = [block.text for block in results.blocks]
    assert texts == ["银行网点覆盖全部乡镇。ab", "cd", "ef", "gh"]
    assert titles(page)[2] == "主要任务"
    same_everywhere(page, session, qtbot)


@pytest.mark.parametrize("where", ["before", "behind", "backspace", "delete"])
def test_text_typed_beside_a_table_is_kept(page, session, qtbot, where):
    choose(page, "绿色金融")
    page.editor.setFocus()
    put_cursor(page, "\ufffc", behind=where in ("behind", "delete"))
    match where:
        case "backspace":
            qtbot.keyClick(page.editor, Qt.Key.Key_Backspace)
        case "delete":
            qtbot.keyClick(page.editor, Qt.Key.Key_Delete)
        case _:
            qtbot.keyClicks(page.editor, "xyz")
    page.flush()
    green = next(section for section in session.draft.plan.sections if section.title == "绿色金融")
    everything = "\n".join(own_text(section) for section in session.draft.plan.sections)
    assert any(isinstance(block, Table) for block in green.blocks)
    assert where in ("backspace", "delete") or "xyz" in everything
    assert "设立绿色项目库。" in everything
    assert "对绿色项目给予贴息。" in everything
    same_everywhere(page, session, qtbot)


def test_a_draft_without_sections_takes_its_first_one_and_its_text(page, session, qtbot):
    for title in ("发展基础", "主要任务", "组织领导"):
        choose(page, title)
        page.commands.actions["delete"].trigger()
    assert session.draft.plan.sections == ()
    assert page.editor.isReadOnly()
    page.tree.set_current(ROOT)
    page.commands.actions["add"].trigger()
    assert not page.editor.isReadOnly()
    page.editor.textCursor().insertText("起步")
    qtbot.keyClick(page.editor, Qt.Key.Key_Return)
    page.editor.textCursor().insertText("正文一。")
    page.flush()
    (only,) = session.draft.plan.sections
    assert (only.title, only.blocks) == ("起步", (Paragraph("正文一。"),))
    same_everywhere(page, session, qtbot)


def test_undoing_the_deletion_of_everything_shows_everything_again(page, session, qtbot):
    before = session.draft.plan.sections
    for title in ("发展基础", "主要任务", "组织领导"):
        choose(page, title)
        page.commands.actions["delete"].trigger()
    for _time in range(3):
        page.undo()
    assert session.draft.plan.sections == before
    same_everywhere(page, session, qtbot)


def test_a_heading_typed_anew_has_its_number_once(page, session, qtbot):
    choose(page, "组织领导")
    page.editor.setFocus()
    cursor = page.editor.textCursor()
    cursor.movePosition(cursor.MoveOperation.Start)
    cursor.movePosition(cursor.MoveOperation.EndOfBlock, cursor.MoveMode.KeepAnchor)
    page.editor.setTextCursor(cursor)
    qtbot.keyClick(page.editor, Qt.Key.Key_Delete)
    page.flush()
    page.editor.textCursor().insertText("保障")
    page.flush()
    assert titles(page)[-1] == "保障"
    same_everywhere(page, session, qtbot)


def test_an_emptied_preface_takes_a_new_title(page, session, qtbot):
    preface = Section("前言", 1, SectionKind.PREFACE, blocks=(Paragraph("编制说明。"),), id="preface")
    session.draft.set_sections("前言", (preface, *session.draft.plan.sections))
    page.choose("preface")
    page.editor.setFocus()
    cursor = page.editor.textCursor()
    cursor.movePosition(cursor.MoveOperation.EndOfBlock, cursor.MoveMode.KeepAnchor)
    page.editor.setTextCursor(cursor)
    qtbot.keyClick(page.editor, Qt.Key.Key_Delete)
    page.flush()
    page.editor.textCursor().insertText("导言")
    page.flush()
    assert titles(page)[0] == "导言"
    same_everywhere(page, session, qtbot)


def test_a_copied_table_leaves_as_rows(page):
    choose(page, "绿色金融")
    page.editor.selectAll()
    page.editor.copy()
    copied = QApplication.clipboard().text()
    assert "绿色贷款余额（亿元）\t20\t60" in copied
    assert "发展绿色信贷和绿色债券。" in copied
