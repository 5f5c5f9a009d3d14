"""Edit a table of the draft in a grid; lines pasted from Excel or WPS fill cells."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.desktop.dialogs.asking import Asking
from app.plans.model import Table
from widgets.parts import main_button

WIDEST = 320
"""Pixels that a column may take when the table is opened."""


class _Grid(QTableWidget):
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste(QGuiApplication.clipboard().text())
        else:
            super().keyPressEvent(event)

    def paste(self, text: str) -> None:
        """Fill cells from the current one on; rows and columns that are missing are added."""
        top, left = max(0, self.currentRow()), max(0, self.currentColumn())
        for down, line in enumerate(text.splitlines()):
            cells = line.split("\t")
            self.setRowCount(max(self.rowCount(), top + down + 1))
            self.setColumnCount(max(self.columnCount(), left + len(cells)))
            for right, cell in enumerate(cells):
                self.setItem(top + down, left + right, QTableWidgetItem(cell.strip()))


class TableDialog(QDialog):
    """The first row of the grid is the head of the table."""

    def __init__(self, table: Table, parent: QWidget | None = None, asking: Asking | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("编辑表格"))
        self.resize(760, 520)
        self._table, self._asking = table, asking or Asking()
        self.caption = QLineEdit(table.caption or "", self)
        self.notes = QPlainTextEdit("\n".join(table.notes), self)
        self.notes.setMaximumHeight(64)
        self.notes.setObjectName("framedText")
        rows = (table.header, *table.rows)
        self.grid = _Grid(len(rows), max(map(len, rows)), self)
        for row_number, row in enumerate(rows):
            for column, cell in enumerate(row):
                self.grid.setItem(row_number, column, QTableWidgetItem(cell))
        self.grid.horizontalHeader().setMaximumSectionSize(WIDEST)
        self.grid.resizeColumnsToContents()
        form = QFormLayout()
        form.addRow(self.tr("表名"), self.caption)
        form.addRow(self.tr("表注（每行一条）"), self.notes)
        tools = QHBoxLayout()
        for text, slot in (
            (self.tr("加一行"), lambda: self.grid.insertRow(self.grid.currentRow() + 1)),
            (self.tr("加一列"), lambda: self.grid.insertColumn(self.grid.currentColumn() + 1)),
            (self.tr("删一行"), lambda: self.grid.removeRow(self.grid.currentRow())),
            (self.tr("删一列"), lambda: self.grid.removeColumn(self.grid.currentColumn())),
        ):
            button = QPushButton(text, self)
            button.clicked.connect(slot)
            tools.addWidget(button)
        tools.addStretch()
        buttons = QDialogButtonBox(self)
        buttons.addButton(main_button(self.tr("确定"), self), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.tr("取消"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addLayout(tools)
        layout.addWidget(self.grid, 1)
        layout.addWidget(buttons)
        self._first = self.table()

    def reject(self) -> None:
        """Close without a change; what was typed is given up only if the user says so."""
        question = self.tr("表格已经改动。放弃这些改动？")
        if self.table() == self._first or self._asking.confirm(self, self.windowTitle(), question, self.tr("放弃改动")):
            super().reject()

    def table(self) -> Table:
        """The table as it stands in the grid; rows without any text are left out."""
        rows = [self._row(number) for number in range(self.grid.rowCount())]
        header = rows[0] if rows else ()
        body = tuple(row for row in rows[1:] if any(row))
        notes = tuple(line.strip() for line in self.notes.toPlainText().splitlines() if line.strip())
        return replace(self._table, caption=self.caption.text().strip() or None, header=header, rows=body, notes=notes)

    def _row(self, number: int) -> tuple[str, ...]:
        items = [self.grid.item(number, column) for column in range(self.grid.columnCount())]
        return tuple(item.text().strip() if item else "" for item in items)

    @classmethod
    def edit(cls, table: Table, parent: QWidget) -> Table | None:
        """Let the user edit; None if they cancel."""
        dialog = cls(table, parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        result = dialog.table() if accepted else None
        dialog.deleteLater()
        return result
