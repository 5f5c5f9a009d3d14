"""The program's version, written in one place only: pyproject.toml."""

from __future__ import annotations


def version() -> str:
    """The version of the installed or frozen program; "0" where a checkout runs without being installed."""
    from importlib import metadata  # slow to load, and few runs ask for it

    try:
        return metadata.version("plandesk")
    except metadata.PackageNotFoundError:
        return "0"
