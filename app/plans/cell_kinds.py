"""What a table cell holds, told by its wording: a number, a year, a unit, the nature of an indicator or words."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

_YEAR = re.compile(r"(?:19|20)\d\d\s?(?:年|[（(]|$)")
_NUMBER = re.compile(
    r"[\[【〔（(]?(?:约|近|超过?|不?低于|不?高于|达到|至少|左右|[≥≤＞＜<>±+＋\-－—~～*＊])*"
    r"\d[\d.,，．:：/／~～%％‰\-－—–]*(?:[*＊]|左右|以上|以内|以下|[一-鿿]{0,2}[）)\]】〕]?|[一-鿿]{1,3})$"
)
_NUMBERED = re.compile(r"\d{1,2}[.．、](?!\d)|[一二三四五六七八九十]+、")
_UNIT = re.compile(
    r"[（(]?(?:[万亿]?(?:美|欧|日|港)?[元美]|[万亿]?[人户家个件笔张次吨]|[％%‰‱]|个?百分点|位|名次?|倍|单|项|所|支|只|平方米|公里|[万亿]元?[/／][人户]|家次|元/人|人/万人|是/否)"
    r"[）)]?$"
)
_NATURE = re.compile(r"[（(]?(?:预期|约束)性?[）)]?$")
_WORDS = re.compile(
    r"完善|提[升高]|增[强长加]|扩大|优化|下降|平均|左右|以[上内下]|保持|达|稳|全|降|[居位]|进|低于|高于|上升|持续|略|无|同步|合理|基本|显著|明显"
)
_DASH = frozenset("—-－–/／…") | {"——", "--", "……", "N/A"}


class CellKind(StrEnum):
    """Kinds of cells that tell the columns of a table apart."""

    NUMBER = "number"
    UNIT = "unit"
    NATURE = "nature"
    WORDS = "words"
    DASH = "dash"


def is_year(text: str) -> bool:
    """Whether a cell names a year (2020年, 2025年（目标）), as heads of columns do."""
    return bool(_YEAR.match(text))


def is_number(text: str) -> bool:
    """Whether a cell is a value: a number with a qualifier and a short unit at most (约100, ≥3.5%, 180左右)."""
    return len(text) <= 20 and not is_year(text) and not _NUMBERED.match(text) and bool(_NUMBER.match(text))


def is_quality(text: str) -> bool:
    """Whether a cell is a value in words (完善, 持续提升, 达到全国平均水平)."""
    return len(text) <= 20 and bool(_WORDS.search(text))


@lru_cache(maxsize=4096)
def kind_of_cell(text: str) -> CellKind:
    """What a cell holds."""
    if text in _DASH:
        return CellKind.DASH
    if _UNIT.match(text):
        return CellKind.UNIT
    if _NATURE.match(text):
        return CellKind.NATURE
    return CellKind.NUMBER if is_number(text) else CellKind.WORDS
