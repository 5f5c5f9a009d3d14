"""Widths and line counts on a grid of Han characters."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.exporting.measure import em_width, line_count


def test_han_and_full_width_marks_are_one_wide_digits_half() -> None:
    assert em_width("金融，“十四五”——") == 10
    assert em_width("2025年") == 3
    assert em_width("①") == 1


def test_a_full_line_is_one_line_and_one_more_character_two() -> None:
    assert line_count("金" * 28, 28) == 1
    assert line_count("金" * 29, 28) == 2
    assert line_count("金" * 26, 28, first_indent=2) == 1
    assert line_count("金" * 27, 28, first_indent=2) == 2


def test_a_closing_mark_takes_its_character_to_the_next_line() -> None:
    assert line_count("金" * 28 + "。" + "融" * 26, 28) == 2
    assert line_count("金" * 28 + "。" + "融" * 27, 28) == 3


def test_a_number_is_not_broken() -> None:
    assert line_count("金" * 27 + "2025" + "融" * 26, 28) == 2
    assert line_count("金" * 27 + "2025" + "融" * 27, 28) == 3


@given(st.text(alphabet="金融。，“”（）12a%", max_size=200), st.integers(6, 40))
def test_more_room_never_takes_more_lines(text: str, width: int) -> None:
    assert 1 <= line_count(text, width + 10) <= line_count(text, width)
