"""Automatic numbers, counted and printed as Word does it."""

from __future__ import annotations

import random
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from app.plans.numbering import han_value
from app.plans.word.number_formats import FORMATS, counted, printed
from app.plans.word.numbering import read_numbering
from app.plans.word.reader import lines_of
from app.plans.word.styles import Style, Styles
from tests.app.plans.word.written import SPACES, docx, level, numbering, p
from tests.app.plans.word.written import counted as counted_in


def numbers(xml: str, *uses: tuple[int, int]) -> list[str]:
    """The printed numbers of paragraphs, each of a list and level."""
    lists = read_numbering(etree.fromstring(xml))
    return [
        lists.next(
            etree.fromstring(
                f'<w:pPr {SPACES}><w:numPr><w:ilvl w:val="{index}"/><w:numId w:val="{num}"/></w:numPr></w:pPr>'
            ),
            Style(),
            Styles(),
        )
        for num, index in uses
    ]


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("decimal", "1 9 10 11 20 21 100"),
        ("decimalZero", "01 09 10 11 20 21 100"),
        ("decimalFullWidth", "１ ９ １０ １１ ２０ ２１ １００"),
        ("chineseCounting", "一 九 十 十一 二十 二十一 一〇〇"),
        ("chineseCountingThousand", "一 九 十 十一 二十 二十一 一百"),
        ("japaneseCounting", "一 九 十 十一 二十 二十一 百"),
        ("taiwaneseCountingThousand", "一 九 十 十一 二十 二十一 一百"),
        ("ideographDigital", "一 九 一〇 一一 二〇 二一 一〇〇"),
        ("chineseLegalSimplified", "壹 玖 壹拾 壹拾壹 贰拾 贰拾壹 壹佰"),
        ("decimalEnclosedCircleChinese", "① ⑨ ⑩ ⑪ ⑳ ㉑ 100"),
        ("decimalEnclosedParen", "（1） （9） （10） （11） （20） （21） （100）"),
        ("upperRoman", "I IX X XI XX XXI C"),
        ("lowerLetter", "a i j k t u vvvv"),
        ("ideographTraditional", "甲 壬 癸 甲 癸 甲 癸"),
        ("unheard-of", "1 9 10 11 20 21 100"),
    ],
)
def test_a_number_is_printed_in_its_format(form: str, expected: str) -> None:
    assert " ".join(printed(value, form) for value in (1, 9, 10, 11, 20, 21, 100)) == expected


def test_gaps_in_a_counted_number_are_named() -> None:
    assert [counted(value) for value in (101, 110, 111, 305, 1001, 1010)] == [
        "一百零一", "一百一十", "一百一十一", "三百零五", "一千零一", "一千零一十",
    ]  # fmt: skip


@given(st.integers(1, 999))
def test_a_counted_number_is_read_back(value: int) -> None:
    assert han_value(counted(value)) == value


@given(st.integers(-5, 10**6), st.sampled_from(sorted(FORMATS)))
def test_every_number_can_be_printed(value: int, form: str) -> None:
    assert isinstance(printed(value, form), str)


THREE = level(0, "chineseCounting", "%1、") + level(1, "decimal", "%2．") + level(2, "decimal", "（%3）")


def test_lower_levels_begin_anew_below_a_higher_one() -> None:
    xml = numbering({0: THREE}, {1: (0, "")})
    uses = [(1, 0), (1, 1), (1, 1), (1, 2), (1, 0), (1, 1), (1, 2)]
    assert numbers(xml, *uses) == ["一、", "1．", "2．", "（1）", "二、", "1．", "（1）"]


def test_a_level_may_count_on_over_higher_ones() -> None:
    on = THREE.replace('<w:numFmt w:val="decimal"/><w:suff w:val="nothing"/><w:lvlText w:val="%2．"/>',
                       '<w:numFmt w:val="decimal"/><w:lvlRestart w:val="0"/><w:lvlText w:val="%2．"/>')  # fmt: skip
    assert numbers(numbering({0: on}, {1: (0, "")}), (1, 0), (1, 1), (1, 0), (1, 1)) == ["一、", "1．", "二、", "2．"]


def test_a_level_may_restart_only_below_a_still_higher_one() -> None:
    on = THREE.replace('<w:lvlText w:val="（%3）"/>', '<w:lvlRestart w:val="1"/><w:lvlText w:val="（%3）"/>')
    uses = [(1, 0), (1, 1), (1, 2), (1, 1), (1, 2), (1, 0), (1, 1), (1, 2)]
    assert numbers(numbering({0: on}, {1: (0, "")}), *uses) == [
        "一、", "1．", "（1）", "2．", "（2）", "二、", "1．", "（1）",
    ]  # fmt: skip


