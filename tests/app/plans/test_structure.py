"""Sections by the document's own numbering; boxes, items and lists apart from them."""

from __future__ import annotations

import pytest

from app.plans.model import Box, Figure, Paragraph, Plan, SectionKind, Table
from app.plans.outline import paragraphs, paths
from app.plans.reading import read_text
from tests.app.plans.typed import read


def numbered(plan: Plan) -> list[tuple[str, str, int]]:
    return [
        (path, section.title, section.level)
        for section, path in zip(plan.sections, paths(plan.sections), strict=True)
        if section.kind is SectionKind.NUMBERED
    ]


def boxes(plan: Plan) -> list[tuple[str, Box]]:
    return [
        (path, block)
        for section, path in zip(plan.sections, paths(plan.sections), strict=True)
        for block in section.blocks
        if isinstance(block, Box)
    ]


def texts(box: Box) -> list[str]:
    return [block.text for block in box.blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "一、甲\n（一）乙\n1. 丙\n（1）丁\n①戊。己。\n②庚。辛。\n二、壬\n",
            "一 一/（一） 一/（一）/1 一/（一）/1/（1） 一/（一）/1/（1）/① 一/（一）/1/（1）/② 二",
        ),
        ("第一章甲\n一、乙\n（一）丙。丁。\n第二章 戊\n一、己\n", "第一章 第一章/一 第一章/一/（一） 第二章 第二章/一"),
        (
            "第一篇 甲\n第一章 乙\n第一节 丙\n第二节 丁\n第二篇 戊\n第二章 己\n",
            "第一篇 第一篇/第一章 第一篇/第一章/第一节 第一篇/第一章/第二节 第二篇 第二篇/第二章",
        ),
        ("一、甲\n第一条 乙。\n二、丙\n第二条 丁。\n", "一 一/第一条 二 二/第二条"),
        (
            "一、甲\n（一）乙\n（二）丙\n二、丁\n（三）戊\n（四）己\n",
            "一 一/（一） 一/（二） 二 二/（三） 二/（四）",
        ),
        ("1. 甲\n1）乙。丙。\n2）丁。戊。\n2. 己\n", "1 1/（1） 1/（2） 2"),
        ("第一章 规划背景\n第一节规划\n第二章 到2035年的远景\n", "第一章 第一章/第一节 第二章"),
        ("第一章\n甲\n第一节\n乙\n第二章\n丙\n", "第一章 第一章/第一节 第二章"),
    ],
)
def test_the_numbering_system_is_that_of_the_document(text: str, expected: str) -> None:
    reading = read(text)
    assert [path for path, _, _ in numbered(reading.plan)] == expected.split()
    assert reading.warnings == ()


def test_own_line_and_run_in_headings_may_mix() -> None:
    plan = read("一、甲\n（一）乙。\n丙。\n（二）丁。戊。\n二、己\n").plan
    assert [(s.title, s.run_in, paragraphs(s)) for s in plan.sections] == [
        ("甲", False, []),
        ("乙", False, ["丙。"]),
        ("丁", True, ["戊。"]),
        ("己", False, []),
    ]


def test_heading_marks_of_any_depth_do_not_decide_the_level() -> None:
    plan = read("#### 一、甲\n# （一）乙\n###### 1. 丙\n## 2. 丁\n二、戊\n").plan
    assert [level for _, _, level in numbered(plan)] == [1, 2, 3, 3, 1]


def test_a_level_left_out_does_not_move_the_ones_below() -> None:
    plan = read("一、甲\n（一）乙\n1. 丙\n二、丁\n1. 戊\n").plan
    assert [level for _, _, level in numbered(plan)] == [1, 2, 3, 1, 3]


def test_a_skipped_number_is_kept_and_doubted() -> None:
    reading = read("一、甲\n二、乙\n四、丙\n")
    assert [path for path, _, _ in numbered(reading.plan)] == ["一", "二", "四"]
    assert len(reading.warnings) == 1
    assert "四" in reading.warnings[0]


