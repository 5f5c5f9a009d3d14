"""The same indicator in other plans, told by its name, with units made equal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from app.figures.cells import without_blanks
from app.figures.growth import Growth, growth
from app.figures.model import Indicator
from app.figures.quantity import half_width, normalised

# Words that make a name longer but do not change what is counted.
_EMPTY = re.compile(
    "全市|全省|全区|全县|全州|我市|我省|我区|本市|新区|辖区|各项|各类|的|\\s|[“”‘’《》]|^年(?!均|末|度)|年度|期末|年末"
)
# Words that may change what is counted: they are left out of the comparison and named in a note.
_SCOPE = re.compile(
    "本外币|人民币|境内外|境内|境外|新增|累计|银行业|银行|金融机构(?=.*[存贷]款)|存量|当年|余额|及新三板|含新三板"
)
_SAME = (
    (re.compile("地区生产总值|国内生产总值|生产总值|[(（]GDP[)）]"), "GDP"),
    (re.compile("原?保险保费收入|原保费收入|保险收入|保费总收入|保险业保费收入"), "保费收入"),
    (re.compile("信贷"), "贷款"),
    (re.compile("占(?:全部|各项)?贷款(?:余额)?(?:的?(?:比重|比例|占比|比))"), "占比"),
    (re.compile("比重|所占比例|比例"), "占比"),
    (re.compile("占GDP(?:的)?占比"), "占GDP占比"),
    (re.compile("(?:年均|平均)(?:增速|增长率|增长|增幅)|增长速度"), "增速"),
    (re.compile("私募(?:股权|股权投资|投资|证券投资)?(?:投资)?(?:基金|机构)(?:管理)?(?:资产)?(?:管理)?"), "私募基金"),
    (re.compile("(?:总)?(?:数量|家数|个数|户数|总数|数|规模|总额|金额|额|总量)$"), ""),
)
_BRACKETS = re.compile(r"[（(]([^（）()]*)[）)]")
_COUNTERS = frozenset(("家", "个", "户", ""))


@dataclass(frozen=True, slots=True)
class Peer:
    """An indicator of another plan beside ours. `base` and `target` are in `unit`, ours if that is possible; `note`
    says in words where the two may not count the same."""

    plan_id: str
    indicator: Indicator
    base: Decimal | None
    target: Decimal | None
    unit: str
    growth: Growth | None
    note: str | None


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What a name counts, and the words that limit it."""

    core: str
    scope: frozenset[str]


def peers(indicator: Indicator, others: Sequence[Indicator]) -> tuple[Peer, ...]:
    """The same indicator elsewhere: the nearest one of each other plan, in the order of `others`."""
    ours = _meaning(indicator.name)
    nearest: dict[str, tuple[int, Indicator, _Meaning]] = {}
    for other in others:
        if other.plan_id == indicator.plan_id or (other.target_year is None and other.history):
            continue
        theirs = _meaning(other.name)
        if theirs.core != ours.core or not _comparable(indicator.unit, other.unit):
            continue
        distance = len(ours.scope ^ theirs.scope)
        if other.plan_id not in nearest or distance < nearest[other.plan_id][0]:
            nearest[other.plan_id] = (distance, other, theirs)
    return tuple(_peer(indicator, other, ours, theirs) for _distance, other, theirs in nearest.values())


def same_indicator(one: str, other: str) -> bool:
    """Whether two names mean the same indicator (GDP and 地区生产总值; with or without 本外币, 全市, 数量 …)."""
    return _meaning(one).core == _meaning(other).core


def counts_the_same(one: str, other: str) -> bool:
    """Whether two names mean the same indicator and limit it by the same words."""
    return _meaning(one) == _meaning(other)


def in_unit(value: Decimal | None, unit: str, wanted: str) -> Decimal | None:
    """A value in another unit of the same kind (2.11 万亿元 → 21100 亿元), None where the kinds differ."""
    if value is None or unit == wanted or (unit in _COUNTERS and wanted in _COUNTERS):
        return value
    (amount, dimension), (one, wanted_dimension) = normalised(value, unit), normalised(Decimal(1), wanted)
    return _plain(amount / one) if dimension == wanted_dimension else None


def _plain(value: Decimal) -> Decimal:
    """Without trailing zeros that the conversion made, and never in exponents (2.11E+4)."""
    value = value.normalize()
    exponent = value.as_tuple().exponent
    return value.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else value


def _comparable(unit: str, other: str) -> bool:
    return in_unit(Decimal(1), other, unit) is not None or not unit or not other


def _peer(indicator: Indicator, other: Indicator, ours: _Meaning, theirs: _Meaning) -> Peer:
    shared = in_unit(Decimal(1), other.unit, indicator.unit) is not None
    unit = (indicator.unit or other.unit) if shared else other.unit
    base, target = (
        in_unit(value, other.unit, unit) if shared else value for value in (other.base_value, other.target_value)
    )
    return Peer(other.plan_id, other, base, target, unit, growth(other), _note(indicator, other, ours, theirs))


def _note(indicator: Indicator, other: Indicator, ours: _Meaning, theirs: _Meaning) -> str | None:
    """Where two names may not count the same, and where the years differ."""
    notes: list[str] = []
    words = sorted(ours.scope ^ theirs.scope)
    if words:
        notes.append(f"口径或有不同：{'、'.join(words)}")
    if other.base_value is not None and indicator.base_year not in (None, other.base_year):
        notes.append(f"基期为{other.base_year}年")
    if indicator.target_year not in (None, other.target_year):
        notes.append(f"目标为{other.target_year}年")
    if other.base_note:
        notes.append(f"基期值为{other.base_note}")
    return "；".join(notes) or None


@lru_cache(maxsize=4096)
def _meaning(name: str) -> _Meaning:
    """The core of a name and its limiting words."""
    text = half_width(without_blanks(name))
    for pattern, word in _SAME[:2]:
        text = pattern.sub(word, text)
    scope = set(_BRACKETS.findall(text))
    text = _EMPTY.sub("", _BRACKETS.sub("", text))
    scope |= set(_SCOPE.findall(text)) - {"银行业", "银行", "金融机构"}
    if re.search("[存贷]款", text):
        scope.discard("余额")
    core = _SCOPE.sub("", text)
    for pattern, word in _SAME[2:]:
        core = pattern.sub(word, core)
    return _Meaning(core or text, frozenset(scope))
