"""Figures that stand in prose: what they measure, for which year, reached or aimed at.

Heuristic and careful: a number whose name, or whose being reached or aimed at, is not clear is left out. A missing
fact costs a look into the text; a wrong one costs trust.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.figures.columns import five_year_period
from app.figures.fact_sentences import Setting, facts_in
from app.figures.model import Fact, FactRole
from app.plans.cards import card_facts
from app.plans.model import Box, Paragraph, Plan, Section, SectionKind
from app.plans.outline import clauses

_PAST_TITLE = re.compile("回顾|成就|成效|基础|现状|发展情况|背景|问题|不足|短板|优势|形势|挑战|完成情况")
_AIM_TITLE = re.compile("目标")


def facts_of(plan: Plan) -> tuple[Fact, ...]:
    """Every figure of a plan's prose that can be named, in reading order; boxes add their label to the path, footnotes
    count to their section, tables are `app.figures.indicators`. A card brings its own."""
    if plan.is_card:
        return card_facts(plan.id)
    period = plan.front.period or five_year_period(plan.front.title)
    base_year = period[0] - 1 if period else plan.front.base_year
    found: list[Fact] = []
    for clause in clauses(plan):
        if clause.section.kind is SectionKind.GLOSSARY:
            continue
        setting = _setting(clause.path, (*clause.ancestors, clause.title), base_year, period)
        for step, text in _texts(clause.section):
            here = replace(setting, path=f"{clause.path}/{step}") if step else setting
            found += [replace(fact, plan_id=plan.id) for fact in facts_in(text, here)]
    return tuple(found)


def _setting(path: str, titles: Sequence[str], base_year: int | None, period: tuple[int, int] | None) -> Setting:
    """What the outermost title says that speaks of past or of aims but not of both; `titles` from the outermost."""
    for title in titles:
        past, aim = _PAST_TITLE.search(title), _AIM_TITLE.search(title)
        if past and not aim:
            return Setting(path, base_year, None, FactRole.ACTUAL)
        if aim and not past:
            return Setting(path, base_year, period[1] if period and "远景" not in title else None, FactRole.TARGET)
    return Setting(path, base_year, None, None)


def _texts(section: Section) -> Iterator[tuple[str, str]]:
    """Each paragraph with the label of the box that holds it; a run-in title belongs to its paragraph."""
    for block in section.blocks:
        if isinstance(block, Paragraph):
            yield "", block.text
        elif isinstance(block, Box):
            yield from ((block.label, inner.text) for inner in block.blocks if isinstance(inner, Paragraph))
    yield from (("", note.text) for note in section.footnotes)
