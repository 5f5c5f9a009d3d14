"""专栏 that hold text and tables."""

from __future__ import annotations

from dataclasses import replace

from app.exporting.boxes import box
from app.exporting.footnotes_part import Footnotes
from app.exporting.oxml import NAMESPACES, Element, qualified, text_of
from app.plans.model import Box, Paragraph, Table

HEADER = ("指标", "单位", "目标")


def table_of(rows: int) -> Table:
    return Table("主要指标", HEADER, tuple((f"第{i}项", "亿元", str(i)) for i in range(rows)), label="表1")


def frame(*blocks: Paragraph | Table) -> Element:
    return next(
        element for element in box(Box("专栏1", "重点工程", blocks), Footnotes()) if element.tag.endswith("}tbl")
    )


def is_whole(row: Element) -> bool:
    return row.find("w:trPr/w:cantSplit", NAMESPACES) is not None


def test_a_short_table_in_a_box_is_not_parted_from_its_caption() -> None:
    _, text, table = frame(Paragraph("建设三个平台。"), table_of(3)).findall(qualified("tr"))
    assert (text_of(text), is_whole(text)) == ("建设三个平台。", False)
    assert text_of(table).startswith("表1　主要指标")
    assert is_whole(table)


def test_caption_and_notes_of_a_box_that_is_only_a_table_stand_in_its_frame() -> None:
    """The caption is repeated with the title and the head: rows of a head follow each other from the first on."""
    noted = replace(table_of(3), notes=("注：按当年价格计算。",))
    outside = [text_of(part) for part in box(Box("专栏1", "重点工程", (noted,)), Footnotes()) if part.tag[-2:] == "}p"]
    assert outside == ["", ""]
    rows = frame(noted).findall(qualified("tr"))
    assert [text_of(row) for row in rows[:3]] == ["专栏1　重点工程", "表1　主要指标", "指标单位目标"]
    assert all(row.find("w:trPr/w:tblHeader", NAMESPACES) is not None for row in rows[:3])
    assert text_of(rows[-1]) == "注：按当年价格计算。"
    assert rows[-1].find("w:trPr/w:tblHeader", NAMESPACES) is None


def test_a_long_table_in_a_box_may_break() -> None:
    *_, table = frame(Paragraph("建设三个平台。"), table_of(40)).findall(qualified("tr"))
    assert not is_whole(table)


def test_paragraphs_that_follow_each_other_share_a_row() -> None:
    rows = frame(Paragraph("一是建平台。"), Paragraph("二是引人才。"), table_of(2), Paragraph("三是强监管。"))
    assert [text_of(row)[:6] for row in rows.findall(qualified("tr"))[1:]] == [
        "一是建平台。",
        "表1　主要指",
        "三是强监管。",
    ]
