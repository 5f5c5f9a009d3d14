"""Changes to the outline of a draft: each takes sections in reading order and gives new ones, renumbered.

A valid outline starts at level 1 and never goes more than one level deeper from one section to the next. Every
change keeps a valid outline valid, keeps ids, and leaves sections that it does not name in their order. A change
that the outline does not allow (demoting a first child …) gives the sections back as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.drafting.renumber import NumberingSystem, numbering_of, renumber
from app.plans.model import Block, NumberStyle, Section, SectionKind, new_id
from app.plans.outline import end_of, parents

Sections = tuple[Section, ...]


def place_after(sections: Sequence[Section], after_index: int, level: int | None = None) -> int:
    """The index that `add` gives the new section: behind everything that stands under the section at `after_index`
    (-1 = before all), and under its ancestors too where `level` is shallower than it."""
    if after_index < 0:
        return 0
    own = sections[after_index].level
    under = own if level is None else min(own, level)
    place = after_index + 1
    while place < len(sections) and sections[place].level > under:
        place += 1
    return place


def add(
    sections: Sequence[Section],
    after_index: int,
    level: int | None = None,
    title: str = "",
    kind: SectionKind = SectionKind.NUMBERED,
) -> Sections:
    """A new section at `place_after(…)`: on the level of the section before it, or on `level` (one deeper = its
    last child). It has a fresh id and the number style of its siblings."""
    place = place_after(sections, after_index, level)
    if level is None:
        level = sections[after_index].level if after_index >= 0 else 1
    level = _legal_level(sections[:place], sections[place:], level)
    new = Section(title=_clean(title), level=level, kind=kind, id=new_id())
    return _insert(sections[:place], (new,), sections[place:], numbering_of(sections))


def rename(sections: Sequence[Section], index: int, title: str) -> Sections:
    """The section with another title (its closing 。 belongs to the text, not to the title)."""
    return _with(sections, index, replace(sections[index], title=_clean(title)))


def set_blocks(sections: Sequence[Section], index: int, blocks: Sequence[Block]) -> Sections:
    """The section with other text; boxes, tables and figures of the whole draft are labelled anew."""
    return _with(sections, index, replace(sections[index], blocks=tuple(blocks)))


def delete(sections: Sequence[Section], index: int) -> Sections:
    """Without the section and all that stands under it."""
    return renumber((*sections[:index], *sections[end_of(sections, index) :]))


def move(sections: Sequence[Section], index: int, to_index: int, level: int) -> Sections:
    """The section and all under it put before the one that now has `to_index` (len = at the end), on `level`, or on
    the nearest level that keeps the outline valid there. A place inside itself means: stay, on another level."""
    end = end_of(sections, index)
    subtree = sections[index:end]
    if index <= to_index <= end:
        to_index = index
    elif to_index > end:
        to_index -= end - index
    rest = (*sections[:index], *sections[end:])
    before, after = rest[:to_index], rest[to_index:]
    target = _legal_level(before, after, level)
    system = numbering_of(sections)
    return _insert(before, _relevelled(subtree, target, system), after, system)


def move_up(sections: Sequence[Section], index: int) -> Sections:
    """The section and all under it before its previous sibling."""
    siblings = _siblings(sections, index)
    at = siblings.index(index)
    if at == 0:
        return tuple(sections)
    return _swap(sections, siblings[at - 1], index)


def move_down(sections: Sequence[Section], index: int) -> Sections:
    """The section and all under it behind its next sibling."""
    siblings = _siblings(sections, index)
    at = siblings.index(index)
    if at == len(siblings) - 1:
        return tuple(sections)
    return _swap(sections, index, siblings[at + 1])


def promote(sections: Sequence[Section], index: int) -> Sections:
    """The section and all under it one level up, in place: siblings that follow it come to stand under it."""
    if sections[index].level == 1:
        return tuple(sections)
    return move(sections, index, index, sections[index].level - 1)


def demote(sections: Sequence[Section], index: int) -> Sections:
    """The section and all under it one level down, as the last child of its previous sibling."""
    if index == 0 or sections[index - 1].level < sections[index].level:
        return tuple(sections)
    return move(sections, index, index, sections[index].level + 1)


def _clean(title: str) -> str:
    return title.strip().rstrip("。")


def _with(sections: Sequence[Section], index: int, section: Section) -> Sections:
    return renumber((*sections[:index], section, *sections[index + 1 :]))


def _siblings(sections: Sequence[Section], index: int) -> list[int]:
    above = parents(sections)
    return [i for i, parent in enumerate(above) if parent == above[index]]


def _swap(sections: Sequence[Section], first: int, second: int) -> Sections:
    """Two neighbouring siblings, each with all that stands under it, change places."""
    end = end_of(sections, second)
    return renumber((*sections[:first], *sections[second:end], *sections[first:second], *sections[end:]))


def _legal_level(before: Sequence[Section], after: Sequence[Section], level: int) -> int:
    """The level nearest to `level` at which a section may stand between these."""
    deepest = before[-1].level + 1 if before else 1
    shallowest = max(1, after[0].level - 1) if after else 1
    return min(max(level, shallowest), deepest)


def _relevelled(subtree: Sequence[Section], level: int, system: NumberingSystem) -> Sections:
    """A subtree with its top at `level`; sections whose depth changes take the style of their new depth."""
    by = level - subtree[0].level
    if not by:
        return tuple(subtree)
    moved = (replace(section, level=section.level + by) for section in subtree)
    return tuple(_styled(section, system.style_at(section.level)) for section in moved)


def _insert(
    before: Sequence[Section], subtree: Sections, after: Sequence[Section], system: NumberingSystem
) -> Sections:
    """The sections with a subtree put between them, its top in the style of its new siblings."""
    top = subtree[0]
    whole = (*before, *subtree, *after)
    siblings = (whole[i] for i in _siblings(whole, len(before)) if i != len(before))
    styles = (sibling.style for sibling in siblings if sibling.kind is SectionKind.NUMBERED)
    style = next((style for style in styles if style is not NumberStyle.NONE), system.style_at(top.level))
    return renumber((*before, _styled(top, style), *subtree[1:], *after))


def _styled(section: Section, style: NumberStyle) -> Section:
    return replace(section, style=style) if section.kind is SectionKind.NUMBERED else section
