"""A table cell that shows a found word in its surroundings, the word set apart from them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

PADDING = 8


class HitCell(QStyledItemDelegate):
    """`parts` gives what stands before the word, the word, and what stands behind it, of the value that `line` finds at
    a table row; None leaves the cell to the table. The word is bold and underlined, so never marked by colour alone."""

    def __init__(
        self, parent: QTableView, line: Callable[[int], Any], parts: Callable[[Any], tuple[str, str, str] | None]
    ) -> None:
        super().__init__(parent)
        self._line, self._parts = line, parts

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        parts = self._parts(self._line(index.row()))
        if parts is None:
            super().paint(painter, option, index)
            return
        ground = QStyleOptionViewItem(option)
        self.initStyleOption(ground, index)
        ground.text = ""
        style = option.widget.style() if option.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, ground, painter, option.widget)
        room = option.rect.adjusted(PADDING, 0, -PADDING, 0)
        painter.save()
        painter.setClipRect(room)
        plain, strong = QFont(option.font), QFont(option.font)
        strong.setBold(True)
        strong.setUnderline(True)
        text = option.palette.color(QPalette.ColorRole.Text)
        accent = option.palette.color(QPalette.ColorRole.Link)
        before = _fitting(parts, room.width(), QFontMetrics(plain), QFontMetrics(strong))
        for shown, font, colour in ((before, plain, text), (parts[1], strong, accent), (parts[2], plain, text)):
            painter.setFont(font)
            painter.setPen(colour)
            room = self._draw(painter, room, shown, font)
        painter.restore()

    @staticmethod
    def _draw(painter: QPainter, room: QRect, text: str, font: QFont) -> QRect:
        """Draw a piece at the left of the room, cut with … where there is too little; what is left is returned."""
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        return room.adjusted(metrics.horizontalAdvance(shown), 0, 0, 0)


def _fitting(parts: tuple[str, str, str], width: int, plain: QFontMetrics, strong: QFontMetrics) -> str:
    """What stands before the word, cut at its far end so that the word stays in view."""
    rest = width - strong.horizontalAdvance(parts[1]) - plain.horizontalAdvance(parts[2])
    return plain.elidedText(parts[0], Qt.TextElideMode.ElideLeft, max(width // 2, rest))
