"""The values of a table of rows: columns, groups, and the lines as Qt wants them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QWidget

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Column:
    """What a column shows of a row; `stretch` is its share of the room that the others leave, 0 for none."""

    title: str
    text: Callable[[Any], str]
    right: bool = False
    stretch: int = 0
    tooltip: Callable[[Any], str] | None = None


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows under a line that names them; without a title there is no such line."""

    title: str
    rows: tuple[Any, ...]


class RowTableModel(QAbstractTableModel):
    """The rows of a table and the lines that name their groups, each a table row."""

    def __init__(self, columns: Sequence[Column], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._lines: tuple[Any, ...] = ()  # a row, or the RowGroup that it names

    def set_groups(self, groups: Sequence[RowGroup]) -> None:
        self.beginResetModel()
        self._lines = tuple(line for group in groups for line in ((group,) if group.title else ()) + group.rows)
        self.endResetModel()

    def replace(self, row: int, line: Any) -> None:
        """Show another value in a table row."""
        self._lines = (*self._lines[:row], line, *self._lines[row + 1 :])
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(self._columns) - 1))

    def line(self, row: int) -> Any:
        """The row value at a table row, or the `RowGroup` that the line names."""
        return self._lines[row]

    def is_heading(self, row: int) -> bool:
        return isinstance(self._lines[row], RowGroup)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self.is_heading(index.row()):
            return Qt.ItemFlag.NoItemFlags  # so that the arrow keys pass over it
        return super().flags(index)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(self._columns[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, column = self._lines[index.row()], self._columns[index.column()]
        if isinstance(line, RowGroup):
            return _of_heading(line, index.column(), role)
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(line)
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tooltip(line) if column.tooltip else column.text(line)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        return None


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _of_heading(group: RowGroup, column: int, role: int) -> Any:
    if column == 0 and role == Qt.ItemDataRole.DisplayRole:
        return group.title
    if role == Qt.ItemDataRole.FontRole:
        font = QFont()
        font.setBold(True)
        return font
    return None
