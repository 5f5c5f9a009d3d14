"""The numbering system of a document: which styles its headings use and how deep each stands.

Recognised per document: 一、（一）1.（1）, 第一章 一、（一）, 第一篇 第一章 第一节 and any other choice of styles. A
style's level is its rank among the styles in use, so a heading keeps its level where the one above it is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from app.plans.model import NumberStyle
from app.plans.numbering import DECIMALS, STYLE_ORDER, Number


def style_order(numbers: Iterable[Number]) -> tuple[NumberStyle, ...]:
    """The styles of a document, outermost first.

    Official order (一、 above （一） above 1.) unless the numbers say otherwise: a style that begins anew behind
    another more often than the other way round stands below it. Decimal numbers stand together.
    """
    used: set[NumberStyle] = set()
    begins: Counter[tuple[NumberStyle, NumberStyle]] = Counter()
    for before, number in pairwise([None, *numbers]):
        assert number is not None
        used.add(number.style)
        if before is not None and number.value == 1 and _family(number.style) is not _family(before.style):
            begins[_family(before.style), _family(number.style)] += 1
    families = {_family(style) for style in used}
    order = [style for style in STYLE_ORDER if style in families]
    for i in range(len(order) - 1):
        upper, lower = order[i], order[i + 1]
        if begins[lower, upper] > 2 * begins[upper, lower]:
            order[i], order[i + 1] = lower, upper
    return tuple(style for family in order for style in STYLE_ORDER if _family(style) is family and style in used)


def _family(style: NumberStyle) -> NumberStyle:
    return NumberStyle.DECIMAL if style in DECIMALS else style


@dataclass
class Counting:
    """Where the numbering of the body stands while it is read."""

    order: Sequence[NumberStyle]
    open: dict[NumberStyle, int] = field(default_factory=dict)  # last value of each open style
    ever: dict[NumberStyle, int] = field(default_factory=dict)  # last value of each style anywhere

    def follows(self, number: Number) -> bool:
        """Whether a number is the next one of its style here, or the first one below an open heading."""
        last = self.open.get(number.style)
        if last is not None:
            return number.value == last + 1
        return number.value == 1 or number.value == self.ever.get(number.style, -1) + 1

    def resumes(self, number: Number) -> bool:
        """Whether a number goes on with an open run of headings."""
        return number.style in self.open and number.value == self.open[number.style] + 1

    def doubt(self, number: Number) -> str | None:
        """What is odd about a number as a heading here, in words; None if it follows."""
        if self.follows(number):
            return None
        last = self.open.get(number.style)
        if last is None:
            return f"编号从“{number.text}”开始，前面没有“1”号"
        if number.value == last:
            return f"编号“{number.text}”重复"
        return f"编号由第 {last} 号跳到“{number.text}”"

    def accept(self, number: Number) -> None:
        """Count a heading: finer styles begin anew below it."""
        rank = self.order.index(number.style)
        for style in self.order[rank + 1 :]:
            self.open.pop(style, None)
        self.open[number.style] = number.value
        self.ever[number.style] = number.value

    def copy(self) -> Counting:
        """The count as it stands now."""
        return Counting(self.order, dict(self.open), dict(self.ever))

    def clear(self) -> None:
        self.open.clear()
        self.ever.clear()
