from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from widgets.candidate import Candidate, CandidateItem, Strength
from widgets.clause_columns import CellAddress, ClauseColumns, ClauseRow, ColumnHead, RowRange, Verb
from widgets.column_header import ColumnHeader

ROWS, PLANS = 60, 3
HEADS = [ColumnHead("base", "松泉市"), *(ColumnHead(f"p{n}", f"规划{n}") for n in range(1, PLANS + 1))]
LONG = "推动金融机构扩大绿色信贷投放，完善激励机制。" * 30


def candidate(row: int, plan: int, **more) -> Candidate:
    values = {
        "key": f"c{row}-{plan}",
        "path": "二/1",
        "title": f"对应条款{row}",
        "text": LONG[: 40 + (row * 37 + plan * 91) % 500],
        "band": "同题",
        "band_hint": "同题：主题一致",
        "strength": Strength.STRONG,
        "others": (CandidateItem("other", "三", "另一条"), CandidateItem("gone", "四", "排除了的", rejected=True)),
    }
    return Candidate(**{**values, **more})


def cells(rows: RowRange) -> dict[tuple[str, str], Candidate]:
    return {
        (f"r{row}", f"p{plan}"): candidate(row, plan)
        for row in range(rows.first, rows.last + 1)
        for plan in range(1, PLANS + 1)
    }


@pytest.fixture
def asked() -> list[RowRange]:
    return []


@pytest.fixture
def table(qtbot, asked) -> ClauseColumns:
    """A table that gets its cells as soon as it asks for them."""
    table = ClauseColumns()
    qtbot.addWidget(table)
    table.set_columns(HEADS)
    rows = [ClauseRow(f"r{n}", f"一/{n}", f"条款{n}", LONG[: (n * 53) % 300], 1 + n % 2) for n in range(ROWS)]
    table.set_rows(rows)

    def answer(rows: RowRange) -> None:
        asked.append(rows)
        table.set_cells(cells(rows))

    table.cells_requested.connect(answer)
    table.resize(1000, 640)
    table.show()
    qtbot.waitExposed(table)
    qtbot.waitUntil(lambda: bool(asked) and table.cell(CellAddress(0, 1)) is not None)
    table.setFocus()
    return table


def press(table: ClauseColumns, key: Qt.Key, times: int = 1) -> None:
    for _time in range(times):
        QTest.keyClick(table, key)


def point_of(table: ClauseColumns, column: int, hint: str) -> QPoint:
    """Where in a column of the topmost row a handle or chip is, found by its tooltip."""
    left = 0 if column == 0 else table.viewport().width() * column // (PLANS + 1)
    for y in range(0, 300, 3):
        for x in range(left, min(left + 320, table.viewport().width()), 4):
            if table.hint_at(QPointF(x, y)).startswith(hint):
                return QPoint(x + 2, y + 2)
    raise AssertionError(f"no place says {hint}")


# What is asked for and shown ------------------------------------------------------------------------------------


def test_asks_only_for_rows_near_the_view(table, asked):
    shown = table.visible_rows()
    assert shown.first == 0
    assert shown.last < ROWS / 3
    assert max(rows.last for rows in asked) <= shown.last + 10
    assert table.cell(CellAddress(ROWS - 1, 1)) is None


def test_asks_again_where_it_is_scrolled_to(table, asked, qtbot):
    table.verticalScrollBar().setValue(table.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: table.cell(CellAddress(ROWS - 1, 1)) is not None)
    assert table.visible_rows().last == ROWS - 1


def test_rows_stay_where_they_are_while_cells_arrive(table, qtbot):
    table.go_to(30)
    qtbot.waitUntil(lambda: table.cell(CellAddress(31, 1)) is not None)
    assert table.visible_rows().first == 30


def test_scrolling_up_into_rows_never_seen_moves_by_the_step_asked_for(table, qtbot):
    table.go_to(40)
    qtbot.waitUntil(lambda: table.cell(CellAddress(40, 1)) is not None)
    shown = image_of(table)
    table.verticalScrollBar().setValue(table.verticalScrollBar().value() - 50)
    moved = image_of(table)
    width = table.viewport().width() // 2
    assert shown.copy(0, 0, width, 200) == moved.copy(0, 50, width, 200)


def image_of(table: ClauseColumns) -> QImage:
    return table.viewport().grab().toImage()


