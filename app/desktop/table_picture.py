"""How a table or figure looks inside the draft's text: one object that the text flows around, drawn as a grid."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from PySide6.QtCore import QObject, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPainter,
    QPalette,
    QPyTextObject,
    QTextDocument,
    QTextFormat,
    QTextOption,
)

from app.plans.model import Figure, Table

OBJECT_TYPE = QTextFormat.ObjectTypes.UserObject.value + 1
PAYLOAD = QTextFormat.Property.UserProperty.value + 4
INSET = QTextFormat.Property.UserProperty.value + 5
"""Room in pixels that the margins of the object's line take."""

_PAD = 6.0
_SMALLER = 0.85  # a table is set in smaller type than the text


def _font(document: QTextDocument) -> QFont:
    font = QFont(document.defaultFont())
    font.setPointSizeF(font.pointSizeF() * _SMALLER)
    return font


class TablePicture(QPyTextObject):
    """Draws the payload of an object character; payloads are kept by key, sizes by key and width."""

    def __init__(self, palette: QPalette, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.palette = palette
        self._payloads: dict[int, Table | Figure] = {}
        self._layouts: dict[tuple[int, int, int], tuple[list[float], list[float]]] = {}

    def keep(self, payload: Table | Figure) -> int:
        key = len(self._payloads) + 1
        self._payloads[key] = payload
        return key

    def payload(self, key: int) -> Table | Figure:
        return self._payloads[key]

    def intrinsicSize(self, document: QTextDocument, _position: int, form: QTextFormat) -> QSizeF:
        inset = 2 * document.documentMargin() + float(form.property(INSET) or 0) + 4
        width = max(200.0, document.textWidth() - inset)
        payload = self._payloads[int(form.property(PAYLOAD))]
        metrics = QFontMetricsF(_font(document))
        if isinstance(payload, Figure):
            return QSizeF(width, metrics.height() * 3)
        _widths, heights = self._layout(int(form.property(PAYLOAD)), payload, width, metrics)
        lines = (1 if payload.caption else 0) + len(payload.notes)
        return QSizeF(width, sum(heights) + lines * metrics.height() * 1.4 + 2)

    def drawObject(
        self, painter: QPainter, rect: QRectF | QRect, document: QTextDocument, _position: int, form: QTextFormat
    ) -> None:
        rect = QRectF(rect)
        key = int(form.property(PAYLOAD))
        payload = self._payloads[key]
        painter.save()
        painter.setFont(_font(document))
        if isinstance(payload, Figure):
            self._draw_figure(painter, rect, payload)
        else:
            self._draw_table(painter, rect, key, payload)
        painter.restore()

    def _draw_figure(self, painter: QPainter, rect: QRectF, figure: Figure) -> None:
        painter.setPen(self.palette.color(QPalette.ColorRole.Mid))
        painter.drawRect(rect.adjusted(0, 2, -1, -2))
        painter.setPen(self.palette.color(QPalette.ColorRole.Text))
        option = QTextOption(Qt.AlignmentFlag.AlignCenter)
        option.setWrapMode(QTextOption.WrapMode.WrapAnywhere)
        painter.drawText(rect, f"［图］{figure.label or ''}　{figure.caption}", option)

    def _draw_table(self, painter: QPainter, rect: QRectF, key: int, table: Table) -> None:
        metrics = QFontMetricsF(painter.font())
        widths, heights = self._layout(key, table, rect.width(), metrics)
        line = metrics.height() * 1.4
        y = rect.top()
        text_color = self.palette.color(QPalette.ColorRole.Text)
        painter.setPen(text_color)
        if table.caption:
            caption = f"{table.label or ''} {table.caption}".strip()
            painter.drawText(QRectF(rect.left(), y, rect.width(), line), Qt.AlignmentFlag.AlignCenter, caption)
            y += line
        for row_index, row in enumerate((table.header, *table.rows)):
            x = rect.left()
            for column, cell in enumerate(row):
                self._draw_cell(painter, QRectF(x, y, widths[column], heights[row_index]), cell, row_index == 0)
                x += widths[column]
            y += heights[row_index]
        painter.setPen(self.palette.color(QPalette.ColorRole.PlaceholderText))
        for note in table.notes:
            painter.drawText(QRectF(rect.left(), y, rect.width(), line), Qt.AlignmentFlag.AlignVCenter, note)
            y += line

    def _draw_cell(self, painter: QPainter, cell: QRectF, text: str, head: bool) -> None:
        if head:
            painter.fillRect(cell, self.palette.color(QPalette.ColorRole.AlternateBase))
        painter.setPen(self.palette.color(QPalette.ColorRole.Mid))
        painter.drawRect(cell)
        painter.setPen(self.palette.color(QPalette.ColorRole.Text))
        option = QTextOption(Qt.AlignmentFlag.AlignCenter if head or len(text) < 12 else Qt.AlignmentFlag.AlignLeft)
        option.setWrapMode(QTextOption.WrapMode.WrapAnywhere)
        painter.drawText(cell.adjusted(_PAD, _PAD / 2, -_PAD, -_PAD / 2), text, option)

    def _layout(self, key: int, table: Table, width: float, metrics: QFontMetricsF) -> tuple[list[float], list[float]]:
        """Column widths and row heights, by the longest cells and the wrapped text."""
        at = (key, int(width), int(metrics.height() * 4))
        if at not in self._layouts:
            rows = (table.header, *table.rows)
            widths = _fitted([_natural(column, metrics) for column in zip_longest(*rows, fillvalue="")], width - 2)
            heights = [max(_height(cell, widths[i], metrics) for i, cell in enumerate(row)) for row in rows]
            self._layouts[at] = (widths, heights)
        return self._layouts[at]


def _natural(cells: Sequence[str], metrics: QFontMetricsF) -> float:
    """The width at which no cell of a column would wrap."""
    return max(metrics.horizontalAdvance(cell) for cell in (*cells, "字字")) + 2 * _PAD + 2


def _fitted(naturals: list[float], width: float) -> list[float]:
    """Widths that add up to `width`: narrow columns keep what they need, the wide ones share the rest."""
    room, left = width, len(naturals)
    widths = dict.fromkeys(range(len(naturals)), 0.0)
    for column in sorted(widths, key=lambda column: naturals[column]):
        widths[column] = min(naturals[column], room / left)
        room -= widths[column]
        left -= 1
    spare = room / len(naturals)
    return [widths[column] + spare for column in range(len(naturals))]


def _height(text: str, width: float, metrics: QFontMetricsF) -> float:
    wrap = Qt.TextFlag.TextWrapAnywhere.value
    box = metrics.boundingRect(QRectF(0, 0, max(20.0, width - 2 * _PAD), 10_000), wrap, text or "字")
    return box.height() + _PAD * 1.5
