"""A table of a draft is opened by mouse and keys, and only the one in hand is changed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.desktop.dialogs.table_dialog import TableDialog
from app.desktop.draft_page import DraftPage
from app.plans.model import Box, Table


@pytest.fixture
def page(session, qtbot) -> DraftPage:
    page = DraftPage(session)
    qtbot.addWidget(page)
    page.resize(1300, 800)
    page.show()
    return page


def put_behind(page: DraftPage, words: str) -> None:
    page.editor.select_place(page.editor.find_places(words)[0], words)
    cursor = page.editor.textCursor()
    cursor.setPosition(cursor.selectionEnd())
    page.editor.setTextCursor(cursor)


def opened_table(page, monkeypatch, becomes) -> list[Table]:
    """Let the table dialog answer with another table; the list tells what it was opened with."""
    opened: list[Table] = []

    def edit(table, _parent):
        opened.append(table)
        return becomes

    monkeypatch.setattr(TableDialog, "edit", edit)
    return opened


def put_tables(page, session, *tables) -> None:
    """Put tables at the end of the draft and the cursor on the line of the last one."""
    *others, last = session.draft.plan.sections
    session.draft.set_sections("插入表格", (*others, replace(last, blocks=(*last.blocks, *tables))))
    cursor = page.editor.textCursor()
    cursor.movePosition(cursor.MoveOperation.End)
    page.editor.setTextCursor(cursor)
    page.editor.ensureCursorVisible()


def test_of_two_tables_alike_in_one_section_only_the_one_in_hand_is_changed(page, session, monkeypatch):
    empty = Table("表名", ("", ""), (("", ""),))
    put_tables(page, session, empty, Box("专栏", "指标", (empty, empty)))
    filled = replace(empty, caption="只改这一张")
    opened_table(page, monkeypatch, filled)
    where = page.editor.cursorRect().topLeft() - QPoint(20, -10)
    QTest.mouseDClick(page.editor.viewport(), Qt.MouseButton.LeftButton, pos=where)
    first, box = session.draft.plan.sections[-1].blocks[-2:]
    assert first == empty
    assert [table.caption for table in box.blocks] == ["表名", "只改这一张"]


def test_a_table_is_opened_by_f2_and_renames_nothing(page, session, monkeypatch):
    page.activateWindow()
    page.editor.setFocus()
    table = Table("表名", ("", ""), (("", ""),))
    put_tables(page, session, table)
    renamed = []
    page.commands.name_wanted.connect(renamed.append)
    opened_table(page, monkeypatch, replace(table, caption="按键打开"))
    QTest.keyClick(page.editor, Qt.Key.Key_F2)
    assert session.draft.plan.sections[-1].blocks[-1].caption == "按键打开"
    assert renamed == []
    put_behind(page, "由市政府统筹实施。")
    QTest.keyClick(page.editor, Qt.Key.Key_F2)
    assert renamed == [session.draft.plan.sections[-1].id]


def test_a_table_opened_right_after_a_key_that_renumbers_it_is_changed(page, session, monkeypatch):
    first, second = (Table("表名", ("", ""), (("", ""),), label=label) for label in ("表1", "表2"))
    put_tables(page, session, first, second)
    end = page.editor.textCursor()
    cursor = page.editor.textCursor()
    cursor.movePosition(cursor.MoveOperation.PreviousBlock)
    cursor.movePosition(cursor.MoveOperation.EndOfBlock)
    page.editor.setTextCursor(cursor)
    QTest.keyClick(page.editor, Qt.Key.Key_Backspace)
    opened = opened_table(page, monkeypatch, replace(first, caption="随后改的"))
    where = page.editor.cursorRect(end).topLeft() - QPoint(20, -10)
    QTest.mouseDClick(page.editor.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert opened == [first]
    tables = [block for block in session.draft.plan.sections[-1].blocks if isinstance(block, Table)]
    assert tables == [replace(first, caption="随后改的")]
