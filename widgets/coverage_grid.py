"""A grid of subjects × works: how much each has of each, in numbers on a ground that deepens with the amount.

The number says what the shade says; an empty cell is blank, a gap that matters is marked with a sign of its own.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

_Index = QModelIndex | QPersistentModelIndex
_CELL = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class GridLine:
    """A row or a column: its key, its name, what its tooltip says; `own` sets a column apart from the others."""

    key: str
    name: str
    hint: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True)
class GridCell:
    """What stands in a cell. `weight` is 0..1 and deepens the ground; `gap` marks an empty cell that should not be."""

    text: str = ""
    weight: float = 0.0
    hint: str = ""
    gap: bool = False


@dataclass(frozen=True, slots=True)
class GridAddress:
    """A cell by its keys; without a column the whole row."""

    row: str
    column: str | None = None


class CoverageGrid(QTableView):
    """Click or move to choose a cell or (its header) a row; double click or Enter activates."""

    address_chosen = Signal(object)  # GridAddress
    address_activated = Signal(object)  # GridAddress

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _GridModel(self)
        self.setModel(self._model)
        self._painter = _CellPainter(self)
        self.setItemDelegate(self._painter)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        across = self.horizontalHeader()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        across.setHighlightSections(False)
        across.setTextElideMode(Qt.TextElideMode.ElideRight)
        down = self.verticalHeader()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        down.setHighlightSections(True)
        down.setSectionsClickable(True)
        down.sectionClicked.connect(lambda row: self.address_chosen.emit(GridAddress(self._model.rows[row].key)))
        self.activated.connect(lambda index: self.address_activated.emit(self._address(index)))
        self._fit_rows()

    def set_grid(
        self, rows: Sequence[GridLine], columns: Sequence[GridLine], cells: Mapping[tuple[str, str], GridCell]
    ) -> None:
        """Show a grid; cells are by (row key, column key). The chosen cell stays chosen if it is still there."""
        chosen = self.chosen()
        self._model.set_grid(rows, columns, cells)
        self._fit_rows()
        if chosen is not None:
            self.choose(chosen)

    def set_colors(self, deep: QColor, gap: QColor) -> None:
        """The ground of weight 1 and the sign of a gap."""
        self._painter.deep, self._painter.gap = deep, gap
        self.viewport().update()

    def cell(self, row: str, column: str) -> GridCell:
        return self._model.cells.get((row, column), GridCell())

    def chosen(self) -> GridAddress | None:
        index = self.currentIndex()
        return self._address(index) if index.isValid() else None

    def choose(self, address: GridAddress) -> bool:
        """Move to a cell (of a whole row: its first) and show it; False if it is not there."""
        rows = [line.key for line in self._model.rows]
        columns = [line.key for line in self._model.columns]
        if address.row not in rows or not columns:
            return False
        column = columns.index(address.column) if address.column in columns else 0
        index = self._model.index(rows.index(address.row), column)
        self.setCurrentIndex(index)
        self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        return True

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.address_chosen.emit(self._address(current))

    def changeEvent(self, event) -> None:
        super().changeEvent(event)
        if event.type() == event.Type.FontChange:
            self._fit_rows()

    def _address(self, index: _Index) -> GridAddress:
        return GridAddress(self._model.rows[index.row()].key, self._model.columns[index.column()].key)

    def _fit_rows(self) -> None:
        self.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.6))


class _GridModel(QAbstractTableModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[GridLine, ...] = ()
        self.columns: tuple[GridLine, ...] = ()
        self.cells: dict[tuple[str, str], GridCell] = {}

    def set_grid(
        self, rows: Sequence[GridLine], columns: Sequence[GridLine], cells: Mapping[tuple[str, str], GridCell]
    ) -> None:
        self.beginResetModel()
        self.rows, self.columns, self.cells = tuple(rows), tuple(columns), dict(cells)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole):
        cell = self.cells.get((self.rows[index.row()].key, self.columns[index.column()].key), GridCell())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return cell.text
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                return cell.hint
            case _ if role == _CELL:
                return cell
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole):
        line = (self.columns if orientation is Qt.Orientation.Horizontal else self.rows)[section]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return line.name
            case Qt.ItemDataRole.ToolTipRole:
                return line.hint or line.name
            case Qt.ItemDataRole.FontRole if line.own:
                font = QFont()
                font.setBold(True)
                return font
        return None


class _CellPainter(QStyledItemDelegate):
    def __init__(self, parent: QTableView) -> None:
        super().__init__(parent)
        self.deep = parent.palette().color(QPalette.ColorRole.Accent)
        self.gap = parent.palette().color(QPalette.ColorRole.Link)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        cell: GridCell = index.data(_CELL)
        ground = option.palette.color(QPalette.ColorRole.Base)
        room = option.rect.adjusted(1, 1, -1, -1)
        shade = _mixed(ground, self.deep, cell.weight)
        painter.save()
        painter.fillRect(room, shade)
        if cell.gap:
            self._draw_gap(painter, room)
        painter.setPen(_readable(shade, option.palette))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, cell.text)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(option.palette.color(QPalette.ColorRole.Text), 2))
            painter.drawRect(room.adjusted(1, 1, -1, -1))
        painter.restore()

    def _draw_gap(self, painter: QPainter, room: QRect) -> None:
        """A hollow ring: here is nothing though others have it."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.gap, 1.8))
        reach = max(3, room.height() // 5)
        painter.drawEllipse(room.center(), reach, reach)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(option.fontMetrics.horizontalAdvance("000") + 12, super().sizeHint(option, index).height())


def _mixed(ground: QColor, deep: QColor, weight: float) -> QColor:
    if weight <= 0:
        return ground
    part = 0.12 + 0.88 * math.sqrt(min(weight, 1.0))
    return QColor(
        *(
            round(a + (b - a) * part)
            for a, b in (
                (ground.red(), deep.red()),
                (ground.green(), deep.green()),
                (ground.blue(), deep.blue()),
            )
        )
    )


def _readable(ground: QColor, palette: QPalette) -> QColor:
    """The colour of text or of its usual ground, whichever has the greater contrast."""
    colors = (palette.color(QPalette.ColorRole.Text), palette.color(QPalette.ColorRole.Base))
    return max(colors, key=lambda color: _contrast(color, ground))


def _contrast(one: QColor, other: QColor) -> float:
    """From 1 to 21 (WCAG 2.1, contrast ratio)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: QColor) -> float:
    """From 0 to 1 (WCAG 2.1, relative luminance of sRGB)."""
    parts = (color.redF(), color.greenF(), color.blueF())
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
