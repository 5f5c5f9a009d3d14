"""Lines, tables and figures become sections: headings by the document's own numbering, boxes, items, plain text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.plans.boxes import OpenBox, label_of
from app.plans.contents import entry_key
from app.plans.found import Element
from app.plans.glossary import HEADING as GLOSSARY
from app.plans.leads import bold_lead_of, item_of, with_leads
from app.plans.levels import Levels
from app.plans.marks import Marks, depths_above, is_marked, outermost_of
from app.plans.model import Block, Box, Figure, NumberStyle, Paragraph, Section, SectionKind, Table
from app.plans.normalise import Line, close_up
from app.plans.numbering import APPENDIX, Number, Title, lists_inline, number_at, number_of, title_of
from app.plans.paragraphs import ITEM
from app.plans.system import Counting, style_order

PREFACE = re.compile(r"(?:前\s?言|引\s?言|序\s?言|序)$")
_ENCLOSED = re.compile(r"附\s?件\s?[：:]\s?")
_NAMED = re.compile(r"(?:结\s?语|后\s?记|编制说明)$")


ARTICLE_TITLE = 15
"""Characters. What is longer behind 第一条 is its text."""


@dataclass
class Draft:
    """A section while its blocks are being read."""

    title: str
    level: int
    kind: SectionKind
    line: int
    number: str = ""
    style: NumberStyle = NumberStyle.NONE
    run_in: bool = False
    blocks: list[Block] = field(default_factory=list)

    def done(self) -> Section:
        return Section(
            self.title, self.level, self.kind, self.number, self.style, self.run_in, tuple(self.blocks), line=self.line
        )


@dataclass
class Outline:
    """What the body of a plan was read into; `doubts` are Chinese sentences."""

    levels: Levels
    titles: frozenset[str]  # contents entries, comparable
    sections: list[Draft] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    box: OpenBox | None = None
    listed: dict[NumberStyle, int] = field(default_factory=dict)  # last value of a plain list in the text
    last: dict[tuple[NumberStyle, int], int] = field(default_factory=dict)  # where each number stands for the last time
    at: int = 0  # the element that is read

    @property
    def counting(self) -> Counting:
        return self.levels.counting

    def read(self, elements: Sequence[Element]) -> None:
        for self.at, element in enumerate(elements):
            if isinstance(element, Line):
                self._line(element)
            else:
                self._block(element)
        self._close_box()

    def _add(self, draft: Draft) -> None:
        self.sections.append(draft)
        if draft.level == 1 or draft.kind is SectionKind.NUMBERED:
            self.levels.begin_below(draft.level)

    def _line(self, line: Line) -> None:
        if self.box and self.box.frame and self.box.frame != line.frame:
            self._close_box()
        if label := label_of(line.text):
            self._close_box()
            self.box = OpenBox(label.label, label.title, line.number, framed=bool(line.cells), frame=line.frame)
        elif self.box and self.box.frames(line):
            self.box.take(line)
        elif self._named_heading(line) or self._numbered_heading(line):
            return
        elif self.box and self._in_box(line):
            self.box.add(Paragraph(line.text, line.number), line.gap)
        else:
            self._text(line)

    def _named_heading(self, line: Line) -> bool:
        """名词解释, 前言, 附件 and headings that only their Markdown mark shows."""
        text = line.text
        kind = None
        if GLOSSARY.match(text):
            kind = SectionKind.GLOSSARY
        elif PREFACE.match(text):
            kind = SectionKind.PREFACE
        elif len(text) <= 60 and (APPENDIX.match(text) or _NAMED.match(text) or is_marked(line)):
            kind = SectionKind.UNNUMBERED
        if kind is None:
            return False
        self._close_box()
        added = kind is SectionKind.UNNUMBERED and bool(APPENDIX.match(text))
        title = close_up(text).rstrip("：:")
        if kind is SectionKind.UNNUMBERED and is_marked(line) and not added:
            level = self.levels.of_mark(line.hashes)
            self._add(Draft(title, level, kind, line.number))
            self.levels.take_mark(line.hashes, level)
            return True
        if kind is SectionKind.GLOSSARY:
            self.listed.clear()
            self.levels.interrupt()
        elif added or kind is SectionKind.PREFACE:
            self.levels.begin_anew(added and any(section.kind is SectionKind.NUMBERED for section in self.sections))
        self._add(Draft(title, 1, kind, line.number))
        return True

    def _numbered_heading(self, line: Line) -> bool:
        """Take a numbered line as a heading, unless it is a list entry in a box, the glossary or the text."""
        number = number_at(line)
        if number is None:
            return False
        title = title_of(number.rest)
        if number.style is NumberStyle.ARTICLE and not _names_article(number.rest):
            title = Title("", number.rest, False)
        if title is None or number.style not in self.counting.order or lists_inline(number):
            self.listed[number.style] = number.value
            return False
        known = entry_key(number.text + title.text) in self.titles
        if self._in_glossary() and not self._leaves_glossary(number) and not known:
            self.listed[number.style] = number.value
            return False
        if self.box and not self._ends_box(line, number, title, known):
            return False
        if not self.box and self._is_list_entry(line, number, title, known):
            return False
        self._close_box()
        level = self.levels.of_number(number)
        if doubt := self.counting.doubt(number):
            self.doubts.append(f"第 {line.number} 行“{line.text[:24]}”：{doubt}，请核对。")
        self.levels.take_number(number, line.hashes, level)
        self.listed.clear()
        draft = Draft(title.text, level, SectionKind.NUMBERED, line.number, number.text, number.style, bool(title.rest))
        if title.rest:
            draft.blocks.append(Paragraph(title.rest, line.number))
        self._add(draft)
        return True

    def _ends_box(self, line: Line, number: Number, title: Title, known: bool) -> bool:
        """Whether a numbered line behind a box label is the body again and no longer the box."""
        assert self.box is not None
        inner = self.box.goes_on_with(number)
        if known or (line.hashes and self.box.blocks):
            return True
        if not inner:
            return self._is_beyond_box(number, title)
        if not self.counting.resumes(number):
            return False
        # Both lists could go on: the body's outermost one does if its number does not come again; else a bare heading
        # behind full paragraphs is the body's.
        if number.style is self.counting.order[0] and self.last.get((number.style, number.value), -1) <= self.at:
            self.doubts.append(f"第 {line.number} 行“{line.text[:24]}”：可能仍属于{self.box.label}，请核对。")
            return True
        return (not title.run_in and self.box.run_in) or self.box.is_left_by(line)

    def _is_beyond_box(self, number: Number, title: Title) -> bool:
        """Whether a number that no list in the box expects is a heading of the body."""
        assert self.box is not None
        if number.style in {NumberStyle.PART, NumberStyle.CHAPTER, NumberStyle.DIVISION}:
            return True
        if self.counting.follows(number):
            return number.value > 1 or not title.rest or bool(self.box.inner)
        skipped = self.counting.open.get(number.style, number.value) < number.value
        return skipped and number.style not in self.box.inner

    def _is_list_entry(self, line: Line, number: Number, title: Title, known: bool) -> bool:
        """Whether a numbered line is an entry of a plain list: one that begins anew under the same heading."""
        if known or line.hashes:
            return False
        if self.listed.get(number.style) == number.value - 1 and not self.counting.resumes(number):
            self.listed[number.style] = number.value
            return True
        begins_anew = number.value == 1 and number.style in self.counting.open and self.counting.open[number.style] > 0
        if begins_anew and (title.run_in or len(title.text) > 30):
            self.listed[number.style] = 1
            return True
        return False

    def _in_glossary(self) -> bool:
        last = self.sections[-1] if self.sections else None
        return last is not None and (last.kind is SectionKind.GLOSSARY or bool(GLOSSARY.match(last.title)))

    def _leaves_glossary(self, number: Number) -> bool:
        """Whether a number behind a glossary is no entry of it: the body's numbers go on with it, and no list does."""
        return self.listed.get(number.style) != number.value - 1 and self.levels.resume(number)

    def _in_box(self, line: Line) -> bool:
        assert self.box is not None
        number = number_at(line)
        counted = number is not None and number.value > 1 and self.box.goes_on_with(number)
        if self.box.ends_before(line) and not counted:
            self._close_box()
            return False
        return True

    def _text(self, line: Line) -> None:
        if (match := _ENCLOSED.match(line.text)) and (number := number_of(line.text[match.end() :])):
            self.listed[number.style] = number.value  # 附件：1.… goes on as a list (GB/T 9704 7.3.4)
        item = item_of(line.text)
        item = None if item and not item.rest and self._goes_on_with_dashes() else item
        lead = item or bold_lead_of(line)
        if lead is None or not self.sections or self._in_glossary():
            self._here(line.number).append(Paragraph(line.text, line.number))
            return
        kind = SectionKind.ITEM if item else SectionKind.LEAD
        draft = Draft(lead.text, self.levels.below, kind, line.number, run_in=bool(lead.rest))
        if lead.rest:
            draft.blocks.append(Paragraph(lead.rest, line.number))
        self._add(draft)

    def _goes_on_with_dashes(self) -> bool:
        """Whether the paragraph before is an entry with —— that has no lead (——……；): then the list has none."""
        blocks = self.sections[-1].blocks if self.sections else []
        return bool(blocks) and isinstance(last := blocks[-1], Paragraph) and ITEM.match(last.text) is not None

    def _here(self, line: int) -> list[Block]:
        """The blocks that the next paragraph belongs to. An item or lead is one paragraph: what follows it goes on
        with the section above, as an unnumbered section without title."""
        if not self.sections:
            self._add(Draft("前言", 1, SectionKind.PREFACE, line))
        last = self.sections[-1]
        if last.kind in {SectionKind.ITEM, SectionKind.LEAD} and last.blocks:
            last = Draft("", last.level, SectionKind.UNNUMBERED, line)
            self._add(last)
        return last.blocks

    def _block(self, block: Table | Figure | Box) -> None:
        if self.box and isinstance(block, Table) and not (self.box.blocks and self._table_ends_box()):
            self.box.add(block)
            return
        self._close_box()
        self._here(block.line or 0).append(block)

    def _table_ends_box(self) -> bool:
        """A box that is one table holds no second one."""
        assert self.box is not None
        return isinstance(self.box.blocks[0], Table)

    def _close_box(self) -> None:
        if self.box is None:
            return
        box = self.box.close()
        self.box = None
        if not box.blocks:
            self.doubts.append(f"第 {box.line} 行“{box.label} {box.title}”下没有读到内容，请核对。")
        self._here(box.line or 0).append(box)


