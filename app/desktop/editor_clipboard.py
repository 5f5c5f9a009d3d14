"""What the draft's text gives to the clipboard and takes from it: plain lines, tables in rows."""

from __future__ import annotations

import re

from PySide6.QtGui import QTextCursor

from app.desktop.editor_blocks import OBJECT
from app.desktop.editor_lines import EditorLines
from app.plans.model import Figure, Table

_UNSEEN = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069\\ufffc\\ufffe\\uffff]")
"""Control characters, marks that turn the direction of writing, and the character that stands for a table."""


def pasted_lines(text: str) -> list[str]:
    """Text of another program as lines to insert: leading blanks (the indent there) and empty lines go."""
    pieces = (_UNSEEN.sub("", line).strip() for line in text.splitlines())
    return [piece for piece in pieces if piece]


def selected_text(cursor: QTextCursor, lines: EditorLines) -> str:
    """What is selected as plain text; a table in tab-separated rows, as Excel and WPS take it."""
    texts: list[str] = []
    block = cursor.document().findBlock(cursor.selectionStart())
    while block.isValid() and block.position() <= cursor.selectionEnd():
        part = QTextCursor(block)  # a document counts a rare character as two places, a text as one
        part.setPosition(max(block.position(), cursor.selectionStart()))
        end = block.position() + block.length() - 1
        part.setPosition(min(end, cursor.selectionEnd()), QTextCursor.MoveMode.KeepAnchor)
        text = part.selectedText()
        payload = lines.line_of(block).payload if OBJECT in text else None
        texts.append(_as_rows(payload) if payload else text)
        block = block.next()
    return "\n".join(texts)


def _as_rows(payload: Table | Figure) -> str:
    if isinstance(payload, Figure):
        return payload.caption
    rows = ("\t".join(row) for row in (payload.header, *payload.rows))
    return "\n".join((*((payload.caption,) if payload.caption else ()), *rows, *payload.notes))
