"""A row of buttons for a bar that may be narrow: those without room stand in a menu behind »."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMenu, QToolButton, QWidget

from widgets.parts import tool_button


class OverflowRow(QWidget):
    """Shows whole buttons only, the first ones first; no text of a button is ever cut."""

    def __init__(self, spacing: int, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(spacing)
        self._row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        self._row.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self._buttons: list[QAbstractButton] = []
        self.more = tool_button("»", self.tr("更多"), self)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self.more.setMenu(self._menu)
        self._row.addWidget(self.more)
        self.more.hide()

    def add(self, button: QAbstractButton) -> None:
        """Put a button behind those that are there."""
        self._row.insertWidget(len(self._buttons), button)
        self._buttons.append(button)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        hints = [button.sizeHint() for button in self._buttons]
        return QSize(self._needed(hints), max((hint.height() for hint in hints), default=0))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.more.sizeHint().width(), self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self._fit()
        return done

    def _needed(self, hints: list[QSize]) -> int:
        return sum(hint.width() + self._row.spacing() for hint in hints) - (self._row.spacing() if hints else 0)

    def _fit(self) -> None:
        hints = [button.sizeHint() for button in self._buttons]
        room = len(hints)
        if self._needed(hints) > self.width():
            hints.append(self.more.sizeHint())
            while room and self._needed([*hints[:room], hints[-1]]) > self.width():
                room -= 1
        for number, button in enumerate(self._buttons):
            _set_visible(button, number < room)
        _set_visible(self.more, room < len(self._buttons))

    def _fill(self) -> None:
        """List the buttons that have no room, as they stand now."""
        self._menu.clear()
        for button in self._buttons:
            if not button.isHidden():
                continue
            if isinstance(button, QToolButton) and button.actions():
                self._menu.addActions(button.actions())  # with its key, and its name in place of a sign
            else:
                action = self._menu.addAction(button.text(), button.click)
                action.setEnabled(button.isEnabled())
                action.setToolTip(button.toolTip())


def _set_visible(widget: QWidget, visible: bool) -> None:
    """To hide what is hidden would ask for the layout again, and so for ever."""
    if widget.isHidden() == visible:
        widget.setVisible(visible)
