"""Tables drawn, spaced, or pasted a cell on a line; captions, boxes and appendices above them."""

from __future__ import annotations

import pytest

from app.plans.normalise import Dropped, Line, read_lines
from app.plans.tables import doubts, gather
from tests.app.plans.typed import read_tables

HEAD = ("指标", "2020年", "2025年")
ROWS = (("存款（亿元）", "100", "200"), ("贷款（亿元）", "90", "180左右"))


@pytest.mark.parametrize(
    "text",
    [
        "指标\n2020年\n2025年\n存款（亿元）\n100\n200\n贷款\n（亿元）\n90\n180左右\n",
        "指标｜2020年｜2025年\n存款（亿元）｜100｜200\n贷款（亿元）｜90｜180左右\n",
        "│指标│2020年│2025年│\n├──┼──┼──┤\n│存款（亿元）│100│200│\n│贷款（亿元）│90│180左右│\n",
        "+--+--+--+\n|指标|2020年|2025年|\n+--+--+--+\n|存款|100|200|\n|（亿元）| | |\n+--+--+--+\n"
        "|贷款（亿元）|90|180左右|\n+--+\n",
        "指标      2020年   2025年\n存款（亿元）   100   200\n贷款（亿元）   90   180左右\n",
        "指标 | 2020年 | 2025年\n---|:-:|-\n存款（亿元） | 100 | 200\n贷款（亿元） | 90 | 180左右\n",
        "<div><TABLE><tr><td>指标</td><td>2020年</td><td>2025年</td></tr><tr><td>存款（亿元）</td><td>100</td><td>200</td>"
        "</tr><tr><td>贷款（亿元）</td><td>90</td><td>180左右</td></tr></TABLE></div>",
    ],
)
def test_every_form_gives_the_same_cells(text: str) -> None:
    (table,), lines = read_tables(f"前文。\n表1 主要指标\n{text}后文。")
    assert (table.label, table.caption) == ("表1", "主要指标")
    assert (table.header, table.rows) == (HEAD, ROWS)
    assert lines == ["前文。", "后文。"]


def test_bare_cells_keep_groups_and_a_merged_column() -> None:
    cells = "类别 指标 单位 2020年 2025年 属性 总量 存款 亿元 1 2 预期性 贷款 亿元 1 2 预期性 质量 不良率 % 1 2 约束性"
    (table,), _ = read_tables("表1 指标\n" + cells.replace(" ", "\n"))
    assert table.rows[:2] == (("总量", "存款", "亿元", "1", "2", "预期性"), ("", "贷款", "亿元", "1", "2", "预期性"))
    assert table.rows[2][0] == "质量"


def test_bare_cells_end_where_the_pattern_does() -> None:
    (table,), lines = read_tables("表1 指标\n指标\n2020年\n存款\n1\n贷款\n2\n三、任务\n（一）做大\n做强\n")
    assert table.rows == (("存款", "1"), ("贷款", "2"))
    assert lines == ["三、任务", "（一）做大", "做强"]


def test_bare_cells_whose_columns_cannot_be_told_stay_lines_and_are_doubted() -> None:
    cells = "窗口 地点 时间 企业窗口 一楼，左侧 上午 个人窗口 二楼"
    elements = gather(read_lines("表3 服务\n" + cells.replace(" ", "\n"), Dropped()), Dropped())
    assert [e.text for e in elements if isinstance(e, Line)] == ["表3服务", *cells.split()]
    (doubt,) = doubts(elements)
    assert "未能辨认列数" in doubt


@pytest.mark.parametrize(
    "text",
    [
        "首页|政务|规划\n正文一句。\n",
        "甲单位  乙单位\n丙单位  丁单位\n戊单位  己单位\n",
        "第一章  总则\n第二章  任务\n第三章  附则\n",
        "指标体系\n数据治理\n银行\n保险\n证券\n",
        "专栏1 工程\n银行园\n保险园\n基金园\n",
    ],
)
def test_lines_that_are_no_table_stay_lines(text: str) -> None:
    tables, lines = read_tables(text)
    assert tables == []
    assert len(lines) == text.count("\n")


