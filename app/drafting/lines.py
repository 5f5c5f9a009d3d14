"""Sections as the lines of an editor, and back: what a drafter types over is a list of lines, nothing else.

A heading on its own line is one line; a run-in heading shares its line with the first paragraph; a box is a title line
and its inner lines; a table or figure is one line that carries the block. `from_lines(to_lines(s), s) == s`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from app.plans.model import Block, Box, Figure, Footnote, Paragraph, Section, SectionKind, Table
from app.plans.outline import is_continuation, number_mark, parents


class LineKind(StrEnum):
    HEADING = "heading"
    RUN_IN = "run_in"
    CONTINUATION = "continuation"
    PARAGRAPH = "paragraph"
    BOX_TITLE = "box_title"
    BOX_PARAGRAPH = "box_paragraph"
    BOX_TABLE = "box_table"
    TABLE = "table"
    FIGURE = "figure"
    FOOTNOTE = "footnote"


HEADINGS = (LineKind.HEADING, LineKind.RUN_IN, LineKind.CONTINUATION)
"""Lines that begin a section. A continuation's line only says what the text goes on with."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the editor. `section` is the id of the section that a heading line begins, "" on other lines;
    `level` its level; `payload` the table or figure of a line that shows one."""

    kind: LineKind
    text: str
    section: str = ""
    level: int = 0
    payload: Table | Figure | None = None


_HAN = "〇零一二三四五六七八九十百"
_NUMBER = re.compile(
    rf"(?:第[{_HAN}\d]+[篇章节条][　 ]*|[{_HAN}]+、|（[{_HAN}\d]+）|\([{_HAN}\d]+\)|\d+[.．、](?!\d)[ 　]*|[①-⑳]|——"
    r"|\d{1,2}(?:\.\d{1,2}){1,3}[ 　]+)"
)
_BREAKS = re.compile(r"[\n\r\u2028\u2029]+")  # an editor makes lines of these
_GOES_ON = re.compile(r"（以下接“.*?”）")
_BOX = re.compile(rf"专栏[ 　]*([\d{_HAN}]*)[ 　:：]*")
_FOOTNOTE = re.compile(r"([①-⑳]|[¹²³⁴-⁹]+|\[\d+\])\s*")


def to_lines(sections: Sequence[Section]) -> list[Line]:
    """The lines of these sections in reading order."""
    lines: list[Line] = []
    for section, above in zip(sections, parents(sections), strict=True):
        blocks = list(section.blocks)
        title = number_mark(section) + _BREAKS.sub("", section.title)
        if is_continuation(section) and above is not None:
            said = f"（以下接“{_BREAKS.sub('', sections[above].title)}”）"
            lines.append(Line(LineKind.CONTINUATION, said, section.id, section.level))
        elif section.run_in:
            opening = blocks[0] if blocks else None
            first = _BREAKS.split(opening.text) if isinstance(opening, Paragraph) else [""]
            blocks = blocks[1:] if isinstance(opening, Paragraph) else blocks
            lines.append(Line(LineKind.RUN_IN, f"{title}。{first[0]}", section.id, section.level))
            lines.extend(Line(LineKind.PARAGRAPH, piece) for piece in first[1:])
        else:
            lines.append(Line(LineKind.HEADING, title, section.id, section.level))
        for block in blocks:
            lines.extend(_block_lines(block))
        lines.extend(Line(LineKind.FOOTNOTE, note.mark + _BREAKS.sub("", note.text)) for note in section.footnotes)
    return lines


def _block_lines(block: Block) -> list[Line]:
    match block:
        case Paragraph(text=text):
            return [Line(LineKind.PARAGRAPH, piece) for piece in _BREAKS.split(text)]
        case Box():
            lines = [Line(LineKind.BOX_TITLE, _BREAKS.sub("", f"{block.label}　{block.title}"))]
            for inner in block.blocks:
                if isinstance(inner, Table):
                    lines.append(Line(LineKind.BOX_TABLE, "", payload=inner))
                else:
                    lines.extend(Line(LineKind.BOX_PARAGRAPH, piece) for piece in _BREAKS.split(inner.text))
            return lines
        case Table():
            return [Line(LineKind.TABLE, "", payload=block)]
        case Figure():
            return [Line(LineKind.FIGURE, "", payload=block)]


def from_lines(lines: Sequence[Line], originals: Mapping[str, Section]) -> tuple[Section, ...]:
    """The sections that these lines mean. A heading line keeps what its original (by id) knows beyond the line: kind,
    style, digest. Lines before the first heading belong to nothing and must not occur."""
    sections: list[Section] = []
    seen: set[str] = set()
    start = 0
    while start < len(lines):
        end = start + 1
        while end < len(lines) and not _begins(lines[end], originals, seen | {lines[start].section}):
            end += 1
        seen.add(lines[start].section)
        section = _section(lines[start:end], originals[lines[start].section])
        if sections and section.level > sections[-1].level + 1:  # the heading above it was deleted
            section = replace(section, level=sections[-1].level + 1)
        sections.append(section)
        start = end
    return tuple(sections)


def _begins(line: Line, originals: Mapping[str, Section], seen: set[str]) -> bool:
    """A split heading leaves two lines with one id: only the first begins the section."""
    return line.kind in HEADINGS and line.section in originals and line.section not in seen


def _section(lines: Sequence[Line], original: Section) -> Section:
    head, rest = lines[0], lines[1:]
    goes_on = head.kind is LineKind.CONTINUATION  # what is typed into such a line is a title: nothing typed is void
    text = _GOES_ON.sub("", head.text) if goes_on else _strip_number(head.text, original)
    if head.kind is LineKind.RUN_IN:
        title, stop, first = text.partition("。")
        run_in = bool(stop) and bool(first.strip() or not _goes_on_below(rest))
        blocks: list[Block] = [Paragraph(first)] if first.strip() else []
    else:
        title, run_in, blocks = text, False, []
    known = {note.mark + note.text: note for note in original.footnotes}
    notes = tuple(known.get(line.text) or _footnote(line.text) for line in rest if line.kind is LineKind.FOOTNOTE)
    blocks.extend(_blocks([line for line in rest if line.kind is not LineKind.FOOTNOTE], original))
    return replace(
        original,
        title=title.strip(),
        run_in=run_in,
        blocks=_kept(blocks, original.blocks),
        footnotes=notes,
    )


def _goes_on_below(rest: Sequence[Line]) -> bool:
    """Whether the text of a title that stands alone on its line was put on a line of its own: the heading is none
    that runs into its text any more."""
    following = next((line for line in rest if not is_blank(line)), None)
    return following is not None and following.kind is LineKind.PARAGRAPH


def _strip_number(text: str, original: Section) -> str:
    """A numbered heading's text without its number, whatever the drafter made of it."""
    mark = number_mark(original)
    if mark and text.startswith(mark):
        return text[len(mark) :]
    if mark and (text.endswith(mark) or f"{mark}{original.title[:1]}" in text):  # typed in front of the number
        return text.replace(mark, "", 1)
    if original.kind in (SectionKind.NUMBERED, SectionKind.ITEM):
        return _NUMBER.sub("", text, count=1) if _NUMBER.match(text) else text
    return text


