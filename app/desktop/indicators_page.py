"""指标: the indicator table of a plan, growth recomputed as one types, and the same indicator in the other plans."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QColor, QKeySequence, QUndoCommand, QUndoStack
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.desktop import indicator_rows as rows
from app.desktop.session import Session
from app.desktop.session import sentence_of as error_sentence
from app.desktop.style import current_theme
from app.errors import UserError
from app.figures.model import Indicator
from app.plans.model import Plan, Role
from app.progress import Progress
from widgets.cell_table import CellEdit, CellTable, PastedBlock
from widgets.empty_state import EmptyState
from widgets.notice_bar import Notice, NoticeLevel

SPLIT = "indicators.split"


@dataclass(frozen=True, slots=True)
class _Loaded:
    """The stored indicators of every plan, and those that its prose alone states."""

    stored: dict[str, tuple[Indicator, ...]]
    prose: dict[str, tuple[Indicator, ...]]


class _Replace(QUndoCommand):
    """One step of editing: a plan's indicators before and after."""

    def __init__(
        self,
        label: str,
        show: Callable[[tuple[Indicator, ...]], None],
        before: tuple[Indicator, ...],
        after: tuple[Indicator, ...],
    ) -> None:
        super().__init__(label)
        self._show, self._before, self._after = show, before, after

    def redo(self) -> None:
        self._show(self._after)

    def undo(self) -> None:
        self._show(self._before)


