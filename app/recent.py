"""The libraries that were open last on this machine, newest first: a small file beside the program's other data."""

from __future__ import annotations

import json
from pathlib import Path

from app import paths

MOST = 8


def recent_libraries() -> tuple[Path, ...]:
    """The files that are still there; nothing where nothing was noted or it cannot be read."""
    try:
        noted = json.loads(paths.recent_file().read_text("utf-8"))
        known = tuple(Path(str(name)) for name in noted)
    except (OSError, ValueError, TypeError):
        return ()
    return tuple(path for path in known if path.is_file())


def note_library(path: Path) -> None:
    """Put a library at the head of the list. What cannot be written is left out: the list is a convenience."""
    first = path.resolve()
    listed = [first, *(known for known in recent_libraries() if known != first)][:MOST]
    file = paths.recent_file()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps([str(one) for one in listed], ensure_ascii=False), encoding="utf-8")
    except OSError:
        return
