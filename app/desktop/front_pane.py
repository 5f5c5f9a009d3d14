"""The front matter of a plan under correction, as a form."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.desktop.front_rows import DATES, FIELDS, SEVERAL, front_changes, front_texts
from app.errors import UserError
from app.plans.model import FrontMatter
from widgets.parts import label, main_button


class FrontPane(QWidget):
    """Emits what was changed when the user takes it over."""

    wished = Signal(object)  # tuple[tuple[str, object], ...]: values by field
    failed = Signal(object)  # UserError

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._front = FrontMatter("")
        self.fields: dict[str, QLineEdit | QPlainTextEdit] = {}
        form = QWidget(self)
        rows = QFormLayout(form)
        rows.setContentsMargins(12, 4, 12, 8)
        for name, caption in FIELDS:
            self.fields[name] = self._field(name, form)
            rows.addRow(self.tr(caption), self.fields[name])
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setWidget(form)
        self.apply_button = main_button(self.tr("应用"), self)
        self.apply_button.clicked.connect(self._apply)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 8)
        layout.addWidget(label(self.tr("公文信息"), "paneTitle", self))
        layout.addWidget(area, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 4, 12, 0)
        foot.addStretch()
        foot.addWidget(self.apply_button)
        layout.addLayout(foot)

    def _field(self, name: str, form: QWidget) -> QLineEdit | QPlainTextEdit:
        if name in SEVERAL:
            several = QPlainTextEdit(form)
            several.setTabChangesFocus(True)
            several.setPlaceholderText(self.tr("每行一个"))
            several.setFixedHeight(several.fontMetrics().height() * 3 + 12)
            several.setObjectName("framedText")
            return several
        field = QLineEdit(form)
        field.setPlaceholderText(self.tr("如：2021-12-31") if name in DATES else "")
        field.returnPressed.connect(self._apply)
        return field

    def show_front(self, front: FrontMatter) -> None:
        self._front = front
        for name, text in front_texts(front).items():
            field = self.fields[name]
            if isinstance(field, QLineEdit):
                field.setText(text)
                field.setCursorPosition(0)
            else:
                field.setPlainText(text)

    def _apply(self) -> None:
        try:
            changes = front_changes(self._front, {name: _text(field) for name, field in self.fields.items()})
        except UserError as error:
            self.failed.emit(error)
            return
        if changes:
            self.wished.emit(changes)


def _text(field: QLineEdit | QPlainTextEdit) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()