def test_a_head_of_two_rows_printed_again_goes() -> None:
    head = "指标\t2025年\t\n\t目标值\t增速\n"
    (table,), _ = read_tables(f"{head}存款\t1\t2\n\n{head}贷款\t3\t4\n")
    assert table.header == ("指标", "2025年/目标值", "2025年/增速")
    assert table.rows == (("存款", "1", "2"), ("贷款", "3", "4"))


def test_a_unit_and_a_title_in_the_frame_leave_the_rows() -> None:
    (table,), _ = read_tables("表2 指标\t\t\n单位：亿元\t\t\n指标\t2020年\t2025年\n存款\t1\t2\n")
    assert (table.label, table.caption, table.notes) == ("表2", "指标", ("单位：亿元",))
    assert table.rows == (("存款", "1", "2"),)


@pytest.mark.parametrize(
    ("above", "below", "label", "lines"),
    [
        ("附表1 主要指标", "二、任务", "附表1", ["二、任务"]),
        ("附表1 主要指标", "", None, ["附表1主要指标"]),
        ("附件1 主要指标", "二、任务", None, ["附件1主要指标", "二、任务"]),
        ("附件1\n主要指标", "", None, ["附件1 主要指标"]),
        ("专栏3\n主要指标", "", None, ["专栏3 主要指标"]),
    ],
)
def test_headings_of_appendices_and_boxes_are_no_captions(
    above: str, below: str, label: str | None, lines: list[str]
) -> None:
    (table,), rest = read_tables(f"{above}\n指标\t2020年\t2025年\n存款\t1\t2\n{below}\n")
    assert table.label == label
    assert rest == lines


def test_text_beside_html_cells_is_kept() -> None:
    tables, lines = read_tables("前话。<table><tr><td>甲</td><td>乙</td></tr><tr><td>1</td><td>2</td></tr></table>后话")
    assert [table.rows for table in tables] == [(("1", "2"),)]
    assert lines == ["前话。", "后话"]
    tables, lines = read_tables("<table><tr><td>甲</td><td>乙</td></tr>话<tr><td>1</td><td>2</td></tr></table>")
    assert tables == []
    assert "话" in "".join(lines)


def test_a_source_without_full_stop_ends_with_its_line() -> None:
    (table,), lines = read_tables("指标\t2020年\t2025年\n存款\t1\t2\n资料来源：市统计局\n正文接着写。\n")
    assert table.notes == ("资料来源：市统计局",)
    assert lines == ["正文接着写。"]


def test_a_group_row_without_its_empty_cells_does_not_part_a_table() -> None:
    (table,), lines = read_tables(
        "表1 指标\n指标\t2020年\t2025年\n一、规模\n存款\t1\t2\n二、质量\n不良率\t2\t1\n二、任务\n好。"
    )
    assert table.rows == (("一、规模", "", ""), ("存款", "1", "2"), ("二、质量", "", ""), ("不良率", "2", "1"))
    assert lines == ["二、任务", "好。"]


def test_a_heading_between_two_tables_parts_them() -> None:
    tables, lines = read_tables("类型\t2020年\t2025年\n国有行\t1\t2\n（二）保险业\n类型\t2020年\t2025年\n财险\t1\t2")
    assert [table.rows for table in tables] == [(("国有行", "1", "2"),), (("财险", "1", "2"),)]
    assert lines == ["（二）保险业"]


def test_a_head_broken_within_a_cell_is_joined() -> None:
    (table,), _ = read_tables("序号\t项目\t投资\n（万元）\t单位\n1\t甲\t3200\t乙局\n2\t丙\t1800\t丁局")
    assert table.header == ("序号", "项目", "投资（万元）", "单位")
    assert len(table.rows) == 2
