from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPalette

from widgets.marked_layout import Mark, MarkedLayout, MarkStyle, TextSetting, Underline

TEXT = "松泉市将发展绿色金融，到2025年绿色贷款余额达到1.2万亿元；支持“专精特新”企业上市（含新三板）。" * 4
CLOSING = "，。；：、）》”！？"

texts = st.text(alphabet="金融松泉绿色贷款，。；（）“”2025%ab 𠮷\n", max_size=120)


@pytest.fixture(autouse=True)
def _application(qapp):
    """Fonts need an application."""


def laid_out(text: str = TEXT, width: float = 200, **more) -> MarkedLayout:
    return MarkedLayout(text, QFont(), width, **more)


def lines_of(layout: MarkedLayout) -> list[str]:
    """The text of every line, by asking where a point at each line's left and right edges is."""
    starts = [layout.offset_at(QPointF(-1000, (number + 0.5) * layout.line_height)) for number in range(layout.lines)]
    return [layout.text[a:b].strip("\n") for a, b in zip(starts, [*starts[1:], len(layout.text)], strict=True)]


def painted(layout: MarkedLayout, **more) -> QImage:
    image = QImage(round(layout.width) + 20, round(layout.height) + 1, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    layout.draw(painter, QPointF(0, 0), QPalette(), **more)
    painter.end()
    return image


def colours(image: QImage) -> set[str]:
    pixels = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return {QColor(image.pixel(x, y)).name() for x, y in pixels}


def test_no_line_begins_with_closing_punctuation():
    for width in range(120, 300, 17):
        assert not [line for line in lines_of(laid_out(width=width)) if line[0] in CLOSING]


def ink(image: QImage, top: float, bottom: float) -> list[int]:
    """The columns of pixels that are not white between two heights."""
    white = QColor(Qt.GlobalColor.white).rgb()
    rows = range(round(top), min(round(bottom), image.height()))
    return [x for x in range(image.width()) if any(image.pixel(x, y) != white for y in rows)]


def test_every_paragraph_is_indented_by_two_characters():
    text = "国国国国国国。\n国国国国。"
    height = laid_out(text, 300).line_height
    indented = painted(laid_out(text, 300))
    plain = painted(laid_out(text, 300, setting=TextSetting(indent=0)))
    character = QFontMetricsF(QFont()).horizontalAdvance("国")
    for number in range(2):
        band = (number * height, (number + 1) * height)
        assert ink(indented, *band)[0] - ink(plain, *band)[0] == pytest.approx(2 * character, abs=1)


def test_narrower_text_is_higher():
    assert laid_out(width=120).height > laid_out(width=240).height > laid_out(width=480).height


@given(texts, st.integers(min_value=60, max_value=400))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_lines_hold_the_whole_text_in_order(text, width):
    joined = "".join(lines_of(laid_out(text, width))).replace(" ", "")
    assert joined == text.replace("\n", "").replace(" ", "")


@given(texts, st.integers(min_value=1, max_value=6))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_clipped_text_has_the_lines_asked_for_and_says_when_more_are_hidden(text, lines):
    whole, clipped = laid_out(text, 150), laid_out(text, 150, max_lines=lines)
    assert clipped.lines == min(lines, whole.lines)
    assert clipped.clipped == (whole.lines > lines)


@given(texts)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_offset_lies_on_the_line_that_is_found_for_it(text):
    layout = laid_out(text, 150)
    for offset in range(len(text)):
        y = layout.top_of(offset)
        assert 0 <= y < layout.height
        assert layout.offset_at(QPointF(-1000, y + 1)) <= offset


def test_marks_paint_their_ground_and_a_selection_paints_over():
    yellow = QColor("#ffee00")
    style = {"phrase": MarkStyle(yellow, Underline.SingleUnderline, QColor("#ff0000"))}
    marks = (Mark(5, 9, "phrase"), Mark(0, 2, "unknown"))
    layout = laid_out(marks=marks, styles=style)
    assert yellow.name() in colours(painted(layout))
    assert "#ff0000" in colours(painted(layout))
    highlight = QPalette().color(QPalette.ColorRole.Highlight).name()
    assert highlight not in colours(painted(layout))
    assert highlight in colours(painted(layout, selection=(20, 3)))


def test_a_mark_behind_a_rare_character_stands_where_it_should():
    """Such a character is two units long for Qt and one for Python."""
    style = {"phrase": MarkStyle(QColor("#ffee00"))}
    plain = painted(laid_out("国国国金融国国", 400, marks=(Mark(3, 5, "phrase"),), styles=style))
    rare = painted(laid_out("国国𠮷金融国国", 400, marks=(Mark(3, 5, "phrase"),), styles=style))

    def marked(image: QImage) -> list[int]:
        ground = QColor("#ffee00").rgb()
        return [x for x in range(image.width()) if any(image.pixel(x, y) == ground for y in range(image.height()))]

    assert abs(marked(plain)[0] - marked(rare)[0]) <= 2
    assert abs(marked(plain)[-1] - marked(rare)[-1]) <= 2


def test_full_lines_reach_the_edge_and_a_line_cut_short_by_a_long_figure_does_not():
    """Spread digits are hard to read: 1 2 3 4 5 6."""
    character = QFontMetricsF(QFont()).horizontalAdvance("国")
    width = 12.4 * character
    height = laid_out("国", width).line_height
    full = painted(laid_out("国" * 30, width))
    assert ink(full, height, 2 * height)[-1] >= width - 3
    cut_short = painted(laid_out("国" * 7 + "123456789012" + "国" * 9, width))
    assert ink(cut_short, 0, height)[-1] < width - character
