"""Where the program keeps things: one place, asked by the window and the command line alike."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import PlatformDirs

_DIRECTORIES = PlatformDirs("plandesk", appauthor=False)


BESIDE_CHECKOUT = Path(__file__).resolve().parents[2] / "shared" / "references"


def default_library() -> Path:
    """The library that opens when none is named: `library.db` in the user's data folder."""
    return Path(_DIRECTORIES.user_data_dir) / "library.db"


def recent_file() -> Path:
    """The list of the libraries that were open last."""
    return Path(_DIRECTORIES.user_data_dir) / "recent.json"


def log_directory() -> Path:
    """The folder of the rotating log."""
    return Path(_DIRECTORIES.user_log_dir)


def kept() -> Path | None:
    """The folder of what the matching has worked out and may need again; it can be deleted at any time. The environment
    may name another (`PLANDESK_CACHE`); `PLANDESK_CACHE=` (empty) asks for none."""
    named = os.environ.get("PLANDESK_CACHE")
    if named is None:
        return Path(_DIRECTORIES.user_cache_dir) / "matching"
    return Path(named) if named else None


def references() -> Path | None:
    """The folder of reference plans that the environment names (`REFERENCES`), else the one that stands beside a
    checkout of the program (`../shared/references`), if it is there; `REFERENCES=` (empty) asks for none."""
    named = os.environ.get("REFERENCES")
    folder = BESIDE_CHECKOUT if named is None else Path(named)
    return folder if named != "" and folder.is_dir() else None
