"""Choose a clause of a plan by its words: for the counterpart that no ranking found."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.plans.model import Plan
from app.plans.outline import Clause, clauses, place_line
from widgets.parts import label, main_button


class ClauseChooser(QDialog):
    """Lists the clauses that hold every word typed, in title, path or text; Enter or a double click chooses."""

    chosen = Signal(str)  # section id

    def __init__(self, plan: Plan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clauses = clauses(plan)
        self.setWindowTitle(self.tr("另选对应条款"))
        self.resize(620, 480)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(self.tr("输入标题或正文中的词，多个词用空格隔开"))
        self.search.setAccessibleName(self.tr("查找条款"))
        self.search.setClearButtonEnabled(True)
        self.list = QListWidget(self)
        self.list.setObjectName("framedText")
        self.list.setAccessibleName(self.tr("条款"))
        self._count = label("", "faint", self)
        buttons = QDialogButtonBox(self)
        self._take = main_button(self.tr("固定为对应条款"), self)
        buttons.addButton(self._take, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.tr("取消"), QDialogButtonBox.ButtonRole.RejectRole)
        layout = QVBoxLayout(self)
        layout.addWidget(QLabel(f"《{plan.front.title}》", self))
        for widget in (self.search, self.list, self._count, buttons):
            layout.addWidget(widget)
        self.search.textChanged.connect(self._fill)
        self.list.itemActivated.connect(lambda _item: self.accept())
        self.list.currentItemChanged.connect(lambda item, _before: self._take.setEnabled(item is not None))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._fill("")

    def _fill(self, text: str) -> None:
        words = text.split()
        hits = [clause for clause in self._clauses if _holds(clause, words)]
        self.list.clear()
        for clause in hits:
            item = QListWidgetItem(place_line(clause.path, clause.title), self.list)
            item.setData(Qt.ItemDataRole.UserRole, clause.section.id)
            item.setToolTip(clause.text[:200])
        self.list.setCurrentRow(0 if hits else -1)
        self._take.setEnabled(bool(hits))
        self._count.setText(self.tr("{0} 条").format(len(hits)))

    def accept(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            super().accept()
            self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))


def _holds(clause: Clause, words: list[str]) -> bool:
    where = f"{clause.path}\n{clause.title}\n{clause.text}"
    return all(word in where for word in words)
