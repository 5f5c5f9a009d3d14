"""Real footnotes: the marks printed in a plan's text become references, the notes go to the foot of the page."""

from __future__ import annotations

from app.exporting.oxml import Element, paragraph, run, w
from app.plans.model import Footnote, Plan

_CIRCLED = "decimalEnclosedCircleChinese"


class Footnotes:
    """The notes of one document in the order their references are met."""

    def __init__(self) -> None:
        self.notes: list[Footnote] = []
        self._awaited: list[Footnote] = []

    def expect(self, notes: tuple[Footnote, ...]) -> None:
        """From here on look for the marks of these notes, those of a section."""
        self._awaited = list(notes)

    def runs(self, text: str, properties: Element | None = None) -> list[Element]:
        """Runs of `text`, with a reference in the place of each awaited mark."""
        result: list[Element] = []
        for note, start, end in self._found(text):
            result += [run(text[:start], _copy(properties))] if start else []
            result.append(self._reference(note))
            text = text[end:]
        return result + ([run(text, _copy(properties))] if text else [])

    def leftover(self) -> list[Element]:
        """References of awaited notes whose mark was not met: no note may be lost because its mark was."""
        rest, self._awaited = self._awaited, []
        return [self._reference(note) for note in rest]

    def _found(self, text: str) -> list[tuple[Footnote, int, int]]:
        """The marks met in `text`, each place counted from the end of the one before."""
        result: list[tuple[Footnote, int, int]] = []
        offset = 0
        for note in tuple(self._awaited):
            at = (
                -1 if _is_plain(note.mark) else text.find(note.mark, max(offset, 1))
            )  # a line's first mark is its number
            if at < 0:
                continue
            result.append((note, at - offset, at - offset + len(note.mark)))
            offset = at + len(note.mark)
            self._awaited.remove(note)
        return result

    def _reference(self, note: Footnote) -> Element:
        self.notes.append(note)
        return w("r", w("rPr", w("rStyle", val="FootnoteReference")), w("footnoteReference", id=len(self.notes)))

    def part(self) -> Element:
        """footnotes.xml: the two separators, then the notes."""
        return w(
            "footnotes",
            w("footnote", _separator("separator"), type="separator", id=-1),
            w("footnote", _separator("continuationSeparator"), type="continuationSeparator", id=0),
            *(_note(note, number) for number, note in enumerate(self.notes, 1)),
        )


def numbering(plan: Plan) -> tuple[Element, ...]:
    """Children of `w:footnotePr`: marks as the plan prints them. Circled ones begin again on every page, since Word
    has no more than ten of them in most faces; plain ones run on."""
    marks = [note.mark for section in plan.sections for note in section.footnotes]
    if marks and not any("①" <= mark <= "⑳" for mark in marks):
        return (w("numFmt", val="decimal"),)
    return (w("numFmt", val=_CIRCLED), w("numRestart", val="eachPage"))


def _is_plain(mark: str) -> bool:
    """A mark that is a bare digit cannot be told from a number in the text."""
    return not mark or (mark.isdigit() and mark.isascii())


def _copy(properties: Element | None) -> Element | None:
    return None if properties is None else properties.__copy__()


def _separator(kind: str) -> Element:
    return w("p", w("pPr", w("spacing", before=0, after=0, line=240, lineRule="exact")), w("r", w(kind)))


def _note(note: Footnote, number: int) -> Element:
    """The mark is not raised here: a circled digit of half the note's size cannot be read."""
    mark = w("r", w("footnoteRef"))
    return w("footnote", paragraph("FootnoteText", [mark, run(f" {note.text}")]), id=number)
