"""The rail at the left of the window: a button for each page."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QToolButton, QVBoxLayout, QWidget

from app.desktop.icons import icon
from app.desktop.pages import PAGES
from app.desktop.style import current_theme
from widgets.parts import tool_button


class Rail(QWidget):
    """Says which page is wanted and shows which is in front."""

    page_wanted = Signal(str)  # the page's key

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._buttons: dict[str, QToolButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(2)
        group = QButtonGroup(self)
        for number, spec in enumerate(PAGES, start=1):
            button = tool_button(spec.title, f"{spec.hint}（Ctrl+{number}）", self, checkable=True)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setIconSize(QSize(24, 24))
            button.clicked.connect(lambda _checked, key=spec.key: self.page_wanted.emit(key))
            group.addButton(button)
            column.addWidget(button)
            self._buttons[spec.key] = button
        column.addStretch()
        self.set_usable(False)

    def set_usable(self, usable: bool) -> None:
        """Pages can be asked for while a library is open."""
        for button in self._buttons.values():
            button.setEnabled(usable)

    def show_front(self, key: str) -> None:
        """This page is in front."""
        self._buttons[key].setChecked(True)

    def restyle(self) -> None:
        """Take the colours and the size of text of the present theme; no title is cut."""
        width = max(76, *(button.sizeHint().width() for button in self._buttons.values()))
        for spec in PAGES:
            self._buttons[spec.key].setIcon(icon(spec.icon, current_theme().text))
            self._buttons[spec.key].setFixedWidth(width)
