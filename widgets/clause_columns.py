"""Clauses side by side: a row for each clause of the base, a column for the base and each other work, one scroll area.

Only what is visible is laid out and painted. Heights of rows that were never seen are guesses; when a guess is mended
the row at the upper edge stays where it is.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QHelpEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QMenu, QToolTip, QWidget

from widgets.candidate import Candidate, CandidateItem
from widgets.cell_menu import KEYS, CellAction, action_menu, hint_of, is_possible, others_menu
from widgets.clause_cell import Handle, Verb
from widgets.clause_scroll import RowRange
from widgets.clause_shelf import CellAddress, ClauseRow
from widgets.clause_view import ClauseView, Selection
from widgets.column_header import ColumnHead
from widgets.marked_text import sentence_at

__all__ = ["CellAction", "CellAddress", "ClauseColumns", "ClauseRow", "ColumnHead", "RowRange", "Verb"]


class ClauseColumns(ClauseView):
    """The table under the user's hands.

    Keys: arrows, PgUp, PgDn, Home, End; Space folds the row, P pins, X rejects, O other candidates, S searches one,
    B borrows, C or Ctrl+C copies, N notes, Enter opens.
    """

    action_triggered = Signal(object)  # CellAction

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pressed: tuple[CellAddress, Handle] | None = None

    # Asking ------------------------------------------------------------------------------------------------------

    def ask(self, verb: Verb, address: CellAddress | None = None) -> None:
        """Ask for something of a cell (default: the current one), as its keys, handles and menus do."""
        address = address or self._current
        candidate = self._shelf.cell(address) if self._shelf.rows and self._shelf.heads else None
        if candidate is None or not is_possible(verb, candidate, address.column == 0):
            return
        if verb is Verb.FOLD:
            self.toggle_fold(address.row)
        elif verb is Verb.OTHERS:
            self.others_menu(address).popup(self._menu_point(address))
        else:
            self._emit(verb, address, candidate)

    def others_menu(self, address: CellAddress) -> QMenu:
        """The menu of other candidates of a cell."""
        candidate = self._shelf.cell(address) or Candidate("", "", "")

        def choose(item: CandidateItem) -> None:
            self._emit(Verb.CHOOSE, address, candidate, item)

        menu = others_menu(self, candidate, choose, lambda: self._emit(Verb.SEARCH, address, candidate))
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _emit(self, verb: Verb, address: CellAddress, candidate: Candidate, item: CandidateItem | None = None) -> None:
        row, head = self._shelf.rows[address.row], self._shelf.heads[address.column]
        self.action_triggered.emit(CellAction(verb, row.key, head.key, candidate, item, self._selected(address)))

    def _selected(self, address: CellAddress) -> str:
        candidate = self._shelf.cell(address)
        if self._selection is None or self._selection.address != address or candidate is None:
            return ""
        start, end = self._selection.span()
        return candidate.text[start:end]

    def toggle_fold(self, row: int) -> None:
        """Show all of a row's texts, or only their first lines."""
        self._shelf.toggle_fold(row)
        self._heights.set(row, self._shelf.height(row))
        self._changed()

    # Keys --------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif not self._move(Qt.Key(event.key())):
            verb = KEYS.get(Qt.Key(event.key()))
            plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
            if verb and plain:
                self.ask(verb)
            else:
                event.ignore()

    def _copy(self) -> None:
        text = self._selected(self._current)
        if text:
            QGuiApplication.clipboard().setText(text)
        else:
            self.ask(Verb.COPY)

    def _move(self, key: Qt.Key) -> bool:
        """Move the current cell; False for keys that move nothing."""
        last = len(self._shelf.rows) - 1
        if last < 0:
            return False
        row, column = self._current.row, self._current.column
        match key:
            case Qt.Key.Key_Up | Qt.Key.Key_Down:
                self._step(1 if key == Qt.Key.Key_Down else -1)
            case Qt.Key.Key_Left | Qt.Key.Key_Right:
                column += 1 if key == Qt.Key.Key_Right else -1
                column = max(0, min(column, len(self._shelf.heads) - 1))
                self._set_current(CellAddress(row, column))
                self._reveal_column(column)
            case Qt.Key.Key_Home:
                self.go_to(0)
            case Qt.Key.Key_End:
                self.go_to(last)
            case Qt.Key.Key_PageUp | Qt.Key.Key_PageDown:
                self._page(1 if key == Qt.Key.Key_PageDown else -1)
            case _:
                return False
        return True

    def _step(self, step: int) -> None:
        """One row on; within a row that is higher than the view, a few lines on."""
        row, view = self._current.row, self.viewport().height()
        top, bottom = self._row_top(row), self._row_top(row) + self._heights[row]
        hidden = bottom - view if step > 0 else -top
        if self._heights[row] > view and hidden > 0 and top < view and bottom > 0:
            self._scroll_by(round(step * min(hidden, view / 3)))
        elif 0 <= row + step < len(self._shelf.rows):
            self._set_current(CellAddress(row + step, self._current.column))
            self._reveal(row + step)

    def _page(self, step: int) -> None:
        self._scroll_by(round(step * self.viewport().height() * 0.9))
        shown = self._shown
        if shown:
            end = self._heights.total() - self._anchor.position() <= self.viewport().height() + 1
            row = shown.last if step > 0 and end else self._anchor.row
            self._set_current(CellAddress(row, self._current.column))

    # Mouse -------------------------------------------------------------------------------------------------------

    def _address_at(self, point: QPointF) -> CellAddress | None:
        column = self._shelf.places.column_at(point.x())
        if column is None or column >= len(self._shelf.heads):
            return None
        rows = (row for row, top in self._walk() if top <= point.y() < top + self._heights[row])
        row = next(rows, None)
        return None if row is None else CellAddress(row, column)

    def _within(self, address: CellAddress, point: QPointF) -> QPointF:
        """A point of the view in the cell's own coordinates."""
        return QPointF(point.x() - self._shelf.places.left(address.column), point.y() - self._row_top(address.row))

    def _handle_at(self, address: CellAddress, point: QPointF) -> Handle | None:
        return self._shelf.layout(address).handle_at(self._within(address, point))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        address = self._address_at(event.position())
        self._pressed = None
        if address is None:
            return
        self._set_current(address)
        if event.button() != Qt.MouseButton.LeftButton:
            return
        handle = self._handle_at(address, event.position())
        if handle:
            self._pressed = (address, handle)
        else:
            offset = self._shelf.layout(address).text_offset_at(self._within(address, event.position()))
            self._select(None if offset is None else Selection(address, offset, offset))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        address = self._address_at(event.position())
        if event.buttons() & Qt.MouseButton.LeftButton and self._selection and not self._pressed:
            self._extend(event.position())
            return
        if address != self._hovered:
            self._hovered = address
            self.viewport().update()
        self._show_cursor(address, event.position())

    def _show_cursor(self, address: CellAddress | None, point: QPointF) -> None:
        shape = Qt.CursorShape.ArrowCursor
        if address and self._handle_at(address, point):
            shape = Qt.CursorShape.PointingHandCursor
        elif address and self._shelf.layout(address).text_offset_at(self._within(address, point)) is not None:
            shape = Qt.CursorShape.IBeamCursor
        self.viewport().setCursor(shape)

    def _extend(self, point: QPointF) -> None:
        selection = self._selection
        assert selection is not None
        layout = self._shelf.layout(selection.address)
        offset = layout.text_offset_at(self._within(selection.address, point), nearest=True)
        if offset is not None:
            self._select(Selection(selection.address, selection.anchor, offset))

    def _select(self, selection: Selection | None) -> None:
        self._selection = selection
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if pressed and self._address_at(event.position()) == pressed[0]:
            handle = self._handle_at(pressed[0], event.position())
            if handle and handle.verb is pressed[1].verb:
                self.ask(handle.verb, pressed[0])

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        address = self._address_at(event.position())
        candidate = self._shelf.cell(address) if address else None
        if address is None or candidate is None or self._handle_at(address, event.position()):
            self.mousePressEvent(event)  # two quick clicks on a handle are two clicks
            return
        offset = self._shelf.layout(address).text_offset_at(self._within(address, event.position()))
        if offset is not None:
            self._select(Selection(address, *sentence_at(candidate.text, offset)))

    # Menus and tooltips ------------------------------------------------------------------------------------------

    def _menu_point(self, address: CellAddress) -> QPoint:
        """Under the handle of the other candidates, or at the cell's upper edge where that is out of view."""
        handles = self._shelf.layout(address).handles
        rect = next((handle.rect for handle in handles if handle.verb is Verb.OTHERS), None)
        inside = rect.bottomLeft().toPoint() if rect else QPoint(8, 8)
        point = inside + QPoint(self._shelf.places.left(address.column), round(self._row_top(address.row)))
        point.setY(max(0, min(point.y(), self.viewport().height())))
        return self.viewport().mapToGlobal(point)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        address = self._current if by_key else self._address_at(QPointF(event.pos()))
        candidate = self._shelf.cell(address) if address and self._shelf.rows else None
        if address is None or candidate is None:
            return
        menu = action_menu(self, candidate, address.column == 0, lambda verb: self.ask(verb, address))
        selected = self._selected(address)
        if selected:
            copy = menu.addAction(self.tr("复制所选文字"))
            copy.triggered.connect(lambda: QGuiApplication.clipboard().setText(selected))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._menu_point(address) if by_key else event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.hint_at(QPointF(event.pos())), self)
            return True
        if event.type() == QEvent.Type.Leave and self._hovered is not None:
            self._hovered = None
            self.viewport().update()
        return super().viewportEvent(event)

    def hint_at(self, point: QPointF) -> str:
        """What the tooltip says at a point of the view: what a handle does, what a band means."""
        address = self._address_at(point)
        candidate = self._shelf.cell(address) if address else None
        if address is None or candidate is None:
            return ""
        handle = self._handle_at(address, point)
        if handle:
            return hint_of(handle.verb, candidate)
        on_chip = self._shelf.layout(address).chip_at(self._within(address, point))
        return candidate.band_hint if on_chip else ""
