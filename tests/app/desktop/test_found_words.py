"""From a found word to its place on every page, and from there to the next."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.desktop.application import open_library
from app.desktop.found_place import FoundAddress, offset_in, place_in
from app.desktop.main_window import MainWindow
from app.desktop.search_rows import occurrences
from app.drafting.lines import to_lines
from app.figures.indicators import indicators_of
from app.library import Library, NewPlan
from app.plans.model import Plan
from widgets.clause_columns import CellAddress


@pytest.fixture
def window(desk, qtbot, tmp_path, small_draft, small_reference) -> Iterator[MainWindow]:
    path = tmp_path / "library.db"
    with Library.open(path) as library:
        library.add([NewPlan(small_reference), NewPlan(small_draft, indicators_of(small_draft))])
        library.set_setting("desk.sample_given", "yes")
        library.set_setting("desk.tour_seen", "yes")
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    open_library(window, path, None)
    qtbot.waitUntil(lambda: window.session is not None and window.session.matching is not None, timeout=20_000)
    yield window
    window.close()


def look_for(window: MainWindow, qtbot, query: str):
    page = window.show_page("search")
    page.filters.find_box.setText(query)
    qtbot.waitUntil(lambda: page._looked is not None and page._looked.wish.query == query)
    return page


def section_id(plan: Plan, title: str) -> str:
    return next(section.id for section in plan.sections if section.title == title)


def test_a_word_in_the_draft_is_selected_at_its_place(window, qtbot) -> None:
    look_for(window, qtbot, "贴息")
    QTest.keyClick(window.page("search").table, Qt.Key.Key_Return)
    editor = window.page("draft").editor
    assert window.current_page() is window.page("draft")
    assert editor.textCursor().selectedText() == "贴息"
    assert "给予贴息" in editor.textCursor().block().text()


def test_words_of_one_line_are_gone_through_and_boxes_reached(window, qtbot) -> None:
    look_for(window, qtbot, "绿色")
    window.open_found(0)
    editor = window.page("draft").editor
    seen = []
    for _step in range(5):
        cursor = editor.textCursor()
        seen.append((cursor.block().text(), cursor.positionInBlock() - len("绿色")))
        assert cursor.selectedText() == "绿色"
        window.open_found(1)
    assert [at for text, at in seen if text.startswith("发展绿色信贷")] == [2, 7]
    assert any("专栏1" in text for text, _at in seen)
    assert len(set(seen)) == 5


def test_a_word_of_a_table_chooses_the_table(window, qtbot) -> None:
    page = look_for(window, qtbot, "绿色贷款")
    page.filters.choose("kind", "表")
    qtbot.waitUntil(lambda: page._looked.wish.kind == "表")
    page.reading.open_button.click()
    assert window.page("draft").editor.textCursor().selectedText() == "\ufffc"


def test_a_word_of_a_reference_is_selected_in_the_comparison(window, qtbot) -> None:
    page = look_for(window, qtbot, "农户")
    page.reading.open_button.click()
    compare = window.page("compare")
    assert window.current_page() is compare
    qtbot.waitUntil(lambda: compare.table._selection is not None)
    chosen = compare.table._selection
    shown = compare.table.cell(chosen.address)
    assert shown.text[slice(*chosen.span())] == "农户"
    assert shown.title == "深化普惠金融"
    assert compare.bar.filters.find_box.text() == "农户"


def test_a_word_of_a_title_leads_to_the_head_of_its_clause(window, qtbot) -> None:
    page = look_for(window, qtbot, "绿色")
    hit = next(n for n, (hit, _span) in enumerate(occurrences(page._hits())) if hit.place.title == "大力发展绿色金融")
    page._open(hit)
    compare = window.page("compare")
    qtbot.waitUntil(lambda: compare.bar.filters.find_box.text() == "绿色")
    assert compare.table._selection is None
    assert compare.table.rows()[compare.table.current().row].title == "大力发展绿色金融"


def test_a_word_of_an_indicator_opens_its_table(window, qtbot) -> None:
    page = look_for(window, qtbot, "绿色贷款余额")
    page.filters.choose("kind", "指标")
    qtbot.waitUntil(lambda: page._looked.wish.kind == "指标")
    page.reading.open_button.click()
    assert window.current_page() is window.page("indicators")


def test_the_next_word_is_gone_to_across_pages_and_back_to_the_list(window, qtbot) -> None:
    look_for(window, qtbot, "绿色债券")
    QTest.keyClick(window.page("search").table, Qt.Key.Key_Return)
    assert window.current_page() is window.page("draft")
    assert window.trail.isVisible()
    assert window.trail.place.text().startswith("检索“绿色债券”　1/2　松泉市")
    window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_F4)
    assert window.current_page() is window.page("compare")
    assert window.trail.place.text().startswith("检索“绿色债券”　2/2　柳河市")
    QTest.keyClick(window, Qt.Key.Key_F4, Qt.KeyboardModifier.ShiftModifier)
    assert window.current_page() is window.page("draft")
    window.trail.back.click()
    assert window.current_page() is window.page("search")
    assert not window.trail.isVisible()


def test_a_long_clause_is_scrolled_to_the_word(window, qtbot) -> None:
    table = window.show_page("compare").table
    qtbot.waitUntil(lambda: len(table.rows()) > 3)
    table.select_text(CellAddress(3, 0), 2, 4)
    assert table._selection.span() == (2, 4)
    assert table.current() == CellAddress(3, 0)


def test_a_line_that_was_rewritten_meanwhile_still_leads_to_the_word(small_draft) -> None:
    address = FoundAddress("", small_draft.sections[3].id, "早先写绿色债券的话", 3, "绿色债券")
    number, start, end = place_in(to_lines(small_draft.sections[3:4]), address) or (0, 0, 0)
    assert to_lines(small_draft.sections[3:4])[number].text[start:end] == "绿色债券"
    assert offset_in("只有债券", address) is None
    assert place_in((), address) is None
