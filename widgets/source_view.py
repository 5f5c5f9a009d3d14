"""A long text to look things up in: numbered rows, one run of rows marked and brought into view; read-only."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextCursor,
    QTextFormat,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget


class SourceView(QPlainTextEdit):
    """Rows are given as (number, text); a number that repeats the one above it is not written again."""

    row_chosen = Signal(int)  # a click on a row, counted from 0
    rows_selected = Signal(object)  # range: text of several rows was selected, with the mouse or the keyboard

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._numbers: tuple[str, ...] = ()
        self._mark = QColor()
        self._marked = range(0)
        self._gutter = _Gutter(self)
        self.updateRequest.connect(lambda _rect, _dy: self._gutter.update())

    def set_rows(self, rows: Sequence[tuple[int, str]]) -> None:
        """Show these rows from the top."""
        above = [None, *(number for number, _text in rows)]
        self._numbers = tuple("" if before == number else str(number) for before, (number, _) in zip(above, rows))  # noqa: B905
        self.setPlainText("\n".join(text.replace("\n", " ") for _number, text in rows))
        self._marked = range(0)
        self._fit_gutter()

    def set_mark(self, colour: QColor) -> None:
        """The ground of the marked rows."""
        self._mark = colour
        self._paint_mark()

    def marked(self) -> range:
        return self._marked

    def show_rows(self, rows: range) -> None:
        """Mark these rows and bring them into view, without moving what is in view already."""
        self._marked = rows
        self._paint_mark()
        if len(rows):
            cursor = QTextCursor(self.document().findBlockByNumber(rows.start))
            self.setTextCursor(cursor)
            if not self._is_in_view(rows):
                self.centerCursor()

    def _is_in_view(self, rows: range) -> bool:
        top = self.cursorRect(QTextCursor(self.document().findBlockByNumber(rows.start))).top()
        bottom = self.cursorRect(QTextCursor(self.document().findBlockByNumber(rows.stop - 1))).bottom()
        return top >= 0 and bottom <= self.viewport().height()

    def _paint_mark(self) -> None:
        marks = []
        for row in self._marked:
            mark = QTextEdit.ExtraSelection()
            mark.cursor = QTextCursor(self.document().findBlockByNumber(row))
            mark.format.setBackground(self._mark)
            mark.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
            # A row that is wrapped is marked as a whole.
            mark.cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            marks.append(mark)
        self.setExtraSelections(marks)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self._tell_selection():
            self.row_chosen.emit(self.textCursor().blockNumber())

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        super().keyReleaseEvent(event)
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._tell_selection()

    def _tell_selection(self) -> bool:
        """Whether text is selected; says which rows it is of where these are several."""
        cursor = self.textCursor()
        first = self.document().findBlock(cursor.selectionStart()).blockNumber()
        last = self.document().findBlock(max(cursor.selectionStart(), cursor.selectionEnd() - 1)).blockNumber()
        if last > first:
            self.rows_selected.emit(range(first, last + 1))
        return cursor.hasSelection()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_gutter()
        if len(self._marked) and not self._is_in_view(self._marked):
            self.centerCursor()

    def gutter_width(self) -> int:
        longest = max((len(number) for number in self._numbers), default=1)
        return self.fontMetrics().horizontalAdvance("0") * max(3, longest) + 16

    def _fit_gutter(self) -> None:
        self.setViewportMargins(self.gutter_width(), 0, 0, 0)
        inside = self.contentsRect()
        self._gutter.setGeometry(QRect(inside.left(), inside.top(), self.gutter_width(), inside.height()))

    def paint_gutter(self, event: QPaintEvent) -> None:
        """Write the numbers of the rows in view."""
        painter = QPainter(self._gutter)
        painter.fillRect(event.rect(), self.palette().color(QPalette.ColorRole.AlternateBase))
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        block = self.firstVisibleBlock()
        while block.isValid() and block.blockNumber() < len(self._numbers):
            box = self.blockBoundingGeometry(block).translated(self.contentOffset())
            if box.top() > event.rect().bottom():
                break
            place = QRect(0, round(box.top()), self._gutter.width() - 8, self.fontMetrics().height())
            painter.drawText(place, Qt.AlignmentFlag.AlignRight, self._numbers[block.blockNumber()])
            block = block.next()


class _Gutter(QWidget):
    def __init__(self, view: SourceView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self) -> QSize:
        return QSize(self._view.gutter_width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._view.paint_gutter(event)
