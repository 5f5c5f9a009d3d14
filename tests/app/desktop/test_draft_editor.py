"""The editor of a draft's lines."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from app.desktop.draft_editor import DraftEditor
from app.drafting.lines import Line, LineKind
from app.plans.model import Table

TABLE = Table("指标", ("名称", "2025年"), (("余额（亿元）", "60"),))
LINES = [
    Line(LineKind.HEADING, "一、发展基础", "a", 1),
    Line(LineKind.PARAGRAPH, "过去五年稳步前行。"),
    Line(LineKind.RUN_IN, "（一）成绩。网点覆盖乡镇。", "b", 2),
    Line(LineKind.BOX_TITLE, "专栏1　工程"),
    Line(LineKind.BOX_PARAGRAPH, "建项目库。"),
    Line(LineKind.TABLE, "", payload=TABLE),
    Line(LineKind.FOOTNOTE, "①按可比口径。"),
]


@pytest.fixture
def editor(desk, qtbot) -> DraftEditor:
    editor = DraftEditor()
    qtbot.addWidget(editor)
    editor.resize(600, 400)
    editor.show()
    editor.set_lines(LINES, whole=True)
    return editor


def put_cursor(editor: DraftEditor, line: int, column: int = 0) -> None:
    block = editor.document().findBlockByNumber(line)
    cursor = editor.textCursor()
    cursor.setPosition(block.position() + column)
    editor.setTextCursor(cursor)


def texts(editor: DraftEditor) -> list[tuple[LineKind, str]]:
    return [(line.kind, line.text) for line in editor.lines()]


def test_shows_the_lines_that_it_is_given(editor):
    assert editor.lines() == LINES


@pytest.mark.parametrize(
    "target",
    [
        LINES[:3],
        LINES[2:],
        [*LINES[:2], Line(LineKind.PARAGRAPH, "新的一段。"), *LINES[2:]],
        [Line(LineKind.HEADING, "零、前置", "z", 1), *LINES],
        [*LINES, Line(LineKind.PARAGRAPH, "最后一段。")],
        [*LINES[:1], *LINES[5:6], *LINES[1:5]],
        LINES[:1],
    ],
)
def test_other_lines_take_the_place_of_those_that_differ(editor, target):
    editor.set_lines(target)
    assert editor.lines() == target
    editor.set_lines(LINES)
    assert editor.lines() == LINES


def test_the_cursor_stays_in_its_paragraph_while_lines_above_it_change(editor):
    put_cursor(editor, 4, 2)
    editor.set_lines([LINES[0], Line(LineKind.PARAGRAPH, "插入。"), *LINES[1:]])
    assert editor.textCursor().block().text() == "建项目库。"
    assert editor.textCursor().positionInBlock() == 2


def test_typing_is_announced_once_it_rests(editor, qtbot):
    put_cursor(editor, 1, 4)
    with qtbot.waitSignal(editor.committed, timeout=3000):
        qtbot.keyClicks(editor, "abc")
    assert editor.lines()[1].text == "过去五年abc稳步前行。"


def test_enter_in_a_heading_begins_a_paragraph(editor, qtbot):
    put_cursor(editor, 0, 6)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert texts(editor)[:2] == [(LineKind.HEADING, "一、发展基础"), (LineKind.PARAGRAPH, "")]


def test_enter_on_an_empty_boxed_line_leaves_the_box(editor, qtbot):
    put_cursor(editor, 4, 5)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert texts(editor)[5] == (LineKind.BOX_PARAGRAPH, "")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert texts(editor)[5] == (LineKind.PARAGRAPH, "")


def test_backspace_at_the_start_of_a_heading_keeps_the_section(editor, qtbot):
    put_cursor(editor, 2)
    qtbot.keyClick(editor, Qt.Key.Key_Backspace)
    assert editor.lines() == LINES


def test_tab_in_a_heading_asks_for_another_level(editor, qtbot):
    put_cursor(editor, 2)
    with qtbot.waitSignal(editor.level_requested) as wish:
        qtbot.keyClick(editor, Qt.Key.Key_Tab)
    assert wish.args == [1]


def test_pasted_text_comes_as_plain_paragraphs(editor):
    put_cursor(editor, 1, 9)
    data = QMimeData()
    data.setText("　　第一段。\r\n\r\n\t第二段。")
    data.setHtml("<b>第一段。</b>")
    editor.insertFromMimeData(data)
    assert texts(editor)[1:3] == [
        (LineKind.PARAGRAPH, "过去五年稳步前行。第一段。"),
        (LineKind.PARAGRAPH, "第二段。"),
    ]


def test_names_the_section_at_the_cursor(editor, qtbot):
    with qtbot.waitSignal(editor.section_changed, timeout=2000) as said:
        put_cursor(editor, 4)
    assert said.args == ["b"]


def test_deleting_a_table_line_deletes_the_table(editor):
    put_cursor(editor, 5)
    cursor = editor.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    assert all(line.payload is None for line in editor.lines())


def test_undo_is_left_to_the_draft(editor, qtbot):
    with qtbot.waitSignal(editor.undo_requested):
        qtbot.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert editor.lines() == LINES


@given(st.lists(st.tuples(st.integers(0, 80), st.sampled_from(("type", "delete", "enter", "paste"))), max_size=12))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_lines_read_in_part_are_the_lines_of_the_whole_document(editor, edits):
    editor.set_lines(LINES, whole=True)
    for position, what in edits:
        cursor = editor.textCursor()
        cursor.setPosition(min(position, editor.document().characterCount() - 1))
        editor.setTextCursor(cursor)
        match what:
            case "type":
                cursor.insertText("字")
            case "delete":
                cursor.deleteChar()
            case "enter":
                QTest.keyClick(editor, Qt.Key.Key_Return)
            case "paste":
                data = QMimeData()
                data.setText("甲\n乙")
                editor.insertFromMimeData(data)
    in_part = editor.lines()
    editor.document().contentsChange.emit(0, 0, editor.document().characterCount() - 1)  # read it whole
    assert in_part == editor.lines()
