"""Footnotes: bodies that conversion left in the running text are taken out and tied to their marks, which stay."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Sequence
from dataclasses import replace

from app.plans.model import Footnote, Section
from app.plans.normalise import Line, finished
from app.plans.numbering import number_at
from app.plans.outline import own_text
from app.plans.tables import Element

_MARK = r"[¹²³⁰⁴-⁹]{1,3}|[①-⑳]|[\[〔［【]\^?\d{1,3}[\]〕］】]"
_BODY = re.compile(rf"({_MARK})[：:]?\s*(?=\S)")
_IN_TEXT = re.compile(rf"(?<=[^\s：:；;])({_MARK})")
NOTE_LIMIT = 2000


def take(elements: Sequence[Element], known: Container[str] = ()) -> tuple[list[Element], list[Footnote]]:
    """Elements without footnote bodies, and the bodies in order; marks whose notes are `known` have none in the text.

    A line that begins with a mark is a body if the same mark stood in the text before and has no body yet: so a
    circled heading number or list (：①…；②…) stays in the text.
    """
    kept: list[Element] = []
    notes: list[Footnote] = []
    waiting: set[str] = set()
    for element in elements:
        if not isinstance(element, Line):
            kept.append(element)
            continue
        match = _BODY.match(element.text)
        if match and match.group(1) in waiting:
            waiting.discard(match.group(1))
            notes.append(Footnote(match.group(1), element.text[match.end() :], element.number))
            continue
        if notes and _continues(notes[-1], element, kept):
            notes[-1] = replace(notes[-1], text=notes[-1].text + element.text)
            continue
        if match and kept and isinstance(last := kept[-1], Line) and not finished(last.text):
            waiting.add(match.group(1))  # the line was cut right before a mark
        waiting.update(mark for mark in _IN_TEXT.findall(element.text) if mark not in known)
        kept.append(element)
    return kept, notes


def _continues(note: Footnote, line: Line, kept: Sequence[Element]) -> bool:
    """A body cut at a line end goes on in the next line, unless a paragraph of the text waits for its own end."""
    if (
        len(note.text) > NOTE_LIMIT
        or finished(note.text)
        or line.gap
        or line.hashes
        or number_at(line)
        or (note.line or 0) + 1 != line.number
    ):
        return False
    last = kept[-1] if kept else None
    return not (isinstance(last, Line) and not finished(last.text))


def assign(sections: Sequence[Section], notes: Sequence[Footnote]) -> tuple[list[Section], list[str]]:
    """Sections with their footnotes, and doubts about notes whose mark stands nowhere.

    A note belongs to the section whose text bears its mark: the nearest one before the note, since marks may begin
    anew on every page.
    """
    if not sections:
        return [], []
    bearing: dict[str, list[int]] = {}
    odd = {note.mark for note in notes if not re.fullmatch(_MARK, note.mark)}
    for i, section in enumerate(sections) if notes else ():
        text = section.title + own_text(section)
        for mark in {*re.findall(_MARK, text), *(mark for mark in odd if mark in text)}:
            bearing.setdefault(mark, []).append(i)
    given: dict[int, list[Footnote]] = {}
    doubts: list[str] = []
    for note in notes:
        at = bearing.get(note.mark, [])
        if not at:
            doubts.append(f"第 {note.line} 行的脚注“{note.mark}”在正文中没有找到注码。")
            at = [len(sections) - 1]
        before = bisect_right(at, note.line or 0, key=lambda i: sections[i].line or 0)
        given.setdefault(at[max(before - 1, 0)], []).append(note)
    return [
        replace(section, footnotes=tuple(given[i])) if i in given else section for i, section in enumerate(sections)
    ], doubts
