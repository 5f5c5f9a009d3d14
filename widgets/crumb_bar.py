"""Where one is in a tree: the steps from the top, each a button."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from widgets.parts import label, tool_button

LONGEST = 18
"""Characters that a step shows at most."""


class CrumbBar(QWidget):
    """`crumb_chosen` carries the id of the step that was clicked."""

    crumb_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("crumbs")
        self._crumbs: tuple[tuple[str, str], ...] = ()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 4, 12, 4)

    def set_crumbs(self, crumbs: Sequence[tuple[str, str]]) -> None:
        """Show these steps, (id, text), the topmost first."""
        if tuple(crumbs) == self._crumbs:
            return
        self._crumbs = tuple(crumbs)
        while self._row.count():
            item = self._row.takeAt(0)
            widget = item.widget() if item else None
            if widget:
                widget.deleteLater()
        for number, (crumb_id, text) in enumerate(crumbs):
            if number:
                self._row.addWidget(label("›", "faint", self))
            button = tool_button(shortened(text), text, self)
            button.clicked.connect(lambda _checked=False, crumb_id=crumb_id: self.crumb_chosen.emit(crumb_id))
            self._row.addWidget(button)
        self._row.addStretch()


def shortened(text: str, length: int = LONGEST) -> str:
    """The text, or its beginning and an ellipsis."""
    return text if len(text) <= length else f"{text[: length - 1]}…"
