from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from widgets.elided_label import ElidedLabel

LONG = "五/（五）/1　扩大绿色信贷和债券"


def row_with(qtbot, width: int) -> tuple[QWidget, ElidedLabel, QPushButton]:
    around = QWidget()
    qtbot.addWidget(around)
    line, button = ElidedLabel(LONG, "faint", around), QPushButton("导出", around)
    row = QHBoxLayout(around)
    row.addWidget(line)
    row.addWidget(button)
    around.resize(width, 40)
    around.show()
    return around, line, button


def test_a_text_with_room_is_shown_whole(qtbot):
    _around, line, _button = row_with(qtbot, 900)
    assert line.shown_text() == LONG


def test_a_text_without_room_is_cut_before_its_neighbour_is_and_can_be_read_as_the_tooltip(qtbot):
    _around, line, button = row_with(qtbot, 200)
    assert line.shown_text().endswith("…")
    assert button.width() >= button.minimumSizeHint().width()
    assert line.text() == line.toolTip() == LONG
    assert not line.grab().isNull()
