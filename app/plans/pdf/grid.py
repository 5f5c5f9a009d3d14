"""Drawn lines become grids: the tables of a page with their merged cells, and frames around text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from app.plans.pdf.page import THIN, Area

TOUCH = 3.5
"""Points. Lines whose ends come so near meet; borders are drawn as strips of their own, with gaps at the corners."""

SMALLEST = 6.0
CELL_LIMIT = 20_000
LINE_LIMIT = 600  # level or upright lines on a page; more are a drawing


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table or a frame. `columns` and `rows` are the places of its lines; `owner` gives for each elementary
    cell (row, column) the first one of the merged cell that it is part of."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    owner: dict[tuple[int, int], tuple[int, int]] = field(compare=False, default_factory=dict)

    @property
    def area(self) -> Area:
        return Area(self.columns[0], self.rows[0], self.columns[-1], self.rows[-1])

    @property
    def size(self) -> tuple[int, int]:
        """Rows and columns."""
        return len(self.rows) - 1, len(self.columns) - 1

    def cell_at(self, x: float, y: float) -> tuple[int, int]:
        """The merged cell at a place, which may lie a little outside."""
        return self.owner[_between(self.rows, y), _between(self.columns, x)]


def _between(edges: Sequence[float], value: float) -> int:
    return max(0, min(len(edges) - 2, sum(1 for edge in edges if edge <= value) - 1))


def grids_of(rules: Sequence[Area], fills: Sequence[Area]) -> list[Grid]:
    """Every grid of a page, tables and single frames, smallest first. A filled area without lines is a frame too."""
    level = _merged([rule for rule in rules if rule.height <= THIN < rule.width], across=True)
    upright = _merged([rule for rule in rules if rule.width <= THIN < rule.height], across=False)
    if max(len(level), len(upright)) > LINE_LIMIT:
        return []
    grids = [grid for group in _connected(level, upright) if (grid := _grid(*group)) is not None]
    for fill in _stacked(fills):
        if not any(_overlap(fill, grid.area) for grid in grids):
            grids.append(_frame(fill))
    return sorted(grids, key=lambda grid: grid.area.width * grid.area.height)


def _overlap(a: Area, b: Area) -> bool:
    return a.left < b.right and b.left < a.right and a.top < b.bottom + TOUCH and b.top < a.bottom + TOUCH


def _frame(area: Area) -> Grid:
    return Grid((area.left, area.right), (area.top, area.bottom), {(0, 0): (0, 0)})


def _stacked(fills: Sequence[Area]) -> list[Area]:
    """Filled areas large enough for text; those that stand on each other (a shaded paragraph each) are one."""
    result: list[Area] = []
    for fill in sorted(fills, key=lambda area: (area.left, area.top)):
        if fill.width < 100 or fill.height < SMALLEST:
            continue
        last = result[-1] if result else None
        same = last and abs(last.left - fill.left) < TOUCH and abs(last.right - fill.right) < TOUCH
        if last and same and fill.top - last.bottom < TOUCH:
            result[-1] = last.grown(fill)
        else:
            result.append(fill)
    return [area for area in result if area.height > 30]


def _merged(rules: Iterable[Area], across: bool) -> list[Area]:
    """Lines with the pieces of one line put together."""

    def place(rule: Area) -> float:
        return (rule.top + rule.bottom if across else rule.left + rule.right) / 2

    def start(rule: Area) -> float:
        return rule.left if across else rule.top

    def end(rule: Area) -> float:
        return rule.right if across else rule.bottom

    result: list[Area] = []
    strip: list[Area] = []  # lines at nearly one place
    for rule in [*sorted(rules, key=place), None]:
        if rule is not None and (not strip or place(rule) - place(strip[0]) <= THIN):
            strip.append(rule)
            continue
        pieces: list[Area] = []
        for piece in sorted(strip, key=start):
            if pieces and start(piece) - end(pieces[-1]) <= TOUCH:
                pieces[-1] = pieces[-1].grown(piece)
            else:
                pieces.append(piece)
        result.extend(pieces)
        strip = [] if rule is None else [rule]
    return result


def _connected(level: Sequence[Area], upright: Sequence[Area]) -> list[tuple[list[Area], list[Area]]]:
    """Groups of level and upright lines that meet."""
    group = list(range(len(level) + len(upright)))

    def root(i: int) -> int:
        while group[i] != i:
            group[i] = group[group[i]]
            i = group[i]
        return i

    for i, across in enumerate(level):
        for k, down in enumerate(upright):
            if _overlap(
                Area(across.left - TOUCH, across.top, across.right + TOUCH, across.bottom),
                Area(down.left - 0.1, down.top - TOUCH, down.right + 0.1, down.bottom),
            ):
                group[root(i)] = root(len(level) + k)
    found: dict[int, tuple[list[Area], list[Area]]] = {}
    for i, line in enumerate([*level, *upright]):
        found.setdefault(root(i), ([], []))[i >= len(level)].append(line)
    return [lines for lines in found.values() if len(lines[0]) > 1 and lines[1]]


def _grid(level: Sequence[Area], upright: Sequence[Area]) -> Grid | None:
    """The grid of lines that meet, None if they enclose nothing. Sides that are not drawn (a table open left and
    right) are where the level lines end."""
    rows = _edges((line.top + line.bottom) / 2 for line in level)
    columns = _edges((line.left + line.right) / 2 for line in upright)
    left, right = min(line.left for line in level), max(line.right for line in level)
    if not columns or columns[0] - left > 2 * SMALLEST:
        columns = [left, *columns]
    if right - columns[-1] > 2 * SMALLEST:
        columns = [*columns, right]
    if len(rows) < 2 or len(columns) < 2 or (len(rows) - 1) * (len(columns) - 1) > CELL_LIMIT:
        return None
    return Grid(tuple(columns), tuple(rows), _owners(rows, columns, level, upright))


def _edges(places: Iterable[float]) -> list[float]:
    result: list[float] = []
    for place in sorted(places):
        if not result or place - result[-1] > SMALLEST:
            result.append(place)
    return result


def _owners(
    rows: Sequence[float], columns: Sequence[float], level: Sequence[Area], upright: Sequence[Area]
) -> dict[tuple[int, int], tuple[int, int]]:
    """For each elementary cell the first of its merged cell: cells between which no line is drawn are one."""
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for r in range(len(rows) - 1):
        y = (rows[r] + rows[r + 1]) / 2
        for c in range(len(columns) - 1):
            x = (columns[c] + columns[c + 1]) / 2
            here = (r, c)
            if r and not any(_at(rows[r], line.top, line.bottom) and line.left <= x <= line.right for line in level):
                here = owner[r - 1, c]
            elif c and not any(
                _at(columns[c], line.left, line.right) and line.top <= y <= line.bottom for line in upright
            ):
                here = owner[r, c - 1]
            owner[r, c] = here
    return owner


def _at(place: float, start: float, end: float) -> bool:
    return start - SMALLEST / 2 <= place <= end + SMALLEST / 2
