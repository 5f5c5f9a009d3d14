"""The files of an import, a row each with its own state: while it goes on, and as the report afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.desktop.library_rows import importing_text, report_columns
from app.importing import FileReport, ImportReport
from widgets.parts import label, strip, tool_button
from widgets.row_table import RowTable


class ImportPanel(QWidget):
    """Hidden until there is an import."""

    file_chosen = Signal(object)  # FileReport, or None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._files: dict[Path, FileReport] = {}
        self.table = RowTable(report_columns(), key=lambda file: file.path, parent=self)
        self.table.setAccessibleName(self.tr("本次导入的文件"))
        self.table.row_chosen.connect(self.file_chosen)
        head = strip("pageBar", self)
        self._state = label("", "faint", head)
        close = tool_button(self.tr("收起"), self.tr("收起本次导入的文件"), head)
        close.clicked.connect(self.hide)
        row = QHBoxLayout(head)
        row.setContentsMargins(12, 2, 6, 2)
        row.addWidget(label(self.tr("本次导入的文件"), "", head))
        row.addWidget(self._state, 1)
        row.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(self.table, 1)
        self.hide()

    def begin(self) -> None:
        """A new import: no files yet."""
        self._files.clear()
        self._state.clear()
        self.table.set_rows(())

    def tell(self, files: Sequence[FileReport]) -> None:
        """Show these files at the step where they are."""
        new = any(file.path not in self._files for file in files)
        self._files |= {file.path: file for file in files}
        if new:
            self.table.set_rows(tuple(self._files.values()))
            self.show()
        else:
            self.table.update_rows(files)
        self._state.setText(importing_text(tuple(self._files.values())))

    def finish(self, report: ImportReport) -> None:
        """Show what became of all files."""
        self._files = {file.path: file for file in report.files}
        self.table.set_rows(report.files)
        failed = next((file.path for file in report.files if file.error), None)
        if failed is not None:
            self.table.set_current(failed)  # what wants attention comes into view
        self._state.clear()
        self.setVisible(bool(report.files))

    def cancel(self) -> None:
        """Nothing came of it."""
        self.begin()
        self.hide()
