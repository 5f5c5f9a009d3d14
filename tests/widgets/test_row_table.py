"""A table of values in groups, under a user's hands."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester

from widgets.row_table import LEAST_EMS, RowTable
from widgets.row_table_model import Column, RowGroup, RowTableModel


@dataclass(frozen=True, slots=True)
class City:
    name: str
    banks: int


PINE, WILLOW, ELM = City("松泉", 12), City("柳河", 7), City("榆关", 1200)
COLUMNS = (
    Column("城市", lambda city: city.name, stretch=1, tooltip=lambda city: f"{city.name}市"),
    Column("银行", lambda city: f"{city.banks:,}", right=True),
)
GROUPS = (RowGroup("甲", (PINE, WILLOW)), RowGroup("乙", (ELM,)))


@pytest.fixture
def table(qtbot) -> RowTable:
    table = RowTable(COLUMNS, key=lambda city: city.name)
    qtbot.addWidget(table)
    table.resize(500, 300)
    table.show()
    return table


def texts(table: RowTable) -> list[list[str]]:
    model = table.model()
    return [[model.index(row, column).data() for column in range(2)] for row in range(model.rowCount())]


def test_the_model_keeps_the_rules_of_models(qtbot) -> None:
    model = RowTableModel(COLUMNS)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for groups in (GROUPS, (), (RowGroup("", (PINE,)),), GROUPS[:1]):
        model.set_groups(groups)
    assert tester.model() is model


def test_rows_stand_under_the_line_of_their_group(table: RowTable) -> None:
    table.set_groups(GROUPS)
    assert texts(table) == [["甲", None], ["松泉", "12"], ["柳河", "7"], ["乙", None], ["榆关", "1,200"]]
    assert table.columnSpan(0, 0) == 2
    assert table.columnSpan(1, 0) == 1


def test_numbers_stand_right_under_their_head(table: RowTable) -> None:
    table.set_rows([PINE])
    right = Qt.AlignmentFlag.AlignRight
    assert table.model().index(0, 1).data(Qt.ItemDataRole.TextAlignmentRole) & right
    assert table.model().headerData(1, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole) & right
    assert table.model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole) == "松泉市"


def test_the_first_row_becomes_current_and_stays_so_by_its_key(table: RowTable, qtbot) -> None:
    with qtbot.waitSignal(table.row_chosen) as chosen:
        table.set_groups(GROUPS)
    assert chosen.args == [PINE]
    assert table.set_current("榆关")
    table.set_groups((RowGroup("丙", (replace(ELM, banks=3), PINE)),))
    assert table.current_row() == City("榆关", 3)
    assert not table.set_current("没有")


def test_an_empty_table_has_no_current_row(table: RowTable, qtbot) -> None:
    table.set_groups(GROUPS)
    with qtbot.waitSignal(table.row_chosen) as chosen:
        table.set_groups(())
    assert chosen.args == [None]
    assert table.current_row() is None


def test_arrows_pass_over_the_lines_of_groups(table: RowTable, qtbot) -> None:
    table.set_groups(GROUPS)
    for expected in (WILLOW, ELM):
        qtbot.keyClick(table, Qt.Key.Key_Down)
        assert table.current_row() == expected


def test_enter_and_double_click_activate_and_delete_asks(table: RowTable, qtbot) -> None:
    table.set_groups(GROUPS)
    with qtbot.waitSignal(table.row_activated) as entered:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    place = table.visualRect(table.model().index(2, 0)).center()
    with qtbot.waitSignal(table.row_activated) as clicked:
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
        qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    with qtbot.waitSignal(table.delete_requested) as deleted:
        qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert [entered.args, clicked.args, deleted.args] == [[PINE], [WILLOW], [WILLOW]]


def test_a_group_line_does_nothing(table: RowTable, qtbot) -> None:
    table.set_groups(GROUPS)
    place = table.visualRect(table.model().index(3, 0)).center()
    with qtbot.assertNotEmitted(table.row_activated), qtbot.assertNotEmitted(table.menu_requested):
        qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
        table.customContextMenuRequested.emit(place)
    with qtbot.waitSignal(table.menu_requested):
        table.customContextMenuRequested.emit(table.visualRect(table.model().index(1, 0)).center())
    with qtbot.assertNotEmitted(table.menu_requested):
        table.customContextMenuRequested.emit(QPoint(5, 290))


def test_nothing_is_cut_off_and_a_narrow_table_scrolls(table: RowTable) -> None:
    table.set_groups(GROUPS)
    assert table.columnWidth(1) >= table.fontMetrics().horizontalAdvance("1,200")
    assert table.columnWidth(0) + table.columnWidth(1) == table.viewport().width()
    table.resize(120, 300)
    assert table.columnWidth(0) == LEAST_EMS * table.fontMetrics().height()
    assert table.horizontalScrollBar().maximum() > 0
