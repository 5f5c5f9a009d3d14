from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QTextCursor
from PySide6.QtWidgets import QTextEdit

from widgets.margin_marks import MarginMark, MarginMarks


@pytest.fixture
def editor(qtbot) -> QTextEdit:
    editor = QTextEdit()
    editor.document().setDocumentMargin(28)
    editor.setPlainText("\n".join(f"第{number}段" for number in range(60)))
    qtbot.addWidget(editor)
    editor.resize(400, 300)
    editor.show()
    return editor


@pytest.fixture
def margin(editor) -> MarginMarks:
    margin = MarginMarks(editor)
    margin.set_color(QColor("#ff0000"))
    margin.show()
    return margin


def height_of_red(margin: MarginMarks) -> int:
    image = margin.grab().toImage()
    x = margin.width() // 2
    return sum(image.pixelColor(x, y).red() > image.pixelColor(x, y).green() + 30 for y in range(image.height()))


def test_a_bar_is_as_long_as_the_share(margin):
    margin.set_marks({1: MarginMark(1.0)})
    whole = height_of_red(margin)
    margin.set_marks({1: MarginMark(0.5)})
    assert whole > 0
    assert abs(height_of_red(margin) - whole / 2) <= 1
    margin.set_marks({})
    assert height_of_red(margin) == 0


def test_bars_move_along_when_lines_come_and_go_above_them(editor, margin):
    margin.set_marks({0: MarginMark(1.0), 5: MarginMark(1.0)})
    cursor = QTextCursor(editor.document().findBlockByNumber(2))
    cursor.insertBlock()
    assert list(margin.marks()) == [0, 6]
    cursor.deletePreviousChar()
    assert list(margin.marks()) == [0, 5]


def test_bars_scroll_with_the_text(editor, margin):
    margin.set_marks({0: MarginMark(1.0)})
    assert height_of_red(margin) > 0
    editor.verticalScrollBar().setValue(editor.verticalScrollBar().maximum())
    assert height_of_red(margin) == 0


def test_a_mark_whose_line_is_gone_is_not_drawn(editor, margin):
    margin.set_marks({900: MarginMark(1.0)})
    assert height_of_red(margin) == 0


def test_the_bar_says_what_it_means(editor, margin):
    margin.set_marks({0: MarginMark(1.0, "借自别处")})
    inside = margin._rect(0).center()
    assert margin.hint_at(inside) == "借自别处"
    assert margin.hint_at(inside + QPoint(0, 100)) == ""
