"""What the correction view shows of a plan, as values: the tree of elements, doubts with their places; no widgets."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from app.plans.correction_places import Element, Part, Spot, elements, text_of
from app.plans.model import Box, Figure, Footnote, Paragraph, Plan, Section, Table
from app.plans.outline import block_texts, heading
from widgets.outline_tree import OutlineRow

FRONT = "front"
"""The id of the row that stands for the front matter."""
SHOWN = 40
_NUMBER = re.compile(r"第 (\d+)")


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something to look at: in words, and the place in the source if it names one."""

    text: str
    line: int | None


def tree_rows(plan: Plan) -> tuple[OutlineRow, ...]:
    """The plan at the top, its sections below, and under each its blocks and footnotes."""
    rows = [OutlineRow(FRONT, "公文信息", "", 1, plan.front.title)]
    for spot, element in elements(plan.sections):
        level = plan.sections[spot.section].level + 1 + (spot.block >= 0) + (spot.inner >= 0)
        rows.append(OutlineRow(row_id(plan, spot), row_text(element), "", level, _tooltip(element)))
    return tuple(rows)


def row_id(plan: Plan, spot: Spot | None) -> str:
    """The row of an element; it stays that of its section through every step that leaves the section there."""
    if spot is None:
        return FRONT
    return f"{plan.sections[spot.section].id}.{spot.block}.{spot.inner}.{int(spot.is_footnote)}"


def spots_by_row(plan: Plan) -> dict[str, Spot]:
    """The element that each row stands for, but the front matter's."""
    return {row_id(plan, spot): spot for spot, _element in elements(plan.sections)}


def row_text(element: Element) -> str:
    """One line for an element; a sign says what it is, since colour must not be the only mark."""
    match element:
        case Section():
            return heading(element) or "（续上一标题）"
        case Paragraph(text=text):
            return f"¶ {_short(text)}"
        case Box():
            return f"▣ {element.label} {element.title}".rstrip()
        case Table():
            return f"▦ {element.label or '表'} {_short(element.caption or '、'.join(element.header))}"
        case Figure():
            return f"▨ {element.label or '图'} {_short(element.caption)}"
        case Footnote():
            return f"※ {element.mark} {_short(element.text)}"


def printed(element: Element) -> str:
    """What an element takes up in the source: a heading alone, anything else with all that it holds."""
    match element:
        case Section():
            return text_of(element)
        case Footnote():
            return element.text
        case _:
            return "".join(block_texts(element))


def kind_text(element: Element, spot: Spot) -> str:
    """What an element is, in words."""
    names = {Paragraph: "段落", Box: "专栏", Table: "表格", Figure: "图", Footnote: "脚注"}
    if isinstance(element, Section):
        return f"标题（第 {element.level} 级）" if heading(element) else "续上一标题的文字"
    inside = "（专栏内）" if spot.part is Part.INNER else ""
    return names[type(element)] + inside


def leaf_ids(plan: Plan) -> tuple[str, ...]:
    """The rows to fold at first: boxes, and sections that have no sections below."""
    sections = plan.sections
    leaves = [
        row_id(plan, Spot(i))
        for i, section in enumerate(sections)
        if i + 1 == len(sections) or sections[i + 1].level <= section.level
    ]
    return (*leaves, *(row_id(plan, spot) for spot, element in elements(sections) if isinstance(element, Box)))


def doubts_of(plan: Plan, warnings: Sequence[str]) -> tuple[Doubt, ...]:
    """Doubts of the reading, then what was not taken over."""
    left = [f"未带入：{one.what}（{one.where}）。{one.why}" for one in plan.not_taken]
    return (
        *(Doubt(f"存疑：{text}", _line_in(text)) for text in warnings),
        *(Doubt(text, _line_in(one.where)) for text, one in zip(left, plan.not_taken, strict=True)),
    )


def spot_at(plan: Plan, line: int, words: str = "") -> Spot | None:
    """The element that was read from this place of the source: the last that begins there or before; of several that
    begin there the first whose text holds `words`."""
    best: tuple[int, Spot] | None = None
    for spot, element in elements(plan.sections):
        if element.line is None or element.line > line or (best and element.line < best[0]):
            continue
        if best is None or element.line > best[0]:
            best = (element.line, spot)
        if words and element.line == line and words in row_words(element):
            return spot
    return best[1] if best else None


def paragraphs_from(plan: Plan, lines: Collection[int]) -> tuple[Spot, ...]:
    """The paragraphs that were read from these lines of the source and stand one after the other."""
    found: list[Spot] = []
    for spot, element in elements(plan.sections):
        if isinstance(element, Paragraph) and element.line in lines:
            if found and not _follows(found[-1], spot):
                break
            found.append(spot)
    return tuple(found)


def _follows(before: Spot, spot: Spot) -> bool:
    return spot in (replace(before, block=before.block + 1), replace(before, inner=before.inner + 1))


def row_words(element: Element) -> str:
    """The whole text of an element without blanks, as far as it is one text."""
    match element:
        case Section() | Box():
            return "".join(element.title.split())
        case Paragraph() | Footnote():
            return "".join(element.text.split())
        case _:
            return "".join((element.caption or "").split())


def _line_in(text: str) -> int | None:
    match = _NUMBER.search(text)
    return int(match.group(1)) if match else None


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def _tooltip(element: Element) -> str:
    text = getattr(element, "text", "")
    return text[:300] if text else ""
