"""What a person corrects by hand in the reading of a plan: values that can be stored with the file and applied again.

A correction names its element by what the source shows (line and text), never by an id, so that it finds the same
element in a fresh reading of the same file. `apply_all(fresh, corrections)` gives the corrected plan again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from app.errors import UserError
from app.plans import correction_blocks, correction_headings
from app.plans.correction_places import Place, Spot, spot_of
from app.plans.glossary import terms_of
from app.plans.model import Plan
from app.plans.plain_data import front_from_data, front_to_data


class Act(StrEnum):
    """What is done to an element; `amount` and `values` of the correction say how."""

    LEVEL = "level"  # a section with all below it: by `amount` levels, up (-1) or down (+1)
    HEADING = "heading"  # a paragraph heads a section at level `amount` (0 = as its number says)
    PARAGRAPH = "paragraph"  # a section's heading is a paragraph after all
    RENAME = "rename"  # a section: values number, title
    SPLIT = "split"  # a paragraph after `amount` characters
    MERGE = "merge"  # a paragraph with the next one
    BOX = "box"  # a paragraph is the label of a box that holds the next `amount` blocks
    TABLE = "table"  # a paragraph and the next `amount` are the rows of a table
    FOOTNOTE = "footnote"  # a paragraph is the text of a footnote
    TEXT = "text"  # a box, table, figure or footnote is paragraphs
    LABEL = "label"  # a box, table or figure: values label, title
    CELLS = "cells"  # a table: value rows, the head first, each a text with tabs between its cells
    LEAVE_BOX = "leave_box"  # a box ends before this paragraph of it
    FRONT = "front"  # front matter: values by field


@dataclass(frozen=True, slots=True)
class Correction:
    """One step; `place` is None for the front matter only. Values are JSON values by name."""

    act: Act
    place: Place | None = None
    amount: int = 0
    values: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Corrected:
    """A plan after corrections; `spot` is the element to look at now; `missed` found no element or no way."""

    plan: Plan
    spot: Spot | None = None
    missed: tuple[Correction, ...] = ()


def apply(plan: Plan, correction: Correction) -> Corrected:
    """The plan with one correction. UserError if its element is not there or the step makes no sense for it."""
    if correction.place is None:
        return Corrected(_with_front(plan, dict(correction.values)))
    spot = spot_of(plan.sections, correction.place)
    if spot is None:
        raise UserError("没有找到要改正的内容。", "它可能已被改动，请重新选择。")
    sections, spot = _done(plan, correction, spot)
    return Corrected(replace(plan, sections=sections, glossary=terms_of(sections)), spot)


def apply_all(plan: Plan, corrections: Iterable[Correction]) -> Corrected:
    """The plan with all corrections, one upon the other; what cannot be applied is left out and named."""
    missed: list[Correction] = []
    for correction in corrections:
        try:
            plan = apply(plan, correction).plan
        except UserError:
            missed.append(correction)
    return Corrected(plan, missed=tuple(missed))


def _done(plan: Plan, correction: Correction, spot: Spot) -> tuple[tuple, Spot]:
    sections, amount = plan.sections, correction.amount
    match correction.act:
        case Act.LEVEL:
            return correction_headings.shift(sections, spot, amount)
        case Act.HEADING:
            return correction_headings.to_heading(sections, spot, amount)
        case Act.PARAGRAPH:
            return correction_headings.to_paragraph(sections, spot)
        case Act.RENAME:
            values = dict(correction.values)
            return correction_headings.rename(sections, spot, str(values["number"]), str(values["title"]))
        case Act.SPLIT:
            return correction_blocks.split(sections, spot, amount)
        case Act.MERGE:
            return correction_blocks.merge(sections, spot)
        case Act.LABEL:
            values = dict(correction.values)
            return correction_blocks.relabel(sections, spot, str(values["label"]), str(values["title"]))
        case Act.CELLS:
            rows = dict(correction.values)["rows"]
            assert isinstance(rows, tuple)
            return correction_blocks.set_cells(sections, spot, [str(row).split("\t") for row in rows])
        case _:
            return _marked(sections, correction.act, spot, max(0, amount))


def _marked(sections: tuple, act: Act, spot: Spot, amount: int) -> tuple[tuple, Spot]:
    match act:
        case Act.BOX:
            return correction_blocks.to_box(sections, spot, amount)
        case Act.TABLE:
            return correction_blocks.to_table(sections, spot, amount)
        case Act.FOOTNOTE:
            return correction_blocks.to_footnote(sections, spot)
        case Act.TEXT:
            return correction_blocks.to_text(sections, spot)
        case Act.LEAVE_BOX:
            return correction_blocks.leave_box(sections, spot)
        case _:
            raise ValueError(f"no act on an element: {act}")


def _with_front(plan: Plan, values: dict[str, object]) -> Plan:
    try:
        return replace(plan, front=front_from_data(front_to_data(plan.front) | values))
    except (TypeError, ValueError):
        raise UserError("公文信息的改正无法套用。", "请检查日期和年份的写法。") from None
