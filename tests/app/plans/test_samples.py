"""Whole sample plans against the structure written down beside them.

A sample is any file under tests/samples with a .json of the same name beside it.
"""

from __future__ import annotations

import codecs
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from app.plans.model import Block, Box, Figure, Paragraph, Table
from app.plans.outline import paths
from app.plans.reading import Reading, read_plan, read_text
from tests.samples.formats.build import build

FOLDER = Path(__file__).parents[2] / "samples"
SAMPLES = sorted(
    str(file.relative_to(FOLDER))
    for file in FOLDER.rglob("*")
    if file.suffix not in {".json", ".toml"} and file.with_suffix(".json").is_file()
)
TEXTS = [name for name in SAMPLES if name.endswith((".txt", ".md")) and not name.startswith("formats")]
NUMBERED = [name for name in TEXTS if "styled" not in name and "markup" not in name]


def block_facts(block: Block) -> Any:
    match block:
        case Paragraph(text=text):
            return text
        case Table():
            return {
                "table": [block.label, block.caption],
                "rows": [list(block.header), *map(list, block.rows)],
                "notes": list(block.notes),
            }
        case Box():
            return {"box": [block.label, block.title], "blocks": [block_facts(inner) for inner in block.blocks]}
        case Figure():
            return {"figure": [block.label, block.caption], "labels": list(block.labels)}


def facts(reading: Reading) -> dict[str, Any]:
    """What was read as plain data, in the form of the .json files beside the samples."""
    plan = reading.plan
    return {
        "front": json.loads(json.dumps(asdict(plan.front), default=str)),
        "toc": list(plan.toc),
        "sections": [
            {
                "path": path,
                "title": section.title,
                "kind": str(section.kind),
                "level": section.level,
                "style": str(section.style),
                "run_in": section.run_in,
                "line": section.line,
                "blocks": [block_facts(block) for block in section.blocks],
                "footnotes": [[note.mark, note.text] for note in section.footnotes],
            }
            for section, path in zip(plan.sections, paths(plan.sections), strict=True)
        ],
        "glossary": [[entry.term, entry.definition] for entry in plan.glossary],
        "not_taken": [entry.what for entry in plan.not_taken],
        "doubts": list(reading.warnings),
    }


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_read_as_written_down_beside_it(samples: Path, name: str) -> None:
    expected = json.loads((samples / name).with_suffix(".json").read_text(encoding="utf-8"))
    read = facts(read_plan(samples / name))
    for part in expected:
        assert read[part] == expected[part], part
    assert read.keys() == expected.keys()


def test_the_samples_of_formats_are_what_their_script_builds(samples: Path) -> None:
    for name, data in build().items():
        assert (samples / "formats" / name).read_bytes() == data, name


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize(
    ("encoding", "mark", "found"),
    [
        ("utf-8", codecs.BOM_UTF8, "utf-8"),
        ("gb18030", b"", "gb18030"),
        ("utf-16-le", codecs.BOM_UTF16_LE, "utf-16-le"),
        ("utf-16-be", codecs.BOM_UTF16_BE, "utf-16-be"),
        ("utf-16-le", b"", "utf-16-le"),
        ("utf-16-be", b"", "utf-16-be"),
    ],
)
def test_encodings_and_line_ends_make_no_difference(
    samples: Path, tmp_path: Path, name: str, encoding: str, mark: bytes, found: str
) -> None:
    text = (samples / name).read_text(encoding="utf-8")
    file = tmp_path / Path(name).name
    file.write_bytes(mark + text.replace("\n", "\r\n").encode(encoding))
    reading = read_plan(file)
    assert reading.plan.source is not None
    assert reading.plan.source.encoding == found
    assert facts(reading) == facts(read_text(text, Path(name).stem))


@pytest.mark.parametrize("name", NUMBERED)
def test_markdown_marks_and_indents_make_no_difference_to_the_outline(samples: Path, name: str) -> None:
    text = (samples / name).read_text(encoding="utf-8")
    plain = "\n".join(
        line if "\t" in line or line.startswith("|") else f"　　{line.lstrip('# ')}" if line else line
        for line in text.split("\n")
    )
    outline = [(entry["path"], entry["title"], entry["level"]) for entry in facts(read_text(text, name))["sections"]]
    assert outline == [
        (entry["path"], entry["title"], entry["level"]) for entry in facts(read_text(plain, name))["sections"]
    ]
