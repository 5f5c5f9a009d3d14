"""The real plans, written out: nothing lost, the format kept, the contents right."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZipFile

import docx
import pdfplumber
import pytest
from lxml import etree

from app.exporting import plan_docx
from app.exporting.oxml import qualified, text_of
from app.exporting.self_check import check
from app.plans.model import Plan
from app.plans.outline import block_texts
from app.plans.reading import read_plan

pytestmark = pytest.mark.references


@pytest.fixture(scope="module", params=["000", "001", "002", "003", "004"])
def plan(request: pytest.FixtureRequest, references: Path) -> Plan:
    return read_plan(next(references.glob(f"{request.param}_*.txt"))).plan


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def texts(plan: Plan) -> Iterator[str]:
    front = plan.front
    yield from (front.title, *front.notice, *front.recipients, *front.remarks, *front.copied_to)
    for section in plan.sections:
        yield section.title
        marks = "|".join(re.escape(note.mark) for note in section.footnotes)
        for block in section.blocks:
            for text in block_texts(block):
                yield from re.split(marks, text) if marks else [text]
        yield from (note.text for note in section.footnotes)
    for term in plan.glossary:
        yield from (term.term, term.definition)


def test_nothing_is_lost_and_the_format_is_kept(plan: Plan, tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    plan_docx.write(plan, path)
    assert check(path) == ()
    with ZipFile(path) as archive:
        document = etree.fromstring(archive.read("word/document.xml"))
        notes = etree.fromstring(archive.read("word/footnotes.xml"))
    body = [text_of(p) for p in document.iter(qualified("p"))]
    written = bare("".join(body)) + bare(text_of(notes))
    missing = [text for text in texts(plan) for word in text.split() if bare(word) not in written]
    assert missing == []


@pytest.mark.office
def test_contents_give_the_pages_a_reader_finds(plan: Plan, tmp_path: Path, to_pdf: Callable[[Path], Path]) -> None:
    path = tmp_path / "plan.docx"
    plan_docx.write(plan, path)
    paragraphs = docx.Document(str(path)).paragraphs
    entries = [p.text.rsplit("\t", 1) for p in paragraphs if p.style is not None and p.style.name.startswith("toc")]
    with pdfplumber.open(to_pdf(path)) as pdf:
        pages = [bare(page.extract_text()) for page in pdf.pages]
    right = sum(bare(title)[:24] in pages[int(number) - 1] for title, number in entries)
    assert right >= len(entries) * 0.95  # a reader may break a line with many digits elsewhere
