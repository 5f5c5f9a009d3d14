"""How the desk looks: one small set of colours for light and one for dark, and the style sheet made from them.

Text on its ground has a contrast of at least 4.5 : 1 in both (WCAG 2.1, 1.4.3).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

_SANS = ("Microsoft YaHei UI", "PingFang SC", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei")
_SERIF = ("FangSong", "仿宋", "FZFangSong-Z02", "STFangsong", "Noto Serif CJK SC", "Source Han Serif SC")


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of the desk; every one is named for what it is used for."""

    window: str
    page: str
    raised: str
    line: str
    text: str
    faint: str
    accent: str
    accent_text: str
    selection: str
    phrase: str
    number: str
    strong: str
    strong_text: str
    related: str
    mention: str
    warning: str
    error: str


LIGHT = Theme(
    window="#f3f1ec",
    page="#fffefb",
    raised="#faf8f3",
    line="#d8d3c8",
    text="#23211d",
    faint="#6a655b",
    accent="#9c2b22",
    accent_text="#ffffff",
    selection="#ecdcd6",
    phrase="#fbe8b0",
    number="#d5e8f2",
    strong="#2f6b4f",
    strong_text="#ffffff",
    related="#6f9f84",
    mention="#c2b59a",
    warning="#fdf1d2",
    error="#f9dcd7",
)

DARK = Theme(
    window="#1f1e1c",
    page="#272624",
    raised="#2e2d2a",
    line="#46433d",
    text="#e9e5dc",
    faint="#a9a397",
    accent="#e08b7d",
    accent_text="#241613",
    selection="#4a3733",
    phrase="#584a1e",
    number="#23475a",
    strong="#79c09c",
    strong_text="#10251b",
    related="#4f8a6c",
    mention="#6c6450",
    warning="#4a4022",
    error="#54302b",
)


def theme_of(scheme: Qt.ColorScheme) -> Theme:
    return DARK if scheme == Qt.ColorScheme.Dark else LIGHT


def current_theme() -> Theme:
    """The theme in force, read from the palette that `apply` set."""
    return DARK if QApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


def reading_font(points: float) -> QFont:
    """The face of plan text: 仿宋 where there is one (GB/T 9704 7.3.3), else a serif."""
    font = QFont()
    font.setFamilies([*_SERIF, *_SANS])
    font.setPointSizeF(points)
    return font


def interface_font(points: float) -> QFont:
    font = QFont()
    font.setFamilies([family for family in _SANS if QFontDatabase.hasFamily(family)] or list(_SANS))
    font.setPointSizeF(points)
    return font


def apply(application: QApplication, theme: Theme, points: float) -> None:
    """Put a theme and an interface font size on the whole application."""
    application.setFont(interface_font(points))
    application.setPalette(_palette(theme))
    sheet = files("resources").joinpath("style", "desk.qss").read_text(encoding="utf-8")
    colours = asdict(theme)
    icons = Path(str(files("resources").joinpath("icons"))).as_posix()
    application.setStyleSheet(Template(sheet).substitute(colours, points=f"{points:g}", icons=icons))


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    roles = QPalette.ColorRole
    for role, colour in {
        roles.Window: theme.window,
        roles.WindowText: theme.text,
        roles.Base: theme.page,
        roles.AlternateBase: theme.raised,
        roles.Text: theme.text,
        roles.PlaceholderText: theme.faint,
        roles.Button: theme.raised,
        roles.ButtonText: theme.text,
        roles.BrightText: theme.accent_text,
        roles.Highlight: theme.strong,
        roles.HighlightedText: theme.strong_text,
        roles.Link: theme.accent,
        roles.Mid: theme.line,
        roles.Accent: theme.strong,
        roles.ToolTipBase: theme.raised,
        roles.ToolTipText: theme.text,
    }.items():
        palette.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.mention))
    return palette
