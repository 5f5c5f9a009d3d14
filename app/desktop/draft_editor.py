"""The text of a draft under the cursor: an editor of lines (app.drafting.lines) that never changes a plan itself.

It has no undo of its own: the draft's one history puts former lines back through `set_lines`, which touches only the
lines that differ, so the cursor and the view stay where they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QKeySequence,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from app.desktop.editor_blocks import BOXED, OBJECT, SECTION, RunInTitles, formats_of, line_of
from app.desktop.table_picture import INSET, OBJECT_TYPE, PAYLOAD, TablePicture
from app.drafting.lines import HEADINGS, Line, LineKind, mark_length
from app.plans.model import Figure, Table

COMMIT_MS = 250
"""Rest after a key before the typed text becomes part of the draft."""
CURSOR_MS = 100
"""Rest of the cursor before the clause under it is announced."""


_UNSEEN = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069\\ufffc\\ufffe\\uffff]")
"""Control characters, marks that turn the direction of writing, and the character that stands for a table."""


class DraftEditor(QTextEdit):
    """Edits lines. `committed` says that the lines changed by typing; `lines()` gives them."""

    committed = Signal()
    section_changed = Signal(str)  # id of the section at the cursor
    payload_activated = Signal(object)  # the Table or Figure that was double-clicked
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
        self._picture = TablePicture(self.palette(), self)
        self.document().documentLayout().registerHandler(OBJECT_TYPE, self._picture)
        self._titles = RunInTitles(self.document())
        self._shown: list[Line] = []
        self._touched: tuple[int, int] | None = None  # characters before and behind the part that was typed over
        self._filling = False
        self._section = ""
        self._commit_timer = QTimer(self, singleShot=True, interval=COMMIT_MS)
        self._commit_timer.timeout.connect(self.commit)
        self._cursor_timer = QTimer(self, singleShot=True, interval=CURSOR_MS)
        self._cursor_timer.timeout.connect(self._announce_section)
        self.document().contentsChange.connect(self._on_contents_change)
        self.cursorPositionChanged.connect(self._cursor_timer.start)

    # Lines in and out ---------------------------------------------------------------------------------------------

    def set_lines(self, lines: Sequence[Line], whole: bool = False) -> None:
        """Show these lines, rewriting only what differs; `whole` starts afresh at the top."""
        lines = list(lines)
        shown = self.lines()
        whole = whole or not shown or not lines  # a document without lines still has one block
        if whole:
            shown = []
        self._commit_timer.stop()
        self._touched = None
        first, behind = _differing(shown, lines)
        self._shown = lines
        if not whole and first == len(shown) - behind and first == len(lines) - behind:
            return
        self._filling = True
        try:
            if whole:
                self.document().clear()
                self._insert(QTextCursor(self.document()), lines, fresh=True)
                self.moveCursor(QTextCursor.MoveOperation.Start)
            else:
                self._replace(first, len(shown) - behind, lines[first : len(lines) - behind])
        finally:
            self._filling = False
        self._cursor_timer.start()

    def lines(self) -> list[Line]:
        """The lines as they stand in the document now; only those touched since they were last known are read."""
        if self._touched is None:
            return list(self._shown)
        document = self.document()
        first = document.findBlock(self._touched[0]).blockNumber()
        last = document.findBlock(max(0, document.characterCount() - 1 - self._touched[1]))
        behind = document.blockCount() - 1 - last.blockNumber()
        read: list[Line] = []
        block = document.findBlockByNumber(first)
        while block.isValid() and block.blockNumber() <= last.blockNumber():
            read.append(self._line_of(block))
            block = block.next()
        return [*self._shown[:first], *read, *self._shown[len(self._shown) - behind :]]

    def commit(self) -> None:
        """Announce typed text that has not been announced yet."""
        self._part_objects()
        self._commit_timer.stop()
        lines = self.lines()
        self._touched = None
        if lines != self._shown:
            self._shown = lines
            self.committed.emit()

    @property
    def pending(self) -> bool:
        """Whether typed text waits to be announced."""
        return self._commit_timer.isActive()

    def _part_objects(self) -> None:
        """Give every table and figure a line of its own again: text that was typed, pasted or joined to its line would
        belong to nothing."""
        block = self.document().begin() if self._touched else QTextBlock()
        while block.isValid():
            text = block.text()
            place = text.find(OBJECT)
            if place > 0:
                self._part(block, _utf16_length(text[:place]), object_behind=True)
            elif place == 0 and len(text) > 1:
                self._part(block, 1, object_behind=False)
            block = block.next()

    def _part(self, block: QTextBlock, offset: int, object_behind: bool) -> None:
        """Break a block between text and object, each with its own format."""
        line = self._line_of(block)
        own = self._formats_of(line)
        text = self._formats_of(Line(LineKind.BOX_PARAGRAPH if line.kind in BOXED else LineKind.PARAGRAPH, ""))
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + offset)
        cursor.insertBlock(*(own if object_behind else text))
        if object_behind:
            cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)
            if self._line_of(cursor.block()).kind not in HEADINGS:
                cursor.setBlockFormat(text[0])

    def _line_of(self, block: QTextBlock) -> Line:
        return line_of(block, self._picture)

    def _formats_of(self, line: Line) -> tuple[QTextBlockFormat, QTextCharFormat]:
        return formats_of(line, self.fontMetrics(), self.palette())

    def _replace(self, start: int, end: int, lines: Sequence[Line]) -> None:
        """Put `lines` in the place of the document's blocks start..end, keeping the cursor by block and column."""
        document = self.document()
        at = self.textCursor()
        number, column, total = at.blockNumber(), at.positionInBlock(), document.blockCount()
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        fresh = False
        if end > start:
            cursor.setPosition(document.findBlockByNumber(start).position())
            last = document.findBlockByNumber(end - 1)
            cursor.setPosition(last.position() + last.length() - 1, QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()
            fresh = True
            if not lines:
                self._remove_block(cursor, start)
        elif lines:
            if start == 0:
                cursor.insertBlock()
                cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)
                fresh = True
            else:
                before = document.findBlockByNumber(start - 1)
                cursor.setPosition(before.position() + before.length() - 1)
        if lines:
            self._insert(cursor, lines, fresh)
        cursor.endEditBlock()
        if number >= end:
            number += document.blockCount() - total
        block = document.findBlockByNumber(max(0, min(number, document.blockCount() - 1)))
        at = self.textCursor()
        column = max(column, mark_length(self._line_of(block)))
        at.setPosition(block.position() + min(column, block.length() - 1))
        self.setTextCursor(at)

    @staticmethod
    def _remove_block(cursor: QTextCursor, number: int) -> None:
        if number > 0:
            cursor.deletePreviousChar()
        else:
            form = cursor.block().next().blockFormat()
            cursor.deleteChar()
            cursor.setBlockFormat(form)

    def _insert(self, cursor: QTextCursor, lines: Sequence[Line], fresh: bool) -> None:
        """Insert lines; the first one goes into the cursor's own empty block if `fresh`."""
        for line in lines:
            form, chars = self._formats_of(line)
            if fresh:
                cursor.setBlockFormat(form)
                cursor.setBlockCharFormat(chars)
                fresh = False
            else:
                cursor.insertBlock(form, chars)
            if line.payload is not None:
                chars = QTextCharFormat()
                chars.setObjectType(OBJECT_TYPE)
                chars.setProperty(PAYLOAD, self._picture.keep(line.payload))
                chars.setProperty(INSET, form.leftMargin() + form.rightMargin())
                cursor.insertText(OBJECT, chars)
            else:
                cursor.insertText(line.text, chars)

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
                places.append(_utf16_length(whole[:at]))
        return places

    def select_place(self, position: int, text: str) -> None:
        cursor = self.textCursor()
        cursor.setPosition(position)
        cursor.setPosition(position + _utf16_length(text), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    # Keys, mouse, clipboard ---------------------------------------------------------------------------------------

    def _on_contents_change(self, position: int, _removed: int, added: int) -> None:
        if self._filling:
            return
        behind = max(0, self.document().characterCount() - 1 - position - added)
        before, after = self._touched or (position, behind)
        self._touched = (min(before, position), min(after, behind))
        if not self._commit_timer.isActive():
            self._commit_timer.start()  # not restarted by later keys: what is typed waits at most COMMIT_MS

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo_requested.emit()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.redo_requested.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._break_line()
        elif event.key() == Qt.Key.Key_Backspace and self._at_heading_start():
            return  # a heading is deleted in the outline, where its whole section is seen
        elif self._joins_object(event):
            return  # a table keeps a line of its own
        elif event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._tab(event)
        else:
            super().keyPressEvent(event)

    def _kind(self) -> LineKind:
        return self._line_of(self.textCursor().block()).kind

    def _at_heading_start(self) -> bool:
        cursor = self.textCursor()
        return not cursor.hasSelection() and cursor.atBlockStart() and self._kind() in HEADINGS

    def _joins_object(self, event: QKeyEvent) -> bool:
        """Whether Backspace or Delete would join a line of text with the line of a table or figure."""
        cursor = self.textCursor()
        if cursor.hasSelection() or not cursor.block().text():
            return False
        if event.key() == Qt.Key.Key_Backspace and cursor.atBlockStart():
            other = cursor.block().previous()
        elif event.key() == Qt.Key.Key_Delete and cursor.atBlockEnd():
            other = cursor.block().next()
        else:
            return False
        return bool(other.text()) and OBJECT in other.text() + cursor.block().text()

    def _tab(self, event: QKeyEvent) -> None:
        if self._kind() in HEADINGS:
            self.level_requested.emit(1 if event.key() == Qt.Key.Key_Tab else -1)
        elif event.key() == Qt.Key.Key_Backtab:
            super().keyPressEvent(event)

    def _break_line(self) -> None:
        """Enter: the new line is a paragraph, of the box where there is one; an empty boxed line leaves the box."""
        cursor = self.textCursor()
        kind = self._kind()
        if kind is LineKind.BOX_PARAGRAPH and not cursor.block().text():
            form, chars = self._formats_of(Line(LineKind.PARAGRAPH, ""))
            cursor.setBlockFormat(form)
            cursor.setBlockCharFormat(chars)
            return
        following = LineKind.BOX_PARAGRAPH if kind in BOXED else LineKind.PARAGRAPH
        form, chars = self._formats_of(Line(following, ""))
        cursor.beginEditBlock()
        cursor.insertBlock(form, chars)
        tail = QTextCursor(cursor.block())
        tail.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        if OBJECT not in tail.selectedText():
            tail.setCharFormat(chars)
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste plain lines: leading blanks (the indent of other programs) and empty lines go, formats never come."""
        pieces = [_UNSEEN.sub("", line).strip() for line in source.text().splitlines()]
        pieces = [piece for piece in pieces if piece]
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        self.setTextCursor(cursor)
        for number, piece in enumerate(pieces):
            if number:
                self._break_line()
            self.textCursor().insertText(piece)
        cursor.endEditBlock()

    def createMimeDataFromSelection(self) -> QMimeData:
        """What is selected as plain text; a table in tab-separated rows, as Excel and WPS take it."""
        cursor = self.textCursor()
        texts: list[str] = []
        block = self.document().findBlock(cursor.selectionStart())
        while block.isValid() and block.position() <= cursor.selectionEnd():
            start = max(0, cursor.selectionStart() - block.position())
            text = block.text()[start : cursor.selectionEnd() - block.position()]
            payload = self._line_of(block).payload if OBJECT in text else None
            texts.append(_as_rows(payload) if payload else text)
            block = block.next()
        data = QMimeData()
        data.setText("\n".join(texts))
        return data

    def mouseDoubleClickEvent(self, event) -> None:
        line = self._line_of(self.cursorForPosition(event.position().toPoint()).block())
        if line.payload is not None:
            self.payload_activated.emit(line.payload)
        else:
            super().mouseDoubleClickEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_requested.emit(event.globalPos())

    def restyle(self) -> None:
        """Take over a new palette or font."""
        self._picture.palette = self.palette()
        lines = self.lines()
        position = self.textCursor().position()
        self.set_lines(lines, whole=True)
        cursor = self.textCursor()
        cursor.setPosition(min(position, self.document().characterCount() - 1))
        self.setTextCursor(cursor)


def _utf16_length(text: str) -> int:
    """How many places the text takes in a document, which counts in UTF-16 units."""
    return len(text) + sum(character > "\uffff" for character in text)


def _differing(shown: Sequence[Line], lines: Sequence[Line]) -> tuple[int, int]:
    """How many lines are equal at the start, and how many of the rest at the end."""
    shorter = min(len(shown), len(lines))
    first = 0
    while first < shorter and shown[first] == lines[first]:
        first += 1
    behind = 0
    while behind < shorter - first and shown[-1 - behind] == lines[-1 - behind]:
        behind += 1
    return first, behind


def _as_rows(payload: Table | Figure) -> str:
    if isinstance(payload, Figure):
        return payload.caption
    rows = ("\t".join(row) for row in (payload.header, *payload.rows))
    return "\n".join((*((payload.caption,) if payload.caption else ()), *rows, *payload.notes))
