"""A table seen from far above: one line per column of it, one small cell per row, to see gaps and jump."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from widgets.candidate import Strength, StrengthColors, faint_color

_LEFT, _TOP = 10.0, 3.0


@dataclass(frozen=True, slots=True)
class StripLine:
    """One line: a key and a name short enough for the margin."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class StripColumn:
    """One row of the table: its key, what its tooltip says, whether a chapter begins here."""

    key: str
    hint: str = ""
    begins_chapter: bool = False


@dataclass(frozen=True, slots=True)
class StripCell:
    """What a line has for a column: full cell = strong, half = related, dot = mention, nothing = none."""

    strength: Strength = Strength.NONE
    pinned: bool = False
    hint: str = ""


@dataclass(frozen=True, slots=True)
class _Places:
    """The cells' geometry in pixels: width of the names, width of a column, height of a line."""

    margin: float
    step: float
    height: float

    def rect(self, column: int, line: int) -> QRectF:
        left = round(self.margin + column * self.step)
        right = max(left + 1, round(self.margin + (column + 1) * self.step))
        return QRectF(left, _TOP + line * self.height, right - left, self.height)


class OverviewStrip(QWidget):
    """Cells that have not arrived are hatched. Click, or arrows and Enter, ask for a column."""

    column_activated = Signal(int)  # into the columns

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[StripLine, ...] = ()
        self._columns: tuple[StripColumn, ...] = ()
        self._index: dict[str, int] = {}
        self._cells: dict[tuple[str, str], StripCell] = {}
        self._colors: StrengthColors | None = None
        self._first, self._last = 0, -1
        self._chosen = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("对应情况总览"))

    def set_lines(self, lines: Sequence[StripLine]) -> None:
        self._lines = tuple(lines)
        self.updateGeometry()
        self.update()

    def set_columns(self, columns: Sequence[StripColumn]) -> None:
        """Other columns; cells of columns that are still there stay."""
        self._columns = tuple(columns)
        self._index = {column.key: number for number, column in enumerate(self._columns)}
        self._cells = {key: cell for key, cell in self._cells.items() if key[0] in self._index}
        self._chosen = max(0, min(self._chosen, len(self._columns) - 1))
        self.update()

    def set_cells(self, cells: Mapping[tuple[str, str], StripCell]) -> None:
        """Cells by (column key, line key)."""
        self._cells.update(cells)
        self.update()

    def clear_cells(self) -> None:
        self._cells.clear()
        self.update()

    def cell(self, column: str, line: str) -> StripCell | None:
        return self._cells.get((column, line))

    def set_colors(self, colors: StrengthColors) -> None:
        self._colors = colors
        self.update()

    def set_view(self, first: int, last: int) -> None:
        """Frame the columns that the table shows now."""
        if (first, last) != (self._first, self._last):
            self._first, self._last = first, last
            self.update()

    # Geometry ----------------------------------------------------------------------------------------------------

    def _measure(self) -> _Places:
        """Where the cells stand at the present size and font."""
        metrics = QFontMetricsF(self.font())
        em = metrics.horizontalAdvance("国")
        margin = max((metrics.horizontalAdvance(line.name) for line in self._lines), default=0.0) + _LEFT + em
        step = max(0.0, self.width() - margin - 0.5 * em) / max(1, len(self._columns))
        return _Places(margin, step, round(1.25 * em))

    def rect_of(self, column: int, line: int) -> QRectF:
        """Where a cell stands; 0 is the first line."""
        return self._measure().rect(column, line)

    def column_at(self, x: float) -> int | None:
        places = self._measure()
        if not self._columns or x < places.margin:
            return None
        return min(int((x - places.margin) / max(places.step, 0.01)), len(self._columns) - 1)

    def sizeHint(self) -> QSize:
        return QSize(600, round(max(1, len(self._lines)) * self._measure().height + 7))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    # Mouse and keys ----------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        column = self.column_at(event.position().x())
        if column is not None and event.button() == Qt.MouseButton.LeftButton:
            self._activate(column)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        inside = self.column_at(event.position().x()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if inside else Qt.CursorShape.ArrowCursor)
        if inside and event.buttons() & Qt.MouseButton.LeftButton:
            self.mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Home: -(10**6), Qt.Key.Key_End: 10**6}
        key = Qt.Key(event.key())
        if key in steps and self._columns:
            self._activate(max(0, min(self._chosen + steps[key], len(self._columns) - 1)))
        else:
            event.ignore()

    def _activate(self, column: int) -> None:
        self._chosen = column
        self.column_activated.emit(column)
        self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.hint_at(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def hint_at(self, point: QPointF) -> str:
        column = self.column_at(point.x())
        line = int((point.y() - _TOP) // self._measure().height)
        if column is None or not 0 <= line < len(self._lines):
            return ""
        cell = self._cells.get((self._columns[column].key, self._lines[line].key))
        said = cell.hint if cell else self.tr("正在计算")
        return f"{self._columns[column].hint}\n{self._lines[line].name}：{said}"

    # Painting ----------------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        places = self._measure()
        painter.setFont(self.font())
        painter.setPen(faint_color())
        for number, line in enumerate(self._lines):
            room = QRectF(_LEFT, _TOP + number * places.height, places.margin, places.height)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, line.name)
        if self._columns:
            self._draw_chapters(painter, places)
            self._draw_cells(painter, places)
            self._draw_view(painter, places)

    def _draw_chapters(self, painter: QPainter, places: _Places) -> None:
        painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
        for number, column in enumerate(self._columns):
            if column.begins_chapter and number:
                x = places.rect(number, 0).left()
                painter.drawLine(QPointF(x, 0), QPointF(x, self.height()))

    def _draw_cells(self, painter: QPainter, places: _Places) -> None:
        colors = self._colors or StrengthColors.of_palette(self.palette())
        waiting = self.palette().color(QPalette.ColorRole.AlternateBase)
        gap = -1 if places.step >= 3 else 0
        for row, line in enumerate(self._lines):
            for number, column in enumerate(self._columns):
                cell = self._cells.get((column.key, line.key))
                rect = places.rect(number, row).adjusted(0, 1, gap, -1)
                if cell is None:
                    painter.fillRect(rect, waiting)
                else:
                    self._draw_cell(painter, rect, cell, colors)

    def _draw_cell(self, painter: QPainter, rect: QRectF, cell: StripCell, colors: StrengthColors) -> None:
        """Strength is told by the height of the cell as well as by its shade."""
        if cell.strength is Strength.STRONG:
            painter.fillRect(rect, colors.strong)
        elif cell.strength is Strength.RELATED:
            painter.fillRect(rect.adjusted(0, rect.height() * 0.4, 0, 0), colors.related)
        elif cell.strength is Strength.MENTION:
            side = min(3.0, rect.width())
            dot = QRectF(rect.center().x() - side / 2, rect.bottom() - side, side, side)
            painter.fillRect(dot, colors.mention)
        if cell.pinned:
            self._draw_pin(painter, rect.center(), 0.36 * rect.height())

    def _draw_pin(self, painter: QPainter, center: QPointF, reach: float) -> None:
        points = [QPointF(0, -reach), QPointF(reach, 0), QPointF(0, reach), QPointF(-reach, 0)]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(self.palette().color(QPalette.ColorRole.Link))
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Base), 1))
        painter.drawPolygon(QPolygonF([center + point for point in points]))
        painter.restore()

    def _draw_view(self, painter: QPainter, places: _Places) -> None:
        if not 0 <= self._first <= self._last < len(self._columns):
            return
        left, right = places.rect(self._first, 0).left(), places.rect(self._last, 0).right()
        role = QPalette.ColorRole.Accent if self.hasFocus() else QPalette.ColorRole.Text
        painter.setPen(QPen(self.palette().color(role), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(left - 1, 1, right - left + 1, self.height() - 2), 2, 2)
