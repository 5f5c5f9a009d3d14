"""A plan's sections as rows of an outline tree."""

from __future__ import annotations

from app.plans.model import Plan, SectionKind
from app.plans.outline import heading
from widgets.outline_tree import OutlineRow

ROOT = "root"
"""The id of the row that stands for the whole plan."""


def outline_rows(plan: Plan) -> tuple[OutlineRow, ...]:
    """The plan itself at the top, its sections below; —— items and leads are shown shortened by the tree."""
    rows = [OutlineRow(ROOT, plan.front.title, plan.front.title, 1)]
    for section in plan.sections:
        text = heading(section) or "（无标题）"
        if section.kind is SectionKind.LEAD:
            text = f"· {section.title}"
        rows.append(OutlineRow(section.id, text, section.title, section.level + 1))
    return tuple(rows)
