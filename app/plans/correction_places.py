"""Where an element stands in a plan (`Spot`), and how it is named so that a fresh reading finds it (`Place`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.plans.model import Block, Box, Figure, Footnote, Paragraph, Section, Table


class Part(StrEnum):
    """What an element is."""

    SECTION = "section"
    BLOCK = "block"
    INNER = "inner"  # a block within a box
    FOOTNOTE = "footnote"


@dataclass(frozen=True, slots=True)
class Spot:
    """An element by counting: section, block (or footnote) in it, block in the box; -1 where there is none."""

    section: int
    block: int = -1
    inner: int = -1
    is_footnote: bool = False

    @property
    def part(self) -> Part:
        if self.is_footnote:
            return Part.FOOTNOTE
        if self.inner >= 0:
            return Part.INNER
        return Part.BLOCK if self.block >= 0 else Part.SECTION


@dataclass(frozen=True, slots=True)
class Place:
    """An element by what the source shows: first line and text; of equal ones `nth` counts those before it."""

    part: Part
    line: int | None
    text: str
    nth: int = 0


Element = Section | Block | Footnote


def elements(sections: Sequence[Section]) -> Iterator[tuple[Spot, Element]]:
    """Every element of a plan in the order of the tree: a section, its blocks (a box before its own), its notes."""
    for i, section in enumerate(sections):
        yield Spot(i), section
        for j, block in enumerate(section.blocks):
            yield Spot(i, j), block
            if isinstance(block, Box):
                yield from ((Spot(i, j, k), inner) for k, inner in enumerate(block.blocks))
        yield from ((Spot(i, j, is_footnote=True), note) for j, note in enumerate(section.footnotes))


def element_at(sections: Sequence[Section], spot: Spot) -> Element:
    """The element that stands there. IndexError if there is none."""
    section = sections[spot.section]
    match spot.part:
        case Part.SECTION:
            return section
        case Part.FOOTNOTE:
            return section.footnotes[spot.block]
        case Part.BLOCK:
            return section.blocks[spot.block]
    box = section.blocks[spot.block]
    if not isinstance(box, Box):
        raise IndexError(spot)
    return box.blocks[spot.inner]


def text_of(element: Element) -> str:
    """The text that an element is known by."""
    match element:
        case Section():
            return f"{element.number}{element.title}"
        case Paragraph() | Footnote():
            return element.text
        case Box():
            return f"{element.label}{element.title}"
        case Table():
            return element.caption or "".join(element.header)
        case Figure():
            return element.caption


def place_of(sections: Sequence[Section], spot: Spot) -> Place:
    """The name of the element at a spot."""
    wanted = element_at(sections, spot)
    line, text, nth = wanted.line, text_of(wanted), 0
    for other, element in elements(sections):
        if other == spot:
            break
        nth += other.part is spot.part and element.line == line and text_of(element) == text
    return Place(spot.part, line, text, nth)


def spot_of(sections: Sequence[Section], place: Place) -> Spot | None:
    """Where the named element stands, None if it is not there."""
    nth = place.nth
    for spot, element in elements(sections):
        if spot.part is place.part and element.line == place.line and text_of(element) == place.text:
            if nth == 0:
                return spot
            nth -= 1
    return None
