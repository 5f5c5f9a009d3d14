"""The card of one plan: its front matter, its outline, and how it was read."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QLabel,
    QScrollArea,
    QTabWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from app.desktop.library_rows import card_lines, reading_report
from app.desktop.outline_rows import ROOT, outline_rows
from app.desktop.session import ClauseAddress
from app.plans.model import Plan
from widgets.outline_tree import OutlineTree


class PlanCard(QWidget):
    """Shows a plan; a clause of its outline can be asked for by Enter or a double click."""

    clause_activated = Signal(object)  # ClauseAddress

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan: Plan | None = None
        self.title = _label("", self, "planTitle")
        self.outline = OutlineTree(self, read_only=True)
        self.outline.itemActivated.connect(lambda _item, _column: self._activate())
        self.reading = QTextBrowser(self)
        self.reading.document().setDocumentMargin(12)
        self._form_area = QScrollArea(self)
        self._form_area.setWidgetResizable(True)
        self.tabs = QTabWidget(self)
        self.tabs.setObjectName("planTabs")
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.addTab(self._outline_with_digest(), self.tr("提纲"))
        self.tabs.addTab(self._form_area, self.tr("公文信息"))
        self.tabs.addTab(self.reading, self.tr("识别情况"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.title)
        layout.addWidget(self.tabs, 1)

    def _outline_with_digest(self) -> QWidget:
        """The outline and under it the key points of the chosen clause, if there are any."""
        self.digest = _label("", self, "digestLine")
        self.digest.hide()
        self.outline.currentItemChanged.connect(lambda *_items: self._show_digest())
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.outline, 1)
        column.addWidget(self.digest)
        return page

    def _show_digest(self) -> None:
        wanted = self.outline.current_id()
        sections = self._plan.sections if self._plan else ()
        digest = next((section.digest for section in sections if section.id == wanted), None)
        self.digest.setText(self.tr("要点：{0}").format(digest) if digest else "")
        self.digest.setVisible(bool(digest))

    def show_plan(self, plan: Plan) -> None:
        """Show a plan; what the library knows of its reading comes with `show_reading`."""
        if self._plan is None or self._plan.id != plan.id:
            self.reading.clear()
        self._plan = plan
        self.title.setText(plan.front.title)
        self.outline.set_rows(outline_rows(plan)[1:])
        self._show_digest()
        self._form_area.setWidget(_form(card_lines(plan)))

    def show_outline(self) -> None:
        """Bring the outline to the front, ready for keys."""
        self.tabs.setCurrentIndex(0)
        self.outline.setFocus()

    def show_reading(self, plan: Plan, indicators: int, warnings: tuple[str, ...]) -> None:
        """How this plan was read; ignored if another is shown by now."""
        if self._plan is not None and plan.id == self._plan.id:
            self.reading.setHtml(reading_report(plan, indicators, warnings))
            doubts = len(plan.not_taken) + len(warnings)
            self.tabs.setTabText(2, self.tr("识别情况（{0}）").format(doubts) if doubts else self.tr("识别情况"))

    def _activate(self) -> None:
        section_id = self.outline.current_id()
        if self._plan is not None and section_id not in ("", ROOT):
            self.clause_activated.emit(ClauseAddress(self._plan.id, section_id))


def _form(lines: tuple[tuple[str, str], ...]) -> QWidget:
    form = QWidget()
    layout = QFormLayout(form)
    layout.setContentsMargins(16, 12, 16, 12)
    layout.setHorizontalSpacing(20)
    layout.setVerticalSpacing(8)
    layout.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
    layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    for label, text in lines:
        layout.addRow(_label(label, form, "faint"), _label(text, form))
    return form


def _label(text: str, parent: QWidget, name: str = "") -> QLabel:
    label = QLabel(text, parent)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
