from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from widgets.marked_text import Mark, MarkedText, sentence_at

TEXT = "扩大绿色信贷。支持发行绿色债券；探索碳账户。\n第二段说明保障措施。"


@pytest.fixture
def widget(qtbot) -> MarkedText:
    widget = MarkedText()
    qtbot.addWidget(widget)
    widget.set_text(TEXT)
    widget.resize(160, widget.heightForWidth(160))
    widget.show()
    qtbot.waitExposed(widget)
    return widget


def test_asks_for_the_height_that_its_width_needs(widget):
    assert widget.hasHeightForWidth()
    assert widget.heightForWidth(100) > widget.heightForWidth(400)


def test_copies_what_the_mouse_has_selected(widget):
    QGuiApplication.clipboard().clear()
    QTest.mousePress(widget, Qt.MouseButton.LeftButton, pos=QPoint(0, 2))
    QTest.mouseMove(widget, QPoint(150, 2))
    QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=QPoint(150, 2))
    assert TEXT.startswith(widget.selected_text())
    assert widget.selected_text()
    QTest.keyClick(widget, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == widget.selected_text()


def test_copies_all_when_nothing_is_selected(widget):
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == TEXT


def test_selects_by_keyboard(widget):
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert widget.selected_text() == TEXT
    widget.select(0, 0)
    for _press in range(3):
        QTest.keyClick(widget, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert widget.selected_text() == TEXT[:3]


def test_a_double_click_takes_the_sentence(widget):
    QTest.mouseDClick(widget, Qt.MouseButton.LeftButton, pos=QPoint(60, 8))
    assert widget.selected_text() == "扩大绿色信贷。"


@pytest.mark.parametrize(
    ("offset", "sentence"),
    [(0, "扩大绿色信贷。"), (9, "支持发行绿色债券；"), (len(TEXT) - 1, "第二段说明保障措施。")],
)
def test_sentences_end_at_their_punctuation(offset, sentence):
    start, end = sentence_at(TEXT, offset)
    assert TEXT[start:end] == sentence


def test_says_when_lines_are_hidden(widget, qtbot):
    assert not widget.is_clipped()
    widget.set_max_lines(1)
    assert widget.is_clipped()
    widget.set_max_lines(None)
    assert not widget.is_clipped()


def test_tells_of_clipping_when_its_width_changes(widget, qtbot):
    widget.set_text("金融" * 12)
    widget.set_max_lines(2)
    widget.resize(600, 60)
    with qtbot.waitSignal(widget.clipped_changed) as told:
        widget.resize(90, 60)
    assert told.args == [True]


def test_marks_change_without_losing_the_selection(widget):
    widget.select(2, 6)
    widget.set_marks([Mark(0, 4, "phrase")])
    assert widget.marks() == (Mark(0, 4, "phrase"),)
    assert widget.selected_text() == TEXT[2:6]


def test_a_screen_reader_gets_the_text(widget):
    assert widget.accessibleDescription() == TEXT
