"""Arabic numbers whose title begins with digits right behind the dot: 3.2035年远景目标, 11.121人才项目.

Such a line reads like a decimal; only the count of the document tells. The number is a heading's when it goes on from
the one before it and either the next one goes on from it or what follows the dot can be no fraction (a year).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from app.plans.model import NumberStyle
from app.plans.normalise import Line
from app.plans.numbering import glued_of, number_at, title_of

_YEAR = re.compile(r"(?:19|20)\d\d\s?年")


def mark_glued(lines: Sequence[Line]) -> list[Line]:
    """The lines, those marked `glued` that begin with a number whose dot is followed by digits."""
    result = list(lines)
    before = 0  # value of the last Arabic number
    for i, line in enumerate(lines):
        if number := number_at(line):
            before = number.value if number.style is NumberStyle.ARABIC else before
            continue
        glued = glued_of(line.text)
        if glued is None or line.decimal or len(line.cells) > 1 or line.held is not None or glued.value != before + 1:
            continue
        if title_of(glued.rest) and (_YEAR.match(glued.rest) or _next_value(lines[i + 1 :]) == glued.value + 1):
            result[i] = replace(line, glued=True)
            before = glued.value
    return result


def _next_value(lines: Sequence[Line]) -> int | None:
    """The value of the next Arabic number below, be its dot followed by digits or not."""
    for line in lines[:200]:
        if line.decimal:
            return None
        number = number_at(line) or glued_of(line.text)
        if number and number.style is NumberStyle.ARABIC:
            return number.value
    return None
