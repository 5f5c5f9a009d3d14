"""Elements of WordprocessingML, built with lxml: a plan has thousands, and the order of their children matters.

Word calls a file unreadable when the children of an element stand in another order than the schema's, so every
function here that makes properties writes them in that order (ECMA-376 part 1, 17.3).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeAlias

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue] -- lxml ships no types

Element: TypeAlias = etree._Element

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XML = "http://www.w3.org/XML/1998/namespace"
NAMESPACES = {"w": W, "r": R}

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def w(tag: str, *children: Element | None, **attributes: object) -> Element:
    """The element `w:tag`; attributes are `w:` attributes, None leaves one out, as does a child that is None."""
    element = etree.Element(f"{{{W}}}{tag}", None, NAMESPACES)
    for name, value in attributes.items():
        if value is not None:
            element.set(f"{{{W}}}{name}", str(int(value)) if isinstance(value, bool) else str(value))
    for child in children:
        if child is not None:
            element.append(child)
    return element


def qualified(tag: str) -> str:
    """`w:tag` as lxml names it."""
    return f"{{{W}}}{tag}"


def attribute(element: Element, path: str, name: str = "val") -> str | None:
    """The `w:` attribute of the first element under `element` at `path` (`w:pPr/w:pStyle`), None if there is none."""
    found = element.find(path, NAMESPACES)
    return None if found is None else found.get(qualified(name))


def printable(text: str) -> str:
    """`text` without the characters that XML cannot hold."""
    return _UNPRINTABLE.sub("", text)


def lines_of(text: str) -> list[str]:
    """The lines of a text that show something, without blanks at their ends: the style indents."""
    return [line.strip() for line in printable(text).splitlines() if line.strip()]


def fonts(face: str) -> Element:
    """One face in all four slots: a slot left out would be filled by a theme or by the reader's own default."""
    return w("rFonts", ascii=face, hAnsi=face, eastAsia=face, cs=face)


def run_properties(
    face: str | None = None,
    size: int | None = None,
    tracking: int | None = None,
    color: str | None = None,
    scale: int | None = None,
    raised: bool = False,
    struck: bool = False,
) -> Element | None:
    """`w:rPr`: face, size in half-points, extra pitch in twips, colour, width in percent; None when nothing is set."""
    children = [
        fonts(face) if face else None,
        w("strike") if struck else None,
        w("color", val=color) if color else None,
        w("spacing", val=tracking) if tracking is not None else None,
        w("w", val=scale) if scale else None,
        w("sz", val=size) if size else None,
        w("szCs", val=size) if size else None,
        w("vertAlign", val="superscript") if raised else None,
    ]
    return w("rPr", *children) if any(child is not None for child in children) else None


def run(text: str, properties: Element | None = None) -> Element:
    """A run; a line feed in the text becomes a line break, a tab a tab."""
    element = w("r", properties)
    for piece in re.split(r"([\n\t])", printable(text)):
        if piece == "\n":
            element.append(w("br"))
        elif piece == "\t":
            element.append(w("tab"))
        elif piece:
            content = w("t")
            content.text = piece
            content.set(f"{{{XML}}}space", "preserve")
            element.append(content)
    return element


def paragraph(style: str, runs: Iterable[Element] = (), *overrides: Element | None) -> Element:
    """A paragraph in a style of the house; `overrides` are further children of `w:pPr` in the schema's order."""
    element = w("p", w("pPr", w("pStyle", val=style), *overrides))
    element.extend(list(runs))
    return element


def text_of(element: Element) -> str:
    """What a reader sees of an element: its text, with field instructions left out."""
    return "".join(node.text or "" for node in element.iter(qualified("t")))


def serialised(element: Element) -> bytes:
    """The bytes of a part."""
    etree.cleanup_namespaces(element, keep_ns_prefixes=["w", "r"])
    return etree.tostring(element, xml_declaration=True, encoding="UTF-8", standalone=True)
