from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from widgets.overview_strip import OverviewStrip, Strength, StripCell, StripColumn, StripLine


@pytest.fixture
def strip(qtbot) -> OverviewStrip:
    strip = OverviewStrip()
    qtbot.addWidget(strip)
    strip.set_lines([StripLine("a", "柳河市"), StripLine("b", "松泉市")])
    strip.set_columns([StripColumn(str(n), f"一/{n}　条款{n}", n % 10 == 0) for n in range(40)])
    strip.resize(800, strip.sizeHint().height())
    strip.show()
    qtbot.waitExposed(strip)
    return strip


def centre(strip: OverviewStrip, column: int, line: int) -> QPoint:
    return strip.rect_of(column, line).center().toPoint()


def test_clicking_a_cell_asks_for_its_column(strip, qtbot):
    with qtbot.waitSignal(strip.column_activated) as asked:
        QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=centre(strip, 17, 1))
    assert asked.args == [17]


def test_the_names_in_the_margin_are_no_cells(strip, qtbot):
    with qtbot.assertNotEmitted(strip.column_activated, wait=20):
        QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(4, 6))


def test_arrows_walk_along_the_columns(strip, qtbot):
    strip.setFocus()
    with qtbot.waitSignal(strip.column_activated) as asked:
        QTest.keyClick(strip, Qt.Key.Key_Right)
    assert asked.args == [1]
    with qtbot.waitSignal(strip.column_activated) as asked:
        QTest.keyClick(strip, Qt.Key.Key_End)
    assert asked.args == [39]


def test_a_tooltip_tells_the_clause_the_plan_and_the_band(strip):
    strip.set_cells({("3", "b"): StripCell(Strength.STRONG, hint="同题　二/1")})
    assert strip.hint_at(QPointF(centre(strip, 3, 1))) == "一/3　条款3\n松泉市：同题　二/1"
    assert strip.hint_at(QPointF(centre(strip, 3, 0))).endswith("正在计算")


def test_strengths_differ_in_shape(strip):
    """Not by colour alone: the painted height of the cells differs."""
    strip.set_columns([StripColumn(str(n)) for n in range(4)])
    strip.set_cells(
        {
            ("0", "a"): StripCell(Strength.STRONG),
            ("1", "a"): StripCell(Strength.RELATED),
            ("2", "a"): StripCell(Strength.MENTION),
            ("3", "a"): StripCell(Strength.NONE),
        }
    )
    image = strip.grab().toImage()

    def inked(column: int) -> int:
        rect = strip.rect_of(column, 0).toRect()
        ground = image.pixel(rect.center().x(), strip.rect_of(3, 0).center().toPoint().y())
        x = rect.center().x()
        ground = image.pixel(strip.rect_of(3, 0).center().toPoint())
        return sum(image.pixel(x, y) != ground for y in range(rect.top() + 2, rect.bottom() - 1))

    assert inked(0) > inked(1) > inked(2) > inked(3) == 0


def test_a_pin_shows_on_a_strong_cell(strip):
    strip.set_cells({("5", "a"): StripCell(Strength.STRONG)})
    plain = strip.grab().toImage()
    strip.set_cells({("5", "a"): StripCell(Strength.STRONG, pinned=True)})
    assert strip.grab().toImage() != plain


def test_cells_stay_when_the_columns_are_set_again(strip):
    strip.set_cells({("5", "a"): StripCell(Strength.STRONG), ("39", "a"): StripCell(Strength.STRONG)})
    strip.set_columns([StripColumn(str(n)) for n in range(20)])
    assert strip.cell("5", "a") is not None
    assert strip.cell("39", "a") is None


def test_the_view_is_framed(strip):
    before = strip.grab().toImage()
    strip.set_view(3, 6)
    assert strip.grab().toImage() != before


def test_more_columns_than_pixels_still_paint_and_answer(strip, qtbot):
    strip.set_columns([StripColumn(str(n)) for n in range(3000)])
    assert not strip.grab().isNull()
    with qtbot.waitSignal(strip.column_activated) as asked:
        QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(strip.width() - 12, 6))
    assert asked.args[0] > 2900
