"""One cell of a table of clauses: measured, painted and hit-tested without being a widget.

From the top: chip and path, title, reasons, what can be done, summary, text with marks, note.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPalette

from widgets.candidate import Candidate, StrengthColors, chip_size, draw_chip, faint_color
from widgets.glyphs import Glyph, draw_glyph
from widgets.marked_layout import Mark, MarkedLayout, MarkStyles, TextSetting

FIND = "find"
"""The mark kind of what the find box looks for."""
_PLAIN = TextSetting(line_height=1.45, indent=0.0, justify=False)
_PADDING = 10.0
_GAP = 4.0


class Verb(StrEnum):
    """What can be asked of a cell."""

    PIN = "pin"
    REJECT = "reject"
    OTHERS = "others"
    CHOOSE = "choose"
    SEARCH = "search"
    BORROW = "borrow"
    COPY = "copy"
    NOTE = "note"
    DIGEST = "digest"
    FOLD = "fold"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class CellStyle:
    """The looks that all cells share."""

    font: QFont  # of path, reasons, notes
    title_font: QFont
    text_font: QFont
    palette: QPalette
    colors: StrengthColors
    marks: MarkStyles
    fold_lines: int = 8


@dataclass(frozen=True, slots=True)
class Handle:
    """A place in the cell that does something when clicked."""

    verb: Verb
    rect: QRectF
    glyph: Glyph | None = None
    caption: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class _Part:
    layout: MarkedLayout
    top: float
    faint: bool = False


class CellLayout:
    """A candidate laid out at a width. `is_base` cells only copy and fold; the text is clipped while `folded`."""

    def __init__(
        self, candidate: Candidate, width: float, style: CellStyle, folded: bool, is_base: bool, find: str = ""
    ) -> None:
        self.candidate = candidate
        self.handles: list[Handle] = []
        self._style, self._find = style, find
        self._width = max(40.0, width - 2 * _PADDING)
        self._parts: list[_Part] = []
        self._text: _Part | None = None
        self._em = QFontMetricsF(style.font).horizontalAdvance("国")
        self._y = _PADDING
        self._build(folded, is_base)
        self.height = float(ceil(self._y + _PADDING))  # whole pixels, so that painted rows can be moved

    def _build(self, folded: bool, is_base: bool) -> None:
        candidate, style = self.candidate, self._style
        self._path_top = self._y
        self._chip_width = chip_size(candidate.band, style.font).width() + _GAP * 2 if candidate.band else 0.0
        if candidate.band or candidate.path:
            self._y += chip_size("国", style.font).height() + _GAP
        self._add(candidate.title, style.title_font, find=True)
        self._add("，".join(candidate.reasons), style.font, faint=True)
        if not is_base:
            self._add_handles()
        self._add(candidate.summary, style.font)
        self._add(candidate.outline, style.font, faint=True)
        if candidate.text:
            self._add_text(folded)
        self._add(candidate.note and f"批注：{candidate.note}", style.font, faint=True)

    def _add(self, text: str, font: QFont, faint: bool = False, find: bool = False) -> None:
        if text:
            marks = tuple(found(text, self._find)) if find else ()
            layout = MarkedLayout(text, font, self._width, marks, self._style.marks, _PLAIN)
            self._parts.append(_Part(layout, self._y, faint))
            self._y += layout.height + _GAP

    def _add_text(self, folded: bool) -> None:
        candidate, style = self.candidate, self._style
        marks = (*candidate.marks, *found(candidate.text, self._find))
        few = style.fold_lines // 2 if candidate.summary else style.fold_lines  # a summary says the most of it already
        layout = MarkedLayout(
            candidate.text, style.text_font, self._width, marks, style.marks, max_lines=few if folded else None
        )
        self._text = _Part(layout, self._y)
        self._parts.append(self._text)
        self._y += layout.height + _GAP
        if layout.clipped or (not folded and layout.lines > few):
            caption = "展开全文" if folded else "收起"
            width = QFontMetricsF(style.font).horizontalAdvance(caption) + self._em
            height = 1.5 * self._em
            self.handles.append(Handle(Verb.FOLD, QRectF(_PADDING, self._y, width, height), None, caption))
            self._y += height + _GAP

    def _add_handles(self) -> None:
        candidate = self.candidate
        number = len(candidate.others)
        count = (str(number) if number else "") if candidate.key else f"{number} 个候选" if number else "另选条款"
        pin = Glyph.PINNED if candidate.pinned else Glyph.PIN
        handles = [(Verb.OTHERS, Glyph.TRIANGLE, count)]
        if candidate.key:
            handles = [(Verb.PIN, pin, ""), (Verb.REJECT, Glyph.CROSS, ""), *handles]
            handles += [(Verb.BORROW, Glyph.ARROW_TO_BAR, ""), (Verb.COPY, Glyph.SHEETS, "")]
            handles.append((Verb.NOTE, Glyph.PENCIL, ""))
        x, side = _PADDING - _GAP, round(1.7 * self._em)
        for verb, glyph, caption in handles:
            width = side + QFontMetricsF(self._style.font).horizontalAdvance(caption)
            strong = verb is Verb.PIN and candidate.pinned
            self.handles.append(Handle(verb, QRectF(x, self._y, width, side), glyph, caption, strong))
            x += width + 1
        self._y += side + _GAP

    # Painting ----------------------------------------------------------------------------------------------------

    def draw(
        self,
        painter: QPainter,
        origin: QPointF,
        clip: tuple[float, float],
        lively: bool = False,
        selection: tuple[int, int] | None = None,
    ) -> None:
        """Paint at `origin`; `lively` (under the mouse or current) shows the handles in full colour."""
        faint = faint_color()
        pale = QPalette(self._style.palette)
        pale.setColor(QPalette.ColorRole.Text, faint)
        if origin.y() + self._path_top + 2 * self._em > clip[0]:
            self._draw_path(painter, origin, faint)
        for part in self._parts:
            palette = pale if part.faint else self._style.palette
            chosen = selection if part is self._text else None
            part.layout.draw(painter, QPointF(origin.x() + _PADDING, origin.y() + part.top), palette, chosen, clip)
        self._draw_handles(
            painter, origin, clip, self._style.palette.color(QPalette.ColorRole.Text) if lively else faint
        )

    def _draw_path(self, painter: QPainter, origin: QPointF, faint: QColor) -> None:
        candidate, style = self.candidate, self._style
        at = QPointF(origin.x() + _PADDING, origin.y() + self._path_top)
        if candidate.band:
            draw_chip(painter, at, candidate.band, candidate.strength, style.font, style.colors)
        painter.setFont(style.font)
        painter.setPen(faint)
        room = QRectF(at.x() + self._chip_width, at.y(), self._width - self._chip_width, 1.5 * self._em)
        path = QFontMetricsF(style.font).elidedText(candidate.path, Qt.TextElideMode.ElideLeft, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, path)

    def _draw_handles(self, painter: QPainter, origin: QPointF, clip: tuple[float, float], quiet: QColor) -> None:
        link = self._style.palette.color(QPalette.ColorRole.Link)
        painter.setFont(self._style.font)
        for handle in self.handles:
            rect = handle.rect.translated(origin)
            if rect.bottom() < clip[0] or rect.top() > clip[1]:
                continue
            color = link if handle.strong or handle.glyph is None else quiet
            if handle.glyph is not None:
                inset = rect.height() * 0.2
                box = QRectF(rect.left() + inset, rect.top() + inset, rect.height() * 0.6, rect.height() * 0.6)
                draw_glyph(painter, handle.glyph, box, color)
                rect.setLeft(rect.left() + rect.height() * 0.85)
            if handle.caption:
                painter.setPen(color)
                painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, handle.caption)

    # Hitting -----------------------------------------------------------------------------------------------------

    def handle_at(self, point: QPointF) -> Handle | None:
        return next((handle for handle in self.handles if handle.rect.contains(point)), None)

    def chip_at(self, point: QPointF) -> bool:
        top = self._path_top
        return bool(self.candidate.band) and top <= point.y() < top + 1.5 * self._em and point.x() < self._chip_width

    def text_top(self, offset: int) -> float | None:
        """How far below the cell's upper edge the line with an offset of the text is; None where there is no text."""
        return None if self._text is None else self._text.top + self._text.layout.top_of(offset)

    def text_offset_at(self, point: QPointF, nearest: bool = False) -> int | None:
        """The offset in the candidate's text under a point; None beside the text unless `nearest`."""
        if self._text is None:
            return None
        y = point.y() - self._text.top
        if not nearest and not 0 <= y < self._text.layout.height:
            return None
        return self._text.layout.offset_at(QPointF(point.x() - _PADDING, y))


def found(text: str, find: str) -> Iterator[Mark]:
    """Every occurrence of what is looked for, as marks."""
    at = text.find(find) if find else -1
    while at >= 0:
        yield Mark(at, at + len(find), FIND)
        at = text.find(find, at + len(find))


def estimated_height(texts: Sequence[str], width: float, style: CellStyle) -> float:
    """A guess at the height of a folded row from the length of its texts, without laying anything out."""
    em = QFontMetricsF(style.text_font).horizontalAdvance("国")
    per_line = max(1.0, (width - 2 * _PADDING) / em)
    lines = max((min(style.fold_lines + 1, len(text) / per_line + 1) for text in texts if text), default=0.0)
    return float(round(2 * _PADDING + 5.5 * em + lines * 1.6 * em))
