"""Running text: cut paragraphs, leads, footnotes."""

from __future__ import annotations

import pytest

from app.plans.footnotes import assign, take
from app.plans.leads import item_of, leads_of
from app.plans.model import Footnote, Paragraph, Section, Table
from app.plans.normalise import Dropped, Line, read_lines
from app.plans.paragraphs import join, without_running_heads


def joined(text: str, titles: frozenset[str] = frozenset()) -> list[str]:
    return [e.text for e in join(read_lines(text, Dropped()), titles) if isinstance(e, Line)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("这一段在换页的地方断开，后面\n\n\n还有半句。", ["这一段在换页的地方断开，后面还有半句。"]),
        ("这一段已经写完了，句号在此。\n\n下一段。", ["这一段已经写完了，句号在此。", "下一段。"]),
        ("这一段断开了，下一行却是标题\n二、任务", ["这一段断开了，下一行却是标题", "二、任务"]),
        ("（一）题目。文字断\n开了。", ["（一）题目。文字断开了。"]),
        ("（一）题目\n正文。", ["（一）题目", "正文。"]),
        ("——题目。文字断\n开了。", ["——题目。文字断开了。"]),
        ("把国外先进而成熟的绿色标准 Green\nFinance 写进计划。", ["把国外先进而成熟的绿色标准Green Finance写进计划。"]),
        (
            "建设城北金融科技产业园二期工程\n建设城南数字金融服务中心大楼工程",
            ["建设城北金融科技产业园二期工程", "建设城南数字金融服务中心大楼工程"],
        ),
        ("小标题\n正文。", ["小标题", "正文。"]),
        ("第一章\n发展基础\n正文。", ["第一章发展基础", "正文。"]),
        ("任务如下：\n做事。", ["任务如下：", "做事。"]),
    ],
)
def test_paragraphs_are_joined_over_breaks_but_not_over_sentence_ends(text: str, expected: list[str]) -> None:
    assert joined(text) == expected


def test_a_wrapped_title_is_joined_where_the_contents_say_so() -> None:
    text = "（一）办好平台\n做强品牌\n正文。"
    assert joined(text, frozenset({"一办好平台做强品牌"})) == ["（一）办好平台做强品牌", "正文。"]
    assert joined(text) == ["（一）办好平台", "做强品牌", "正文。"]


def test_a_table_in_a_cut_comes_behind_the_paragraph() -> None:
    lines = read_lines("这一段在表格的地方断开了，后面还有\n半句。", Dropped())
    table = Table(None, ("a", "b"), (("1", "2"),))
    first, second = join([lines[0], table, lines[1]])
    assert isinstance(first, Line)
    assert first.text == "这一段在表格的地方断开了，后面还有半句。"
    assert second is table


def test_a_title_in_a_style_that_always_closes_is_cut_if_it_does_not() -> None:
    closed = "".join(f"（{n}）题目。文字。\n" for n in "一二三四五六")
    cut = "（七）一个特别长的题目写到了页末也没有写到句\n号才断开。文字。"
    assert joined(closed + cut)[-1] == cut.replace("\n", "")


def leads(*texts: str) -> list[str] | None:
    found = leads_of([Paragraph(text) for text in texts])
    return None if found is None else [lead.title for lead in found[1]]


REST = "这里是展开的文字，写得比题目长得多，也没有别的短句。"


def test_parallel_short_first_sentences_are_leads() -> None:
    assert leads(f"完善政策体系。{REST}", f"推动绿色转型。{REST}") == ["完善政策体系", "推动绿色转型"]
    assert leads(
        f"引言很长，一直写到很后面才有句号，因此不是题目。{REST}", f"做大总量。{REST}", f"做优结构。{REST}"
    ) == [
        "做大总量",
        "做优结构",
    ]


@pytest.mark.parametrize(
    "texts",
    [
        (f"完善政策体系。{REST}",),
        (f"完善政策体系。{REST}", REST, REST, REST),
        (f"做大。{REST}", f"做大做强做优做精本地的法人机构。{REST}"),
        (f"一是机构少。{REST}", f"二是人才缺。{REST}"),
        (f"到明年翻番。{REST}", f"到后年再翻。{REST}"),
        ("完善政策体系。", "推动绿色转型。"),
    ],
)
def test_ordinary_paragraphs_are_no_leads(texts: tuple[str, ...]) -> None:
    assert leads(*texts) is None


