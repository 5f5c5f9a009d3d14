"""Han numbers that only a blank parts from their title: 一 发展现状, 二　发展目标.

Such a line reads like words; only the count of the document tells. The numbers are headings' when they count from 一
to 三 and further without a gap, each before a short title, in a document that has no 一、.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from app.plans.characters import HAN_NUMBER
from app.plans.model import NumberStyle
from app.plans.normalise import Line
from app.plans.numbering import han_value, number_of

FEWEST = 3
TITLE_LIMIT = 25
_SPACED = re.compile(rf"({HAN_NUMBER})\s(?=[^\s\d])([^，。；：、|]{{2,{TITLE_LIMIT}}})$")


def mark_spaced(lines: Sequence[Line]) -> list[Line]:
    """The lines, those that begin with a Han number before a blank written with the 、 that is usual there."""
    found: dict[int, str] = {}
    for i, line in enumerate(lines):
        number = number_of(line.text)
        if number is not None and number.style is NumberStyle.HAN:
            return list(lines)
        match = None if len(line.cells) > 1 or line.held else _SPACED.match(line.text)
        if match is None:
            continue
        value = han_value(match.group(1))
        if value == len(found) + 1:
            found[i] = f"{match.group(1)}、{match.group(2)}"
        elif value is not None:
            return list(lines)
    if len(found) < FEWEST:
        return list(lines)
    return [replace(line, text=found[i]) if i in found else line for i, line in enumerate(lines)]
