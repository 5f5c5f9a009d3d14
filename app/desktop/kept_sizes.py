"""How the user divided the room between panes, as a text that a library remembers."""

from __future__ import annotations

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QSplitter


def sizes_of(splitter: QSplitter) -> str:
    return bytes(splitter.saveState().toBase64().data()).decode()


def restore_sizes(splitter: QSplitter, kept: str | None) -> None:
    """Divide the room as it was when `sizes_of` gave this text; anything else leaves the splitter as it is."""
    if kept:
        splitter.restoreState(QByteArray.fromBase64(kept.encode()))
