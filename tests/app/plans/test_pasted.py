"""Plans pasted into a few lines, their paragraphs parted by blanks."""

from __future__ import annotations

import time

import pytest

from app.plans.model import SectionKind
from app.plans.pasted import LONG, pieces_of
from app.plans.reading import read_text

_FRONT = ["青岚市人民政府关于印发青岚市融资帮扶意见的通知", "青政发〔2024〕6号", "各区人民政府：", "请照办。"]
_SIGNED = ["青岚市人民政府", "2024年3月5日", "青岚市融资帮扶意见"]
_BODY = [
    "为了让小店小厂借得到钱，提出本意见。",
    "一、总的想法",
    "（一）出发点。钱要跟着活儿走，活儿在哪里，钱就到哪里，不让好店因为一时缺钱关了门。",
    "（二）盼头。",
    "——借钱的人多起来。三年里新增一万户，其中头一回借钱的占四成。",
    "——花的利钱少下来。担保费降到百分之一以下，跑腿的次数减到一回。",
    "二、要做的事",
    "（一）把信息连起来",
    "水电气和社保的数都进一个平台，银行一查便知，店主不必再开证明。",
    "（二）把担保做实",
    "1.补足本钱。每年从预算里安排五千万元，五年不断。",
    "2.分清风险。银行担两成，担保担八成，谁也不能全推给别人。",
    "三、怎么保证",
    "各区要有人管，每季度报一次账，年底看结果。",
]


def shape(text: str) -> list[tuple[str, str]]:
    numbered = (SectionKind.NUMBERED, SectionKind.ITEM)
    return [(s.number, s.title) for s in read_text(text, "某").plan.sections if s.kind in numbered]


@pytest.mark.parametrize("blank", ["　　", "    ", " ", "　"])
def test_a_short_plan_on_one_line_has_the_sections_of_the_same_plan_on_many(blank: str) -> None:
    lines = [*_FRONT, *_SIGNED, *_BODY]
    expected = shape("\n".join(lines))
    assert len(expected) == 11
    assert shape(blank.join(lines)) == expected


def test_the_front_matter_of_a_plan_on_one_line_is_found() -> None:
    front = read_text(" ".join([*_FRONT, *_SIGNED, *_BODY]), "某").plan.front
    assert (front.title, front.doc_number, str(front.issued_on)) == (
        "青岚市融资帮扶意见",
        "青政发〔2024〕6号",
        "2024-03-05",
    )


def test_a_long_paragraph_with_blanks_stays_one() -> None:
    paragraph = "到 2025 年，全市贷款余额达到 1 000 亿元。 其中小店贷款占三成，比 2020 年多出一成。 " * 12
    assert len(paragraph) > LONG
    assert list(pieces_of(paragraph)) == [paragraph]


def test_contents_with_pages_are_parted_from_what_follows_on_the_line() -> None:
    contents = ["目录", "第一章 起因…………1", "第二章 做法…………3", "第三章 保障…………9"]
    body = [
        "为让小店借到钱，写本规划，管五年，从明年起算，年年回头看，哪里不灵就改哪里。",
        "第一章  起因",
        "小店借钱难，利钱高，跑腿多，这三样是老毛病，拖久了要关门。",
        "第二章  做法",
        "把水电气和社保的数连起来，银行一查便知，不必再开证明，也不必再跑第二回。",
        "第三章  保障",
        "各区要有人管，每季度报一次账，年底看结果，好的奖，差的罚，说话算数，绝不含糊，人人都看得见。",
    ]
    text = " ".join(["青岚市小店融资帮扶规划", *contents, *body, "以上各条从公布那天起算数。" * 6])
    assert len(text) > LONG
    plan = read_text(text, "某").plan
    assert len(plan.toc) == 3
    assert [section.title for section in plan.sections if section.number] == ["起因", "做法", "保障"]


def test_the_signature_of_an_opinion_on_one_line_is_found() -> None:
    text = " ".join(
        ["青岚市融资担保管理办法", "（2024年1月2日市政府常务会议通过）", *_BODY, "青岚市人民政府", "2024年3月5日"]
    )
    front = read_text(text, "某").plan.front
    assert (front.title, front.issuers) == ("青岚市融资担保管理办法", ("青岚市人民政府",))
    assert str(front.issued_on) == "2024-03-05"


@pytest.mark.parametrize("piece", [" ", "　", "。 ", "（一） ", "一、甲 ", "1.甲 ", "第一章 ", "号 日 ", "甲乙 "])
def test_a_long_line_takes_bounded_time(piece: str) -> None:
    head = "题名 一、甲 （一）乙 （二）丙 "
    before = time.perf_counter()
    assert list(pieces_of(head + piece * (200_000 // len(piece)) + " 完"))
    assert time.perf_counter() - before < 5
