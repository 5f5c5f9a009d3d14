"""The text of a plan: headings by their number's style, paragraphs, tables, boxes and figures."""

from __future__ import annotations

from collections.abc import Sequence

from app.exporting.appendix import appendix_parts, write_appendix_heading
from app.exporting.boxes import box, figure
from app.exporting.fields import contents_mark
from app.exporting.house_style import FANGSONG, HEITI, KAITI, STYLES
from app.exporting.manuscript import CONTENTS_LEVELS, Manuscript
from app.exporting.oxml import Element, lines_of, paragraph, printable, run, run_properties, text_of, w
from app.exporting.tables import table
from app.plans.model import Block, Box, Figure, GlossaryTerm, NumberStyle, Paragraph, Section, SectionKind, Table
from app.plans.outline import number_mark, own_text

_STYLE_OF = {
    NumberStyle.PART: "Chapter",
    NumberStyle.CHAPTER: "Chapter",
    NumberStyle.DIVISION: "Division",
    NumberStyle.ARTICLE: "Level1",
    NumberStyle.HAN: "Level1",
    NumberStyle.HAN_BRACKETS: "Level2",
    NumberStyle.DECIMAL: "Level1",
    NumberStyle.DECIMAL_2: "Level2",
    NumberStyle.DECIMAL_3: "Level3",
    NumberStyle.DECIMAL_4: "Level4",
    NumberStyle.ARABIC: "Level3",
    NumberStyle.ARABIC_BRACKETS: "Level4",
    NumberStyle.CIRCLED: "Level4",
}
"""Faces of the levels: 一、黑体 （一）楷体 1. and （1）仿宋 (GB/T 9704 7.3.3)."""

_IN_CONTENTS = {SectionKind.NUMBERED, SectionKind.PREFACE, SectionKind.GLOSSARY, SectionKind.UNNUMBERED}
_ENDS = "。！？：；"


def write_sections(manuscript: Manuscript, sections: Sequence[Section], terms: Sequence[GlossaryTerm]) -> None:
    """Write the sections in order. The text of a glossary section holds its terms already; where it has none, or there
    is no such section, the terms themselves are written."""
    for section in sections:
        manuscript.notes.expect(section.footnotes)
        blocks = _write_heading(manuscript, section)
        for block in blocks:
            manuscript.add(*_block(manuscript, block))
        if section.kind is SectionKind.GLOSSARY and not own_text(section):
            _write_terms(manuscript, terms)
        _place_leftover(manuscript)
    if terms and not any(section.kind is SectionKind.GLOSSARY for section in sections):
        _write_heading(manuscript, Section("名词解释", 1, SectionKind.GLOSSARY))
        _write_terms(manuscript, terms)


def _write_heading(manuscript: Manuscript, section: Section) -> tuple[Block, ...]:
    """Write the heading, and what runs in with it; give the blocks still to be written."""
    if not printable(section.title + section.number).strip():
        return section.blocks
    if parts := appendix_parts(section):
        write_appendix_heading(manuscript, *parts)
        return section.blocks
    first = section.blocks[0] if section.run_in and section.blocks else None
    if isinstance(first, Paragraph):
        manuscript.add(_run_in_heading(manuscript, section, first))
        return section.blocks[1:]
    manuscript.add(_own_line_heading(manuscript, section))
    return section.blocks


def heading_style(section: Section) -> str:
    """The id of the paragraph style of a heading that stands on its own line."""
    if section.kind in (SectionKind.ITEM, SectionKind.LEAD):
        return "Body"
    if section.number:
        return _STYLE_OF.get(section.style, f"Level{min(section.level, 4)}")
    return "Chapter" if section.level == 1 else f"Level{min(section.level, 4)}"


def _face(section: Section) -> str:
    if section.kind in (SectionKind.ITEM, SectionKind.LEAD):
        return KAITI
    return STYLES[heading_style(section)].face


def _own_line_heading(manuscript: Manuscript, section: Section) -> Element:
    style, text = heading_style(section), number_mark(section) + _spread(section)
    if section.kind not in _IN_CONTENTS:
        runs = manuscript.notes.runs(text, run_properties(_face(section)))
        return paragraph(style, runs, w("keepNext") if section.blocks else None)
    runs = manuscript.notes.runs(text)  # the face is the style's: Word would carry a run's own into the contents
    outline = min(section.level, 9) - 1
    return paragraph(
        style,
        manuscript.listed(runs, section.level, _seen(runs)),
        w("pageBreakBefore") if section.kind is SectionKind.GLOSSARY else None,
        w("outlineLvl", val=outline) if outline != STYLES[style].outline else None,
    )


def _run_in_heading(manuscript: Manuscript, section: Section, first: Paragraph) -> Element:
    """Heading and text on one line. The paragraph has no outline level, or the contents would list all its text."""
    stop = "" if section.title.endswith(tuple(_ENDS)) else "。"
    runs = manuscript.notes.runs(number_mark(section) + section.title, run_properties(_face(section)))
    text = _seen(runs)
    runs.append(run(stop, run_properties(_face(section))))
    if section.kind in _IN_CONTENTS and section.level <= CONTENTS_LEVELS:
        runs = [*contents_mark(text, section.level), *manuscript.listed(runs, section.level, text)]
    return paragraph("Body", [*runs, *manuscript.notes.runs(first.text.strip())])


def _spread(section: Section) -> str:
    """A heading of two characters is spread, as 前　言 is everywhere."""
    if not section.number and section.level == 1 and len(section.title) == 2:
        return "　".join(section.title)
    return section.title


def _seen(runs: Sequence[Element]) -> str:
    return "".join(text_of(element) for element in runs)


def _block(manuscript: Manuscript, block: Block) -> list[Element]:
    match block:
        case Paragraph(text=text):
            return [paragraph("Body", manuscript.notes.runs(line)) for line in lines_of(text)]
        case Table():
            return table(block, manuscript.notes)
        case Box():
            return box(block, manuscript.notes)
        case Figure():
            return figure(block)


def _write_terms(manuscript: Manuscript, terms: Sequence[GlossaryTerm]) -> None:
    for number, term in enumerate(terms, 1):
        head = run(f"{number}. {term.term}：", run_properties(HEITI))
        manuscript.add(paragraph("Body", [head, run(term.definition, run_properties(FANGSONG))]))


def _place_leftover(manuscript: Manuscript) -> None:
    """Notes whose mark the text does not show hang on the section's last paragraph."""
    references = manuscript.notes.leftover()
    if not references:
        return
    if manuscript.body and manuscript.body[-1].tag.endswith("}p"):
        manuscript.body[-1].extend(references)
    else:
        manuscript.add(paragraph("Body", references))
