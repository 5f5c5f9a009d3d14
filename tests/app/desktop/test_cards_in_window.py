"""The window on a machine that has only the program: five cards and the sample draft."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.compose import furnish
from app.desktop import plan_removal
from app.desktop.compare_page import ComparePage
from app.desktop.counterparts_pane import CounterpartsPane
from app.desktop.library_page import LibraryPage
from app.desktop.session import ClauseAddress, Session
from app.library import Library, NewPlan
from app.plans.cards import card
from app.plans.model import Paragraph, Plan
from widgets.candidate import Strength
from widgets.candidate_card import CandidateCard
from widgets.clause_columns import CellAddress, Verb

JINAN = "jinan"


@pytest.fixture
def session(desk, tmp_path: Path, answers, qtbot) -> Iterator[Session]:
    library = Library.open(tmp_path / "library.db")
    furnish(library, None)
    session = Session(library, answers)
    with qtbot.waitSignal(session.index_changed, timeout=20_000):
        session.load()
    yield session
    session.close()
    session.deleteLater()


@pytest.fixture
def compare(session: Session, qtbot) -> ComparePage:
    page = ComparePage(session)
    qtbot.addWidget(page)
    page.resize(1440, 900)
    page.show()
    qtbot.waitExposed(page)
    page.activate()
    rest(page, session, qtbot)
    return page


@pytest.fixture
def library_page(session: Session, qtbot) -> LibraryPage:
    page = LibraryPage(session)
    qtbot.addWidget(page)
    page.resize(1440, 900)
    page.show()
    return page


def rest(page: ComparePage, session: Session, qtbot) -> None:
    def resting() -> bool:
        shown = page.table.visible_rows()
        rows = range(shown.first, shown.last + 1) if shown else ()
        columns = range(1, len(page.table.columns()))
        return not session.jobs.busy() and all(page.table.cell(CellAddress(r, c)) for r in rows for c in columns)

    qtbot.waitUntil(resting, timeout=20_000)


def with_text(plan: Plan) -> Plan:
    sections = tuple(replace(one, digest=None, blocks=(Paragraph("这里是正文一段。"),)) for one in plan.sections)
    return replace(plan, sections=sections, is_card=False)


def import_text(session: Session, plan_id: str, qtbot) -> None:
    """As an import does: the plan's own text comes in place of the card."""
    session.library.add([NewPlan(with_text(card(plan_id).plan), card(plan_id).indicators)])
    with qtbot.waitSignal(session.plans_changed, timeout=10_000):
        session.load()


# Comparison -----------------------------------------------------------------------------------------------------


def test_the_sample_draft_has_counterparts_in_every_card(compare: ComparePage, session: Session, qtbot) -> None:
    draft = session.draft
    assert draft is not None
    section = next(one for one in draft.plan.sections if one.title == "大力发展绿色金融")
    compare.open_clause(ClauseAddress(draft.plan.id, section.id))
    rest(compare, session, qtbot)
    row = compare.table.current().row
    cells = [compare.table.cell(CellAddress(row, column)) for column in range(1, 6)]
    assert sum("绿色" in cell.title for cell in cells if cell) >= 4
    lines = [session.references()[column].id for column in range(5)]
    qtbot.waitUntil(lambda: all(compare.strip.cell(compare.table.rows()[-1].key, one) for one in lines), timeout=30_000)
    for plan_id in lines:
        found = [compare.strip.cell(one.key, plan_id) for one in compare.table.rows()]
        assert sum(one is not None and one.strength is Strength.STRONG for one in found) > 20


def test_a_column_says_that_it_is_a_card_and_its_cells_show_digests(compare: ComparePage, session: Session) -> None:
    assert [column.detail.startswith("要点版") for column in compare.table.columns()] == [False, *[True] * 5]
    digests = {one.digest for plan in session.references() for one in plan.sections if one.digest}
    shown = [compare.table.cell(CellAddress(1, column)) for column in range(1, 6)]
    texts = [one.text for one in shown if one and one.text]
    assert texts
    assert all(any(text.startswith(digest) for digest in digests) for text in texts)
    assert not any(one.summary for one in shown if one), "what stands as text is not said twice"


def test_a_drafter_writes_the_digest_of_a_card(compare: ComparePage, session: Session, answers, qtbot) -> None:
    column = next(i for i, head in enumerate(compare.table.columns()) if head.key == JINAN)
    key = compare.table.cell(CellAddress(1, column)).key
    answers.written = "济南的做法要点，由起草人改写"
    with qtbot.waitSignal(session.index_changed, timeout=20_000):
        compare.table.ask(Verb.DIGEST, CellAddress(1, column))
    stored = session.library.plan(JINAN).sections
    assert next(one.digest for one in stored if one.id == key) == answers.written
    rest(compare, session, qtbot)
    assert compare.table.cell(CellAddress(1, column)).text == answers.written


