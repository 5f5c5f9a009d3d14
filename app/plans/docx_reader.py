"""A plan from a .docx of Word, WPS or LibreOffice: the package becomes the lines that `text_reader` reads, with what
only a word processor knows: outline levels, automatic numbers, contents fields, tables, frames and notes."""

from __future__ import annotations

from dataclasses import replace

from app.plans.docx_body import Document
from app.plans.docx_notes import footnotes_of, read_notes
from app.plans.docx_numbering import read_numbering
from app.plans.docx_package import Package, damaged, open_package
from app.plans.docx_runs import Runs
from app.plans.docx_styles import read_styles
from app.plans.docx_tables import text_of
from app.plans.model import Footnote, NotTaken, Role
from app.plans.normalise import Dropped, Line
from app.plans.ooxml import Element, W, child
from app.plans.text_reader import Reading, read_plan_lines
from app.progress import Progress, part, silent


def read_docx(data: bytes, name: str, role: Role = Role.REFERENCE, progress: Progress = silent) -> Reading:
    """The plan in the bytes of a .docx; `name` is its title if the text states none. Lines are counted in paragraphs.

    Raises UserError (damaged, encrypted, another format, too big, not to be trusted, no plan) and Cancelled.
    """
    progress("正在打开文档", 0.0)
    package = open_package(data, name)
    root = package.root(package.main)
    document = _document(package, root, part(progress, 0.1, 0.5))
    lines = document.lines(_body(root, name))
    notes = _footnotes(document)
    extra = _left_behind(package, root)
    reading = read_plan_lines(lines, name, role, document.dropped, part(progress, 0.5, 1.0), notes, document.listed)
    plan = replace(reading.plan, not_taken=(*reading.plan.not_taken, *extra))
    return replace(reading, plan=plan, warnings=(*_remarks(document), *reading.warnings))


def lines_of(data: bytes, name: str = "文档") -> list[Line]:
    """The lines of a .docx as a reader of the page sees them, before anything is made of them. Raises UserError."""
    package = open_package(data, name)
    root = package.root(package.main)
    return _document(package, root, silent).lines(_body(root, name))


def _body(root: Element, name: str) -> Element:
    body = child(root, "body")
    if body is None:
        raise damaged(name)
    return body


def _document(package: Package, root: Element, progress: Progress) -> Document:
    styles = read_styles(package.part("styles"))
    parts = {"footnote": package.part("footnotes"), "endnote": package.part("endnotes")}
    notes = read_notes(root, parts, package.part("settings"))
    dropped = Dropped(unit="段")
    total = sum(1 for _ in root.iter(W + "p"))
    runs = Runs(styles, notes, dropped)
    return Document(styles, read_numbering(package.part("numbering")), notes, runs, dropped, progress, total)


def _footnotes(document: Document) -> list[Footnote]:
    """The texts of the notes that the text refers to."""
    met = document.notes.met
    bodies = document.notes.bodies
    texts = {note: text_of(document.lines(bodies[note])) for note in list(met) if note in bodies}
    return footnotes_of(document.notes, texts)


def _left_behind(package: Package, root: Element) -> list[NotTaken]:
    """What has no place in the running text."""
    result: list[NotTaken] = []
    kinds = {W + "headerReference", W + "footerReference"}
    if any(element.tag in kinds for section in root.iter(W + "sectPr") for element in section):
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
