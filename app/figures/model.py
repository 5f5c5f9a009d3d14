"""Indicators and quantities as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Nature(StrEnum):
    """指标属性: whether a target is hoped for or binding."""

    EXPECTED = "预期性"
    BINDING = "约束性"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as printed and as meant. `value` is in `unit` as printed (2.11 万亿元); decimals are as printed, since
    the rounding interval of a recomputed growth depends on them."""

    value: Decimal
    unit: str = ""
    qualifier: str | None = None  # 左右, 以上, 超过, 突破, 不低于, …


@dataclass(frozen=True, slots=True)
class Indicator:
    """A row of an indicator table. Absent = None; `target_text` keeps a target that is no number; a stated growth is
    in percent a year."""

    name: str
    unit: str = ""
    group: str | None = None
    nature: Nature | None = None
    base_year: int | None = None
    base_value: Decimal | None = None
    base_note: str | None = None
    target_year: int | None = None
    target_value: Decimal | None = None
    target_text: str | None = None
    qualifier: str | None = None  # of the target: 左右, 以上, …
    growth_stated: Decimal | None = None
    history: tuple[tuple[int, Decimal], ...] = ()  # further years, also those on the way to the target
    path: str | None = None  # path of the section whose table or text holds it
    plan_id: str = ""
    id: str = ""
    growth_qualifier: str | None = None  # of the stated growth: 以上, 左右, …


class FactRole(StrEnum):
    """Whether a figure was reached or is aimed at."""

    ACTUAL = "actual"
    TARGET = "target"


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure in prose; `value` in `unit` as printed; of a range `upper` is the upper end; `quote` is the part of the
    sentence that says it."""

    path: str
    name: str
    year: int | None
    value: Decimal
    unit: str
    qualifier: str | None
    role: FactRole
    quote: str
    upper: Decimal | None = None
    plan_id: str = ""
