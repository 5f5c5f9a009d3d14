"""How a table of clauses lies and scrolls: columns over the width, rows from an anchor, only what is seen measured.

Heights of rows that were never seen are guesses; when a guess is mended the row at the upper edge stays where it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QRect, QSize, QTimer, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from widgets.candidate import StrengthColors
from widgets.clause_cell import CellStyle
from widgets.clause_shelf import ClauseShelf, ColumnPlaces
from widgets.column_header import ColumnHeader
from widgets.marked_layout import MarkStyles
from widgets.row_heights import Anchor, RowHeights

LEAST_EMS = 14
"""Narrowest column, in ems: fewer make Chinese hard to read."""
ASK_AFTER_MS = 30
AHEAD = 3
"""Rows beyond the view for which cells are asked too."""


@dataclass(frozen=True, slots=True)
class RowRange:
    """Rows first..last, both included."""

    first: int
    last: int


class ClauseScroll(QAbstractScrollArea):
    """Knows which rows are in view and where; `ClauseView` fills and paints them."""

    cells_requested = Signal(object)  # RowRange: rows in view of which cells are missing
    order_changed = Signal(object)  # tuple[str, ...]: column keys without the base
    viewport_changed = Signal(object)  # RowRange: rows in view

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text_font: QFont | None = None
        self._colors: StrengthColors | None = None
        self._mark_styles: MarkStyles = {}
        self._shelf = ClauseShelf(self._style())
        self._heights = RowHeights()
        self._anchor = Anchor(self._heights, self._shelf.height)
        self._at_end = False  # scrolled to the end, which stays in view while guesses are mended
        self._wanted: int | None = None  # the row that stays at the upper edge until the user scrolls
        self._syncing = False
        self._shown: RowRange | None = None
        self._header = ColumnHeader(self)
        self._header.order_changed.connect(self.order_changed)
        self._ask = QTimer(self, singleShot=True, interval=ASK_AFTER_MS)
        self._ask.timeout.connect(self._request_cells)

    def visible_rows(self) -> RowRange | None:
        """The rows in view, None when there are none."""
        return self._shown

    def _request_cells(self) -> None:
        """Ask for what is in view and a little beyond, so that cells are there before they are seen."""
        shown = self._shown
        if shown is None:
            return
        wanted = RowRange(max(0, shown.first - AHEAD), min(len(self._shelf.rows) - 1, shown.last + AHEAD))
        if any(not self._shelf.is_complete(row) for row in range(wanted.first, wanted.last + 1)):
            self.cells_requested.emit(wanted)

    # Looks -------------------------------------------------------------------------------------------------------

    def set_looks(self, text_font: QFont, marks: MarkStyles, colors: StrengthColors) -> None:
        """The face of the texts, the looks of the marks and the colours of the chips."""
        self._text_font, self._mark_styles, self._colors = text_font, marks, colors
        self._restyle()

    def _style(self) -> CellStyle:
        palette, font = self.palette(), self.font()
        title = QFont(font)
        title.setBold(True)
        colors = self._colors or StrengthColors.of_palette(palette)
        return CellStyle(font, title, self._text_font or font, palette, colors, self._mark_styles)

    def _restyle(self) -> None:
        self._shelf.set_style(self._style())
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._restyle()

    # Geometry ----------------------------------------------------------------------------------------------------

    def minimumSizeHint(self) -> QSize:
        return QSize(320, 160)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Columns and header for the present width; heights are guessed again when the columns change."""
        self.setViewportMargins(0, self._header.height_needed(), 0, 0)
        em = QFontMetricsF(self._shelf.style.text_font).horizontalAdvance("国")
        view, count = self.viewport().width(), max(0, len(self._shelf.heads) - 1)
        offset = self.horizontalScrollBar().value()
        self._shelf.set_places(ColumnPlaces.fitting(view, count, round(LEAST_EMS * em), offset))
        self.horizontalScrollBar().setRange(0, self._shelf.places.hidden(view))
        self.horizontalScrollBar().setPageStep(max(1, view))
        self._place_header()
        self._guess_heights()
        self._changed()

    def _place_header(self) -> None:
        rect = self.viewport().geometry()
        height = self._header.height_needed()
        self._header.setGeometry(rect.left(), rect.top() - height, rect.width(), height)
        places = self._shelf.places
        columns = range(len(self._shelf.heads))
        self._header.set_places([QRect(places.left(c), 0, places.width_of(c), height) for c in columns])

    def _guess_heights(self) -> None:
        row, out = self._anchor.row, self._anchor.out
        self._heights = RowHeights(self._shelf.estimates())
        self._anchor = Anchor(self._heights, self._shelf.height)
        self._anchor.row, self._anchor.out = min(row, max(0, len(self._heights) - 1)), out

    def _changed(self) -> None:
        """Something in view may differ: measure what is visible, mend the scroll bar, paint."""
        self._settle()
        self.viewport().update()
        self._ask.start()

    def _settle(self) -> None:
        for _number in range(3):  # holding the end within the view may bring rows in from above
            if self._wanted is not None:
                self._anchor.row, self._anchor.out = self._wanted, 0.0
            elif self._at_end:
                self._anchor.go_to(self._heights.total())
            for row, _top in self._walk():
                self._heights.set(row, self._shelf.height(row))
            self._anchor.hold_within(self.viewport().height())
        self._sync_bar()
        rows = [row for row, _top in self._walk()]
        shown = RowRange(rows[0], rows[-1]) if rows else None
        if shown != self._shown:
            self._shown = shown
            if shown:
                self.viewport_changed.emit(shown)

    def _walk(self) -> Iterator[tuple[int, float]]:
        """Rows in view with the distance of their upper edge from that of the view."""
        row, y = self._anchor.row, -self._anchor.out
        while row < len(self._heights) and y < self.viewport().height():
            yield row, y
            y += self._heights[row]
            row += 1

    def _sync_bar(self) -> None:
        self._syncing = True
        bar, height = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(0, round(self._heights.total()) - height))
        bar.setPageStep(max(1, height))
        bar.setSingleStep(round(3 * self._shelf.style.text_font.pointSizeF() * 2))
        bar.setValue(round(self._anchor.position()))
        self._syncing = False

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        if self._syncing:
            return
        if dx:
            offset = self.horizontalScrollBar().value()
            self._shelf.set_places(replace(self._shelf.places, offset=offset))
            self._place_header()
        bar = self.verticalScrollBar()
        at_end = bar.value() == bar.maximum() > 0
        if dx or abs(dy) > 2 * self.viewport().height():
            self._wanted, self._at_end = None, at_end
            self._anchor.go_to(bar.value())
            self._changed()
        elif dy:
            self._scroll_by(-dy, at_end)

    def _scroll_by(self, dy: int, at_end: bool = False) -> None:
        """Move what is painted already and paint only what comes into view."""
        self._wanted, self._at_end = None, at_end
        before = dict(self._walk())
        self._anchor.move_by(dy)
        self._settle()
        after = next(((row, top) for row, top in self._walk() if row in before), None)
        if after is None:
            self.viewport().update()
        else:
            self.viewport().scroll(0, round(after[1] - before[after[0]]))
        self._ask.start()

    def _row_top(self, row: int) -> float:
        return self._heights.top(row) - self._anchor.position()

    def _reveal(self, row: int) -> None:
        """Bring a row into view with the least scrolling; a row higher than the view shows its upper edge."""
        height = self.viewport().height()
        self._wanted, self._at_end = None, False
        if self._row_top(row) < 0:
            self._anchor.row, self._anchor.out = row, 0.0
        else:
            self._heights.set(row, self._shelf.height(row))
            below = self._row_top(row) + self._heights[row] - height
            if below > 0:
                self._anchor.move_by(min(below, self._row_top(row)))
        self._changed()

    def _reveal_column(self, column: int) -> None:
        places, bar = self._shelf.places, self.horizontalScrollBar()
        if column:
            start = (column - 1) * places.width
            room = self.viewport().width() - places.base
            bar.setValue(max(min(bar.value(), start), start + places.width - room))
