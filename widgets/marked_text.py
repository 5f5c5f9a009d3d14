"""A read-only, selectable text with marks, in the typography of Chinese print."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from widgets.marked_layout import Mark, MarkedLayout, MarkStyle, MarkStyles, TextSetting

__all__ = ["Mark", "MarkStyle", "MarkedText", "TextSetting"]


class MarkedText(QWidget):
    """Shows a text as high as it needs at its width. Selection by mouse, Ctrl+A, Shift+arrows; Ctrl+C copies."""

    clipped_changed = Signal(bool)  # whether `max_lines` hides a part of the text

    def __init__(self, parent: QWidget | None = None, setting: TextSetting | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._marks: tuple[Mark, ...] = ()
        self._styles: MarkStyles = {}
        self._setting = setting or TextSetting()
        self._max_lines: int | None = None
        self._layout: MarkedLayout | None = None
        self._clipped = False
        self._anchor = self._cursor = 0
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self._copy = QAction(self.tr("复制"), self, shortcut=QKeySequence(QKeySequence.StandardKey.Copy))
        self._select_all = QAction(self.tr("全选"), self, shortcut=QKeySequence(QKeySequence.StandardKey.SelectAll))
        for action in (self._copy, self._select_all):
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            self.addAction(action)
        self._copy.triggered.connect(self.copy)
        self._select_all.triggered.connect(self.select_all)

    # What it shows -----------------------------------------------------------------------------------------------

    def text(self) -> str:
        return self._text

    def set_text(self, text: str, marks: Sequence[Mark] = ()) -> None:
        self._text, self._marks = text, tuple(marks)
        self._anchor = self._cursor = 0
        self.setAccessibleDescription(text)
        self._forget_layout()

    def marks(self) -> tuple[Mark, ...]:
        return self._marks

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Mark the text that is shown; the selection stays."""
        self._marks = tuple(marks)
        self._forget_layout()

    def set_styles(self, styles: MarkStyles) -> None:
        """How each kind of mark looks; kinds without a style are not shown."""
        self._styles = dict(styles)
        self._forget_layout()

    def max_lines(self) -> int | None:
        return self._max_lines

    def set_max_lines(self, lines: int | None) -> None:
        """Show only the first lines; None shows all."""
        if lines != self._max_lines:
            self._max_lines = lines
            self._forget_layout()

    def is_clipped(self) -> bool:
        return self._layout_at(self.width()).clipped

    def _forget_layout(self) -> None:
        self._layout = None
        self.updateGeometry()
        self.update()

    # Size --------------------------------------------------------------------------------------------------------

    def _layout_at(self, width: int) -> MarkedLayout:
        if self._layout is None or self._layout.width != max(1, width):
            self._layout = MarkedLayout(
                self._text, self.font(), width, self._marks, self._styles, self._setting, self._max_lines
            )
        return self._layout

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(self._layout_at(width).height)

    def sizeHint(self) -> QSize:
        em = QFontMetricsF(self.font()).horizontalAdvance("国")
        width = self.width() if self.testAttribute(Qt.WidgetAttribute.WA_Resized) else round(24 * em)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        em = QFontMetricsF(self.font()).horizontalAdvance("国")
        return QSize(round(8 * em), round(self._setting.line_height * em))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        clipped = self.is_clipped()
        if clipped != self._clipped:
            self._clipped = clipped
            self.clipped_changed.emit(clipped)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self._forget_layout()

    def top_of(self, offset: int) -> int:
        """Where the line with this character begins, in pixels from the upper edge."""
        return round(self._layout_at(self.width()).top_of(offset))

    # Selecting and copying ---------------------------------------------------------------------------------------

    def selection(self) -> tuple[int, int]:
        """Start and end of what is selected; equal when nothing is."""
        return min(self._anchor, self._cursor), max(self._anchor, self._cursor)

    def selected_text(self) -> str:
        start, end = self.selection()
        return self._text[start:end]

    def select(self, start: int, end: int) -> None:
        self._anchor, self._cursor = start, max(0, min(end, len(self._text)))
        self.update()

    def select_all(self) -> None:
        self.select(0, len(self._text))

    def copy(self) -> None:
        """Put the selection, or all when nothing is selected, on the clipboard."""
        QGuiApplication.clipboard().setText(self.selected_text() or self._text)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            offset = self._offset(event.position())
            extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.select(self._anchor if extend else offset, offset)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.select(self._anchor, self._offset(event.position()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.select(*sentence_at(self._text, self._offset(event.position())))

    def _offset(self, point: QPointF) -> int:
        return self._layout_at(self.width()).offset_at(point)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(Qt.Key(event.key()))
        if step and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.select(self._anchor, self._cursor + step)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.addAction(self._copy)
        menu.addAction(self._select_all)
        menu.exec(event.globalPos())
        menu.deleteLater()

    # Painting ----------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        visible = (float(event.rect().top()), float(event.rect().bottom() + 1))
        start, end = self.selection()
        self._layout_at(self.width()).draw(
            painter, QPointF(0, 0), self.palette(), (start, end) if start < end else None, visible
        )


SENTENCE_ENDS = "。！？；\n"


def sentence_at(text: str, offset: int) -> tuple[int, int]:
    """The sentence around an offset: what a double click takes, since Chinese words have no borders to see."""
    start = max((text.rfind(mark, 0, offset) for mark in SENTENCE_ENDS), default=-1) + 1
    ends = [at for at in (text.find(mark, offset) for mark in SENTENCE_ENDS) if at >= 0]
    end = min(ends, default=len(text) - 1) + 1
    return start, end
