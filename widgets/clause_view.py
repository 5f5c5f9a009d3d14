"""The seen half of a table of clauses: what it holds and how it is painted (`ClauseColumns` adds mouse and keys)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QWidget

from widgets.candidate import Candidate
from widgets.clause_scroll import ClauseScroll
from widgets.clause_shelf import CellAddress, ClauseRow
from widgets.column_header import ColumnHead


@dataclass(frozen=True, slots=True)
class Selection:
    """A stretch of one cell's text."""

    address: CellAddress
    anchor: int
    cursor: int

    def span(self) -> tuple[int, int]:
        return min(self.anchor, self.cursor), max(self.anchor, self.cursor)


class ClauseView(ClauseScroll):
    """Shows clauses in rows and columns: `set_columns`, `set_rows`, then answer `cells_requested` with `set_cells`."""

    current_changed = Signal(object)  # CellAddress

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._current = CellAddress(0, 0)
        self._hovered: CellAddress | None = None
        self._selection: Selection | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName(self.tr("条款对照"))
        self._arrange()

    # What it shows -----------------------------------------------------------------------------------------------

    def set_columns(self, heads: Sequence[ColumnHead]) -> None:
        """The base first, then the works beside it."""
        if tuple(heads) == self._shelf.heads:
            return
        self._shelf.set_heads(heads)
        self._header.set_heads(heads)
        self._set_current(CellAddress(self._current.row, min(self._current.column, len(heads) - 1)))
        self._arrange()

    def columns(self) -> tuple[ColumnHead, ...]:
        return self._shelf.heads

    def set_rows(self, rows: Sequence[ClauseRow]) -> None:
        """Other rows. The row at the upper edge and the current row stay where they are if they are still there."""
        top = self._shelf.rows[self._anchor.row].key if self._shelf.rows else None
        current = self._shelf.rows[self._current.row].key if self._shelf.rows else None
        out = self._anchor.out
        self._shelf.set_rows(rows)
        self._selection = self._hovered = self._wanted = None
        self._at_end = False
        self._guess_heights()
        row = self._shelf.row_of(top) if top else None
        self._anchor.row, self._anchor.out = (row, out) if row is not None else (0, 0.0)
        row = self._shelf.row_of(current) if current else None
        self._set_current(CellAddress(row or 0, self._current.column))
        self._changed()

    def rows(self) -> tuple[ClauseRow, ...]:
        return self._shelf.rows

    def set_cells(self, cells: Mapping[tuple[str, str], Candidate]) -> None:
        """Cells by (row key, column key); those of other columns are kept for when these are shown."""
        changed = self._shelf.set_cells(cells)
        shown = self._shown
        if shown and any(shown.first <= row <= shown.last for row in changed):
            self._changed()
            if self._current.row in changed:
                self._tell_current()

    def cell(self, address: CellAddress) -> Candidate | None:
        return self._shelf.cell(address)

    def forget_cells(self) -> None:
        """Forget what is out of view; what is in view stays until other cells come for it."""
        shown = self._shown
        self._shelf.keep_cells(range(shown.first, shown.last + 1) if shown else range(0))
        self._ask.start()

    def unfold(self, row: int) -> None:
        """Show all of a row's texts."""
        if self._shelf.is_folded(row):
            self._shelf.toggle_fold(row)
            self._changed()

    def set_find(self, text: str) -> None:
        """Mark every occurrence of a text in what is shown."""
        self._shelf.set_find(text)
        self._changed()

    def fold_all(self, folded: bool) -> None:
        self._shelf.fold_all(folded)
        self._guess_heights()
        self._changed()

    def all_folded(self) -> bool:
        return self._shelf.all_folded()

    def current(self) -> CellAddress:
        return self._current

    def go_to(self, row: int, column: int | None = None) -> None:
        """Make a row the current one and bring its upper edge to the top of the view."""
        if 0 <= row < len(self._shelf.rows):
            self._wanted, self._at_end = row, False
            self._set_current(CellAddress(row, self._current.column if column is None else column))
            self._changed()

    def select_text(self, address: CellAddress, start: int, end: int) -> None:
        """Select a stretch of a cell's text, unfold its row and bring the stretch into view, with room above it."""
        self.unfold(address.row)
        self.go_to(address.row, address.column)
        self._selection = Selection(address, start, end)
        top = self._shelf.layout(address).text_top(start)
        out = 0.0 if top is None else top - self.viewport().height() / 3
        if out > 0:
            self._wanted = None
            self._anchor.row, self._anchor.out = address.row, out
            self._changed()

    # Painting ----------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        clip = (float(event.rect().top()), float(event.rect().bottom() + 1))
        palette = self.palette()
        painter.fillRect(event.rect(), palette.color(QPalette.ColorRole.Base))
        for row, top in self._walk():
            if top < clip[1] and top + self._heights[row] > clip[0]:
                self._draw_row(painter, row, top, clip)

    def _draw_row(self, painter: QPainter, row: int, top: float, clip: tuple[float, float]) -> None:
        places, height, width = self._shelf.places, self._heights[row], self.viewport().width()
        line = self.palette().color(QPalette.ColorRole.Mid)
        for column in reversed(range(len(self._shelf.heads))):
            left = places.left(column)
            if left + places.width_of(column) <= (places.base if column else 0) or left >= width:
                continue
            painter.save()
            edge = max(left, places.base) if column else 0
            room = QRect(edge, round(top), left + places.width_of(column) - edge, round(height) + 1)
            painter.setClipRect(room)
            self._draw_cell(painter, CellAddress(row, column), QPointF(left, top), room, clip)
            painter.setPen(line)
            painter.drawLine(room.topRight(), room.bottomRight())
            painter.restore()
        painter.setPen(line)
        painter.drawLine(0, round(top + height) - 1, width, round(top + height) - 1)

    def _draw_cell(
        self, painter: QPainter, address: CellAddress, origin: QPointF, room: QRect, clip: tuple[float, float]
    ) -> None:
        current = address == self._current
        painter.fillRect(room, self._ground(address))
        if current:
            accent = self.palette().color(QPalette.ColorRole.Accent)
            painter.fillRect(QRect(round(origin.x()), room.top(), 3, room.height()), accent)
        selection = self._selection.span() if self._selection and self._selection.address == address else None
        lively = current or address == self._hovered
        self._shelf.layout(address).draw(painter, origin, clip, lively, selection)

    def _ground(self, address: CellAddress) -> QColor:
        chapter = address.column == 0 and self._shelf.rows[address.row].level == 1
        return self.palette().color(QPalette.ColorRole.AlternateBase if chapter else QPalette.ColorRole.Base)

    # The current cell --------------------------------------------------------------------------------------------

    def _set_current(self, address: CellAddress) -> None:
        if address != self._current:
            self._current = address
            self.current_changed.emit(address)
            self._tell_current()
            self.viewport().update()

    def _tell_current(self) -> None:
        """Let a screen reader say what the current cell holds."""
        if not self._shelf.rows or not self._shelf.heads:
            return
        candidate = self._shelf.cell(self._current)
        head = self._shelf.heads[self._current.column].name
        said = [head, *((candidate.band, candidate.path, candidate.title) if candidate else (self.tr("正在查找"),))]
        self.setAccessibleDescription("，".join(part for part in said if part))
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
