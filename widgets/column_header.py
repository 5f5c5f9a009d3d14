"""The heads of the columns of clauses: names, and their order by dragging or by two buttons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QToolTip, QWidget

from widgets.candidate import faint_color


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """A column: what the caller knows it by, its name, a second line and what the tooltip tells."""

    key: str
    name: str
    detail: str = ""
    hint: str = ""


class _MoveButtons(QWidget):
    """◂ ▸ of one column."""

    moved = Signal(int)  # -1 or 1

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.buttons: dict[int, QToolButton] = {}
        for step, glyph, hint in ((-1, "◂", self.tr("左移")), (1, "▸", self.tr("右移"))):
            button = QToolButton(self)
            button.setText(glyph)
            button.setAutoRaise(True)
            button.setToolTip(hint)
            button.setAccessibleName(f"{name} {hint}")
            button.clicked.connect(lambda _checked=False, step=step: self.moved.emit(step))
            row.addWidget(button)
            self.buttons[step] = button


class ColumnHeader(QWidget):
    """Paints the heads at the places that its owner gives; the first column is the base and stays first."""

    order_changed = Signal(object)  # tuple[str, ...]: the keys of the columns after the base, in the new order

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heads: tuple[ColumnHead, ...] = ()
        self._rects: list[QRect] = []
        self._buttons: list[_MoveButtons] = []
        self._pressed: int | None = None
        self._drag: QPoint | None = None
        self.setMouseTracking(True)

    def heads(self) -> tuple[ColumnHead, ...]:
        return self._heads

    def set_heads(self, heads: Sequence[ColumnHead]) -> None:
        self._heads = tuple(heads)
        for buttons in self._buttons:
            buttons.deleteLater()
        self._buttons = [_MoveButtons(head.name, self) for head in self._heads[1:]]
        for column, buttons in enumerate(self._buttons, start=1):
            buttons.moved.connect(lambda step, column=column: self.move_column(column, column + step))
            buttons.buttons[-1].setEnabled(column > 1)
            buttons.buttons[1].setEnabled(column < len(self._buttons))
            buttons.setVisible(len(self._buttons) > 1)
        self._rects = []
        self.update()

    def set_places(self, rects: Sequence[QRect]) -> None:
        """Where each column is; the base covers what scrolls under it."""
        self._rects = list(rects)
        base_right = rects[0].right() if rects else 0
        for buttons, rect in zip(self._buttons, self._rects[1:], strict=True):
            size = buttons.sizeHint()
            buttons.setGeometry(rect.right() - size.width() - 4, 4, size.width(), size.height())
            buttons.setVisible(len(self._buttons) > 1 and rect.right() - size.width() - 4 > base_right)
        self.update()

    def height_needed(self) -> int:
        return round(2.9 * QFontMetrics(self.font()).height())

    def move_column(self, column: int, to: int) -> None:
        """Put a column elsewhere among the columns after the base."""
        to = max(1, min(to, len(self._heads) - 1))
        if column == to or not 1 <= column < len(self._heads):
            return
        keys = [head.key for head in self._heads[1:]]
        keys.insert(to - 1, keys.pop(column - 1))
        self.order_changed.emit(tuple(keys))

    # Mouse -------------------------------------------------------------------------------------------------------

    def _column_at(self, point: QPoint) -> int | None:
        """The base lies over what scrolls under it, so it is asked first."""
        return next((i for i, rect in enumerate(self._rects) if rect.contains(point)), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        column = self._column_at(event.position().toPoint())
        self._pressed = column if column and event.button() == Qt.MouseButton.LeftButton else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self._drag = event.position().toPoint()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, dragged = self._pressed, self._drag is not None
        self._pressed = self._drag = None
        self.unsetCursor()
        self.update()
        target = self._column_at(event.position().toPoint())
        if pressed is not None and dragged and target is not None:
            self.move_column(pressed, target)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            column = self._column_at(event.pos())  # pyright: ignore[reportAttributeAccessIssue]
            if column is not None:
                QToolTip.showText(event.globalPos(), self._heads[column].hint, self)  # pyright: ignore[reportAttributeAccessIssue]
            return True
        return super().event(event)

    # Painting ----------------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.AlternateBase))
        line = self.palette().color(QPalette.ColorRole.Mid)
        for column in reversed(range(len(self._rects))):
            self._draw_head(painter, column, line)
        painter.setPen(line)
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        target = self._column_at(self._drag) if self._drag is not None else None
        if target and target != self._pressed and self._pressed is not None:
            rect = self._rects[target]
            x = rect.left() if target < self._pressed else rect.right()
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Link), 3))
            painter.drawLine(x, 0, x, self.height())

    def _draw_head(self, painter: QPainter, column: int, line: QColor) -> None:
        head, rect = self._heads[column], self._rects[column]
        painter.fillRect(rect, self.palette().color(QPalette.ColorRole.AlternateBase))
        painter.setPen(line)
        painter.drawLine(rect.topRight(), rect.bottomRight())
        beside = self._buttons[column - 1].sizeHint().width() if column and len(self._buttons) > 1 else 0
        font = QFont(self.font())
        font.setBold(True)
        room = rect.adjusted(10, 6, -10 - beside, 0)
        self._draw_line(painter, room, head.name, font, self.palette().color(QPalette.ColorRole.Text))
        room = rect.adjusted(10, 6 + round(1.25 * QFontMetrics(font).height()), -10, 0)
        self._draw_line(painter, room, head.detail, self.font(), faint_color())

    def _draw_line(self, painter: QPainter, room: QRect, text: str, font: QFont, color: QColor) -> None:
        painter.setFont(font)
        painter.setPen(color)
        metrics = QFontMetrics(font)
        elided = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room.left(), room.top() + metrics.ascent(), elided)
