"""The facts of one paragraph on what was reached: which name, which year, which sums have none."""

from __future__ import annotations

from app.figures.fact_sentences import Setting, facts_in
from app.figures.model import Fact, FactRole


def read(text: str, role: FactRole | None = FactRole.ACTUAL) -> list[Fact]:
    return list(facts_in(text, Setting("三", 2020, None, role)))


def dated(text: str) -> list[tuple[str, int | None, str]]:
    return [(fact.name, fact.year, f"{fact.value}{fact.unit}") for fact in read(text)]


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


def test_what_is_said_behind_分别_belongs_to_every_member() -> None:
    assert dated("2020年，银行业、保险业分别实现税收8亿元、2亿元，存款、贷款分别占全省的8%、9%。") == [
        ("银行业税收", 2020, "8亿元"),
        ("保险业税收", 2020, "2亿元"),
        ("存款占全省比重", 2020, "8%"),
        ("贷款占全省比重", 2020, "9%"),
    ]


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


def test_a_multiple_of_an_earlier_year_dates_nothing() -> None:
    assert dated("2020年租赁余额60亿元，是2015年的1.8倍，保理余额9亿元。") == [
        ("租赁余额", 2020, "60亿元"),
        ("保理余额", 2020, "9亿元"),
    ]


def test_a_comparison_whose_subject_is_not_clear_is_left_out() -> None:
    assert dated("2020年赔付支出6.5亿元，理赔服务不断改进，提升31.20%。") == [("赔付支出", 2020, "6.5亿元")]
    assert [name for name, _year, _value in dated("2020年存款、贷款余额分别为6亿元、5亿元，提升31%。")] == [
        "存款余额",
        "贷款余额",
    ]
    assert dated("2020年赔付支出6.5亿元，居全省第三位，同比增长4%。")[1:] == [("赔付支出同比增长", 2020, "4%")]


def test_what_is_said_to_grow_is_the_subject_of_the_movement_behind_it() -> None:
    assert dated("“十三五”期间租赁余额逐年递增，从“十二五”期末的12亿元，增加至2019年的20亿元，年均增速13.6%。") == [
        ("租赁余额", 2015, "12亿元"),
        ("租赁余额", 2019, "20亿元"),
        ("租赁余额年均增速", 2019, "13.6%"),
    ]
    assert dated("2020年服务水平不断提升，年均增速13.6%。") == []


def test_points_are_said_of_the_share_and_percents_of_the_thing() -> None:
    assert dated("2020年，绿色债券占全部债券的9%，提高2个百分点。租赁余额占融资总额的3%，同比增长11%。") == [
        ("绿色债券占全部债券比重", 2020, "9%"),
        ("绿色债券占全部债券比重提高", 2020, "2个百分点"),
        ("租赁余额占融资总额比重", 2020, "3%"),
        ("租赁余额同比增长", 2020, "11%"),
    ]
    assert dated("2020年，租赁余额9亿元，提高2个百分点。") == [("租赁余额", 2020, "9亿元")]


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


def test_years_side_by_side_are_a_span() -> None:
    assert dated("2018年、2019年和2020年，租赁余额分别为3亿元、5亿元、4亿元。") == [
        ("租赁余额", 2018, "3亿元"),
        ("租赁余额", 2019, "5亿元"),
        ("租赁余额", 2020, "4亿元"),
    ]


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
    (target,) = read("“十四五”期间，新增上市公司6家。", None)
    assert (target.year, target.role) == (None, FactRole.TARGET)


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


def test_a_word_before_a_list_limits_every_member() -> None:
    found = read("到2025年，存款、贷款余额分别达到900亿元、800亿元。")
    assert [(fact.name, fact.qualifier) for fact in found] == [("存款余额", "达到"), ("贷款余额", "达到")]
    found = read("到2025年，存款、贷款余额分别超过900亿元、约800亿元。")
    assert [fact.qualifier for fact in found] == ["超过", "约"]


def test_what_came_about_since_a_year_has_no_year() -> None:
    assert dated("2020年末租赁余额9亿元。2016年以来，发放贷款7亿元，租赁余额达到9亿元。五年来发放补贴3笔。")[1:] == [
        ("发放贷款", None, "7亿元"),
        ("租赁余额", 2020, "9亿元"),
    ]


def test_a_share_in_a_whole_keeps_the_whole() -> None:
    assert dated("2020年，存款余额、贷款余额在全省占比分别为2%、3%。") == [
        ("存款余额在全省占比", 2020, "2%"),
        ("贷款余额在全省占比", 2020, "3%"),
    ]


def test_the_whole_is_not_said_of_a_part() -> None:
    assert dated("2020年末有上市公司9家，其中制造业企业6家，总市值70亿元。") == [
        ("上市公司", 2020, "9家"),
        ("制造业企业", 2020, "6家"),
    ]
