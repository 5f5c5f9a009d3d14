"""What stands on a page of a PDF: glyphs, drawn lines, filled areas and pictures, each with its place.

Places are points from the upper left corner of the page as it is looked at (a turned page is turned here).
"""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Iterator
from ctypes import c_double, c_float, c_int, c_uint
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

GLYPH_LIMIT = 20_000
PATH_LIMIT = 20_000
"""Points of drawn paths on a page; a page with more is a map or a drawing, whose lines rule no table."""

SLANT = 8.0
"""Degrees. Type that stands more aslant than a crooked scan's is a watermark or a label in a drawing."""

THIN = 3.0
"""Points. What is drawn thinner is a line, not an area."""

_RADICALS = str.maketrans(
    "⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳", "母民虎西见角贝车长门青页风飞食马骨鬼鱼鸟麦黄齐齿龙龟"
)


@dataclass(frozen=True, slots=True)
class Glyph:
    """A printed character: its box from `left` to `right`, the line that it stands on, its type size."""

    text: str
    left: float
    right: float
    base: float
    size: float

    @property
    def middle(self) -> float:
        return self.base - 0.38 * self.size


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle: a filled area, a picture, or a drawn line if it is thin."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def holds(self, x: float, y: float, slack: float = 0.0) -> bool:
        return self.left - slack <= x <= self.right + slack and self.top - slack <= y <= self.bottom + slack

    def grown(self, other: Area) -> Area:
        """The smallest rectangle around both."""
        return Area(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


@dataclass(frozen=True, slots=True)
class Page:
    """A page; `number` counts from 1. Printed blanks are glyphs too."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Area, ...]
    fills: tuple[Area, ...]
    pictures: tuple[Area, ...]
    aslant: int = 0  # glyphs left out since they do not run as the page does


@dataclass(frozen=True, slots=True)
class _View:
    """How a page is looked at: the corner of its box, its size and turn (degrees clockwise)."""

    left: float
    bottom: float
    width: float
    height: float
    turn: int

    def place(self, x: float, y: float) -> tuple[float, float]:
        x, y = x - self.left, y - self.bottom
        if self.turn == 90:
            return y, x
        if self.turn == 180:
            return self.width - x, y
        if self.turn == 270:
            return self.height - y, self.width - x
        return x, self.height - y

    def area(self, left: float, bottom: float, right: float, top: float) -> Area:
        (a, b), (c, d) = self.place(left, bottom), self.place(right, top)
        return Area(min(a, c), min(b, d), max(a, c), max(b, d))


def read_page(pdf: Any, index: int) -> Page:
    """Page `index` (from 0) of an open pypdfium2 document. The caller holds the lock.

    The page is looked at as most of its text runs: a wide table may stand sideways on an upright page.
    """
    page = pdf[index]
    textpage = page.get_textpage()
    try:
        left, bottom, right, top = page.get_cropbox()
        turn = _turn_of(textpage, page.get_rotation())
        view = _View(left, bottom, right - left, top - bottom, turn)
        width, height = (max(side, 1.0) for side in page.get_size())
        if (turn - page.get_rotation()) % 180:
            width, height = height, width
        rules, fills, pictures = _drawn(page, view)
        found = list(_glyphs(textpage, view))
        glyphs = tuple(glyph for glyph in found if glyph is not None)
        return Page(index + 1, width, height, glyphs, rules, fills, pictures, len(found) - len(glyphs))
    finally:
        textpage.close()
        page.close()


def _turn_of(textpage: Any, turn: int) -> int:
    """How far a page is turned to read most of its text, in degrees clockwise; `turn` if it has none."""
    import pypdfium2.raw as pdfium

    count = min(textpage.count_chars(), GLYPH_LIMIT)
    matrix = pdfium.FS_MATRIX()
    turns: Counter[int] = Counter()
    for i in range(0, count, count // 100 + 1):
        if pdfium.FPDFText_GetMatrix(textpage, i, matrix) and pdfium.FPDFText_IsGenerated(textpage, i) != 1:
            turns[round(_angle(matrix) / 90) * 90 % 360] += 1
    return turns.most_common(1)[0][0] if turns else turn


def _angle(matrix: Any) -> float:
    return math.degrees(math.atan2(matrix.b, matrix.a))


def _glyphs(textpage: Any, view: _View) -> Iterator[Glyph | None]:
    """The glyphs of a page; None for each that stands aslant (a watermark)."""
    import pypdfium2.raw as pdfium

    box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    x, y = c_double(), c_double()
    for i in range(min(textpage.count_chars(), GLYPH_LIMIT)):
        if pdfium.FPDFText_IsGenerated(textpage, i) == 1:
            continue
        text = _character(pdfium.FPDFText_GetUnicode(textpage, i))
        if not text or not pdfium.FPDFText_GetLooseCharBox(textpage, i, box):
            continue
        pdfium.FPDFText_GetCharOrigin(textpage, i, x, y)
        scale = 1.0
        if pdfium.FPDFText_GetMatrix(textpage, i, matrix):
            if abs((_angle(matrix) - view.turn + 180) % 360 - 180) > SLANT:
                yield None
                continue
            scale = math.hypot(matrix.c, matrix.d)
        size = pdfium.FPDFText_GetFontSize(textpage, i) * scale
        area = view.area(box.left, box.bottom, box.right, box.top)
        base = view.place(x.value, y.value)[1]
        if size > 0 and all(map(math.isfinite, (area.left, area.right, base, size))):
            yield Glyph(text, area.left, area.right, base, size)


def _character(code: int) -> str:
    """The character of a code, "" for what is none. Radicals that a font's table gives for whole characters (⻓ for 长)
    become those."""
    if code < 32 or 0xD800 <= code < 0xE000 or code > 0x10FFFF or code in (0xFFFE, 0xFFFF):
        return ""
    text = chr(code)
    if 0x2F00 <= code < 0x2FE0:
        return unicodedata.normalize("NFKC", text)
    return text.translate(_RADICALS) if 0x2E80 <= code < 0x2F00 else text


def _drawn(page: Any, view: _View) -> tuple[tuple[Area, ...], tuple[Area, ...], tuple[Area, ...]]:
    """Lines, filled areas and pictures of a page."""
    import pypdfium2.raw as pdfium

    rules: list[Area] = []
    fills: list[Area] = []
    pictures: list[Area] = []
    points = 0
    for drawn in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE), max_depth=1):
        if drawn.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            pictures.append(view.area(*drawn.get_bounds()))
            continue
        points += pdfium.FPDFPath_CountSegments(drawn)
        if points > PATH_LIMIT:
            return (), (), tuple(pictures)
        stroked, filled = _mode(drawn)
        for outline in _outlines(drawn, view):
            if filled:
                (fills if min(_extent(outline)) > THIN else rules).append(_around(outline))
            if stroked:
                rules.extend(_edges(outline))
    return tuple(rules), tuple(fills), tuple(pictures)


def _mode(path: Any) -> tuple[bool, bool]:
    """Whether a path is stroked, and whether it is filled with a colour that shows on white paper."""
    import pypdfium2.raw as pdfium

    fill, stroke = c_int(), c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    red, green, blue, alpha = c_uint(), c_uint(), c_uint(), c_uint()
    pdfium.FPDFPageObj_GetFillColor(path, red, green, blue, alpha)
    shows = min(red.value, green.value, blue.value) < 253 and alpha.value > 0
    return bool(stroke.value), bool(fill.value) and shows


Point = tuple[float, float]


def _outlines(path: Any, view: _View) -> Iterator[list[Point]]:
    """The corners of each part of a path, on the page as it is looked at; closed parts come back to their start."""
    import pypdfium2.raw as pdfium

    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(path, matrix)
    x, y = c_float(), c_float()
    corners: list[Point] = []
    for i in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, i)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO and corners:
            yield corners
            corners = []
        corners.append(
            view.place(
                matrix.a * x.value + matrix.c * y.value + matrix.e, matrix.b * x.value + matrix.d * y.value + matrix.f
            )
        )
        if pdfium.FPDFPathSegment_GetClose(segment):
            corners.append(corners[0])
    if corners:
        yield corners


def _around(corners: list[Point]) -> Area:
    return Area(
        min(x for x, _ in corners),
        min(y for _, y in corners),
        max(x for x, _ in corners),
        max(y for _, y in corners),
    )


def _extent(corners: list[Point]) -> tuple[float, float]:
    area = _around(corners)
    return area.width, area.height


def _edges(corners: list[Point]) -> Iterator[Area]:
    """The level and upright strokes between corners."""
    for a, b in pairwise(corners):
        area = _around([a, b])
        if min(area.width, area.height) <= 1 and max(area.width, area.height) > THIN:
            yield area
