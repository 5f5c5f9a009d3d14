from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from widgets.filter_bar import Choice, FilterBar


@pytest.fixture
def bar(qtbot) -> FilterBar:
    bar = FilterBar()
    qtbot.addWidget(bar)
    bar.add_choice("showing", "显示哪些")
    bar.set_choices("showing", [Choice("all", "全部"), Choice("missing", "仅缺")], "missing")
    bar.set_step_hints("上一处", "下一处")
    bar.show()
    qtbot.waitExposed(bar)
    return bar


def test_shows_what_is_chosen_and_tells_of_another_choice(bar, qtbot):
    box = bar.findChild(QComboBox)
    assert box.currentText() == "仅缺"
    with qtbot.waitSignal(bar.choice_changed) as changed:
        bar.choose("showing", "all")
    assert changed.args[0] == ("showing", "all")


def test_an_unknown_choice_falls_back_to_the_first(bar):
    bar.set_choices("showing", [Choice("all", "全部")], "gone")
    assert bar.findChild(QComboBox).currentData() == "all"


def test_searches_once_typing_rests(bar, qtbot):
    with qtbot.waitSignal(bar.find_changed) as found:
        QTest.keyClicks(bar.find_box, "green")
    assert found.args == ["green"]


def test_enter_searches_at_once_and_steps_on(bar, qtbot):
    QTest.keyClicks(bar.find_box, "green")
    with qtbot.waitSignals([bar.find_changed, bar.step_requested], order="strict", timeout=150):
        QTest.keyClick(bar.find_box, Qt.Key.Key_Return)
    with qtbot.waitSignal(bar.step_requested) as step:
        QTest.keyClick(bar.find_box, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert step.args == [-1]


def test_escape_empties_the_box_and_then_leaves_it(bar, qtbot):
    bar.find_box.setText("green")
    with qtbot.waitSignal(bar.find_changed) as found:
        QTest.keyClick(bar.find_box, Qt.Key.Key_Escape)
    assert found.args == [""]
    with qtbot.waitSignal(bar.left):
        QTest.keyClick(bar.find_box, Qt.Key.Key_Escape)


def test_the_buttons_step_and_have_names(bar, qtbot):
    assert bar.next.accessibleName() == "下一处"
    with qtbot.waitSignal(bar.step_requested) as step:
        bar.next.click()
    assert step.args == [1]
    with qtbot.waitSignal(bar.step_requested) as step:
        bar.previous.click()
    assert step.args == [-1]
