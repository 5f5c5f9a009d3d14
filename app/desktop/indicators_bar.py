"""The bar above the indicator table: which plan is shown, and what can be done with its rows."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from app.plans.model import Plan, Role


class IndicatorsBar(QFrame):
    """`asked` carries the key of a command: add, delete, up, down, paste, export."""

    asked = Signal(str)
    plan_chosen = Signal(str)  # its id

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pageBar")
        self.commands = {
            key: self._command(key, *texts)
            for key, *texts in (
                ("add", self.tr("＋新增指标"), self.tr("在本行之后新增一行"), "Ctrl+Return"),
                ("delete", self.tr("删除行"), self.tr("删除选中的行（可撤销）"), "Ctrl+Delete"),
                ("up", self.tr("上移"), self.tr("上移一行"), "Alt+Up"),
                ("down", self.tr("下移"), self.tr("下移一行"), "Alt+Down"),
                ("paste", self.tr("粘贴表格"), self.tr("粘贴从 Excel、WPS 复制的单元格或整张表"), ""),
                ("export", self.tr("导出 .xlsx…"), self.tr("把这份规划的指标导出为 Excel 工作簿"), ""),
            )
        }
        self.plans = QComboBox(self)
        self.plans.setMinimumContentsLength(36)
        self.plans.setToolTip(self.tr("草稿可以编辑，参考规划只供查看"))
        self.plans.activated.connect(lambda number: self.plan_chosen.emit(self.plans.itemData(number)))
        title = QLabel(self.tr("指标"), self)
        title.setObjectName("pageTitle")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.addWidget(title)
        row.addWidget(self.plans)
        row.addStretch()
        for command in self.commands.values():
            button = QToolButton(self)
            button.setDefaultAction(command)
            row.addWidget(button)

    def _command(self, key: str, text: str, hint: str, shortcut: str) -> QAction:
        """A command for a button here; the page adds it to itself, so that its keys work all over the page."""
        command = QAction(text, self)
        if shortcut:
            command.setShortcut(QKeySequence(shortcut))
            command.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            hint = f"{hint}（{shortcut.replace('Return', 'Enter')}）"
        command.setToolTip(hint)
        command.triggered.connect(lambda _checked=False: self.asked.emit(key))
        return command

    def set_plans(self, plans: Iterable[Plan]) -> None:
        self.plans.clear()
        for plan in plans:
            kind = self.tr("草稿") if plan.role is Role.DRAFT else self.tr("参考")
            self.plans.addItem(f"{kind}　{plan.front.title}", plan.id)

    def show_plan(self, plan_id: str | None, editable: bool, filled: bool) -> None:
        """Name the plan that is shown and enable what can be done with it."""
        self.plans.setCurrentIndex(self.plans.findData(plan_id))
        for key in ("add", "paste"):
            self.commands[key].setEnabled(editable)
        for key in ("delete", "up", "down"):
            self.commands[key].setEnabled(editable and filled)
        self.commands["export"].setEnabled(filled)
