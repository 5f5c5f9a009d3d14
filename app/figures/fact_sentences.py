"""The facts of one paragraph of prose, sentence by sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import TypeVar

from app.figures.columns import five_year_period
from app.figures.fact_names import MOVED_ON, continued, distributed, is_change_only, is_name, joined, leans, name_before
from app.figures.model import Fact, FactRole
from app.figures.quantity import QuantityAt, YearAt, half_width, quantities, years

_SENTENCE = re.compile(r"[^。；;！？\n]+[。；;！？]?")
_CLAUSE = re.compile(r"(?:[^，：:,]|,(?=\d{3}(?!\d)))+")
_UNMEASURED = frozenset("年次条门期届天月层栋场份篇册件类种位片村镇番") | {"小时", "分钟", "个月"}
_TARGET = re.compile(
    "力争|争取|目标|确保|努力|不低于|不少于|不高于|不超过|达到|突破|超过|控制在|保持在|将|新增|引进|培育"
)
_PAST = re.compile("已|截至|同比|实现了|现有|目前|先后")
_NOT_IN_FORCE_BEFORE = re.compile(r"(?:较|比|与|同|距)[ ]?$")
_NOT_IN_FORCE_AFTER = re.compile(r"[ ]?(?:以来|起|开始|以后|之后|以前|前|年初|同期|远景)")
_YEAR_PART = re.compile(r"[ ]?(?:年?[初末底])?")  # what belongs to a year: 2020年年末
_EVERY_YEAR = re.compile("每年|年均新增|每个|平均每|人均|户均|单户|单笔|每户|每家|每人")
_FREE_AFTER = re.compile(r"[ ]?(?:以上|以下|左右|以内|之内|上下|之间|余)?[①-⑳¹²³⁴-⁹]?[ ]?(?P<next>.?)", re.S)
_ENDS = frozenset("，。；：！？、）)】”,;:!?\n") | {""}
_PERIOD = re.compile("[“‘]?十[一二三四五六七八九]五[”’]?(?:规划)?(?:期间|时期|期末|末)")
_FOR_SOMEONE = re.compile("[为向给对][^，、]{0,6}$")
_COMPARED = re.compile(
    r"(?:与|同|较|比)\s*(?:[“‘]?十[一二三四五六七八九]五[”’]?(?:期间|时期|期末|期|末)?|(?:19|20)\d\d\s*年(?:\s*年?[初末底])?|上年|去年|年初)"
    r"(?:同期)?(?:相比)?"
)
_LONG_QUOTE = 80
_LONGEST_PHRASE = 120  # characters before a number in which its name is looked for
_LAST_YEARS = 3
_UNCLEAR = -1  # a year that must be there and is not
_YEARLY = ("年均增长", "年均增速", "年均增长率", "年均增幅", "年均复合增长率", "平均增速")
_Placed = TypeVar("_Placed", QuantityAt, YearAt)


@dataclass(frozen=True, slots=True)
class Setting:
    """What a section says about the figures in it: the default year and role, and the last year already past."""

    path: str
    base_year: int | None
    year: int | None
    role: FactRole | None


def facts_in(text: str, setting: Setting) -> Iterator[Fact]:
    """The facts of one paragraph; a year that it names holds until it names another, an
    earlier year than the base only to the end of its sentence."""
    plain = half_width(text)
    year = setting.year
    for sentence in _SENTENCE.finditer(plain):
        reading = _Reading(sentence[0], text[sentence.start() : sentence.end()], setting, year)
        yield from reading.facts()
        year = reading.year if (reading.year or 0) >= (setting.base_year or 0) else setting.year


@dataclass(frozen=True, slots=True)
class _Measured:
    """A quantity that ends its phrase; the phrase begins at `start`, behind the quantity before it in its clause."""

    quantity: QuantityAt
    start: int
    earlier: QuantityAt | None


class _Reading:
    """One sentence while it is read: the year in force and what was named so far."""

    def __init__(self, sentence: str, printed: str, setting: Setting, year: int | None) -> None:
        self.sentence, self.printed, self.setting, self.year = sentence, printed, setting, year
        self.quantities = quantities(sentence)
        self.years = _years_in_force(sentence)
        self.named: list[tuple[str, str]] = []  # name ("" = unclear) and dimension

    def facts(self) -> Iterator[Fact]:
        for clause in _CLAUSE.finditer(self.sentence):
            inside = _between(self.quantities, clause.start(), clause.end())
            starts = (clause.start(), *(quantity.end for quantity in inside))
            measured = [
                _Measured(quantity, start, earlier)
                for quantity, start, earlier in zip(inside, starts, (None, *inside), strict=False)
                if self._is_measured(quantity)
            ]
            if measured and not _EVERY_YEAR.search(clause[0]):
                yield from self._facts(clause, measured, self._names(clause, measured))
            dated = [year for year in _between(self.years, clause.start(), clause.end()) if not self._is_origin(year)]
            self.year = dated[-1].year if dated else self.year

    def _is_measured(self, quantity: QuantityAt) -> bool:
        """A number that ends its phrase; 三家银行 and 10亿元规模的基金 only describe what follows."""
        if quantity.quantity.unit in _UNMEASURED or not quantity.quantity.unit:
            return False
        following = _FREE_AFTER.match(self.sentence, quantity.end)
        ends = following is not None and following["next"] in _ENDS | {"和", "与", "及"}
        return ends or self._moves_on(quantity)

    def _moves_on(self, quantity: QuantityAt) -> bool:
        """Whether a number is where something moved from (120亿元增加到240亿元)."""
        return MOVED_ON.match(self.sentence, quantity.end) is not None

    def _is_origin(self, year: YearAt) -> bool:
        """Whether a year is where something moved from (由2016年的): it holds for the number behind it alone."""
        return self.sentence[max(0, year.start - 3) : year.start].rstrip()[-1:] in ("由", "从", "自")

    # Names -------------------------------------------------------------------------------------------------------

    def _names(self, clause: re.Match[str], measured: list[_Measured]) -> list[str]:
        """A name for each measured quantity of a comma clause, "" where it is not clear."""
        before = self._words(clause.start(), measured[0].quantity.start)
        if re.search("分别|依次", before) or self._is_list(measured):
            names = self._distributed(clause, before, len(measured))
            self.named += [(name, one.quantity.dimension) for name, one in zip(names, measured, strict=True)]
            return names
        for one in measured:
            self.named.append((self._name(one), one.quantity.dimension))
        return [name for name, _dimension in self.named[-len(measured) :]]

    def _is_list(self, measured: list[_Measured]) -> bool:
        """Numbers side by side with nothing between (达到7.24%、13.08%) belong to things named before."""
        between = [self.sentence[one.start : one.quantity.start].strip() for one in measured[1:]]
        return bool(between) and all(text in ("、", "和", "与", "及") for text in between)

    def _distributed(self, clause: re.Match[str], before: str, count: int) -> list[str]:
        words = re.sub("分别|依次", "", before)
        if self._span(clause, count):
            return [name_before(words)] * count
        return distributed(words, count, [name for name, _dimension in self.named]) or [""] * count

    def _span(self, clause: re.Match[str], count: int) -> YearAt | None:
        """The span of years that the numbers of a clause run through (2016—2020年分别为 five numbers)."""
        named = _between(self.years, 0, clause.end())[-_LAST_YEARS:]
        found = [y for y in named if y.first and y.year - y.first + 1 == count > 1]
        return found[-1] if found else None

    def _name(self, one: _Measured) -> str:
        """The name of a quantity from the words of its phrase."""
        if one.earlier and not self._is_measured(one.earlier):
            leading = self.sentence[max(one.earlier.start - 8, 0) : one.earlier.start]
            if _FOR_SOMEONE.search(leading):
                return ""
        words = self._words(one.start, one.quantity.start)
        last, dimension = self.named[-1] if self.named else ("", "")
        same_kind = dimension == one.quantity.dimension
        if is_change_only(words):
            return last if same_kind and words else ""
        phrase = name_before(words.rpartition("等")[2])
        if leans(phrase):
            return joined(last, phrase)
        return continued(last, phrase) if same_kind else phrase

    def _words(self, start: int, end: int) -> str:
        """The text between two places without the years and what is compared with."""
        kept, at = "", max(start, end - _LONGEST_PHRASE)
        for year in _between(self.years, at, end):
            kept, at = kept + self.sentence[at : year.start], year.end
        return _COMPARED.sub("", kept + self.sentence[at:end])

    # Years and roles ---------------------------------------------------------------------------------------------

    def _facts(self, clause: re.Match[str], measured: list[_Measured], names: list[str]) -> Iterator[Fact]:
        span = self._span(clause, len(measured)) if len(set(names)) == 1 else None
        for number, (one, name) in enumerate(zip(measured, names, strict=True)):
            if not is_name(name):
                continue
            year = span.first + number if span and span.first else self._year_of(clause, one, name)
            role = self._role(clause[0], year) if year != _UNCLEAR else None
            if role:
                yield self._fact(clause, one.quantity, name, year, role)

    def _year_of(self, clause: re.Match[str], one: _Measured, name: str) -> int | None:
        """The year of a quantity: that of its phrase, else of its clause, else the one in force; `_UNCLEAR` where it
        moved from or to an unnamed year. A growth over years belongs to the last of them."""
        yearly = name.endswith(_YEARLY)
        at = one.quantity.start
        own = _between(self.years, one.start, at)
        if own and not yearly:
            return own[-1].year
        if self._moves_on(one.quantity):
            return _UNCLEAR
        named = _between(self.years, 0 if yearly else clause.start(), at)[-_LAST_YEARS:]
        origins = [year.year for year in named if self._is_origin(year)]
        others = [year.year for year in named if not self._is_origin(year)]
        last = others[-1] if others else self.year
        year = max(*others, self.year or 0) if yearly and others else last
        return _UNCLEAR if origins and (year or 0) <= origins[-1] else year

    def _role(self, clause: str, year: int | None) -> FactRole | None:
        """Reached or aimed at: told by the year, else by the section, else by the words; None where nothing tells."""
        base = self.setting.base_year
        if year is not None and base is not None:
            return FactRole.TARGET if year > base else FactRole.ACTUAL
        if self.setting.role:
            return self.setting.role
        if _PAST.search(clause):
            return FactRole.ACTUAL
        return FactRole.TARGET if _TARGET.search(clause) else None

    def _fact(self, clause: re.Match[str], found: QuantityAt, name: str, year: int | None, role: FactRole) -> Fact:
        quantity = found.quantity
        upper = found.upper * quantity.value / found.value if found.upper is not None and found.value else None
        quote = self.printed if len(self.printed) <= _LONG_QUOTE else self.printed[clause.start() : clause.end()]
        return Fact(
            self.setting.path,
            name,
            year,
            quantity.value,
            quantity.unit,
            quantity.qualifier,
            role,
            quote.strip(),
            upper,
        )


def _between(placed: Sequence[_Placed], start: int, end: int) -> Sequence[_Placed]:
    """Of things in order of their place those that begin between two places."""
    begin = attrgetter("start")
    return placed[bisect_left(placed, start, key=begin) : bisect_left(placed, end, key=begin)]


def _years_in_force(sentence: str) -> list[YearAt]:
    """The years that figures of a sentence belong to, in order: not those compared with (较2015年, 2016年以来), not
    those of titles (《…2035年远景目标纲要》); a five-year period stands for its last year."""
    found = [
        replace(year, end=_YEAR_PART.match(sentence, year.end).end())  # pyright: ignore[reportOptionalMemberAccess]
        for year in years(sentence)
        if _in_force(sentence, year.start, year.end)
    ]
    for match in _PERIOD.finditer(sentence):
        period = five_year_period(match[0])
        if period and _in_force(sentence, match.start(), match.end()):
            found.append(YearAt(period[1], match.start(), match.end()))
    return sorted(found, key=lambda year: year.start)


def _in_force(sentence: str, start: int, end: int) -> bool:
    before = sentence[max(0, start - _LONGEST_PHRASE) : start]
    if before.rfind("《") > before.rfind("》"):
        return False
    return not _NOT_IN_FORCE_BEFORE.search(sentence[max(0, start - 3) : start]) and not _NOT_IN_FORCE_AFTER.match(
        sentence, end
    )
