"""Dates and periods as Chinese documents print them."""

from __future__ import annotations

import re
from datetime import date

_DATE = re.compile(r"(\d{4})\s?(?:年|[-./])\s?(\d{1,2})\s?(?:月|[-./])\s?(\d{1,2})\s?日?")
_HAN_DATE = re.compile(
    r"([二][〇○零Oo0一二三四五六七八九]{3})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_MONTH = re.compile(
    r"(?:\d{4}|[二][〇○零Oo0一二三四五六七八九]{3})\s?年\s?(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s?月$|20\d\d\s?[-./]\s?\d{1,2}$"
)
_PERIOD = re.compile(r"(20\d\d)\s?年?\s?(?:[-—–~～至到]{1,2})\s?(20\d\d)\s?年?")
_PLAN_NUMBER = re.compile(r"十([一二三四五六七八九])五|第十([一二三四五六七八九])个五年")
_BASE = re.compile(
    r"(?:基期|基准年|基年)\s?(?:年)?\s?(?:为|是|：|:)?\s?(20\d\d)\s?年?|以\s?(20\d\d)\s?年为(?:基期|基准年|基年)"
)
_DIGITS = "〇一二三四五六七八九"


def date_in(text: str) -> date | None:
    """The first date in a text (2022年4月15日, 2022-01-03, 二〇二二年四月十五日), or None."""
    if match := _DATE.search(text):
        year, month, day = (int(part) for part in match.groups())
    elif match := _HAN_DATE.search(text):
        digits = re.sub("[○零Oo0]", "〇", match.group(1))
        year = int("".join(str(_DIGITS.index(character)) for character in digits))
        month, day = _small(match.group(2)), _small(match.group(3))
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _small(text: str) -> int:
    tens, ten, ones = text.rpartition("十")
    high = (_DIGITS.index(tens) if tens else 1) if ten else 0
    return high * 10 + (_DIGITS.index(ones) if ones else 0)


def is_date(text: str) -> bool:
    """Whether a line is a date and nothing else."""
    match = _DATE.fullmatch(text) or _HAN_DATE.fullmatch(text)
    return match is not None and date_in(text) is not None


def is_month(text: str) -> bool:
    """Whether a line is a year and month, as covers print."""
    return _MONTH.fullmatch(text) is not None


def period_in(text: str) -> tuple[int, int] | None:
    """The first span of years in a text (2021—2025年), if it goes forward by 2 to 30 years."""
    for match in _PERIOD.finditer(text):
        first, last = int(match.group(1)), int(match.group(2))
        if 2 <= last - first <= 30:
            return first, last
    return None


def period_of_number(text: str) -> tuple[int, int] | None:
    """The years of the five-year plan that a title names: 十四五 is 2021 to 2025, each number five years on."""
    match = _PLAN_NUMBER.search(text)
    if match is None:
        return None
    first = 2021 + 5 * (_DIGITS.index(match.group(1) or match.group(2)) - 4)
    return first, first + 4


def base_year_in(text: str) -> int | None:
    """The base year that a text states (规划基期为2020年)."""
    match = _BASE.search(text)
    return int(match.group(1) or match.group(2)) if match else None
