"""A plan's sections as rows of an outline tree."""

from __future__ import annotations

from app.plans.model import Plan, SectionKind
from app.plans.outline import heading, is_continuation
from widgets.outline_tree import OutlineRow

ROOT = "root"
"""The id of the row that stands for the whole plan."""


def outline_rows(plan: Plan) -> tuple[OutlineRow, ...]:
    """The plan itself at the top, its sections below; text that goes on with a section has no row of its own."""
    rows = [OutlineRow(ROOT, plan.front.title, plan.front.title, 1)]
    for section in plan.sections:
        if is_continuation(section):
            continue
        text = heading(section)
        if section.kind is SectionKind.LEAD:
            text = f"· {section.title}"
        rows.append(OutlineRow(section.id, text, section.title, section.level + 1))
    return tuple(rows)
