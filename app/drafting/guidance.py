"""Writing guidance for a heading: what a section on this subject is for and how other places wrote it.

Guidance belongs to subjects (`templates/guidance.toml`), not to one template, so that it also stands beside a heading
that the drafter has renamed, added or imported.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from app.drafting.skeleton import THIS_PERIOD, Period


@dataclass(frozen=True, slots=True)
class Guidance:
    """Advice on one subject, each part a sentence or two in Chinese; `words` are those that a heading on it holds."""

    subject: str
    words: tuple[str, ...]
    purpose: str
    practice: str  # what reference plans put there
    length: str  # usual length in characters
    indicators: str
    pitfalls: str
    since_2026: str | None = None  # what changed for plans that start in 2026 or later
    below: bool = False  # sections under such a heading serve the same end, whatever their own subject

    def parts(self, period: Period = THIS_PERIOD) -> tuple[tuple[str, str], ...]:
        """Label and text of each part in reading order, as a plan for this period needs them."""
        parts = [
            ("写作目的", self.purpose),
            ("各地写法", self.practice),
            ("常见篇幅", self.length),
            ("常用指标", self.indicators),
            ("易出差错", self.pitfalls),
        ]
        if self.since_2026 and period[0] >= 2026:
            parts.append(("时期变化", self.since_2026))
        return tuple(parts)

    def text(self, period: Period = THIS_PERIOD) -> str:
        """All parts, a line each: `写作目的：…`."""
        return "\n".join(f"{label}：{text}" for label, text in self.parts(period))


@cache
def guidance() -> tuple[Guidance, ...]:
    """Guidance on every subject."""
    data = tomllib.loads((files("templates") / "guidance.toml").read_text(encoding="utf-8"))
    return tuple(Guidance(subject=name, **{**entry, "words": tuple(entry["words"])}) for name, entry in data.items())


def guidance_for(title: str, ancestors: Sequence[str] = ()) -> Guidance | None:
    """The guidance for a heading that stands under `ancestors` (titles, outermost first); None if neither it nor
    they name a known subject.

    Under a heading such as 主要成就 or 发展目标 every section is about achievements or goals, even one on green
    finance; elsewhere a heading speaks for itself, and one that names no subject follows the heading above it.
    """
    own = _subject_of(title)
    if own and own.below:
        return own
    above = [one for one in map(_subject_of, reversed(ancestors)) if one]
    covering = next((one for one in above if one.below), None)
    return covering or own or next(iter(above), None)


def _subject_of(title: str) -> Guidance | None:
    """By the longest word found; of equally long ones the last: Chinese headings end with what they are about."""
    found = [(len(word), title.rindex(word), one) for one in guidance() for word in one.words if word in title]
    return max(found, key=lambda hit: hit[:2])[2] if found else None
