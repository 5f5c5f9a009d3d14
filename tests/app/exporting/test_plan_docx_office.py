"""What LibreOffice makes of the written plan, measured on the page: lines, characters, places, faces, rules."""

from __future__ import annotations

import dataclasses
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pdfplumber
import pytest

from app.exporting import plan_docx
from app.exporting.measure import em_width
from app.exporting.oxml import NAMESPACES
from app.plans.model import FrontMatter, NumberStyle, Paragraph, Plan, Section

pytestmark = pytest.mark.office

MM = 25.4 / 72
LEFT, RIGHT, TOP, BOTTOM = 28.0, 184.0, 37.0, 262.0


@dataclasses.dataclass(frozen=True)
class Row:
    """A line of text: its baseline from the top, both ends, in mm."""

    text: str
    y: float
    x0: float
    x1: float
    faces: frozenset[str]


def rows(page: Any) -> list[Row]:
    lines: dict[float, list[Any]] = defaultdict(list)
    for char in page.chars:
        if char["text"].strip():
            lines[round((float(page.height) - char["matrix"][5]) * 2) / 2].append(char)
    return [
        Row(
            "".join(char["text"] for char in chars),
            y * MM,
            min(char["x0"] for char in chars) * MM,
            max(char["x1"] for char in chars) * MM,
            frozenset(char["fontname"].partition("+")[2] for char in chars),
        )
        for y, chars in sorted(lines.items())
    ]