def _names_article(rest: str) -> bool:
    """Whether an article has a title (第一条 目的和依据): as a rule it is sentences and has none."""
    return len(rest) <= ARTICLE_TITLE and not re.search("[，。；：、]", rest)


def read_structure(elements: Sequence[Element], contents_titles: frozenset[str]) -> tuple[list[Section], list[str]]:
    """The sections of a plan's body in reading order, and doubts about its numbering."""
    lines = [element for element in elements if isinstance(element, Line)]
    numbers = _heading_numbers(lines)
    order = style_order(numbers)
    last = {
        (number.style, number.value): i
        for i, element in enumerate(elements)
        if isinstance(element, Line) and (number := number_at(element))
    }
    above = depths_above([line for line in lines if not _is_named(line)], outermost_of(order, numbers))
    outline = Outline(Levels(Counting(order), Marks(above)), contents_titles, last=last)
    outline.read(elements)
    joined = {line.number: line for line in lines if line.joined}
    return with_leads([draft.done() for draft in outline.sections], joined), outline.doubts


def _heading_numbers(lines: Sequence[Line]) -> list[Number]:
    """The numbers of lines that may be headings; a single 第一条 in a document is the start of a sentence."""
    found = [number for line in lines if (number := number_at(line)) and title_of(number.rest)]
    found = [number for number in found if not lists_inline(number)]
    articles = sum(number.style is NumberStyle.ARTICLE for number in found)
    return [number for number in found if articles != 1 or number.style is not NumberStyle.ARTICLE]


def _is_named(line: Line) -> bool:
    """Whether a line's words say what it heads, marked or not."""
    named = (GLOSSARY, PREFACE, APPENDIX, _NAMED)
    return any(pattern.match(line.text) for pattern in named) or label_of(line.text) is not None
