"""The table of cells by itself: typing, choosing, copying, pasting, clearing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import QComboBox, QLineEdit

from widgets.cell_table import LEAST, CellTable
from widgets.cell_table_model import Cell, CellEdit, Column, PastedBlock, Row

COLUMNS = (
    Column("fruit", "水果", 0, editable=True),
    Column("colour", "颜色", 8, editable=True, choices=("", "红", "绿")),
    Column("weight", "重量", 8, numeric=True),
)


def row(key: str, *texts: str, editable: bool = True) -> Row:
    return Row(key, tuple(Cell(text) for text in texts), editable)


@pytest.fixture
def table(qtbot) -> CellTable:
    table = CellTable(COLUMNS)
    qtbot.addWidget(table)
    table.set_rows((row("a", "苹果", "红", "3"), row("b", "梨", "", "4"), row("c", "枣", "", "1", editable=False)))
    table.show()
    return table


def at(table: CellTable, number: int, column: int) -> None:
    table.setCurrentIndex(table.rows.index(number, column))


def test_typing_asks_for_the_change_and_shows_it_only_when_given(table, qtbot) -> None:
    at(table, 1, 0)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    editor = table.findChild(QLineEdit)
    editor.setText("桃")
    with qtbot.waitSignal(table.edited) as told:
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert told.args == [CellEdit("b", "fruit", "桃")]
    assert table.rows.rows[1].cells[0].text == "梨"


def test_the_same_text_asks_for_nothing(table, qtbot) -> None:
    with qtbot.assertNotEmitted(table.edited):
        table.rows.setData(table.rows.index(0, 0), "苹果")


def test_rows_given_again_leave_an_open_editor_alone(table, qtbot) -> None:
    at(table, 1, 0)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    editor = table.findChild(QLineEdit)
    editor.setText("桃")
    table.set_rows((row("a", "苹果", "绿", "3"), *table.rows.rows[1:]))
    assert table.findChild(QLineEdit) is editor
    assert editor.text() == "桃"


@pytest.mark.qt_log_ignore("This plugin does not support")  # lists that pop up, on the offscreen platform
def test_choices_are_a_list(table, qtbot) -> None:
    at(table, 1, 1)
    table.edit(table.currentIndex())
    box = table.findChild(QComboBox)
    assert [box.itemText(number) for number in range(box.count())] == ["", "红", "绿"]
    with qtbot.waitSignal(table.edited) as told:
        box.setCurrentText("绿")
        box.activated.emit(2)
    assert told.args == [CellEdit("b", "colour", "绿")]


@pytest.mark.parametrize(("number", "column", "key"), [(0, 2, "a"), (2, 0, "c")])
def test_what_is_not_editable_is_opened_instead(table, qtbot, number, column, key) -> None:
    at(table, number, column)
    with qtbot.waitSignal(table.opened) as told:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert told.args == [key]
    assert table.findChild(QLineEdit) is None


def test_copied_cells_paste_back_the_same(table, qtbot) -> None:
    table.selectAll()
    table.copy()
    assert QGuiApplication.clipboard().text() == "苹果\t红\t3\n梨\t\t4\n枣\t\t1\n"
    at(table, 0, 0)
    with qtbot.waitSignal(table.pasted) as told:
        table.paste()
    assert told.args == [PastedBlock(0, 0, (("苹果", "红", "3"), ("梨", "", "4"), ("枣", "", "1")))]


def test_pasted_cells_may_hold_quotes_and_line_breaks(table, qtbot) -> None:
    QGuiApplication.clipboard().setText('"上\n下"\t"一""二"\r\n\r\n')
    with qtbot.waitSignal(table.pasted) as told:
        table.paste()
    assert told.args[0].lines == (("上\n下", '一"二'),)


def test_delete_asks_to_empty_the_editable_cells(table, qtbot) -> None:
    table.selectAll()
    with qtbot.waitSignal(table.cleared) as told:
        qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert told.args[0] == (CellEdit("a", "fruit", ""), CellEdit("a", "colour", ""), CellEdit("b", "fruit", ""))


def test_the_cursor_stays_on_its_row(table) -> None:
    at(table, 1, 2)
    table.set_rows((row("b", "梨", "", "4"), row("a", "苹果", "红", "3")))
    assert (table.current_key(), table.currentIndex().row(), table.currentIndex().column()) == ("b", 0, 2)
    table.set_rows((row("a", "苹果", "红", "3"),))
    assert table.current_key() == "a"
    table.set_rows(())
    assert table.current_key() is None


def test_tones_take_the_colours_handed_in(table) -> None:
    table.set_colours({"warning ground": QColor("#fff000")})
    table.set_rows((Row("a", (Cell("苹果", tone="warning"), Cell(), Cell())),))
    index = table.rows.index(0, 0)
    assert index.data(Qt.ItemDataRole.BackgroundRole) == QColor("#fff000")
    assert index.data(Qt.ItemDataRole.ForegroundRole) is None


def test_the_column_that_takes_what_is_left_can_be_read_in_a_narrow_window_too(qtbot):
    table = CellTable((Column("name", "名称", 0), Column("value", "数值", 20)))
    qtbot.addWidget(table)
    table.show()
    unit = table.fontMetrics().horizontalAdvance("0")
    table.resize(1200, 200)
    assert table.horizontalHeader().length() == table.viewport().width()
    table.resize(120, 200)
    assert table.columnWidth(0) == LEAST * unit
