"""Automatic numbers of a .docx, counted as Word counts them (ECMA-376 part 1, 17.9).

All lists (`w:num`) of one definition (`w:abstractNum`) count together, unless a list restarts by `w:startOverride`,
which takes effect once, when the list is first used. A level begins anew behind a higher one, unless `w:lvlRestart`
says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from app.plans.word.number_formats import printed
from app.plans.word.ooxml import MC, Element, W, child, chosen, is_on, number, value
from app.plans.word.styles import Style, Styles

LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_DASH = re.compile(r"[—―─]{1,2}$")
_HIGHEST = 30000


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts and prints; `text` holds %1 … %9, `restart` is w:lvlRestart."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    suffix: str = "tab"
    style: str | None = None


@dataclass
class Definition:
    """A `w:abstractNum`: its levels and where they stand; None = not counted since the start or the last restart."""

    levels: dict[int, Level]
    style_link: str | None = None
    counts: dict[int, int] = field(default_factory=dict)


@dataclass
class List:
    """A `w:num`: a use of a definition with its own levels and starts."""

    definition: str
    levels: dict[int, Level]
    starts: dict[int, int]  # w:startOverride, taken out when used


@dataclass
class Numbering:
    """The lists of a document in the middle of counting."""

    definitions: dict[str, Definition] = field(default_factory=dict)
    lists: dict[int, List] = field(default_factory=dict)

    def next(self, properties: Element | None, style: Style, styles: Styles) -> str:
        """Count a paragraph and give its number as printed, "" if it has none. A dash that stands for a number is
        printed, since —— opens an item of a plan; any other bullet is not."""
        found = self._place(properties, style, styles)
        if found is None:
            return ""
        used, definition, index = found
        level = self._level(used, definition, index)
        self._count(used, definition, index)
        if level.form == "bullet":
            return level.text if _DASH.match(level.text) else ""
        text = _PLACE.sub(lambda match: self._printed(used, definition, int(match.group(1)) - 1, level), level.text)
        return text + " " if text and level.suffix != "nothing" and text[-1].isalnum() else text

    def _place(self, properties: Element | None, style: Style, styles: Styles) -> tuple[List, Definition, int] | None:
        """The list and level of a paragraph: its own, else its style's."""
        num_id = number(value(properties, "numPr", "numId"), style.number)
        used = self.lists.get(num_id or 0)
        if used is None:
            return None
        definition = self._definition(used, styles)
        if definition is None:
            return None
        index = number(value(properties, "numPr", "ilvl"))
        if index is None:
            index = self._level_of(style, definition) if num_id == style.number else 0
        return (used, definition, index) if 0 <= index < LEVELS else None

    def _definition(self, used: List, styles: Styles) -> Definition | None:
        """A list's definition; one that only points to a numbering style leads on to that style's list."""
        definition = self.definitions.get(used.definition)
        if definition is not None and definition.style_link and not definition.levels:
            linked = self.lists.get(styles.linked(definition.style_link) or 0)
            return self.definitions.get(linked.definition) if linked else None
        return definition

    def _level_of(self, style: Style, definition: Definition) -> int:
        """The level that names a paragraph's style, or a style that it is based on, as its own."""
        for style_id in style.chain:
            for index, level in definition.levels.items():
                if level.style == style_id:
                    return index
        return style.level or 0

    def _level(self, used: List, definition: Definition, index: int) -> Level:
        return used.levels.get(index) or definition.levels.get(index) or Level()

    def _count(self, used: List, definition: Definition, index: int) -> None:
        """Count one paragraph at a level: higher levels not yet counted stand at their start, lower ones restart."""
        counts = definition.counts
        for level in range(index):
            if level not in counts:
                counts[level] = used.starts.get(level, self._level(used, definition, level).start)
        if index in used.starts:
            counts[index] = used.starts.pop(index)
        elif index in counts:
            counts[index] = min(counts[index] + 1, _HIGHEST)
        else:
            counts[index] = self._level(used, definition, index).start
        for level in [level for level in counts if level > index]:
            restart = self._level(used, definition, level).restart
            if restart is None or (restart and index < restart):
                del counts[level]

    def _printed(self, used: List, definition: Definition, index: int, shown: Level) -> str:
        level = self._level(used, definition, index)
        count = definition.counts.get(index, level.start)
        return printed(count, "decimal" if shown.legal and level.form != "none" else level.form)


def read_numbering(root: Element | None) -> Numbering:
    """The lists of a numbering part; none without one."""
    numbering = Numbering()
    if root is None:
        return numbering
    for element in root.findall(W + "abstractNum"):
        definition = Definition(_levels(element.findall(W + "lvl")), value(element, "numStyleLink"))
        numbering.definitions[element.get(W + "abstractNumId") or ""] = definition
    for element in root.findall(W + "num"):
        num_id = number(element.get(W + "numId"))
        if num_id:
            numbering.lists[num_id] = _list(element)
    return numbering


def _list(element: Element) -> List:
    result = List(value(element, "abstractNumId") or "", {}, {})
    for override in element.findall(W + "lvlOverride"):
        index = number(override.get(W + "ilvl"))
        if index is None:
            continue
        own = child(override, "lvl")
        if own is not None:
            result.levels[index] = _level(own)
        if (start := number(value(override, "startOverride"))) is not None:
            result.starts[index] = start
    return result


def _levels(elements: Iterable[Element]) -> dict[int, Level]:
    return {index: _level(element) for element in elements if (index := number(element.get(W + "ilvl"))) is not None}


def _level(element: Element) -> Level:
    start = number(value(element, "start"), 0)
    return Level(
        start=max(0, start or 0),
        form=_form(element),
        text=value(element, "lvlText") or "",
        restart=number(value(element, "lvlRestart")),
        legal=bool(is_on(element, "isLgl")),
        suffix=value(element, "suff") or "tab",
        style=value(element, "pStyle"),
    )


def _form(element: Element) -> str:
    """A level's number format; newer ones stand in a branch beside the format for older readers."""
    alternatives = element.find(MC + "AlternateContent")
    if alternatives is not None and (branch := chosen(alternatives)) is not None:
        form = value(branch, "numFmt")
        if form and form != "custom":
            return form
        fallback = alternatives.find(MC + "Fallback")
        return value(fallback, "numFmt") or "decimal"
    return value(element, "numFmt") or "decimal"
