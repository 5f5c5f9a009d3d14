"""The text of a plan's file as it was read, so that a person can hold the plan against it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

UNIT = "行"
BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
"""What ends a line of a text file; line numbers are counted by it."""

_SOLID = re.compile(r"[\s#*|>—…]+")
_LOOK_AHEAD = 400
"""Lines. An element is looked for so far behind the place that it was read at: a page has no more."""


class NumberedText(Protocol):
    """What a reader calls a line: some text and the number of its place."""

    @property
    def text(self) -> str: ...
    @property
    def number(self) -> int: ...


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line of the source. `number` counts units (lines, paragraphs or pages): several lines may share one."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class SourceText:
    """Every line in order; `unit` is what their numbers count (行, 段, 页)."""

    lines: tuple[SourceLine, ...]
    unit: str = UNIT

    @classmethod
    def of_text(cls, text: str) -> SourceText:
        """A text file: its own lines, counted from 1."""
        return cls(tuple(SourceLine(number, line) for number, line in enumerate(BREAK.split(text), 1)))

    @classmethod
    def of_lines(cls, lines: Iterable[NumberedText], unit: str) -> SourceText:
        """Any other file: the lines that its reader found."""
        return cls(tuple(SourceLine(line.number, line.text.replace("\ufffc", "〔表格或图〕")) for line in lines), unit)

    def row_of(self, number: int, text: str = "") -> int | None:
        """Which of `lines` (from 0) holds a place: of those with this number, or shortly behind, the first that begins
        or holds `text`; without one the first with this number; None if no line has it."""
        first = next((row for row, line in enumerate(self.lines) if line.number >= number), None)
        if first is None or self.lines[first].number > number:
            return first
        wanted = _SOLID.sub("", text)[:12]
        if wanted:
            for row in range(first, min(first + _LOOK_AHEAD, len(self.lines))):
                if self.lines[row].number > number:
                    break
                if wanted in _SOLID.sub("", self.lines[row].text):
                    return row
        return first

    def rows_of(self, number: int, text: str) -> range:
        """The lines that an element covers: from its place on as many as its text needs; empty if there is none."""
        first = self.row_of(number, text)
        if first is None:
            return range(0)
        needed, row = len(_SOLID.sub("", text)), first
        while row < len(self.lines):
            needed -= len(_SOLID.sub("", self.lines[row].text))
            if needed <= 0:
                break
            row += 1
        return range(first, min(row + 1, len(self.lines)))


def source_to_json(source: SourceText) -> str:
    """A source text as JSON."""
    return json.dumps([source.unit, [[line.number, line.text] for line in source.lines]], ensure_ascii=False)


def source_from_json(text: str) -> SourceText:
    """The source text that `source_to_json` took apart."""
    unit, lines = json.loads(text)
    return SourceText(tuple(SourceLine(number, line) for number, line in lines), unit)