def _blocks(lines: Sequence[Line], original: Section) -> list[Block]:
    blocks: list[Block] = []
    boxes = {f"{block.label}　{block.title}": block for block in original.blocks if isinstance(block, Box)}
    for line in lines:
        match line.kind:
            case LineKind.BOX_TITLE:
                blocks.append(_box(line.text, boxes.get(line.text)))
            case _ if is_blank(line):
                pass  # a place to type, of a section as of a box
            case LineKind.BOX_PARAGRAPH | LineKind.BOX_TABLE if blocks and isinstance(blocks[-1], Box):
                inner = replace(line.payload, line=None) if isinstance(line.payload, Table) else Paragraph(line.text)
                blocks[-1] = replace(blocks[-1], blocks=(*blocks[-1].blocks, inner))
            case _ if line.payload is not None:
                blocks.append(replace(line.payload, line=None))
            case _ if line.text.strip():
                blocks.append(Paragraph(line.text))
    return blocks


def _box(text: str, original: Box | None) -> Box:
    if original is not None:
        return replace(original, blocks=(), line=None)
    match = _BOX.match(text)
    if match is None:
        return Box("专栏", text.strip())
    return Box(f"专栏{match[1]}", text[match.end() :].strip())


def _kept(blocks: Sequence[Block], originals: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, each with the place in the source file that it had where its text is unchanged."""
    known = list(originals)
    result: list[Block] = []
    for block in blocks:
        same = next((i for i, old in enumerate(known) if type(old) is type(block) and _placeless(old) == block), None)
        result.append(block if same is None else known.pop(same))
    return tuple(result)


def _placeless(block: Block) -> Block:
    if isinstance(block, Box):
        return replace(block, line=None, blocks=tuple(replace(inner, line=None) for inner in block.blocks))
    return replace(block, line=None)


def _footnote(text: str) -> Footnote:
    match = _FOOTNOTE.match(text)
    return Footnote(match[1], text[match.end() :]) if match else Footnote("", text)


def mark_length(line: Line) -> int:
    """How many characters of a heading line are its number: a cursor that is put there would type in front of it."""
    match = _NUMBER.match(line.text) if line.kind in (LineKind.HEADING, LineKind.RUN_IN) else None
    return match.end() if match else 0


def is_blank(line: Line) -> bool:
    """Whether the line is an empty paragraph, which is where somebody is about to type; a section has none."""
    return line.kind in (LineKind.PARAGRAPH, LineKind.BOX_PARAGRAPH) and line.payload is None and not line.text.strip()


def with_blanks(lines: Sequence[Line], shown: Sequence[Line], at: int) -> list[Line]:
    """The lines, and what an editor with its cursor in line `at` of `shown` has beside them: the blank lines around
    the cursor, and blanks at the end of its line. What is under the cursor must not vanish because a plan knows no
    empty paragraphs and no blanks behind a title; elsewhere a view shows what is kept and nothing else."""
    if sum(not is_blank(line) for line in shown) != len(lines):
        return list(lines)
    following = iter(lines)
    result: list[Line] = []
    for number, line in enumerate(shown):
        if not is_blank(line):
            kept = next(following)
            result.append(_as_typed(kept, line) if number == at else kept)
        elif all(is_blank(each) or place == at for place, each in _between(shown, number, at)):
            result.append(line)
    return result


def _between(shown: Sequence[Line], one: int, other: int) -> list[tuple[int, Line]]:
    """The lines from one number to another, both among them, with their numbers."""
    first, last = min(one, other), max(one, other)
    return list(enumerate(shown[first : last + 1], first))


def _as_typed(line: Line, shown: Line) -> Line:
    same = replace(shown, text=shown.text.rstrip()) == replace(line, text=line.text.rstrip())
    return shown if same else line
