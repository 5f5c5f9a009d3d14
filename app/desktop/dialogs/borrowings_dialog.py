"""仍与来源相近的段落: what the draft took from other plans, and how much of the wording is still theirs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QHBoxLayout, QVBoxLayout, QWidget

from app.matching.borrowed import BorrowedPassage, Nearness
from app.plans.outline import heading
from widgets.parts import label
from widgets.row_table import RowTable
from widgets.row_table_model import Column


class BorrowingsDialog(QDialog):
    """Stays open beside the text; a double click or Enter goes to the section."""

    section_requested = Signal(str)  # section id

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("仍与来源相近的段落"))
        self.resize(900, 460)
        self._passages: tuple[BorrowedPassage, ...] = ()
        columns = (
            Column(self.tr("相近程度"), lambda one: one.nearness.value),
            Column(self.tr("所在章节"), _where, stretch=1),
            Column(self.tr("来源"), _source, stretch=1),
            Column(self.tr("借用的文字"), lambda one: " ".join(one.borrowing.text.split()), stretch=2),
        )
        self.table = RowTable(columns, lambda one: one.borrowing.id, self)
        self.table.setAccessibleName(self.tr("借用的段落"))
        self.every = QCheckBox(self.tr("也列出已改写的"), self)
        self.summary = label("", "faint", self, wrap=True)
        close = QDialogButtonBox(self)
        close.addButton(self.tr("关闭"), QDialogButtonBox.ButtonRole.RejectRole)
        foot = QHBoxLayout()
        foot.addWidget(self.every)
        foot.addStretch()
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.addWidget(self.summary)
        layout.addWidget(self.table, 1)
        layout.addLayout(foot)
        self.table.row_activated.connect(self._go)
        self.every.toggled.connect(lambda _on: self._fill())
        close.rejected.connect(self.reject)

    def set_passages(self, passages: Sequence[BorrowedPassage]) -> None:
        self._passages = tuple(passages)
        self._fill()

    def shown(self) -> tuple[BorrowedPassage, ...]:
        near = tuple(one for one in self._passages if one.nearness is not Nearness.REWRITTEN)
        return self._passages if self.every.isChecked() else near

    def _fill(self) -> None:
        self.table.set_rows(self.shown())
        near = sum(one.nearness is not Nearness.REWRITTEN for one in self._passages)
        if not self._passages:
            text = self.tr("本稿还没有借用其他规划的文字。在对照页或起草页右侧用“⇥ 借用”放进来的段落会列在这里。")
        elif near:
            text = self.tr("借用了 {0} 段，{1} 段仍与来源相近，请改写成本地的话。双击到所在章节。").format(
                len(self._passages), near
            )
        else:
            text = self.tr("借用的 {0} 段都已改写。").format(len(self._passages))
        self.summary.setText(text)

    def _go(self, one: BorrowedPassage) -> None:
        if one.clause is not None:
            self.section_requested.emit(one.clause.section.id)


def _where(one: BorrowedPassage) -> str:
    return heading(one.clause.section) if one.clause else "（章节已删除）"


def _source(one: BorrowedPassage) -> str:
    return f"{one.borrowing.source_path}　《{one.borrowing.source_title}》"
