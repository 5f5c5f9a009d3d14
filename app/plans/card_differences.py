"""In what a plan's own file differs from the card that the program has of it: what a reader of both should know."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from app.figures.model import Indicator
from app.plans.cards import Card
from app.plans.model import FrontMatter, Plan
from app.plans.outline import is_continuation, paths

_SHOWN = 3
"""Places that a sentence names before it only counts the rest."""

_FRONT = (("doc_number", "文号"), ("issued_on", "成文日期"), ("period", "规划期"), ("issuers", "发文机关"))


def differences(card: Card, plan: Plan, indicators: Sequence[Indicator]) -> tuple[str, ...]:
    """A Chinese sentence for each kind of difference; () where the file bears the card out. Widths, blanks and
    punctuation of titles do not count; indicators are compared by name, unit, base and target."""
    known, found = _headings(card.plan), _headings(plan)
    said = [
        *_front(card.plan.front, plan.front),
        _sentence("与要点版相比，文件中没有的章节", known - found),
        _sentence("与要点版相比，文件中多出的章节", found - known),
        _sentence("与要点版相比，文件中没有或数值不同的指标", _rows(card.indicators) - _rows(indicators)),
        _sentence("与要点版相比，文件中多出或数值不同的指标", _rows(indicators) - _rows(card.indicators)),
    ]
    return tuple(sentence for sentence in said if sentence)


def _front(known: FrontMatter, found: FrontMatter) -> Iterable[str]:
    for name, word in _FRONT:
        ours, theirs = getattr(known, name), getattr(found, name)
        if ours and theirs and ours != theirs:
            yield f"{word}与要点版不同：要点版为{_printed(ours)}，文件为{_printed(theirs)}。"


def _printed(value: object) -> str:
    if isinstance(value, tuple):
        return ("—" if all(isinstance(part, int) for part in value) else "、").join(map(str, value))
    return str(value)


def _headings(plan: Plan) -> Counter[tuple[str, str]]:
    """Every heading by its path and the letters of its title, with what is shown of it."""
    shown: Counter[tuple[str, str]] = Counter()
    for path, section in zip(paths(plan.sections), plan.sections, strict=True):
        if not is_continuation(section):
            title = "".join(char for char in unicodedata.normalize("NFKC", section.title) if char.isalnum())
            shown[path, title] += 1
    return shown


def _rows(indicators: Iterable[Indicator]) -> Counter[tuple[str, str]]:
    return Counter(
        (one.name, " → ".join(str(v) for v in (one.base_value, one.target_value) if v is not None) + one.unit)
        for one in indicators
    )


def _sentence(what: str, places: Counter[tuple[str, str]]) -> str:
    listed = [f"{where}（{which}）" if which and which not in where else where for where, which in places]
    if not listed:
        return ""
    more = f" 等 {len(listed)} 处" if len(listed) > _SHOWN else ""
    return f"{what}：{'；'.join(listed[:_SHOWN])}{more}。"
