"""Numbers of sections, boxes, tables and figures, computed from their place.

Which style stands at which depth is the habit of the draft itself (`numbering_of`): the two customs of official
plans are 一、（一）1.（1）① (GB/T 9704 7.3.3) and 第一章 一、（一）1.（1）①.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.plans.model import Block, Box, Figure, NumberStyle, Paragraph, Section, SectionKind, Table
from app.plans.numbering import DECIMALS
from app.plans.outline import parents

_DEEPER = {
    NumberStyle.PART: NumberStyle.CHAPTER,
    NumberStyle.CHAPTER: NumberStyle.HAN,
    NumberStyle.DIVISION: NumberStyle.HAN,
    NumberStyle.ARTICLE: NumberStyle.HAN_BRACKETS,
    NumberStyle.HAN: NumberStyle.HAN_BRACKETS,
    NumberStyle.HAN_BRACKETS: NumberStyle.ARABIC,
    NumberStyle.DECIMAL: NumberStyle.DECIMAL_2,
    NumberStyle.DECIMAL_2: NumberStyle.DECIMAL_3,
    NumberStyle.DECIMAL_3: NumberStyle.DECIMAL_4,
    NumberStyle.DECIMAL_4: NumberStyle.ARABIC_BRACKETS,
    NumberStyle.ARABIC: NumberStyle.ARABIC_BRACKETS,
    NumberStyle.ARABIC_BRACKETS: NumberStyle.CIRCLED,
    NumberStyle.CIRCLED: NumberStyle.CIRCLED,
}
_ORDINAL_UNITS = {
    NumberStyle.PART: "篇",
    NumberStyle.CHAPTER: "章",
    NumberStyle.DIVISION: "节",
    NumberStyle.ARTICLE: "条",
}
_HAN_DIGITS = "零一二三四五六七八九"
_LABEL = re.compile(r"([^\d\-－—.．]*[^\d\-－—.．零一二三四五六七八九十百])(\d+|[零一二三四五六七八九十百]+)")


@dataclass(frozen=True, slots=True)
class NumberingSystem:
    """Which style numbers which depth: `styles[0]` is that of level 1."""

    styles: tuple[NumberStyle, ...] = (NumberStyle.HAN,)

    def style_at(self, level: int) -> NumberStyle:
        """The style of numbered sections at a level (1 = top); below the known depths custom goes on."""
        style = self.styles[min(level, len(self.styles)) - 1]
        for _ in range(level - len(self.styles)):
            style = _DEEPER[style]
        return style


HAN_SYSTEM = NumberingSystem((NumberStyle.HAN,))
CHAPTER_SYSTEM = NumberingSystem((NumberStyle.CHAPTER,))


def numbering_of(sections: Sequence[Section]) -> NumberingSystem:
    """The system that a draft follows: at each level its commonest style, custom where a level has none yet."""
    used: dict[int, Counter[NumberStyle]] = {}
    for section in sections:
        if section.kind is SectionKind.NUMBERED and section.style is not NumberStyle.NONE:
            used.setdefault(section.level, Counter())[section.style] += 1
    styles: list[NumberStyle] = []
    for level in range(1, max(used, default=0) + 1):
        if level in used:
            styles.append(used[level].most_common(1)[0][0])
        else:
            styles.append(_DEEPER[styles[-1]] if styles else NumberStyle.HAN)
    return NumberingSystem(tuple(styles)) if styles else HAN_SYSTEM


def renumber(sections: Sequence[Section]) -> tuple[Section, ...]:
    """The same sections with the numbers that their places ask for; running it twice changes nothing more.

    Sections of one style count from one under each parent (articles, 第…条, count through the whole plan, as in
    regulations); a decimal number repeats that of its parent (2.1 under 第二章 or 2). Sections of other kinds have no
    number to change. Labels of boxes, tables and figures (专栏1, 表2, 图三) count through the plan, each kept in its
    own digits; a compound label (表2-1) stays as it is.
    """
    counts: Counter[tuple[int | None, NumberStyle]] = Counter()
    labels: Counter[str] = Counter()
    result: list[Section] = []
    decimal: list[str] = []  # what a decimal number below each section begins with
    for section, parent in zip(sections, parents(sections), strict=True):
        number = section.number
        above = "" if parent is None else decimal[parent]
        if section.kind is SectionKind.NUMBERED:
            place = (None if section.style is NumberStyle.ARTICLE else parent, section.style)
            counts[place] += 1
            number = number_in(section.style, counts[place], above)
            above = number if section.style in DECIMALS else str(counts[place])
        decimal.append(above)
        blocks = tuple(_relabelled(block, labels) for block in section.blocks)
        same = number == section.number and blocks == section.blocks
        result.append(section if same else replace(section, number=number, blocks=blocks))
    return tuple(result)


def number_in(style: NumberStyle, count: int, above: str = "") -> str:
    """A number as `Section.number` holds it: 一, （一）, 1, （1）, ①, 1.1, 第一章; "" in the style NONE. A decimal one
    begins with the number `above`; where levels are left out between them, with a 1 for each."""
    if style in DECIMALS:
        depth = DECIMALS.index(style)
        parts = [*(above.split(".") if above else ()), *"1" * depth][:depth]
        return ".".join((*parts, str(count)))
    match style:
        case NumberStyle.NONE:
            return ""
        case NumberStyle.HAN:
            return han(count)
        case NumberStyle.HAN_BRACKETS:
            return f"（{han(count)}）"
        case NumberStyle.ARABIC:
            return str(count)
        case NumberStyle.ARABIC_BRACKETS:
            return f"（{count}）"
        case NumberStyle.CIRCLED:
            return circled(count)
        case _:
            return f"第{han(count)}{_ORDINAL_UNITS[style]}"


def han(count: int) -> str:
    """1..999 in Han numerals as headings print them: 十, 二十一, 一百零二, 一百一十."""
    hundreds, rest = divmod(count, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_HAN_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += "十" if tens == 1 and not hundreds else f"{_HAN_DIGITS[tens]}十"
    elif hundreds and ones:
        text += "零"
    return text + (_HAN_DIGITS[ones] if ones else "")


def circled(count: int) -> str:
    """1..20 in a circle (beyond them fonts and readers do not agree on the signs), further ones in brackets."""
    return chr(ord("①") + count - 1) if count <= 20 else f"（{count}）"


def _relabelled(block: Block, labels: Counter[str]) -> Block:
    """A block whose label, and those of the tables in it, follow on the labels counted so far."""
    match block:
        case Paragraph():
            return block
        case Box():
            label = _next_label(block.label, labels)
            inner = tuple(_relabelled(one, labels) for one in block.blocks)
            return replace(block, label=label, blocks=inner)  # type: ignore[arg-type]  # a box holds no box or figure
        case Table() | Figure():
            return replace(block, label=_next_label(block.label, labels)) if block.label else block


def _next_label(label: str, labels: Counter[str]) -> str:
    parts = _LABEL.fullmatch(label)
    if parts is None:
        return label
    name, number = parts.groups()
    labels[name] += 1
    return f"{name}{labels[name] if number.isdigit() else han(labels[name])}"
