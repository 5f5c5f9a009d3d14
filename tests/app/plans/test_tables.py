"""Tables of every form that text files hold."""

from __future__ import annotations

import pytest

from app.plans.html_tables import rows_of
from app.plans.model import Table
from app.plans.reading import read_text
from tests.app.plans.typed import read_tables

HEAD = ("指标", "2020年", "2025年")
ROWS = (("存款（亿元）", "100", "200"), ("贷款（亿元）", "90", "180左右"))
TABBED = "指 标\t2020 年\t2025 年\n存款（亿元）\t100\t200\n贷款（亿元）\t90\t180 左右\n"
BROKEN = "指标\t2020年\t2025年\n存款（亿元）\t100\t200\n{}贷款（亿元）\t90\t180左右\n"


@pytest.mark.parametrize(
    "text",
    [
        TABBED,
        "\t指 标\n\t2020 年\n\t2025 年\n\n\t存款\n（亿元）\n\t100\n\t200\n\n\t贷款（亿元）\n\t90\n\t180 左右\n\n\n",
        "| 指标 | 2020年 | 2025年 |\n|:--|--:|--:|\n| 存款（亿元） | 100 | 200 |\n| 贷款（亿元） | 90 | 180 左右 |\n",
        "<table><tr><th>指 标</th><th>2020年</th><th>2025年</th></tr><tr><td>存款（亿元）</td><td>100</td><td>200</td>"
        "</tr><tr><td>贷款（亿元）</td><td>90</td><td>180左右</td></tr></table>",
        BROKEN.format("\n指标\t2020年\t2025年\n"),
        BROKEN.format("\n- 7 -\n\n"),
        BROKEN.format("续表1\n指标\t2020年\t2025年\n"),
    ],
)
def test_every_form_gives_the_same_cells(text: str) -> None:
    tables, lines = read_tables(f"前文。\n\n表 1：主要指标\n{text}\n后文。")
    (table,) = tables
    assert (table.label, table.caption) == ("表1", "主要指标")
    assert (table.header, table.rows) == (HEAD, ROWS)
    assert lines == ["前文。", "后文。"]


@pytest.mark.parametrize(
    ("above", "label", "caption"),
    [
        ("表 “十四五”指标", "表", "“十四五”指标"),
        ("表2-1 指标", "表2-1", "指标"),
        ("“十四五”主要指标", None, "“十四五”主要指标"),
        ("这是一句话。", None, None),
        ("指标如下：", None, None),
        ("一、指标", None, None),
        ("专栏1 指标", None, None),
    ],
)
def test_a_caption_is_a_short_line_above_and_no_sentence(above: str, label: str | None, caption: str | None) -> None:
    (table,), lines = read_tables(f"{above}\n{TABBED}")
    assert (table.label, table.caption) == (label, caption)
    assert bool(lines) == (caption is None)


def test_unit_notes_and_sources_belong_to_the_table() -> None:
    (table,), lines = read_tables(
        f"表1 指标\n单位：亿元\n{TABBED}注：*为预测数，\n其余为实数。\n资料来源：统计局。\n后文。"
    )
    assert table.caption == "指标"
    assert table.notes == ("单位：亿元", "注：*为预测数，其余为实数。", "资料来源：统计局。")
    assert lines == ["后文。"]


def test_group_rows_and_merged_cells_keep_their_place() -> None:
    (table,), _ = read_tables("类\t名\t值\n一、总量\t\t\n甲\t乙\t1\n\t丙\t2\n")
    assert table.rows == (("一、总量", "", ""), ("甲", "乙", "1"), ("", "丙", "2"))


def test_a_short_row_is_filled_up() -> None:
    (table,), _ = read_tables("名\t值\t注\n甲\t1\n乙\t2\t三\n")
    assert table.rows == (("甲", "1", ""), ("乙", "2", "三"))


def test_two_different_tables_stay_two() -> None:
    tables, lines = read_tables(f"{TABBED}\n中间一句。\n\n名\t值\t注\n甲\t1\t2\n")
    assert [len(table.rows) for table in tables] == [2, 1]
    assert lines == ["中间一句。"]


def test_indented_paragraphs_are_no_table() -> None:
    text = "".join(f"\t第{i}段话写得很长很长，一直写到句号才肯停下来。\n\n" for i in range(6))
    tables, lines = read_tables(text)
    assert tables == []
    assert len(lines) == 6


def test_text_right_behind_cells_is_not_swallowed() -> None:
    (table,), lines = read_tables("\t名\n\t值\n\n\t甲\n\t1\n二、任务\n话。")
    assert table.rows == (("甲", "1"),)
    assert lines == ["二、任务", "话。"]


def test_spans_in_html_leave_empty_cells() -> None:
    html = "<table><tr><td rowspan='2'>类</td><td colspan=2>值</td></tr><tr><td>a</td><td>b</td></tr></table>"
    assert rows_of(html) == [("类", "值", ""), ("", "a", "b")]


@pytest.mark.parametrize(
    "html", ["<table>", "<table><td>x", "<table><tr><td rowspan=999999 colspan=999999>x</table>", ""]
)
def test_broken_html_is_bounded(html: str) -> None:
    assert sum(map(len, rows_of(html))) <= 100


def test_notes_that_are_counted_are_notes_down_to_the_last() -> None:
    plan = read_text(
        "一、目标\n（一）数字\n1.看表。见下。\n表1 主要指标\n指标\t2020年\t2025年\n存款（亿元）\t10\t20\n"
        "注：1.存款含外币。\n2.贷款不含境外。\n（二）次序\n二、任务\n三、保障\n",
        "某",
    ).plan
    tables = [block for section in plan.sections for block in section.blocks if isinstance(block, Table)]
    assert [table.notes for table in tables] == [("注：1.存款含外币。", "2.贷款不含境外。")]
    assert [section.number for section in plan.sections] == ["一", "（一）", "1", "（二）", "二", "三"]
