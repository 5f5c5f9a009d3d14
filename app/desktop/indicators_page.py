"""指标: the indicator table of a plan, growth recomputed as one types, and the same indicator in the other plans."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QUndoStack
from PySide6.QtWidgets import (
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.desktop import indicator_edits as edits
from app.desktop import indicator_rows as rows
from app.desktop.indicator_sets import PlanIndicators, load
from app.desktop.indicators_bar import IndicatorsBar
from app.desktop.kept_sizes import restore_sizes, sizes_of
from app.desktop.peers_pane import PeersPane
from app.desktop.session import ClauseAddress, IndicatorAddress, Session
from app.desktop.session import sentence_of as error_sentence
from app.desktop.steps import Step
from app.desktop.style import current_theme
from app.errors import UserError
from app.figures.model import Indicator
from app.plans.model import Plan, Role
from widgets.cell_table import CellTable
from widgets.cell_table_model import CellEdit, PastedBlock
from widgets.empty_state import EmptyState
from widgets.notice_bar import Notice, NoticeLevel

SPLIT, CHART = "indicators.split", "indicators.chart"


class IndicatorsPage(QWidget):
    """Controller of the indicators screen; the draft's table is edited here and saved at every step."""

    notice = Signal(object)  # Notice
    draft_requested = Signal(object)  # ClauseAddress
    compare_requested = Signal(object)  # ClauseAddress
    export_requested = Signal(object)  # the id of the plan that is shown

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._loaded = PlanIndicators({}, {})
        self._indicators: tuple[Indicator, ...] = ()
        self._plans: dict[str, Plan] = {}
        self._plan_id: str | None = None
        self._wanted: IndicatorAddress | None = None  # to be shown once the indicators are read
        self._edited = 0  # counts the edits, so that an older reading never covers them
        self.undo_stack = QUndoStack(self)
        self.undo_stack.setUndoLimit(500)
        self._build()
        self._wire()
        self.restyle()
        self.reload()

    # Building -----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.bar = IndicatorsBar(self)
        self.addActions(list(self.bar.commands.values()))
        self.table = CellTable(rows.COLUMNS, self)
        self.empty = EmptyState("", "", (self.tr("新增指标"), self.tr("粘贴 Excel 表格")), self)
        self._front = QStackedWidget(self)
        self._front.addWidget(self.table)
        self._front.addWidget(self.empty)
        self.pane = PeersPane(self)
        self.splitter = QSplitter(Qt.Orientation.Vertical, self)
        self.splitter.addWidget(self._front)
        self.splitter.addWidget(self.pane)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 2)
        self.splitter.setSizes([470, 350])
        for key, splitter in self._splitters():
            restore_sizes(splitter, self._session.library.setting(key))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.splitter, 1)

    def _wire(self) -> None:
        for signal, slot in (
            (self._session.plans_changed, self.reload),
            (self._session.draft_opened, self._on_draft_opened),
            (self.bar.plan_chosen, self._choose),
            (self.bar.asked, self._on_asked),
            (self.table.edited, self._on_edited),
            (self.table.cleared, self._on_cleared),
            (self.table.pasted, self._on_pasted),
            (self.table.current_changed, self._show_peers),
            (self.table.opened, self._on_opened),
            (self.pane.place_requested, self._open_place),
            (self.empty.action_triggered, self._on_empty_action),
        ):
            signal.connect(slot)

    def restyle(self) -> None:
        """Take the colours of the present theme."""
        theme = current_theme()
        colours = {"faint": QColor(theme.faint), "warning ground": QColor(theme.warning)}
        self.table.set_colours(colours)
        self.pane.set_colours(colours)

    # Loading ------------------------------------------------------------------------------------------------------

    def activate(self) -> None:
        """Come to the front: plans may have been edited elsewhere."""
        self.table.setFocus()

    def open_indicator(self, address: IndicatorAddress) -> None:
        """Show the table of its plan with the cursor on the indicator, at once or when the tables have been read."""
        self._wanted = address
        if address.plan_id in self._plans:
            self._choose(address.plan_id)

    def reload(self, *_signal: object) -> None:
        """Read the indicators of all plans again, after every change that is still being written."""
        plans, edited = self._session.plans(), self._edited
        self._session.jobs.change(
            lambda progress: load(self._session.library, plans, progress),
            lambda loaded: self._on_loaded(loaded, plans, edited),
        )

    def _on_draft_opened(self, _draft: object) -> None:
        self._plan_id = None
        self.reload()

    def _on_loaded(self, loaded: PlanIndicators, plans: tuple[Plan, ...], edited: int) -> None:
        if edited != self._edited:  # edited while this was being read: what was read is older than what is shown
            self.reload()
            return
        self._loaded = loaded
        self._plans = {plan.id: plan for plan in sorted(plans, key=lambda plan: plan.role is not Role.DRAFT)}
        draft = self._session.draft
        first = draft.plan.id if draft and draft.plan.id in self._plans else next(iter(self._plans), None)
        self.bar.set_plans(self._plans.values())
        wanted = self._wanted.plan_id if self._wanted else self._plan_id
        self._choose(wanted if wanted in self._plans else first)

    def _choose(self, plan_id: str | None) -> None:
        """Show the table of a plan; the steps of undo belong to the plan that is shown."""
        stored = rows.targets_first(self._loaded.stored.get(plan_id or "", ()))
        if plan_id != self._plan_id or stored != self._indicators:
            self.undo_stack.clear()
        self._plan_id = plan_id
        self._show(stored)
        if self._wanted and self._wanted.plan_id == plan_id and stored:
            self.table.select(self._wanted.indicator_id, 1)
            self._wanted = None

    # Showing ------------------------------------------------------------------------------------------------------

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """The rows that are shown."""
        return self._indicators

    def is_editable(self) -> bool:
        """Whether the shown plan is a draft; references are only looked at."""
        return self._plan_id is not None and self._plan().role is Role.DRAFT

    def _show(self, indicators: tuple[Indicator, ...]) -> None:
        self._indicators = indicators
        editable = self.is_editable()
        prose = () if editable or indicators else self._loaded.prose.get(self._plan_id or "", ())
        self.table.set_rows(rows.rows_of(indicators or rows.with_keys(prose), editable))
        self._front.setCurrentWidget(self.table if indicators or prose else self.empty)
        self._describe_empty(editable)
        self.bar.show_plan(self._plan_id, editable, bool(indicators))
        self._show_peers(self.table.current_key())

    def _describe_empty(self, editable: bool) -> None:
        for button in self.empty.findChildren(QPushButton):
            button.setVisible(editable)
        if self._plan_id is None:
            self.empty.set_text(self.tr("还没有规划"), self.tr("请先在“规划库”导入参考规划，或新建一份草稿。"))
        elif editable:
            text = self.tr("逐个新增指标，或从 Excel、WPS 复制一张表（连同表头）后粘贴到这里。")
            self.empty.set_text(self.tr("本稿还没有指标"), text)
        else:
            text = self.tr("这份规划没有指标表，正文里也没有认出目标数值。")
            self.empty.set_text(self.tr("没有指标"), text)

    def _current(self, key: object) -> Indicator | None:
        shown = self._indicators or rows.with_keys(self._loaded.prose.get(self._plan_id or "", ()))
        return next((one for one in shown if one.id == key), None)

    def _show_peers(self, key: object) -> None:
        one = self._current(key)
        self.pane.show_peers(one, self._loaded.outside(self._plan_id), self._names(one) if one else {})

    def _names(self, one: Indicator) -> dict[str, str]:
        """Short names of the plans to compare: that of the indicator first, then the draft, then the references."""
        draft = self._session.draft.plan.id if self._session.draft else ""
        references = [plan.id for plan in self._plans.values() if plan.role is Role.REFERENCE]
        ordered = dict.fromkeys((one.plan_id, draft, *references))
        return {
            key: self._plans[key].front.region or self._plans[key].front.title for key in ordered if key in self._plans
        }

    def _on_opened(self, key: str) -> None:
        one = self._current(key)
        if one is not None and one.path:
            self._open_place(one.plan_id, one.path)

    def _open_place(self, plan_id: str, path: str) -> None:
        """Wish for the clause that states an indicator: a draft's in the editor, a reference's in the comparison."""
        section_id = rows.place_of(self._session.plan(plan_id), path)
        if section_id is not None:
            drafted = self._plans[plan_id].role is Role.DRAFT
            wish = self.draft_requested if drafted else self.compare_requested
            wish.emit(ClauseAddress(plan_id, section_id))

    # Editing ------------------------------------------------------------------------------------------------------

    def _push(self, label: str, after: Sequence[Indicator]) -> None:
        plan_id = self._plan_id or ""
        wanted = tuple(edits.owned(after, plan_id))
        if wanted != self._indicators:
            self.undo_stack.push(Step(label, self._replace, self._indicators, wanted))

    def _replace(self, indicators: tuple[Indicator, ...]) -> None:
        """Show other rows and write them."""
        if self._plan_id is None:
            return
        self._edited += 1
        self._loaded.stored[self._plan_id] = indicators
        self._show(indicators)
        self._session.save_indicators(self._plan_id, indicators)

    def _try(self, label: str, change: Callable[[], Sequence[Indicator]]) -> bool:
        """Make a change; what cannot be is said in the notice bar and nothing changes."""
        try:
            after = change()
        except UserError as error:
            self.notice.emit(Notice(error_sentence(error), NoticeLevel.WARNING, seconds=8))
            return False
        self._push(label, after)
        return True

    def _on_edited(self, edit: CellEdit) -> None:
        self._try(self.tr("修改指标"), lambda: edits.with_edits(self._indicators, (edit,)))

    def _on_cleared(self, cells: tuple[CellEdit, ...]) -> None:
        self._try(self.tr("清除内容"), lambda: edits.with_edits(self._indicators, cells))

    def _on_pasted(self, block: PastedBlock) -> None:
        if self.is_editable():
            self._try(self.tr("粘贴"), lambda: edits.pasted(self._indicators, block, self._plan().front.period))

    def _plan(self) -> Plan:
        return self._plans[self._plan_id or ""]

    def _on_asked(self, command: str) -> None:
        {
            "add": self._add,
            "delete": self._delete,
            "up": lambda: self._move(-1),
            "down": lambda: self._move(1),
            "paste": self.table.paste,
            "export": self._export,
        }[command]()

    def _on_empty_action(self, number: int) -> None:
        if self.is_editable():
            (self._add, self.table.paste)[number]()

    def _add(self) -> None:
        if self.is_editable():
            after, fresh = edits.added(self._indicators, self.table.current_key(), self._plan().front.period)
            self._push(self.tr("新增指标"), after)
            self.table.select(fresh.id, 1)
            self.table.setFocus()
            self.table.edit(self.table.currentIndex())

    def _delete(self) -> None:
        chosen = set(self.table.chosen_keys())
        self._push(self.tr("删除指标"), [one for one in self._indicators if one.id not in chosen])

    def _move(self, by: int) -> None:
        key, column = self.table.current_key(), self.table.currentIndex().column()
        if key is not None and self.is_editable():
            self._push(self.tr("移动指标"), edits.moved(self._indicators, key, by))
            self.table.select(key, column)

    def _export(self) -> None:
        """Ask for the export once every edit is written."""
        self._session.jobs.change(lambda _progress: None, lambda _none: self.export_requested.emit(self._plan_id))

    def undo(self) -> None:
        self.undo_stack.undo()

    def redo(self) -> None:
        self.undo_stack.redo()

    def remember(self) -> None:
        """Keep the sizes for the next time."""
        for key, splitter in self._splitters():
            self._session.library.set_setting(key, sizes_of(splitter))

    def _splitters(self) -> tuple[tuple[str, QSplitter], ...]:
        return (SPLIT, self.splitter), (CHART, self.pane.splitter)
