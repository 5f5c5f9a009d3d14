"""The one door to dialogs that ask the user something, so that a test can answer in the user's place."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QFileDialog, QInputDialog, QMessageBox, QWidget


class Asking:
    """Asks through the platform's own dialogs; None or () means that the user cancelled."""

    def files_to_open(self, parent: QWidget, title: str, name_filter: str) -> tuple[Path, ...]:
        names, _filter = QFileDialog.getOpenFileNames(parent, title, "", name_filter)
        return tuple(Path(name) for name in names)

    def folder_to_open(self, parent: QWidget, title: str) -> Path | None:
        name = QFileDialog.getExistingDirectory(parent, title)
        return Path(name) if name else None

    def file_to_save(self, parent: QWidget, title: str, suggested: str, name_filter: str) -> Path | None:
        name, _filter = QFileDialog.getSaveFileName(parent, title, suggested, name_filter)
        return Path(name) if name else None

    def text(self, parent: QWidget, title: str, label: str, present: str = "") -> str | None:
        text, accepted = QInputDialog.getText(parent, title, label, text=present)
        return text.strip() if accepted else None

    def long_text(self, parent: QWidget, title: str, label: str, present: str = "") -> str | None:
        """Ask for a few lines; line breaks within become blanks."""
        text, accepted = QInputDialog.getMultiLineText(parent, title, label, present)
        return " ".join(text.split()) if accepted else None

    def choose(self, parent: QWidget, title: str, question: str, actions: Sequence[str]) -> str | None:
        """Ask which of several things to do, in words; the answer is the caption of one of `actions`."""
        box = QMessageBox(QMessageBox.Icon.Question, title, question, parent=parent)
        buttons = {box.addButton(action, QMessageBox.ButtonRole.AcceptRole): action for action in actions}
        box.addButton("取消", QMessageBox.ButtonRole.RejectRole)
        box.exec()
        return next((action for button, action in buttons.items() if box.clickedButton() is button), None)

    def choose_for_all(
        self, parent: QWidget, title: str, question: str, actions: Sequence[str], for_all: str
    ) -> tuple[str | None, bool]:
        """As `choose`, with a box to tick that makes the answer hold for all that follow."""
        box = QMessageBox(QMessageBox.Icon.Question, title, question, parent=parent)
        buttons = {box.addButton(action, QMessageBox.ButtonRole.AcceptRole): action for action in actions}
        box.addButton("取消", QMessageBox.ButtonRole.RejectRole)
        tick = QCheckBox(for_all, box)
        if for_all:
            box.setCheckBox(tick)
        box.exec()
        return next((text for button, text in buttons.items() if box.clickedButton() is button), None), tick.isChecked()

    def confirm(self, parent: QWidget, title: str, question: str, action: str) -> bool:
        """Ask before something that cannot be undone; `action` is the caption of the button that does it."""
        return self.choose(parent, title, question, (action,)) == action