def test_the_last_row_can_be_reached_and_nothing_is_under_it(table, qtbot):
    press(table, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: table.cell(CellAddress(ROWS - 1, 1)) is not None)
    assert table.visible_rows().last == ROWS - 1
    assert table.verticalScrollBar().value() == table.verticalScrollBar().maximum()


def test_other_rows_keep_the_current_clause(table, qtbot):
    table.go_to(21)
    rows = [row for row in table.rows() if int(row.key[1:]) % 3 == 0]
    table.set_rows(rows)
    assert table.rows()[table.current().row].key == "r21"


def test_cells_out_of_view_can_be_forgotten(table, qtbot):
    table.go_to(30)
    qtbot.waitUntil(lambda: table.cell(CellAddress(30, 1)) is not None)
    table.forget_cells()
    assert table.cell(CellAddress(0, 1)) is None
    assert table.cell(CellAddress(30, 1)) is not None


def test_paints_without_rows_and_without_columns(qtbot):
    table = ClauseColumns()
    qtbot.addWidget(table)
    table.show()
    assert not table.grab().isNull()
    table.set_columns(HEADS)
    assert not table.grab().isNull()
    assert table.visible_rows() is None
    press(table, Qt.Key.Key_Down)
    press(table, Qt.Key.Key_P)


def test_columns_are_never_too_narrow_to_read_and_scroll_sideways_instead(table, qtbot):
    assert table.horizontalScrollBar().maximum() == 0
    table.resize(420, 500)
    assert table.horizontalScrollBar().maximum() > 0
    press(table, Qt.Key.Key_Right, PLANS)
    assert table.horizontalScrollBar().value() == table.horizontalScrollBar().maximum()


# Keys -----------------------------------------------------------------------------------------------------------


def test_arrows_move_the_current_cell_and_it_stays_in_view(table, qtbot):
    press(table, Qt.Key.Key_Right)
    press(table, Qt.Key.Key_Down, 12)
    current = table.current()
    assert current.column == 1
    assert current.row > 2
    shown = table.visible_rows()
    assert shown.first <= current.row <= shown.last
    press(table, Qt.Key.Key_Left, 5)
    assert table.current().column == 0
    press(table, Qt.Key.Key_Home)
    assert table.current().row == 0


def test_page_down_and_up_come_back(table, qtbot):
    press(table, Qt.Key.Key_PageDown, 2)
    assert table.current().row > 0
    press(table, Qt.Key.Key_PageUp, 2)
    assert table.visible_rows().first == 0


@pytest.mark.parametrize(
    ("key", "verb"),
    [
        (Qt.Key.Key_P, Verb.PIN),
        (Qt.Key.Key_X, Verb.REJECT),
        (Qt.Key.Key_B, Verb.BORROW),
        (Qt.Key.Key_C, Verb.COPY),
        (Qt.Key.Key_N, Verb.NOTE),
        (Qt.Key.Key_S, Verb.SEARCH),
        (Qt.Key.Key_Return, Verb.OPEN),
    ],
)
def test_a_key_asks_for_its_verb_of_the_current_cell(table, qtbot, key, verb):
    press(table, Qt.Key.Key_Right, 2)
    with qtbot.waitSignal(table.action_triggered) as asked:
        press(table, key)
    action = asked.args[0]
    assert (action.verb, action.row, action.column, action.candidate.key) == (verb, "r0", "p2", "c0-2")


def test_the_base_is_neither_pinned_nor_borrowed(table, qtbot):
    for key in (Qt.Key.Key_P, Qt.Key.Key_X, Qt.Key.Key_B, Qt.Key.Key_N):
        with qtbot.assertNotEmitted(table.action_triggered, wait=20):
            press(table, key)


def test_nothing_found_cannot_be_pinned_but_another_can_be_looked_for(table, qtbot):
    table.set_cells({("r0", "p1"): Candidate("", "", "", band="无对应")})
    press(table, Qt.Key.Key_Right)
    with qtbot.assertNotEmitted(table.action_triggered, wait=20):
        press(table, Qt.Key.Key_P)
    with qtbot.waitSignal(table.action_triggered) as asked:
        press(table, Qt.Key.Key_S)
    assert asked.args[0].verb is Verb.SEARCH


def test_space_shows_the_whole_row_and_folds_it_again(table, qtbot):
    table.set_cells({("r0", "p1"): candidate(0, 1, text=LONG)})
    before = table.visible_rows()
    press(table, Qt.Key.Key_Space)
    assert table.visible_rows() == RowRange(0, 0)
    press(table, Qt.Key.Key_Space)
    assert table.visible_rows() == before


