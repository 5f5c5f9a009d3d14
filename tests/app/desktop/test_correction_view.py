"""核对与改正 through its own widgets, on a real library file."""

from __future__ import annotations

from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor

from app.desktop.correction_rows import row_id
from app.desktop.correction_view import SPLIT, CorrectionView
from app.desktop.library_page import LibraryPage
from app.desktop.session import Session
from app.importing import import_files
from app.plans.correction import Act
from app.plans.correction_places import Spot, element_at, elements, text_of
from app.plans.model import Box, Paragraph, Plan, Role, Section, Table

SAMPLE = (files("templates") / "sample_draft" / "qinglan.md").read_text("utf-8")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "qinglan.md"
    file.write_text(SAMPLE, "utf-8")
    return file


@pytest.fixture
def page(session: Session, file: Path, qtbot) -> LibraryPage:
    import_files(session.library, [file])
    with qtbot.waitSignal(session.plans_changed, timeout=10_000):
        session.load()
    page = LibraryPage(session)
    qtbot.addWidget(page)
    page.resize(1360, 850)
    page.show()
    return page


@pytest.fixture
def view(page: LibraryPage, qtbot) -> CorrectionView:
    summary = next(one for one in page._session.summaries if "青岚" in one.title and one.role is Role.REFERENCE)
    page.table.set_current(summary.id)
    qtbot.mouseClick(page.bar.correct_button, Qt.MouseButton.LeftButton)
    view = page.correction
    assert view is not None
    qtbot.waitUntil(lambda: view.desk is not None)
    return view


def plan_of(view: CorrectionView) -> Plan:
    assert view.desk is not None
    return view.desk.plan


def choose(view: CorrectionView, kind: type, words: str = "", inner: bool = False) -> Spot:
    """Choose the first element of a kind that holds these words in the tree, as a click does."""
    found = [
        spot
        for spot, element in elements(plan_of(view).sections)
        if isinstance(element, kind) and words in text_of(element) and (spot.inner >= 0) is inner
    ]
    view.tree.setCurrentItem(view.tree._items[row_id(plan_of(view), found[0])])
    return found[0]


def press(view: CorrectionView, act: Act, qtbot) -> None:
    qtbot.mouseClick(view.element.buttons[act], Qt.MouseButton.LeftButton)


def settled(view: CorrectionView, qtbot) -> Plan:
    """The plan that the library holds once everything is stored."""
    qtbot.waitUntil(lambda: "已保存" in view._state.text() or "尚未" in view._state.text(), timeout=5_000)
    return view._session.library.plan(plan_of(view).id)


def test_a_reference_alone_can_be_corrected(page: LibraryPage) -> None:
    for summary in page._session.summaries:
        page.table.set_current(summary.id)
        assert page.bar.correct_button.isEnabled() is (summary.role is Role.REFERENCE)


def test_the_place_of_the_chosen_element_is_marked_in_the_source(view: CorrectionView) -> None:
    spot = choose(view, Section, "存在的主要问题")
    section = plan_of(view).sections[spot.section]
    (row,) = view.source.marked()
    assert section.title in view.source.document().findBlockByNumber(row).text()
    assert view.element.title.text() == section.title


def test_a_click_in_the_source_chooses_the_element(view: CorrectionView) -> None:
    section = plan_of(view).sections[5]
    assert section.line is not None
    view.source.row_chosen.emit(section.line - 1)
    assert view.current_spot() == Spot(5)


def test_a_step_is_stored_and_undone(view: CorrectionView, qtbot) -> None:
    before = plan_of(view)
    choose(view, Section, "扩大绿色信贷和债券")
    press(view, Act.PARAGRAPH, qtbot)
    assert len(plan_of(view).sections) == len(before.sections) - 1
    assert settled(view, qtbot) == plan_of(view)
    view.undo()
    assert plan_of(view) == before
    assert settled(view, qtbot) == before
    view.redo()
    assert len(plan_of(view).sections) == len(before.sections) - 1


def test_a_title_is_edited(view: CorrectionView, qtbot) -> None:
    spot = choose(view, Section, plan_of(view).sections[4].title)
    view.element.title.setText("改过的标题")
    qtbot.keyClick(view.element.title, Qt.Key.Key_Return)
    assert settled(view, qtbot).sections[spot.section].title == "改过的标题"


