"""Bars in the left margin of a text editor: how much of something a paragraph has, with a tooltip that says what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QRect
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent, QPalette, QTextBlock
from PySide6.QtWidgets import QTextEdit, QToolTip, QWidget

WIDTH, BAR, INSET = 14, 5, 5
"""Pixels: the strip, the bar in it, and the room at its left."""


@dataclass(frozen=True, slots=True)
class MarginMark:
    """`share` (0..1) is the length of the bar in heights of the paragraph, and how strong it is; so it shrinks and
    fades together."""

    share: float
    hint: str = ""


class MarginMarks(QWidget):
    """A strip over the empty left margin of an editor. Marks are kept by block number; blocks that come or go above
    them move them along until new marks are set."""

    def __init__(self, editor: QTextEdit) -> None:
        super().__init__(editor)
        self._editor = editor
        self._marks: dict[int, MarginMark] = {}
        self._blocks = editor.document().blockCount()
        self._color: QColor | None = None
        editor.installEventFilter(self)
        editor.verticalScrollBar().valueChanged.connect(lambda _value: self.update())
        editor.document().contentsChange.connect(self._follow)
        self._place()

    def marks(self) -> Mapping[int, MarginMark]:
        return dict(self._marks)

    def set_marks(self, marks: Mapping[int, MarginMark]) -> None:
        """Show these marks, by block number."""
        self._marks = dict(marks)
        self.update()

    def set_color(self, color: QColor) -> None:
        self._color = color
        self.update()

    def _follow(self, position: int, _removed: int, _added: int) -> None:
        count = self._editor.document().blockCount()
        by, self._blocks = count - self._blocks, count
        if by and self._marks:
            here = self._editor.document().findBlock(position).blockNumber()
            self._marks = {number + by if number > here else number: mark for number, mark in self._marks.items()}
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._editor and event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        inside = self._editor.contentsRect()
        self.setGeometry(inside.left(), inside.top(), WIDTH, inside.height())
        self.raise_()

    def _rect(self, number: int) -> QRect:
        """Where a paragraph stands beside the strip; empty where there is none."""
        block: QTextBlock = self._editor.document().findBlockByNumber(number)
        if not block.isValid():
            return QRect()
        bounds = self._editor.document().documentLayout().blockBoundingRect(block)
        return QRect(0, round(bounds.top()) - self._editor.verticalScrollBar().value(), WIDTH, round(bounds.height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        color = QColor(self._color or self.palette().color(QPalette.ColorRole.Accent))
        for number, mark in self._marks.items():
            room = self._rect(number)
            if not room.intersects(event.rect()):
                continue
            color.setAlphaF(0.25 + 0.75 * min(1.0, mark.share))
            painter.fillRect(INSET, room.top(), BAR, max(4, round(room.height() * mark.share)), color)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.hint_at(event.pos()), self)
            return True
        return super().event(event)

    def hint_at(self, point: QPoint) -> str:
        """What the mark under a point of the strip says; "" where there is none."""
        under = (mark for number, mark in self._marks.items() if self._rect(number).contains(point))
        return next((mark.hint for mark in under), "")
