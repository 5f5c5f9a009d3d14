from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from importlib.resources import files

from app.drafting.guidance import guidance_for
from app.drafting.renumber import renumber
from app.drafting.sample import sample_draft
from app.figures.growth import growth
from app.figures.indicators import indicators_of
from app.figures.model import Indicator, Nature
from app.plans.model import Box, Figure, NumberStyle, Paragraph, Plan, Role, SectionKind, Table
from app.plans.outline import characters, clauses, find, paths

TARGETS = "二/（五）"  # the section of the indicator table


@cache
def plan() -> Plan:
    return sample_draft()


@cache
def source() -> str:
    return (files("templates") / "sample_draft" / "qinglan.md").read_text(encoding="utf-8")


def boxes() -> list[Box]:
    return [block for section in plan().sections for block in section.blocks if isinstance(block, Box)]


def tables() -> list[Table]:
    return [block for section in plan().sections for block in section.blocks if isinstance(block, Table)]


def indicators() -> dict[str, Indicator]:
    return {one.name: one for one in indicators_of(plan()) if one.path and one.path.startswith(TARGETS)}


def a_year(base: str | Decimal, target: str | Decimal, years: int = 5) -> Decimal:
    """Percent a year to one decimal, as plans print it."""
    rate = ((Decimal(target) / Decimal(base)) ** (Decimal(1) / years) - 1) * 100
    return rate.quantize(Decimal("0.1"), ROUND_HALF_UP)


def test_it_is_a_draft_whose_sections_have_ids() -> None:
    assert plan().role is Role.DRAFT
    assert plan().id == ""
    assert len({section.id for section in plan().sections} - {""}) == len(plan().sections)
    assert sample_draft().sections[0].id != plan().sections[0].id


def test_its_front_matter_is_that_of_an_issued_plan() -> None:
    front = plan().front
    assert front.title == "青岚市金融业发展“十四五”规划"
    assert front.region == "青岚市"
    assert front.issuers == ("青岚市人民政府办公室",)
    assert front.doc_number == "青岚政办发〔2022〕16号"
    assert str(front.issued_on) == str(front.printed_on) == "2022-03-18"
    assert front.period == (2021, 2025)
    assert front.base_year == 2020
    assert front.recipients == ("各县、区人民政府，青岚高新区管委会，市政府各部门、各直属机构",)
    assert front.remarks == ("此件公开发布",)
    assert [line[:4] for line in front.copied_to] == ["市委各部", "各民主党"]


def test_it_is_as_long_as_a_city_plan() -> None:
    assert 12_000 <= characters(plan()) <= 15_000


def test_its_outline_is_read_exactly() -> None:
    top = [(section.number, section.title) for section in plan().sections if section.level == 1]
    assert top == [
        ("", "前言"),
        ("一", "发展基础与形势"),
        ("二", "总体要求"),
        ("三", "优化金融空间布局"),
        ("四", "健全金融组织体系"),
        ("五", "提升服务实体经济质效"),
        ("六", "用好多层次资本市场"),
        ("七", "增强保险保障功能"),
        ("八", "推进数字化转型与区域合作"),
        ("九", "防范化解金融风险"),
        ("十", "保障措施"),
        ("", "名词解释"),
    ]
    headings = len(re.findall(r"(?m)^#{2,4} (?:[一二三四五六七八九十]+、|（|\d)", source()))
    run_ins = len(
        re.findall(r"(?m)^（\d）(?:补充资本|完善治理|聚焦主业|明确职责分工|充实基层力量|改进监管方式)。", source())
    )
    numbered = [section for section in plan().sections if section.kind is SectionKind.NUMBERED]
    assert len(numbered) == headings + run_ins
    assert {section.style for section in numbered} == {
        NumberStyle.HAN,
        NumberStyle.HAN_BRACKETS,
        NumberStyle.ARABIC,
        NumberStyle.ARABIC_BRACKETS,
    }


def test_its_numbers_are_those_that_renumbering_gives() -> None:
    assert renumber(plan().sections) == plan().sections


def test_run_in_headings_items_and_leads_are_told_apart() -> None:
    by_kind = {kind: [s for s in plan().sections if s.kind is kind] for kind in SectionKind}
    run_ins = [section for section in plan().sections if section.run_in]
    assert len(by_kind[SectionKind.ITEM]) == 6 + 5
    assert [section.title for section in by_kind[SectionKind.LEAD]] == [
        "总量和能级不够高",
        "融资结构不够优",
        "服务供给不够准",
        "风险底子不够实",
        "坚持党管金融、把牢方向",
        "坚持服务实体、回归本源",
        "坚持市场主导、政府引导",
        "坚持特色发展、错位竞争",
        "坚持底线思维、统筹安全",
        "全省产融协同发展先行区",
        "内陆绿色金融创新实践区",
        "县域数字普惠金融样板区",
        "区域金融安全稳定示范区",
    ]
    assert {s.title for s in run_ins if s.kind is SectionKind.NUMBERED} == {
        "补充资本",
        "完善治理",
        "聚焦主业",
        "明确职责分工",
        "充实基层力量",
        "改进监管方式",
    }


