"""What is being written: the body so far, its notes and the headings that the contents will list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.exporting.fields import bookmarked
from app.exporting.footnotes_part import Footnotes
from app.exporting.house_style import STYLES
from app.exporting.oxml import Element, w

CONTENTS_LEVELS = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading as the contents list it; `level` 1 … 3."""

    level: int
    text: str
    bookmark: str


class Manuscript:
    """The document's body in the making."""

    def __init__(self) -> None:
        self.body: list[Element] = []
        self.notes = Footnotes()
        self.entries: list[Entry] = []
        self._marks = 0

    def add(self, *elements: Element) -> None:
        """Append blocks to the body."""
        self.body.extend(elements)

    def listed(self, runs: Sequence[Element], level: int, text: str) -> list[Element]:
        """The runs of a heading, bookmarked when the contents go down to its level."""
        if level > CONTENTS_LEVELS:
            return list(runs)
        self._marks += 1
        name = f"_Toc{20000000 + self._marks}"
        self.entries.append(Entry(level, text, name))
        return bookmarked(runs, name, self._marks)


def spacing(style: str, before: int | None = None, after: int | None = None) -> Element:
    """`w:spacing` of a style with other room above or below, in twips; whole lines are told in lines too, since Word
    keeps them when a user changes the grid."""
    house = STYLES[style]
    before = house.before if before is None else before
    after = house.after if after is None else after
    lines = before * 100 // house.line if before and before % house.line == 0 else None
    return w("spacing", before=before, beforeLines=lines, after=after, line=house.line, lineRule="exact")