@pytest.fixture(scope="module")
def written(full_plan: Plan, created: datetime, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("office") / "plan.docx"
    plan_docx.write(full_plan, path, created=created)
    return path


@pytest.fixture(scope="module")
def pages(written: Path, to_pdf: Callable[[Path], Path]) -> Iterator[Sequence[Any]]:
    with pdfplumber.open(to_pdf(written)) as pdf:
        yield pdf.pages


def body(page: Any) -> list[Row]:
    return [row for row in rows(page) if row.y < BOTTOM]


def full_pages(pages: Sequence[Any]) -> list[list[Row]]:
    """Pages of running text only: no rules, no notes, full to the foot."""
    plain = [body(page) for page in pages if not page.rects and not page.lines]
    return [lines for lines in plain if len(lines) > 20 and lines[-1].y > 255]


def test_pages_are_a4(pages: Sequence[Any]) -> None:
    assert {(round(page.width * MM), round(page.height * MM)) for page in pages} == {(210, 297)}


def test_a_full_page_has_22_lines_inside_the_type_area(pages: Sequence[Any]) -> None:
    full = full_pages(pages)
    assert len(full) >= 4
    for lines in full:
        assert len(lines) == 22
        gaps = [(after.y - before.y) / MM for before, after in pairwise(lines)]
        assert max(gaps) == pytest.approx(28.95, abs=0.6)
        assert min(line.x0 for line in lines) == pytest.approx(LEFT, abs=0.3)
        assert max(line.x1 for line in lines) <= RIGHT + 0.3


def test_a_full_line_has_28_characters(pages: Sequence[Any]) -> None:
    widths = [em_width(line.text) for lines in full_pages(pages) for line in lines if line.x1 > RIGHT - 2]
    unindented = [width for width in widths if width > 26]
    assert max(unindented) == 28
    assert sum(width >= 27 for width in unindented) > len(unindented) * 0.9


def test_paragraphs_open_two_characters_in(pages: Sequence[Any]) -> None:
    heading = next(row for page in pages[3:] for row in body(page) if row.text.startswith("（二）服务仍有短板"))
    assert heading.x0 == pytest.approx(LEFT + 11.3, abs=0.6)


def test_page_numbers_stand_outside_below_the_type_area(pages: Sequence[Any]) -> None:
    for number, page in enumerate(pages, 1):
        feet = [row for row in rows(page) if row.y > BOTTOM]
        if number == 2:  # the cover
            assert feet == []
            continue
        assert [row.text for row in feet] == [f"—{number}—"]
        if number % 2:
            assert feet[0].x1 == pytest.approx(RIGHT - 4.9, abs=0.4)
        else:
            assert feet[0].x0 == pytest.approx(LEFT + 4.9, abs=0.4)
        assert feet[0].y == pytest.approx(270.3, abs=0.6)


def test_contents_agree_with_headings_and_pages(pages: Sequence[Any], written: Path) -> None:
    paragraphs = docx.Document(str(written)).paragraphs
    entries = [p.text.rsplit("\t", 1) for p in paragraphs if p.style is not None and p.style.name.startswith("toc")]
    assert len(entries) == 10
    texts = [re.sub(r"\s", "", page.extract_text()) for page in pages]
    for title, number in entries:
        assert re.sub(r"\s", "", title) in texts[int(number) - 1], title
    shown = re.sub(r"[.\s]", "", pages[2].extract_text())
    assert all(re.sub(r"[.\s]", "", title + number) in shown for title, number in entries)


def test_a_long_table_repeats_its_head(pages: Sequence[Any], full_plan: Plan) -> None:
    heads = [page for page in pages if any(row.text == "工程投资（亿元）完成年份" for row in rows(page))]
    assert len(heads) == 4
    texts = "".join(row.text for page in heads for row in rows(page))
    assert all(f"第{number}项工程" in texts for number in range(1, 61))


def test_a_box_is_grey_and_as_wide_as_the_text(pages: Sequence[Any]) -> None:
    boxes = [
        rect
        for page in pages
        for rect in page.rects
        if rect["non_stroking_color"] == pytest.approx((0.949,) * 3, abs=0.01)
    ]
    assert boxes
    for box in boxes:
        assert box["x0"] * MM == pytest.approx(LEFT, abs=0.3)
        assert box["x1"] * MM == pytest.approx(RIGHT, abs=0.3)


def test_the_red_head_stands_where_it_should(pages: Sequence[Any]) -> None:
    first = pages[0]
    red = [char for char in first.chars if char["non_stroking_color"] == (1, 0, 0)]
    assert "".join(char["text"] for char in red) == "青岚市人民政府办公厅文件"
    rules = [
        line
        for line in (*first.lines, *first.rects)
        if (1, 0, 0) in (line["stroking_color"], line["non_stroking_color"])
    ]
    assert min(rule["x0"] for rule in rules) * MM == pytest.approx(LEFT, abs=0.2)
    assert max(rule["x1"] for rule in rules) * MM == pytest.approx(RIGHT, abs=0.2)
    number = next(row for row in rows(first) if row.text == "青政办发〔2022〕7号")
    assert min(rule["top"] for rule in rules) * MM - number.y == pytest.approx(5.0, abs=0.6)  # 4 mm below its ink
    assert all(not any(c["non_stroking_color"] == (1, 0, 0) for c in page.chars) for page in pages[1:])


def test_the_signature_keeps_its_distances(pages: Sequence[Any]) -> None:
    found = rows(pages[0])
    name = [row for row in found if row.text == "青岚市人民政府办公厅"][-1]
    day = next(row for row in found if row.text == "2022年3月9日")
    assert name.x1 == pytest.approx(RIGHT - 11.1, abs=0.6)
    assert day.x0 - name.x0 == pytest.approx(11.1, abs=0.3)


def test_the_imprint_closes_an_even_last_page(pages: Sequence[Any]) -> None:
    last = pages[-1]
    assert len(pages) % 2 == 0
    rules = sorted(line["top"] * MM for line in last.lines)
    assert len(rules) == 3
    assert rules[-1] == pytest.approx(BOTTOM, abs=0.4)
    copies = [row for row in body(last) if row.text.startswith("抄送：")]
    assert copies[0].x0 == pytest.approx(LEFT + 4.9, abs=0.3)
    foot = body(last)[-1]
    assert foot.text == "青岚市人民政府办公厅2022年3月11日印发"
    assert (foot.x0, foot.x1) == (pytest.approx(LEFT + 4.9, abs=0.3), pytest.approx(RIGHT - 4.9, abs=0.3))


def test_without_room_the_imprint_follows_on_an_even_page_and_blank_pages_have_no_number(
    front: FrontMatter, to_pdf: Callable[[Path], Path], tmp_path: Path
) -> None:
    short = dataclasses.replace(front, compiler=None, cover_date=None)

    def plan(lines: int) -> Plan:
        paragraphs = (Paragraph("海" * 26),) * lines
        return Plan(short, (Section("发展基础", 1, number="一", style=NumberStyle.HAN, blocks=paragraphs),))

    # notice, contents, then a page with 18 lines below title and heading, and a full one
    lines = next(
        n for n in range(30, 60) if len(plan_docx.compose(plan(n))["document"].findall(".//w:sectPr", NAMESPACES)) > 1
    )
    path = tmp_path / "imprint.docx"
    plan_docx.write(plan(lines), path)
    with pdfplumber.open(to_pdf(path)) as pdf:
        assert len(pdf.pages) == 6
        assert [bool([row for row in rows(page) if row.y > BOTTOM]) for page in pdf.pages] == [True] * 4 + [False] * 2
        assert rows(pdf.pages[4]) == []
        assert any(row.text.startswith("抄送") for row in rows(pdf.pages[5]))


def test_the_footnote_is_at_the_foot_with_its_mark(pages: Sequence[Any]) -> None:
    page = next(page for page in pages if "含分行级机构" in page.extract_text())
    assert "含分行级机构" in body(page)[-1].text
    assert sum(char["text"] == "①" for char in page.chars) == 2


def test_every_level_has_its_face(pages: Sequence[Any]) -> None:
    def faces(start: str) -> str:
        row = next(row for page in pages[3:] for row in rows(page) if row.text.startswith(start))
        return " ".join(sorted(row.faces))

    if "NotoSansCJK" not in faces("青岚市地处海湾"):
        pytest.skip("the stand-in faces are not installed")
    assert "NotoSansCJKjp-Regular" in faces("青岚市地处海湾")
    assert "NotoSansCJKjp-Bold" in faces("一、发展基础")
    assert "NotoSerifCJKjp-Regular" in faces("（二）服务仍有短板")
    assert "NotoSansCJKjp-Regular" in faces("1.信贷")
    assert "NotoSerifCJKjp-Bold" in faces("青岚市“十四五”金融业发展规划")


def test_chapters_and_no_front_matter(chapter_plan: Plan, to_pdf: Callable[[Path], Path], tmp_path: Path) -> None:
    path = tmp_path / "chapters.docx"
    plan_docx.write(chapter_plan, path)
    with pdfplumber.open(to_pdf(path)) as pdf:
        texts = [re.sub(r"\s", "", page.extract_text()) for page in pdf.pages]
        assert texts[0].startswith("青岚市“十四五”金融业发展规划目录第一章发展环境")
        assert texts[1].startswith("第一章发展环境")
        (heading,) = [row for page in pdf.pages[1:] for row in rows(page) if row.text == "第二章保障措施"]
        assert (heading.x0 + heading.x1) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=0.5)
