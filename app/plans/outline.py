"""The tree that a plan's flat sections imply: parents, paths, clauses and their text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.plans.model import Block, Box, Figure, Paragraph, Plan, Section, SectionKind, Table


@dataclass(frozen=True, slots=True)
class Clause:
    """A section together with its own text: the unit that is compared."""

    plan_id: str
    index: int  # into Plan.sections
    path: str
    section: Section
    ancestors: tuple[str, ...]  # titles, outermost first
    text: str  # own paragraphs, boxes and tables; not the title, not the sections below; of a card the digest
    of_card: bool = False  # the text is a digest, not the plan's own words

    @property
    def title(self) -> str:
        return self.section.title


def parents(sections: Sequence[Section]) -> list[int | None]:
    """For each section the index of the section that it stands under, None at the top."""
    result: list[int | None] = []
    open_at: list[int] = []  # indices of the ancestors of the next section
    for i, section in enumerate(sections):
        while open_at and sections[open_at[-1]].level >= section.level:
            open_at.pop()
        result.append(open_at[-1] if open_at else None)
        open_at.append(i)
    return result


def end_of(sections: Sequence[Section], index: int) -> int:
    """One past the last section below `index`: sections[index:end] is the section and all that stands under it."""
    end = index + 1
    while end < len(sections) and sections[end].level > sections[index].level:
        end += 1
    return end


def is_continuation(section: Section) -> bool:
    """Whether the section has neither number nor title: text that goes on with the section above it, behind that
    one's items or leads. It shares the path of that section and is no clause of its own."""
    return section.kind is SectionKind.UNNUMBERED and not section.number and not section.title


def step_of(section: Section) -> str:
    """What a section contributes to its path: its number, else its title (design: 前言, 名词解释)."""
    if section.kind is SectionKind.PREFACE:
        return "前言"
    if section.kind is SectionKind.GLOSSARY:
        return "名词解释"
    return section.number or section.title


def paths(sections: Sequence[Section]) -> list[str]:
    """The path of each section: steps joined by `/`, e.g. `三/（一）/1/（2）`.

    A section without number and title goes on with the one above it, behind that one's items: it has its path.
    """
    result: list[str] = []
    for section, parent in zip(sections, parents(sections), strict=True):
        step = step_of(section)
        above = "" if parent is None else result[parent]
        result.append(f"{above}/{step}" if above and step else above or step)
    return result


def find(sections: Sequence[Section], path: str) -> int | None:
    """The index of the section with this path (first of equals), or None."""
    try:
        return paths(sections).index(path)
    except ValueError:
        return None


def block_texts(block: Block) -> Iterator[str]:
    """Every text of a block in reading order, a paragraph, title or table row each."""
    match block:
        case Paragraph(text=text):
            yield text
        case Box(title=title, blocks=blocks):
            yield title
            for inner in blocks:
                yield from block_texts(inner)
        case Table():
            if block.caption:
                yield block.caption
            yield " ".join(block.header)
            for row in block.rows:
                yield " ".join(cell for cell in row if cell)
            yield from block.notes
        case Figure(caption=caption):
            yield caption


def own_text(section: Section) -> str:
    """The text that stands directly under a heading, a line each."""
    return "\n".join(text for block in section.blocks for text in block_texts(block))


def paragraphs(section: Section) -> list[str]:
    """The plain paragraphs directly under a heading."""
    return [block.text for block in section.blocks if isinstance(block, Paragraph)]


def clauses(plan: Plan) -> list[Clause]:
    """Every clause of a plan in reading order, one per section; the text of a continuation belongs to the clause that
    it goes on with, and its own is empty. Where a card has no text its digests stand for it, so that all that looks
    at clauses (matching, coverage, search, comparison) works on cards too."""
    up = parents(plan.sections)
    texts = [_digest_and_titles(s) if plan.is_card else own_text(s) for s in plan.sections]
    for i, section in enumerate(plan.sections):
        above = up[i]
        if above is not None and is_continuation(section):
            texts[above] = f"{texts[above]}\n{texts[i]}".strip("\n")
            texts[i] = ""
    result: list[Clause] = []
    for i, (section, path) in enumerate(zip(plan.sections, paths(plan.sections), strict=True)):
        ancestors: list[str] = []
        above = up[i]
        while above is not None:
            ancestors.insert(0, plan.sections[above].title)
            above = up[above]
        result.append(Clause(plan.id, i, path, section, tuple(ancestors), texts[i], plan.is_card))
    return result


def _digest_and_titles(section: Section) -> str:
    """What a card says of a section: its digest and the titles of its boxes, tables and figures."""
    return "\n".join(text for text in (section.digest or "", own_text(section)) if text.strip())


def heading(section: Section) -> str:
    """A section's number and title as they are printed: `一、发展基础`, `（一）…`, `1. …`, `第一章　…`, `——…`."""
    return f"{number_mark(section)}{section.title}"


def place_line(path: str, title: str) -> str:
    """A clause in a line: its path and, unless the path ends with it (an item, a lead, a preface), its title."""
    return path if path.endswith(title) else f"{path}　{title}"


def number_mark(section: Section) -> str:
    """The number with the punctuation that its style prints behind it (GB/T 15834: 一、 1. and none after brackets).

    Level 1 of a decimal plan has its stop as well: without one nothing tells `1 题` from a text when it is read back.
    """
    number = section.number
    if section.kind is SectionKind.ITEM:
        return "——"
    if not number:
        return ""
    if number.startswith("第"):
        return f"{number}　"
    if number.startswith("（") or (len(number) == 1 and "①" <= number <= "⑳"):
        return number
    if number.isascii():
        return f"{number} " if "." in number else f"{number}. "
    return f"{number}、"


def section_count(plan: Plan) -> int:
    """How many sections a plan has; text that goes on with a section is none of its own."""
    return sum(not is_continuation(section) for section in plan.sections)


def characters(plan: Plan) -> int:
    """字数 of a plan: every character but blanks of headings and text."""
    return sum(len("".join((section.title + own_text(section)).split())) for section in plan.sections)
