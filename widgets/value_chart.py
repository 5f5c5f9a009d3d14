"""Values of several things beside each other: a bar a value, on one scale that begins at zero.

Kinds of value are told by the filling of the bar (empty, hatched, full) and by the label before it; what is chosen by
a sign and bold type: colour is never the only mark.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QHelpEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

_PAD = 12.0
_GAP = 8.0
_NAME_SHARE = 0.3
"""The most of the width that names take."""
_LEAST_BAR = 60.0


class Filling(Enum):
    """How a bar is filled, by what its value is."""

    EMPTY = Qt.BrushStyle.NoBrush
    HATCHED = Qt.BrushStyle.BDiagPattern
    FULL = Qt.BrushStyle.SolidPattern


@dataclass(frozen=True, slots=True)
class ValueBar:
    """A value: what stands before its bar (2025年) and behind it (160亿元). None as value draws the text alone."""

    label: str
    text: str
    value: float | None
    filling: Filling = Filling.FULL


@dataclass(frozen=True, slots=True)
class ValueGroup:
    """The values of one thing; `note` stands in the place of bars where there are none; `hint` is its tooltip."""

    name: str
    bars: tuple[ValueBar, ...] = ()
    note: str = ""
    hint: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class _Places:
    """Where things stand across the chart, in pixels: the labels' left edge, zero, and a unit of the scale."""

    label: float
    left: float
    zero: float
    scale: float


