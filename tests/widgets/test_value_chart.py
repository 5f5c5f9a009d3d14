from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QPalette

from widgets.value_chart import Filling, ValueBar, ValueChart, ValueGroup

GROUPS = (
    ValueGroup(
        "柳河市", (ValueBar("2020年", "40亿元", 40, Filling.HATCHED), ValueBar("2025年", "80亿元", 80)), chosen=True
    ),
    ValueGroup("松泉市", (ValueBar("2025年", "位居前列", None),)),
    ValueGroup("青原市", note="无"),
)


@pytest.fixture
def chart(qtbot) -> ValueChart:
    chart = ValueChart(((Filling.HATCHED, "基期"), (Filling.FULL, "目标")))
    qtbot.addWidget(chart)
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Base, QColor("white"))
    palette.setColor(QPalette.ColorRole.Highlight, QColor("#008000"))
    chart.setPalette(palette)
    chart.set_groups(GROUPS, "没有数值")
    chart.resize(500, chart.sizeHint().height())
    chart.show()
    return chart


def coloured(chart: ValueChart, top: float, bottom: float) -> int:
    """How many points of a slice of the chart, right of the legend's and bars' left edge, have the chosen colour."""
    image = chart.grab().toImage()
    green = QColor("#008000")
    return sum(
        image.pixelColor(x, y) == green for y in range(int(top), int(bottom)) for x in range(150, image.width(), 3)
    )


def test_a_target_twice_the_base_has_a_bar_twice_as_long(chart):
    places = chart._places()
    assert places.scale * 80 <= chart.width() - places.zero
    top, line = chart._top(0), chart._line()
    middle = chart.grab().toImage()
    row = int(top + 1.5 * line)
    length = sum(middle.pixelColor(x, row) == QColor("#008000") for x in range(middle.width()))
    assert length == pytest.approx(80 * places.scale, abs=3)


def test_base_and_target_are_told_apart_without_colour(chart):
    top, line = chart._top(0), chart._line()
    hatched, full = coloured(chart, top, top + line), coloured(chart, top + line, top + 2 * line)
    assert 0 < hatched < full / 3


def test_negative_values_lie_left_of_zero(chart):
    chart.set_groups((ValueGroup("甲", (ValueBar("2020年", "-5%", -5), ValueBar("2025年", "5%", 5))),))
    places = chart._places()
    assert places.zero - 5 * places.scale == pytest.approx(places.left)


def test_what_is_seen_is_also_said(chart):
    assert chart.accessibleDescription() == "柳河市：2020年 40亿元，2025年 80亿元；松泉市：2025年 位居前列；青原市：无"


def test_finds_the_group_at_a_height(chart):
    assert chart.group_at(chart._top(1) + 2) == GROUPS[1]
    assert chart.group_at(0) is None


def test_without_values_it_says_what_to_do(chart):
    chart.set_groups(GROUPS[1:], "填上数值")
    assert chart.is_empty()
    chart.set_groups((), "填上数值")
    assert (chart.is_empty(), chart.accessibleDescription()) == (True, "填上数值")


def test_larger_type_needs_a_higher_chart(chart):
    before = chart.minimumHeight()
    font = chart.font()
    font.setPointSizeF(font.pointSizeF() * 1.5)
    chart.setFont(font)
    assert chart.minimumHeight() > before
