"""What the styles of a .docx say about its paragraphs: outline level, numbering, indent, contents and captions.

A style is known by its name, not its id: WPS numbers its ids (2, 3, 4), localised Word abbreviates them (a3).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TypeVar

from app.plans.word.ooxml import Element, W, child, is_on, number, value

_T = TypeVar("_T")
LONGEST_CHAIN = 30
_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])$", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录)\s*[1-9]$", re.IGNORECASE)
_FIGURES = re.compile(r"(?:table of figures|图表目录)$", re.IGNORECASE)
_CAPTION = re.compile(r"(?:caption|题注|(?:table|figure)\s?caption|[图表]题|[图表]标题)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph is by its style; None where nothing is said. `outline` is 0 … 8, 9 = body text."""

    name: str = ""
    outline: int | None = None
    number: int | None = None  # w:numId
    level: int | None = None  # w:ilvl
    hidden: bool | None = None
    bold: bool | None = None
    face: str | None = None
    indent: int | None = None  # of the first line, twips or hundredths of a character
    centred: bool | None = None
    chain: tuple[str, ...] = ()  # ids, this style first

    @property
    def is_contents(self) -> bool:
        return bool(_CONTENTS.match(self.name))

    @property
    def is_list_of_figures(self) -> bool:
        return bool(_FIGURES.match(self.name))

    @property
    def is_caption(self) -> bool:
        return bool(_CAPTION.match(self.name))


@dataclass
class Styles:
    """The styles of a document by id, resolved along `w:basedOn` when first asked for."""

    elements: dict[str, Element] = field(default_factory=dict)
    default: str | None = None  # id of the default paragraph style
    resolved: dict[str, Style] = field(default_factory=dict)

    def style(self, style_id: str | None) -> Style:
        """The style with this id; the default paragraph style for None, an empty one for an unknown id."""
        style_id = style_id if style_id is not None else self.default
        if style_id is None or style_id not in self.elements:
            return Style()
        if style_id not in self.resolved:
            self.resolved[style_id] = self._resolve(style_id)
        return self.resolved[style_id]

    def linked(self, style_id: str) -> int | None:
        """The numbering (`w:numId`) of a numbering style."""
        return number(value(self.elements.get(style_id), "pPr", "numPr", "numId"))

    def _resolve(self, style_id: str) -> Style:
        chain: list[str] = []
        at: str | None = style_id
        while at is not None and at in self.elements and at not in chain and len(chain) < LONGEST_CHAIN:
            chain.append(at)
            at = value(self.elements[at], "basedOn")
        result = Style()
        for step in reversed(chain):
            result = _over(result, self.elements[step])
        return replace(result, name=_name(self.elements[style_id]), chain=tuple(chain))


def _name(element: Element) -> str:
    return (value(element, "name") or "").strip()


def _over(base: Style, element: Element) -> Style:
    """A style as it is with what an element states laid over its base."""
    heading = _HEADING.match(_name(element))
    outline = number(value(element, "pPr", "outlineLvl"), int(heading.group(1)) - 1 if heading else base.outline)
    runs = child(element, "rPr")
    return Style(
        outline=outline,
        number=number(value(element, "pPr", "numPr", "numId"), base.number),
        level=number(value(element, "pPr", "numPr", "ilvl"), base.level),
        hidden=_either(is_on(runs, "vanish"), base.hidden),
        bold=_either(is_on(runs, "b"), base.bold),
        face=value(runs, "rFonts", name="eastAsia") or base.face,
        indent=_either(indent_of(child(element, "pPr")), base.indent),
        centred=_either(is_centred(child(element, "pPr")), base.centred),
    )


def _either(first: _T | None, second: _T | None) -> _T | None:
    return second if first is None else first


def indent_of(properties: Element | None) -> int | None:
    """The first line's indent that paragraph properties state: positive in, negative out; None if nothing is said."""
    found = child(properties, "ind")
    if found is None:
        return None
    for name, sign in (("firstLineChars", 1), ("hangingChars", -1), ("firstLine", 1), ("hanging", -1)):
        if (stated := number(found.get(W + name))) is not None:
            return sign * stated
    return None


def is_centred(properties: Element | None) -> bool | None:
    """Whether paragraph properties centre a paragraph; None if they do not say."""
    stated = value(properties, "jc")
    return None if stated is None else stated == "center"


def read_styles(root: Element | None) -> Styles:
    """The styles of a styles part; none without one."""
    styles = Styles()
    for element in () if root is None else root.findall(W + "style"):
        style_id = element.get(W + "styleId")
        if style_id is None:
            continue
        styles.elements.setdefault(style_id, element)
        if element.get(W + "type") == "paragraph" and element.get(W + "default") in {"1", "true", "on"}:
            styles.default = style_id
    return styles
