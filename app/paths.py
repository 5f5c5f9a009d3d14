"""Where the program keeps things: one place, asked by the window and the command line alike."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import PlatformDirs

_DIRECTORIES = PlatformDirs("plandesk", appauthor=False)


def default_library() -> Path:
    """The library that opens when none is named: `library.db` in the user's data folder."""
    return Path(_DIRECTORIES.user_data_dir) / "library.db"


def log_directory() -> Path:
    """The folder of the rotating log."""
    return Path(_DIRECTORIES.user_log_dir)


def references() -> Path | None:
    """The folder of reference plans that the environment names (`REFERENCES`), if it is there."""
    named = os.environ.get("REFERENCES")
    return Path(named) if named and Path(named).is_dir() else None
