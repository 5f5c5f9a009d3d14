"""The five reference plans: every section, box, table, footnote and front-matter fact.

The expected facts (numbers and titles of sections, counts, dates) were checked against the files line by line; of a
title the first 24 characters are kept.
"""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from app.plans.model import Box, Figure, Plan, SectionKind, Table
from app.plans.outline import paths
from app.plans.reading import Reading, read_plan

pytestmark = pytest.mark.references

FILES = {"qingdao-xihaian": "000_", "jinan": "001_", "xining": "002_", "zhoushan": "003_", "qinghai": "004_"}
OUTLINES: dict[str, dict[str, Any]] = json.loads(
    (Path(__file__).parent / "reference_outlines.json").read_text(encoding="utf-8")
)
KEPT = 24


@cache
def reading(folder: Path, plan_id: str) -> Reading:
    return read_plan(next(folder.glob(f"{FILES[plan_id]}*.txt")))


def titles(plan: Plan, kind: SectionKind) -> list[list[str]]:
    return [
        [path if kind is SectionKind.NUMBERED else path.rpartition("/")[0], section.title[:KEPT]]
        for section, path in zip(plan.sections, paths(plan.sections), strict=True)
        if section.kind is kind
    ]


def tables(plan: Plan) -> list[Table]:
    found: list[Table] = []
    for section in plan.sections:
        for block in section.blocks:
            inner = block.blocks if isinstance(block, Box) else (block,)
            found.extend(table for table in inner if isinstance(table, Table))
    return found


@pytest.mark.parametrize("plan_id", FILES)
@pytest.mark.parametrize("kind", ["numbered", "item", "lead"])
def test_every_section_is_found_and_no_other(references: Path, plan_id: str, kind: str) -> None:
    assert titles(reading(references, plan_id).plan, SectionKind(kind)) == OUTLINES[plan_id][kind]


@pytest.mark.parametrize("plan_id", FILES)
def test_levels_follow_the_numbering(references: Path, plan_id: str) -> None:
    plan = reading(references, plan_id).plan
    for section, path in zip(plan.sections, paths(plan.sections), strict=True):
        if section.kind is SectionKind.NUMBERED:
            assert section.level == path.count("/") + 1, path


@pytest.mark.parametrize(
    ("plan_id", "expected"),
    [
        ("qingdao-xihaian", {"boxes": 2, "tables": [(5, 7)], "figures": 0, "notes": 0, "terms": 0, "toc": 0}),
        ("jinan", {"boxes": 12, "tables": [(4, 14)], "figures": 0, "notes": 1, "terms": 10, "toc": 26}),
        ("xining", {"boxes": 0, "tables": [(4, 9)], "figures": 0, "notes": 0, "terms": 0, "toc": 56}),
        ("zhoushan", {"boxes": 5, "tables": [(4, 7), (3, 2), (4, 11)], "figures": 1, "notes": 0, "terms": 0, "toc": 0}),
        ("qinghai", {"boxes": 0, "tables": [], "figures": 0, "notes": 4, "terms": 0, "toc": 34}),
    ],
)
def test_every_element_is_found(references: Path, plan_id: str, expected: dict[str, object]) -> None:
    plan = reading(references, plan_id).plan
    blocks = [block for section in plan.sections for block in section.blocks]
    assert {
        "boxes": sum(isinstance(block, Box) for block in blocks),
        "tables": [(len(table.header), len(table.rows)) for table in tables(plan)],
        "figures": sum(isinstance(block, Figure) for block in blocks),
        "notes": sum(len(section.footnotes) for section in plan.sections),
        "terms": len(plan.glossary),
        "toc": len(plan.toc),
    } == expected


@pytest.mark.parametrize(
    ("plan_id", "under"),
    [
        ("qingdao-xihaian", "专栏1:三/（一）/1 专栏2:三/（一）/2"),
        ("zhoushan", "专栏一:一/（一）/6 专栏二:一/（三）/2 专栏三:二/（二）/2 专栏四:三/（一）/1 专栏五:三/（二）/4"),
    ],
)
def test_boxes_stand_under_their_section(references: Path, plan_id: str, under: str) -> None:
    plan = reading(references, plan_id).plan
    assert under.split() == [
        f"{block.label}:{path}"
        for section, path in zip(plan.sections, paths(plan.sections), strict=True)
        for block in section.blocks
        if isinstance(block, Box)
    ]


@pytest.mark.parametrize(
    ("plan_id", "under"),
    [
        ("jinan", "¹:一/（一）/1/（1）"),
        ("qinghai", "①:第一章/一 ②:第一章/一/（一） ③:第一章/一/（一） ④:第一章/二/（二）/机构改革步伐加快"),
    ],
)
def test_footnotes_stand_where_their_mark_is(references: Path, plan_id: str, under: str) -> None:
    plan = reading(references, plan_id).plan
    assert under.split() == [
        f"{note.mark}:{path}"
        for section, path in zip(plan.sections, paths(plan.sections), strict=True)
        for note in section.footnotes
    ]


FRONT = {
    "qingdao-xihaian": ("青岛西海岸新区", 1, "青西新管办字〔2022〕15号", date(2022, 4, 15), None, None, 2020, 2, 0, 1),
    "jinan": ("济南市", 1, "济政办字〔2021〕44号", date(2021, 10, 25), date(2021, 10, 25), None, 2020, 1, 2, 2),
    "xining": ("西宁市", 1, "宁政办〔2022〕23号", date(2022, 3, 4), date(2022, 3, 9), None, 2020, 1, 2, 1),
    "zhoushan": ("舟山市", 2, None, date(2021, 12, 27), None, None, 2020, 1, 0, 0),
    "qinghai": ("青海省", 1, None, date(2021, 12, 24), None, date(2022, 1, 3), None, 1, 0, 0),
}


@pytest.mark.parametrize("plan_id", FILES)
def test_front_matter(references: Path, plan_id: str) -> None:
    front = reading(references, plan_id).plan.front
    assert FRONT[plan_id] == (
        front.region,
        len(front.issuers),
        front.doc_number,
        front.issued_on,
        front.printed_on,
        front.published_on,
        front.base_year,
        len(front.recipients),
        len(front.copied_to),
        len(front.remarks),
    )
    assert front.period == (2021, 2025)
    assert front.title.startswith(front.region or "-")
    assert " " not in front.title
    assert len(front.notice) == 1


def test_cells_keep_their_place(references: Path) -> None:
    (jinan,) = tables(reading(references, "jinan").plan)
    assert jinan.rows[0] == ("一、总体目标", "", "", "")
    assert jinan.rows[5][1:] == ("45", "85左右", "—")
    (xining,) = tables(reading(references, "xining").plan)
    assert (xining.label, xining.rows[0][1:]) == ("表1", ("230*", "255", "（2.0）"))
    assert len(xining.notes) == 2
    matrix = tables(reading(references, "zhoushan").plan)[1]
    assert [row[0][:2] for row in (matrix.header, *matrix.rows)] == ["", "优势", "劣势"]


def test_only_the_real_slip_of_a_contents_page_is_doubted(references: Path) -> None:
    doubts = {plan_id: len(reading(references, plan_id).warnings) for plan_id in FILES}
    assert doubts == {"qingdao-xihaian": 0, "jinan": 1, "xining": 0, "zhoushan": 0, "qinghai": 0}


@pytest.mark.parametrize("plan_id", FILES)
def test_no_paragraph_is_left_cut(references: Path, plan_id: str) -> None:
    for section in reading(references, plan_id).plan.sections:
        for block in section.blocks:
            text = getattr(block, "text", "。")
            assert text[-1] in "。：", text[-20:]
