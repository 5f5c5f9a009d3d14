"""Footnotes and endnotes of a .docx: their marks as Word prints them, and their texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.plans.characters import RAISED
from app.plans.model import Footnote
from app.plans.word.number_formats import printed
from app.plans.word.ooxml import Element, W, child, number, value

_CIRCLED = {"decimalEnclosedCircle", "decimalEnclosedCircleChinese"}
_FORMS = {"footnote": "decimal", "endnote": "lowerRoman"}
"""The kinds of notes, and how their marks are printed where a file says nothing (ECMA-376 part 1, 17.11)."""


@dataclass(frozen=True, slots=True)
class Counting:
    """How the marks of one kind are counted in a part of the document."""

    form: str
    start: int = 1
    restart: str = "continuous"  # or eachSect, eachPage


@dataclass
class Notes:
    """The notes of a document while its text is read: `page` and `section` say where the reading is. Pages are known
    only where the file remembers its page breaks (`paged`)."""

    bodies: dict[tuple[str, str], Element]
    counting: dict[tuple[str, int], Counting]  # by kind and section
    paged: bool
    page: int = 1
    section: int = 0
    counts: dict[tuple[str, int, int], int] = field(default_factory=dict)
    met: dict[tuple[str, str], tuple[str, int]] = field(default_factory=dict)  # note: its mark and line

    def mark(self, kind: str, note_id: str, line: int) -> str:
        """Count a reference and give its mark; "" for one whose note is missing."""
        if (kind, note_id) not in self.bodies:
            return ""
        counting = self.counting.get((kind, self.section), Counting(_FORMS[kind]))
        section = self.section if counting.restart == "eachSect" else 0
        page = self.page if counting.restart == "eachPage" and self.paged else 0
        count = self.counts.get((kind, section, page), counting.start - 1) + 1
        self.counts[kind, section, page] = count
        mark = _printed(count, counting.form)
        self.met.setdefault((kind, note_id), (mark, line))
        return mark

    @property
    def guessed(self) -> bool:
        """Whether marks begin anew on every page and the file does not say where pages begin."""
        return not self.paged and any(
            counting.restart == "eachPage" and any(kind == met[0] for met in self.met)
            for (kind, _), counting in self.counting.items()
        )


def _printed(count: int, form: str) -> str:
    """A mark in a form that a plan's text can hold: raised digits as ¹, circled ones as ①, others in brackets."""
    if form == "decimal":
        return str(count).translate(RAISED)
    if form in _CIRCLED and 0 < count <= 20:
        return printed(count, form)
    return f"[{count}]" if form in _CIRCLED else f"[{printed(count, form)}]"


def read_notes(
    sections: Sequence[Element], paged: bool, parts: dict[str, Element | None], settings: Element | None
) -> Notes:
    """The notes of a document with the properties of its sections; `parts` are the roots of its notes by kind."""
    bodies: dict[tuple[str, str], Element] = {}
    for kind, root in parts.items():
        for element in () if root is None else root.findall(W + kind):
            if element.get(W + "type") in {None, "normal"}:
                bodies[kind, element.get(W + "id") or ""] = element
    counting = {
        (kind, i): _counting(kind, settings, section) for kind in _FORMS for i, section in enumerate(sections or [None])
    }
    return Notes(bodies, counting, paged)


def _counting(kind: str, *levels: Element | None) -> Counting:
    """The counting that settings state and a section overrides."""
    form, start, restart = _FORMS[kind], 1, "continuous"
    for level in levels:
        properties = child(level, f"{kind}Pr")
        form = value(properties, "numFmt") or form
        start = number(value(properties, "numStart"), start) or start
        restart = value(properties, "numRestart") or restart
    return Counting(form, start, restart)


def footnotes_of(notes: Notes, texts: dict[tuple[str, str], str]) -> list[Footnote]:
    """The notes that the text refers to, in the order of their marks; `texts` are their bodies."""
    return [Footnote(mark, texts.get(note, ""), line) for note, (mark, line) in notes.met.items() if texts.get(note)]
