"""A plan's cover: title a third down the page, compiler and date at its foot (no standard; usual practice)."""

from __future__ import annotations

from app.exporting.house_style import LINE, STYLES, TEXT_HEIGHT
from app.exporting.manuscript import Manuscript, spacing
from app.exporting.oxml import paragraph, run, w
from app.exporting.titles import title_lines
from app.plans.model import FrontMatter

_ABOVE = 5 * LINE
_BELOW = 2 * LINE


def has_cover(front: FrontMatter) -> bool:
    """Whether the plan names what only a cover shows."""
    return bool(front.compiler or front.cover_date)


def write_cover(manuscript: Manuscript, front: FrontMatter) -> None:
    """Write the cover on a page of its own; the caller ends its section."""
    lines = title_lines(front.title, most=16)
    manuscript.add(
        paragraph("CoverTitle", [run("\n".join(lines))], w("pageBreakBefore"), spacing("CoverTitle", _ABOVE))
    )
    feet = [text for text in (front.compiler, front.cover_date) if text]
    room = TEXT_HEIGHT - _ABOVE - _BELOW - len(lines) * STYLES["CoverTitle"].line - len(feet) * LINE
    for index, text in enumerate(feet):
        manuscript.add(paragraph("CoverText", [run(text)], spacing("CoverText", room if index == 0 else 0)))
