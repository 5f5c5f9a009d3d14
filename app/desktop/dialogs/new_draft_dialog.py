"""Ask what a new draft is to be: which place, which period, which outline."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from app.drafting.skeleton import new_draft, outline_templates
from app.plans.model import Plan
from widgets.parts import label, main_button

PERIODS = ((2021, 2025), (2026, 2030), (2031, 2035))


class NewDraftDialog(QDialog):
    """`plan()` is the draft that the answers describe; the title follows place and period until it is typed over."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("新建草稿"))
        self.setMinimumWidth(460)
        self.region = QLineEdit(self)
        self.region.setPlaceholderText(self.tr("如：青岚市"))
        self.period = QComboBox(self)
        for start, end in PERIODS:
            self.period.addItem(f"{start}—{end}年", (start, end))
        self.template = QComboBox(self)
        self._templates = outline_templates()
        for template in self._templates:
            self.template.addItem(template.title, template.name)
        self.title = QLineEdit(self)
        self._about = label("", "faint", self, wrap=True)
        self._buttons = QDialogButtonBox(self)
        self._create = main_button(self.tr("新建"), self)
        self._buttons.addButton(self._create, QDialogButtonBox.ButtonRole.AcceptRole)
        self._buttons.addButton(self.tr("取消"), QDialogButtonBox.ButtonRole.RejectRole)
        form = QFormLayout()
        form.addRow(self.tr("地区"), self.region)
        form.addRow(self.tr("规划期"), self.period)
        form.addRow(self.tr("提纲模板"), self.template)
        form.addRow("", self._about)
        form.addRow(self.tr("标题"), self.title)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self._buttons)
        self.region.textChanged.connect(self._suggest)
        self.period.currentIndexChanged.connect(self._suggest)
        self.template.currentIndexChanged.connect(self._suggest)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._suggest()

    def plan(self) -> Plan:
        title = self.title.text().strip() or None
        return new_draft(self.region.text().strip(), self.template.currentData(), title, self.period.currentData())

    def _suggest(self) -> None:
        region = self.region.text().strip()
        self._create.setEnabled(bool(region))
        self._about.setText(self._templates[self.template.currentIndex()].description)
        if region and not self.title.isModified():
            draft = new_draft(region, self.template.currentData(), None, self.period.currentData())
            self.title.setText(draft.front.title)

    @classmethod
    def ask(cls, parent: QWidget) -> Plan | None:
        dialog = cls(parent)
        plan = dialog.plan() if dialog.exec() == QDialog.DialogCode.Accepted else None
        dialog.deleteLater()
        return plan
