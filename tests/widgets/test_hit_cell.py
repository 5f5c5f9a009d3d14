from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage, QPalette

from widgets.hit_cell import HitCell
from widgets.row_table import RowTable
from widgets.row_table_model import Column, RowGroup


@pytest.fixture
def table(qtbot) -> RowTable:
    table = RowTable((Column("上下文", "".join, stretch=True),), key=lambda row: row)
    table.setItemDelegateForColumn(
        0, HitCell(table, table.line, lambda row: None if isinstance(row, RowGroup) else row)
    )
    qtbot.addWidget(table)
    palette = table.palette()
    palette.setColor(QPalette.ColorRole.Link, QColor("#ff0000"))
    table.setPalette(palette)
    table.resize(500, 200)
    table.show()
    return table


def red(image: QImage) -> int:
    colors = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return sum(color.red() > 200 and color.green() < 90 and color.blue() < 90 for color in colors)


def test_the_word_stands_out_and_the_lines_of_groups_are_drawn_as_usual(table):
    table.set_groups([RowGroup("甲市", (("前文", "", "后文"),))])
    assert red(table.viewport().grab().toImage()) == 0
    table.set_groups([RowGroup("甲市", (("前文", "词", "后文"),))])
    assert red(table.viewport().grab().toImage()) > 5


def test_the_word_stays_in_view_however_long_its_surroundings_are(table):
    table.set_rows([("长" * 400, "词", "长" * 400)])
    assert red(table.viewport().grab().toImage()) > 5