def test_every_kind_of_box_is_there_and_ends_where_it_should() -> None:
    assert [(box.label, box.title) for box in boxes()] == [
        ("专栏1", "“十三五”时期金融业主要指标完成情况"),
        ("专栏2", "青岚市金融业发展态势分析矩阵"),
        ("专栏3", "地方法人机构强基行动"),
        ("专栏4", "产融协同重点工程"),
        ("专栏5", "上市“青苗”行动梯队安排"),
        ("专栏6", "金融风险防控协同机制"),
    ]
    assert [[type(block) for block in box.blocks] for box in boxes()] == [
        [Table],
        [Table],
        [Paragraph] * 5,
        [Paragraph] * 4,
        [Table],
        [Paragraph] * 3,
    ]


def test_tables_have_their_captions_cells_and_notes() -> None:
    first, second = tables()
    assert (first.label, first.caption) == ("表1", "青岚市“十四五”金融业发展主要指标")
    assert first.header == ("类别", "序号", "指标名称", "单位", "2020年", "2025年", "年均增长（%）", "属性")
    assert len(first.rows) == 18
    assert all(len(row) == 8 for row in first.rows)
    assert [row[0] for row in first.rows if row[0]] == ["产业规模", "服务实体", "资本市场", "保险保障", "风险防控"]
    assert first.rows[16] == ("风险防控", "17", "银行业不良贷款率", "%", "2.38", "≤2", "—", "约束性")
    assert len(first.notes) == 1
    assert (second.label, second.caption, len(second.rows)) == ("表2", "金融功能片区分工", 4)
    history, matrix, ladder = (block for box in boxes() for block in box.blocks if isinstance(block, Table))
    assert (len(history.rows), len(matrix.rows), len(ladder.rows)) == (8, 2, 4)
    assert len(matrix.header) == 3
    assert sum(int(row[2].removesuffix("家")) for row in ladder.rows) == 100


def test_the_figure_footnotes_and_glossary_are_there() -> None:
    figures = [block for section in plan().sections for block in section.blocks if isinstance(block, Figure)]
    assert [(figure.label, figure.labels) for figure in figures] == [("图1", ())]
    notes = [
        (path, note) for path, s in zip(paths(plan().sections), plan().sections, strict=True) for note in s.footnotes
    ]
    assert [note.mark for _, note in notes] == ["①", "②", "③", "④"]
    assert [path.split("/")[0] for path, _ in notes] == ["一", "二", "四", "五"]
    assert [term.term for term in plan().glossary][:3] == ["存贷比", "普惠小微贷款", "保险深度"]
    assert len(plan().glossary) == 10


def test_every_glossary_term_stands_in_the_text() -> None:
    body = source()[: source().index("## 名词解释")]
    assert [term.term for term in plan().glossary if term.term.removesuffix("机制") not in body] == []


def test_nothing_is_left_over() -> None:
    assert [left for left in plan().not_taken if "版记" not in left.what] == []


def test_text_stands_under_its_own_heading() -> None:
    def text(path: str) -> str:
        index = find(plan().sections, path)
        assert index is not None, path
        return clauses(plan())[index].text

    assert text("二/（六）").startswith("到2035年")
    assert text("四/（一）/1/（1）").startswith("支持青岚银行")
    assert text("十").strip() == ""


def test_growth_of_each_indicator_recomputes() -> None:
    for one in indicators().values():
        if one.growth_stated is None:
            continue
        assert one.base_value is not None
        assert one.target_value is not None
        assert a_year(one.base_value, one.target_value) == one.growth_stated, one.name
        computed = growth(one)
        assert computed is not None
        assert computed.stated_agrees, computed.sentence


def test_the_indicator_table_is_complete() -> None:
    assert len(indicators()) == 18
    assert [one.name for one in indicators().values() if one.nature is Nature.BINDING] == [
        "银行业不良贷款率",
        "非法集资陈案化解率",
    ]
    assert sum(one.growth_stated is not None for one in indicators().values()) == 12


