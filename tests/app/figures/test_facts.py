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


def test_what_is_listed_on_a_market_is_counted_without_a_verb() -> None:
    assert facts("截至2020年末，区域性股权市场挂牌218家，新三板挂牌12家。") == [
        ("区域性股权市场挂牌", 2020, "218家", "实际"),
        ("新三板挂牌", 2020, "12家", "实际"),
    ]
    assert facts("2020年，企业在新三板挂牌12家，科创板挂牌6亿元。") == []


def test_a_list_that_does_not_fit_is_left_out() -> None:
    assert facts("2020年存款、贷款和保费余额分别达到520亿元、480亿元。") == []


def test_what_leans_on_the_name_before() -> None:
    assert facts("2020年全市金融业实现增加值31.5亿元，占GDP的6.2%，五年年均增长8.4%。") == [
        ("金融业增加值", 2020, "31.5亿元", "实际"),
        ("金融业增加值占GDP比重", 2020, "6.2%", "实际"),
        ("金融业增加值年均增长", 2020, "8.4%", "实际"),
    ]
    assert facts("2020年形势向好，年均增长8.4%。") == []


def test_movement_from_one_year_to_another() -> None:
    assert facts("小微企业贷款余额由2016年的120.5亿元增加到2020年的240亿元，较2019年增长9%。") == [
        ("小微企业贷款余额", 2016, "120.5亿元", "实际"),
        ("小微企业贷款余额", 2020, "240亿元", "实际"),
        ("小微企业贷款余额增长", 2020, "9%", "实际"),
    ]


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
    assert time.perf_counter() - start < 30


def test_repeated_words_before_a_number_take_no_time() -> None:
    start = time.perf_counter()
    facts(*(f"款{words * 30}款3亿元。" for words in ("达到", "均达到", "增增长到", "的再高于", "双双均各")))
    assert time.perf_counter() - start < 15


@given(st.text("到截至2015年末，存贷款余额分别达3.亿元%由增长至家（）。、“”《》①其中占均各双累计期间", max_size=80))
def test_any_text_gives_named_facts_or_none(text: str) -> None:
    for fact in read(text, title="发展目标"):
        assert 2 <= len(fact.name) <= 26
        assert fact.name.count("“") == fact.name.count("”")
        assert fact.quote in text


def test_a_period_that_something_is_to_be_higher_than_dates_nothing() -> None:
    text = "到2025年，研发投入年均增长7%以上、投入强度高于“十三五”时期实际，城镇化率提高到65%。"
    assert ("城镇化率", 2025, "65%", "目标") in facts(text)


def test_a_peak_that_is_compared_with_is_no_name() -> None:
    assert facts("2020年末，不良贷款率1.83%，较2018年峰值下降1.21个百分点。") == [
        ("不良贷款率", 2020, "1.83%", "实际"),
        ("不良贷款率下降", 2020, "1.21个百分点", "实际"),
    ]


def test_within_so_many_years_is_no_part_of_a_name() -> None:
    assert [name for name, *_rest in facts("5年内引进培养金融人才不少于400名。")] == ["引进培养金融人才"]
