"""The parts of a written plan against kept ones.

After a wanted change: `UPDATE_GOLDEN=1 .venv/bin/pytest tests/app/exporting/test_golden_plan.py`, then read the diff.
"""

from __future__ import annotations

import dataclasses
import os
from datetime import datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree

from app.exporting import plan_docx
from app.plans.model import Block, Box, Paragraph, Plan, Table

GOLDEN = Path(__file__).parents[2] / "golden" / "plan_docx"
PARTS = ("document", "styles", "settings", "fontTable", "footnotes", "footer1", "footer2", "footer3", "footer4")


def shortened(block: Block) -> Block:
    """Enough of a block to see its form."""
    match block:
        case Paragraph(text=text):
            return Paragraph(text[:40])
        case Table(rows=rows):
            return dataclasses.replace(block, rows=rows[:4])
        case Box(blocks=blocks):
            return dataclasses.replace(block, blocks=tuple(shortened(inner) for inner in blocks))  # type: ignore[misc]
        case _:
            return block


def pretty(content: bytes) -> str:
    root = etree.fromstring(content, etree.XMLParser(remove_blank_text=True))
    return etree.tostring(root, pretty_print=True, encoding="unicode")


@pytest.fixture(scope="module")
def archive(full_plan: Plan, created: datetime, tmp_path_factory: pytest.TempPathFactory) -> ZipFile:
    sections = tuple(
        dataclasses.replace(section, blocks=tuple(map(shortened, section.blocks))) for section in full_plan.sections
    )
    path = tmp_path_factory.mktemp("golden") / "plan.docx"
    plan_docx.write(dataclasses.replace(full_plan, sections=sections), path, created=created)
    return ZipFile(path)


@pytest.mark.parametrize("part", PARTS)
def test_a_part_is_as_kept(archive: ZipFile, part: str) -> None:
    written, kept = pretty(archive.read(f"word/{part}.xml")), GOLDEN / f"{part}.xml"
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.mkdir(parents=True, exist_ok=True)
        kept.write_text(written, "utf-8")
    assert written == kept.read_text("utf-8")


def test_no_part_is_unwatched(archive: ZipFile) -> None:
    names = {name[5:-4] for name in archive.namelist() if name.startswith("word/") and name.endswith(".xml")}
    assert names == set(PARTS)
    archive.close()