def test_list_entries_are_text() -> None:
    plan = read("一、甲\n任务如下：\n（1）修路；\n（2）架桥；\n（3）通车。\n二、乙\n一是快。\n三、丙\n").plan
    assert [path for path, _, _ in numbered(plan)] == ["一", "二", "三"]
    assert paragraphs(plan.sections[0]) == ["任务如下：", "（1）修路；", "（2）架桥；", "（3）通车。"]


def test_omitted_sections_stay() -> None:
    assert ("三", "己（略）", 1) in numbered(read("一、甲\n二、乙\n三、己（略）\n").plan)


def test_text_before_the_first_heading_is_the_preface() -> None:
    first = read("写给大家的话。\n一、甲\n二、乙\n三、丙\n").plan.sections[0]
    assert (first.kind, first.title, first.line) == (SectionKind.PREFACE, "前言", 2)


def test_an_item_is_one_paragraph_and_the_section_goes_on_behind() -> None:
    plan = read("一、甲\n——乙。丙。\n——丁。戊。\n己。\n二、庚\n三、辛\n").plan
    kinds = [section.kind for section in plan.sections]
    outline = list(zip(paths(plan.sections), kinds, map(paragraphs, plan.sections), strict=True))
    assert outline[:4] == [
        ("一", SectionKind.NUMBERED, []),
        ("一/乙", SectionKind.ITEM, ["丙。"]),
        ("一/丁", SectionKind.ITEM, ["戊。"]),
        ("一", SectionKind.UNNUMBERED, ["己。"]),
    ]


@pytest.mark.parametrize(
    "box",
    [
        "专栏1 丙\n\n丁：戊。\n\n己：庚。",
        "### 专栏 1：丙\n\n**丁：**戊。\n\n**己：**庚。",
        "\t[bookmark: _Toc9]专栏1 丙\n丁：戊。\n己：庚。\n",
        "【专栏1 丙】\n丁：戊。\n己：庚。",
        "| 专栏1 丙 |\n|---|\n| 丁：戊。 |\n| 己：庚。 |",
        "<table><tr><td>专栏1 丙</td></tr><tr><td>丁：戊。</td></tr><tr><td>己：庚。</td></tr></table>",
    ],
)
def test_a_box_ends_where_the_numbering_goes_on(box: str) -> None:
    plan = read(f"一、甲\n（一）乙。话。\n\n{box}\n\n（二）辛。话。\n\n二、壬\n").plan
    assert [path for path, _, _ in numbered(plan)] == ["一", "一/（一）", "一/（二）", "二"]
    ((path, read_box),) = boxes(plan)
    assert (path, read_box.label, read_box.title) == ("一/（一）", "专栏1", "丙")
    assert texts(read_box) == ["丁：戊。", "己：庚。"]


def test_numbers_within_a_box_are_no_sections() -> None:
    box = "专栏1 工程\n\n目标：好。\n\n重点：（1）丙。丁。\n\n（2）戊。己。\n\n（3）庚。辛。\n\n"
    plan = read(f"一、甲\n\n1. 乙\n\n（1）子。丑。\n\n（2）寅。卯。\n\n{box}2. 辰\n\n二、巳\n").plan
    assert [path for path, _, _ in numbered(plan)] == ["一", "一/1", "一/1/（1）", "一/1/（2）", "一/2", "二"]
    assert len(texts(boxes(plan)[0][1])) == 4


def test_a_list_in_a_box_wins_over_the_body_only_while_it_runs() -> None:
    entry = "说明写得很长，" * 9 + "到此为止。"
    text = f"一、甲\n1. 乙\n话。\n专栏一 丙\n1.丁。{entry}\n2.戊。{entry}\n2. 己\n话。\n3. 庚\n话。\n二、辛\n"
    assert [path for path, _, _ in numbered(read(text).plan)] == ["一", "一/1", "一/2", "一/3", "二"]


