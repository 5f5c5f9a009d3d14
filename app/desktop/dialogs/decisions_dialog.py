"""固定、排除和批注: every decision of a base plan, to be looked through, taken back and exported."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from app.exporting.decisions import DecidedPair, DecisionList, place
from widgets.parts import label
from widgets.row_table import RowTable
from widgets.row_table_model import Column


class DecisionsDialog(QDialog):
    """Stays open beside the comparison; Delete takes the current decision back, Enter goes to its clause."""

    undo_requested = Signal(object)  # Decision
    clause_requested = Signal(str)  # section id of the base
    export_requested = Signal(object)  # DecisionList

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("固定、排除和批注"))
        self.resize(960, 480)
        self._decided = DecisionList("", ())
        columns = (
            Column(self.tr("决定"), lambda pair: pair.verdict),
            Column(self.tr("条款"), lambda pair: place(pair.base), stretch=1),
            Column(self.tr("对应条款"), lambda pair: place(pair.other), stretch=1),
            Column(self.tr("对照规划"), lambda pair: pair.other_region, tooltip=lambda pair: pair.other_plan),
            Column(self.tr("批注"), lambda pair: pair.decision.note, stretch=1),
        )
        self.table = RowTable(columns, _key, self)
        self.table.setAccessibleName(self.tr("固定、排除和批注"))
        self.summary = label("", "faint", self, wrap=True)
        self.buttons = QDialogButtonBox(self)
        self.undo = self.buttons.addButton(self.tr("撤销这个决定"), QDialogButtonBox.ButtonRole.ActionRole)
        self.undo.setToolTip(self.tr("恢复程序的排序（Delete）；批注一并去掉"))
        self.export = self.buttons.addButton(self.tr("导出 .xlsx…"), QDialogButtonBox.ButtonRole.ActionRole)
        self.buttons.addButton(self.tr("关闭"), QDialogButtonBox.ButtonRole.RejectRole)
        layout = QVBoxLayout(self)
        layout.addWidget(self.summary)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.buttons)
        self.table.row_activated.connect(self._go)
        self.table.delete_requested.connect(self._undo)
        self.undo.clicked.connect(lambda: self._undo(self.table.current_row()))
        self.export.clicked.connect(lambda: self.export_requested.emit(self._decided))
        self.buttons.rejected.connect(self.reject)

    def show_decisions(self, decided: DecisionList) -> None:
        self._decided = decided
        self.table.set_rows(decided.pairs)
        for button in (self.undo, self.export):
            button.setEnabled(bool(decided.pairs))
        text = self.tr("《{0}》的决定共 {1} 个，优先于程序的排序。双击到所在条款。")
        empty = self.tr("还没有决定。在对照页用 ◆ 固定、✕ 排除或写批注后，会列在这里。")
        self.summary.setText(text.format(decided.base_title, len(decided.pairs)) if decided.pairs else empty)

    def _undo(self, pair: DecidedPair | None) -> None:
        if pair is not None:
            self.undo_requested.emit(pair.decision)

    def _go(self, pair: DecidedPair) -> None:
        if pair.base is not None:
            self.clause_requested.emit(pair.base.section.id)


def _key(pair: DecidedPair) -> tuple[str, str, str]:
    one = pair.decision
    return one.base_section, one.other_plan, one.other_section