def test_all_rows_unfold_and_fold(table):
    table.fold_all(False)
    assert not table.all_folded()
    unfolded = table.verticalScrollBar().maximum()
    table.fold_all(True)
    assert table.verticalScrollBar().maximum() < unfolded


# Mouse ----------------------------------------------------------------------------------------------------------


def test_clicking_the_pin_asks_for_it(table, qtbot):
    point = point_of(table, 1, "固定")
    with qtbot.waitSignal(table.action_triggered) as asked:
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert asked.args[0].verb is Verb.PIN
    assert table.current() == CellAddress(0, 1)


def test_the_tooltip_of_a_chip_explains_the_band(table):
    assert table.hint_at(QPointF(point_of(table, 1, "同题"))) == "同题：主题一致"


def test_letting_go_elsewhere_asks_for_nothing(table, qtbot):
    point = point_of(table, 1, "排除")
    with qtbot.assertNotEmitted(table.action_triggered, wait=20):
        QTest.mousePress(table.viewport(), Qt.MouseButton.LeftButton, pos=point)
        QTest.mouseRelease(table.viewport(), Qt.MouseButton.LeftButton, pos=point + QPoint(0, 90))


def test_selected_text_is_copied_and_goes_with_what_is_asked(table, qtbot):
    start = point_of(table, 1, "固定") + QPoint(30, 34)
    QTest.mousePress(table.viewport(), Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(table.viewport(), start + QPoint(80, 0))
    QTest.mouseRelease(table.viewport(), Qt.MouseButton.LeftButton, pos=start + QPoint(80, 0))
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text()
    assert copied
    assert copied in LONG
    with qtbot.waitSignal(table.action_triggered) as asked:
        press(table, Qt.Key.Key_B)
    assert asked.args[0].text == copied


def test_the_menu_of_others_offers_each_and_a_search(table, qtbot):
    menu = table.others_menu(CellAddress(0, 1))
    actions = [action for action in menu.actions() if not action.isSeparator()]
    assert [action.text().strip() for action in actions][-1] == "另选条款…"
    assert "已排除" in actions[1].text()
    with qtbot.waitSignal(table.action_triggered) as asked:
        actions[0].trigger()
    assert asked.args[0].verb is Verb.CHOOSE
    assert asked.args[0].item.key == "other"


# Columns --------------------------------------------------------------------------------------------------------


def test_columns_move_by_their_buttons(table, qtbot):
    right = next(button for button in table.findChildren(QToolButton) if button.accessibleName() == "规划1 右移")
    with qtbot.waitSignal(table.order_changed) as order:
        right.click()
    assert order.args[0] == ("p2", "p1", "p3")


def test_columns_move_by_dragging_their_heads(table, qtbot):
    header = table.findChild(ColumnHeader)
    step = table.viewport().width() // (PLANS + 1)
    with qtbot.waitSignal(table.order_changed) as order:
        QTest.mousePress(header, Qt.MouseButton.LeftButton, pos=QPoint(round(3.3 * step), 30))
        QTest.mouseMove(header, QPoint(round(2.0 * step), 30))
        QTest.mouseMove(header, QPoint(round(1.4 * step), 30))
        QTest.mouseRelease(header, Qt.MouseButton.LeftButton, pos=QPoint(round(1.4 * step), 30))
    assert order.args[0] == ("p3", "p1", "p2")


def test_a_screen_reader_hears_the_current_cell(table):
    press(table, Qt.Key.Key_Right)
    assert table.accessibleDescription() == "规划1，同题，二/1，对应条款0"


def test_what_is_looked_for_is_marked(table, qtbot):
    before = image_of(table)
    from PySide6.QtGui import QColor, QFont

    from widgets.candidate import StrengthColors
    from widgets.clause_cell import FIND
    from widgets.marked_layout import MarkStyle

    marks = {FIND: MarkStyle(QColor("#00ffff"))}
    table.set_looks(QFont(), marks, StrengthColors.of_palette(table.palette()))
    table.set_find("绿色信贷")
    after = image_of(table)
    assert before != after
    row = [QColor(after.pixel(x, y)).name() for x in range(0, after.width(), 3) for y in range(0, after.height(), 3)]
    assert "#00ffff" in row


def test_page_up_leaves_the_end(table, qtbot):
    table.verticalScrollBar().setValue(table.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: table.visible_rows().last == ROWS - 1)
    press(table, Qt.Key.Key_PageUp, 3)
    assert table.visible_rows().last < ROWS - 1
