"""Say by hand which topics a clause is on."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from widgets.parts import label, main_button

_ID = Qt.ItemDataRole.UserRole


class TopicsDialog(QDialog):
    """A list of topics to tick. `chosen` carries the ids, or None to give the clause back to its words."""

    chosen = Signal(object)  # tuple[str, ...] | None

    def __init__(
        self,
        clause: str,
        topics: Sequence[tuple[str, str]],
        ticked: Collection[str],
        by_hand: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("改主题"))
        self.resize(420, 560)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(self.tr("输入主题名称的一部分"))
        self.search.setAccessibleName(self.tr("查找主题"))
        self.search.setClearButtonEnabled(True)
        self.list = QListWidget(self)
        self.list.setObjectName("framedText")
        self.list.setAccessibleName(self.tr("主题"))
        for topic_id, name in sorted(topics, key=lambda topic: topic[0] not in ticked):
            item = QListWidgetItem(name, self.list)
            item.setData(_ID, topic_id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if topic_id in ticked else Qt.CheckState.Unchecked)
        self.buttons = QDialogButtonBox(self)
        self.buttons.addButton(main_button(self.tr("确定"), self), QDialogButtonBox.ButtonRole.AcceptRole)
        self.back = self.buttons.addButton(self.tr("恢复自动归类"), QDialogButtonBox.ButtonRole.ResetRole)
        self.back.setEnabled(by_hand)
        self.buttons.addButton(self.tr("取消"), QDialogButtonBox.ButtonRole.RejectRole)
        about = self.tr("这一条属于哪些主题。你的选择会记住，优先于程序的自动归类；全部不选表示不属于任何主题。")
        layout = QVBoxLayout(self)
        layout.addWidget(label(clause, "pageTitle", self, wrap=True))
        layout.addWidget(label(about, "faint", self, wrap=True))
        for widget in (self.search, self.list, self.buttons):
            layout.addWidget(widget)
        self.search.textChanged.connect(self._narrow)
        self.buttons.accepted.connect(self._take)
        self.buttons.rejected.connect(self.reject)
        self.back.clicked.connect(self._give_back)

    def ticked(self) -> tuple[str, ...]:
        items = (self.list.item(row) for row in range(self.list.count()))
        return tuple(item.data(_ID) for item in items if item.checkState() == Qt.CheckState.Checked)

    def tick(self, topic_id: str, on: bool) -> None:
        """Tick or untick a topic as the user does."""
        for row in range(self.list.count()):
            if self.list.item(row).data(_ID) == topic_id:
                self.list.item(row).setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def _narrow(self, text: str) -> None:
        for row in range(self.list.count()):
            self.list.item(row).setHidden(text.strip() not in self.list.item(row).text())

    def _take(self) -> None:
        self.accept()
        self.chosen.emit(self.ticked())

    def _give_back(self) -> None:
        self.accept()
        self.chosen.emit(None)
