"""The program's version, written in one place only: pyproject.toml."""

from __future__ import annotations

from importlib import metadata


def version() -> str:
    """The version of the installed or frozen program; "0" where a checkout runs without being installed."""
    try:
        return metadata.version("plandesk")
    except metadata.PackageNotFoundError:
        return "0"
