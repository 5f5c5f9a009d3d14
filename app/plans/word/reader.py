"""A plan from a .docx of Word, WPS or LibreOffice: the package becomes the lines that `text_reader` reads, with what
only a word processor knows: outline levels, automatic numbers, contents fields, tables, frames and notes."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, replace

from app.plans.model import Footnote, NotTaken, Role
from app.plans.normalise import Dropped, Line
from app.plans.text_reader import Reading, read_plan_lines
from app.plans.word.body import Document
from app.plans.word.notes import footnotes_of, read_notes
from app.plans.word.numbering import read_numbering
from app.plans.word.ooxml import Element, W, local
from app.plans.word.package import Body, Package, open_package, too_big
from app.plans.word.runs import Runs
from app.plans.word.styles import read_styles
from app.plans.word.tables import text_of
from app.progress import Progress, part, silent

MOST_PARAGRAPHS = 150_000
"""A 300-page plan has some six thousand; so many more are read with some 300 MB of memory."""


def read_docx(data: bytes, name: str, role: Role = Role.REFERENCE, progress: Progress = silent) -> Reading:
    """The plan in the bytes of a .docx; `name` is its title if the text states none. Lines are counted in paragraphs.

    Raises UserError (damaged, encrypted, another format, too big, not to be trusted, no plan) and Cancelled.
    """
    progress("正在打开文档", 0.0)
    package = open_package(data, name)
    body = package.body()
    seen = survey(body)
    document = _document(package, seen, part(progress, 0.1, 0.5))
    lines = document.lines(body)
    notes = _footnotes(document)
    extra = _left_behind(package, seen)
    reading = read_plan_lines(lines, name, role, document.dropped, part(progress, 0.5, 1.0), notes, document.listed)
    plan = replace(reading.plan, not_taken=(*reading.plan.not_taken, *extra))
    return replace(reading, plan=plan, warnings=(*_remarks(document), *reading.warnings))


def lines_of(data: bytes, name: str = "文档") -> list[Line]:
    """The lines of a .docx as a reader of the page sees them, before anything is made of them. Raises UserError."""
    package = open_package(data, name)
    body = package.body()
    return _document(package, survey(body), silent).lines(body)


@dataclass(frozen=True)
class Survey:
    """What must be known of a text before it is read: its sections' properties, and whether it says where pages end."""

    paragraphs: int
    sections: tuple[Element, ...]
    paged: bool


def survey(body: Body) -> Survey:
    """Look through a text once. Raises UserError if it has too many paragraphs."""
    paragraphs, sections, paged = 0, list[Element](), False
    for block in body:
        for element in block.iter(W + "p", W + "sectPr", W + "lastRenderedPageBreak"):
            name = local(element)
            paragraphs += name == "p"
            paged = paged or name == "lastRenderedPageBreak"
            if name == "sectPr" and local(element.getparent()) != "sectPrChange":
                sections.append(deepcopy(element))
        if paragraphs > MOST_PARAGRAPHS:
            raise too_big(body.name)
    return Survey(paragraphs, tuple(sections), paged)


def _document(package: Package, seen: Survey, progress: Progress) -> Document:
    styles = read_styles(package.part("styles"))
    parts = {"footnote": package.part("footnotes"), "endnote": package.part("endnotes")}
    notes = read_notes(seen.sections, seen.paged, parts, package.part("settings"))
    dropped = Dropped(unit="段")
    runs = Runs(styles, notes, dropped)
    numbering = read_numbering(package.part("numbering"))
    return Document(styles, numbering, notes, runs, dropped, progress, seen.paragraphs)


def _footnotes(document: Document) -> list[Footnote]:
    """The texts of the notes that the text refers to."""
    met = document.notes.met
    bodies = document.notes.bodies
    texts = {note: text_of(document.lines(bodies[note])) for note in list(met) if note in bodies}
    return footnotes_of(document.notes, texts)


def _left_behind(package: Package, seen: Survey) -> list[NotTaken]:
    """What has no place in the running text."""
    result: list[NotTaken] = []
    kinds = {W + "headerReference", W + "footerReference"}
    if any(element.tag in kinds for section in seen.sections for element in section):
        result.append(NotTaken("页眉、页脚和页码", "各页", "版面元素，不属正文"))
    if package.has("vbaproject.bin"):
        result.append(NotTaken("宏", "文件之内", "不运行、不带入"))
    return result


def _remarks(document: Document) -> list[str]:
    """What a drafter should know of how the file was read, in sentences."""
    counts = document.runs.counts
    result: list[str] = []
    changes = (("插入", counts["ins"]), ("删除", counts["del"]), ("移动", counts["moveTo"]))
    if any(count for _, count in changes):
        listed = "、".join(f"{word} {count} 处" for word, count in changes if count)
        result.append(f"文件带有修订（{listed}），已按接受全部修订后的文字读入。")
    if counts["comments"]:
        result.append(f"文件带有 {counts['comments']} 条批注，没有带入。")
    if counts["boxes"]:
        result.append(f"有 {counts['boxes']} 个文本框，其中的文字按所在位置读入，请核对。")
    if document.notes.guessed:
        result.append("脚注逐页重新编号，而文件没有记下分页，注码按全文连续编号。")
    return result
