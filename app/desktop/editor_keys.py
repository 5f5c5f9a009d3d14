"""What Enter, Backspace and Delete mean between the lines of a draft."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor

from app.desktop.editor_blocks import BOXED, OBJECT
from app.desktop.editor_lines import EditorLines
from app.drafting.lines import HEADINGS, Line, LineKind


def break_line(cursor: QTextCursor, lines: EditorLines) -> None:
    """Enter: the new line is a paragraph, of the box where there is one; an empty boxed line leaves the box."""
    kind = lines.line_of(cursor.block()).kind
    if kind is LineKind.BOX_PARAGRAPH and not cursor.block().text():
        form, chars = lines.formats_of(Line(LineKind.PARAGRAPH, ""))
        cursor.setBlockFormat(form)
        cursor.setBlockCharFormat(chars)
        return
    form, chars = lines.formats_of(Line(LineKind.BOX_PARAGRAPH if kind in BOXED else LineKind.PARAGRAPH, ""))
    cursor.beginEditBlock()
    cursor.insertBlock(form, chars)
    tail = QTextCursor(cursor.block())
    tail.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    if OBJECT not in tail.selectedText():
        tail.setCharFormat(chars)
    cursor.endEditBlock()


def is_kept(key: int, cursor: QTextCursor, lines: EditorLines) -> bool:
    """Whether a key may not delete what it would: a heading is deleted in the outline, where its whole section is
    seen, and the line of a table or figure joins no line of text."""
    if cursor.hasSelection():
        return False
    if key == Qt.Key.Key_Backspace and cursor.atBlockStart():
        if lines.line_of(cursor.block()).kind in HEADINGS:
            return True
        other = cursor.block().previous()
    elif key == Qt.Key.Key_Delete and cursor.atBlockEnd():
        other = cursor.block().next()
    else:
        return False
    texts = (cursor.block().text(), other.text())
    return all(texts) and any(OBJECT in text for text in texts)
