"""The search page through its own widgets, on a real library file."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.desktop.found_place import FoundAddress
from app.desktop.search_page import SearchPage
from app.desktop.session import IndicatorAddress, Session
from app.figures.model import Indicator
from app.matching.search import PlaceKind
from app.plans.model import Role


@pytest.fixture
def page(session: Session, qtbot) -> SearchPage:
    page = SearchPage(session)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show()
    page.activate()
    return page


def plan_id(session: Session, role: Role) -> str:
    return next(one.id for one in session.summaries if one.role is role)


def ask(page: SearchPage, qtbot, query: str) -> list[tuple[str, str]]:
    """Type a question and wait for its answer: the kind and title of every hit."""
    page.filters.find_box.setText(query)
    qtbot.waitUntil(lambda: page._looked is not None and page._looked.wish.query == query)
    return [(hit.place.kind.value, hit.place.title) for hit in page._hits()]


def test_before_a_question_the_page_says_what_it_finds(page: SearchPage) -> None:
    assert page.pages.currentWidget() is page.empty


def test_hits_stand_in_groups_the_draft_first(page: SearchPage, qtbot) -> None:
    found = ask(page, qtbot, "绿色债券")
    assert found == [("正文", "绿色金融"), ("正文", "大力发展绿色金融")]
    model = page.table.model()
    assert model.data(model.index(0, 0)).startswith("松泉市（草稿）　1 处，见于 1 段")
    assert model.data(model.index(2, 0)).startswith("柳河市（参考）")
    assert page.filters._said.text() == "1/2 段，共 2 处"


def test_boxes_and_tables_are_found_by_two_characters(page: SearchPage, qtbot) -> None:
    assert {kind for kind, _title in ask(page, qtbot, "绿色")} == {"标题", "正文", "专栏", "表"}


def test_the_clause_is_shown_with_all_hits_marked(page: SearchPage, qtbot) -> None:
    ask(page, qtbot, "绿色 项目库")
    text = page.reading.text.text()
    marked = [text[mark.start : mark.end] for mark in page.reading.text.marks()]
    assert marked.count("绿色") == text.count("绿色")
    assert "项目库" in marked


def test_f3_goes_from_hit_to_hit_round_the_ends(page: SearchPage, qtbot) -> None:
    ask(page, qtbot, "绿色债券")
    page.activateWindow()
    first = page.table.current_row()
    for key, modifier, there in (
        (Qt.Key.Key_F3, Qt.KeyboardModifier.NoModifier, False),
        (Qt.Key.Key_F3, Qt.KeyboardModifier.NoModifier, True),
        (Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier, False),
    ):
        QTest.keyClick(page.table, key, modifier)
        assert (page.table.current_row() is first) is there


def test_a_hit_of_the_draft_opens_for_writing_one_of_a_reference_for_comparing(page, session, qtbot) -> None:
    ask(page, qtbot, "绿色债券")
    own, other = page._hits()
    with qtbot.waitSignal(page.draft_requested) as wished:
        QTest.keyClick(page.table, Qt.Key.Key_Return)
    at = own.place.text.index("绿色债券")
    assert wished.args == [
        FoundAddress(plan_id(session, Role.DRAFT), own.place.section_id, own.place.text, at, "绿色债券")
    ]
    page.step(1)
    with qtbot.waitSignal(page.compare_requested) as wished:
        page.reading.open_button.click()
    at = other.place.text.index("绿色债券")
    assert wished.args == [
        FoundAddress(plan_id(session, Role.REFERENCE), other.place.section_id, other.place.text, at, "绿色债券")
    ]


def test_an_indicator_is_found_and_opened(page, session, qtbot) -> None:
    reference = plan_id(session, Role.REFERENCE)
    with qtbot.waitSignal(session.indicators_changed):
        session.save_indicators(reference, [Indicator("直接融资额", "亿元", id="融资", plan_id=reference)])
    assert ask(page, qtbot, "直接融资") == [("指标", "直接融资额")]
    with qtbot.waitSignal(page.indicator_requested) as wished:
        page.reading.open_button.click()
    assert wished.args == [IndicatorAddress(reference, "融资")]


def test_plan_and_kind_narrow_the_search(page, session, qtbot) -> None:
    ask(page, qtbot, "绿色")
    page.filters.choose("plan", plan_id(session, Role.REFERENCE))
    qtbot.waitUntil(lambda: {hit.place.plan_id for hit in page._hits()} == {plan_id(session, Role.REFERENCE)})
    page.filters.choose("kind", PlaceKind.TITLE.value)
    qtbot.waitUntil(lambda: {hit.place.kind for hit in page._hits()} == {PlaceKind.TITLE})


def test_the_draft_is_searched_as_it_stands_now(page, session, qtbot) -> None:
    ask(page, qtbot, "航运")
    assert page.pages.currentWidget() is page.empty
    plan = session.draft.plan
    first = replace(plan.sections[0], title="发展航运")
    session.draft.set_plan("改标题", replace(plan, sections=(first, *plan.sections[1:])))
    page.activate()
    qtbot.waitUntil(lambda: [hit.place.title for hit in page._hits()] == ["发展航运"])
    assert page.pages.currentWidget() is page.splitter


def test_nothing_found_is_said(page, qtbot) -> None:
    ask(page, qtbot, "南极科考")
    assert page.pages.currentWidget() is page.empty
    assert page.filters._said.text() == "未找到"


def test_the_question_is_remembered(page, session, qtbot) -> None:
    ask(page, qtbot, "绿色")
    page.remember()
    again = SearchPage(session)
    qtbot.addWidget(again)
    again.activate()
    qtbot.waitUntil(lambda: bool(again._hits()))
    assert again.filters.find_box.text() == "绿色"
