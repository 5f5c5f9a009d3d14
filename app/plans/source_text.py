"""The text of a plan's file as it was read, so that a person can hold the plan against it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from app.plans.model import Block, Box, Figure, Paragraph, Table

UNIT = "行"
BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
"""What ends a line of a text file; line numbers are counted by it."""

_SOLID = re.compile(r"[\s#*|>—…]+")
_LOOK_AHEAD = 400
"""Lines. An element is looked for so far behind the place that it was read at: a page has no more."""


class ReadLine(Protocol):
    """What a reader calls a line: text and number, or the drawn table, picture or frame that stands in its place."""

    @property
    def text(self) -> str: ...
    @property
    def number(self) -> int: ...
    @property
    def held(self) -> Table | Figure | Box | None: ...


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
    def of_lines(cls, lines: Iterable[ReadLine], unit: str) -> SourceText:
        """Any other file: the lines that its reader found, what they hold written out."""
        return cls(tuple(row for line in lines for row in _written_out(line)), unit)

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


def _written_out(line: ReadLine) -> Iterator[SourceLine]:
    if line.held is None:
        yield SourceLine(line.number, line.text)
    else:
        yield from _block_lines(line.held, line.number)


def _block_lines(block: Block, number: int) -> Iterator[SourceLine]:
    """A block line by line, each where it stands itself if it says so; cells are parted by tabs."""
    match block:
        case Paragraph():
            yield SourceLine(block.line or number, block.text)
        case Box():
            yield SourceLine(number, f"{block.label} {block.title}".strip())
            for inner in block.blocks:
                yield from _block_lines(inner, inner.line or number)
        case Table():
            texts = [block.caption or "", *("\t".join(row) for row in (block.header, *block.rows)), *block.notes]
            yield from (SourceLine(number, text) for text in texts if text)
        case Figure():
            yield SourceLine(number, f"〔图〕{block.caption}")


def source_to_json(source: SourceText) -> str:
    """A source text as JSON."""
    return json.dumps([source.unit, [[line.number, line.text] for line in source.lines]], ensure_ascii=False)


def source_from_json(text: str) -> SourceText:
    """The source text that `source_to_json` took apart."""
    unit, lines = json.loads(text)
    return SourceText(tuple(SourceLine(number, line) for number, line in lines), unit)
