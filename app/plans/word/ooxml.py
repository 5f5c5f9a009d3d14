"""Names of WordprocessingML and how to look at its elements (ECMA-376 part 1, 17)."""

from __future__ import annotations

from typing import Any, TypeAlias

Element: TypeAlias = Any  # lxml ships no types

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/", b"http://schemas.openxmlformats.org/wordprocessingml/2006/"),
    (b"http://purl.oclc.org/ooxml/officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)
"""The namespaces of ISO 29500 Strict and those that everybody writes."""

DEEPEST = 60
"""Levels of tables, text boxes and containers within each other; Word itself allows no table deeper."""


def local(element: Element) -> str:
    """An element's name without its namespace; "" for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element: Element | None, *names: str) -> Element | None:
    """The element at a path of direct `w:` children, or None."""
    for name in names:
        if element is None:
            return None
        element = next(element.iterchildren(W + name), None)
    return element


def value(element: Element | None, *names: str, name: str = "val") -> str | None:
    """The `w:` attribute of the element at a path of direct children; None if either is missing."""
    found = child(element, *names)
    return None if found is None else found.get(W + name)


def number(text: str | None, default: int | None = None) -> int | None:
    """A whole number as files write it, `default` if it is none or beyond all measure."""
    if text is None or len(text) > 9:
        return default
    try:
        return int(text)
    except ValueError:
        return default


def is_on(element: Element | None, *names: str) -> bool | None:
    """A switch (`w:b`, `w:vanish`): on, off, or None where nothing is said."""
    found = child(element, *names)
    if found is None:
        return None
    return found.get(W + "val") not in {"0", "false", "off", "none"}


def chosen(alternatives: Element) -> Element | None:
    """The one branch of `mc:AlternateContent` to read: the first choice that holds anything, else the fallback."""
    branches = [branch for branch in alternatives if local(branch) in {"Choice", "Fallback"} and len(branch)]
    return branches[0] if branches else None
