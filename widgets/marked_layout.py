"""Lays out and paints a read-only text with marks; the drawing half of `MarkedText` and of table cells.

One QTextLayout a paragraph and no QTextDocument, so that thousands of texts can be measured and painted cheaply.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPalette,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)

LINE_HEIGHT = 1.6
"""Line height in ems: Chinese has no descenders to part the lines."""
INDENT = 2.0
"""First-line indent in ems, as Chinese paragraphs are printed."""

LOOSEST = 0.09
"""The most that a line is spread to be justified, in ems a character."""

Underline = QTextCharFormat.UnderlineStyle


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters start..end of a text are of this kind; the kind's look comes from a table of `MarkStyle`."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class MarkStyle:
    """How a kind of mark looks. Give an underline with every background: colour is never the only mark."""

    background: QColor | None = None
    underline: Underline = Underline.NoUnderline
    underline_color: QColor | None = None
    bold: bool = False

    def char_format(self) -> QTextCharFormat:
        result = QTextCharFormat()
        if self.background is not None:
            result.setBackground(self.background)
        if self.underline is not Underline.NoUnderline:
            result.setUnderlineStyle(self.underline)
            if self.underline_color is not None:
                result.setUnderlineColor(self.underline_color)
        if self.bold:
            result.setFontWeight(QFont.Weight.DemiBold)
        return result


MarkStyles = Mapping[str, MarkStyle]


@dataclass(frozen=True, slots=True)
class TextSetting:
    """The typography of a text: line height and first-line indent in ems."""

    line_height: float = LINE_HEIGHT
    indent: float = INDENT
    justify: bool = True


@dataclass(slots=True)
class _Paragraph:
    """A paragraph laid out: where it starts in the text and where its lines lie."""

    start: int
    text: str
    layout: QTextLayout
    top: float = 0.0
    height: float = 0.0
    lines: int = 0
    has_rare: bool = False

    def units(self, offset: int) -> int:
        """A text offset as Qt counts it: a rare character beyond the basic plane is two units long."""
        before = max(0, min(offset - self.start, len(self.text)))
        if not self.has_rare:
            return before
        return before + sum(character > "\uffff" for character in self.text[:before])

    def offset(self, units: int) -> int:
        """The text offset of a place as Qt counts it."""
        if not self.has_rare:
            return self.start + min(units, len(self.text))
        encoded = self.text.encode("utf-16-le")[: 2 * units]
        return self.start + len(encoded.decode("utf-16-le", "ignore"))


class MarkedLayout:
    """A text laid out at one width. Measures are pixels; offsets count characters as Python does."""

    def __init__(
        self,
        text: str,
        font: QFont,
        width: float,
        marks: Sequence[Mark] = (),
        styles: MarkStyles | None = None,
        setting: TextSetting | None = None,
        max_lines: int | None = None,
    ) -> None:
        self.text = text
        self.width = max(1.0, width)
        self._setting = setting or TextSetting()
        metrics = QFontMetricsF(font)
        self._em = metrics.horizontalAdvance("国")
        self.line_height = max(metrics.height(), round(self._em * self._setting.line_height))
        self._paragraphs: list[_Paragraph] = []
        self.height = 0.0
        self.lines = 0
        self.clipped = False
        self._build(font, marks, styles or {}, max_lines)

    def _build(self, font: QFont, marks: Sequence[Mark], styles: MarkStyles, max_lines: int | None) -> None:
        start = 0
        for text in self.text.split("\n"):
            left = None if max_lines is None else max_lines - self.lines
            if left is not None and left <= 0:
                self.clipped = True
                break
            shaped = text if left is None else text[: self._enough(left)]
            layout = QTextLayout(shaped, font)
            layout.setCacheEnabled(True)  # keep the glyphs: else every painting shapes the text anew
            layout.setTextOption(_option(Qt.AlignmentFlag.AlignLeft))
            rare = bool(shaped) and max(shaped) > "\uffff"
            paragraph = _Paragraph(start, shaped, layout, self.height, has_rare=rare)
            layout.setFormats(_formats(marks, styles, paragraph))
            complete = self._lay_out(paragraph, left)
            self._paragraphs.append(paragraph)
            self.height += paragraph.height
            self.lines += paragraph.lines
            start += len(text) + 1
            if not complete or len(shaped) < len(text):
                self.clipped = True
                break

    def _enough(self, lines: int) -> int:
        """Characters that surely fill so many lines: shaping is the dear part, so the rest is not shaped at all."""
        return int(lines * (self.width / self._em + 1) * 4)

    def _lay_out(self, paragraph: _Paragraph, max_lines: int | None) -> bool:
        """Break the paragraph into lines; False when `max_lines` leaves a part of it out."""
        layout, length, done = paragraph.layout, paragraph.units(paragraph.start + len(paragraph.text)), 0
        layout.beginLayout()
        while (done < length or paragraph.lines == 0) and (max_lines is None or paragraph.lines < max_lines):
            line = layout.createLine()
            indent = self._indent if paragraph.lines == 0 else 0.0
            line.setLineWidth(max(self._em, self.width - indent))
            line.setPosition(QPointF(indent, paragraph.height + (self.line_height - line.height()) / 2))
            done = line.textStart() + line.textLength()
            paragraph.height += self.line_height
            paragraph.lines += 1
        layout.endLayout()
        if self._setting.justify:
            self._justify(layout, paragraph.lines if done < length else paragraph.lines - 1)
        return done >= length

    def _justify(self, layout: QTextLayout, lines: int) -> None:
        """Spread full lines to the edge. A line that a long figure has cut short stays ragged: Qt would spread its
        digits too. Qt justifies a line when it is first asked about and then keeps it so, hence the two options."""
        layout.setTextOption(_option(Qt.AlignmentFlag.AlignJustify))
        for number in range(lines):
            line = layout.lineAt(number)
            if line.width() - line.naturalTextWidth() <= LOOSEST * self._em * line.textLength():
                line.cursorToX(line.textStart())
        layout.setTextOption(_option(Qt.AlignmentFlag.AlignLeft))

    @property
    def _indent(self) -> float:
        return self._setting.indent * self._em

    def draw(
        self,
        painter: QPainter,
        origin: QPointF,
        palette: QPalette,
        selection: tuple[int, int] | None = None,
        clip: tuple[float, float] | None = None,
    ) -> None:
        """Paint at `origin` in the palette's text colour; `clip` is the top and bottom of what is visible."""
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Text)))
        visible = QRectF(origin.x() - self._em, clip[0], self.width + 2 * self._em, clip[1] - clip[0]) if clip else None
        for paragraph in self._paragraphs:
            top = origin.y() + paragraph.top
            if clip and (top > clip[1] or top + paragraph.height < clip[0]):
                continue
            ranges = _selected(paragraph, selection, palette) if selection else []
            at = QPointF(origin.x(), top)
            if visible is None:
                paragraph.layout.draw(painter, at, ranges)
            else:
                paragraph.layout.draw(painter, at, ranges, visible)

    def offset_at(self, point: QPointF) -> int:
        """The text offset nearest to a point (in the layout's own coordinates)."""
        if not self._paragraphs:
            return 0
        paragraph = next((p for p in self._paragraphs if point.y() < p.top + p.height), self._paragraphs[-1])
        if paragraph.lines == 0:
            return paragraph.start
        number = int((point.y() - paragraph.top) // self.line_height)
        line = paragraph.layout.lineAt(min(max(number, 0), paragraph.lines - 1))
        return paragraph.offset(line.xToCursor(point.x()))

    def top_of(self, offset: int) -> float:
        """The upper edge of the line that holds a text offset."""
        for paragraph in reversed(self._paragraphs):
            if offset >= paragraph.start and paragraph.lines:
                line = paragraph.layout.lineForTextPosition(paragraph.units(offset))
                number = min(line.lineNumber() if line.isValid() else paragraph.lines - 1, paragraph.lines - 1)
                return paragraph.top + number * self.line_height
        return 0.0


def _option(alignment: Qt.AlignmentFlag) -> QTextOption:
    option = QTextOption(alignment)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


def _formats(marks: Sequence[Mark], styles: MarkStyles, paragraph: _Paragraph) -> list[QTextLayout.FormatRange]:
    result = []
    for mark in marks:
        style = styles.get(mark.kind)
        span = _range(paragraph, mark.start, mark.end) if style is not None else None
        if style is not None and span is not None:
            span.format = style.char_format()
            result.append(span)
    return result


def _range(paragraph: _Paragraph, start: int, end: int) -> QTextLayout.FormatRange | None:
    """The part of start..end that lies in a paragraph, as Qt counts; None when there is none."""
    first, last = max(start, paragraph.start), min(end, paragraph.start + len(paragraph.text))
    if first >= last:
        return None
    span = QTextLayout.FormatRange()
    span.start = paragraph.units(first)
    span.length = paragraph.units(last) - span.start
    return span


def _selected(paragraph: _Paragraph, selection: tuple[int, int], palette: QPalette) -> list[QTextLayout.FormatRange]:
    span = _range(paragraph, min(selection), max(selection))
    if span is None:
        return []
    chosen = QTextCharFormat()
    chosen.setBackground(palette.color(QPalette.ColorRole.Highlight))
    chosen.setForeground(palette.color(QPalette.ColorRole.HighlightedText))
    span.format = chosen
    return [span]
