"""The comparison page on a real library file, through what a drafter sees and does."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QListWidget, QPushButton

from app.desktop.compare_page import ComparePage
from app.desktop.dialogs.clause_chooser import ClauseChooser
from app.desktop.session import ClauseAddress, Session
from app.importing import import_files
from app.library import Library, NewPlan
from app.matching.counterparts import find_counterparts
from app.plans.model import Paragraph, Role
from widgets.candidate import Strength
from widgets.clause_columns import CellAddress, ClauseColumns, Verb

GREEN, PLAIN = 3, 5  # rows of the small draft: 绿色金融, 普惠金融


@pytest.fixture
def page(session, qtbot) -> ComparePage:
    page = ComparePage(session)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show()
    qtbot.waitExposed(page)
    page.activate()
    at_rest(page, session, qtbot)
    return page


def at_rest(page: ComparePage, session: Session, qtbot) -> None:
    """Wait until everything in view has its cells and no job is under way."""

    def resting() -> bool:
        shown = page.table.visible_rows()
        columns = range(1, len(page.table.columns()))
        cells = [page.table.cell(CellAddress(row, column)) for row in _rows(shown) for column in columns]
        return not session.jobs.busy() and all(cells)

    qtbot.waitUntil(resting, timeout=20_000)


def _rows(shown):
    return range(shown.first, shown.last + 1) if shown else ()


def cell(page: ComparePage, row: int, column: int = 1):
    return page.table.cell(CellAddress(row, column))


def section_id(session: Session, plan, title: str) -> str:
    return next(section.id for section in plan.sections if section.title == title)


def labels(page: ComparePage) -> list[str]:
    return [label.text() for label in page.empty.findChildren(QLabel)]


# What is shown --------------------------------------------------------------------------------------------------


def test_the_open_draft_stands_beside_its_counterparts(page, session):
    assert [row.title for row in page.table.rows()] == [s.title for s in session.draft.plan.sections]
    green = cell(page, GREEN)
    assert green.title == "大力发展绿色金融"
    assert green.reasons
    assert any(mark.kind == "phrase" for mark in green.marks)
    assert cell(page, PLAIN).title == "深化普惠金融"


def test_the_strip_shows_every_clause_and_jumps_to_it(page, session):
    plan_id = session.references()[0].id
    for row in page.table.rows():
        assert page.strip.cell(row.key, plan_id) is not None
    assert page.strip.cell(page.table.rows()[GREEN].key, plan_id).strength is Strength.STRONG
    page.strip.column_activated.emit(PLAIN)
    assert page.table.current().row == PLAIN


def test_the_base_can_be_any_plan(page, session, qtbot):
    reference = session.references()[0]
    page.bar.base_chosen.emit(reference.id)
    at_rest(page, session, qtbot)
    assert [row.title for row in page.table.rows()] == [s.title for s in reference.sections]
    assert cell(page, 1).title == "绿色金融"


def test_opening_a_clause_makes_it_the_current_one(page, session, qtbot):
    wanted = section_id(session, session.draft.plan, "普惠金融")
    page.open_clause(ClauseAddress(session.draft.plan.id, wanted))
    at_rest(page, session, qtbot)
    assert page.table.rows()[page.table.current().row].key == wanted


def test_filters_narrow_the_rows_and_can_be_taken_back(page, session, qtbot):
    filters = page.bar.filters
    filters.choose("showing", "pinned")
    assert page.pages.currentWidget() is page.empty
    assert "没有符合条件的条款" in labels(page)
    page.empty.findChild(QPushButton).click()
    at_rest(page, session, qtbot)
    assert len(page.table.rows()) == 7
    filters.choose("chapter", session.draft.plan.sections[2].id)
    assert [row.title for row in page.table.rows()] == ["主要任务", "绿色金融", "健全激励", "普惠金融"]
    filters.choose("showing", "matched")
    titles = {row.title for row in page.table.rows()}
    assert {"绿色金融", "普惠金融"} <= titles


def test_find_goes_from_hit_to_hit(page, session, qtbot):
    page.open_find()
    assert page.bar.filters.find_box.hasFocus()
    page.bar.filters.find_box.setText("农户")  # QTest types ASCII only
    QTest.keyClick(page.bar.filters.find_box, Qt.Key.Key_Return)
    assert page.table.rows()[page.table.current().row].title == "普惠金融"
    page.bar.filters.find_box.setText("没有这样的词")
    QTest.keyClick(page.bar.filters.find_box, Qt.Key.Key_Return)
    assert any(label.text() == "未找到" for label in page.bar.findChildren(QLabel))


def test_without_a_search_the_next_gap_is_gone_to(page, session, qtbot):
    page.table.go_to(0, 1)
    page.bar.filters.step_requested.emit(1)
    row = page.table.current().row
    assert row > 0
    assert cell(page, row).key == ""


# Decisions ------------------------------------------------------------------------------------------------------


def test_a_pin_is_remembered_shown_and_taken_back(page, session, qtbot):
    page.table.go_to(GREEN, 1)
    page.table.ask(Verb.PIN)
    at_rest(page, session, qtbot)
    assert cell(page, GREEN).pinned
    key = page.table.rows()[GREEN].key
    assert page.strip.cell(key, session.references()[0].id).pinned
    [decision] = session.library.decisions(session.draft.plan.id)
    assert (decision.base_section, decision.other_section, decision.verdict) == (key, cell(page, GREEN).key, "pinned")
    page.table.ask(Verb.PIN)
    at_rest(page, session, qtbot)
    assert not cell(page, GREEN).pinned
    assert session.library.decisions() == ()


def test_a_rejected_counterpart_gives_way_and_can_come_back(page, session, qtbot):
    rejected = cell(page, GREEN).key
    with qtbot.waitSignal(page.notice):
        page.table.ask(Verb.REJECT, CellAddress(GREEN, 1))
    at_rest(page, session, qtbot)
    assert cell(page, GREEN).key != rejected
    menu = page.table.others_menu(CellAddress(GREEN, 1))
    next(action for action in menu.actions() if "已排除" in action.text()).trigger()
    at_rest(page, session, qtbot)
    assert cell(page, GREEN).key == rejected
    assert session.library.decisions() == ()


def test_another_candidate_can_be_looked_at(page, session, qtbot):
    other = cell(page, GREEN).others[0]
    page.table.others_menu(CellAddress(GREEN, 1)).actions()[0].trigger()
    at_rest(page, session, qtbot)
    assert cell(page, GREEN).key == other.key


def test_a_counterpart_can_be_named_by_search(page, session, qtbot):
    page.table.ask(Verb.SEARCH, CellAddress(0, 1))
    chooser = page.findChild(ClauseChooser)
    chooser.search.setText("组织 统筹")
    listed = chooser.findChild(QListWidget)
    assert [listed.item(n).text() for n in range(listed.count())] == ["二　保障措施"]
    chooser.accept()
    at_rest(page, session, qtbot)
    assert (cell(page, 0).title, cell(page, 0).pinned) == ("保障措施", True)


def test_a_search_without_hits_chooses_nothing(page, session, qtbot):
    page.table.ask(Verb.SEARCH, CellAddress(0, 1))
    chooser = page.findChild(ClauseChooser)
    chooser.search.setText("没有这样的词")
    chooser.accept()
    assert chooser.isVisible()
    chooser.reject()
    assert session.decisions == ()


def write_note(page, session, qtbot, answers, text):
    answers.written = text
    page.table.ask(Verb.NOTE, CellAddress(GREEN, 1))
    at_rest(page, session, qtbot)


def test_a_note_is_kept_with_the_pair_and_pins_nothing(page, session, qtbot, answers):
    before = cell(page, GREEN)
    write_note(page, session, qtbot, answers, "口径一致")
    assert (cell(page, GREEN).note, cell(page, GREEN).pinned) == ("口径一致", False)
    assert cell(page, GREEN).reasons == before.reasons
    (kept,) = session.library.decisions()
    assert (kept.note, kept.verdict) == ("口径一致", "noted")
    write_note(page, session, qtbot, answers, None)
    assert cell(page, GREEN).note == "口径一致"


def test_a_note_that_is_emptied_leaves_nothing(page, session, qtbot, answers):
    write_note(page, session, qtbot, answers, "口径一致")
    write_note(page, session, qtbot, answers, "")
    assert cell(page, GREEN).note == ""
    assert session.library.decisions() == ()


def test_a_note_outlives_the_pin_of_its_pair(page, session, qtbot, answers):
    write_note(page, session, qtbot, answers, "口径一致")
    for pinned in (True, False):
        page.table.ask(Verb.PIN, CellAddress(GREEN, 1))
        at_rest(page, session, qtbot)
        assert (cell(page, GREEN).note, cell(page, GREEN).pinned) == ("口径一致", pinned)


def test_the_draft_as_a_column_is_fresh_after_editing(page, session, qtbot):
    draft, reference = session.draft, session.references()[0]
    page._wish_for(page._view.with_base(reference.id))
    at_rest(page, session, qtbot)
    assert page._view.columns == (draft.plan.id,)
    row = next(n for n, one in enumerate(page.table.rows()) if one.title == "大力发展绿色金融")
    assert "林业碳汇" not in cell(page, row).text
    edited = tuple(
        replace(one, blocks=(Paragraph("发展绿色信贷和绿色债券，试点林业碳汇质押。"),))
        if one.title == "绿色金融"
        else one
        for one in draft.plan.sections
    )
    draft.set_sections("键入", edited)
    qtbot.waitUntil(lambda: "林业碳汇" in (cell(page, row).text if cell(page, row) else ""), timeout=10_000)


def test_a_copy_names_its_source(page, session):
    page.table.ask(Verb.COPY, CellAddress(GREEN, 1))
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("扩大绿色信贷投放")
    assert copied.endswith("——《柳河市金融业发展“十四五”规划》一/（一）　大力发展绿色金融")


def test_borrowing_names_the_passage_its_source_and_its_place(page, session, qtbot):
    with qtbot.waitSignal(page.borrow_requested) as wish:
        page.table.ask(Verb.BORROW, CellAddress(GREEN, 1))
    borrowing = wish.args[0]
    assert borrowing.plan_id == session.draft.plan.id
    assert borrowing.section_id == page.table.rows()[GREEN].key
    assert borrowing.source_path == "一/（一）"
    assert borrowing.text.startswith("扩大绿色信贷投放")


def test_enter_opens_a_clause_of_the_draft_and_makes_another_the_base(page, session, qtbot):
    page.table.go_to(GREEN, 0)
    with qtbot.waitSignal(page.draft_requested) as wish:
        QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert wish.args[0] == ClauseAddress(session.draft.plan.id, page.table.rows()[GREEN].key)
    page.table.go_to(GREEN, 1)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    at_rest(page, session, qtbot)
    assert page.table.rows()[page.table.current().row].title == "大力发展绿色金融"


# Change and memory ----------------------------------------------------------------------------------------------


def test_an_edit_of_the_draft_asks_again_for_the_changed_clause_only(page, session, qtbot, monkeypatch):
    asked: list[str] = []

    def ask(index, query, **how):
        asked.append(query.clause.section.id)
        return find_counterparts(index, query, **how)

    monkeypatch.setattr("app.desktop.compare_work.find_counterparts", ask)
    draft = session.draft
    sections = list(draft.plan.sections)
    sections[0] = replace(sections[0], blocks=(Paragraph("松泉市近年大力发展绿色金融和绿色信贷。"),))
    draft.set_sections("改", tuple(sections))
    qtbot.waitUntil(lambda: page.table.rows()[0].text.startswith("松泉市近年"), timeout=5_000)
    at_rest(page, session, qtbot)
    assert session.plan(draft.plan.id) in session.matching.plans
    assert set(asked) == {sections[0].id}  # the others come from memory; on a busy machine a look may be begun anew


def test_an_edit_behind_the_page_is_shown_when_it_comes_to_the_front(page, session, qtbot):
    page.hide()
    sections = session.draft.plan.sections
    session.draft.set_sections("删", sections[:-1])
    page.show()
    page.activate()
    qtbot.waitUntil(lambda: len(page.table.rows()) == len(sections) - 1, timeout=5_000)


def test_the_view_is_remembered(page, session, qtbot):
    page.bar.base_chosen.emit(session.references()[0].id)
    at_rest(page, session, qtbot)
    page.bar.fold_toggled.emit(False)
    page.table.go_to(2)
    page.remember()
    again = ComparePage(session)
    qtbot.addWidget(again)
    again.resize(1200, 800)
    again.show()
    at_rest(again, session, qtbot)
    assert again.bar.findChild(QComboBox).currentData() == session.references()[0].id
    assert not again.table.all_folded()


def test_an_empty_library_says_what_to_do(desk, tmp_path, answers, qtbot):
    session = Session(Library.open(tmp_path / "empty.db"), answers)
    with qtbot.waitSignal(session.index_changed, timeout=20_000):
        session.load()
    page = ComparePage(session)
    qtbot.addWidget(page)
    page.show()
    page.activate()
    assert page.pages.currentWidget() is page.empty
    assert "还没有可以对照的规划" in labels(page)
    session.close()
    session.deleteLater()


def test_rows_are_there_before_the_index_and_say_so(desk, tmp_path, small_draft, small_reference, answers, qtbot):
    library = Library.open(tmp_path / "library.db")
    library.add([NewPlan(small_reference), NewPlan(small_draft)])
    session = Session(library, answers)
    page = ComparePage(session)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show()
    with qtbot.waitSignal(session.draft_opened, timeout=20_000):
        session.load()
    session.matching = None
    qtbot.waitUntil(lambda: len(page.table.rows()) == 7, timeout=20_000)
    qtbot.waitUntil(lambda: session.matching is not None, timeout=20_000)
    at_rest(page, session, qtbot)
    assert cell(page, GREEN).title == "大力发展绿色金融"
    session.close()
    session.deleteLater()


def test_columns_change_places(page, session, qtbot, small_reference):
    front = replace(small_reference.front, title="云溪市规划", region="云溪市")
    session.library.add([NewPlan(replace(small_reference, front=front))])
    with qtbot.waitSignal(session.index_changed, timeout=20_000):
        session.load()
    second = session.references()[1].id
    page.bar.column_toggled.emit((second, True))
    at_rest(page, session, qtbot)
    page.findChild(ClauseColumns).order_changed.emit((second, session.references()[0].id))
    at_rest(page, session, qtbot)
    assert cell(page, GREEN, 1).source == "云溪市规划"


@pytest.mark.references
def test_five_real_plans_stand_side_by_side(desk, tmp_path, references, small_draft, answers, qtbot):
    """The strip fills in the background; every plan gets its column; the list of gaps is walked without waiting."""
    library = Library.open(tmp_path / "library.db")
    import_files(library, [references], Role.REFERENCE)
    library.add([NewPlan(small_draft)])
    session = Session(library, answers)
    page = ComparePage(session)
    qtbot.addWidget(page)
    page.resize(1364, 810)
    page.show()
    with qtbot.waitSignal(session.index_changed, timeout=60_000):
        session.load()
    at_rest(page, session, qtbot)
    longest = max(session.references(), key=lambda plan: len(plan.sections))
    page.bar.base_chosen.emit(longest.id)
    qtbot.waitUntil(lambda: page.work.is_complete and len(page.work.found) > 100, timeout=60_000)
    at_rest(page, session, qtbot)
    assert len(page.table.columns()) == 6
    keys = [row.key for row in page.table.rows()]
    strengths = {page.strip.cell(key, plan.id).strength for key in keys for plan in session.references()[:1]}
    assert Strength.STRONG in strengths
    assert Strength.NONE in strengths or Strength.MENTION in strengths
    page.bar.filters.choose("showing", "missing")
    missing = len(page.table.rows())
    assert 0 < missing < len(keys)
    session.close()
    session.deleteLater()
