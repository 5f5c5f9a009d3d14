from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from widgets.row_heights import Anchor, RowHeights

heights = st.lists(st.integers(min_value=1, max_value=500).map(float), min_size=1, max_size=40)
moves = st.lists(st.integers(min_value=-900, max_value=900), max_size=20)


@given(heights)
def test_the_row_at_a_rows_top_is_that_row(values):
    rows = RowHeights(values)
    assert [rows.row_at(rows.top(row)) for row in range(len(rows))] == list(range(len(rows)))
    assert rows.total() == sum(values)


@given(heights, moves)
def test_scrolling_moves_by_just_the_pixels_asked_for_however_wrong_the_guesses_were(true, steps):
    """The heights above are guesses until they are seen; what is in view must not jump when they are mended."""
    guessed = RowHeights([1.0] * len(true))
    anchor = Anchor(guessed, lambda row: true[row])
    tops = RowHeights(true)

    def place() -> float:
        return tops.top(anchor.row) + anchor.out

    for step in steps:
        before = place()
        anchor.move_by(step)
        if anchor.row == len(true) - 1:
            return  # behind the last row nothing is left to measure
        assert place() == max(0.0, before + step)


@given(heights, st.integers(min_value=0, max_value=30_000), st.integers(min_value=1, max_value=900))
def test_no_emptiness_is_shown_under_the_last_row(values, y, view):
    anchor = Anchor(RowHeights(values), lambda row: values[row])
    anchor.go_to(y)
    anchor.hold_within(view)
    assert anchor.position() <= max(0.0, sum(values) - view)
    assert 0 <= anchor.out <= values[anchor.row]


def test_no_rows_are_at_rest():
    anchor = Anchor(RowHeights(), lambda _row: 1.0)
    anchor.move_by(40)
    anchor.go_to(10)
    anchor.hold_within(100)
    assert anchor.position() == 0