def test_lists_of_one_definition_count_together() -> None:
    assert numbers(numbering({0: THREE}, {1: (0, ""), 2: (0, "")}), (1, 0), (2, 0), (1, 0)) == ["一、", "二、", "三、"]


def test_a_list_with_a_start_of_its_own_restarts_once() -> None:
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    uses = [(1, 0), (1, 0), (2, 0), (2, 0), (1, 0)]
    assert numbers(numbering({0: THREE}, {1: (0, ""), 2: (0, again)}), *uses) == [
        "一、",
        "二、",
        "一、",
        "二、",
        "三、",
    ]


def test_a_list_may_print_a_level_otherwise() -> None:
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "chineseCounting", "第%1章")}</w:lvlOverride>'
    assert numbers(numbering({0: THREE}, {1: (0, own)}), (1, 0), (1, 0)) == ["第一章", "第二章"]


def test_a_number_may_show_the_higher_ones_in_digits() -> None:
    legal = level(0, "chineseCounting", "第%1章") + level(1, "decimal", "%1.%2", "<w:isLgl/>")
    assert numbers(numbering({0: legal}, {1: (0, "")}), (1, 0), (1, 0), (1, 1)) == ["第一章", "第二章", "2.1"]


def test_bullets_print_nothing_but_dashes_do() -> None:
    marks = level(0, "bullet", "\uf0b7") + level(1, "bullet", "——")
    assert numbers(numbering({0: marks}, {1: (0, "")}), (1, 0), (1, 1)) == ["", "——"]


def test_a_format_for_newer_readers_is_taken() -> None:
    new = (
        '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002"/></mc:Choice>'
        '<mc:Fallback><w:numFmt w:val="decimalZero"/></mc:Fallback></mc:AlternateContent>'
    )
    xml = numbering({0: level(0, "decimal", "%1、").replace('<w:numFmt w:val="decimal"/>', new)}, {1: (0, "")})
    assert numbers(xml, (1, 0)) == ["01、"]


def test_no_list_no_number() -> None:
    xml = numbering({0: THREE}, {1: (0, ""), 3: (7, "")})
    assert numbers(xml, (0, 0), (2, 0), (3, 0), (1, 9), (1, -1)) == ["", "", "", "", ""]


def test_a_definition_may_point_to_a_numbering_style() -> None:
    xml = numbering({0: THREE, 1: '<w:numStyleLink w:val="gov"/>'}, {1: (0, ""), 2: (1, "")})
    link = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    root = etree.fromstring(f'<w:style {SPACES} w:type="numbering" w:styleId="gov">{link}</w:style>')
    lists = read_numbering(etree.fromstring(xml))
    use = etree.fromstring(f'<w:pPr {SPACES}><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>')
    assert lists.next(use, Style(), Styles({"gov": root})) == "一、"


FORMS_OF_BOTH = (
    "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCountingThousand", "decimal",
    "decimalFullWidth", "decimalEnclosedCircleChinese", "upperRoman", "lowerLetter",
)  # fmt: skip


def mixed_lists(seed: int) -> bytes:
    """A document in which four lists of two definitions take turns at three levels."""
    chance = random.Random(seed)

    def any_level(index: int) -> str:
        text = chance.choice(["%{}、", "（%{}）", "第%{}章", "%{}．"]).format(index + 1)
        return level(index, chance.choice(FORMS_OF_BOTH), text, start=chance.choice([1, 1, 3]))

    definitions = {key: "".join(any_level(index) for index in range(3)) for key in range(2)}
    lists = {num: (chance.randrange(2), "") for num in range(1, 5)}
    body: list[str] = []
    index = 0
    for i in range(30):
        index = max(0, min(2, index + chance.choice([-1, 0, 0, 1])))
        body.append(p(f"正文{i}") if chance.random() < 0.1 else counted_in(chance.randrange(1, 5), index, f"某条{i}"))
    return docx(*body, numbering=numbering(definitions, lists))


@pytest.mark.office
def test_libreoffice_counts_the_same(tmp_path: Path) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    documents = {f"n{seed}": mixed_lists(seed) for seed in range(12)}
    for name, data in documents.items():
        (tmp_path / f"{name}.docx").write_bytes(data)
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    files = [str(file) for file in sorted(tmp_path.glob("*.docx"))]
    subprocess.run([*command, "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path), *files],
                   check=True, capture_output=True, timeout=120)  # fmt: skip
    for name, data in documents.items():
        printed_by_office = (tmp_path / f"{name}.txt").read_text("utf-8-sig").split("\n")
        expected = [line.replace(" ", "") for line in printed_by_office if line.strip()]
        assert [line.text.replace(" ", "") for line in lines_of(data)] == expected, name