class IndicatorsPage(QWidget):
    """Controller of the indicators screen; the draft's table is edited here and saved at every step."""

    notice = Signal(object)  # Notice
    export_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._loaded = _Loaded({}, {})
        self._indicators: tuple[Indicator, ...] = ()
        self._plan_id: str | None = None
        self.undo_stack = QUndoStack(self)
        self._actions = self._make_actions()
        self._build()
        self._wire()
        self.restyle()
        self.reload()

    # Building -----------------------------------------------------------------------------------------------------

    def _make_actions(self) -> dict[str, QAction]:
        specs = (
            ("add", self.tr("＋新增指标"), self.tr("在本行之后新增一行"), "Ctrl+Return", self._add),
            ("delete", self.tr("删除行"), self.tr("删除选中的行（可撤销）"), "Ctrl+Delete", self._delete),
            ("up", self.tr("上移"), self.tr("上移一行"), "Alt+Up", lambda: self._move(-1)),
            ("down", self.tr("下移"), self.tr("下移一行"), "Alt+Down", lambda: self._move(1)),
            ("paste", self.tr("粘贴表格"), self.tr("粘贴从 Excel、WPS 复制的单元格或整张表"), "", self._paste),
            (
                "export",
                self.tr("导出 .xlsx…"),
                self.tr("把本稿指标导出为 Excel 工作簿"),
                "",
                self.export_requested.emit,
            ),
        )
        actions: dict[str, QAction] = {}
        for key, text, hint, shortcut, slot in specs:
            action = QAction(text, self)
            if shortcut:
                action.setShortcut(QKeySequence(shortcut))
                action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                hint = f"{hint}（{shortcut.replace('Return', 'Enter')}）"
            action.setToolTip(hint)
            action.triggered.connect(lambda _checked=False, slot=slot: slot())
            self.addAction(action)
            actions[key] = action
        return actions

    def _build(self) -> None:
        self.plan_choice = QComboBox(self)
        self.plan_choice.setMinimumContentsLength(24)
        self.plan_choice.setToolTip(self.tr("本稿可以编辑，参考规划只供查看"))
        self.table = CellTable(rows.COLUMNS, self)
        self.peers = CellTable(rows.PEER_COLUMNS, self)
        self.empty = EmptyState("", "", (self.tr("新增指标"), self.tr("粘贴 Excel 表格")), self)
        self._front = QStackedWidget(self)
        self._front.addWidget(self.table)
        self._front.addWidget(self.empty)
        self._sentence = QLabel(self, objectName="faint", wordWrap=True)
        self._sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._peers_title = QLabel(self, objectName="paneTitle")
        self.splitter = QSplitter(Qt.Orientation.Vertical, self)
        self.splitter.addWidget(self._front)
        self.splitter.addWidget(self._peers_pane())
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 2)
        kept = self._session.library.setting(SPLIT)
        self.splitter.setSizes([int(size) for size in kept.split()] if kept else [520, 300])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar())
        column.addWidget(self.splitter, 1)

    def _bar(self) -> QWidget:
        from PySide6.QtWidgets import QToolButton

        bar = QFrame(self, objectName="pageBar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 6, 12, 6)
        row.addWidget(QLabel(self.tr("指标"), bar, objectName="pageTitle"))
        row.addWidget(self.plan_choice)
        row.addStretch()
        for action in self._actions.values():
            button = QToolButton(bar)
            button.setDefaultAction(action)
            row.addWidget(button)
        return bar

    def _peers_pane(self) -> QWidget:
        pane = QWidget(self)
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(2)
        self._sentence.setContentsMargins(12, 0, 12, 4)
        column.addWidget(self._peers_title)
        column.addWidget(self._sentence)
        column.addWidget(self.peers, 1)
        return pane

    def _wire(self) -> None:
        for signal, slot in (
            (self._session.plans_changed, self.reload),
            (self._session.draft_opened, self.reload),
            (self.plan_choice.activated, self._on_plan_chosen),
            (self.table.edited, self._on_edited),
            (self.table.cleared, self._on_cleared),
            (self.table.pasted, self._on_pasted),
            (self.table.current_changed, self._show_peers),
            (self.empty.action_triggered, self._on_empty_action),
        ):
            signal.connect(slot)

    def restyle(self) -> None:
        """Take the colours of the present theme."""
        theme = current_theme()
        colours = {"faint": QColor(theme.faint), "warning ground": QColor(theme.warning)}
        self.table.set_colours(colours)
        self.peers.set_colours(colours)

    # Loading ------------------------------------------------------------------------------------------------------

    def activate(self) -> None:
        """Come to the front: plans may have been edited elsewhere."""
        self.table.setFocus()

    def reload(self, *_signal: object) -> None:
        """Read the indicators of all plans again, after every change that is still being written."""
        plans = self._session.plans()
        self._session.jobs.change(lambda progress: _load(self._session, plans, progress), self._on_loaded)

    def _on_loaded(self, loaded: _Loaded) -> None:
        self._loaded = loaded
        draft = self._session.draft
        plans = sorted(self._session.plans(), key=lambda plan: plan.role is not Role.DRAFT)
        present = [plan.id for plan in plans]
        wanted = self._plan_id if self._plan_id in present else (draft.plan.id if draft else next(iter(present), None))
        self.plan_choice.clear()
        for plan in plans:
            mark = self.tr("草稿") if plan.role is Role.DRAFT else self.tr("参考")
            self.plan_choice.addItem(f"{mark}　{plan.front.title}", plan.id)
        self._choose(wanted)

    def _on_plan_chosen(self, index: int) -> None:
        self._choose(self.plan_choice.itemData(index))

    def _choose(self, plan_id: str | None) -> None:
        """Show the table of a plan; the steps of undo belong to the plan that is shown."""
        stored = self._loaded.stored.get(plan_id or "", ())
        if plan_id != self._plan_id or stored != self._indicators:
            self.undo_stack.clear()
        self._plan_id = plan_id
        self.plan_choice.setCurrentIndex(self.plan_choice.findData(plan_id))
        self._show(stored)

    # Showing ------------------------------------------------------------------------------------------------------

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """The rows that are shown."""
        return self._indicators

    def is_editable(self) -> bool:
        """Whether the shown plan is a draft; references are only looked at."""
        return self._plan_id is not None and self._session.plan(self._plan_id).role is Role.DRAFT

    def _show(self, indicators: tuple[Indicator, ...]) -> None:
        self._indicators = indicators
        editable = self.is_editable()
        prose = () if editable or indicators else self._loaded.prose.get(self._plan_id or "", ())
        self.table.set_rows(rows.rows_of(indicators or rows.with_keys(prose), editable))
        self._front.setCurrentWidget(self.table if indicators or prose else self.empty)
        self._describe_empty(editable)
        for key in ("add", "delete", "up", "down", "paste"):
            self._actions[key].setEnabled(editable and (bool(indicators) or key in ("add", "paste")))
        self._show_peers(self.table.current_key())

    def _describe_empty(self, editable: bool) -> None:
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
        self._peers_title.setVisible(one is not None)
        if one is None or not one.name:
            self._sentence.setText(self.tr("选中一个指标，这里列出它在其他规划里的基期、目标和增速。"))
            self.peers.set_rows(())
            return
        unit = f"（{one.unit}）" if one.unit else ""
        self._peers_title.setText(self.tr("同类指标：{0}{1}").format(one.name, unit))
        self._sentence.setText(rows.sentence_of(one))
        others = [
            other
            for plan_id in self._loaded.stored
            if plan_id != self._plan_id
            for other in (*self._loaded.stored[plan_id], *self._loaded.prose.get(plan_id, ()))
        ]
        self.peers.set_rows(rows.peer_rows(one, others, self._names(one)))

    def _names(self, one: Indicator) -> dict[str, str]:
        """Short names of the plans to compare with: the shown one first, then the references."""
        plans = [self._session.plan(one.plan_id)] if one.plan_id else []
        plans += [plan for plan in self._session.references() if plan.id != one.plan_id]
        return {plan.id: plan.front.region or plan.front.title for plan in plans}

    # Editing ------------------------------------------------------------------------------------------------------

    def _push(self, label: str, after: Sequence[Indicator]) -> None:
        plan_id = self._plan_id or ""
        wanted = tuple(rows.owned(after, plan_id))
        if wanted != self._indicators:
            self.undo_stack.push(_Replace(label, self._replace, self._indicators, wanted))

    def _replace(self, indicators: tuple[Indicator, ...]) -> None:
        """Show other rows and write them."""
        if self._plan_id is None:
            return
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
        self._try(self.tr("修改指标"), lambda: rows.with_edits(self._indicators, (edit,)))

    def _on_cleared(self, edits: tuple[CellEdit, ...]) -> None:
        self._try(self.tr("清除内容"), lambda: rows.with_edits(self._indicators, edits))

    def _on_pasted(self, block: PastedBlock) -> None:
        if self.is_editable():
            self._try(self.tr("粘贴"), lambda: rows.pasted(self._indicators, block, self._plan().front.period))

    def _plan(self) -> Plan:
        return self._session.plan(self._plan_id or "")

    def _paste(self) -> None:
        self.table.paste()

    def _on_empty_action(self, number: int) -> None:
        if self.is_editable():
            (self._add, self._paste)[number]()

    def _position(self) -> int:
        """The number of the row under the cursor, -1 for none."""
        keys = [one.id for one in self._indicators]
        key = self.table.current_key()
        return keys.index(key) if key in keys else -1

    def _add(self) -> None:
        if not self.is_editable():
            return
        at = self._position() if self._indicators else -1
        group = self._indicators[at].group if at >= 0 else None
        fresh = rows.new_indicator(self._plan().front.period, group)
        where = at + 1 if at >= 0 else len(self._indicators)
        self._push(self.tr("新增指标"), (*self._indicators[:where], fresh, *self._indicators[where:]))
        self.table.select(fresh.id, 1)
        self.table.setFocus()
        self.table.edit(self.table.currentIndex())

    def _delete(self) -> None:
        chosen = set(self.table.chosen_keys())
        self._push(self.tr("删除指标"), [one for one in self._indicators if one.id not in chosen])

    def _move(self, by: int) -> None:
        at, kept = self._position(), list(self._indicators)
        if at >= 0 and 0 <= at + by < len(kept):
            column = self.table.currentIndex().column()
            moved = kept.pop(at)
            kept.insert(at + by, moved)
            self._push(self.tr("移动指标"), kept)
            self.table.select(moved.id, column)

    def undo(self) -> None:
        self.undo_stack.undo()

    def redo(self) -> None:
        self.undo_stack.redo()

    def remember(self) -> None:
        """Keep the sizes for the next time."""
        self._session.library.set_setting(SPLIT, " ".join(str(size) for size in self.splitter.sizes()))


def _load(session: Session, plans: Sequence[Plan], progress: Progress) -> _Loaded:
    """Read the stored indicators and look for targets that only the prose states; a job."""
    from app.figures.prose import indicators_in_prose

    stored = {plan.id: tuple(session.library.indicators(plan.id)) for plan in plans}
    prose: dict[str, tuple[Indicator, ...]] = {}
    for number, plan in enumerate(plans):
        progress("读取指标", number / len(plans))
        prose[plan.id] = indicators_in_prose(plan, stored[plan.id])
    return _Loaded(stored, prose)
