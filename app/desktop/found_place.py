"""A word that a search found, and where it stands in what a page shows of its clause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.desktop.session import ClauseAddress
from app.drafting.lines import HEADINGS, Line, LineKind
from app.plans.outline import block_texts


@dataclass(frozen=True, slots=True)
class FoundAddress(ClauseAddress):
    """A clause to open with a found word chosen in it: `context` is the text that was searched, `at` the word's offset
    there, `word` the word as it is printed."""

    context: str = ""
    at: int = 0
    word: str = ""

    @property
    def line(self) -> tuple[str, int]:
        """The line of the context that has the word, and the word's offset in it."""
        start = self.context.rfind("\n", 0, self.at) + 1
        end = self.context.find("\n", self.at)
        return self.context[start : len(self.context) if end < 0 else end], self.at - start


def offset_in(text: str, address: FoundAddress) -> int | None:
    """Where in a text the word stands: in the line it was found in, else anywhere; None where it is not."""
    line, column = address.line
    at = _blankless(text, line, column)
    return _blankless(text, address.word, 0) if at is None else at


def place_in(lines: Sequence[Line], address: FoundAddress) -> tuple[int, int, int] | None:
    """The number of the line and the start and end of the word in it; a table or figure is chosen as a whole.

    None where the section is not among the lines or no longer has the word.
    """
    start = next((n for n, line in enumerate(lines) if line.section == address.section_id), None)
    if start is None:
        return None
    end = next(
        (n for n in range(start + 1, len(lines)) if lines[n].kind in HEADINGS and not _goes_on(lines[n])), len(lines)
    )
    wanted, column = address.line
    for exact in (True, False):
        for number in range(start, end):
            at = _at(lines[number], wanted if exact else address.word, column if exact else 0)
            if at is not None:
                payload = lines[number].payload is not None
                return (number, 0, 1) if payload else (number, at, at + len(address.word))
    return None


def _goes_on(line: Line) -> bool:
    return line.kind is LineKind.CONTINUATION


def _at(line: Line, wanted: str, column: int) -> int | None:
    if line.payload is not None:
        said = (line.payload.label, *block_texts(line.payload))
        return 0 if any(wanted in one or one in wanted for one in said if one) else None
    return _blankless(line.text, wanted, column)


def _blankless(text: str, wanted: str, column: int) -> int | None:
    """Where in `text` the character at `column` of `wanted` stands; pages set blanks in other ways than plans."""
    kept = [at for at, character in enumerate(text) if not character.isspace()]
    form = "".join(wanted.split())
    at = "".join(text.split()).find(form) if form else -1
    return kept[at + len("".join(wanted[:column].split()))] if at >= 0 else None
