"""One candidate as a card: what it is, why it is put forward, its text with marks, and what can be done with it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from widgets.candidate import BandChip, Candidate, CandidateItem, Strength, StrengthColors
from widgets.glyphs import Glyph, glyph_icon
from widgets.marked_layout import MarkStyles
from widgets.marked_text import MarkedText

__all__ = ["Candidate", "CandidateCard", "CandidateItem", "Strength"]

FOLDED_LINES = 6


class CandidateCard(QFrame):
    """Shows one `Candidate`; a candidate with key "" stands for “nothing found” and offers nothing to do.

    Signals carry the candidate that is shown; `other_chosen` carries the chosen `CandidateItem`.
    """

    pin_toggled = Signal(object)  # Candidate, `pinned` as it shall be
    reject_requested = Signal(object)
    other_chosen = Signal(object)
    borrow_requested = Signal(object)
    copy_requested = Signal(object)
    open_requested = Signal(object)

    _built = False  # Qt reports palette changes while the widget is being made

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("candidateCard")
        self._candidate = Candidate("", "", "")
        self._build()
        self._wire()
        self._built = True
        self.set_candidate(self._candidate)

    def _build(self) -> None:
        self._source = self._label("cardSource")
        self._chip = BandChip(self)
        self._title = self._label("cardTitle")
        self._reasons = self._label("cardReasons")
        self._summary = self._label("cardSummary")
        self._note = self._label("cardNote")
        for quiet in (self._reasons, self._note):
            quiet.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._text = MarkedText(self)
        self._text.setAccessibleName(self.tr("条款正文"))
        self._text.set_max_lines(FOLDED_LINES)
        self._unfold = QPushButton(self.tr("展开全文"), self)
        self._unfold.setObjectName("cardUnfold")
        self._unfold.setFlat(True)
        self._unfold.setAccessibleName(self.tr("展开或收起全文"))
        top = QHBoxLayout()
        top.addWidget(self._source, 1)
        top.addWidget(self._chip)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 8)
        layout.setSpacing(5)
        layout.addLayout(top)
        for widget in (self._title, self._reasons, self._summary, self._text):
            layout.addWidget(widget)
        layout.addWidget(self._unfold, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._note)
        layout.addLayout(self._build_buttons())

    def _label(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label

    def _build_buttons(self) -> QHBoxLayout:
        self._pin = self._button(self.tr("固定：以后总把它当作对应条款"))
        self._pin.setCheckable(True)
        self._reject = self._button(self.tr("排除：它不是对应条款，以后不再列出"))
        self._others = self._button(self.tr("其他候选条款"))
        self._menu = QMenu(self._others)
        self._borrow = self._button(self.tr("借用：把这段文字放进草稿，并记下出处"))
        self._copy = self._button(self.tr("复制正文和出处"), self.tr("复制"))
        self._open = self._button(self.tr("在对照页中打开这一条款"), self.tr("对照"))
        row = QHBoxLayout()
        row.setSpacing(2)
        for button in (self._pin, self._reject, self._others, self._borrow):
            row.addWidget(button)
        row.addStretch()
        row.addWidget(self._copy)
        row.addWidget(self._open)
        return row

    def _button(self, hint: str, text: str = "") -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setToolTip(hint)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setAccessibleName(hint.split("：")[0])
        button.setAccessibleDescription(hint)
        return button

    def _wire(self) -> None:
        self._pin.clicked.connect(self._toggle_pin)
        self._reject.clicked.connect(lambda: self.reject_requested.emit(self._candidate))
        self._others.clicked.connect(self._open_menu)
        self._borrow.clicked.connect(lambda: self.borrow_requested.emit(self._candidate))
        self._copy.clicked.connect(lambda: self.copy_requested.emit(self._candidate))
        self._open.clicked.connect(lambda: self.open_requested.emit(self._candidate))
        self._unfold.clicked.connect(self._toggle_fold)
        self._text.clipped_changed.connect(lambda _clipped: self._show_unfold())

    # What it shows -----------------------------------------------------------------------------------------------

    def candidate(self) -> Candidate:
        return self._candidate

    def set_styles(self, styles: MarkStyles) -> None:
        self._text.set_styles(styles)

    def set_colors(self, colors: StrengthColors) -> None:
        self._chip.set_colors(colors)

    def set_candidate(self, candidate: Candidate) -> None:
        if candidate.key != self._candidate.key:
            self._text.set_max_lines(FOLDED_LINES)
        self._candidate = candidate
        self._source.setText(candidate.source)
        self._chip.set_band(candidate.band, candidate.strength, candidate.band_hint)
        self._say(self._title, f"{candidate.path}　{candidate.title}".strip("　"))
        self._say(self._reasons, "，".join(candidate.reasons))
        self._say(self._summary, candidate.summary or candidate.outline)
        self._say(self._note, candidate.note and self.tr("批注：") + candidate.note)
        self._text.set_text(candidate.text, candidate.marks)
        self._text.setVisible(bool(candidate.text))
        self._show_unfold()
        self._show_buttons()
        self.setAccessibleName(f"{candidate.source} {candidate.band} {candidate.title}")

    @staticmethod
    def _say(label: QLabel, text: str) -> None:
        label.setText(text)
        label.setVisible(bool(text))

    def _show_buttons(self) -> None:
        found = bool(self._candidate.key)
        for button in (self._pin, self._reject, self._borrow, self._copy):
            button.setVisible(found)
        self._open.setEnabled(found)
        self._pin.setChecked(self._candidate.pinned)
        self._draw_signs()
        self._menu.clear()
        for item in self._candidate.others:
            action = self._menu.addAction(item.line)
            action.triggered.connect(lambda _checked=False, item=item: self.other_chosen.emit(item))
        self._others.setVisible(bool(self._candidate.others))

    def _draw_signs(self) -> None:
        """Signs in the palette's colours; the pin is filled while the candidate is pinned."""
        palette = self.palette()
        text, accent = palette.color(QPalette.ColorRole.Text), palette.color(QPalette.ColorRole.Link)
        pinned = self._candidate.pinned
        self._pin.setIcon(
            glyph_icon(Glyph.PINNED if pinned else Glyph.PIN, accent if pinned else text, _faded(palette))
        )
        signs = {self._reject: Glyph.CROSS, self._others: Glyph.TRIANGLE, self._borrow: Glyph.ARROW_TO_BAR}
        for button, glyph in signs.items():
            button.setIcon(glyph_icon(glyph, text, _faded(palette)))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._built:
            self._draw_signs()

    def _show_unfold(self) -> None:
        folded = self._text.max_lines() is not None
        self._unfold.setVisible(bool(self._candidate.text) and (not folded or self._text.is_clipped()))
        self._unfold.setText(self.tr("展开全文") if folded else self.tr("收起"))

    def _open_menu(self) -> None:
        self._menu.popup(self._others.mapToGlobal(self._others.rect().bottomLeft()))

    def _toggle_fold(self) -> None:
        self._text.set_max_lines(None if self._text.max_lines() else FOLDED_LINES)
        self._show_unfold()

    def _toggle_pin(self) -> None:
        self.pin_toggled.emit(replace(self._candidate, pinned=self._pin.isChecked()))


def _faded(palette: QPalette) -> QColor:
    return palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
