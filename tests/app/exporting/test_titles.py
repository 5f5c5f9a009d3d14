"""Titles break at words into lines of like length."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exporting.measure import em_width
from app.exporting.titles import MOST, title_lines


def test_a_short_title_stays_on_one_line() -> None:
    assert title_lines("青岚市“十四五”金融业发展规划") == ["青岚市“十四五”金融业发展规划"]


def test_a_notice_title_breaks_before_the_name_of_what_is_issued() -> None:
    lines = title_lines("青岚市人民政府办公厅关于印发青岚市“十四五”金融业发展规划的通知")
    assert all(em_width(line) <= MOST for line in lines)
    assert not any(line.endswith(("“", "（")) or line.startswith(("”", "的", "）")) for line in lines)
    assert any("“十四五”" in line for line in lines)


@pytest.mark.parametrize("whole", ["“十四五”", "2021—2025年", "发展规划", "金融业"])
def test_words_numbers_and_quoted_names_stay_whole(whole: str) -> None:
    title = f"青岚市人民政府关于印发青岚市“十四五”金融业发展规划（2021—2025年）和金融业{whole}清单的通知"
    assert any(whole in line for line in title_lines(title))
    assert "".join(title_lines(title)) == title


def test_line_breaks_that_were_typed_stay() -> None:
    assert title_lines("青岚市\n“十四五”规划") == ["青岚市", "“十四五”规划"]


@given(st.text(alphabet="青岚市金融业发展规划“”（）《》的和0123456789—，关于印发通知", max_size=120))
def test_nothing_is_lost_and_lines_fit(title: str) -> None:
    lines = title_lines(title)
    assert "".join(lines) == title
    longest_word = max((len(word) for word in title.split("，")), default=0)
    assert all(em_width(line) <= max(MOST, longest_word) for line in lines)
