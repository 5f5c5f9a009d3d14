"""A table of rows that have keys: cells that can be typed, chosen, copied and pasted as in a spreadsheet.

The table shows what it is given and tells what the user asks for; whoever owns the rows answers by giving new ones.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from widgets.cell_table_model import CellEdit, CellTableModel, Column, Index, PastedBlock, Row

_EDITABLE = Qt.ItemFlag.ItemIsEditable
LEAST = 24
"""Least width of the column that takes what is left, in half-width characters."""


class _Delegate(QStyledItemDelegate):
    """Edits choices with a list, the rest with a line."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        model = index.model()
        choices = model.columns[index.column()].choices if isinstance(model, CellTableModel) else ()
        if not choices:
            return super().createEditor(parent, option, index)
        box = QComboBox(parent)
        box.addItems(choices)
        box.activated.connect(lambda _index: self._finish(box))
        return box

    def _finish(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QComboBox):
            editor.setCurrentText(index.data())
            editor.showPopup()
        else:
            super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: Any, index: Index) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentText())
        else:
            super().setModelData(editor, model, index)


class CellTable(QTableView):
    """The table; `current_changed` carries the key of the row under the cursor, or None."""

    edited = Signal(object)  # CellEdit
    pasted = Signal(object)  # PastedBlock
    cleared = Signal(object)  # tuple[CellEdit, ...]: empty texts for the chosen cells
    current_changed = Signal(object)
    opened = Signal(object)  # the key of a row that was double-clicked or entered where it cannot be edited

    def __init__(self, columns: Sequence[Column], parent: QWidget | None = None, whole_rows: bool = False) -> None:
        super().__init__(parent)
        self.rows = CellTableModel(columns, self)
        self.rows.edited.connect(self.edited)
        self.setModel(self.rows)
        self.setItemDelegate(_Delegate(self))
        if whole_rows:
            self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setAlternatingRowColors(True)
        self.setCornerButtonEnabled(False)
        self.horizontalHeader().setHighlightSections(False)
        self.verticalHeader().setHighlightSections(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.selectionModel().currentChanged.connect(self._tell_current)
        self.doubleClicked.connect(self._open)
        self._size_columns()

    def set_colours(self, colours: Mapping[str, QColor]) -> None:
        """The colour of each tone; `name ground` is the ground of cells in tone `name`."""
        self.rows.colours = dict(colours)
        self.viewport().update()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows; the cursor stays on its row (by key) and column."""
        key, column = self.current_key(), max(self.currentIndex().column(), 0)
        self.rows.set_rows(rows)
        if key is None and rows:
            self.setCurrentIndex(self.rows.index(0, column))
        elif key != self.current_key():
            self.select(key, column)

    def select(self, key: str | None, column: int = 0) -> None:
        """Put the cursor on a row; where there is none with this key, on the last before it."""
        keys = [row.key for row in self.rows.rows]
        at = keys.index(key) if key in keys else min(max(self.currentIndex().row(), 0), len(keys) - 1)
        self.setCurrentIndex(self.rows.index(at, column))
        self._tell_current()

    def current_key(self) -> str | None:
        index = self.currentIndex()
        return self.rows.rows[index.row()].key if index.isValid() and index.row() < len(self.rows.rows) else None

    def chosen_keys(self) -> tuple[str, ...]:
        """The keys of the rows with a chosen cell, from the top."""
        found = sorted({index.row() for index in self.selectedIndexes()})
        return tuple(self.rows.rows[row].key for row in found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._clear_chosen()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._is_at_rest():
            if not self._open(self.currentIndex()):
                self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._size_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stretch()

    def copy(self) -> None:
        """Put the chosen cells on the clipboard as tab-separated lines."""
        chosen = self.selectedIndexes()
        if not chosen:
            return
        columns = sorted({index.column() for index in chosen})
        lines = io.StringIO()
        writer = csv.writer(lines, delimiter="\t", lineterminator="\n")
        for row in sorted({index.row() for index in chosen}):
            writer.writerow([self.rows.rows[row].cells[column].text for column in columns])
        QGuiApplication.clipboard().setText(lines.getvalue())

    def paste(self) -> None:
        """Tell of the lines of cells that the clipboard holds, as spreadsheets put them there."""
        text = QGuiApplication.clipboard().text()
        lines = tuple(tuple(line) for line in csv.reader(io.StringIO(text.replace("\r\n", "\n")), delimiter="\t"))
        while lines and not any(lines[-1]):
            lines = lines[:-1]
        if lines:
            index = self.currentIndex()
            row, column = (index.row(), index.column()) if index.isValid() else (len(self.rows.rows), 0)
            self.pasted.emit(PastedBlock(row, column, lines))

    def _is_at_rest(self) -> bool:
        """Whether Enter acts on the cell; the Enter that ends an edit comes by here too."""
        return self.state() != QAbstractItemView.State.EditingState and self.currentIndex().isValid()

    def _open(self, index: QModelIndex) -> bool:
        """Tell that a row is to be opened; an editable cell is edited instead."""
        if index.flags() & _EDITABLE:
            return False
        self.opened.emit(self.rows.rows[index.row()].key)
        return True

    def _clear_chosen(self) -> None:
        chosen = [index for index in self.selectedIndexes() if index.flags() & _EDITABLE and index.data()]
        edits = [CellEdit(self.rows.rows[i.row()].key, self.rows.columns[i.column()].key, "") for i in chosen]
        if edits:
            self.cleared.emit(tuple(edits))

    def _stretch(self) -> None:
        """Give the column of width 0 what is left, but never so little that nothing can be read: then the table
        scrolls."""
        number = next((n for n, column in enumerate(self.rows.columns) if not column.width), None)
        if number is not None:
            left = self.viewport().width() - self.horizontalHeader().length() + self.columnWidth(number)
            self.setColumnWidth(number, max(left, LEAST * self.fontMetrics().horizontalAdvance("0")))

    def _tell_current(self, *_indexes: object) -> None:
        self.current_changed.emit(self.current_key())

    def _size_columns(self) -> None:
        """Column widths follow the font; a column of width 0 takes what is left."""
        unit = self.fontMetrics().horizontalAdvance("0")
        self.horizontalHeader().setMinimumSectionSize(4 * unit)
        for number, column in enumerate(self.rows.columns):
            if column.width:
                self.setColumnWidth(number, column.width * unit + 16)
        self._stretch()
        self.verticalHeader().setDefaultSectionSize(int(self.fontMetrics().height() * 1.7))
