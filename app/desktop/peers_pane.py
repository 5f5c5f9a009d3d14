"""Under the indicator table: what recomputation says of the chosen indicator, and the same indicator elsewhere, in
numbers and as a chart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSplitter, QVBoxLayout, QWidget

from app.desktop import indicator_rows as rows
from app.desktop.indicator_chart import LEGEND, value_groups
from app.figures.model import Indicator
from widgets.cell_table import CellTable
from widgets.value_chart import ValueChart


class PeersPane(QWidget):
    """Shows one indicator beside its peers."""

    place_requested = Signal(str, str)  # a plan's id and the path of the place that states its indicator

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = QLabel(self)
        self.title.setObjectName("paneTitle")
        self.sentence = QLabel(self)
        self.sentence.setWordWrap(True)
        self.sentence.setContentsMargins(16, 0, 16, 4)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.table = CellTable(rows.PEER_COLUMNS, self, whole_rows=True)
        self.table.verticalHeader().hide()
        self.table.setToolTip(self.tr("双击打开出处"))
        self.table.opened.connect(self._on_opened)
        self.chart = ValueChart(LEGEND)
        around = QScrollArea(self)
        around.setWidget(self.chart)
        around.setWidgetResizable(True)
        around.setFrameShape(QFrame.Shape.NoFrame)
        around.setAccessibleName(self.tr("图：基期值和目标值"))
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setChildrenCollapsible(False)
        for widget, share in ((self.table, 3), (around, 2)):
            self.splitter.addWidget(widget)
            self.splitter.setStretchFactor(self.splitter.count() - 1, share)
        self.splitter.setSizes([600, 400])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.title)
        column.addWidget(self.sentence)
        column.addWidget(self.splitter, 1)

    def _on_opened(self, plan_id: str) -> None:
        path = next(row.cells[-1].text for row in self.table.rows.rows if row.key == plan_id)
        if path:
            self.place_requested.emit(plan_id, path)

    def set_colours(self, colours: Mapping[str, QColor]) -> None:
        self.table.set_colours(colours)

    def show_peers(self, one: Indicator | None, others: Sequence[Indicator], names: Mapping[str, str]) -> None:
        """Show an indicator in each plan of `names` (id → short name), None or a nameless row for none."""
        named = one is not None and bool(one.name)
        self.title.setVisible(named)
        if one is None or not named:
            self.sentence.setText(self.tr("选中一个指标，这里列出它在其他规划里的基期、目标和增速。"))
            self.table.set_rows(())
            self.chart.set_groups((), self.tr("选中一个有名称的指标，这里画出各规划的基期值和目标值。"))
            return
        unit = f"（{one.unit}）" if one.unit else ""
        self.title.setText(self.tr("同类指标：{0}{1}").format(one.name, unit))
        self.sentence.setText(rows.sentence_of(one) + rows.standing(one, others, names))
        self.table.set_rows(rows.peer_rows(one, others, names))
        no_values = self.tr("没有数值可画：填上基期值和目标值，这里就有图。")
        self.chart.set_groups(value_groups(one, others, names), no_values)
