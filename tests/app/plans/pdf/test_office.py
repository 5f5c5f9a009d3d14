"""Whole plans, printed to PDF by LibreOffice from our own export, come back as they were."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from app.drafting.sample import sample_draft
from app.exporting import plan_docx
from app.plans.model import Box, Paragraph, Plan, SectionKind, Table
from app.plans.outline import paths
from app.plans.reading import read_plan

pytestmark = [pytest.mark.office, pytest.mark.timeout(180)]

HUNG = re.compile(r"[\s，。、；：！？”）》—]")
"""LibreOffice leaves punctuation that hangs over the right margin out of its PDF, so texts are compared without any."""


def printed(plan: Plan, folder: Path) -> Plan:
    """A plan that went through the export, LibreOffice and the PDF reader."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    docx = folder / "plan.docx"
    plan_docx.write(plan, docx)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(docx)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return read_plan(folder / "plan.pdf").plan


def numbered(plan: Plan) -> list[tuple[str, str, int]]:
    places = zip(plan.sections, paths(plan.sections), strict=True)
    return [(path, section.title, section.level) for section, path in places if section.kind is SectionKind.NUMBERED]


def blocks(plan: Plan) -> Iterator[Paragraph | Table]:
    for section in plan.sections:
        for block in section.blocks:
            for inner in block.blocks if isinstance(block, Box) else (block,):
                if isinstance(inner, Paragraph | Table):
                    yield inner


def texts(plan: Plan) -> list[str]:
    # Marks begin anew on every page, as GB/T 9704 asks, so ② may be printed as ①.
    found = (HUNG.sub("", block.text) for block in blocks(plan) if isinstance(block, Paragraph))
    return [re.sub("[①-⑳]", "①", text) for text in found]


def tables(plan: Plan) -> list[object]:
    return [(block.label, block.header, block.rows) for block in blocks(plan) if isinstance(block, Table)]


def boxes(plan: Plan) -> list[tuple[str, str]]:
    return [
        (block.label, block.title) for section in plan.sections for block in section.blocks if isinstance(block, Box)
    ]


def wrong(expected: Iterable[object], found: Iterable[object]) -> int:
    """How many are missing or too many."""
    a, b = Counter(expected), Counter(found)
    return sum((a - b).values()) + sum((b - a).values())


def assert_same(plan: Plan, back: Plan) -> None:
    assert numbered(back) == numbered(plan)
    assert [section.kind for section in back.sections] == [section.kind for section in plan.sections]
    assert wrong(texts(plan), texts(back)) <= 0.03 * len(texts(plan))
    assert tables(back) == tables(plan)
    assert boxes(back) == boxes(plan)
    assert [n.text for s in back.sections for n in s.footnotes] == [n.text for s in plan.sections for n in s.footnotes]
    assert back.front.title == plan.front.title
    assert (back.front.issuers, back.front.doc_number) == (plan.front.issuers, plan.front.doc_number)
    assert back.front.issued_on == plan.front.issued_on


def test_the_sample_comes_back(tmp_path: Path) -> None:
    plan = sample_draft()
    back = printed(plan, tmp_path)
    assert_same(plan, back)
    assert [term.term for term in back.glossary] == [term.term for term in plan.glossary]
    entries = {HUNG.sub("", entry) for entry in back.toc}
    assert {HUNG.sub("", path + title) for path, title, level in numbered(plan) if level == 1} <= entries


@pytest.mark.references
@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_a_reference_comes_back(references: Path, number: str, tmp_path: Path) -> None:
    plan = read_plan(next(references.glob(f"{number}*.txt"))).plan
    assert_same(plan, printed(plan, tmp_path))
