"""附件: on a page of its own, the label at the left of its first line, the title in the middle of the third
(GB/T 9704 7.3.4)."""

from __future__ import annotations

import re

from app.exporting.fields import contents_mark
from app.exporting.manuscript import Manuscript
from app.exporting.oxml import paragraph, w
from app.plans.model import Section, SectionKind
from app.plans.numbering import APPENDIX

_PARTS = re.compile(r"(附\s?[件录表图]\s?(?:[A-Z]|[\d一二三四五六七八九十]{0,3}(?:-\d{1,2})?))[.、：:\s]*(.*)$")


def appendix_parts(section: Section) -> tuple[str, str] | None:
    """Label and title (it may be empty) of a section that is an appendix, else None."""
    if section.level != 1 or section.number or section.kind not in (SectionKind.UNNUMBERED, SectionKind.GLOSSARY):
        return None
    parts = _PARTS.match(section.title) if APPENDIX.match(section.title) else None
    return (parts[1], parts[2]) if parts else None


def write_appendix_heading(manuscript: Manuscript, label: str, title: str) -> None:
    """Label and title on lines of their own and as one entry of the contents. They have no outline level, or the
    contents would list them twice."""
    text = f"{label}　{title}" if title else label
    runs = [*contents_mark(text, 1), *manuscript.listed(manuscript.notes.runs(label), 1, text)]
    manuscript.add(paragraph("AppendixLabel", runs, w("pageBreakBefore")))
    if title:
        manuscript.add(paragraph("AppendixTitle", manuscript.notes.runs(title)))
