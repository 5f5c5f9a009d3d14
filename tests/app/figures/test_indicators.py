"""Indicator tables of every shape that plans print."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.figures.indicators import indicators_in, indicators_of, name_and_unit
from app.figures.model import Indicator, Nature
from app.plans.model import Box, FrontMatter, Plan, Section, Table

PERIOD = (2021, 2025)


def rows_of(header: str, *rows: str, notes: tuple[str, ...] = (), caption: str | None = None) -> tuple[Indicator, ...]:
    cells = tuple(tuple(row.split("|")) for row in rows)
    return indicators_in(Table(caption, tuple(header.split("|")), cells, notes), PERIOD)


def brief(row: Indicator) -> tuple[object, ...]:
    return row.group, row.name, row.unit, row.base_value, row.target_value, row.growth_stated


def d(text: str) -> Decimal:
    return Decimal(text)


def test_group_column_merged_down_and_nature_column() -> None:
    rows = rows_of(
        "类别|名称|2020年|2025年|属性",
        "总量|金融税收（亿元）|15.64|25|预期性",
        "|金融税收年均增速（%）|7%|9%|预期性",
        "|持牌机构（家）|31|42|约束性",
        "质效|普惠贷款（亿元）|518|900|预期性",
    )
    assert [brief(row) for row in rows] == [
        ("总量", "金融税收", "亿元", d("15.64"), d("25"), None),
        ("总量", "金融税收年均增速", "%", d("7"), d("9"), None),
        ("总量", "持牌机构", "家", d("31"), d("42"), None),
        ("质效", "普惠贷款", "亿元", d("518"), d("900"), None),
    ]
    assert [row.nature for row in rows] == [Nature.EXPECTED, Nature.EXPECTED, Nature.BINDING, Nature.EXPECTED]
    assert {(row.base_year, row.target_year) for row in rows} == {(2020, 2025)}


def test_group_rows_ordinals_dash_for_none_and_qualifier() -> None:
    rows = rows_of(
        "指 标|2020 年|2025 年|年均增长",
        "一、总量指标|||",
        "(一) 金融税收 (亿元)|15.2|22|8%",
        "(二) 税收占 GDP 的比重 (%)|1.6|2|—",
        "(三) 挂牌企业 (家)|12|30 左右|—",
        "二、分项指标|||",
        "指 标|2020 年|2025 年|年均增长",
        "(一) 人均保费 (元/人)|2125|3600|—",
    )
    assert [brief(row) for row in rows] == [
        ("总量指标", "金融税收", "亿元", d("15.2"), d("22"), d("8")),
        ("总量指标", "税收占GDP的比重", "%", d("1.6"), d("2"), None),
        ("总量指标", "挂牌企业", "家", d("12"), d("30"), None),
        ("分项指标", "人均保费", "元/人", d("2125"), d("3600"), None),
    ]
    assert [row.qualifier for row in rows] == [None, None, "左右", None]


def test_notes_bracketed_growth_and_targets_in_words() -> None:
    rows = rows_of(
        "指标体系|2020 年|2025 年|年均增速",
        "1.税收（亿元）|16*|20|（4.6）",
        "2.上市（挂牌）企业家数|57|80|（7.0）",
        "3.信用村建设|全部乡镇覆盖||",
        notes=("注：\\*表示初步核算；（）表示年均增速（%）",),
    )
    assert [brief(row) for row in rows] == [
        (None, "税收", "亿元", d("16"), d("20"), d("4.6")),
        (None, "上市（挂牌）企业家数", "家", d("57"), d("80"), d("7.0")),
        (None, "信用村建设", "", None, None, None),
    ]
    assert rows[0].base_note == "初步核算"
    assert rows[2].target_text == "全部乡镇覆盖"
    assert rows[2].base_note is None


def test_past_years_alone_are_a_history() -> None:
    rows = rows_of(
        "序号|指标名称|2015年|2020年",
        "1|租赁余额（亿元）|31.50|47.20",
        "7|跨境结算额（亿元）|-|512",
    )
    assert rows[0].history == ((2015, d("31.50")), (2020, d("47.20")))
    assert rows[0].base_year is rows[0].target_year is None
    assert rows[1].history == ((2020, d("512")),)


def test_missing_base_keeps_its_year_and_printed_decimals_stay() -> None:
    row = rows_of("序号|指标名称|2020年|2025年", "5|创业投资机构管理规模（亿元）|-|150", "9|境内外上市公司（家）|1|3")[
        0
    ]
    assert (row.base_year, row.base_value, row.target_value) == (2020, None, d("150"))
    assert str(rows_of("指标|2020年|2025年", "保费收入（亿元）|92.00|130")[0].base_value) == "92.00"


def test_earlier_years_and_the_far_view_are_history() -> None:
    row = rows_of("指标|单位|2015年|2020年|2025年|2035年", "本外币存款余额|亿元|100|200|300|500")[0]
    assert (row.base_value, row.target_value, row.unit) == (d("200"), d("300"), "亿元")
    assert row.history == ((2015, d("100")), (2035, d("500")))


@pytest.mark.parametrize(
    ("heads", "second"),
    [
        ("2020年|2021年目标|2022年目标|2023年目标|2024年目标|2025年目标", None),
        ("基期值|2021|2022|2023|2024|目标值", None),
        ("2020年|年度目标||||", "|2021年|2022年|2023年|2024年|2025年"),
        ("2020年|年度目标||||", "|2021|2022|2023|2024|2025"),
        ("2020年|年度目标|年度目标|年度目标|年度目标|年度目标", "2020年|2021年|2022年|2023年|2024年|2025年"),
    ],
)
def test_the_targets_of_the_years_between_base_and_target_are_kept(heads: str, second: str | None) -> None:
    rows = ([f"||{second}"] if second else []) + ["存款余额|亿元|100|110|120以上|135|150|170"]
    (row,) = rows_of(f"指标|单位|{heads}", *rows)
    assert (row.base_year, row.base_value, row.target_year, row.target_value) == (2020, d("100"), 2025, d("170"))
    assert row.history == ((2021, d("110")), (2022, d("120")), (2023, d("135")), (2024, d("150")))


@pytest.mark.parametrize(
    ("header", "base", "target"),
    [
        ("指标名称|2020年（实际）|2025年目标", 2020, 2025),
        ("主要指标|基期值|目标值", 2020, 2025),
        ("项目|“十三五”末|“十四五”末", 2020, 2025),
        ("指标|2019年|2025年（预期）", 2019, 2025),
        ("指标|二〇二〇年|二〇二五年", 2020, 2025),
        ("指标|2020|2025", 2020, 2025),
    ],
)
def test_years_are_told_by_many_heads(header: str, base: int, target: int) -> None:
    row = rows_of(header, "上市公司数量（家）|10|20")[0]
    assert (row.base_year, row.base_value, row.target_year, row.target_value) == (base, d("10"), target, d("20"))


def test_two_head_rows_and_a_title_row() -> None:
    rows = rows_of(
        "主要指标||||",
        "类别|指标|2020年||2025年",
        "||实际|占比（%）|目标",
        "规模|保费收入（亿元）|60|3|90",
    )
    assert [brief(row) for row in rows] == [("规模", "保费收入", "亿元", d("60"), d("90"), None)]


def test_three_levels_of_names_make_a_group() -> None:
    row = rows_of("一级指标|二级指标|2020年|2025年", "规模|存款余额（亿元）|60|90", "|贷款余额（亿元）|50|70")[1]
    assert (row.group, row.name) == ("规模", "贷款余额")


def test_growth_or_change_in_the_target_cell() -> None:
    rows = rows_of(
        "指标|2020年|2025年", "普惠贷款余额（亿元）|120|年均增长15%左右", "直接融资占比（%）|20|提高5个百分点"
    )
    assert (rows[0].target_value, rows[0].target_text, rows[0].growth_stated) == (None, "年均增长15%左右", d("15"))
    assert rows[1].target_text == "提高5个百分点"


def test_unit_of_head_caption_and_cell() -> None:
    assert rows_of("指标|2020年（亿元）|2025年（亿元）", "保费收入|1|2")[0].unit == "亿元"
    assert rows_of("指标|2020年|2025年", "保费收入|1|2", caption="主要指标（单位：亿元）")[0].unit == "亿元"
    row = rows_of("指标|2020年|2025年", "存款余额|9000亿元|1.2万亿元")[0]
    assert (row.unit, row.base_value, row.target_value) == ("亿元", d("9000"), d("12000"))


def test_totals_in_square_brackets() -> None:
    row = rows_of("指标|2020年|2025年", "新增上市公司数量（家）|9|[15]")[0]
    assert (row.target_value, row.qualifier) == (d("15"), "累计")


def test_totals_and_comparisons_are_no_years() -> None:
    row = rows_of(
        "指标|2020年|2025年|2025年比2020年增长（%）|2021—2025年累计|年均增速/〔累计〕",
        "保费收入（亿元）|60|90|50|380|8.4",
    )[0]
    assert (row.base_value, row.target_value, row.growth_stated, row.history) == (d("60"), d("90"), d("8.4"), ())
    assert rows_of("指标|2020年|2025年|年均/〔累计〕", "新增上市（家）|9|15|〔6〕")[0].growth_stated is None


@pytest.mark.parametrize("header", ["优势|劣势|机遇", "任务|责任单位|完成时限", "名称|地址"])
def test_other_tables_give_nothing(header: str) -> None:
    assert rows_of(header, "金融业增加值|3|4") == ()


def test_a_table_with_years_but_no_number_gives_nothing() -> None:
    assert rows_of("项目|2020年|2025年", "智慧网点|建设|完成") == ()


def test_indicators_of_a_plan_in_sections_and_boxes_with_paths() -> None:
    header = ("指标", "2020年", "2025年")
    first = Table("主要指标", header, (("一、总体", "", ""), ("税收（亿元）", "1", "2")))
    rest = Table(None, header, (("存款（亿元）", "3", "4"),))
    box = Box("专栏2", "指标", (Table(None, header, (("贷款（亿元）", "5", "6"),)),))
    sections = (
        Section("目标", 1, number="二", blocks=(first, rest)),
        Section("任务", 2, number="（一）", blocks=(box,)),
    )
    plan = Plan(FrontMatter("青岚市“十四五”金融业发展规划"), sections, id="qinglan")
    rows = indicators_of(plan)
    assert [(row.path, row.group, row.name) for row in rows] == [
        ("二", "总体", "税收"),
        ("二", "总体", "存款"),
        ("二/（一）/专栏2", None, "贷款"),
    ]
    assert {row.plan_id for row in rows} == {"qinglan"}


@pytest.mark.parametrize(
    ("printed", "name", "unit"),
    [
        ("1.保费收入（亿元）", "保费收入", "亿元"),
        ("上市（挂牌）公司", "上市（挂牌）公司", ""),
        ("上市公司数量（含新三板）（家）", "上市公司数量（含新三板）", "家"),
        ("③ 不良贷款率(％)", "不良贷款率", "%"),
        ("其中：科技贷款余额（人民币亿元）", "科技贷款余额", "亿元"),
        ("每万人金融从业人员（人/万人）", "每万人金融从业人员", "人/万人"),
        ("5G基站数（个）", "5G基站数", "个"),
        ("标准机架（万架）", "标准机架", "万架"),
        ("地区生产总值（GDP）", "地区生产总值（GDP）", ""),
    ],
)
def test_names_lose_ordinal_and_unit(printed: str, name: str, unit: str) -> None:
    assert name_and_unit(printed) == (name, unit)


_TEXTS = (
    " 指标 指标名称 序号 2020年 2025年目标 基期 年均增长 属性 预期性 单位 亿元 — 3 8% 85左右 （2.0） [30] "
    "一、总体 （一）存款（亿元） 达到先进水平 230* 年均增长7% 1-2 类别"
)
_CELLS = st.sampled_from(_TEXTS.split(" "))


@given(st.integers(1, 5).flatmap(lambda width: st.lists(st.tuples(*[_CELLS] * width), min_size=1, max_size=6)))
def test_any_table_gives_named_indicators_or_none(rows: list[tuple[str, ...]]) -> None:
    for row in indicators_in(Table(None, rows[0], tuple(rows[1:])), PERIOD):
        assert row.name
        assert row.target_year is not None or row.history or row.base_year is None


def test_a_column_of_averages_and_totals_states_aims_where_the_target_year_has_none() -> None:
    rows = rows_of(
        "指标|2020年|2025年|年均/累计",
        "1.地区生产总值增长（%）|3.1|—|保持合理区间",
        "2.城镇失业率（%）|5.1|—|<5.5",
        "3.单位产值能耗降低（%）|—|—|〔12〕",
        "4.研发投入增长（%）|—|—|8",
        "5.金融业增加值（亿元）|10|20|14.9",
        "6.煤炭产量（亿吨标准煤）|—|>3|—",
    )
    assert [(row.target_value, row.target_text, row.qualifier, row.growth_stated) for row in rows] == [
        (None, "保持合理区间", None, None),
        (d("5.5"), None, "<", None),
        (d("12"), None, "累计", None),
        (None, None, None, d("8")),
        (d("20"), None, None, d("14.9")),
        (d("3"), None, ">", None),
    ]
    assert rows[-1].unit == "亿吨标准煤"


def test_growth_in_a_column_of_growth_is_no_target() -> None:
    row = rows_of("指标|2020年|2025年|年均增速（%）", "保费收入（亿元）|60|—|8.4")[0]
    assert (row.target_value, row.growth_stated) == (None, d("8.4"))


def test_a_table_with_a_year_a_row_gives_histories() -> None:
    rows = rows_of("年份|存款余额（亿元）|保费收入（亿元）", "2018|90.5|4.2", "2019|99|4.8", "2020|110|5.5")
    assert [(row.name, row.unit, row.target_year) for row in rows] == [
        ("存款余额", "亿元", None),
        ("保费收入", "亿元", None),
    ]
    assert rows[0].history == ((2018, d("90.5")), (2019, d("99")), (2020, d("110")))


def test_a_table_of_tasks_names_the_task_and_not_who_is_responsible() -> None:
    row = rows_of("序号|目标任务|2020年完成|2025年|责任单位", "1|上云企业数（家）|860|2000|区经发局")[0]
    assert (row.name, row.unit, row.base_value, row.target_value) == ("上云企业数", "家", d("860"), d("2000"))
    assert rows_of("2022年|2025年|责任单位", "1|2|区经发局") == ()


def test_what_is_built_or_spent_over_five_years_is_no_target() -> None:
    head = "序号|项目名称|建设内容|总投资（亿元）|“十四五”投资（亿元）"
    assert rows_of(head, "1|环湖公路|41公里|114|75") == ()


def test_growth_is_that_of_the_period_and_not_of_the_one_before() -> None:
    head = "指标|“十三五”/2020年|“十三五”/年均增速（%）|“十四五”/2025年|“十四五”/年均增速（%）"
    row = rows_of(head, "保费收入（亿元）|60|16.3|90|8.4")[0]
    assert (row.base_value, row.target_value, row.growth_stated) == (d("60"), d("90"), d("8.4"))
