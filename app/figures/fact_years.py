"""The years that the figures of a sentence belong to: which years are meant, which are only compared with."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import TypeVar

from app.figures.columns import five_year_period
from app.figures.quantity import QuantityAt, YearAt, years

_NOT_IN_FORCE_BEFORE = re.compile(
    r"(?:较|较于|比|与|同|距|相比于?|[高低多少大小快慢优好]于|超过|超出|持平|相当于)[ ]?$"  # 高于“十三五”时期实际
)
_NOT_IN_FORCE_AFTER = re.compile(r"[ ]?(?:以来|起|开始|以后|之后|以前|前|年初|同期|远景|年?末?的[ ]?\d[\d.]*[ ]?倍)")
_YEAR_PART = re.compile(r"[ ]?(?:年?[初末底])?")  # what belongs to a year: 2020年年末
_PERIOD = re.compile("[“‘]?十[一二三四五六七八九]五[”’]?(?:规划)?(?:(?P<over>期间|时期)|期末|末)")
_COMPARED = re.compile(
    r"(?:相?(?:较于|较|比于|比)|与|同)\s*(?:[“‘]?十[一二三四五六七八九]五[”’]?(?:期间|时期|期末|期|末)?|(?:19|20)\d\d\s*年(?:\s*年?[初末底])?|上年|去年|年初)"
    r"(?:的?(?:峰值|最?高点|最?低点|历史高位|平均水平|水平))?(?:同期)?(?:相比)?"
)
_COMPARED_VALUE = re.compile(rf"{_COMPARED.pattern}\s*的\s*$")
_LONGEST_COMPARISON = 30  # characters
_LONGEST_TITLE = 120  # characters before a year in which the title that it belongs to begins
_Placed = TypeVar("_Placed", QuantityAt, YearAt)


def between(placed: Sequence[_Placed], start: int, end: int) -> Sequence[_Placed]:
    """Of things in order of their place those that begin between two places."""
    begin = attrgetter("start")
    return placed[bisect_left(placed, start, key=begin) : bisect_left(placed, end, key=begin)]


def years_in_force(sentence: str) -> list[YearAt]:
    """The years that figures of a sentence belong to, in order: not those compared with (较2015年, 2016年以来), not
    those of titles (《…2035年远景目标纲要》); “十三五”末 stands for 2020, “十三五”期间 for the span up to it."""
    found = [
        replace(year, end=_YEAR_PART.match(sentence, year.end).end())  # pyright: ignore[reportOptionalMemberAccess]
        for year in years(sentence)
        if _in_force(sentence, year.start, year.end)
    ]
    for match in _PERIOD.finditer(sentence):
        period = five_year_period(match[0])
        if period and _in_force(sentence, match.start(), match.end()):
            found.append(YearAt(period[1], match.start(), match.end(), period[0] if match["over"] else None))
    return list(_side_by_side(sentence, sorted(found, key=lambda year: year.start)))


def _side_by_side(sentence: str, found: Sequence[YearAt]) -> Iterator[YearAt]:
    """Years with those that are listed year after year (2018年、2019年、2020年) taken for the span that they are."""
    span: YearAt | None = None
    for year in found:
        follows = span and year.first is None and year.year == span.year + 1
        if span and follows and sentence[span.end : year.start].strip() in ("、", "和", "与", "及"):
            span = YearAt(year.year, span.start, year.end, span.first or span.year)
            continue
        if span:
            yield span
        span = year
    if span:
        yield span


def is_origin(sentence: str, year: YearAt) -> bool:
    """Whether a year is where something moved from (由2016年的): it holds for the number behind it alone."""
    return sentence[max(0, year.start - 3) : year.start].rstrip()[-1:] in ("由", "从", "自")


def without_comparison(words: str) -> str:
    """Words without what is compared with (与“十二五”期末相比, 较上年)."""
    return _COMPARED.sub("", words)


def is_compared_with(sentence: str, start: int) -> bool:
    """Whether the number at `start` is what something is compared with (较2015年的35亿元) and says nothing new."""
    return _COMPARED_VALUE.search(sentence[max(0, start - _LONGEST_COMPARISON) : start]) is not None


def _in_force(sentence: str, start: int, end: int) -> bool:
    before = sentence[max(0, start - _LONGEST_TITLE) : start]
    if before.rfind("《") > before.rfind("》"):
        return False
    return not _NOT_IN_FORCE_BEFORE.search(sentence[max(0, start - 3) : start]) and not _NOT_IN_FORCE_AFTER.match(
        sentence, end
    )