def test_the_digest_of_the_own_clause_is_a_step_of_undo(compare: ComparePage, session: Session, answers, qtbot) -> None:
    draft = session.draft
    assert draft is not None
    answers.written = "本条要点"
    compare.table.ask(Verb.DIGEST, CellAddress(2, 0))
    key = compare.table.rows()[2].key
    assert next(one.digest for one in draft.plan.sections if one.id == key) == "本条要点"
    qtbot.waitUntil(lambda: compare.table.rows()[2].summary == "要点：本条要点", timeout=5_000)
    draft.undo_stack.undo()
    assert next(one.digest for one in draft.plan.sections if one.id == key) is None


def test_beside_the_draft_a_heading_of_a_card_says_what_stands_below_it(session: Session, qtbot) -> None:
    draft = session.draft
    assert draft is not None
    pane = CounterpartsPane(session)
    qtbot.addWidget(pane)
    section = next(one for one in draft.plan.sections if one.title == "扩大绿色信贷和债券")
    pane.show_clause(ClauseAddress(draft.plan.id, section.id))
    qtbot.waitUntil(lambda: len(pane.findChildren(CandidateCard)) == 5, timeout=10_000)
    shown = [one.candidate() for one in pane.findChildren(CandidateCard) if one.candidate().key]
    assert all(one.source.endswith("（要点版）") for one in shown)
    assert all(one.text or one.outline.startswith("下设") for one in shown)


# Library --------------------------------------------------------------------------------------------------------


def test_the_library_marks_cards_and_shows_their_digests(library_page: LibraryPage, qtbot) -> None:
    model = library_page.table.model()
    assert [model.index(row, 1).data() for row in range(1, 6)] == ["要点版"] * 5
    library_page.table.set_current(JINAN)
    plan = card(JINAN).plan
    library_page.card.outline.set_current(library_page._session.plan(JINAN).sections[3].id)
    assert library_page.card.digest.text() == f"要点：{plan.sections[3].digest}"
    qtbot.waitUntil(lambda: "没有原文" in library_page.card.reading.toPlainText())


def test_deleting_a_text_offers_the_card(library_page: LibraryPage, session: Session, answers, qtbot) -> None:
    import_text(session, JINAN, qtbot)
    library_page.table.set_current(JINAN)
    qtbot.mouseClick(library_page.bar.delete_button, Qt.MouseButton.LeftButton)
    assert answers.offered == ("恢复为要点版", "全部删除")
    assert not session.library.find(JINAN).is_card, "nothing happens without an answer"
    answers.chosen = "恢复为要点版"
    with qtbot.waitSignal(session.plans_changed, timeout=10_000):
        qtbot.mouseClick(library_page.bar.delete_button, Qt.MouseButton.LeftButton)
    assert session.library.find(JINAN).is_card
    import_text(session, JINAN, qtbot)
    library_page.table.set_current(JINAN)
    answers.chosen = "全部删除"
    with qtbot.waitSignal(session.plans_changed, timeout=10_000):
        qtbot.mouseClick(library_page.bar.delete_button, Qt.MouseButton.LeftButton)
    assert JINAN not in [one.id for one in session.library.plans()]


def test_going_back_to_the_card_asks_first(library_page: LibraryPage, session: Session, answers, qtbot) -> None:
    import_text(session, JINAN, qtbot)
    library_page.table.set_current(JINAN)
    answers.agrees = False
    plan_removal.restore_card(library_page, session, library_page.table.current_row())
    assert not session.library.find(JINAN).is_card
    answers.agrees = True
    with qtbot.waitSignal(session.plans_changed, timeout=10_000):
        plan_removal.restore_card(library_page, session, library_page.table.current_row())
    assert session.library.find(JINAN).is_card


def test_deleted_cards_can_be_brought_back(library_page: LibraryPage, session: Session, qtbot) -> None:
    assert not plan_removal.cards_are_missing(session)
    for summary in session.summaries:
        with qtbot.waitSignal(session.plans_changed, timeout=10_000):
            session.remove(summary.id)
    assert library_page._empty.isVisible()
    assert plan_removal.cards_are_missing(session)
    with qtbot.waitSignal(session.plans_changed, timeout=10_000):
        library_page._empty.action_triggered.emit(3)
    assert [one.is_card for one in session.summaries] == [True] * 5
