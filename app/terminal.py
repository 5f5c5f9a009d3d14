"""What the command line shows: one document on stdout, progress and sentences on stderr, Ctrl-C as a cancel."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import Any, TextIO

from app.errors import UserError
from app.progress import Cancelled, Progress


def use_utf8() -> None:
    """Speak UTF-8 on every system, whatever the console's code page is. A windowed program has no streams at all."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 - lives as long as we do
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def print_document(document: dict[str, Any]) -> None:
    """One JSON document on stdout and nothing else."""
    print(json.dumps(document, ensure_ascii=False, indent=2))


def print_rows(header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A plain table for people, columns aligned by display width (a Chinese character takes two columns)."""
    from rich.cells import cell_len

    texts = [list(header), *([_cell(value) for value in row] for row in rows)]
    widths = [max(cell_len(line[column]) for line in texts) for column in range(len(header))]
    for line in texts:
        padded = [text + " " * (width - cell_len(text)) for text, width in zip(line, widths, strict=True)]
        print("  ".join(padded).rstrip())


def say(sentence: str) -> None:
    """One line to stderr, for people."""
    print(sentence, file=sys.stderr)


def say_error(error: UserError) -> None:
    """Sentence and remedy on one line of stderr."""
    say(f"{error.sentence}{error.remedy}".replace("\n", " "))


@contextmanager
def watched(stream: TextIO | None = None) -> Iterator[Progress]:
    """A `Progress` for long work: a bar on stderr if that is a terminal, and Ctrl-C makes the next report raise
    `Cancelled`, so that the work stops where it can stop cleanly. A second Ctrl-C does not wait."""
    stop = _interrupts()
    with stop as asked, _bar(stream or sys.stderr) as show:

        def report(message: str, fraction: float) -> None:
            if asked:
                raise Cancelled
            show(message, fraction)

        yield report


@contextmanager
def _interrupts() -> Iterator[list[int]]:
    """A list that Ctrl-C puts its signal into."""
    asked: list[int] = []

    def remember(number: int, _frame: FrameType | None) -> None:
        if asked:
            raise KeyboardInterrupt
        asked.append(number)

    before = signal.signal(signal.SIGINT, remember)
    try:
        yield asked
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _bar(stream: TextIO) -> Iterator[Progress]:
    if not stream.isatty():
        yield lambda _message, _fraction: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    with Bar(*columns, console=Console(file=stream), transient=True) as bar:
        task = bar.add_task("", total=1.0)
        yield lambda message, fraction: bar.update(task, description=message, completed=fraction)


def _cell(value: object) -> str:
    return "—" if value is None or value == "" else str(value)
