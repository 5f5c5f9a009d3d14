"""Captions of tables: the line with label and title above one, and the line with its unit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from app.plans.boxes import label_of
from app.plans.characters import NARROW
from app.plans.found import Element
from app.plans.model import NumberStyle, Table
from app.plans.normalise import Line, close_up, finished
from app.plans.numbering import APPENDIX, STYLE_ORDER, number_at

CAPTION_LIMIT = 45
"""Characters. A longer line above a table is text."""

LABEL = re.compile(
    r"((?:续|附\s?)?表\s?(?:\d{1,2}(?:[-—–.．]\d{1,2})?|[一二三四五六七八九十]{1,3})?)(?:\s*[：:、.．]\s*|\s+|(?<=\d)|(?=[“《]))"
)
"""表1, 续表, 附表2: the label that a caption begins with."""

UNIT = re.compile(r"[（(]?\s?(?:计量)?单\s?位\s?[：:][^。]{1,20}$")
"""A line that names the unit of a table's figures."""

_COARSE = STYLE_ORDER.index(NumberStyle.HAN_BRACKETS)


def with_caption(result: list[Element], table: Table, known: bool = False, within: bool = True) -> Table:
    """A table with the caption (and unit line) above it, which leave the running text; with `known`, only a line that
    is a caption by its label or its style; 附表1 only if the table stands `within` the body."""
    unit = _unit_above(result)
    caption, label = table.caption, table.label
    above = result[-1] if result else None
    if caption is None and label is None and isinstance(above, Line) and (found := caption_of(above, known, within)):
        caption, label = found
        result.pop()
    if caption and not unit:
        unit = _unit_above(result)
    return replace(table, caption=caption, label=label, notes=unit + table.notes)


def _unit_above(result: list[Element]) -> tuple[str, ...]:
    """The unit line that the text ends with, which leaves it; () if it ends with none."""
    last = result[-1] if result else None
    if not isinstance(last, Line) or not UNIT.match(last.text):
        return ()
    result.pop()
    return (last.text,)


def caption_of(line: Line, known: bool = False, within: bool = True) -> tuple[str | None, str | None] | None:
    """Caption and label of a line above a table, or None: 表 with or without number, else (unless `known`) a short line
    that is no heading, by number or mark, and ends as no sentence does."""
    text = line.text
    if line.caption:
        return split_label(text)
    if len(text) > CAPTION_LIMIT or finished(text) or text[-1] in "，,、" or label_of(text):
        return None
    if APPENDIX.match(text) and not (within and LABEL.match(text)):
        return None
    if LABEL.match(text):
        return split_label(text)
    if known or number_at(line) or text.startswith("—") or line.hashes:
        return None
    return close_up(text), None


def split_label(text: str) -> tuple[str | None, str | None]:
    """The title (None if there is none) and the label of a caption."""
    match = LABEL.match(text)
    if match is None:
        return close_up(text), None
    return close_up(text[match.end() :]) or None, close_up(match.group(1)).replace(" ", "").translate(NARROW)


def resuming(lines: Sequence[Line]) -> list[bool]:
    """Whether behind each place the body's numbers go on: there 附表1 is a caption and heads no appendix."""
    result = [False] * (len(lines) + 1)
    if not any(line.text.startswith("附") for line in lines):
        return result
    for i in range(len(lines) - 1, -1, -1):
        number = number_at(lines[i])
        coarse = number is not None and STYLE_ORDER.index(number.style) <= _COARSE
        result[i] = number.value > 1 if number is not None and coarse else result[i + 1]
    return result
