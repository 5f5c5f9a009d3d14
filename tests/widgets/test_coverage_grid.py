from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor

from widgets.coverage_grid import CoverageGrid, GridAddress, GridCell, GridLine

ROWS = [GridLine("green", "绿色"), GridLine("rural", "农村")]
COLUMNS = [GridLine("own", "本稿", own=True), GridLine("a", "甲市", "甲市金融规划")]
CELLS = {
    ("green", "own"): GridCell("2", 0.4, "本稿 2 条"),
    ("green", "a"): GridCell("9", 1.0, "甲市 9 条"),
    ("rural", "own"): GridCell(gap=True, hint="本稿没有"),
}


@pytest.fixture
def grid(qtbot) -> CoverageGrid:
    grid = CoverageGrid()
    qtbot.addWidget(grid)
    grid.set_grid(ROWS, COLUMNS, CELLS)
    grid.resize(420, 200)
    grid.show()
    return grid


def spot(grid: CoverageGrid, row: int, column: int) -> QPoint:
    return grid.visualRect(grid.model().index(row, column)).center()


def ground(grid: CoverageGrid, row: int, column: int) -> QColor:
    corner = grid.visualRect(grid.model().index(row, column)).topLeft() + QPoint(4, 4)
    return grid.viewport().grab().toImage().pixelColor(corner)


def test_cells_print_their_numbers_and_gaps_stay_blank(grid: CoverageGrid) -> None:
    model = grid.model()
    assert [[model.index(r, c).data() for c in range(2)] for r in range(2)] == [["2", "9"], ["", ""]]
    assert [model.headerData(r, Qt.Orientation.Vertical) for r in range(2)] == ["绿色", "农村"]
    assert model.index(1, 0).data(Qt.ItemDataRole.ToolTipRole) == "本稿没有"


def test_the_ground_deepens_with_the_weight(grid: CoverageGrid) -> None:
    grid.set_colors(QColor("#004020"), QColor("red"))
    blank, light, deep = ground(grid, 1, 1), ground(grid, 0, 0), ground(grid, 0, 1)
    assert blank.lightness() > light.lightness() > deep.lightness()


def test_a_gap_has_a_sign_of_its_own(grid: CoverageGrid) -> None:
    def image(column: int):
        return grid.viewport().grab(grid.visualRect(grid.model().index(1, column)).adjusted(3, 3, -3, -3)).toImage()

    grid.choose(GridAddress("green", "a"))
    gap, blank = image(0), image(1)
    colours = {gap.pixel(x, y) for x in range(gap.width()) for y in range(gap.height())}
    assert len({blank.pixel(x, y) for x in range(blank.width()) for y in range(blank.height())}) == 1
    assert len(colours) > 1


def test_a_click_chooses_a_cell_and_a_header_the_row(grid: CoverageGrid, qtbot) -> None:
    with qtbot.waitSignal(grid.address_chosen) as chosen:
        qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=spot(grid, 0, 1))
    assert chosen.args == [GridAddress("green", "a")]
    header = grid.verticalHeader()
    at = QPoint(10, header.sectionViewportPosition(1) + 5)
    told: list[GridAddress] = []
    grid.address_chosen.connect(told.append)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert told[-1] == GridAddress("rural")


def test_keys_move_and_enter_activates(grid: CoverageGrid, qtbot) -> None:
    grid.choose(GridAddress("green", "own"))
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    assert grid.chosen() == GridAddress("green", "a")
    with qtbot.waitSignal(grid.address_activated) as activated:
        qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert activated.args == [GridAddress("green", "a")]


def test_a_new_grid_keeps_the_chosen_cell(grid: CoverageGrid) -> None:
    grid.choose(GridAddress("rural", "a"))
    grid.set_grid(ROWS[::-1], COLUMNS, CELLS)
    assert grid.chosen() == GridAddress("rural", "a")
    assert grid.choose(GridAddress("gone", "a")) is False


def test_rows_grow_with_the_font(grid: CoverageGrid) -> None:
    before = grid.rowHeight(0)
    font = grid.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    grid.setFont(font)
    assert grid.rowHeight(0) > before
