"""Figures in prose: named, dated, reached or aimed at, or left out."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.figures.facts import facts_of
from app.figures.model import Fact, FactRole
from app.plans.model import Box, FrontMatter, GlossaryTerm, Paragraph, Plan, Section, SectionKind


def read(*paragraphs: str, title: str = "重点任务") -> tuple[Fact, ...]:
    blocks = tuple(Paragraph(text) for text in paragraphs)
    front = FrontMatter("青岚市金融业规划", period=(2021, 2025))
    return facts_of(Plan(front, (Section(title, 1, number="三", blocks=blocks),)))


def facts(*paragraphs: str, title: str = "重点任务") -> list[tuple[str, int | None, str, str]]:
    return [
        (fact.name, fact.year, f"{fact.value}{fact.unit}", "目标" if fact.role is FactRole.TARGET else "实际")
        for fact in read(*paragraphs, title=title)
    ]


def dated(text: str) -> list[tuple[str, int | None, str]]:
    """Facts of a section on what was reached, without their role."""
    return [(name, year, value) for name, year, value, _role in facts(text, title="发展成效")]


def test_year_and_role_from_the_sentence() -> None:
    assert facts("截至2020年末，全市银行网点共有86个。到2025年，本外币存款余额达到900亿元以上。") == [
        ("银行网点", 2020, "86个", "实际"),
        ("本外币存款余额", 2025, "900亿元", "目标"),
    ]


def test_a_list_with_分别_is_distributed() -> None:
    assert facts("2020年本外币存、贷款余额分别达到520亿元、480亿元，年均增速分别为7.1%、8.2%。") == [
        ("本外币存款余额", 2020, "520亿元", "实际"),
        ("本外币贷款余额", 2020, "480亿元", "实际"),
        ("本外币存款余额年均增速", 2020, "7.1%", "实际"),
        ("本外币贷款余额年均增速", 2020, "8.2%", "实际"),
    ]


def test_a_measure_behind_a_list_belongs_to_every_member() -> None:
    assert dated("“十三五”时期，各县租赁余额、保理余额年均增长率分别为6.1%、7.2%。") == [
        ("各县租赁余额年均增长率", 2020, "6.1%"),
        ("保理余额年均增长率", 2020, "7.2%"),
    ]
    assert dated("2020年末，绿色贷款、涉农贷款占各项贷款的比重分别为11%、23%。") == [
        ("绿色贷款占各项贷款的比重", 2020, "11%"),
        ("涉农贷款占各项贷款的比重", 2020, "23%"),
    ]
    assert dated("2020年科技、绿色贷款占比分别为11%、23%。") == [("绿色贷款占比", 2020, "23%")]


def test_a_word_before_a_list_limits_every_member() -> None:
    found = read("到2025年，存款、贷款余额分别达到900亿元、800亿元。")
    assert [(fact.name, fact.qualifier) for fact in found] == [("存款余额", "达到"), ("贷款余额", "达到")]
    found = read("到2025年，存款、贷款余额分别超过900亿元、约800亿元。")
    assert [fact.qualifier for fact in found] == ["超过", "约"]


def test_one_number_for_each_of_several_things() -> None:
    assert dated("2020年末，本外币存贷款余额双双突破700亿元。") == [
        ("本外币存款余额", 2020, "700亿元"),
        ("本外币贷款余额", 2020, "700亿元"),
    ]
    assert dated("2020年末，保费收入、赔付支出均超过9亿元，设有村镇银行、担保公司各2家。") == [
        ("保费收入", 2020, "9亿元"),
        ("赔付支出", 2020, "9亿元"),
        ("设有村镇银行", 2020, "2家"),
        ("担保公司", 2020, "2家"),
    ]
    assert dated("2020年末，贷款余额连续几年均超过9亿元。") == []
    assert dated("2020年末，平均费率超过0.9%。") == [("平均费率", 2020, "0.9%")]


def test_a_list_that_does_not_fit_is_left_out() -> None:
    assert facts("2020年存款、贷款和保费余额分别达到520亿元、480亿元。") == []


def test_what_leans_on_the_name_before() -> None:
    assert facts("2020年全市金融业实现增加值31.5亿元，占GDP的6.2%，五年年均增长8.4%。") == [
        ("金融业增加值", 2020, "31.5亿元", "实际"),
        ("金融业增加值占GDP比重", 2020, "6.2%", "实际"),
        ("金融业增加值年均增长", 2020, "8.4%", "实际"),
    ]
    assert facts("2020年形势向好，年均增长8.4%。") == []


def test_a_comparison_speaks_of_what_was_named_before() -> None:
    assert dated("2020年赔付支出6.5亿元，与“十二五”期末相比提升31.20%，存贷比为81%，比2015年末提高3.5%。") == [
        ("赔付支出", 2020, "6.5亿元"),
        ("赔付支出提升", 2020, "31.20%"),
        ("存贷比", 2020, "81%"),
        ("存贷比提高", 2020, "3.5%"),
    ]


def test_a_year_that_is_only_compared_with_dates_nothing() -> None:
    assert dated("2020年债券发行规模60亿元，相较于2015年的90亿元，下降33%。") == [
        ("债券发行规模", 2020, "60亿元"),
        ("债券发行规模下降", 2020, "33%"),
    ]


def test_a_comparison_whose_subject_is_not_clear_is_left_out() -> None:
    assert dated("2020年赔付支出6.5亿元，理赔服务不断改进，提升31.20%。") == [("赔付支出", 2020, "6.5亿元")]
    assert [name for name, _year, _value in dated("2020年存款、贷款余额分别为6亿元、5亿元，提升31%。")] == [
        "存款余额",
        "贷款余额",
    ]
    assert dated("2020年赔付支出6.5亿元，居全省第三位，同比增长4%。")[1:] == [("赔付支出同比增长", 2020, "4%")]


def test_movement_from_one_year_to_another() -> None:
    assert facts("小微企业贷款余额由2016年的120.5亿元增加到2020年的240亿元，较2019年增长9%。") == [
        ("小微企业贷款余额", 2016, "120.5亿元", "实际"),
        ("小微企业贷款余额", 2020, "240亿元", "实际"),
        ("小微企业贷款余额增长", 2020, "9%", "实际"),
    ]


def test_what_is_said_to_grow_is_the_subject_of_the_movement_behind_it() -> None:
    assert dated("“十三五”期间租赁余额逐年递增，从“十二五”期末的12亿元，增加至2019年的20亿元，年均增速13.6%。") == [
        ("租赁余额", 2015, "12亿元"),
        ("租赁余额", 2019, "20亿元"),
        ("租赁余额年均增速", 2019, "13.6%"),
    ]
    assert dated("2020年服务水平不断提升，年均增速13.6%。") == []


def test_words_of_aiming_are_no_part_of_a_name() -> None:
    assert facts("力争在2025年租赁余额突破30亿元，常住人口预期目标为20万人，投诉办结率保持100%。") == [
        ("租赁余额", 2025, "30亿元", "目标"),
        ("常住人口", 2025, "20万人", "目标"),
        ("投诉办结率", 2025, "100%", "目标"),
    ]


def test_where_something_moved_from_or_to_in_no_named_year_is_left_out() -> None:
    assert facts("2020年末，存款余额为90亿元。上市公司由3家增加到7家。", title="发展成效") == [
        ("存款余额", 2020, "90亿元", "实际"),
        ("上市公司", 2020, "7家", "实际"),
    ]
    assert facts("注册企业由2020年末的1.2万户增加到3万户，年均增长20.1%。") == [("注册企业", 2020, "1.2万户", "实际")]
    assert facts("到2025年，注册企业由2020年的1.2万户增加到3万户。") == [
        ("注册企业", 2020, "1.2万户", "实际"),
        ("注册企业", 2025, "3万户", "目标"),
    ]


def test_what_is_said_of_something_new_is_not_new_itself() -> None:
    assert facts("到2025年，新增上市公司8家，总数达到15家。") == [
        ("新增上市公司", 2025, "8家", "目标"),
        ("上市公司总数", 2025, "15家", "目标"),
    ]


def test_numbers_for_a_span_of_years() -> None:
    assert facts("2018—2020年，直接融资分别为11亿元、12亿元、13亿元。") == [
        ("直接融资", 2018, "11亿元", "实际"),
        ("直接融资", 2019, "12亿元", "实际"),
        ("直接融资", 2020, "13亿元", "实际"),
    ]


def test_a_span_of_years_goes_on_until_another_year_is_named() -> None:
    found = dated(
        "2018年—2020年，租赁余额分别为11亿元、12亿元、13亿元；保理余额分别为1亿元、2亿元、3亿元。"
        "此外，担保余额依次分别为4亿元、5亿元、6亿元，占融资总额比重依次为7%、8%、9%。"
        "2017年，典当、小贷、担保余额分别为7亿元、8亿元、9亿元。"
    )
    assert found[:-1] == [
        (name, year, value)
        for name, values in [
            ("租赁余额", ("11亿元", "12亿元", "13亿元")),
            ("保理余额", ("1亿元", "2亿元", "3亿元")),
            ("担保余额", ("4亿元", "5亿元", "6亿元")),
            ("担保余额占融资总额比重", ("7%", "8%", "9%")),
        ]
        for year, value in zip((2018, 2019, 2020), values, strict=True)
    ]
    assert found[-1] == ("担保余额", 2017, "9亿元")


def test_sums_of_a_period_have_no_year() -> None:
    assert dated("“十三五”期间，累计实现保费收入31亿元，赔付支出9亿元，年均增长率分别为4%、5%。") == [
        ("累计保费收入", None, "31亿元"),
        ("赔付支出", None, "9亿元"),
        ("保费收入年均增长率", 2020, "4%"),
        ("赔付支出年均增长率", 2020, "5%"),
    ]
    assert dated("2016—2020年，引进银行机构3家，保险机构2家。") == [
        ("引进银行机构", None, "3家"),
        ("引进保险机构", None, "2家"),
    ]
    assert dated("2020年末存款余额达到9亿元。股权融资累计完成7亿元，比“十二五”期间增长21%。")[1:] == [
        ("累计股权融资", None, "7亿元"),
        ("累计股权融资增长", None, "21%"),
    ]
    assert facts("“十四五”期间，新增上市公司6家。") == [("新增上市公司", None, "6家", "目标")]


def test_what_stands_at_the_end_of_a_period_has_its_last_year() -> None:
    assert dated(
        "“十三五”期间，担保余额达到8亿元，上市公司达到5家，新三板挂牌企业3家，基金从2015年末的2只增加至9只。"
    ) == [
        ("担保余额", 2020, "8亿元"),
        ("上市公司", 2020, "5家"),
        ("新三板挂牌企业", 2020, "3家"),
        ("基金", 2015, "2只"),
        ("基金", 2020, "9只"),
    ]


def test_a_total_under_the_head_of_one_year_or_date_is_dated() -> None:
    assert dated("2020年，小额贷款公司累计发放贷款14亿元；典当公司累计发放贷款5亿元，累计服务客户900户。") == [
        ("小额贷款公司累计发放贷款", 2020, "14亿元"),
        ("典当公司累计发放贷款", 2020, "5亿元"),
        ("累计服务客户", None, "900户"),
    ]
    assert dated("截至2020年底，五年累计发放贷款14亿元。") == [("五年累计发放贷款", None, "14亿元")]


def test_names_in_quotation_marks_and_counts() -> None:
    assert dated(
        "截至2020年末，“渔船通”贷款余额3.5亿元，惠及渔民客户2.3万户，补贴品种增加至12种，养殖保险覆盖6个县(市、区)。"
    ) == [
        ("“渔船通”贷款余额", 2020, "3.5亿元"),
        ("惠及渔民客户", 2020, "2.3万户"),
        ("补贴品种", 2020, "12种"),
        ("养殖保险覆盖县(市、区)", 2020, "6个"),
    ]


def test_a_name_must_suit_its_unit() -> None:
    assert dated("2020年，服务小微企业3亿元，贷款余额30%，占地150亩。") == []
    assert dated("2020年，海洋贷款占全部贷款余额的30%，其中渔业占7%。") == [("海洋贷款占全部贷款余额比重", 2020, "30%")]


@pytest.mark.parametrize(
    "text",
    [
        "为300多家企业解决融资14亿元。",  # whose financing is measured is not clear
        "设立总额10亿元的产业基金。",  # the number describes what follows
        "引进5家全国性银行。",
        "力争每年新增上市公司2家。",
        "实施“三个一百”工程，分四个阶段推进。",
        "2020年总规模达到20亿元。",
    ],
)
def test_unclear_figures_are_left_out(text: str) -> None:
    assert facts(text) == []


def test_titles_tell_the_role_where_the_sentence_does_not() -> None:
    assert facts("上市公司达到9家。", title="发展目标") == [("上市公司", 2025, "9家", "目标")]
    assert facts("上市公司达到9家。", title="发展基础") == [("上市公司", None, "9家", "实际")]
    assert facts("上市公司有9家。", title="金融机构") == []


def test_an_early_year_holds_only_for_its_sentence() -> None:
    assert facts("2016年创设风险补偿资金。银行网点超过30家。", title="工作成效") == [("银行网点", None, "30家", "实际")]


def test_ranges_boxes_paths_and_quotes() -> None:
    box = Box("专栏2", "工程", (Paragraph("到2025年，新增上市公司3—5家。"),))
    plan = Plan(
        FrontMatter("青岚市“十四五”金融业发展规划"),
        (
            Section("任务", 1, number="三", blocks=(box,)),
            Section("名词解释", 1, kind=SectionKind.GLOSSARY, blocks=(Paragraph("到2025年，保费收入为9亿元。"),)),
        ),
        glossary=(GlossaryTerm("保费", "收入"),),
        id="qinglan",
    )
    (fact,) = facts_of(plan)
    assert (fact.path, fact.plan_id, fact.value, fact.upper) == ("三/专栏2", "qinglan", Decimal(3), Decimal(5))
    assert fact.quote == "到2025年，新增上市公司3—5家。"


def test_the_quote_holds_the_whole_range() -> None:
    (fact,) = read("到2025年，" + "各项改革任务全面落实，" * 9 + "不良贷款率控制在1%—2%。")
    assert (fact.value, fact.upper, fact.quote) == (Decimal(1), Decimal(2), "不良贷款率控制在1%—2%。")


@pytest.mark.parametrize(
    "piece",
    [
        "到2025年，存款余额达到3亿元，",
        "存款余额3亿元、",
        "由2016年的3亿元增加到",
        "金融业",
        "分别",
        "达到",
        "均超过",
        "覆盖3个县、",
    ],
)
def test_time_is_linear_in_the_text(piece: str) -> None:
    start = time.perf_counter()
    facts(piece * 4_000)
    assert time.perf_counter() - start < 4


def test_repeated_words_before_a_number_take_no_time() -> None:
    start = time.perf_counter()
    facts(*(f"款{words * 30}款3亿元。" for words in ("达到", "均达到", "增增长到", "的再高于", "双双均各")))
    assert time.perf_counter() - start < 1


@given(st.text("到截至2015年末，存贷款余额分别达3.亿元%由增长至家（）。、“”《》①其中占均各双累计期间", max_size=80))
def test_any_text_gives_named_facts_or_none(text: str) -> None:
    for name, _year, _value, _role in facts(text, title="发展目标"):
        assert 2 <= len(name) <= 26
