"""Heights of many rows, most of them guessed, and a place among them that stays put when a guess is mended."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate


class RowHeights:
    """Row heights in pixels; tops are summed again only when asked for after a change."""

    def __init__(self, heights: Sequence[float] = ()) -> None:
        self._heights = list(heights)
        self._tops: list[float] | None = None

    def __len__(self) -> int:
        return len(self._heights)

    def __getitem__(self, row: int) -> float:
        return self._heights[row]

    def set(self, row: int, height: float) -> None:
        if self._heights[row] != height:
            self._heights[row] = height
            self._tops = None

    def top(self, row: int) -> float:
        """The distance of a row's upper edge from the top; `row` may be one past the last."""
        if self._tops is None:
            self._tops = [0.0, *accumulate(self._heights)]
        return self._tops[row]

    def total(self) -> float:
        return self.top(len(self._heights))

    def row_at(self, y: float) -> int:
        """The row at a distance from the top, within the rows there are."""
        self.top(0)
        assert self._tops is not None
        return max(0, min(bisect_right(self._tops, y) - 1, len(self._heights) - 1))


class Anchor:
    """The row at the upper edge of the view and how many whole pixels of it are scrolled out.

    The place is kept as row and distance, so that rows above may change their height unseen.
    """

    def __init__(self, heights: RowHeights, measure: Callable[[int], float]) -> None:
        self._heights, self._measure = heights, measure
        self.row, self.out = 0, 0.0

    def position(self) -> float:
        return self._heights.top(self.row) + self.out if len(self._heights) else 0.0

    def go_to(self, y: float) -> None:
        """Jump to a distance from the top under the heights as they are known."""
        if len(self._heights):
            self.row = self._heights.row_at(max(0.0, y))
            self.out = max(0.0, float(round(y - self._heights.top(self.row))))

    def move_by(self, dy: float) -> None:
        """Scroll by pixels; every row that comes into view is measured first, so that none jumps."""
        self.out += round(dy)
        while self.out < 0 and self.row > 0:
            self.row -= 1
            self._settle(self.row)
            self.out += self._heights[self.row]
        self.out = max(0.0, self.out)
        while self.row + 1 < len(self._heights):
            self._settle(self.row)
            if self.out < self._heights[self.row]:
                break
            self.out -= self._heights[self.row]
            self.row += 1

    def hold_within(self, view_height: float) -> None:
        """Never show emptiness under the last row while there are rows above."""
        if len(self._heights):
            overshoot = self.position() - max(0.0, self._heights.total() - view_height)
            if overshoot > 0:
                self.go_to(self.position() - overshoot)

    def _settle(self, row: int) -> None:
        self._heights.set(row, self._measure(row))
