"""Text is never lost: every character of a sample is in the plan, or the report says what was left where."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.plans.encoding import decode
from app.plans.model import Plan
from app.plans.normalise import Dropped, Line, read_lines
from app.plans.reading import read_plan, read_text
from app.plans.tables import gather

FOLDER = Path(__file__).parents[2] / "samples" / "elements"
SAMPLES = sorted(file.name for file in FOLDER.iterdir() if file.suffix in {".txt", ".md"})
TAGS = re.compile(r"</?[a-z]+[^<>]*>")


def characters(text: str) -> Counter[str]:
    """Letters, digits and Han of a text; blanks and punctuation may change."""
    return Counter(character for character in unicodedata.normalize("NFKC", text) if character.isalnum())


def reported(plan: Plan) -> set[int]:
    """Lines of which the report says that something there was not taken over."""
    lines: set[int] = set()
    for entry in plan.not_taken:
        for run in re.findall(r"\d+(?:—\d+)?", entry.where):
            first, _, last = run.partition("—")
            lines.update(range(int(first), int(last or first) + 1))
    return lines


@pytest.mark.parametrize("name", SAMPLES)
def test_every_character_of_a_sample_is_in_its_plan_or_in_the_report(name: str) -> None:
    plan = read_plan(FOLDER / name).plan
    left = reported(plan)
    source = decode((FOLDER / name).read_bytes()).text.split("\n")
    printed = characters(TAGS.sub("", "".join(text for i, text in enumerate(source, 1) if i not in left)))
    assert not printed - characters("".join(texts(asdict(plan))))


def texts(value: object) -> Iterator[str]:
    """Every text that a value holds, at any depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from texts(list(value.values()))
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from texts(one)


WORDS = ("指标", "单位", "2020年", "2025年", "存款余额", "亿元", "100", "1.4", "预期性", "—", "（亿元）", "序号")
MARKS = (
    "一、规模",
    "专栏1",
    "附表1",
    "附件2",
    "注：年末数。",
    "名词解释",
    "单位：亿元",
    "一句话，说完了。",
    "表1 主要指标",
)
FORMS = ("｜", "│", "|", "|-|-|", "┌─┬─┐", "<table><tr><td>", "</td><td>", "</td></tr></table>")
BREAKS = ("\t", "   ", "\n", "\n", "\n", "\n\n")
PIECES = st.sampled_from((*WORDS, *MARKS, *FORMS, *BREAKS))


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40))
def test_looking_for_tables_loses_no_character(pieces: list[str]) -> None:
    """Whatever forms stand side by side; only lines that the report names (a head printed again) may go."""
    dropped = Dropped()
    lines = read_lines("".join(pieces), dropped)
    before = Counter[str]()
    for line in lines:
        before += characters(TAGS.sub("", line.text))
    elements = gather(lines, dropped)
    after = characters("".join(texts([e.text if isinstance(e, Line) else asdict(e) for e in elements])))
    assert dropped.found or not before - after


ELEMENTS = (
    "话①说，",
    "①注文在此。",
    "注释：",
    "图1 布局",
    "核心区",
    "东园",
    "（略）",
    "——要点。展开。",
    "1. 甲",
    "（二）乙",
    "绿色金融：释义。",
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from((*WORDS, *MARKS, *ELEMENTS, *BREAKS, "\n", "\n")), max_size=40))
def test_reading_loses_no_character_of_the_body(pieces: list[str]) -> None:
    body = "".join(pieces)
    text = f"某市金融规划\n一、甲\n二、乙\n三、丙\n开头一句。\n{body}\n"
    plan = read_text(text, "某市金融规划").plan
    left = reported(plan)
    printed = characters("".join(line for i, line in enumerate(text.split("\n"), 1) if i not in left))
    assert not printed - characters("".join(texts(asdict(plan))))
