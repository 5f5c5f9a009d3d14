"""Borrowed passages: the bar in the margin fades with the rewriting, the list says what is still near its source."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.desktop.dialogs.borrowings_dialog import BorrowingsDialog
from app.desktop.draft_page import DraftPage
from app.desktop.session import Session
from app.matching.borrowed import Nearness
from app.matching.decisions import Borrowing
from app.plans.model import Paragraph

PASSAGE = "在每个乡镇设一个金融服务站，办理存取款、缴费和贷款申请，方便群众就近办事。"


@pytest.fixture
def page(session: Session, qtbot) -> DraftPage:
    page = DraftPage(session)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show()
    return page


def borrow(page: DraftPage, session: Session) -> str:
    """Borrow a passage for the section on small shops; returns the section's id."""
    target = next(section for section in session.draft.plan.sections if section.title == "普惠金融")
    page.borrow(
        Borrowing(
            session.draft.plan.id, target.id, session.references()[0].id, "x", "柳河市规划", "一/（二）", PASSAGE,
            datetime(2026, 1, 1, tzinfo=UTC),
        )
    )  # fmt: skip
    return target.id


def rewrite(session: Session, text: str) -> None:
    plan = session.draft.plan
    sections = tuple(
        replace(
            one,
            blocks=tuple(
                Paragraph(text) if isinstance(block, Paragraph) and "服务站" in block.text else block
                for block in one.blocks
            ),
        )
        for one in plan.sections
    )
    session.draft.set_sections("改写", sections)


def shares(page: DraftPage) -> list[float]:
    return [mark.share for mark in page.borrowed.margin.marks().values()]


def test_the_bar_in_the_margin_fades_as_the_wording_changes(page, session, qtbot):
    borrow(page, session)
    qtbot.waitUntil(lambda: shares(page) == [1.0])
    (number, mark), *_ = page.borrowed.margin.marks().items()
    assert page.editor.document().findBlockByNumber(number).text() == PASSAGE
    assert "柳河市规划" in mark.hint
    assert "几乎未改" in mark.hint
    rewrite(session, PASSAGE[:18] + "由村干部帮老人代办，先在三个镇试行一年再推开。")
    qtbot.waitUntil(lambda: bool(shares(page)) and shares(page)[0] < 0.8)
    rewrite(session, "服务站先在三个镇试行。")
    qtbot.waitUntil(lambda: shares(page) == [])


def test_marks_move_along_with_lines_above_them(page, session, qtbot):
    borrow(page, session)
    qtbot.waitUntil(lambda: shares(page) == [1.0])
    (number,) = page.borrowed.margin.marks()
    cursor = page.editor.textCursor()
    cursor.setPosition(page.editor.document().findBlockByNumber(1).position())
    cursor.insertBlock()
    assert list(page.borrowed.margin.marks()) == [number + 1]
    page.flush()


def open_list(page: DraftPage, qtbot) -> BorrowingsDialog:
    page.text.borrowings_requested.emit()
    dialog = page.findChildren(BorrowingsDialog)[-1]
    qtbot.waitUntil(lambda: bool(dialog.summary.text()))
    return dialog


def test_the_list_follows_the_rewriting_and_leads_to_the_section(page, session, qtbot):
    section_id = borrow(page, session)
    session.jobs.finish_changes()
    dialog = open_list(page, qtbot)
    qtbot.waitUntil(lambda: [one.nearness for one in dialog.shown()] == [Nearness.UNCHANGED])
    dialog.table.row_activated.emit(dialog.table.current_row())
    assert page.editor.section_at_cursor() == section_id
    rewrite(session, "服务站先在三个镇试行。")
    qtbot.waitUntil(lambda: dialog.shown() == ())
    assert dialog.summary.text() == "借用的 1 段都已改写。"
    dialog.every.setChecked(True)
    assert [one.nearness for one in dialog.shown()] == [Nearness.REWRITTEN]
    dialog.reject()


def test_without_borrowings_the_list_says_how_they_come_about(page, qtbot):
    dialog = open_list(page, qtbot)
    assert "还没有借用" in dialog.summary.text()
    dialog.reject()
