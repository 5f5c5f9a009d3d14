"""The values of a table of cells: what is shown, what the user asks for, and the rows as Qt wants them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Column:
    """A column; `width` in half-width characters, 0 = takes what is left; `choices` makes it a choice."""

    key: str
    title: str
    width: int = 10
    editable: bool = False
    numeric: bool = False
    choices: tuple[str, ...] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell shows; `tone` names one of the colours handed in, never the only mark of what it means."""

    text: str = ""
    hint: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its key and a cell for each column."""

    key: str
    cells: tuple[Cell, ...]
    editable: bool = True


@dataclass(frozen=True, slots=True)
class CellEdit:
    """The user typed or chose `text` for a cell."""

    row: str
    column: str
    text: str


@dataclass(frozen=True, slots=True)
class PastedBlock:
    """The user pasted lines of cells at a cell (numbers of row and column; the row may be one past the last)."""

    row: int
    column: int
    lines: tuple[tuple[str, ...], ...]


class CellTableModel(QAbstractTableModel):
    """The rows as Qt asks for them."""

    edited = Signal(object)  # CellEdit

    def __init__(self, columns: Sequence[Column], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.rows: tuple[Row, ...] = ()
        self.colours: dict[str, QColor] = {}

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows; with the same keys only those that differ change, so that an open editor keeps its text."""
        before, given = self.rows, tuple(rows)
        if [row.key for row in before] != [row.key for row in given]:
            self.beginResetModel()
            self.rows = given
            self.endResetModel()
            return
        self.rows = given
        for number, (old, new) in enumerate(zip(before, given, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(number, 0), self.index(number, len(self.columns) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def cell(self, index: Index) -> Cell:
        return self.rows[index.row()].cells[index.column()]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell = self.cell(index)
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return cell.text
            case Qt.ItemDataRole.ToolTipRole:
                return cell.hint or cell.text
            case Qt.ItemDataRole.TextAlignmentRole:
                numeric = self.columns[index.column()].numeric
                side = Qt.AlignmentFlag.AlignRight if numeric else Qt.AlignmentFlag.AlignLeft
                return side | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.ForegroundRole:
                return self.colours.get(cell.tone)
            case Qt.ItemDataRole.BackgroundRole:
                return self.colours.get(f"{cell.tone} ground")
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Vertical:
            return section + 1 if role == Qt.ItemDataRole.DisplayRole else None
        column = self.columns[section]
        return {
            Qt.ItemDataRole.DisplayRole: column.title,
            Qt.ItemDataRole.ToolTipRole: column.hint or None,
        }.get(Qt.ItemDataRole(role))

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        editable = self.columns[index.column()].editable and self.rows[index.row()].editable
        return flags | Qt.ItemFlag.ItemIsEditable if editable else flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or value == self.cell(index).text:
            return False
        self.edited.emit(CellEdit(self.rows[index.row()].key, self.columns[index.column()].key, str(value)))
        return True
