"""Lines of a draft as blocks of a text document and back: what a block is stands in its format, so that it survives
typing, cutting and pasting."""

from __future__ import annotations

from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QGuiApplication,
    QPalette,
    QSyntaxHighlighter,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextDocument,
    QTextFormat,
)

from app.desktop.table_picture import OBJECT_TYPE, PAYLOAD, TablePicture
from app.drafting.lines import HEADINGS, Line, LineKind
from app.plans.model import Table

KIND = QTextFormat.Property.UserProperty.value + 1
SECTION = QTextFormat.Property.UserProperty.value + 2
LEVEL = QTextFormat.Property.UserProperty.value + 3
OBJECT = "\ufffc"
"""The character that stands for a table or figure."""

LINE_HEIGHT = 1.25
"""Line pitch in heights of the font, which has room of its own: the open setting of an official document."""
SPACE_ABOVE = (22, 16, 10, 8)
"""Pixels above a heading, by level."""
LARGER = (2, 1, 0, 0)
"""Steps of size that a heading has over the text, by level."""

BOXED = (LineKind.BOX_TITLE, LineKind.BOX_PARAGRAPH, LineKind.BOX_TABLE)
_QUIET = (LineKind.FOOTNOTE, LineKind.CONTINUATION)
_INDENTED = (LineKind.PARAGRAPH, LineKind.RUN_IN, LineKind.BOX_PARAGRAPH)


def formats_of(line: Line, metrics: QFontMetrics, palette: QPalette) -> tuple[QTextBlockFormat, QTextCharFormat]:
    """How a line is set, and what it is (KIND, SECTION, LEVEL)."""
    form = QTextBlockFormat()
    form.setProperty(KIND, line.kind.value)
    if line.kind in HEADINGS:
        form.setProperty(SECTION, line.section)
        form.setProperty(LEVEL, line.level)
    if line.payload is None:
        fixed = QTextBlockFormat.LineHeightTypes.FixedHeight.value
        form.setLineHeight(metrics.height() * LINE_HEIGHT, fixed)
    em = metrics.horizontalAdvance("字")
    if line.kind is LineKind.HEADING:
        form.setTopMargin(SPACE_ABOVE[min(line.level, 4) - 1])
    elif line.kind in BOXED:
        form.setBackground(palette.color(QPalette.ColorRole.AlternateBase))
        form.setLeftMargin(em)
        form.setRightMargin(em)
        form.setTopMargin(8 if line.kind is LineKind.BOX_TITLE else 0)
    if line.kind in _INDENTED:
        form.setTextIndent(2 * em)
    return form, _char_format(line, palette)


def _char_format(line: Line, palette: QPalette) -> QTextCharFormat:
    chars = _title_format() if line.kind in (LineKind.HEADING, LineKind.BOX_TITLE) else QTextCharFormat()
    if line.kind is LineKind.HEADING:
        chars.setProperty(QTextFormat.Property.FontSizeAdjustment, LARGER[min(line.level, 4) - 1])
    elif line.kind in _QUIET:
        chars.setProperty(QTextFormat.Property.FontSizeAdjustment, -1)
        chars.setForeground(palette.color(QPalette.ColorRole.PlaceholderText))
    return chars


def _title_format() -> QTextCharFormat:
    """Titles stand out in 黑体, which is the face of the interface (GB/T 9704 7.3.3 has it for the first level), not
    in a bold cut of the text's face: 仿宋 has none, and a second large font would only fill the memory."""
    chars = QTextCharFormat()
    chars.setFontFamilies(QGuiApplication.font().families())
    chars.setFontWeight(QFont.Weight.Bold)
    return chars


def line_of(block: QTextBlock, picture: TablePicture) -> Line:
    """What a block means now, whatever was typed into it."""
    form = block.blockFormat()
    kind = LineKind(form.property(KIND) or LineKind.PARAGRAPH)
    text = block.text()
    if OBJECT in text:
        return _payload_line(block, kind, text, picture)
    if kind in (LineKind.TABLE, LineKind.BOX_TABLE, LineKind.FIGURE):  # the object was deleted, the line is left
        kind = LineKind.BOX_PARAGRAPH if kind is LineKind.BOX_TABLE else LineKind.PARAGRAPH
    if kind in HEADINGS:
        return Line(kind, text, form.property(SECTION) or "", int(form.property(LEVEL) or 1))
    return Line(kind, text)


def _payload_line(block: QTextBlock, kind: LineKind, text: str, picture: TablePicture) -> Line:
    iterator = block.begin()
    while not iterator.atEnd():
        form = iterator.fragment().charFormat()
        if form.objectType() == OBJECT_TYPE:
            payload = picture.payload(int(form.property(PAYLOAD)))
            if kind in BOXED and isinstance(payload, Table):
                return Line(LineKind.BOX_TABLE, "", payload=payload)
            return Line(LineKind.TABLE if isinstance(payload, Table) else LineKind.FIGURE, "", payload=payload)
        iterator += 1
    return Line(LineKind.PARAGRAPH, text.replace(OBJECT, ""))


class RunInTitles(QSyntaxHighlighter):
    """Sets the title of a run-in heading apart from the text that follows it; works on changed blocks only."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._title = _title_format()

    def highlightBlock(self, text: str) -> None:
        if self.currentBlock().blockFormat().property(KIND) == LineKind.RUN_IN:
            self.setFormat(0, text.find("。") + 1 or len(text), self._title)
