"""Growth recomputed from what is printed, with the interval that rounding of the printed values allows.

The interval follows the check of reported statistics by recomputation (statcheck): a printed 85.64 stands for any
value from 85.635 to 85.645, so a stated growth is wrong only if no such values give it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Literal

from app.figures.fact_names import is_total
from app.figures.model import Indicator

_IS_GROWTH = re.compile("增速|增长率|增长|增幅|递增")
_AT_LEAST = re.compile("以上|超过|超出|突破|不低于|不少于|不小于|高于|大于|至少|超|逾|余|多|[≥>＞]")
_AT_MOST = re.compile("以下|以内|之内|不高于|不超过|不大于|不多于|低于|小于|最多|[≤<＜]")
_ROUGHLY = re.compile("左右|上下|约|近|接近|大约")
_BEHIND = re.compile("左右|上下|以上|以下|以内|之内|之间|余|多")
_POINTS = frozenset(("%", "‰", "个百分点"))
_HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Growth:
    """What base and target give: `percent` a year between `low` and `high`, or, where the unit is a percentage,
    the change in `points` (个百分点) and no percent. `stated_agrees` is None where nothing can be said."""

    percent: Decimal | None
    low: Decimal | None
    high: Decimal | None
    points: Decimal | None
    stated_agrees: bool | None
    sentence: str


def growth(indicator: Indicator) -> Growth | None:
    """The growth of an indicator from base to target, None where it cannot be computed or means nothing
    (a rate of growth, a total over the period, a base of zero or less)."""
    measured_in = measure(indicator)
    if measured_in is None or indicator.base_value is None or indicator.target_value is None:
        return None
    if indicator.base_year is None or indicator.target_year is None or indicator.target_year <= indicator.base_year:
        return None
    if measured_in == "points":
        return _change(indicator, indicator.base_value, indicator.target_value)
    if indicator.base_value <= 0 or indicator.target_value <= 0:
        return None
    return _compound(indicator, indicator.base_value, indicator.target_value)


def measure(indicator: Indicator) -> Literal["percent", "points"] | None:
    """What the development of an indicator is measured in: percent a year, 个百分点 where it is a percentage itself,
    nothing where it is a rate of growth or a total over several years (累计, 五年新增 …: no base of one year can be set
    against that)."""
    if indicator.qualifier == "累计" or is_total(indicator.name) or _IS_GROWTH.search(indicator.name):
        return None
    return "points" if indicator.unit in _POINTS else "percent"


def yearly_percent(base: Decimal, target: Decimal, years: int) -> Decimal:
    """The compound growth in percent a year that leads from base to target (both above 0) in so many years."""
    with localcontext() as context:
        context.prec = 28
        return ((target / base) ** (Decimal(1) / years) - 1) * 100


def half_unit(value: Decimal) -> Decimal:
    """Half of a printed value's last place: 85.64 → 0.005, 135 → 0.5."""
    exponent = value.as_tuple().exponent
    return _HALF.scaleb(min(exponent, 0) if isinstance(exponent, int) else 0)


def rounded(value: Decimal, places: int) -> Decimal:
    """The value with so many decimals, halves away from zero, as people round; never -0."""
    result = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return result if result else abs(result)


def _compound(indicator: Indicator, base: Decimal, target: Decimal) -> Growth:
    years = (indicator.target_year or 0) - (indicator.base_year or 0)
    percent = yearly_percent(base, target, years)
    low = yearly_percent(base + half_unit(base), max(target - half_unit(target), Decimal(0)), years)
    high = yearly_percent(base - half_unit(base), target + half_unit(target), years)
    stated = indicator.growth_stated
    agrees = None if stated is None else _agrees(stated, low, high, indicator.qualifier, indicator.growth_qualifier)
    places = max(1, _places(stated))
    shown = [rounded(value, places) for value in (percent, low, high)]
    sentence = f"{_source(indicator)}，{_moves(shown[0])}"
    if shown[1] != shown[2]:
        sentence += f"（取整区间{shown[1]}%—{shown[2]}%）"
    if stated is not None:
        verdict = {True: "，相符", False: "，不符", None: ""}[agrees]
        sentence += f"，表中为{limited(f'{stated}%', indicator.growth_qualifier)}{verdict}"
    return Growth(percent, low, high, None, agrees, f"{sentence}。")


def _moves(percent: Decimal) -> str:
    if not percent:
        return "年均持平"
    return f"年均增长{percent}%" if percent > 0 else f"年均下降{-percent}%"


def _change(indicator: Indicator, base: Decimal, target: Decimal) -> Growth:
    points = (target - base) / (10 if indicator.unit == "‰" else 1)
    word = "提高" if points > 0 else "下降"
    moved = f"{word}{abs(points):f}个百分点" if points else "持平"
    return Growth(None, None, None, points, None, f"{_source(indicator)}，{moved}。")


def _source(indicator: Indicator) -> str:
    unit = indicator.unit
    base, target = (f"{value:f}{unit}" for value in (indicator.base_value, indicator.target_value) if value is not None)
    return f"按{indicator.base_year}年{base}、{indicator.target_year}年{target}计算"


def _places(stated: Decimal | None) -> int:
    exponent = stated.as_tuple().exponent if stated is not None else 0
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def _agrees(stated: Decimal, low: Decimal, high: Decimal, target: str | None, limit: str | None) -> bool | None:
    """Whether a stated growth can come from the printed values. A bound on the target opens the computed interval
    on its side, a bound on the stated growth that one; beside a rough word (左右, 约) a difference is not judged."""
    above = stated + half_unit(stated) >= low or _is(target, _AT_MOST) or _is(limit, _AT_LEAST)
    below = stated - half_unit(stated) <= high or _is(target, _AT_LEAST) or _is(limit, _AT_MOST)
    if above and below:
        return True
    return None if _is(target, _ROUGHLY) or _is(limit, _ROUGHLY) else False


def _is(word: str | None, kind: re.Pattern[str]) -> bool:
    return word is not None and kind.fullmatch(word) is not None


def limited(number: str, word: str | None) -> str:
    """A number with the word that limits it where that word is printed: 85左右, 不低于7, [30] for a total."""
    if not word:
        return number
    if word == "累计":
        return f"[{number}]"
    return f"{number}{word}" if _BEHIND.fullmatch(word) else f"{word}{number}"