def test_the_outermost_number_that_comes_once_is_the_body_s_though_the_box_could_go_on() -> None:
    box = "专栏1 丁\n一、戊\n话。\n二、己\n话。\n"
    reading = read(f"一、甲\n话。\n二、丙\n{box}三、庚\n话。\n")
    assert [path for path, _, _ in numbered(reading.plan)] == ["一", "二", "三"]
    assert len(reading.warnings) == 1
    assert "专栏1" in reading.warnings[0]
    again = read(f"一、甲\n话。\n二、丙\n{box}三、庚\n话。\n三、辛\n话。\n")
    assert [path for path, _, _ in numbered(again.plan)] == ["一", "二", "三"]
    assert len(texts(boxes(again.plan)[0][1])) == 6


def test_a_number_left_out_behind_a_box_does_not_hide_the_rest() -> None:
    plan = read("一、甲\n（一）乙。丙。\n专栏1 丁\n戊己庚。\n（三）辛。壬。\n（四）癸。子。\n二、丑\n").plan
    assert [path for path, _, _ in numbered(plan)] == ["一", "一/（一）", "一/（三）", "一/（四）", "二"]


def test_a_box_that_is_a_table_ends_with_it() -> None:
    plan = read("一、甲\n专栏1 丙\n名\t值\n丁\t1\n注：实数。\n\n后面是正文。\n二、戊\n三、己\n").plan
    ((_, box),) = boxes(plan)
    assert [type(block) for block in box.blocks] == [Table]
    assert paragraphs(plan.sections[0]) == ["后面是正文。"]


def test_a_glossary_has_terms_and_no_sections() -> None:
    text = "一、甲\n二、乙\n三、丙\n附：名 词 解 释\n一、丁（D）：是戊。\n又是己。\n二、庚：是辛。\n"
    plan = read(text).plan
    terms = [(entry.term, entry.definition) for entry in plan.glossary]
    assert terms == [("丁（D）", "是戊。\n又是己。"), ("庚", "是辛。")]
    assert [path for path, _, _ in numbered(plan)] == ["一", "二", "三"]


def test_figures_take_their_stray_labels_out_of_the_text() -> None:
    plan = read("一、甲\n话。\n图 1  空间布局\n[image: x.png]东：子区\n\n西：丑区\n\n二、乙\n三、丙\n").plan
    assert plan.sections[0].blocks[1] == Figure("空间布局", "图1", ("东：子区", "西：丑区"), 4)


def test_marked_headings_without_number_are_sections() -> None:
    plan = read("一、甲\n## 小题\n话。\n二、乙\n三、丙\n附件1\n分工表\n").plan
    unnumbered = [(s.title, s.level) for s in plan.sections if s.kind is SectionKind.UNNUMBERED]
    assert unnumbered == [("小题", 2), ("附件1分工表", 1)]


def test_a_bold_first_sentence_is_a_lead() -> None:
    plan = read("一、甲\n引言。\n**做大总量。**话。\n后话。\n二、乙\n三、丙\n").plan
    assert [(s.kind, s.title, paragraphs(s)) for s in plan.sections[:3]] == [
        (SectionKind.NUMBERED, "甲", ["引言。"]),
        (SectionKind.LEAD, "做大总量", ["话。"]),
        (SectionKind.UNNUMBERED, "", ["后话。"]),
    ]


def test_a_box_in_a_frame_ends_with_the_frame() -> None:
    plan = read("一、甲\n话。\n\t专栏1 乙\n丙。\n\n正文接着写。\n二、丁\n三、戊\n").plan
    assert [type(block) for block in plan.sections[0].blocks] == [Paragraph, Box, Paragraph]


def test_a_list_of_enclosures_is_text() -> None:
    plan = read("一、甲\n二、乙\n三、丙\n附件：1.项目表\n2.分工表\n").plan
    assert paragraphs(plan.sections[-1]) == ["附件：1.项目表", "2.分工表"]


