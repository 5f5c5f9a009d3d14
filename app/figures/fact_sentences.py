"""The facts of one paragraph of prose, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.figures import fact_names as names
from app.figures.fact_years import between, is_compared_with, is_origin, without_comparison, years_in_force
from app.figures.model import Fact, FactRole
from app.figures.quantity import QuantityAt, YearAt, half_width, leading_qualifier, quantities

_SENTENCE = re.compile(r"[^。；;！？\n]+[。；;！？]?")
_CLAUSE = re.compile(r"(?:[^，：:,]|,(?=\d{3}(?!\d)))+")
_UNMEASURED = frozenset("年次条门期届天月层栋场份篇册件类位片村镇番") | {"小时", "分钟", "个月"}
_TARGET = re.compile(
    "力争|争取|目标|确保|努力|不低于|不少于|不高于|不超过|达到|突破|超过|控制在|保持在|将|新增|引进|培育"
)
_PAST = re.compile("已|截至|同比|实现了|现有|目前|先后")
_EVERY_YEAR = re.compile("每年|年均新增|每个|平均每|人均|户均|单户|单笔|每户|每家|每人")
_FREE_AFTER = re.compile(
    r"[ ]?(?:以上|以下|左右|以内|之内|上下|之间|余)?(?:大关|关口)?[①-⑳¹²³⁴-⁹]?[ ]?(?P<next>.?)", re.S
)
_ENDS = frozenset("，。；：！？、）)】”,;:!?\n") | {""}
_FOR_SOMEONE = re.compile("[为向给对][^，、]{0,6}$")
_WITHIN = re.compile(r"^\s*[内间来]")  # behind a number of years: 5年内培养博士400名
_LONG_QUOTE = 80
_SINCE = re.compile("以来|[二两三四五六七八九十]年[来间]")  # what comes about since then sums up years
_LONGEST_PHRASE = 120  # characters before a number in which its name is looked for
_LAST_YEARS = 3
_UNCLEAR = YearAt(-1, 0, 0)  # a year that must be there and is not
_YEARLY = ("年均增长", "年均增速", "年均增长率", "年均增幅", "年均复合增长率", "平均增速")


@dataclass(frozen=True, slots=True)
class Setting:
    """What a section says about the figures in it: the default year and role, and the last year already past."""

    path: str
    base_year: int | None
    year: int | None
    role: FactRole | None


def facts_in(text: str, setting: Setting) -> Iterator[Fact]:
    """The facts of one paragraph; a year that it names holds until it names another, an earlier year than the base
    only to the end of its sentence; a span of years goes on to hold for lists of as many numbers."""
    plain = half_width(text)
    default = YearAt(setting.year, 0, 0) if setting.year else None
    dates = _Dates(default)
    for sentence in _SENTENCE.finditer(plain):
        reading = _Reading(sentence[0], text[sentence.start() : sentence.end()], setting, dates)
        yield from reading.facts()
        dates = reading.dates
        late = dates.year is not None and dates.year.year >= (setting.base_year or 0)
        heads = dates.heads if sentence[0].endswith(("；", ";")) else False
        dates = replace(dates, year=dates.year if late else default, heads=heads, fresh=heads)


@dataclass(frozen=True, slots=True)
class _Dates:
    """The years in force at a place: the last `year` named, the last `span` that no other year followed, whether the
    year `heads` its sentence (2020年，…) and whether nothing was measured since (`fresh`)."""

    year: YearAt | None
    span: YearAt | None = None
    heads: bool = False
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class _Measured:
    """A quantity that ends its phrase; the phrase begins at `start`, behind the quantity before it in its clause."""

    quantity: QuantityAt
    start: int
    earlier: QuantityAt | None


_Named = Sequence[tuple[_Measured, str]]  # each quantity with its name, "" where that is not clear


class _Reading:
    """One sentence while it is read: the years in force and what was named so far."""

    def __init__(self, sentence: str, printed: str, setting: Setting, dates: _Dates) -> None:
        self.sentence, self.printed, self.setting, self.dates = sentence, printed, setting, dates
        self.quantities = quantities(sentence)
        self.years = years_in_force(sentence)
        self.since = _SINCE.search(sentence)
        self.named: list[tuple[str, str]] = []  # name ("" = unclear) and dimension
        self.subject_lost = False  # whether several things were named last, or a thing without a figure since
        self.is_part = False  # whether what was named last is a part (其中)
        self.topic = ""  # what the clause just before says to grow, without a figure
        self.levels: set[str] = set()  # the units in which something was said to stand at a level (共有9家)

    def facts(self) -> Iterator[Fact]:
        for clause in _CLAUSE.finditer(self.sentence):
            inside = between(self.quantities, clause.start(), clause.end())
            starts = (clause.start(), *(quantity.end for quantity in inside))
            measured = [
                _Measured(quantity, start, earlier)
                for quantity, start, earlier in zip(inside, starts, (None, *inside), strict=False)
                if self._is_measured(quantity)
            ]
            if measured and not _EVERY_YEAR.search(clause[0]):
                yield from self._facts(clause, self._named(clause, measured))
            self._pass(clause, bool(measured))

    def _pass(self, clause: re.Match[str], measured: bool) -> None:
        """Take note of the years that a clause named, now that it is read."""
        inside = between(self.years, clause.start(), clause.end())
        dated = [year for year in inside if not is_origin(self.sentence, year)]
        if dated:
            alone = not measured and not names.name_before(self._words(clause.start(), clause.end()))
            heads = alone and dated[-1].first is None
            self.dates = _Dates(dated[-1], dated[-1] if dated[-1].first else None, heads, heads)
        elif measured:
            self.dates = replace(self.dates, fresh=False)
        if not between(self.quantities, clause.start(), clause.end()):
            self.topic = names.topic(self._words(clause.start(), clause.end()))
            self.subject_lost = self.subject_lost or names.has_subject(clause[0])

    def _is_measured(self, quantity: QuantityAt) -> bool:
        """A number that ends its phrase; 三家银行 and 10亿元规模的基金 only describe what follows, 较2015年的3亿元
        is said for comparison."""
        unit = quantity.quantity.unit
        if unit in _UNMEASURED or not unit or is_compared_with(self.sentence, quantity.start):
            return False
        following = _FREE_AFTER.match(self.sentence, quantity.end)
        ends = following is not None and following["next"] in _ENDS | {"和", "与", "及"}
        return ends or self._moves_on(quantity) or bool(self._places(quantity))

    def _moves_on(self, quantity: QuantityAt) -> bool:
        """Whether a number is where something moved from (120亿元增加到240亿元)."""
        return names.MOVED_ON.match(self.sentence, quantity.end) is not None

    def _places(self, quantity: QuantityAt) -> str:
        """The places that a number counts (34个县), else ""."""
        return names.places_at(self.sentence, quantity.end) if quantity.quantity.unit == "个" else ""

    # Names -------------------------------------------------------------------------------------------------------

    def _named(self, clause: re.Match[str], measured: list[_Measured]) -> _Named:
        """The quantities of a comma clause with their names; one that holds for several things comes several times."""
        if self.topic:
            self.named.append((self.topic, measured[0].quantity.dimension))
            self.topic, self.subject_lost = "", False
        words = self._words(clause.start(), measured[0].quantity.start)
        found: list[tuple[_Measured, str]] = []
        if re.search("分别|依次", words) or self._is_list(measured):
            found += zip(self._led(measured), self._distributed(clause, words, measured), strict=True)
            self.named += [(name, one.quantity.dimension) for one, name in found]
            self.subject_lost = True
            return found
        part = words.lstrip().startswith("其中")
        for one in measured:
            words = self._words(one.start, one.quantity.start)
            pairs = [(one, name) for name in names.each(words)] if names.says_each(words) else [(one, self._name(one))]
            self.named += [(name, one.quantity.dimension) for _one, name in pairs]
            self.subject_lost = len(pairs) > 1
            found += pairs
        self.is_part = part
        return found

    def _is_list(self, measured: list[_Measured]) -> bool:
        """Numbers side by side with nothing between (达到7.24%、13.08%) belong to things named before."""
        between_them = [self.sentence[one.start : one.quantity.start].strip() for one in measured[1:]]
        return bool(between_them) and all(text in ("、", "和", "与", "及") for text in between_them)

    def _led(self, measured: list[_Measured]) -> Iterator[_Measured]:
        """The numbers of a list, each limited by the word before the list if by none of its own (分别达到)."""
        word = leading_qualifier(self.sentence, measured[0].quantity.start)
        for one in measured:
            quantity = one.quantity.quantity
            if word and not quantity.qualifier:
                one = replace(one, quantity=replace(one.quantity, quantity=replace(quantity, qualifier=word)))
            yield one

    def _distributed(self, clause: re.Match[str], words: str, measured: list[_Measured]) -> list[str]:
        """A name for each number of a list."""
        count, named = len(measured), [name for name, _dimension in self.named]
        found = names.listed(words, count)
        if not found and self._span(clause, count):
            phrase = names.name_before(re.sub("分别|依次", "", words))
            last = named[-1] if named else ""
            name = names.joined(last, phrase, measured[0].quantity.dimension) if names.leans(phrase) else phrase
            return [name] * count
        return found or names.moved(words, named, [one.quantity.dimension for one in measured]) or [""] * count

    def _span(self, clause: re.Match[str], count: int) -> YearAt | None:
        """The span of years that the numbers of a clause run through (2016—2020年分别为 five numbers)."""
        named = between(self.years, clause.start(), clause.end())
        last = named[-1] if named else self.dates.span
        return last if last and last.first and last.year - last.first + 1 == count > 1 else None

    def _name(self, one: _Measured) -> str:
        """The name of a quantity from the words of its phrase."""
        if one.earlier and not self._is_measured(one.earlier):
            leading = self.sentence[max(one.earlier.start - 8, 0) : one.earlier.start]
            if _FOR_SOMEONE.search(leading):
                return ""
        words = self._words(one.start, one.quantity.start)
        if one.earlier and one.earlier.quantity.unit == "年":
            words = _WITHIN.sub("", words)
        last, dimension = self.named[-1] if self.named else ("", "")
        same_kind = dimension == one.quantity.dimension
        if names.is_change_only(words):
            return last if same_kind and words else ""
        phrase = names.name_before(words.rpartition("等")[2])
        if names.leans(phrase):
            lost = self.subject_lost or (self.is_part and names.speaks_of_whole(phrase))
            return "" if lost else names.joined(last, phrase, one.quantity.dimension)
        phrase += self._places(one.quantity)
        phrase = names.as_share(phrase) if one.quantity.dimension == "%" else phrase
        return names.continued(last, phrase) if same_kind else phrase

    def _words(self, start: int, end: int) -> str:
        """The text between two places without the years and what is compared with."""
        kept, at = "", max(start, end - _LONGEST_PHRASE)
        for year in between(self.years, at, end):
            kept, at = kept + self.sentence[at : year.start].removesuffix("在"), year.end
        return without_comparison(kept + self.sentence[at:end])

    # Years and roles ---------------------------------------------------------------------------------------------

    def _facts(self, clause: re.Match[str], named: _Named) -> Iterator[Fact]:
        span = self._span(clause, len(named)) if len({name for _one, name in named}) == 1 else None
        quote = self.printed if len(self.printed) <= _LONG_QUOTE else self.printed[clause.start() : clause.end()]
        quote = quote.strip()  # one text for all facts of the clause
        for number, (one, name) in enumerate(named):
            if not (names.is_name(name) and names.fits(name, one.quantity.dimension)) or (
                span and names.is_total(name)
            ):
                continue
            when = self._when(clause, one, name)
            year = when.year if when else None
            if span and span.first:
                year = span.first + number
            elif when and self._is_summed(clause, one, name, when):
                year = None
            role = self._role(clause[0], year or (when.year if when else None)) if when is not _UNCLEAR else None
            if role:
                yield self._fact(one.quantity, name, year, role, quote)

    def _when(self, clause: re.Match[str], one: _Measured, name: str) -> YearAt | None:
        """The year of a quantity: that of its phrase, else of its clause, else the one in force; `_UNCLEAR` where it
        moved from or to an unnamed year. A growth over years belongs to the last of them."""
        yearly = name.endswith(_YEARLY)
        at = one.quantity.start
        own = between(self.years, one.start, at)
        if own and not yearly:
            return own[-1]
        if self._moves_on(one.quantity):
            return _UNCLEAR
        named = between(self.years, 0 if yearly else clause.start(), at)[-_LAST_YEARS:]
        origins = [year.year for year in named if is_origin(self.sentence, year)]
        others = [year for year in named if not is_origin(self.sentence, year)]
        if yearly and others and others[-1].first is None:
            found: YearAt | None = max((year for year in others if year.first is None), key=lambda year: year.year)
        else:
            found = others[-1] if others else self.dates.year
        return _UNCLEAR if origins and (found.year if found else 0) <= origins[-1] else found

    def _is_summed(self, clause: re.Match[str], one: _Measured, name: str, when: YearAt) -> bool:
        """Whether a quantity sums up more than the year that it stands by: it says so (累计) and that year does not
        head it alone, or it came about in a whole period (“十三五”期间引进…) instead of standing at its end."""
        if names.is_total(name):
            own = when.first is None and bool(between(self.years, clause.start(), one.quantity.start))
            return not (names.is_dated_total(name) and (own or (self.dates.heads and self.dates.fresh)))
        since = self.since and self.since.end() <= one.quantity.start
        own = between(self.years, clause.start(), one.quantity.start)
        return (when.first is not None or bool(since and not own)) and not self._is_level(one, name)

    def _is_level(self, one: _Measured, name: str) -> bool:
        """Whether a quantity is how things stood at the end of a period: by its name, since it moved there (增加至), or
        since things counted were said to have come to it (共有, 达到), it or an earlier one of its kind."""
        dimension = one.quantity.dimension
        words = self._words(one.start, one.quantity.start).rstrip()
        if names.is_standing(name, dimension) or names.MOVED_TO.search(words):
            return True
        if dimension == "元" or names.is_gathered(name):
            return False
        if one.quantity.quantity.qualifier in ("达到", "达") or re.search("共有|现有|拥有", words):
            self.levels.add(dimension)
        return dimension in self.levels

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

    def _fact(self, found: QuantityAt, name: str, year: int | None, role: FactRole, quote: str) -> Fact:
        printed = found.quantity
        upper = found.upper * printed.value / found.value if found.upper is not None and found.value else None
        return Fact(self.setting.path, name, year, printed.value, printed.unit, printed.qualifier, role, quote, upper)
