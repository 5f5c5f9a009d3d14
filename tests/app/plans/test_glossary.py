"""名词解释 in every usual form."""

from __future__ import annotations

import pytest

from app.plans.glossary import HEADING, terms_of
from app.plans.model import Paragraph, Section, SectionKind, Table


def terms(*texts: str) -> list[tuple[str, str]]:
    section = Section("名词解释", 1, SectionKind.GLOSSARY, blocks=tuple(map(Paragraph, texts)))
    return [(term.term, term.definition) for term in terms_of([section])]


@pytest.mark.parametrize(
    "texts",
    [
        ("碳账户：记录排放的账户。", "征信平台：汇集信用的系统。"),
        ("1. 碳账户：记录排放的账户。", "2. 征信平台——汇集信用的系统。"),
        ("①碳账户——记录排放的账户。", "②征信平台——汇集信用的系统。"),
        ("【碳账户】记录排放的账户。", "“征信平台”：汇集信用的系统。"),
        ("碳账户", "记录排放的账户。", "征信平台：", "汇集信用的系统。"),
        ("1. 碳账户", "记录排放的账户。", "2. 征信平台", "汇集信用的系统。"),
    ],
)
def test_terms_and_definitions_are_parted(texts: tuple[str, ...]) -> None:
    assert terms(*texts) == [("碳账户", "记录排放的账户。"), ("征信平台", "汇集信用的系统。")]


def test_what_a_term_means_may_follow_it_in_one_sentence() -> None:
    assert terms("1. 碳账户是指记录排放的账户。", "2. 征信平台，指汇集信用的系统。") == [
        ("碳账户", "是指记录排放的账户。"),
        ("征信平台", "指汇集信用的系统。"),
    ]


def test_a_paragraph_without_term_goes_on_with_the_definition() -> None:
    assert terms("碳账户：记录排放的账户。", "账户每年更新。") == [("碳账户", "记录排放的账户。\n账户每年更新。")]


@pytest.mark.parametrize(
    "table",
    [
        Table(None, ("序号", "名词", "释义"), (("1", "碳账户", "记录排放的账户。"),)),
        Table(None, ("名词", "解释"), (("碳账户", "记录排放的账户。"),)),
        Table(None, ("碳账户", "记录排放的账户。"), ()),
    ],
)
def test_a_table_of_two_columns_is_a_glossary(table: Table) -> None:
    found = terms_of([Section("名词解释", 1, SectionKind.GLOSSARY, blocks=(table,))])
    assert [(term.term, term.definition) for term in found] == [("碳账户", "记录排放的账户。")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("名 词 解 释", True),
        ("附件2主要名词解释", True),
        ("附：专业术语说明", True),
        ("《某市规划》名词解释", True),
        ("名词和术语解释：", True),
        ("名词解释见附件", False),
        ("做好名词解释工作", False),
    ],
)
def test_headings_of_a_glossary(text: str, expected: bool) -> None:
    assert bool(HEADING.match(text)) is expected


def test_a_note_below_the_terms_is_no_term() -> None:
    assert terms("碳账户：记录排放的账户。", "注：由市金融办解释。") == [("碳账户", "记录排放的账户。")]


def test_a_number_whose_dot_digits_follow_is_that_of_the_entry() -> None:
    found = terms("1.仓单：存货凭证。", "2.15分钟金融圈：走路就到的网点。", "3.首贷：头一笔贷款。")
    assert [term for term, _ in found] == ["仓单", "15分钟金融圈", "首贷"]
