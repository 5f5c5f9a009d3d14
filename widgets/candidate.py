"""What a candidate is to a view, and the chip that names its band by word, fill and outline, never by colour alone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGuiApplication, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.marked_layout import Mark


class Strength(StrEnum):
    """How strongly a candidate belongs; decides the look of its chip and of its cell in an overview."""

    STRONG = "strong"
    RELATED = "related"
    MENTION = "mention"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class CandidateItem:
    """One line of the menu of other candidates. `key` is whatever the caller knows it by."""

    key: str
    path: str
    title: str
    band: str = ""
    strength: Strength = Strength.NONE
    pinned: bool = False
    rejected: bool = False

    @property
    def line(self) -> str:
        """What the menu shows; & is doubled, since a menu takes a single one for a mnemonic."""
        sign = "◆ " if self.pinned else "✕ " if self.rejected else ""
        said = "　".join(part for part in (self.band, self.path, self.title) if part)
        return f"{sign}{said}".replace("&", "&&")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A text put forward as belonging to another: what it is, why, and what can be said about it.

    `band` is the word of the chip and `band_hint` its explanation; `source` names the work it is from. `text` may be
    long; `marks` are spans of it.
    """

    key: str
    path: str
    title: str
    text: str = ""
    source: str = ""
    band: str = ""
    band_hint: str = ""
    strength: Strength = Strength.NONE
    reasons: tuple[str, ...] = ()
    summary: str = ""  # what it says in short, with a word of what kind of summary it is
    outline: str = ""  # what stands below it, where it has no text of its own
    marks: tuple[Mark, ...] = ()
    pinned: bool = False
    note: str = ""
    others: tuple[CandidateItem, ...] = ()

    @property
    def quotation(self) -> str:
        """The text with its source, as it is copied."""
        return f"{self.text}\n——《{self.source}》{self.path}　{self.title}".strip()


def blend(front: QColor, back: QColor, part: float) -> QColor:
    """`part` (0..1) of the front colour over the back colour."""
    return QColor.fromRgbF(
        front.redF() * part + back.redF() * (1 - part),
        front.greenF() * part + back.greenF() * (1 - part),
        front.blueF() * part + back.blueF() * (1 - part),
    )


@dataclass(frozen=True, slots=True)
class StrengthColors:
    """The colours of the strengths; by default shades of the palette's accent."""

    strong: QColor
    related: QColor
    mention: QColor
    ground: QColor
    text: QColor

    @staticmethod
    def of_palette(palette: QPalette) -> StrengthColors:
        accent, base = palette.color(QPalette.ColorRole.Accent), palette.color(QPalette.ColorRole.Base)
        text = palette.color(QPalette.ColorRole.Text)
        return StrengthColors(accent, blend(accent, base, 0.5), blend(text, base, 0.4), base, text)

    def fill(self, strength: Strength) -> QColor:
        match strength:
            case Strength.STRONG:
                return self.strong
            case Strength.RELATED:
                return blend(self.related, self.ground, 0.3)
            case _:
                return self.ground

    def outline(self, strength: Strength) -> QPen:
        """Solid, dashed and dotted, so that the strengths differ without colour too."""
        match strength:
            case Strength.STRONG:
                return QPen(self.strong, 1)
            case Strength.RELATED:
                return QPen(self.related, 1)
            case Strength.MENTION:
                return QPen(self.mention, 1, Qt.PenStyle.DashLine)
            case _:
                return QPen(self.mention, 1, Qt.PenStyle.DotLine)

    def text_on(self, strength: Strength) -> QColor:
        if strength is not Strength.STRONG:
            return self.text
        return QColor(Qt.GlobalColor.white if self.strong.lightnessF() < 0.5 else Qt.GlobalColor.black)


def faint_color() -> QColor:
    """The application's colour for secondary text; a style sheet would give a widget its own, too pale to read."""
    return QGuiApplication.palette().color(QPalette.ColorRole.PlaceholderText)


def chip_size(word: str, font: QFont) -> QSize:
    metrics = QFontMetricsF(font)
    em = metrics.horizontalAdvance("国")
    return QSize(round(metrics.horizontalAdvance(word) + em), round(1.5 * em))


def draw_chip(
    painter: QPainter, top_left: QPointF, word: str, strength: Strength, font: QFont, colors: StrengthColors
) -> QRectF:
    """Paint the chip and return where it stands."""
    size = chip_size(word, font)
    rect = QRectF(top_left.x() + 0.5, top_left.y() + 0.5, size.width() - 1, size.height() - 1)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(colors.fill(strength))
    painter.setPen(colors.outline(strength))
    painter.drawRoundedRect(rect, 4, 4)
    painter.setPen(colors.text_on(strength))
    painter.setFont(font)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, word)
    painter.restore()
    return rect


class BandChip(QWidget):
    """The chip as a widget; its tooltip is the explanation."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._word, self._strength = "", Strength.NONE
        self._colors: StrengthColors | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_band(self, word: str, strength: Strength, hint: str) -> None:
        self._word, self._strength = word, strength
        self.setToolTip(hint)
        self.setAccessibleName(word)
        self.setAccessibleDescription(hint)
        self.setVisible(bool(word))
        self.updateGeometry()
        self.update()

    def set_colors(self, colors: StrengthColors) -> None:
        self._colors = colors
        self.update()

    def sizeHint(self) -> QSize:
        return chip_size(self._word, self.font())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        colors = self._colors or StrengthColors.of_palette(self.palette())
        draw_chip(painter, QPointF(0, 0), self._word, self._strength, self.font(), colors)
