"""Sections and footers: paper, margins, line grid, page numbers outside on odd and even pages."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

from app.exporting.fields import field
from app.exporting.house_style import (
    BOTTOM,
    FOOTER,
    HEADER,
    LEFT,
    LINE,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RIGHT,
    SIHAO,
    SONGTI,
    TOP,
)
from app.exporting.oxml import Element, R, paragraph, run, w
from app.exporting.package import relationship_id

_NUMBERED, _UNNUMBERED = ("footer1", "footer2"), ("footer3", "footer4")


def section_properties(notes: Sequence[Element] = (), numbered: bool = True) -> Element:
    """`w:sectPr` of an upright page; `notes` are the children of `w:footnotePr`."""
    odd, even = _NUMBERED if numbered else _UNNUMBERED
    return w(
        "sectPr",
        _reference("default", odd),
        _reference("even", even),
        w("footnotePr", *deepcopy(list(notes))) if notes else None,
        w("pgSz", w=PAGE_WIDTH, h=PAGE_HEIGHT),
        w("pgMar", top=TOP, right=RIGHT, bottom=BOTTOM, left=LEFT, header=HEADER, footer=FOOTER, gutter=0),
        w("cols", space=425),
        w("docGrid", type="lines", linePitch=LINE),
    )


def footers() -> dict[str, Element]:
    """The four footers: odd and even with a number, odd and even without."""
    return {
        "footer1": _numbered("PageNumberOdd"),
        "footer2": _numbered("PageNumberEven"),
        "footer3": w("ftr", paragraph("PageNumberOdd")),
        "footer4": w("ftr", paragraph("PageNumberEven")),
    }


def _reference(kind: str, part: str) -> Element:
    element = w("footerReference", type=kind)
    element.set(f"{{{R}}}id", relationship_id(part))
    return element


def _numbered(style: str) -> Element:
    """— 1 —: half-width digits in 四号宋体 with a dash on each side (GB/T 9704 7.5)."""
    return w("ftr", paragraph(style, [run("— "), *field("PAGE", "1", SONGTI, SIHAO), run(" —")]))
