"""Small signs drawn with lines, since no font is sure to have them: pin, cross, triangle, arrow, sheets, pencil."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QPixmapCache, QPolygonF


class Glyph(StrEnum):
    """A sign, named for what it shows."""

    PIN = "pin"
    PINNED = "pinned"
    CROSS = "cross"
    TRIANGLE = "triangle"
    ARROW_TO_BAR = "arrow to bar"
    SHEETS = "sheets"
    PENCIL = "pencil"


_LINES: dict[Glyph, tuple[tuple[tuple[float, float], ...], ...]] = {
    Glyph.PIN: (((8, 2), (14, 8), (8, 14), (2, 8), (8, 2)),),
    Glyph.PINNED: (((8, 2), (14, 8), (8, 14), (2, 8), (8, 2)),),
    Glyph.CROSS: (((3.5, 3.5), (12.5, 12.5)), ((12.5, 3.5), (3.5, 12.5))),
    Glyph.TRIANGLE: (((4, 6), (12, 6), (8, 11), (4, 6)),),
    Glyph.ARROW_TO_BAR: (((2, 8), (11, 8)), ((7.5, 4.5), (11, 8), (7.5, 11.5)), ((13.5, 3), (13.5, 13))),
    Glyph.SHEETS: (((5.5, 5.5), (13.5, 5.5), (13.5, 14), (5.5, 14), (5.5, 5.5)), ((3, 11), (3, 2.5), (11, 2.5))),
    Glyph.PENCIL: (((3, 13), (4, 9.5), (11, 2.5), (13.5, 5), (6.5, 12), (3, 13)), ((9.5, 4), (12, 6.5))),
}
_FILLED = {Glyph.PINNED, Glyph.TRIANGLE}


def draw_glyph(painter: QPainter, glyph: Glyph, rect: QRectF, color: QColor) -> None:
    """Draw a sign into the largest square in the middle of `rect`, in whole pixels."""
    side = round(min(rect.width(), rect.height()))
    at = QPointF(round(rect.center().x() - side / 2), round(rect.center().y() - side / 2))
    painter.drawPixmap(at, _picture(glyph, side, color, painter.device().devicePixelRatioF()))


def _picture(glyph: Glyph, side: int, color: QColor, density: float) -> QPixmap:
    """A sign drawn once and kept: a table shows hundreds, and lines are dear to draw."""
    key = f"glyph {glyph.value} {side} {color.rgba():x} {density:g}"
    picture = QPixmap()
    if QPixmapCache.find(key, picture):
        return picture
    pixels = max(1, round(side * density))
    picture = QPixmap(pixels, pixels)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    _draw_lines(painter, glyph, pixels, color)
    painter.end()
    picture.setDevicePixelRatio(density)
    QPixmapCache.insert(key, picture)
    return picture


def _draw_lines(painter: QPainter, glyph: Glyph, side: int, color: QColor) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(side / 16, side / 16)
    pen = QPen(color, 1.3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    for line in _LINES[glyph]:
        points = QPolygonF([QPointF(x, y) for x, y in line])
        if glyph in _FILLED:
            painter.setBrush(color)
            painter.drawPolygon(points)
        else:
            painter.drawPolyline(points)


def glyph_icon(glyph: Glyph, color: QColor, faded: QColor, size: int = 16) -> QIcon:
    """A sign as an icon, sharp on screens of twice the density; `faded` while its button is disabled."""
    icon = QIcon()
    for mode, paint in ((QIcon.Mode.Normal, color), (QIcon.Mode.Disabled, faded)):
        icon.addPixmap(_picture(glyph, size, paint, 2.0), mode)
    return icon
