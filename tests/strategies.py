"""Hypothesis strategies for the values of the program: any plan and any indicator that the types allow.

The fields are those of the classes; only where a value must be more than of its type is that said here.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from decimal import Decimal
from enum import Enum
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from app.figures.model import Indicator
from app.plans.model import Box, Figure, Footnote, FrontMatter, Paragraph, Plan, Role, Section, Table

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
titles = st.text("金融业发展规划绿色普惠科技 一二三（）“”", max_size=8)
years = st.integers(2000, 2050)
text_tuples = st.lists(texts, max_size=3).map(tuple)
decimals = st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9)
ids = st.uuids().map(lambda one: one.hex)

_PLAIN: dict[Any, st.SearchStrategy] = {
    str: texts,
    int: st.integers(1, 9999),
    bool: st.booleans(),
    date: st.dates(date(1990, 1, 1), date(2060, 1, 1)),
    Decimal: decimals,
}


def any_of(hint: Any) -> st.SearchStrategy:
    """Any value of a type of the model: a plain one, an enumeration, a tuple, a choice or one of its classes."""
    if hint is type(None):
        return st.none()
    if isinstance(hint, UnionType):
        return st.one_of([any_of(one) for one in get_args(hint)])
    if get_origin(hint) is tuple:
        items = get_args(hint)
        if items[-1] is Ellipsis:
            return st.lists(any_of(items[0]), max_size=2).map(tuple)
        return st.tuples(*map(any_of, items))
    if hint in _PLAIN:
        return _PLAIN[hint]
    return st.sampled_from(hint) if issubclass(hint, Enum) else fields_of(hint)


def fields_of(made: Any, **given: st.SearchStrategy) -> st.SearchStrategy:
    """Any value of a dataclass; the fields that are `given` are filled from there."""
    hints = get_type_hints(made)
    return st.builds(made, **{one.name: any_of(hints[one.name]) for one in fields(made)} | given)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """A table whose rows have as many cells as its header."""
    width = draw(st.integers(0, 3))
    cells = st.lists(texts, min_size=width, max_size=width).map(tuple)
    return draw(fields_of(Table, header=cells, rows=st.lists(cells, max_size=3).map(tuple)))


paragraphs = fields_of(Paragraph)
figures = fields_of(Figure)
boxes = fields_of(Box, blocks=st.lists(paragraphs | tables(), max_size=3).map(tuple))
blocks = st.lists(paragraphs | tables() | figures | boxes, max_size=3).map(tuple)
footnotes = st.lists(fields_of(Footnote), max_size=2).map(tuple)

sections = fields_of(
    Section, title=titles, level=st.integers(1, 5), blocks=blocks, footnotes=footnotes, number=texts, id=ids
)
section_tuples = st.lists(sections, max_size=6, unique_by=lambda section: section.id).map(tuple)

front_matters = fields_of(
    FrontMatter, title=titles, period=st.none() | st.tuples(years, years), base_year=st.none() | years
)


def plans(role: Role, plan_id: str = "", **given: st.SearchStrategy) -> st.SearchStrategy[Plan]:
    """Any plan of this role; its sections have ids."""
    usual = {"front": front_matters, "sections": section_tuples, "role": st.just(role), "id": st.just(plan_id)}
    return fields_of(Plan, **usual | given)


indicators = fields_of(
    Indicator,
    base_year=st.none() | years,
    target_year=st.none() | years,
    history=st.lists(st.tuples(years, decimals), max_size=3).map(tuple),
    plan_id=st.just(""),
    id=ids,
)