class ValueChart(QWidget):
    """Draws groups of bars below each other under a legend; as high as they need."""

    def __init__(self, legend: Sequence[tuple[Filling, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._legend = tuple(legend)
        self._groups: tuple[ValueGroup, ...] = ()
        self._empty = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def set_groups(self, groups: Sequence[ValueGroup], empty: str = "") -> None:
        """Other groups, from the top; `empty` is said where no value is."""
        self._groups = tuple(groups)
        self._empty = empty
        self.setAccessibleDescription("；".join(map(_in_words, self._groups)) or empty)
        self.updateGeometry()
        self.setMinimumHeight(self.sizeHint().height())
        self.update()

    @property
    def groups(self) -> tuple[ValueGroup, ...]:
        return self._groups

    def is_empty(self) -> bool:
        """Whether there is no value to draw."""
        return not any(bar.value is not None for group in self._groups for bar in group.bars)

    def sizeHint(self) -> QSize:
        height = sum(self._height(group) for group in self._groups) + 1.6 * self._line() + _PAD
        return QSize(360, 120 if self.is_empty() else round(height))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
            self.setMinimumHeight(self.sizeHint().height())

    # Geometry -----------------------------------------------------------------------------------------------------

    def _metrics(self, bold: bool = False) -> QFontMetricsF:
        return QFontMetricsF(self._type(bold))

    def _type(self, bold: bool) -> QFont:
        font = QFont(self.font())
        font.setBold(bold)
        return font

    def _line(self) -> float:
        return self._metrics().height() * 1.1

    def _height(self, group: ValueGroup) -> float:
        return max(1, len(group.bars)) * self._line() + _GAP

    def _top(self, number: int) -> float:
        return 1.6 * self._line() + sum(self._height(group) for group in self._groups[:number])

    def _places(self) -> _Places:
        """One scale for all bars: from the least value, or zero, to the greatest, with room for names and texts."""
        bars = [bar for group in self._groups for bar in group.bars]
        values = [bar.value for bar in bars if bar.value is not None]
        metrics, bold = self._metrics(), self._metrics(bold=True)
        names = max((bold.horizontalAdvance(_title(group)) for group in self._groups), default=0)
        label = _PAD + min(names, self.width() * _NAME_SHARE) + _GAP
        left = label + max((metrics.horizontalAdvance(bar.label) for bar in bars), default=0) + _GAP
        texts = max((bold.horizontalAdvance(bar.text) for bar in bars if bar.value is not None), default=0)
        room = max(_LEAST_BAR, self.width() - left - texts - _GAP - _PAD)
        least, most = min(0.0, *values, 0.0), max(0.0, *values, 0.0)
        scale = room / ((most - least) or 1.0)
        return _Places(label, left, left - least * scale, scale)

    # Painting -----------------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Base))
        if self.is_empty():
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            room = QRectF(self.rect()).adjusted(_PAD, _PAD, -_PAD, -_PAD)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._empty)
            return
        places = self._places()
        self._draw_legend(painter)
        for number, group in enumerate(self._groups):
            self._draw_group(painter, places, group, self._top(number))
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        bottom = self._top(len(self._groups)) - _GAP / 2
        painter.drawLine(round(places.zero), round(self._top(0)) - 2, round(places.zero), round(bottom))

    def _draw_legend(self, painter: QPainter) -> None:
        used = {bar.filling for group in self._groups for bar in group.bars}
        x, line, metrics = _PAD, self._line(), self._metrics()
        painter.setFont(self._type(bold=False))
        for filling, name in self._legend:
            if filling in used:
                box = QRectF(x, 0.25 * line + 0.2 * line, 1.4 * line, 0.6 * line)
                self._fill(painter, box, filling, self._colour(chosen=True))
                painter.setPen(self.palette().color(QPalette.ColorRole.Text))
                width = metrics.horizontalAdvance(name)
                place = QRectF(box.right() + 6, 0.25 * line, width + 2, line)
                painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, name)
                x = place.right() + 2 * _GAP

    def _draw_group(self, painter: QPainter, places: _Places, group: ValueGroup, top: float) -> None:
        line = self._line()
        text, faint = (
            self.palette().color(role) for role in (QPalette.ColorRole.Text, QPalette.ColorRole.PlaceholderText)
        )
        painter.setFont(self._type(group.chosen))
        painter.setPen(text)
        name = QRectF(_PAD, top, places.label - _PAD - _GAP, line)
        elided = self._metrics(group.chosen).elidedText(_title(group), Qt.TextElideMode.ElideMiddle, name.width())
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, elided)
        if not group.bars:
            painter.setPen(faint)
            rest = QRectF(places.label, top, self.width() - places.label - _PAD, line)
            note = self._metrics().elidedText(group.note, Qt.TextElideMode.ElideRight, rest.width())
            painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, note)
        for number, bar in enumerate(group.bars):
            self._draw_bar(painter, places, bar, top + number * line, group.chosen)

    def _draw_bar(self, painter: QPainter, places: _Places, bar: ValueBar, top: float, chosen: bool) -> None:
        line = self._line()
        painter.setFont(self._type(bold=False))
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        label = QRectF(places.label, top, places.left - places.label, line)
        painter.drawText(label, Qt.AlignmentFlag.AlignVCenter, bar.label)
        behind = places.left
        if bar.value is not None:
            end = places.zero + bar.value * places.scale
            box = QRectF(min(places.zero, end), top + 0.16 * line, max(2.0, abs(end - places.zero)), 0.68 * line)
            self._fill(painter, box, bar.filling, self._colour(chosen))
            behind = max(end, places.zero) + 6
        painter.setFont(self._type(chosen))
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        rest = QRectF(behind, top, max(0.0, self.width() - behind - 2), line)
        text = self._metrics(chosen).elidedText(bar.text, Qt.TextElideMode.ElideRight, rest.width())
        painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, text)

    def _fill(self, painter: QPainter, box: QRectF, filling: Filling, colour: QColor) -> None:
        painter.setPen(colour)
        painter.setBrush(QBrush(colour, filling.value))
        painter.drawRect(box)

    def _colour(self, chosen: bool) -> QColor:
        role = QPalette.ColorRole.Highlight if chosen else QPalette.ColorRole.PlaceholderText
        return self.palette().color(role)

    # What there is to read ----------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            group = self.group_at(event.pos().y())
            if group is not None:
                QToolTip.showText(event.globalPos(), group.hint or _in_words(group), self)
                return True
        return super().event(event)

    def group_at(self, y: float) -> ValueGroup | None:
        """The group at a height of the chart, if any."""
        for number, group in enumerate(self._groups):
            if self._top(number) <= y < self._top(number) + self._height(group):
                return group
        return None


def _title(group: ValueGroup) -> str:
    return f"▶ {group.name}" if group.chosen else group.name


def _in_words(group: ValueGroup) -> str:
    said = "，".join(f"{bar.label} {bar.text}" for bar in group.bars) or group.note
    return f"{group.name}：{said}"
