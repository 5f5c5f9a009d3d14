"""The door of the program. It loads nothing by itself, so that Ctrl-C is answered while everything else is loaded."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

EXIT_CANCELLED = 130
_SAID = "已取消，没有留下任何改动。\n"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code (see `app.command_line`)."""
    with _leaving_at_once():
        from app import command_line
    return command_line.main(argv)


@contextmanager
def _leaving_at_once() -> Iterator[None]:
    """While modules are loaded Ctrl-C ends the process there and then: nothing is begun that would have to be undone,
    and an exception inside an import shows as a traceback of whichever module it meets."""
    before = signal.signal(signal.SIGINT, _leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _leave(_number: int, _frame: object) -> None:
    try:
        os.write(2, _SAID.encode())
    finally:
        os._exit(EXIT_CANCELLED)
