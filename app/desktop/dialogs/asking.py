"""The one door to dialogs that ask the user something, so that a test can answer in the user's place."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QInputDialog, QMessageBox, QWidget


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

    def confirm(self, parent: QWidget, title: str, question: str, action: str) -> bool:
        """Ask before something that cannot be undone; `action` is the caption of the button that does it."""
        box = QMessageBox(QMessageBox.Icon.Question, title, question, parent=parent)
        button = box.addButton(action, QMessageBox.ButtonRole.AcceptRole)
        box.addButton("取消", QMessageBox.ButtonRole.RejectRole)
        box.exec()
        return box.clickedButton() is button
