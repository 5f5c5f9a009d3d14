"""Quantities in Chinese text: numbers with their unit and qualifier as printed, and what they amount to.

Years, dates, ordinals, document numbers and numbers that are parts of names (5G, “1+5”, 世界500强) are no quantities.
One pass of one expression over the text, each alternative of bounded length: time is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from app.figures.han import han_number
from app.figures.model import Quantity

SCALES = {
    "万亿": Decimal(10) ** 12,
    "千亿": Decimal(10) ** 11,
    "百亿": Decimal(10) ** 10,
    "亿": Decimal(10) ** 8,
    "千万": Decimal(10) ** 7,
    "百万": Decimal(10) ** 6,
    "十万": Decimal(10) ** 5,
    "万": Decimal(10) ** 4,
    "千": Decimal(10) ** 3,
}
_COUNTERS = (
    "家次 家 个百分点 百分点 个基点 基点 BP 个月 个 人次 人 户次 户 笔 只 支 项 次 件 名 平方公里 平方千米 平方米 "
    "公里 米 公顷 亩 吨标准煤 吨 瓦时 瓦 倍 番 成 % ‰ 年 天 小时 分钟 台 辆 套 张 份 条 处 所 座 层 栋 幢 场 "
    "种 类 款 艘 标准箱 单 股 美元 欧元 港元 日元 英镑 元 网点 支队 册 篇 门 期 届 片 岁 村 村级 镇 街道 批次"
)
_HAN_COUNTERS = "家 个百分点 百分点 个 户 笔 只 支 项 名 所 座 处 种 类 倍 平方公里 元 美元"
_BEFORE = (
    "不低于 不少于 不小于 不高于 不超过 不大于 不多于 高于 低于 大于 小于 至少 最多 超过 超出 突破 接近 大约 达到 "
    "控制在 保持在 稳定在 维持在 力争 争取 超 达 约 近 逾 ≥ ≤ > < ＞ ＜"
)
_AFTER = "左右 以上 以下 以内 之内 上下 之间 余"
_WEAK = frozenset(("达到", "达", "力争", "争取", "保持在", "稳定在", "维持在", "控制在"))
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．％－＋／　﹪", "0123456789.%-+/ %")
_HAN_YEAR = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_FULL_WIDTH_SEPARATOR = re.compile(r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")


@dataclass(frozen=True, slots=True)
class QuantityAt:
    """A quantity in a text: text[start:end] is the number with its unit, without qualifier words.

    `value` is in the base unit `dimension` (1.2 万亿元 → 1200000000000 元; 3‰ → 0.3 %); of a range `upper` is the
    upper end, in `dimension` too, and `value` the lower.
    """

    quantity: Quantity
    start: int
    end: int
    value: Decimal
    dimension: str
    upper: Decimal | None = None


@dataclass(frozen=True, slots=True)
class YearAt:
    """A year that a text names: text[start:end] is the year with 年 (2020 年, 二〇三五年); of a span (2016—2020年)
    `year` is the last and `first` the first."""

    year: int
    start: int
    end: int
    first: int | None = None


def _either(words: str) -> str:
    """An alternation of words given in one string, the longer before the shorter."""
    return "|".join(re.escape(word) for word in sorted(words.split(), key=len, reverse=True))


_SCALE = _either(" ".join(SCALES))
BEFORE, AFTER = _either(_BEFORE), _either(_AFTER)  # qualifier words, as alternatives of an expression
UNIT = rf"(?:(?:{_SCALE})?(?:{_either(_COUNTERS)})(?:/(?:万|百|千)?(?:{_either(_COUNTERS)}))?|(?:{_SCALE}))"
_TENTHS = "(?<=[二两三四五六七八九])成(?!员|果|立|功|长|分|为|本|色|交|就|效)"  # 三成, but not 两成员
_HAN_UNIT = rf"(?:(?:{_SCALE})(?:{_either(_HAN_COUNTERS)})?|(?:{_either(_HAN_COUNTERS)})|{_TENTHS})"
NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,15}(?:\.\d{1,8})?"
_HAN = "一二两三四五六七八九十百千零〇"
_QUANTITY = re.compile(
    rf"(?P<before>{BEFORE})?[ ]{{0,2}}"
    r"(?:"
    rf"(?<![\d.A-Za-z_+×])(?P<number>-?(?:{NUMBER}))[ ]{{0,2}}(?P<many>余|多)?[ ]{{0,2}}(?P<unit1>{UNIT})?"
    rf"(?:[ ]?(?:—{{1,2}}|-|–|~|～|至|到)[ ]?(?P<upper>{NUMBER})[ ]{{0,2}}(?P<unit2>{UNIT})?)?"
    rf"|百分之(?P<percent>[{_HAN}点]{{1,8}})"
    rf"|翻(?P<fold>[一两二三四])番"
    rf"|(?<![第数几上十百千{_HAN}“‘])(?P<han>[{_HAN}]{{1,9}})(?P<han_many>余|多)?(?P<han_unit>{_HAN_UNIT})"
    r")"
    rf"[ ]{{0,2}}(?P<after>{AFTER})?"
)
_YEAR = re.compile(
    r"(?<![\d.])(?P<first>(?:19|20)\d\d)[ ]{0,2}年?[ ]?(?:—{1,2}|-|–|~|～|至|到)[ ]?(?P<last>(?:19|20)\d\d)[ ]{0,2}年"
    r"|(?<![\d.])(?P<arabic>(?:19|20)\d\d)[ ]{0,2}年"
    r"|(?P<han>[一二][〇零○九][〇零○一二三四五六七八九]{2})年"
)
_LONGEST_QUALIFIER = 6  # characters with the blanks behind
_LEADING = re.compile(rf"({BEFORE})[ ]{{0,2}}$")
_NO_QUANTITY_BEFORE = re.compile(r"(?:第|专栏|附件|附表|图|表|〔|“|‘|No\.?|[A-Za-z+×_])[ ]{0,2}$")
_NO_QUANTITY_AFTER = re.compile(r"[ ]{0,2}(?:强|号|月|日|大|时代|[A-Za-z_+×]|[.、．)）]|〕)")
_BARE_YEAR = re.compile(r"(?:19|20)\d\d")
_DASH = re.compile("[-—–~～至]")
_ORDINAL_BEFORE = re.compile(r"(?:^|[\n。；;：:（(])[ ]{0,4}$")


def half_width(text: str) -> str:
    """The text with full-width digits, percent signs and number separators made half-width; same length."""
    return _FULL_WIDTH_SEPARATOR.sub(",", text).translate(_FULL_WIDTH)


def normalised(value: Decimal, unit: str) -> tuple[Decimal, str]:
    """A value in its base unit and that unit: 2.11 万亿元 → (2110000000000, 元), 5 ‰ → (0.5, %), 3 成 → (30, %)."""
    for scale in sorted(SCALES, key=len, reverse=True):
        if unit.startswith(scale):
            value, unit = value * SCALES[scale], unit.removeprefix(scale)
            break
    factor, dimension = {
        "‰": (Decimal("0.1"), "%"),
        "成": (Decimal(10), "%"),
        "百分点": (Decimal(1), "个百分点"),
        "个基点": (Decimal("0.01"), "个百分点"),
        "基点": (Decimal("0.01"), "个百分点"),
        "BP": (Decimal("0.01"), "个百分点"),
        "平方千米": (Decimal(1), "平方公里"),
    }.get(unit, (Decimal(1), unit))
    return value * factor, dimension


def leading_qualifier(text: str, start: int) -> str | None:
    """The qualifier word directly before the number at `start` (达到 of 分别达到3家、5家), else None."""
    found = _LEADING.search(text, max(0, start - _LONGEST_QUALIFIER), start)
    return found[1] if found else None


def years(text: str) -> tuple[YearAt, ...]:
    """The years that a text names, in order."""
    result: list[YearAt] = []
    for match in _YEAR.finditer(half_width(text)):
        printed = match["last"] or match["arabic"]
        year = printed or match["han"].translate(_HAN_YEAR)
        result.append(YearAt(int(year), match.start(), match.end(), int(match["first"]) if match["first"] else None))
    return tuple(result)


def quantities(text: str) -> tuple[QuantityAt, ...]:
    """Every quantity of a text in reading order, never overlapping."""
    plain = half_width(text)
    dated = [(year.start, year.end) for year in years(plain)]
    return tuple(_quantities(plain, dated))


def _quantities(text: str, dated: list[tuple[int, int]]) -> Iterator[QuantityAt]:
    next_date = 0
    for match in _QUANTITY.finditer(text):
        kind = next(name for name in ("number", "percent", "fold", "han") if match[name])
        start = match.start(kind)
        while next_date < len(dated) and dated[next_date][1] <= start:
            next_date += 1
        if next_date < len(dated) and dated[next_date][0] <= start:
            continue
        found = _arabic(text, match) if kind == "number" else _han(match, kind)
        if found:
            yield found


def _arabic(text: str, match: re.Match[str]) -> QuantityAt | None:
    """The quantity of a match with Arabic digits, or None where the digits are no quantity."""
    start = match.start("number")
    unit1, unit2, after = match["unit1"] or "", match["unit2"] or "", match["after"]
    if match["upper"] and not _is_range(unit1, unit2):
        upper_printed, unit, end, after = None, unit1, _end(match, "number", "unit1"), None
    elif match["upper"]:
        upper_printed, unit, end = match["upper"], unit2, _end(match, "upper", "unit2")
    else:
        upper_printed, unit, end = None, unit1, _end(match, "number", "unit1")
    if not unit and _no_quantity(text, match["number"], start, end):
        return None
    if _NO_QUANTITY_BEFORE.search(text[max(0, start - 6) : start]):
        return None
    printed = Decimal(match["number"].replace(",", ""))
    value, dimension = normalised(printed, unit)
    upper = normalised(Decimal(upper_printed.replace(",", "")), unit)[0] if upper_printed else None
    qualifier = _qualifier(match["before"], after or match["many"])
    return QuantityAt(Quantity(printed, unit, qualifier), start, end, value, dimension, upper)


def _end(match: re.Match[str], number: str, unit: str) -> int:
    return match.end(unit) if match[unit] else match.end(number)


def _is_range(unit1: str, unit2: str) -> bool:
    """8%—10% and 1—2家 are ranges; 5家-10亿元 is none, and neither is 3-5 without a unit (a clause, a date)."""
    return bool(unit2) and unit1 in ("", unit2)


def _no_quantity(text: str, number: str, start: int, end: int) -> bool:
    """Whether bare digits are an ordinal, a date, a part of a name or a code."""
    if _NO_QUANTITY_AFTER.match(text, end) and (
        text[end : end + 1] not in ".、．)）" or _ORDINAL_BEFORE.search(text[max(0, start - 5) : start])
    ):
        return True
    if _BARE_YEAR.fullmatch(number) and _DASH.search(text[max(0, start - 1) : start] + text[end : end + 1]):
        return True
    return number.isdigit() and (len(number) > 6 or (len(number) > 1 and number.startswith("0")))


def _han(match: re.Match[str], kind: str) -> QuantityAt | None:
    """The quantity of a match in Han numerals; 一家, 一个 and the like are words, not counts."""
    unit = {"percent": "%", "fold": "番"}.get(kind) or match["han_unit"]
    number = han_number(match[kind])
    if number is None or (kind == "han" and match["han"] == "一" and unit not in ("倍", "亿元", "万亿元", "万元")):
        return None
    value, dimension = normalised(number, unit)
    start = match.start(kind) - {"percent": 3, "fold": 1}.get(kind, 0)
    end = match.end(kind) + (1 if kind == "fold" else 0) if kind != "han" else match.end("han_unit")
    qualifier = _qualifier(match["before"], match["after"] or match["han_many"])
    return QuantityAt(Quantity(number, unit, qualifier), start, end, value, dimension)


def _qualifier(before: str | None, after: str | None) -> str | None:
    """The one word that limits a number: a bound (以上, 不低于) goes before a mere verb (达到, 力争)."""
    if before and before not in _WEAK:
        return before
    return after or before
