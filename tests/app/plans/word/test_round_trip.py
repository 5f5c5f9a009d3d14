"""What our own exporter writes is read back as it was, straight and after LibreOffice had it in its hands."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from app.drafting.sample import sample_draft
from app.exporting.plan_docx import write
from app.plans.model import Block, Box, Figure, FrontMatter, NumberStyle, Paragraph, Plan, Section, SectionKind, Table
from app.plans.reading import read_plan
from app.plans.word.reader import read_docx

PLANS = (*range(5), "sample")


@cache
def plan_of(which: int | str, folder: Path) -> Plan:
    """The reference plan at an index, or the sample draft."""
    if which == "sample":
        return sample_draft()
    return read_plan(sorted(folder.glob("*.txt"))[int(which)]).plan


def facts(plan: Plan) -> list[dict[str, Any]]:
    """What of a plan's sections must survive: everything but places and ids."""
    return [
        {
            "number": section.number, "title": section.title, "level": section.level, "kind": section.kind,
            "style": section.style, "run_in": section.run_in, "blocks": [block_facts(b) for b in section.blocks],
            "footnotes": [(note.mark, note.text) for note in section.footnotes],
        }
        for section in plan.sections
    ]  # fmt: skip


def block_facts(block: Block) -> Any:
    match block:
        case Paragraph(text=text):
            return text
        case Table():
            return (block.label, block.caption, block.header, block.rows, block.notes)
        case Box():
            return (block.label, block.title, [block_facts(inner) for inner in block.blocks])
        case Figure():
            return (block.label, block.caption, block.labels)


def same(read: Plan, plan: Plan) -> None:
    for found, expected in zip(facts(read), facts(plan), strict=True):
        assert found == expected
    assert read.glossary == plan.glossary
    # what a web page says of a document is not part of it
    assert replace(read.front, published_on=None) == replace(plan.front, published_on=None)


@pytest.mark.references
@pytest.mark.parametrize("which", PLANS)
def test_what_is_exported_is_read_back(which: int | str, references: Path, tmp_path: Path) -> None:
    plan = plan_of(which, references)
    write(plan, tmp_path / "a.docx")
    reading = read_docx((tmp_path / "a.docx").read_bytes(), "a")
    same(reading.plan, plan)
    assert not [warning for warning in reading.warnings if "目录中的" in warning]


def test_the_sample_draft_is_read_back(tmp_path: Path) -> None:
    plan = sample_draft()
    write(plan, tmp_path / "a.docx")
    same(read_docx((tmp_path / "a.docx").read_bytes(), "a").plan, plan)


def test_boxes_tables_and_figures_of_every_shape_are_read_back(tmp_path: Path) -> None:
    table = Table("机构情况", ("机构", "家数", ""), (("银行", "12", "户"), ("", "3", "")), ("注：按法人口径。",), "表1")
    bare = Table(None, ("甲", "乙"), (("丙", "丁"),))
    blocks = (
        Paragraph("先说一句。"),
        table,
        bare,
        replace(bare, header=("戊", "己")),
        Box("专栏1", "只有文字", (Paragraph("1.第一件。做实。"), Paragraph("2.第二件。做细。"))),
        Box("专栏2", "只有表格", (bare,)),
        Box("专栏3", "有文有表", (Paragraph("情况如下。"), table, Paragraph("以上。"), bare)),
        Figure("空间布局", "图1", ("核心区", "拓展区")),
        Figure("增长情况", "图2"),
        Paragraph("后说一句。"),
    )
    heads = [
        Section(title, 1, SectionKind.NUMBERED, number, NumberStyle.HAN, blocks=blocks if number == "三" else ())
        for number, title in (("一", "发展基础"), ("二", "总体要求"), ("三", "重点任务"), ("四", "保障措施"))
    ]
    plan = Plan(FrontMatter("云岫市金融业发展规划"), tuple(heads))
    write(plan, tmp_path / "a.docx")
    read = read_docx((tmp_path / "a.docx").read_bytes(), "a").plan
    assert facts(read) == facts(plan)


@pytest.fixture(scope="module")
def converted(references: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The exported plans in LibreOffice's own .docx, and in .docx that it made from its .doc."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("word")
    for which in PLANS:
        write(plan_of(which, references), folder / f"{which}.docx")

    def convert(kind: str, source: Path, target: Path) -> None:
        command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
        files = [str(file) for file in sorted(source.glob("*.doc*"))]
        subprocess.run([*command, "--convert-to", kind, "--outdir", str(target), *files],
                       check=True, capture_output=True, timeout=240)  # fmt: skip

    convert("docx", folder, folder / "resaved")
    convert("doc", folder, folder / "doc")
    convert("docx", folder / "doc", folder / "from_doc")
    return folder


@pytest.mark.office
@pytest.mark.references
@pytest.mark.parametrize("which", PLANS)
@pytest.mark.parametrize("way", ["resaved", "from_doc"])
def test_what_libreoffice_saved_again_is_read_back(
    which: int | str, way: str, converted: Path, references: Path
) -> None:
    read = read_docx((converted / way / f"{which}.docx").read_bytes(), "a").plan
    same(read, plan_of(which, references))
