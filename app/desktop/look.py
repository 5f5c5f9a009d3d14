"""The look that the user chose: light or dark, and the size of all text; a library remembers both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from app.desktop import style

if TYPE_CHECKING:
    from app.library import Library  # loads the database layer, which the first paint need not wait for

POINTS, SCHEME = "desk.points", "desk.scheme"
SMALLEST, USUAL, LARGEST = 8.0, 10.5, 18.0
_SCHEMES = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}


class Look(QObject):
    """Puts the look on the whole application."""

    changed = Signal()  # what paints with colours of its own must take them anew

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.scheme = ""  # "light", "dark", or "": what the system has
        self.points = USUAL
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._apply)

    def zoom(self, by: int) -> None:
        """Larger, smaller, or (0) the usual size of all text."""
        self.points = USUAL if by == 0 else min(LARGEST, max(SMALLEST, self.points + by))
        self._apply()

    def set_scheme(self, name: str) -> None:
        """Light, dark or ("") what the system has."""
        self.scheme = name
        QGuiApplication.styleHints().setColorScheme(_SCHEMES.get(name, Qt.ColorScheme.Unknown))
        self._apply()

    def restore(self, library: Library) -> None:
        """Take the look that this library remembers; where it has none, all stays as it is."""
        self.points = float(library.setting(POINTS) or self.points)
        self.set_scheme(library.setting(SCHEME, self.scheme) or "")

    def remember(self, library: Library) -> None:
        library.set_setting(POINTS, f"{self.points:g}")
        library.set_setting(SCHEME, self.scheme)

    def _theme(self) -> style.Theme:
        """The chosen theme; some platforms know no scheme of their own, so the choice itself decides."""
        if self.scheme:
            return style.DARK if self.scheme == "dark" else style.LIGHT
        return style.theme_of(QGuiApplication.styleHints().colorScheme())

    def _apply(self) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        style.apply(application, self._theme(), self.points)
        self.changed.emit()
