"""Footnotes: bodies that conversion left in the running text are taken out and tied to their marks, which stay."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from app.plans.characters import RAISED
from app.plans.decimals import possible_number
from app.plans.found import Element
from app.plans.model import Footnote, Section
from app.plans.normalise import Dropped, Line, finished
from app.plans.numbering import number_at
from app.plans.outline import block_texts, own_text

_MARK = (
    r"[¹²³⁰⁴-⁹]{1,3}|[①-⑳]|[\[〔［【]\^?\d{1,3}[\]〕］】]"
    r"|注(?<![关备附批加标脚专倾签]注)\d{1,2}(?![\d.．个家项户人笔亿万年月日条类%％])"
)
_BODY = re.compile(rf"(?:注\s?释?\s?[：:]\s*|[（(〔\[［【](?=注\d))?({_MARK})(?:(?<=\d)[）)〕\]］】])?[：:]?\s*(?=\S)")
_IN_TEXT = re.compile(rf"(?<=[^\s：:；;])(?<![mM](?=[²³]))({_MARK})")
_FURTHER = re.compile(rf"(?<=[。；;\s])({_MARK})[：:]?\s*(?=\S)")
_HEADING = re.compile(r"(?:注\s?释|注|脚\s?注|尾\s?注)[：:]?$")
_PLAIN = re.compile(r"(\d{1,3})\s?(?=[“《一-鿿])(?![年月日个家项亿万元倍位点户类批条大])")
NOTE_LIMIT = 2000


def take(
    elements: Sequence[Element], known: Container[str] = (), dropped: Dropped | None = None
) -> tuple[list[Element], list[Footnote]]:
    """Elements without footnote bodies, and the bodies in order; marks whose notes are `known` have none in the text.

    A line that begins with a mark is a body if the same mark stood in the text before and has no body yet: so a
    circled heading number or list (：①…；②…) stays in the text. The word 注释 over the bodies goes to `dropped`.
    """
    taking = _Taking(known, [], [], set())
    for element, following in zip_longest(elements, elements[1:]):
        taking.following = following
        taking.take(element)
        _drop_heading(taking, dropped)
    return taking.kept, taking.notes


def _drop_heading(taking: _Taking, dropped: Dropped | None) -> None:
    """Take 注释 out of the text if bodies begin right behind it."""
    last = taking.kept[-1] if taking.kept else None
    if not taking.just_taken or not isinstance(last, Line) or not _HEADING.match(last.text):
        return
    taking.kept.pop()
    if dropped is not None:
        dropped.add("“注释”字样", "脚注已归到各自的注码", last.number)


@dataclass
class _Taking:
    """Where the search for bodies stands."""

    known: Container[str]
    kept: list[Element]
    notes: list[Footnote]
    waiting: set[str]  # marks in the text that have no body yet
    just_taken: bool = False
    following: Element | None = None  # what stands behind the element in hand

    def take(self, element: Element) -> None:
        self.just_taken = False
        if not isinstance(element, Line):
            self._await(cell for cell in block_texts(element))
            self.kept.append(element)
        elif not self._is_body(element) and not self._goes_on(element):
            self._keep(element)

    def _is_body(self, line: Line) -> bool:
        match = _BODY.match(line.text)
        if match and match.group(1) in self.waiting and not self._is_list(line.text):
            self._note(match.group(1), line.text[match.end() :], line.number)
        elif mark := self._plain_mark(line):
            self._note(mark, line.text[len(mark) :].lstrip(), line.number)
        else:
            return False
        self.just_taken = True
        return True

    def _note(self, mark: str, text: str, line: int) -> None:
        """Take a body, and further ones that go on in its line (①…。②…。)."""
        self.waiting.discard(mark)
        start = 0
        for match in _FURTHER.finditer(text):
            if match.group(1) in self.waiting:
                self.notes.append(Footnote(mark, text[start : match.start()].rstrip(), line))
                mark, start = match.group(1), match.end()
                self.waiting.discard(mark)
        self.notes.append(Footnote(mark, text[start:], line))

    def _is_list(self, text: str) -> bool:
        """Whether a circled number goes on with a list: behind a colon, behind the entry before it, or before one whose
        mark stands nowhere in the text."""
        last = self.kept[-1] if self.kept else None
        if not isinstance(last, Line) or not "①" <= text[0] <= "⑳":
            return False
        before = chr(ord(text[0]) - 1)
        announced = last.text[-1] in "：:" and not _HEADING.match(last.text)
        after = chr(ord(text[0]) + 1)
        listed = (
            isinstance(self.following, Line) and self.following.text.startswith(after) and after not in self.waiting
        )
        return announced or listed or (text[0] > "①" and last.text.startswith(before))

    def _plain_mark(self, line: Line) -> str | None:
        """The raised mark of the text whose body begins with the same digits on the line (1 本规划所称…)."""
        match = _PLAIN.match(line.text)
        if match is None or line.cells or line.hashes:
            return None
        mark = match.group(1).translate(RAISED)
        return mark if mark in self.waiting and (line.gap or self._is_closed(line)) else None

    def _is_closed(self, line: Line) -> bool:
        """Whether no paragraph of the text waits for its end in this line."""
        return bool(self.notes and self.notes[-1].line == line.number - 1) or self._is_closed_before()

    def _goes_on(self, line: Line) -> bool:
        if not self.notes or not _could_continue(self.notes[-1], line):
            return False
        if not (self._is_closed_before() or self._stands_among_notes(line)):
            return False
        self.notes[-1] = replace(self.notes[-1], text=self.notes[-1].text + line.text)
        return True

    def _is_closed_before(self) -> bool:
        """Whether no paragraph of the text waits for its own end."""
        last = self.kept[-1] if self.kept else None
        return not isinstance(last, Line) or finished(last.text)

    def _stands_among_notes(self, line: Line) -> bool:
        """Whether a line can be of no paragraph of the text: it closes a title that the body before it opened, or the
        next body stands right behind it."""
        text = self.notes[-1].text
        if text.count("《") > text.count("》") and "》" in line.text:
            return True
        match = _BODY.match(self.following.text) if isinstance(self.following, Line) else None
        return match is not None and match.group(1) in self.waiting

    def _keep(self, line: Line) -> None:
        match = _BODY.match(line.text)
        last = self.kept[-1] if self.kept else None
        if (
            match
            and isinstance(last, Line)
            and not finished(last.text)
            and ("。" in last.text or not _is_numbered(last))
        ):
            self.waiting.add(match.group(1))  # the line was cut right before a mark
        self._await([line.text])
        self.kept.append(line)

    def _await(self, texts: Iterable[str]) -> None:
        for text in texts:
            marks = [match for match in _IN_TEXT.finditer(text) if not _is_entry(match, text)]
            self.waiting.update(match.group(1) for match in marks if match.group(1) not in self.known)


def _is_numbered(line: Line) -> bool:
    """Whether a line begins with a number, be it one on which the document counts or not."""
    return number_at(line) is not None or possible_number(line.text) is not None


def _is_entry(match: re.Match[str], text: str) -> bool:
    """Whether a circled number within a text numbers an entry of a list (…：①甲，②乙): one that begins at a colon or
    comma and goes on behind commas, where footnotes stand behind words."""
    first = text.find("①")
    if not "①" < match.group(1) <= "⑳" or not 0 <= first < match.start():
        return False
    listed = first == 0 or text[first - 1] in "：:；;，,、"
    return listed and text[match.start() - 1] in "，,、；;。"


def _could_continue(note: Footnote, line: Line) -> bool:
    """Whether a body was cut at a line end and the line stands right behind it."""
    return not (
        len(note.text) > NOTE_LIMIT
        or finished(note.text)
        or line.gap
        or line.hashes
        or number_at(line)
        or (note.line or 0) + 1 != line.number
    )


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
