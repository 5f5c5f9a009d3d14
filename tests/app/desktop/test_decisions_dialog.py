"""The list of decisions beside the comparison."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.desktop.compare_page import ComparePage
from app.desktop.dialogs.decisions_dialog import DecisionsDialog
from app.desktop.session import Session
from app.matching.decisions import Decision
from app.plans.model import Role


@pytest.fixture
def page(session: Session, qtbot) -> ComparePage:
    page = ComparePage(session)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show()
    qtbot.waitUntil(lambda: bool(page.table.rows()) and page.work.is_complete, timeout=20_000)
    return page


@pytest.fixture
def decisions(session: Session) -> list[Decision]:
    draft, reference = session.draft.plan, session.references()[0]
    made = [
        Decision(draft.id, draft.sections[3].id, reference.id, reference.sections[1].id, "pinned", "照此写"),
        Decision(draft.id, draft.sections[0].id, reference.id, reference.sections[0].id, "rejected"),
    ]
    for decision in made:
        session.decide(decision)
    return made


def opened(page: ComparePage) -> DecisionsDialog:
    page.bar.decisions_requested.emit()
    return page.findChildren(DecisionsDialog)[-1]


def shown(dialog: DecisionsDialog) -> list[list[str]]:
    model = dialog.table.model()
    return [[model.index(row, column).data() for column in (0, 1, 4)] for row in range(model.rowCount())]


def test_all_decisions_are_listed_in_the_order_of_the_base(page, decisions, session):
    assert {plan.role for plan in session.plans()} == {Role.DRAFT, Role.REFERENCE}
    assert shown(opened(page)) == [["✕ 排除", "一　发展基础", ""], ["◆ 固定", "二/（一）　绿色金融", "照此写"]]


def test_a_decision_is_taken_back_for_good(page, decisions, session):
    dialog = opened(page)
    QTest.keyClick(dialog.table, Qt.Key.Key_Delete)
    assert [row[0] for row in shown(dialog)] == ["◆ 固定"]
    dialog.undo.click()
    assert shown(dialog) == []
    assert not dialog.undo.isEnabled()
    session.jobs.finish_changes()
    assert session.library.decisions() == ()


def test_what_is_taken_back_in_the_list_is_taken_back_in_the_comparison(page, decisions, session, qtbot):
    base, other = decisions[0].base_section, decisions[0].other_plan

    def pinned() -> bool:
        found = page.strip.cell(base, other)
        return found is not None and found.pinned

    qtbot.waitUntil(pinned, timeout=5000)
    dialog = opened(page)
    dialog.table.set_current((base, other, decisions[0].other_section))
    dialog.undo.click()
    qtbot.waitUntil(lambda: not pinned(), timeout=5000)


def test_a_double_click_goes_to_the_clause(page, decisions, qtbot):
    dialog = opened(page)
    dialog.table.set_current((decisions[0].base_section, decisions[0].other_plan, decisions[0].other_section))
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.table.rows()[page.table.current().row].key == decisions[0].base_section)


def test_the_list_is_wished_to_be_exported_and_a_closed_list_is_forgotten(page, decisions, session, qtbot):
    dialog = opened(page)
    with qtbot.waitSignal(page.decisions_export_requested) as wished:
        dialog.export.click()
    assert len(wished.args[0].pairs) == 2
    dialog.reject()
    session.undecide(decisions[0])  # nothing listens any more


def test_without_decisions_the_list_says_how_they_come_about(page):
    dialog = opened(page)
    assert "还没有决定" in dialog.summary.text()
    assert not dialog.export.isEnabled()
