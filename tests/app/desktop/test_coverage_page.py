"""The coverage page through its own widgets, on a real library file."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget

from app.desktop.coverage_page import SPLIT, CoveragePage
from app.desktop.dialogs.topics_dialog import TopicsDialog
from app.desktop.session import ClauseAddress, Session
from app.plans.model import Role, Section
from widgets.coverage_grid import GridAddress


@pytest.fixture
def page(session: Session, qtbot) -> CoveragePage:
    page = CoveragePage(session)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show()
    qtbot.waitUntil(lambda: page.grid.model().rowCount() > 0)
    return page


def plan_id(session: Session, role: Role) -> str:
    return next(one.id for one in session.summaries if one.role is role)


def lines(shown: QListWidget) -> list[str]:
    return [shown.item(row).text() for row in range(shown.count())]


def headers(page: CoveragePage) -> list[str]:
    model = page.grid.model()
    return [model.headerData(i, Qt.Orientation.Horizontal) for i in range(model.columnCount())]


def test_the_draft_stands_first_beside_the_references(page: CoveragePage) -> None:
    assert headers(page) == ["松泉市", "柳河市"]


def test_numbers_say_how_many_clauses_are_on_a_topic(page: CoveragePage, session: Session) -> None:
    draft, reference = plan_id(session, Role.DRAFT), plan_id(session, Role.REFERENCE)
    assert int(page.grid.cell("green", draft).text) >= 1
    assert int(page.grid.cell("green", reference).text) == 1
    assert page.grid.cell("shipping", draft).text == ""


def test_what_the_draft_lacks_is_listed_and_marked(page: CoveragePage, session: Session) -> None:
    draft = plan_id(session, Role.DRAFT)
    lacking = [page.pane.lacking.item(row).data(Qt.ItemDataRole.UserRole) for row in range(page.pane.lacking.count())]
    assert lacking
    assert all(page.grid.cell(topic, draft).gap for topic in lacking)
    assert page.pane.lacking_title.text() == f"参考规划多有、本稿没有（{len(lacking)}）"
    assert any("柳河市" in line for line in lines(page.pane.lacking))


def test_a_cell_shows_its_clauses_with_their_text_and_marked_words(page: CoveragePage, session: Session) -> None:
    page.grid.choose(GridAddress("green", plan_id(session, Role.REFERENCE)))
    assert page.pane.clauses_title.text() == "绿色金融 · 柳河市（1 条）"
    assert lines(page.pane.clauses) == ["一/（一）　大力发展绿色金融"]
    assert "绿色债券" in page.pane.text.text()
    marked = [page.pane.text.text()[mark.start : mark.end] for mark in page.pane.text.marks()]
    assert "绿色金融" in marked
    assert "绿色信贷" in marked


def test_a_row_shows_the_clauses_of_all_plans(page: CoveragePage) -> None:
    page.grid.address_chosen.emit(GridAddress("green"))
    assert lines(page.pane.clauses)[-1] == "柳河市　一/（一）　大力发展绿色金融"
    assert lines(page.pane.clauses)[0].startswith("松泉市")


def test_a_listed_topic_is_gone_to(page: CoveragePage) -> None:
    item = page.pane.lacking.item(0)
    page.pane.lacking.itemClicked.emit(item)
    chosen = page.grid.chosen()
    assert chosen is not None
    assert chosen.row == item.data(Qt.ItemDataRole.UserRole)


def test_a_double_click_wishes_to_compare_a_reference_and_to_write_on_in_the_draft(
    page: CoveragePage, session: Session, qtbot
) -> None:
    draft, reference = plan_id(session, Role.DRAFT), plan_id(session, Role.REFERENCE)
    page.grid.choose(GridAddress("green", reference))
    with qtbot.waitSignal(page.compare_requested) as wished:
        page.pane.clauses.itemActivated.emit(page.pane.clauses.item(0))
    assert wished.args == [ClauseAddress(reference, session.plan(reference).sections[1].id)]
    page.grid.choose(GridAddress("green", draft))
    with qtbot.waitSignal(page.draft_requested) as wished:
        QTest.keyClick(page.grid, Qt.Key.Key_Return)
    assert wished.args[0].plan_id == draft


def test_an_empty_cell_says_so_and_opens_nothing(page: CoveragePage, session: Session, qtbot) -> None:
    page.grid.choose(GridAddress("shipping", plan_id(session, Role.DRAFT)))
    assert lines(page.pane.clauses) == ["这份规划没有写这个主题。"]
    with qtbot.assertNotEmitted(page.draft_requested):
        page.grid.address_activated.emit(GridAddress("shipping", plan_id(session, Role.DRAFT)))


def test_an_edited_draft_is_laid_again_and_the_place_is_kept(page: CoveragePage, session: Session, qtbot) -> None:
    draft = plan_id(session, Role.DRAFT)
    page.grid.choose(GridAddress("shipping", draft))
    assert session.draft is not None
    plan = session.draft.plan
    more = Section("发展航运金融", 2, number="（三）", id="航运")
    session.draft.set_plan("新增一节", replace(plan, sections=(*plan.sections, more)))
    page.activate()
    qtbot.waitUntil(lambda: page.grid.cell("shipping", draft).text == "1")
    assert page.grid.chosen() == GridAddress("shipping", draft)
    assert lines(page.pane.clauses) == ["三/（三）　发展航运金融"]


def test_the_widths_are_remembered(page: CoveragePage, session: Session) -> None:
    page.splitter.setSizes([500, 700])
    page.remember()
    assert session.library.setting(SPLIT)
    again = CoveragePage(session)
    assert again.splitter.saveState() == page.splitter.saveState()
    again.deleteLater()


def change_topics(page: CoveragePage) -> TopicsDialog:
    """Ask for the topics of the chosen clause as the context menu does."""
    page.pane._change_topics.trigger()
    return page.findChildren(TopicsDialog)[-1]


def test_topics_given_by_hand_win_are_remembered_and_can_be_taken_back(page, session, qtbot) -> None:
    reference = plan_id(session, Role.REFERENCE)
    page.grid.choose(GridAddress("green", reference))
    dialog = change_topics(page)
    assert "green" in dialog.ticked()
    assert not dialog.back.isEnabled()
    for topic in dialog.ticked():
        dialog.tick(topic, False)
    dialog.tick("shipping", True)
    dialog.buttons.accepted.emit()
    qtbot.waitUntil(lambda: page.grid.cell("shipping", reference).text == "1")
    assert page.grid.cell("green", reference).text == ""
    again = CoveragePage(session)
    qtbot.addWidget(again)
    qtbot.waitUntil(lambda: again.grid.cell("shipping", reference).text == "1")
    page.grid.choose(GridAddress("shipping", reference))
    assert lines(page.pane.clauses) == ["一/（一）　大力发展绿色金融　〔手改〕"]
    change_topics(page).back.click()
    qtbot.waitUntil(lambda: page.grid.cell("green", reference).text == "1")
    assert page.grid.cell("shipping", reference).text == ""


def test_the_grid_is_wished_to_be_exported(page, qtbot) -> None:
    with qtbot.waitSignal(page.export_requested) as wished:
        page.export.click()
    assert wished.args[0] is page._laid
