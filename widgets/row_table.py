"""A table of values in groups: read-only, a line each, walked by mouse and keyboard.

A row is any value; a `Column` says what it shows of it. Rows are kept apart by a key, so that the current row stays
the current one when new rows are set.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from widgets.row_table_model import Column, Index, RowGroup, RowTableModel

LEAST_EMS = 10
"""Least width of a stretching column."""
MEASURED = 40
"""So many rows from the first one in view on are measured for the widths of columns: measuring all of hundreds would
keep the window waiting."""
PADDING = 5
"""Room at both sides of a cell, in pixels, besides what the style leaves; so that texts stand under their heads."""


class _PaddedCell(QStyledItemDelegate):
    """Keeps texts of neighbouring cells apart, on a ground that runs through."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.state |= QStyle.StateFlag.State_Enabled  # the lines of groups are no less readable

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return super().sizeHint(option, index) + QSize(2 * PADDING, 0)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        ground = QStyleOptionViewItem(option)  # without asking the model: hundreds of cells are painted at once
        ground.state |= QStyle.StateFlag.State_Enabled
        style = option.widget.style() if option.widget else QApplication.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, ground, painter, option.widget)
        padded = QStyleOptionViewItem(option)
        padded.rect = option.rect.adjusted(PADDING, 0, -PADDING, 0)
        padded.state &= ~QStyle.StateFlag.State_Selected
        super().paint(painter, padded, index)


class RowTable(QTableView):
    """Shows groups of rows; one row is current. Enter or a double click activates it."""

    row_chosen = Signal(object)  # the row that became current, None when there is none
    row_activated = Signal(object)  # the row
    delete_requested = Signal(object)  # the row
    menu_requested = Signal(object)  # QPoint on the screen

    def __init__(
        self, columns: Sequence[Column], key: Callable[[Any], Hashable], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._key = key
        self._widths: tuple[int, ...] = ()  # of the columns by what they hold
        self._rows = RowTableModel(columns, self)
        self.setModel(self._rows)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_PaddedCell(self))
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._ask_menu)
        self.doubleClicked.connect(self._activate)
        self.selectionModel().currentRowChanged.connect(self._on_current)

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show these rows without groups."""
        self.set_groups((RowGroup("", tuple(rows)),))

    def set_groups(self, groups: Sequence[RowGroup]) -> None:
        """Show these groups. The current row stays current if it is among them, else the first row becomes it."""
        present = self.current_row()
        key = None if present is None else self._key(present)
        self._rows.set_groups(groups)
        self.clearSpans()
        for row in range(self._rows.rowCount()):
            if self._rows.is_heading(row) and len(self._columns) > 1:
                self.setSpan(row, 0, 1, len(self._columns))
        self._measure()
        self._fit()
        if not self.set_current(key):
            rows = (row for row in range(self._rows.rowCount()) if not self._rows.is_heading(row))
            self._make_current(next(rows, None))

    def line(self, row: int) -> Any:
        """The row value at a table row, or the `RowGroup` that the line names."""
        return self._rows.line(row)

    def update_rows(self, rows: Sequence[Any]) -> None:
        """Show these in place of the rows with the same keys, and bring the last of them into view. Cheap: no widths
        are measured, nothing else is drawn again."""
        at = {self._key(self._rows.line(row)): row for row in self._row_numbers()}
        places = [(at[self._key(row)], row) for row in rows if self._key(row) in at]
        for place, row in places:
            self._rows.replace(place, row)
        if places:
            self.scrollTo(self._rows.index(places[-1][0], 0))

    def _row_numbers(self) -> list[int]:
        return [row for row in range(self._rows.rowCount()) if not self._rows.is_heading(row)]

    def current_row(self) -> Any:
        """The current row, None if there is none."""
        index = self.currentIndex()
        if not index.isValid() or self._rows.is_heading(index.row()):
            return None
        return self._rows.line(index.row())

    def set_current(self, key: Hashable) -> bool:
        """Make the row with this key current; False if there is none."""
        for row in range(self._rows.rowCount()):
            if not self._rows.is_heading(row) and self._key(self._rows.line(row)) == key:
                self._make_current(row)
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.current_row()
        if row is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.row_activated.emit(row)
        elif row is not None and event.key() == Qt.Key.Key_Delete:
            self.delete_requested.emit(row)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._measure()
            self._fit()

    def _measure(self) -> None:
        """How wide each column must be for what it holds. Asks no delegate, which takes many times as long."""
        first = max(self.rowAt(0), 0)
        rows = range(first, min(first + MEASURED, self._rows.rowCount()))
        lines = [self._rows.line(row) for row in rows if not self._rows.is_heading(row)]
        advance = self.fontMetrics().horizontalAdvance
        margin = self.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, None, self) + 1
        room = 2 * (margin + PADDING) + 1  # what is measured is rounded, and a text one pixel too wide is cut
        self._widths = tuple(
            0 if column.stretch else max((advance(column.text(line)) for line in lines), default=0) + room
            for column in self._columns
        )

    def _fit(self) -> None:
        """Rows well apart, columns as wide as what they hold; the stretching ones take the rest,
        but never so little that nothing can be read: then the table scrolls."""
        em = self.fontMetrics().height()
        self.verticalHeader().setMinimumSectionSize(em)
        self.verticalHeader().setDefaultSectionSize(round(1.6 * em))
        header = self.horizontalHeader()
        taken = 0
        for number, column in enumerate(self._columns):
            if not column.stretch:
                held = self._widths[number] if self._widths else 0
                width = max(held, header.sectionSizeHint(number))
                self.setColumnWidth(number, width)
                taken += width
        left, shares = self.viewport().width() - taken, sum(column.stretch for column in self._columns)
        for number, column in enumerate(self._columns):
            if column.stretch:
                self.setColumnWidth(number, max(left * column.stretch // shares, LEAST_EMS * em))

    def _make_current(self, row: int | None) -> None:
        if row is None:
            self.row_chosen.emit(None)
        else:
            self.selectRow(row)
            self.setCurrentIndex(self._rows.index(row, 0))

    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid() and not self._rows.is_heading(index.row()):
            self.row_chosen.emit(self._rows.line(index.row()))

    def _activate(self, index: QModelIndex) -> None:
        if not self._rows.is_heading(index.row()):
            self.row_activated.emit(self._rows.line(index.row()))

    def _ask_menu(self, at: QPoint) -> None:
        index = self.indexAt(at)
        if index.isValid() and not self._rows.is_heading(index.row()):
            self.menu_requested.emit(self.viewport().mapToGlobal(at))
