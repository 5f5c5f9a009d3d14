"""Whatever is typed into a draft: what is seen is what was saved, and what a new look at the library shows."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.desktop.draft_text import DraftText
from app.desktop.outline_rows import ROOT
from app.drafting.lines import Line, LineKind, is_blank, to_lines
from app.plans.model import Section


@pytest.fixture
def text(session, qtbot) -> DraftText:
    """The text of the whole draft, as the drafting page wires it."""
    text = DraftText(session)
    qtbot.addWidget(text)
    session.draft.changed.connect(lambda _change: text.show_change())
    text.show()
    text.show_section(ROOT)
    return text


@pytest.fixture
def sections(session) -> tuple[Section, ...]:
    """The draft as it was before anybody typed."""
    return session.draft.plan.sections


def put_cursor(text: DraftText, position: int, selected: int = 0) -> None:
    end = text.editor.document().characterCount() - 1
    cursor = text.editor.textCursor()
    cursor.setPosition(min(position, end))
    cursor.setPosition(min(position + selected, end), cursor.MoveMode.KeepAnchor)
    text.editor.setTextCursor(cursor)


def put_behind(text: DraftText, words: str) -> None:
    put_cursor(text, text.editor.find_places(words)[0] + len(words))


def paste(text: DraftText, words: str) -> None:
    data = QMimeData()
    data.setText(words)
    text.editor.insertFromMimeData(data)


def press(text: DraftText, key: Qt.Key) -> None:
    QTest.keyClick(text.editor, key)


def kept_lines(session) -> list[Line]:
    """The draft's lines as a new look at the library gives them."""
    session.draft.save_now()
    return to_lines(session.library.plan(session.draft.plan.id).sections)


def letters(text: DraftText) -> list[str]:
    return sorted(character for character in text.editor.toPlainText() if "a" <= character <= "z")


keystrokes = st.one_of(
    st.tuples(st.just("type"), st.sampled_from(("a", "bc", "。", " ", "　", "（一）", "专栏", "——", "a。b"))),
    st.tuples(st.just("paste"), st.sampled_from(("x\ny", "　　z。\n\n1. k", "p"))),
    st.tuples(st.just("press"), st.sampled_from((Qt.Key.Key_Return, Qt.Key.Key_Backspace, Qt.Key.Key_Delete))),
    st.tuples(st.just("cut"), st.integers(1, 30)),
    st.tuples(st.just("rest"), st.none()),
)


def play(text: DraftText, position: int, what: str, value) -> None:
    put_cursor(text, position, value if what == "cut" else 0)
    match what:
        case "type":
            text.editor.textCursor().insertText(value)
        case "paste":
            paste(text, value)
        case "press":
            press(text, value)
        case "cut":
            press(text, Qt.Key.Key_Delete)
        case "rest":
            text.flush()


@given(st.lists(st.tuples(st.integers(0, 200), keystrokes), max_size=14), st.integers(0, 200))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_seen_is_what_was_saved(text, session, sections, edits, last):
    session.draft.set_sections("重来", sections)
    text.show_section(ROOT)
    for position, (what, value) in edits:
        play(text, position, what, value)
    play(text, last, "type", "q")
    typed = letters(text)
    text.flush()
    assert letters(text) == typed
    seen, at = text.editor.lines(), text.editor.line_number()
    for number, line in enumerate(seen):
        assert not is_blank(line) or all(is_blank(each) for each in seen[min(number, at + 1) : max(number + 1, at)])
    at_cursor = seen[at]
    trimmed = [line for line in seen if not is_blank(line)]
    kept = kept_lines(session)
    assert len(kept) == len(trimmed)
    for one, other in zip(kept, trimmed, strict=True):
        assert one == other or (other is at_cursor and one.text.rstrip() == other.text.rstrip())


def test_text_put_below_a_run_in_title_stays_there(text, session):
    put_behind(text, "1. 健全激励。")
    press(text, Qt.Key.Key_Return)
    text.flush()
    shown = [(line.kind, line.text) for line in text.editor.lines()]
    place = shown.index((LineKind.HEADING, "1. 健全激励"))
    assert shown[place + 1] == (LineKind.PARAGRAPH, "对绿色项目给予贴息。")
    assert text.editor.textCursor().block().text() == "对绿色项目给予贴息。"
    assert kept_lines(session) == text.editor.lines()
    session.draft.undo_stack.undo()
    assert "1. 健全激励。对绿色项目给予贴息。" in text.editor.toPlainText()


def test_blanks_behind_a_title_are_there_only_while_the_cursor_is(text, session):
    put_behind(text, "一、发展基础")
    text.editor.textCursor().insertText("  ")
    text.flush()
    assert text.editor.lines()[0].text == "一、发展基础  "
    put_behind(text, "由市政府统筹实施。")
    text.editor.textCursor().insertText("x")
    text.flush()
    assert text.editor.lines() == kept_lines(session)
    assert text.editor.textCursor().block().text() == "由市政府统筹实施。x"


def test_blank_lines_that_were_left_go_and_the_cursor_stays_in_its_line(text, session):
    put_behind(text, "一、发展基础")
    text.editor.textCursor().insertText(" ")
    put_behind(text, "银行网点覆盖全部乡镇。")
    press(text, Qt.Key.Key_Return)
    press(text, Qt.Key.Key_Return)
    text.flush()
    assert sum(is_blank(line) for line in text.editor.lines()) == 2
    put_behind(text, "让小店铺")
    text.editor.textCursor().insertText("x")
    text.flush()
    assert text.editor.lines() == kept_lines(session)
    cursor = text.editor.textCursor()
    assert cursor.block().text()[: cursor.positionInBlock()] == "让小店铺x"


def test_a_word_that_is_being_composed_is_not_disturbed(text, qtbot):
    text.editor.setFocus()
    put_behind(text, "一、发展基础")
    text.editor.textCursor().insertText(" ")
    QApplication.sendEvent(text.editor, QInputMethodEvent("lü se", []))
    qtbot.wait(400)
    assert text.editor.pending
    done = QInputMethodEvent()
    done.setCommitString("绿色")
    QApplication.sendEvent(text.editor, done)
    qtbot.waitUntil(lambda: not text.editor.pending)
    assert text.editor.lines()[0].text == "一、发展基础 绿色"
