"""A plan as an official document (.docx): GB/T 9704-2012 and what plans do beyond it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from app.exporting.body import write_sections
from app.exporting.contents import contents
from app.exporting.cover import has_cover, write_cover
from app.exporting.footnotes_part import numbering
from app.exporting.house_style import LINE
from app.exporting.imprint import has_imprint, imprint, imprint_height
from app.exporting.manuscript import Manuscript, spacing
from app.exporting.oxml import Element, paragraph, qualified, run, w
from app.exporting.package import Properties, save
from app.exporting.page_setup import footers, section_properties
from app.exporting.pages import lay_out
from app.exporting.red_head import has_notice, write_notice
from app.exporting.styles_part import font_table, settings, styles
from app.exporting.titles import title_lines
from app.plans.model import FrontMatter, Plan
from app.progress import Progress, silent


def write(plan: Plan, path: Path, progress: Progress = silent, created: datetime | None = None) -> None:
    """Write the plan to `path`. `created` (with a time zone; default now) is the date the file carries: the same plan
    and date give the same bytes. Raises `UserError` when the file cannot be written, and `Cancelled`."""
    progress("排版", 0.1)
    parts = compose(plan)
    progress("写入文件", 0.8)
    moment = (created or datetime.now(UTC)).astimezone(UTC)
    save(parts, Properties(plan.front.title, "、".join(plan.front.issuers), moment), path)
    progress("完成", 1.0)


def compose(plan: Plan) -> dict[str, Element]:
    """The parts of the document by name: document, styles, settings, fontTable, footnotes, footers."""
    if not plan.front.title.strip():
        plan = replace(plan, front=replace(plan.front, title="未命名规划"))
    notes = numbering(plan)
    ahead, text = Manuscript(), Manuscript()
    _write_ahead(ahead, plan.front, notes)
    _write_text(text, plan, titled=bool(ahead.body))
    body = _assembled(ahead, text, plan)
    closing = _imprint_pages(body, text, plan.front, notes) if has_imprint(plan.front) else []
    body += [*closing, section_properties(notes, numbered=len(closing) < 2)]
    return {
        "document": w("document", w("body", *body)),
        "styles": styles(),
        "settings": settings(),
        "fontTable": font_table(),
        "footnotes": text.notes.part(),
        **footers(),
    }


def _write_ahead(manuscript: Manuscript, front: FrontMatter, notes: Sequence[Element]) -> None:
    """What stands before the contents: notice and cover. The cover shows no page number, so it is a section."""
    if has_notice(front):
        write_notice(manuscript, front)
    if has_cover(front):
        if manuscript.body:
            _end_section(manuscript.body, notes)
        write_cover(manuscript, front)
        _end_section(manuscript.body, notes, numbered=False)


def _write_text(manuscript: Manuscript, plan: Plan, titled: bool) -> None:
    """The plan's own title and text. Where nothing stands before the contents the title heads them instead."""
    if titled:
        manuscript.add(_title(plan.front.title, page_break=True))
    write_sections(manuscript, plan.sections, plan.glossary)
    if not titled and manuscript.body:
        _break_before(manuscript.body[0])


def _assembled(ahead: Manuscript, text: Manuscript, plan: Plan) -> list[Element]:
    """Contents between what stands ahead and the text, with the pages that the whole gives."""
    head = ahead.body or [_title(plan.front.title)]
    if not text.entries:
        return [*head, *text.body]
    broken = bool(ahead.body) and not has_cover(plan.front)
    draft = [*head, *contents(text.entries, {}, broken), *text.body]
    layout = lay_out(draft, [note.text for note in text.notes.notes])
    return [*head, *contents(text.entries, layout.pages, broken), *text.body]


def _imprint_pages(
    body: list[Element], text: Manuscript, front: FrontMatter, notes: Sequence[Element]
) -> list[Element]:
    """The imprint on the last page when that is even and has room, else on the next even page. Then the page between
    is blank, and neither carries a number (GB/T 9704 7.5): they are a section of two paragraphs."""
    layout = lay_out(body, [note.text for note in text.notes.notes])
    anchor = imprint(front)
    if layout.page % 2:
        _break_before(anchor)
        return [anchor]
    if imprint_height(front) + LINE <= layout.free:
        return [anchor]
    _end_section(body, notes)
    _break_before(anchor)
    return [paragraph("TableRoom"), anchor]


def _title(title: str, page_break: bool = False) -> Element:
    return paragraph(
        "PlanTitle",
        [run("\n".join(title_lines(title)))],
        w("pageBreakBefore") if page_break else None,
        spacing("PlanTitle", after=LINE),
    )


def _end_section(body: list[Element], notes: Sequence[Element], numbered: bool = True) -> None:
    """Make the last paragraph of `body` the last of a section, if it is not one already."""
    properties = body[-1][0]
    if properties.find(qualified("sectPr")) is None:
        properties.append(section_properties(notes, numbered))


def _break_before(element: Element) -> None:
    """Begin a page with a paragraph; `w:pPr` wants the break after the keep switches."""
    properties = element[0]
    ahead = ("pStyle", "keepNext", "keepLines")
    properties.insert(sum(properties.find(qualified(tag)) is not None for tag in ahead), w("pageBreakBefore"))
