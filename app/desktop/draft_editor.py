"""The text of a draft under the cursor: an editor of lines (app.drafting.lines) that never changes a plan itself.

It has no undo of its own: the draft's one history puts former lines back through `set_lines`, which touches only the
lines that differ, so the cursor and the view stay where they are.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from app.desktop.editor_blocks import SECTION, RunInTitles
from app.desktop.editor_clipboard import pasted_lines, selected_text
from app.desktop.editor_keys import break_line, is_kept
from app.desktop.editor_lines import EditorLines, followed, utf16_length
from app.desktop.found_place import FoundAddress, place_in
from app.drafting.lines import HEADINGS, Line, mark_length
from app.plans.model import Table

COMMIT_MS = 250
"""Rest after a key before the typed text becomes part of the draft."""
CURSOR_MS = 30
"""Rest of the cursor before the clause under it is announced."""
_OTHER = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
"""With these Enter is a command; with Shift or on the number pad it is Enter: a plan knows no breaks within a line."""


class DraftEditor(QTextEdit):
    """Edits lines. `committed` says that the lines changed by typing; `lines()` gives them."""

    committed = Signal()
    section_changed = Signal(str)  # id of the section at the cursor
    table_activated = Signal(str, int)  # the id of its section, and which table of this section it is, from 0
    undo_requested = Signal()
    redo_requested = Signal()
    level_requested = Signal(int)  # +1 demote, -1 promote the section at the cursor
    menu_requested = Signal(object)  # QPoint on the screen

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("draftEditor")
        self.setUndoRedoEnabled(False)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(28)
        self._lines = EditorLines(self)
        self._titles = RunInTitles(self.document())
        self._filling = False
        self._section = ""
        self._commit_timer = QTimer(self, singleShot=True, interval=COMMIT_MS)
        self._commit_timer.timeout.connect(self._on_rest)
        self._cursor_timer = QTimer(self, singleShot=True, interval=CURSOR_MS)
        self._cursor_timer.timeout.connect(self._announce_section)
        self.document().contentsChange.connect(self._on_contents_change)
        self.cursorPositionChanged.connect(self._cursor_timer.start)

    # Lines in and out ---------------------------------------------------------------------------------------------

    def set_lines(self, lines: Sequence[Line], whole: bool = False) -> None:
        """Show these lines, rewriting only what differs; `whole` starts afresh at the top."""
        self._commit_timer.stop()
        shown = self.lines()
        at = self.textCursor()
        number, column = at.blockNumber(), at.positionInBlock()
        self._filling = True
        try:
            if whole:
                self._lines.show_afresh(lines)
                self.moveCursor(QTextCursor.MoveOperation.Start)
            elif shown != list(lines):
                self._lines.show(lines)
                self._put_cursor(followed(number, shown, lines), column)
        finally:
            self._filling = False
        self._cursor_timer.start()

    def _put_cursor(self, number: int, column: int) -> None:
        """Put the cursor into a line, never in front of a heading's number."""
        block = self.document().findBlockByNumber(number)
        column = max(column, mark_length(self._lines.line_of(block)))
        cursor = self.textCursor()
        cursor.setPosition(block.position() + min(column, block.length() - 1))
        self.setTextCursor(cursor)

    def lines(self) -> list[Line]:
        """The lines as they stand in the document now."""
        return self._lines.lines()

    def line_number(self) -> int:
        """The number of the line with the cursor, from 0."""
        return self.textCursor().blockNumber()

    def commit(self) -> None:
        """Announce typed text that has not been announced yet."""
        self._commit_timer.stop()
        if self._lines.take():
            self.committed.emit()

    def _on_rest(self) -> None:
        """Commit, but not while an input method composes a word: its line must stay as it is until then."""
        if self.textCursor().block().layout().preeditAreaText():
            self._commit_timer.start()
        else:
            self.commit()

    @property
    def pending(self) -> bool:
        """Whether typed text waits to be announced."""
        return self._commit_timer.isActive()

    # The cursor ---------------------------------------------------------------------------------------------------

    def section_at_cursor(self) -> str:
        block = self.textCursor().block()
        while block.isValid():
            section = block.blockFormat().property(SECTION)
            if section:
                return section
            block = block.previous()
        return ""

    def scroll_to(self, section: str) -> None:
        """Put the cursor at the heading of a section and its heading near the top of the view."""
        block = self.document().begin()
        while block.isValid() and block.blockFormat().property(SECTION) != section:
            block = block.next()
        if block.isValid():
            cursor = self.textCursor()
            cursor.setPosition(block.position() + block.length() - 1)
            self.setTextCursor(cursor)
            top = self.document().documentLayout().blockBoundingRect(block).top()
            self.verticalScrollBar().setValue(int(top) - 12)

    def _announce_section(self) -> None:
        section = self.section_at_cursor()
        if section and section != self._section:
            self._section = section
            self.section_changed.emit(section)

    def forget_section(self) -> None:
        """Announce the section at the cursor again, even if it is the same."""
        self._section = ""
        self._cursor_timer.start()

    # Finding ------------------------------------------------------------------------------------------------------

    def find_places(self, text: str) -> list[int]:
        """Where the text stands, as positions of the document."""
        places: list[int] = []
        if text:
            whole, at = self.toPlainText(), -1
            while (at := whole.find(text, at + 1)) >= 0:
                places.append(utf16_length(whole[:at]))
        return places

    def select_place(self, position: int, text: str) -> None:
        cursor = self.textCursor()
        cursor.setPosition(position)
        cursor.setPosition(position + utf16_length(text), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def select_found(self, address: FoundAddress) -> None:
        """Select a word that a search found, some lines below the upper edge of the view."""
        place = place_in(self.lines(), address)
        if place is None:
            return
        number, start, end = place
        block = self.document().findBlockByNumber(number)
        before, chosen = block.text()[:start], block.text()[start:end]
        self.select_place(block.position() + utf16_length(before), chosen)
        view, bar = self.viewport().height(), self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect().top() - view // 3)

    # Keys, mouse, clipboard ---------------------------------------------------------------------------------------

    def _on_contents_change(self, position: int, _removed: int, added: int) -> None:
        if self._filling:
            return
        self._lines.touch(position, added)
        if not self._commit_timer.isActive():
            self._commit_timer.start()  # not restarted by later keys: what is typed waits at most COMMIT_MS

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo_requested.emit()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.redo_requested.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & _OTHER:
            self._break_line()
        elif event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._tab(event)
        elif self._opens_table(event):
            self._open_table()
        elif not is_kept(event.key(), self.textCursor(), self._lines):
            super().keyPressEvent(event)

    def _tab(self, event: QKeyEvent) -> None:
        if self._lines.line_of(self.textCursor().block()).kind in HEADINGS:
            self.level_requested.emit(1 if event.key() == Qt.Key.Key_Tab else -1)
        elif event.key() == Qt.Key.Key_Backtab:
            super().keyPressEvent(event)

    def _break_line(self) -> None:
        cursor = self.textCursor()
        break_line(cursor, self._lines)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Text is taken; files are left to the window, which imports them."""
        return source.hasText() and not source.hasUrls()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste plain lines; formats never come."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        self.setTextCursor(cursor)
        for number, piece in enumerate(pasted_lines(source.text())):
            if number:
                self._break_line()
            self.textCursor().insertText(piece)
        cursor.endEditBlock()

    def createMimeDataFromSelection(self) -> QMimeData:
        data = QMimeData()
        data.setText(selected_text(self.textCursor(), self._lines))
        return data

    def event(self, event: QEvent) -> bool:
        """On the line of a table F2 opens it, not the title of its section."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._opens_table(event):
            event.accept()
            return True
        return super().event(event)

    def _opens_table(self, event: QKeyEvent) -> bool:
        return event.key() == Qt.Key.Key_F2 and not event.modifiers() and self._at_table()

    def _at_table(self) -> bool:
        return isinstance(self._lines.line_of(self.textCursor().block()).payload, Table)

    def _open_table(self) -> None:
        """Ask for the table at the cursor, by its place: what was typed a moment ago may number it anew."""
        self.commit()
        block, before = self.textCursor().block(), 0
        if not self._at_table():
            return
        while (block := block.previous()).isValid() and not block.blockFormat().property(SECTION):
            before += isinstance(self._lines.line_of(block).payload, Table)
        self.table_activated.emit(self.section_at_cursor(), before)

    def mouseDoubleClickEvent(self, event) -> None:
        cursor = self.cursorForPosition(event.position().toPoint())
        if self._lines.line_of(cursor.block()).payload is not None:
            self.setTextCursor(cursor)
            self._open_table()
        else:
            super().mouseDoubleClickEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_requested.emit(event.globalPos())

    def restyle(self) -> None:
        """Take over a new palette or font."""
        self._lines.take_palette()
        position = self.textCursor().position()
        self.set_lines(self.lines(), whole=True)
        cursor = self.textCursor()
        cursor.setPosition(min(position, self.document().characterCount() - 1))
        self.setTextCursor(cursor)
