"""Corrections of headings: deeper or higher, heading or paragraph, number and title. Pure functions on sections.

Each gives the sections and the spot of the element as it is now, and raises UserError for what makes no sense.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.errors import UserError
from app.plans.correction_places import Part, Spot, element_at
from app.plans.leads import item_of
from app.plans.model import Block, Footnote, NumberStyle, Paragraph, Section, SectionKind
from app.plans.numbering import Number, clean_title, decimal_of, number_of, title_of
from app.plans.outline import block_texts, end_of, heading

Sections = tuple[Section, ...]
DEEPEST = 9


def shift(sections: Sections, spot: Spot, by: int) -> tuple[Sections, Spot]:
    """A section and all below it `by` levels deeper (or higher, if negative)."""
    section = _section(sections, spot)
    if not can_shift(sections, spot.section, by):
        raise UserError(f"“{heading(section)}”不能再{'降' if by > 0 else '升'}级。", "请先调整它上面的标题。")
    end = end_of(sections, spot.section)
    moved = tuple(replace(one, level=one.level + by) for one in sections[spot.section : end])
    return (*sections[: spot.section], *moved, *sections[end:]), spot


def can_shift(sections: Sequence[Section], index: int, by: int) -> bool:
    """Whether the level stays one that the section above leads to."""
    level = sections[index].level + by
    above = sections[index - 1].level if index else 0
    return 1 <= level <= min(DEEPEST, above + 1)


def rename(sections: Sections, spot: Spot, number: str, title: str) -> tuple[Sections, Spot]:
    """Another number and title; the style of the number is read from it."""
    section = _section(sections, spot)
    number, title = number.strip(), title.strip().rstrip("。")
    if not number and not title:
        raise UserError("标题不能是空的。", "请填写编号或标题；如果它不是标题，请改为段落。")
    style = _style(number)
    kind = section.kind
    if number and style is not NumberStyle.NONE and kind in {SectionKind.UNNUMBERED, SectionKind.LEAD}:
        kind = SectionKind.NUMBERED
    elif not number and kind is SectionKind.NUMBERED:
        kind = SectionKind.UNNUMBERED
    changed = replace(section, number=number, title=title, style=style, kind=kind)
    return _with(sections, spot.section, changed), spot


def to_paragraph(sections: Sections, spot: Spot) -> tuple[Sections, Spot]:
    """The heading becomes a paragraph of the section above; what stands below it moves up one level."""
    i, section = spot.section, _section(sections, spot)
    blocks = _as_paragraphs(section)
    end = end_of(sections, i)
    below = tuple(replace(one, level=one.level - 1) for one in sections[i + 1 : end])
    if i and not _is_closed(sections[i - 1]):
        host = sections[i - 1]
        at = Spot(i - 1, len(host.blocks))
        merged = replace(host, blocks=host.blocks + blocks, footnotes=host.footnotes + section.footnotes)
        return (*sections[: i - 1], merged, *below, *sections[end:]), at
    kept = _without_heading(section, blocks, sections[i - 1].level if i else 1)
    return (*sections[:i], kept, *below, *sections[end:]), Spot(i, 0)


def to_heading(sections: Sections, spot: Spot, level: int = 0) -> tuple[Sections, Spot]:
    """A paragraph heads a new section, which takes what follows in its section; `level` 0 finds the level itself."""
    paragraph = element_at(sections, spot)
    if not isinstance(paragraph, Paragraph) or spot.part is not Part.BLOCK:
        raise UserError("只有正文段落可以改为标题。", "专栏里的段落请先移出专栏。")
    i, host = spot.section, sections[spot.section]
    new = headed(paragraph)
    blocks = (*new.blocks, *host.blocks[spot.block + 1 :])
    level = level or _level_for(sections, i, new)
    if not 1 <= level <= min(DEEPEST, host.level + 1):
        raise UserError("这里放不下这一级标题。", "请先调整上面的标题。")
    before = replace(host, blocks=host.blocks[: spot.block])
    own, moved = _parted(host.footnotes, blocks)
    new = replace(new, level=level, blocks=blocks, footnotes=moved)
    before = replace(before, footnotes=own)
    end = end_of(sections, i)
    below = sections[i + 1 : end]
    by = max(0, below[0].level - level - 1) if below else 0  # none may stand deeper than one below the new heading
    moved_up = tuple(replace(one, level=one.level - by) for one in below)
    return (*sections[:i], before, new, *moved_up, *sections[end:]), Spot(i + 1)


def headed(paragraph: Paragraph) -> Section:
    """The section that a paragraph heads: its number, its title, and what goes on behind the title as a paragraph."""
    text, line = paragraph.text, paragraph.line
    if number := number_of(text) or _decimal(text):
        title = title_of(number.rest, limit=10_000)
        name, rest = (title.text, title.rest) if title else (clean_title(number.rest), "")
        kind, printed, style = SectionKind.NUMBERED, number.text, number.style
    else:
        lead = item_of(text)
        title = title_of(text, limit=10_000)
        name = lead.text if lead else title.text if title else clean_title(text)
        rest = lead.rest if lead else title.rest if title else ""
        kind = SectionKind.ITEM if lead else SectionKind.LEAD if rest else SectionKind.UNNUMBERED
        printed, style = "", NumberStyle.NONE
    if not name:
        raise UserError("这一段里没有可作标题的文字。", "请选择带有标题的段落。")
    blocks = (Paragraph(rest, line),) if rest else ()
    return Section(name, 1, kind, printed, style, bool(rest), blocks, line=line)


def _section(sections: Sequence[Section], spot: Spot) -> Section:
    if spot.part is not Part.SECTION:
        raise UserError("这里需要选择一个标题。", "请在中间的结构树里选择标题。")
    return sections[spot.section]


def _with(sections: Sections, index: int, section: Section) -> Sections:
    return (*sections[:index], section, *sections[index + 1 :])


def _decimal(text: str) -> Number | None:
    """The number of a heading with two parts or more (1.1): a plain 1 is no number without a mark behind it."""
    number = decimal_of(text)
    return number if number and "." in number.text else None


def _style(number: str) -> NumberStyle:
    """The style of a number as sections hold it, without the mark behind it."""
    for mark in ("", "、", "."):
        found = number_of(f"{number}{mark}某")
        if found and found.text == number:
            return found.style
    if (found := _decimal(number)) and found.text == number:
        return found.style
    return NumberStyle.NONE


def _as_paragraphs(section: Section) -> tuple[Block, ...]:
    """The heading and what stands under it as plain blocks; a run-in heading is one paragraph with its text."""
    printed = heading(section)
    first = section.blocks[0] if section.blocks else None
    if section.run_in and isinstance(first, Paragraph):
        joined = Paragraph(f"{printed}。{first.text}", section.line)
        return (joined, *section.blocks[1:])
    return (Paragraph(printed, section.line), *section.blocks) if printed else section.blocks


def _is_closed(section: Section) -> bool:
    """An item or lead is one paragraph (outline.is_continuation): nothing is added to it."""
    return section.kind in {SectionKind.ITEM, SectionKind.LEAD} and bool(section.blocks)


def _without_heading(section: Section, blocks: tuple[Block, ...], level: int) -> Section:
    """Text that goes on with the section above, or that opens the plan."""
    kept = replace(section, number="", style=NumberStyle.NONE, run_in=False, blocks=blocks, level=level)
    if level == 1 and section.level == 1:
        return replace(kept, title="前言", kind=SectionKind.PREFACE)
    return replace(kept, title="", kind=SectionKind.UNNUMBERED)


def _level_for(sections: Sequence[Section], index: int, new: Section) -> int:
    """The level of other headings with the same style of number, as far as it fits here, else one below the host."""
    host = sections[index]
    deepest = host.level + 1
    if new.style is not NumberStyle.NONE:
        near = [*reversed(sections[: index + 1]), *sections[index + 1 :]]
        alike = next((one.level for one in near if one.style is new.style), deepest)
        return min(alike, deepest)
    flat = host.kind in {SectionKind.ITEM, SectionKind.LEAD} or (not host.title and not host.number)
    return host.level if flat else deepest


def _parted(notes: Sequence[Footnote], blocks: Sequence[Block]) -> tuple[tuple[Footnote, ...], tuple[Footnote, ...]]:
    """The notes that stay and those whose mark is printed in these blocks."""
    text = "\n".join(piece for block in blocks for piece in block_texts(block))
    moved = tuple(note for note in notes if note.mark and note.mark in text)
    return tuple(note for note in notes if note not in moved), moved
