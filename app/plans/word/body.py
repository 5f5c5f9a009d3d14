"""The body of a .docx as lines: paragraphs with their numbers, tables, text boxes and pictures in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TypeVar

from app.plans.boxes import label_of
from app.plans.characters import HAN, WIDE_GAP
from app.plans.decimals import possible_number
from app.plans.normalise import Dropped, Line, close_up, finished, plain_line
from app.plans.word.flow import Flow
from app.plans.word.notes import Notes
from app.plans.word.numbering import Numbering
from app.plans.word.ooxml import DEEPEST, Element, child, is_on, local, number, value
from app.plans.word.runs import Content, Runs, too_deep, within
from app.plans.word.styles import Style, Styles, indent_of, is_centred
from app.plans.word.tables import boxed, read_table
from app.progress import Progress

BODY_OUTLINE = 9
_STEP = 500  # paragraphs between two reports of progress
_PASTED = 1500  # characters; a longer paragraph with wide blanks is many that lost their ends
_INDENTED = re.compile(r"[\u3000\u2003\t]|[ \u00a0]{2}")
_PAGE_BEHIND_TAB = re.compile(r"\t\s*-?\s*\d{1,4}\s*-?\s*$")
_NO_ENTRY = re.compile(r"(?:错误[!！])?\s*(?:未找到(?:目录|图形)|No table of )")
_OTHER_LIST = re.compile(r"\\[ca]\b", re.IGNORECASE)
_LONGEST_ENTRY = 120
_LONGEST_TITLE = 40
_NO_BORDER = {None, "none", "nil"}
_JOINT = re.compile(rf"(?<=[{HAN}])[ \u3000]+(?=[{HAN}])")
_T = TypeVar("_T")


@dataclass
class Document:
    """A document in the middle of being read; `number` counts its paragraphs, those in tables and boxes too."""

    styles: Styles
    numbering: Numbering
    notes: Notes
    runs: Runs
    dropped: Dropped
    progress: Progress
    total: int  # paragraphs
    number: int = 0
    blank: int = 0  # empty paragraphs just before
    listed: set[int] = field(default_factory=set)  # numbers of the paragraphs of the contents
    frame: int = 0  # frames drawn round paragraphs so far
    framed: int = 0  # number of the last paragraph in one

    def lines(self, parent: Element, depth: int = 0) -> list[Line]:
        """The lines of a body, a cell, a text box or a note, in order."""
        flow = Flow()
        open_start: Content | None = None  # of a paragraph whose end is deleted or hidden: it goes on in the next
        for node in _blocks(parent, depth):
            name = local(node)
            if name == "p":
                open_start = self._paragraph(node, open_start, flow, depth)
            elif name == "tbl":
                self._table(node, flow, depth)
            else:
                self.dropped.add("嵌入的其他文档", "不是 Word 正文，无法读取", self.number + 1)
        if open_start is not None:
            self._put(open_start, None, Style(), flow)
        return flow.finished()

    def _table(self, element: Element, flow: Flow, depth: int) -> None:
        place, gap = self.number + 1, self.blank
        flow.settle()
        lines = read_table(element, place, lambda cell: self._cell(cell, depth), flow.lines, self.dropped)
        self.blank = 0
        for i, line in enumerate(lines):
            flow.put(replace(line, gap=gap) if i == 0 else line)

    def _cell(self, cell: Element, depth: int) -> list[Line]:
        self.blank = 0
        return self.lines(cell, depth + 1)

    def _paragraph(self, node: Element, start: Content | None, flow: Flow, depth: int) -> Content | None:
        """Put a paragraph, begun with `start`, into the flow; or give its text if it goes on in the next one."""
        self.number += 1
        if self.number % _STEP == 0:
            self.progress("正在读取段落", min(self.number / max(self.total, 1), 1.0))
        properties = child(node, "pPr")
        style = self.styles.style(value(properties, "pStyle"))
        content = self.runs.read(node, style, self.number)
        if content.hidden:
            self.dropped.add("隐藏文字", "不显示也不打印的文字", self.number)
        deleted, hidden = _end(properties)
        shown = bool(content.text.strip() or content.shapes or content.picture)
        if not shown and (deleted or (hidden and content.hidden)):
            return start
        printed = "" if deleted else self.numbering.next(properties, style, self.styles)
        _prefix(content, printed, start)
        if deleted or hidden:
            return content
        self._put(content, properties, style, flow)
        for shape in content.shapes:
            self._shape(shape, flow, depth)
        self.notes.section += child(properties, "sectPr") is not None
        return None

    def _shape(self, shape: Element, flow: Flow, depth: int) -> None:
        """A text box, read where it is anchored: a 专栏, labels in a picture, or text."""
        place = self.number + 1
        lines = self._cell(shape, depth)
        if not lines:
            return
        self.runs.counts["boxes"] += 1
        if label := label_of(lines[0].text):
            flow.put(boxed(label, lines[1:], place, self.dropped))
        else:
            flow.put_aside(lines)

    def _put(self, content: Content, properties: Element | None, style: Style, flow: Flow) -> None:
        """A paragraph's lines: one, or several where line breaks or wide blanks part them."""
        text = content.text
        if content.picture:
            self.dropped.add("图片", "图片本身不带入，只保留图题", self.number)
            flow.figure = flow.figure or ()
        outline = number(value(properties, "outlineLvl"), style.outline)
        hashes = 0 if outline is None or not 0 <= outline < BODY_OUTLINE else min(outline + 1, 6)
        if self._is_listed(content, style, text, hashes):
            return
        pieces = _parted(text)
        if hashes or _stated(is_centred(properties), style.centred):
            pieces = [_title(pieces)]
        lines = [line for i, raw in enumerate(pieces) if (line := self._line(raw, i, content, properties, style))]
        self.blank = 0 if lines or content.picture else self.blank + 1
        for line in lines:
            flow.put(replace(line, hashes=hashes))

    def _is_listed(self, content: Content, style: Style, text: str, hashes: int) -> bool:
        """Whether a paragraph belongs to a contents page; what is no entry of it is left out."""
        if not text.strip() or not (content.listed or style.is_contents or style.is_list_of_figures):
            return False
        if not style.is_contents and (hashes or len(text) > _LONGEST_ENTRY):
            self.runs.fields.open.clear()  # a contents field that never ends must not take the text
            return False
        if style.is_list_of_figures or _OTHER_LIST.search(content.listed or ""):
            self.dropped.add("图表目录", "图表本身已经带入", self.number)
            return True
        if _NO_ENTRY.match(text):
            return True
        self.listed.add(self.number)
        return False

    def _line(self, raw: str, place: int, content: Content, properties: Element | None, style: Style) -> Line | None:
        line = plain_line(raw.replace("\t", "\u3000\u3000"), self.number)
        if line is None:
            return None
        indent = _stated(indent_of(properties), style.indent)
        return replace(
            line,
            gap=self.blank if place == 0 else 0,
            cells=self._columns(raw.strip("\t")) if "\t" in raw else (),
            bold=content.lead() if place == 0 else "",
            fresh=bool(_INDENTED.match(raw)) or (place == 0 and (indent or 0) > 0),
            caption=style.is_caption,
            picture=content.picture,
            frame=self._frame(properties),
        )

    def _columns(self, raw: str) -> tuple[str, ...]:
        """The parts of a line that tabs set in columns, as in a contents page or a table without frame; a tab behind a
        number makes no column."""
        cells = tuple(close_up(cell) for cell in raw.split("\t"))
        if self.number in self.listed or _PAGE_BEHIND_TAB.search(raw):
            return cells
        numbered = len(cells) == 2 and possible_number(f"{cells[0]} {cells[1]}") is not None
        return () if numbered or sum(map(bool, cells)) < 2 else cells

    def _frame(self, properties: Element | None) -> int:
        """The frame that borders on both sides draw round a paragraph and those next to it; 0 = none."""
        borders = child(properties, "pBdr")
        if any(value(borders, side) in _NO_BORDER for side in ("left", "right")):
            return 0
        if self.framed < self.number - 1:
            self.frame += 1
        self.framed = self.number
        return self.frame


