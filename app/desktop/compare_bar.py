"""The line above the comparison: the base, the plans beside it, what to show and what to find."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QWidget

from app.desktop.compare_rows import SHOWING_WORDS, Scope, short_name
from app.desktop.compare_view import MOST_COLUMNS, CompareView
from app.plans.model import Plan, Role
from widgets.filter_bar import Choice, FilterBar

SHOWING, CHAPTER = "showing", "chapter"


class CompareBar(QWidget):
    """Says what the drafter wants; decides nothing."""

    base_chosen = Signal(str)  # plan id
    column_toggled = Signal(object)  # (plan id, shown)
    fold_toggled = Signal(bool)  # all folded
    export_requested = Signal(object)  # Scope
    decisions_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pageBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.base = QComboBox(self)
        self.base.setAccessibleName(self.tr("基准规划"))
        self.base.setToolTip(self.tr("基准：左栏逐条列出它的条款，右边各栏是其他规划的对应条款"))
        self.base.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.base.setMinimumContentsLength(10)
        self.base.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.base.setMaximumWidth(320)
        self.columns = QToolButton(self)
        self.columns.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.columns.setToolTip(self.tr("选择并排显示的规划，最多 {0} 部").format(MOST_COLUMNS))
        self.columns.setMenu(QMenu(self.columns))
        self.filters = FilterBar(self)
        self.filters.add_choice(SHOWING, self.tr("显示哪些条款"))
        self.filters.add_choice(CHAPTER, self.tr("显示哪一章"))
        self.filters.set_step_hints(
            self.tr("上一处：查找的内容；没有查找时，到上一条缺对应的条款（Shift+F3）"),
            self.tr("下一处：查找的内容；没有查找时，到下一条缺对应的条款（F3）"),
        )
        self.fold = QToolButton(self)
        self.more = self._more_button()
        self._lay_out()
        self.base.activated.connect(lambda _index: self.base_chosen.emit(self.base.currentData()))
        self.fold.clicked.connect(lambda: self.fold_toggled.emit(not self._folded))
        self._folded = True
        self.show_folded(True)

    def _more_button(self) -> QToolButton:
        button = QToolButton(self)
        button.setText(self.tr("更多 ▾"))
        button.setToolTip(self.tr("导出条款对照表；查看、撤销固定、排除和批注"))
        button.setAccessibleName(self.tr("导出对照表，查看固定、排除和批注"))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        for scope, text in (
            (Scope.CLAUSE, self.tr("导出当前条款的对照表…")),
            (Scope.CHAPTER, self.tr("导出所在一章的对照表…")),
            (Scope.ALL, self.tr("导出全部条款的对照表…")),
        ):
            menu.addAction(text).triggered.connect(
                lambda _checked=False, scope=scope: self.export_requested.emit(scope)
            )
        menu.addSeparator()
        menu.addAction(self.tr("固定、排除和批注…")).triggered.connect(
            lambda _checked=False: self.decisions_requested.emit()
        )
        button.setMenu(menu)
        return button

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(6)
        row.addWidget(QLabel(self.tr("基准"), self))
        row.addWidget(self.base, 3)
        row.addWidget(self.columns)
        row.addWidget(self.filters, 4)
        row.addWidget(self.fold)
        row.addWidget(self.more)

    def show_plans(self, plans: Sequence[Plan], view: CompareView) -> None:
        """The plans to choose from, drafts first, and what is chosen."""
        ordered = sorted(plans, key=lambda plan: plan.role is not Role.DRAFT)
        self.base.clear()
        for plan in ordered:
            role = self.tr("草稿") if plan.role is Role.DRAFT else self.tr("参考")
            self.base.addItem(f"{role}　{plan.front.title}", plan.id)
        self.base.setCurrentIndex(self.base.findData(view.base))
        self.base.view().setMinimumWidth(self.base.view().sizeHintForColumn(0) + 24)
        self._fill_columns([plan for plan in ordered if plan.id != view.base], view)

    def _fill_columns(self, plans: Sequence[Plan], view: CompareView) -> None:
        shown = [plan_id for plan_id in view.columns if any(plan.id == plan_id for plan in plans)]
        self.columns.setText(self.tr("对照 {0} 部 ▾").format(len(shown)))
        self.columns.setAccessibleName(self.tr("选择并排显示的规划"))
        menu = self.columns.menu()
        menu.clear()
        for plan in plans:
            action = menu.addAction(f"{short_name(plan)}　{plan.front.title}")
            action.setCheckable(True)
            action.setChecked(plan.id in shown)
            full, last = len(shown) >= MOST_COLUMNS, len(shown) == 1
            action.setEnabled(not last if plan.id in shown else not full)
            action.toggled.connect(lambda on, plan_id=plan.id: self.column_toggled.emit((plan_id, on)))

    def show_filters(self, chapters: Sequence[tuple[str, str]], view: CompareView) -> None:
        showing = [Choice(key.value, word) for key, word in SHOWING_WORDS.items()]
        self.filters.set_choices(SHOWING, showing, view.showing.value)
        every = Choice("", self.tr("全部章节"))
        self.filters.set_choices(CHAPTER, [every, *(Choice(*chapter) for chapter in chapters)], view.chapter)

    def show_folded(self, folded: bool) -> None:
        self._folded = folded
        self.fold.setText(self.tr("全部展开") if folded else self.tr("全部折叠"))
        self.fold.setToolTip(self.tr("长条款显示全文，或只显示开头几行"))
