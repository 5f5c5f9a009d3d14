"""The lines that a text document shows (app.drafting.lines): put in by difference, read back by what was touched."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QTextBlock, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from app.desktop.editor_blocks import BOXED, OBJECT, formats_of, line_of
from app.desktop.table_picture import INSET, OBJECT_TYPE, PAYLOAD, TablePicture
from app.drafting.lines import HEADINGS, Line, LineKind

Formats = tuple[QTextBlockFormat, QTextCharFormat]


class EditorLines:
    """The lines of an editor's document, known without reading all of it again after each key."""

    def __init__(self, editor: QTextEdit) -> None:
        self._editor, self._document = editor, editor.document()
        self._picture = TablePicture(editor.palette(), editor)
        self._document.documentLayout().registerHandler(OBJECT_TYPE, self._picture)
        self._known: list[Line] = []
        self._touched: tuple[int, int] | None = None  # characters before and behind the part that was typed over

    def line_of(self, block: QTextBlock) -> Line:
        """What a block means now."""
        return line_of(block, self._picture)

    def formats_of(self, line: Line) -> Formats:
        """How a line is set, in the font and colours of the editor."""
        return formats_of(line, self._editor.fontMetrics(), self._editor.palette())

    def take_palette(self) -> None:
        self._picture.palette = self._editor.palette()

    # Reading ------------------------------------------------------------------------------------------------------

    def touch(self, position: int, added: int) -> None:
        """Note that the characters position..position+added were typed, or others deleted there."""
        behind = max(0, self._document.characterCount() - 1 - position - added)
        before, after = self._touched or (position, behind)
        self._touched = (min(before, position), min(after, behind))

    def lines(self) -> list[Line]:
        """The lines as they stand in the document now; only those touched since they were last known are read."""
        if self._touched is None:
            return list(self._known)
        first = self._document.findBlock(self._touched[0]).blockNumber()
        last = self._document.findBlock(max(0, self._document.characterCount() - 1 - self._touched[1]))
        behind = self._document.blockCount() - 1 - last.blockNumber()
        read: list[Line] = []
        block = self._document.findBlockByNumber(first)
        while block.isValid() and block.blockNumber() <= last.blockNumber():
            read.append(self.line_of(block))
            block = block.next()
        return [*self._known[:first], *read, *self._known[len(self._known) - behind :]]

    def take(self) -> bool:
        """Know the document as it stands, every object on a line of its own; whether that is other than before."""
        self._part_objects()
        lines = self.lines()
        self._touched = None
        changed = lines != self._known
        self._known = lines
        return changed

    def _part_objects(self) -> None:
        """Give every table and figure a line of its own again: text that was typed, pasted or joined to its line would
        belong to nothing."""
        block = self._document.begin() if self._touched else QTextBlock()
        while block.isValid():
            text = block.text()
            place = text.find(OBJECT)
            if place > 0:
                self._part(block, utf16_length(text[:place]), object_behind=True)
            elif place == 0 and len(text) > 1:
                self._part(block, 1, object_behind=False)
            block = block.next()

    def _part(self, block: QTextBlock, offset: int, object_behind: bool) -> None:
        """Break a block between text and object, each with its own format."""
        line = self.line_of(block)
        own = self.formats_of(line)
        text = self.formats_of(Line(LineKind.BOX_PARAGRAPH if line.kind in BOXED else LineKind.PARAGRAPH, ""))
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + offset)
        cursor.insertBlock(*(own if object_behind else text))
        if object_behind:
            cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)
            if self.line_of(cursor.block()).kind not in HEADINGS:
                cursor.setBlockFormat(text[0])

    # Writing ------------------------------------------------------------------------------------------------------

    def show(self, lines: Sequence[Line]) -> None:
        """Rewrite what differs from these lines; what was touched and not taken is written over."""
        shown = self.lines()
        if not shown or not lines:  # a document without lines still has one block
            self.show_afresh(lines)
            return
        first, behind = _equal_ends(shown, lines)
        self._touched, self._known = None, list(lines)
        start, end = first, len(shown) - behind
        fresh = lines[first : len(lines) - behind]
        if start == end and not fresh:
            return
        cursor = QTextCursor(self._document)
        cursor.beginEditBlock()
        in_empty_block = self._clear(cursor, start, end, leave_one=bool(fresh))
        self._insert(cursor, fresh, in_empty_block)
        cursor.endEditBlock()

    def show_afresh(self, lines: Sequence[Line]) -> None:
        """Write all lines anew."""
        self._touched, self._known = None, list(lines)
        self._document.clear()
        self._insert(QTextCursor(self._document), lines, in_empty_block=True)

    def _clear(self, cursor: QTextCursor, start: int, end: int, leave_one: bool) -> bool:
        """Take the blocks start..end away, all or all but one, and put the cursor where others can follow; whether it
        stands in an empty block that is to be filled."""
        if end > start:
            last = self._document.findBlockByNumber(end - 1)
            cursor.setPosition(self._document.findBlockByNumber(start).position())
            cursor.setPosition(last.position() + last.length() - 1, QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()
            if not leave_one:
                _remove_block(cursor)
            return True
        if start == 0:
            cursor.insertBlock()
            cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)
            return True
        before = self._document.findBlockByNumber(start - 1)
        cursor.setPosition(before.position() + before.length() - 1)
        return False

    def _insert(self, cursor: QTextCursor, lines: Sequence[Line], in_empty_block: bool) -> None:
        """Insert lines; the first one goes into the cursor's own block if that is the empty one to be filled."""
        for line in lines:
            form, chars = self.formats_of(line)
            if in_empty_block:
                cursor.setBlockFormat(form)
                cursor.setBlockCharFormat(chars)
                in_empty_block = False
            else:
                cursor.insertBlock(form, chars)
            if line.payload is not None:
                chars = QTextCharFormat()
                chars.setObjectType(OBJECT_TYPE)
                chars.setProperty(PAYLOAD, self._picture.keep(line.payload))
                chars.setProperty(INSET, form.leftMargin() + form.rightMargin())
            cursor.insertText(OBJECT if line.payload is not None else line.text, chars)


def followed(number: int, shown: Sequence[Line], lines: Sequence[Line]) -> int:
    """Where the line that stood at `number` stands now: at the nearest place with the same line, else where it was,
    told from the nearer of what stayed the same above and below it."""
    if number < len(shown):
        same = [place for place, line in enumerate(lines) if line == shown[number]]
        first, behind = _equal_ends(shown, lines)
        if number < first:
            return number
        if number >= len(shown) - behind:
            return number + len(lines) - len(shown)
        if same:
            return min(same, key=lambda place: abs(place - number))
    return max(0, min(number, len(lines) - 1))


def utf16_length(text: str) -> int:
    """How many places the text takes in a document, which counts in UTF-16 units."""
    return len(text) + sum(character > "\uffff" for character in text)


def _remove_block(cursor: QTextCursor) -> None:
    """Take the cursor's empty block away; what follows the first block keeps its own format."""
    if cursor.blockNumber() > 0:
        cursor.deletePreviousChar()
    else:
        form = cursor.block().next().blockFormat()
        cursor.deleteChar()
        cursor.setBlockFormat(form)


def _equal_ends(shown: Sequence[Line], lines: Sequence[Line]) -> tuple[int, int]:
    """How many lines are equal at the start, and how many of the rest at the end."""
    shorter = min(len(shown), len(lines))
    first = 0
    while first < shorter and shown[first] == lines[first]:
        first += 1
    behind = 0
    while behind < shorter - first and shown[-1 - behind] == lines[-1 - behind]:
        behind += 1
    return first, behind