def test_a_lead_glued_to_the_paragraph_before_is_split_off() -> None:
    assert leads(f"完善政策体系。{REST}扩大保险服务。{REST}", f"推动绿色转型。{REST}") == [
        "完善政策体系",
        "扩大保险服务",
        "推动绿色转型",
    ]


def test_leads_of_unlike_shape_are_not_split() -> None:
    found = leads(f"完善政策体系。{REST}扩大服务。{REST}", f"推动绿色转型发展。{REST}")
    assert found == ["完善政策体系", "推动绿色转型发展"]


@pytest.mark.parametrize("dash", ["——", "—", "――", "── "])
def test_items_of_any_dash_have_their_lead(dash: str) -> None:
    item = item_of(f"{dash}做大总量。到2025年翻番。")
    assert item is not None
    assert (item.text, item.rest) == ("做大总量", "到2025年翻番。")


@pytest.mark.parametrize("text", ["做大总量。话。", "——" + "很长" * 30 + "。", "-3.5%", "—", "——2025年"])
def test_other_lines_are_no_items(text: str) -> None:
    assert item_of(text) is None


def taken(text: str) -> tuple[list[str], list[tuple[str, str]]]:
    kept, notes = take(read_lines(text, Dropped()))
    return [e.text for e in kept if isinstance(e, Line)], [(note.mark, note.text) for note in notes]


@pytest.mark.parametrize("mark", ["¹", "①", "[1]", "〔1〕", "[^1]"])
def test_footnote_bodies_leave_the_text_and_marks_stay(mark: str) -> None:
    kept, notes = taken(f"增长8%{mark}，比重\n{mark} 按可比价计算。\n达到一成。")
    assert kept == [f"增长8%{mark}，比重", "达到一成。"]
    assert notes == [(mark, "按可比价计算。")]


def test_circled_lists_are_no_footnotes() -> None:
    text = "包括：①修路；②架桥。\n①修路。\n②架桥。"
    assert taken(text) == (text.split("\n"), [])


def test_a_footnote_over_two_lines_is_joined() -> None:
    assert taken("增长①。\n①按可比价\n计算。\n下一段。") == (["增长①。", "下一段。"], [("①", "按可比价计算。")])


def test_footnotes_go_to_the_nearest_section_that_bears_their_mark() -> None:
    sections = [
        Section("甲", 1, blocks=(Paragraph("增长①。", 2),), line=1),
        Section("乙", 1, blocks=(Paragraph("减少①。", 5),), line=4),
        Section("丙", 1, blocks=(Paragraph("持平。", 8),), line=7),
    ]
    given, doubts = assign(sections, [Footnote("①", "注一", 3), Footnote("①", "注二", 6), Footnote("②", "注三", 9)])
    assert [[note.text for note in section.footnotes] for section in given] == [["注一"], ["注二"], ["注三"]]
    assert len(doubts) == 1


def test_a_repeated_piece_of_a_wrapped_sentence_is_no_running_head() -> None:
    dropped = Dropped()
    lines = read_lines("各区县结合实际，细\n化举措，把任务分解到年度和岗\n位，逐项抓好落实。\n" * 6, dropped)
    assert without_running_heads(lines, "甲市金融规划", dropped) == lines


def test_running_heads_go_and_repeated_headings_stay() -> None:
    text = "".join(
        f"甲市金融规划\n第{i}段写到这里断开，后面\n甲市发改委员会编制\n还有半句。\n（一）加强组织领导工作\n"
        for i in range(6)
    )
    dropped = Dropped()
    lines = without_running_heads(read_lines(text, dropped), "甲市金融规划", dropped)
    assert [e.text for e in join(lines) if isinstance(e, Line)][:2] == [
        "第0段写到这里断开，后面还有半句。",
        "（一）加强组织领导工作",
    ]
    assert [entry.what for entry in dropped.report()] == ["页眉（12 处）"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("上市后备企业达到\n50家。", ["上市后备企业达到50家。"]),
        ("账款很多，压着的约有\n1. 2万亿元，谁也说不清。", ["账款很多，压着的约有1. 2万亿元，谁也说不清。"]),
        ("存款\n8%以上。", ["存款", "8%以上。"]),
        ("存款达到多少。\n50家说法不一。", ["存款达到多少。", "50家说法不一。"]),
    ],
)
def test_a_sentence_cut_before_a_figure_is_joined(lines: str, expected: list[str]) -> None:
    elements = join(read_lines(lines, Dropped()))
    assert [element.text for element in elements if isinstance(element, Line)] == expected