def test_growth_of_the_past_period_recomputes() -> None:
    history = boxes()[0].blocks[0]
    assert isinstance(history, Table)
    stated = [row for row in history.rows if row[5] != "—"]
    assert len(stated) == 6
    assert [str(a_year(row[3], row[4])) for row in stated] == [row[5] for row in stated]


def test_every_growth_in_the_prose_recomputes() -> None:
    """Growth of the tables, and the four whose base or target stands in the prose only."""
    rates = {str(one.growth_stated) for one in indicators().values()}
    history = boxes()[0].blocks[0]
    assert isinstance(history, Table)
    rates |= {row[5] for row in history.rows}
    for base, target in (("1265", "1860"), ("486", "800"), ("1.26", "3")):
        assert base in source()
        assert target in source()
        rates.add(str(a_year(base, target)))
    stated = re.findall(r"年均增长(\d+\.\d)%(?:和(\d+\.\d)%)?", source())
    assert len(stated) >= 15
    assert {rate for pair in stated for rate in pair if rate} <= rates


def test_prose_states_the_values_of_the_table() -> None:
    phrases = {
        "金融业增加值": "金融业增加值达到N亿元",
        "金融业增加值占地区生产总值比重": "占地区生产总值②的比重达到N%",
        "金融业税收": "金融业税收达到N亿元",
        "本外币各项存款余额": "各项存款余额、贷款余额分别达到N亿元",
        "本外币各项贷款余额": "各项存款余额、贷款余额分别达到4100亿元和N亿元",
        "制造业中长期贷款余额": "制造业中长期贷款余额达到N亿元",
        "普惠小微贷款余额": "普惠小微贷款余额达到N亿元",
        "涉农贷款余额": "涉农贷款余额达到N亿元",
        "绿色贷款余额": "绿色贷款余额达到N亿元",
        "政府性融资担保在保余额": "政府性融资担保在保余额达到N亿元",
        "境内外上市公司数量": "(?:境内外上市公司|总数)达到N家",
        "五年累计直接融资额": "五年累计直接融资达到N亿元",
        "私募基金管理规模": "私募基金管理规模达到N亿元",
        "保费收入": "保费收入达到N亿元",
        "保险深度": "，保险深度达到N%",
        "保险密度": "保险密度达到N元/人",
        "银行业不良贷款率": "不良贷款率控制在N%以内",
        "非法集资陈案化解率": "化解率达到N%以上",
    }
    for name, one in indicators().items():
        stated = re.findall(phrases[name].replace("N", r"(\d[\d.]*)"), source())
        assert {Decimal(number) for number in stated} == {one.target_value}, name


def test_figures_hang_together() -> None:
    value = {name: (one.base_value, one.target_value) for name, one in indicators().items()}

    def ratio(a: str | Decimal | None, b: str | Decimal | None, places: str) -> str:
        assert a is not None
        assert b is not None
        return str((Decimal(a) / Decimal(b) * 100).quantize(Decimal(places), ROUND_HALF_UP))

    added, share = value["金融业增加值"], value["金融业增加值占地区生产总值比重"]
    premiums, depth, density = value["保费收入"], value["保险深度"], value["保险密度"]
    loans, deposits = value["本外币各项贷款余额"], value["本外币各项存款余额"]
    for i, (gdp, people) in enumerate((("1860", "312.5"), ("2600", "315"))):
        assert ratio(added[i], gdp, "0.1") == str(share[i])
        assert ratio(premiums[i], gdp, "0.01") == str(depth[i])
        assert (Decimal(premiums[i] or 0) * 10_000 / Decimal(people)).quantize(Decimal(1)) == density[i]
    assert [ratio(loans[i], deposits[i], "0.1") for i in (0, 1)] == ["80.2", "87.8"]
    assert ratio("1230", "1720", "0.1") == "71.5"
    assert ratio(value["制造业中长期贷款余额"][0], loans[0], "0.1") == "5.9"
    assert 26 + 38 + 15 == 79
    listed = value["境内外上市公司数量"]
    assert listed[0] is not None
    assert listed[0] + 8 == listed[1]


def test_lending_to_the_real_economy_outgrows_all_lending() -> None:
    """The goals say so."""
    of = {name: one.growth_stated or Decimal(0) for name, one in indicators().items()}
    for name in ("制造业中长期贷款余额", "普惠小微贷款余额", "涉农贷款余额", "绿色贷款余额"):
        assert of[name] >= of["本外币各项贷款余额"]
    assert max(of[name] for name in of if "贷款余额" in name) == of["绿色贷款余额"]


def test_most_headings_find_guidance() -> None:
    without = [c.path for c in clauses(plan()) if guidance_for(c.title, c.ancestors) is None]
    assert without == []
