"""How long work tells what it does and is asked to stop, without knowing who watches."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, float], None]
"""Called with a short Chinese text and the done fraction (0..1); raises `Cancelled` to stop the work."""


class Cancelled(Exception):
    """The user asked to stop. Work that raises this leaves nothing behind."""


def silent(_message: str, _fraction: float) -> None:
    """A `Progress` that nobody watches."""


def part(progress: Progress, start: float, end: float) -> Progress:
    """A `Progress` for a step that covers the fractions `start`..`end` of a longer work."""

    def report(message: str, fraction: float) -> None:
        progress(message, start + (end - start) * fraction)

    return report
