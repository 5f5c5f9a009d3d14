"""An outline in any numbering system, written out as text, is read back as it was, and no text is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.drafting.renumber import renumber
from app.errors import UserError
from app.plans.model import NumberStyle, Paragraph, Section, SectionKind
from app.plans.outline import heading, paths
from app.plans.reading import read_text

SYSTEMS = (
    (NumberStyle.HAN, NumberStyle.HAN_BRACKETS, NumberStyle.ARABIC, NumberStyle.ARABIC_BRACKETS, NumberStyle.CIRCLED),
    (NumberStyle.CHAPTER, NumberStyle.HAN, NumberStyle.HAN_BRACKETS, NumberStyle.ARABIC),
    (NumberStyle.CHAPTER, NumberStyle.DIVISION, NumberStyle.HAN, NumberStyle.HAN_BRACKETS, NumberStyle.ARABIC),
    (NumberStyle.PART, NumberStyle.CHAPTER, NumberStyle.DIVISION, NumberStyle.HAN),
    (NumberStyle.DECIMAL, NumberStyle.DECIMAL_2, NumberStyle.DECIMAL_3, NumberStyle.DECIMAL_4),
    (NumberStyle.CHAPTER, NumberStyle.DECIMAL_2, NumberStyle.DECIMAL_3, NumberStyle.ARABIC_BRACKETS),
    (NumberStyle.HAN, NumberStyle.DECIMAL_2, NumberStyle.DECIMAL_3, NumberStyle.CIRCLED),
    (NumberStyle.ARABIC, NumberStyle.ARABIC_BRACKETS, NumberStyle.CIRCLED),
    (NumberStyle.HAN_BRACKETS, NumberStyle.ARABIC, NumberStyle.ARABIC_BRACKETS),
)
TEXTS = (
    "到2025年，存款余额达到3.5亿元，比2020年翻一番。",
    "1.2万亿元的市场里，本地机构只占一成。",
    "一是抓存款，二是抓贷款，三是抓保险。",
    "2021年以来，各部门按第二章的分工办事；逾期的，由督查室催办。",
    "对小店小厂，少要抵押，多看流水。",
)
WORDS = st.text(
    alphabet="做大机构市场银行保险证券基金服务创新改革开放风险人才信用绿色普惠科技年度分项", min_size=3, max_size=12
)


@st.composite
def outlines(draw: st.DrawFn, styles: tuple[NumberStyle, ...]) -> tuple[Section, ...]:
    """Numbered sections, at least three at the top, each with or without text, some run-in."""
    sections: list[Section] = []

    def below(level: int, least: int) -> None:
        for _ in range(draw(st.integers(least, 3 if level < 3 else 2))):
            texts = draw(st.lists(st.sampled_from(TEXTS), max_size=2))
            run_in = bool(texts) and draw(st.booleans())
            blocks = tuple(Paragraph(text) for text in texts)
            sections.append(Section(draw(WORDS), level, style=styles[level - 1], run_in=run_in, blocks=blocks))
            if level < len(styles) and draw(st.integers(0, level)) == 0:
                below(level + 1, 1)

    below(1, 3)
    return renumber(sections)


def written(sections: tuple[Section, ...], gap: str) -> str:
    lines: list[str] = []
    for section in sections:
        texts = [block.text for block in section.blocks if isinstance(block, Paragraph)]
        if section.run_in:
            lines.append(f"{heading(section)}。{texts[0]}")
            texts = texts[1:]
        elif section.kind is not SectionKind.PREFACE:  # the reader's own word for text before the first heading
            lines.append(heading(section))
        lines.extend(texts)
    return gap.join(["某市“十四五”金融规划", *lines])


def shown(sections: tuple[Section, ...]) -> list[tuple[str, str, int, bool, list[str]]]:
    return [
        (path, section.title, section.level, section.run_in, [getattr(block, "text", "") for block in section.blocks])
        for section, path in zip(sections, paths(sections), strict=True)
    ]


@pytest.mark.parametrize("styles", SYSTEMS, ids=lambda styles: " ".join(styles))
@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["dense", "spaced"])
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_an_outline_is_read_back(styles: tuple[NumberStyle, ...], gap: str, data: st.DataObject) -> None:
    sections = data.draw(outlines(styles))
    reading = read_text(written(sections, gap), "x")
    assert shown(reading.plan.sections) == shown(sections)
    assert reading.warnings == ()


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_no_text_is_lost_whatever_the_numbers_are(data: st.DataObject) -> None:
    styles = data.draw(st.sampled_from(SYSTEMS))
    sections = data.draw(outlines(styles))
    numbers = data.draw(st.permutations([section.number for section in sections]))
    mixed = tuple(replace(one, number=number) for one, number in zip(sections, numbers, strict=True))
    text = written(mixed, "\n")
    try:
        back = read_text(text, "x").plan
    except UserError:
        return  # so few numbers are left that count on that nothing shows an outline
    assert back.front.title == "某市“十四五”金融规划"
    assert sorted(_bare(written(back.sections, "\n"))) == sorted(_bare(text))


def _bare(text: str) -> str:
    return "".join(character for character in text if "一" <= character <= "鿿" or character.isdecimal())
