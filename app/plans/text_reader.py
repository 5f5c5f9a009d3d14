"""A plan from its text: contents, front matter, imprint, tables, figures, footnotes, paragraphs, sections in turn."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace

from app.errors import UserError
from app.plans import (
    contents,
    decimals,
    footnotes,
    front_matter,
    glossary,
    glued,
    imprint,
    letter,
    paragraphs,
    parted,
    pictures,
    spaced,
    structure,
    tables,
)
from app.plans.characters import HAN
from app.plans.dates import base_year_in, period_in, period_of_number
from app.plans.front import Front
from app.plans.model import (
    Box,
    Footnote,
    FrontMatter,
    Paragraph,
    Plan,
    Role,
    Section,
    SectionKind,
    Table,
)
from app.plans.normalise import Dropped, Line, read_lines
from app.plans.numbering import APPENDIX
from app.plans.region import region_of
from app.plans.source_text import SourceText
from app.progress import Progress, part, silent

FEWEST_HEADINGS = 3
_PLACE = re.compile(r"第 (\d+) 行")
_STATED_PERIOD = re.compile(r"规划(?:实施)?(?:期限?|期间)|实施(?:期限|期间)|规划年限")


@dataclass(frozen=True, slots=True)
class Reading:
    """A plan as read, doubts for a person to look at (Chinese sentences), and the text that it was read from."""

    plan: Plan
    warnings: tuple[str, ...] = ()
    source: SourceText | None = None


def read_plan_text(text: str, name: str, role: Role, progress: Progress = silent) -> Reading:
    """The plan that a text holds; `name` is its title if the text states none.

    Raises UserError if the text has no headings, and Cancelled.
    """
    dropped = Dropped()
    progress("正在整理文字", 0.0)
    lines = read_lines(text, dropped)
    reading = read_plan_lines(lines, name, role, dropped, part(progress, 0.3, 1.0))
    return replace(reading, source=SourceText.of_text(text))


def read_plan_lines(
    lines: Sequence[Line],
    name: str,
    role: Role,
    dropped: Dropped,
    progress: Progress = silent,
    notes: Sequence[Footnote] = (),
    listed: Container[int] = (),
) -> Reading:
    """The plan that lines hold, whatever file they were read from; `notes` are footnotes that the file itself ties to
    their marks, `listed` the numbers of the lines that it says are the contents page, `dropped.unit` is what the lines'
    numbers count. Raises as `read_plan_text` does.
    """
    progress("正在辨认目录和版头", 0.0)
    toc, rest = _without_contents(lines, listed, dropped)
    rest = glued.mark_glued(decimals.mark_decimals(spaced.mark_spaced(rest)))
    texts = [line for line in rest if line.held is None]
    front = front_matter.read_front(texts, name, dropped)
    tail = imprint.read_imprint(texts, dropped)
    signed = _read_signature(texts, tail.start, front)
    rest = [line for line in rest if not any(line is part for part in signed)]
    body = _between(rest, front.rest, tail.start - len(signed), dropped)
    body = paragraphs.without_running_heads(body, front.title, dropped)
    sections, doubts = _read_body(body, toc, dropped, part(progress, 0.3, 1.0), notes)
    if (headed := sum(map(_is_headed, sections))) < FEWEST_HEADINGS:
        read = f"只读到 {headed} 个章节标题" if headed else "没有读到章节标题"
        raise UserError(
            f"“{name}”不像一份规划：{read}。",
            "请确认选对了文件，并且章节标题带有“一、”“第一章”之类的编号，或者用了标题样式。",
        )
    matter, terms = _front(front, tail, sections), glossary.terms_of(sections)
    plan = Plan(matter, tuple(sections), role, toc.entries, terms, dropped.report())
    doubts.extend(contents.compare(toc.entries, sections))
    warnings = tuple(_PLACE.sub(rf"第 \1 {dropped.unit}", doubt) for doubt in doubts)
    return Reading(plan, warnings, SourceText.of_lines(lines, dropped.unit))


def _without_contents(
    lines: Sequence[Line], listed: Container[int], dropped: Dropped
) -> tuple[contents.Contents, list[Line]]:
    """The contents page, the one that the file names or the one found, and the lines without it."""
    toc = contents.known_contents(lines, listed)
    if not toc.entries:
        toc = contents.find_contents(lines)
    for number in toc.paged:
        dropped.add("目录页的点线和页码", "目录条目已保留", number)
    return toc, [line for line in (*lines[: toc.start], *lines[toc.end :]) if line.number not in listed]


def _read_signature(lines: Sequence[Line], end: int, front: Front) -> Sequence[Line]:
    """Take the signature of a document that has no notice into its front matter; gives its lines."""
    if front.notice_title is not None:
        return ()
    signature = letter.read_signature(lines, end)
    front.issuers = signature.issuers or front.issuers
    front.issued_on = signature.signed_on or front.issued_on
    front.cover_date = front.cover_date or signature.month
    front.remarks.extend(signature.remarks)
    return lines[signature.start : signature.end]


def _is_headed(section: Section) -> bool:
    """Whether a section shows that the document has an outline: a numbered heading, or one that is marked as such."""
    marked = section.kind is SectionKind.UNNUMBERED and not APPENDIX.match(section.title)
    return section.kind is SectionKind.NUMBERED or (marked and re.search(f"[{HAN}]", section.title) is not None)


def _between(lines: Sequence[Line], start: int, end: int, dropped: Dropped) -> list[Line]:
    """The body: the lines between front matter and imprint, which are counted without tables and pictures."""
    at = [i for i, line in enumerate(lines) if line.held is None]
    first = 0 if start == 0 else at[start] if start < len(at) else len(lines)
    for line in lines[:first]:
        if line.held is not None:
            dropped.add("正文以前的表格或图", "不是规划正文，没有对应的项目", line.number)
    return list(lines[first : at[end] if end < len(at) else len(lines)])


def _read_body(
    lines: Sequence[Line], toc: contents.Contents, dropped: Dropped, progress: Progress, known: Sequence[Footnote]
) -> tuple[list[Section], list[str]]:
    """The sections of the text between front matter and imprint, and doubts; `known` are footnotes already found."""
    progress("正在辨认表格、图和脚注", 0.0)
    elements = pictures.gather(tables.gather(parted.part_headings(lines), dropped), dropped)
    cells = tables.doubts(elements)
    elements, notes = footnotes.take(elements, {note.mark for note in known}, dropped)
    notes = sorted([*notes, *known], key=lambda note: note.line or 0)
    progress("正在辨认章节", 0.5)
    sections, doubts = structure.read_structure(paragraphs.join(elements, toc.titles), toc.titles)
    sections, orphans = footnotes.assign(sections, notes)
    progress("读取完成", 1.0)
    return sections, [*doubts, *cells, *orphans]


def _front(front: Front, tail: imprint.Imprint, sections: Sequence[Section]) -> FrontMatter:
    issuers = front.issuers
    period = _period(front, sections)
    return FrontMatter(
        title=front.title,
        region=region_of(front.title, issuers),
        issuers=issuers,
        doc_number=front.doc_number,
        issued_on=front.issued_on,
        printed_on=tail.printed_on,
        published_on=front.published_on,
        period=period,
        base_year=_base_year(sections, period),
        recipients=tuple(front.recipients),
        copied_to=tail.copied_to,
        remarks=tuple(front.remarks),
        notice_title=front.notice_title,
        notice=tuple(front.notice),
        agency_mark=front.agency_mark,
        compiler=front.compiler,
        cover_date=front.cover_date,
    )


def _paragraphs(sections: Iterable[Section]) -> Iterable[str]:
    for section in sections:
        for block in section.blocks:
            if isinstance(block, Paragraph):
                yield block.text


def _period(front: Front, sections: Sequence[Section]) -> tuple[int, int] | None:
    """The period that the cover states, else the preface (规划期限为2021—2025年), else the one that the title names."""
    if front.period:
        return front.period
    for text in _paragraphs(sections[:1]):
        if (match := _STATED_PERIOD.search(text)) and (period := period_in(text[match.start() :])):
            return period
    return period_in(front.title) or period_of_number(front.title)


def _base_year(sections: Sequence[Section], period: tuple[int, int] | None) -> int | None:
    """The base year that the text states, else the last year before the period (or its first) in the head of an
    indicator table."""
    for text in _paragraphs(sections[:3]):
        if year := base_year_in(text):
            return year
    for table in _tables(sections):
        years = sorted({int(year) for cell in table.header for year in re.findall(r"(20\d\d)年?", cell)})
        if period and years and years[-1] == period[1]:
            past = [year for year in years if year < period[0]] or [year for year in years[:-1] if year == period[0]]
            if past:
                return past[-1]
    return None


def _tables(sections: Iterable[Section]) -> Iterable[Table]:
    for section in sections:
        for block in section.blocks:
            inner = block.blocks if isinstance(block, Box) else (block,)
            yield from (table for table in inner if isinstance(table, Table))
