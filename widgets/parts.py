"""The small pieces that screens are put together from, named for the style sheet."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton, QWidget


def label(text: str, name: str, parent: QWidget, wrap: bool = False) -> QLabel:
    """A text whose look the style sheet knows by `name`."""
    made = QLabel(text, parent)
    made.setObjectName(name)
    made.setWordWrap(wrap)
    return made


def strip(name: str, parent: QWidget) -> QWidget:
    """An empty widget that has the ground which the style sheet gives to `name`."""
    made = QWidget(parent)
    made.setObjectName(name)
    made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    return made


def main_button(text: str, parent: QWidget) -> QPushButton:
    """The button for what a screen is there to do, in the accent colour."""
    made = QPushButton(text, parent)
    made.setProperty("primary", True)  # before it is first painted: the style sheet looks at a property only once
    return made


def tool_button(text: str, hint: str, parent: QWidget, checkable: bool = False) -> QToolButton:
    """A flat button; the hint is its tooltip and what a screen reader says."""
    made = QToolButton(parent)
    made.setText(text)
    made.setToolTip(hint)
    made.setAccessibleName(hint or text)
    made.setCheckable(checkable)
    return made