def _blocks(parent: Element, depth: int) -> Iterator[Element]:
    """The paragraphs, tables and foreign parts of a container, also those inside wrappers."""
    if depth > DEEPEST:
        raise too_deep()
    for node in parent:
        if local(node) in {"p", "tbl", "altChunk"}:
            yield node
        elif (inner := within(node)) is not None:
            yield from _blocks(inner, depth + 1)


def _end(properties: Element | None) -> tuple[bool, bool]:
    """Whether a paragraph's end is deleted (or moved away), and whether it is hidden (a style separator)."""
    mark = child(properties, "rPr")
    deleted = child(mark, "del") is not None or child(mark, "moveFrom") is not None
    return deleted, bool(is_on(mark, "vanish") or is_on(mark, "specVanish"))


def _prefix(content: Content, printed: str, start: Content | None) -> None:
    """Put the number, and the paragraph that ran on, before a paragraph's text."""
    if start is not None:
        content.pieces[:0] = start.pieces
        content.shapes[:0] = start.shapes
        content.picture = content.picture or start.picture
    if printed and content.text.strip():
        content.pieces.insert(0, (printed, content.pieces[0][1]))


def _stated(own: _T | None, by_style: _T | None) -> _T | None:
    return by_style if own is None else own


def _title(pieces: list[str]) -> str:
    """A title whose lines are parted by line breaks, in one; where its words are parted by a blank, as joint issuers
    are, that stands wide."""
    if len(pieces) < 2 or any(finished(piece) or len(piece) > _LONGEST_TITLE for piece in pieces if piece.strip()):
        return "\n".join(pieces)
    joined = ""
    for piece in pieces:
        gap = " " if joined[-1:].isascii() and piece[:1].isascii() and joined and piece else ""
        joined += gap + piece.strip()
    return _JOINT.sub("\u3000\u3000", joined)


def _parted(text: str) -> list[str]:
    pieces = text.split("\n")
    return [part for piece in pieces for part in (WIDE_GAP.split(piece) if len(piece) > _PASTED else (piece,))]