def test_levels_go_by_keys(view: CorrectionView, qtbot) -> None:
    sections = plan_of(view).sections
    index = next(i for i, one in enumerate(sections) if i and one.level <= sections[i - 1].level)
    view.tree.setCurrentItem(view.tree._items[row_id(plan_of(view), Spot(index))])
    view.tree.setFocus()
    qtbot.keyClick(view.tree, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert plan_of(view).sections[index].level == sections[index].level + 1
    qtbot.keyClick(view.tree, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert plan_of(view).sections == sections


def test_a_paragraph_is_split_at_the_cursor_and_merged_again(view: CorrectionView, qtbot) -> None:
    before = plan_of(view)
    spot = choose(view, Paragraph)
    cursor = view.element.text.textCursor()
    cursor.setPosition(6)
    view.element.text.setTextCursor(cursor)
    press(view, Act.SPLIT, qtbot)
    first = plan_of(view).sections[spot.section].blocks[spot.block]
    assert isinstance(first, Paragraph)
    assert len(first.text) == 6
    assert view.current_spot() == Spot(spot.section, spot.block + 1), "the second half is in hand"
    view.tree.setCurrentItem(view.tree._items[row_id(plan_of(view), spot)])
    press(view, Act.MERGE, qtbot)
    assert plan_of(view) == before


def test_a_split_at_the_edge_is_refused_in_words(view: CorrectionView, qtbot) -> None:
    choose(view, Paragraph)
    view.element.text.moveCursor(QTextCursor.MoveOperation.Start)
    with qtbot.waitSignal(view.notice) as told:
        press(view, Act.SPLIT, qtbot)
    assert "不能拆分" in told.args[0].text


def test_a_box_is_taken_apart(view: CorrectionView, qtbot) -> None:
    spot = choose(view, Box)
    box = plan_of(view).sections[spot.section].blocks[spot.block]
    assert isinstance(box, Box)
    press(view, Act.TEXT, qtbot)
    kept = settled(view, qtbot).sections[spot.section].blocks
    assert kept[spot.block + 1 : spot.block + 1 + len(box.blocks)] == box.blocks


def test_front_matter_is_edited_and_a_bad_date_refused(view: CorrectionView, qtbot) -> None:
    view.tree.setCurrentItem(view.tree._items["front"])
    view.front.fields["doc_number"].setText("青政发〔2021〕9号")
    view.front.fields["issued_on"].setText("2021年12月3日")
    qtbot.mouseClick(view.front.apply_button, Qt.MouseButton.LeftButton)
    front = settled(view, qtbot).front
    assert (front.doc_number, str(front.issued_on)) == ("青政发〔2021〕9号", "2021-12-03")
    view.front.fields["issued_on"].setText("去年冬天")
    with qtbot.waitSignal(view.notice) as told:
        qtbot.mouseClick(view.front.apply_button, Qt.MouseButton.LeftButton)
    assert "看不懂" in told.args[0].text


def test_a_doubt_leads_to_its_place(view: CorrectionView) -> None:
    places = [view.doubts.item(i).data(Qt.ItemDataRole.UserRole) for i in range(view.doubts.count())]
    at = next(i for i, line in enumerate(places) if line is not None)
    view.doubts.itemActivated.emit(view.doubts.item(at))
    assert list(view.source.marked()) == [places[at] - 1]
    assert view.tabs.currentWidget() is view.doubts


def test_going_back_shows_the_corrected_plan_everywhere(page: LibraryPage, view: CorrectionView, qtbot) -> None:
    plan_id = plan_of(view).id
    choose(view, Section, plan_of(view).sections[4].title)
    view.element.title.setText("改过的标题")
    press(view, Act.RENAME, qtbot)
    with qtbot.waitSignal(page._session.plans_changed, timeout=10_000):
        qtbot.mouseClick(view.back_button, Qt.MouseButton.LeftButton)
    assert page.correction is None
    assert page._session.plan(plan_id).sections[4].title == "改过的标题"
    assert page.table.isVisible()


def test_the_file_comes_in_again_as_it_was_corrected(
    page: LibraryPage, view: CorrectionView, file: Path, answers, qtbot
) -> None:
    choose(view, Section, plan_of(view).sections[4].title)
    press(view, Act.PARAGRAPH, qtbot)
    corrected = settled(view, qtbot)
    view.close_view()
    answers.chosen = "替换"
    page.import_paths([file])
    qtbot.waitUntil(lambda: page._job is None and not page._session.jobs.busy(), timeout=20_000)
    assert page._session.library.plan(corrected.id) == corrected


def test_a_plan_that_came_without_its_text_says_so(page: LibraryPage, qtbot) -> None:
    summary = next(one for one in page._session.summaries if "柳河" in one.title)
    page.correct(summary)
    view = page.correction
    assert view is not None
    qtbot.waitUntil(lambda: view.desk is not None)
    assert "没有保存原文" in view.source.toPlainText()


def test_what_was_corrected_a_moment_ago_is_stored_when_the_window_closes(
    page: LibraryPage, view: CorrectionView, qtbot
) -> None:
    choose(view, Section, "扩大绿色信贷和债券")
    press(view, Act.PARAGRAPH, qtbot)
    page.remember()
    page._session.jobs.finish_changes()
    assert page._session.library.plan(plan_of(view).id) == plan_of(view)


def test_escape_leads_back(page: LibraryPage, view: CorrectionView, qtbot) -> None:
    qtbot.keyClick(view.tree, Qt.Key.Key_Escape)
    assert page.correction is None


def two_in_a_row(plan: Plan) -> tuple[Spot, Paragraph, Paragraph]:
    """The first two paragraphs of a section that stand one after the other, and the spot of the first."""
    found = [(at, one) for at, one in elements(plan.sections) if isinstance(one, Paragraph) and at.inner < 0]
    return next(
        (at, one, two) for (at, one), (following, two) in pairwise(found) if following == Spot(at.section, at.block + 1)
    )


def test_several_lines_chosen_in_the_source_become_a_box_at_once(view: CorrectionView, qtbot) -> None:
    plan = plan_of(view)
    first, one, two = two_in_a_row(plan)
    select_lines(view, one.line, two.line)
    assert view.current_spot() == first
    assert view.element.count.currentIndex() == 1
    press(view, Act.BOX, qtbot)
    box = plan_of(view).sections[first.section].blocks[first.block]
    assert isinstance(box, Box)
    assert [block.text for block in box.blocks if isinstance(block, Paragraph)] == [two.text]


def test_several_lines_become_footnotes_in_one_step(view: CorrectionView, qtbot) -> None:
    plan = plan_of(view)
    _first, one, two = two_in_a_row(plan)
    before = sum(len(section.footnotes) for section in plan.sections)
    select_lines(view, one.line, two.line)
    press(view, Act.FOOTNOTE, qtbot)
    assert sum(len(section.footnotes) for section in plan_of(view).sections) == before + 2
    view.undo()
    assert plan_of(view) == plan


def select_lines(view: CorrectionView, first: int, last: int) -> None:
    """Select whole lines of the source with the keyboard."""
    assert view._source is not None
    rows = [view._source.row_of(line) for line in (first, last)]
    document = view.source.document()
    cursor = QTextCursor(document.findBlockByNumber(rows[0]))
    end = document.findBlockByNumber(rows[1])
    cursor.setPosition(end.position() + end.length() - 1, QTextCursor.MoveMode.KeepAnchor)
    view.source.setTextCursor(cursor)
    view.source._tell_selection()


def test_the_label_and_title_of_a_box_are_edited(view: CorrectionView, qtbot) -> None:
    spot = choose(view, Box)
    view.element.number.setText("专栏7")
    view.element.title.setText("改过的题")
    press(view, Act.LABEL, qtbot)
    box = settled(view, qtbot).sections[spot.section].blocks[spot.block]
    assert isinstance(box, Box)
    assert (box.label, box.title) == ("专栏7", "改过的题")


def test_a_cell_is_edited_and_undone(view: CorrectionView, qtbot) -> None:
    spot = choose(view, Table)
    before = element_at(plan_of(view).sections, spot)
    assert isinstance(before, Table)
    item = view.element.cells.item(1, 0)
    assert item is not None
    item.setText("改过的格")
    after = element_at(plan_of(view).sections, spot)
    assert isinstance(after, Table)
    assert after.rows[0] == ("改过的格", *before.rows[0][1:])
    assert after.header == before.header
    view.undo()
    assert element_at(plan_of(view).sections, spot) == before


def test_the_place_in_the_source_is_said(view: CorrectionView) -> None:
    spot = choose(view, Paragraph)
    line = element_at(plan_of(view).sections, spot).line
    assert view.element.kind.text().endswith(f"原文第 {line} 行")


def test_the_widths_of_the_panes_are_remembered(page: LibraryPage, view: CorrectionView, qtbot) -> None:
    view.splitter.setSizes([600, 360, 300])
    sizes, size, plan = view.splitter.sizes(), view.size(), plan_of(view)
    view.close_view()  # it is gone from then on
    qtbot.waitUntil(lambda: page._session.library.setting(SPLIT) is not None)
    again = CorrectionView(page._session, plan, page)
    again.resize(size)
    again.show()
    qtbot.waitUntil(lambda: again.desk is not None and again.splitter.sizes() == sizes)