def test_articles_are_sentences_even_where_they_end_with_a_colon_or_are_wrapped() -> None:
    plan = read_text(
        "第一章 总则\n第一条 为管好担保资金，帮助小店小厂借到钱，结合\n本市实际，制定本办法。\n"
        "第二条 担保机构不得做下列事：\n（一）替平台担保；\n（二）放高利贷。\n第三条 名词含义\n"
        "本办法所称小店是指街边店。\n",
        "某",
    ).plan
    assert [(s.number, s.title) for s in plan.sections] == [
        ("第一章", "总则"),
        ("第一条", ""),
        ("第二条", ""),
        ("第三条", "名词含义"),
    ]
    assert [block.text for block in plan.sections[1].blocks if isinstance(block, Paragraph)] == [
        "为管好担保资金，帮助小店小厂借到钱，结合本市实际，制定本办法。"
    ]


def test_a_paragraph_that_ends_with_a_remark_in_brackets_is_not_joined_to_the_next() -> None:
    plan = read_text(
        "一、加大投放。多放贷款，少要抵押。（责任单位：市金融局、\n各县区）\n本措施自发布之日起施行，有效三年。\n二、减费\n三、奖补\n",
        "某",
    ).plan
    texts = [block.text for block in plan.sections[0].blocks if isinstance(block, Paragraph)]
    assert texts == ["多放贷款，少要抵押。（责任单位：市金融局、各县区）", "本措施自发布之日起施行，有效三年。"]


def test_a_list_in_a_box_goes_on_behind_the_blank_lines_of_a_page_break() -> None:
    plan = read_text(
        "第一章 甲\n第一节 乙\n专栏1 三项工程\n1.修路。通到每个村口，让货出得去，人进得来。\n"
        "2.架网。信号盖到每座山头，手机能办事。\n\n— 3 —\n\n3.建仓。收来的果子先进冷库再上车。\n第二节 丙\n第二章 丁\n",
        "某",
    ).plan
    boxes = [block for section in plan.sections for block in section.blocks if isinstance(block, Box)]
    assert [len(box.blocks) for box in boxes] == [3]


def test_numbers_within_one_sentence_make_no_heading_of_it() -> None:
    plan = read_text(
        "一、任务\n（一）修路\n1.三件事\n（1）先修桥。桥通了再修路；（2）再修路；（3）后种树。\n（二）种树\n①选苗；②挖坑；③浇水。\n"
        "（三）难处\n1、缺水。2、缺人。3、缺钱。\n二、保障\n第一，出钱。市里掏一半。\n第二，出人。区里派队伍。\n第三，出地。村里腾地方。\n",
        "某",
    ).plan
    assert [section.number for section in plan.sections] == ["一", "（一）", "1", "（二）", "（三）", "二"]


def test_a_single_first_article_is_the_start_of_a_sentence() -> None:
    plan = read("第一章 甲\n第一条措施是乙，第二条措施是丙。\n第二章 丁\n第三章 戊\n").plan
    assert [path for path, _, _ in numbered(plan)] == ["第一章", "第二章", "第三章"]
    assert paragraphs(plan.sections[0]) == ["第一条措施是乙，第二条措施是丙。"]


def test_the_last_entry_of_a_list_with_dashes_is_a_paragraph_as_the_others_are() -> None:
    plan = read("一、甲\n到2025年：\n——乙达到1家；\n——丙达到2家。\n二、丁\n——戊。\n——己。\n三、庚\n").plan
    assert paragraphs(plan.sections[0]) == ["到2025年：", "——乙达到1家；", "——丙达到2家。"]
    assert [section.title for section in plan.sections if section.kind is SectionKind.ITEM] == ["戊", "己"]


def test_a_list_within_one_line_makes_no_level() -> None:
    plan = read("第一节 甲\n（一）乙；（二）丙。\n1.1 丁\n话。\n1.2 戊\n话。\n第二节 己\n第三节 庚\n").plan
    assert [level for _, _, level in numbered(plan)] == [1, 2, 2, 1, 1]
