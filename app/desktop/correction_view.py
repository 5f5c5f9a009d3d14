"""核对与改正: source text, recognised tree and chosen element side by side, with what is in doubt."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.desktop import style
from app.desktop.correction_desk import CorrectionDesk, State
from app.desktop.correction_rows import (
    FRONT,
    Doubt,
    doubts_of,
    leaf_ids,
    paragraphs_from,
    printed,
    row_id,
    spot_at,
    spots_by_row,
    tree_rows,
)
from app.desktop.element_pane import ElementPane, Step
from app.desktop.front_pane import FrontPane
from app.desktop.kept_sizes import restore_sizes, sizes_of
from app.desktop.session import Session, sentence_of
from app.errors import UserError
from app.plans.correction import Act, Correction
from app.plans.correction_places import Part, Spot, element_at
from app.plans.model import Plan
from app.plans.source_text import SourceText
from widgets.notice_bar import Notice, NoticeLevel
from widgets.outline_tree import OutlineTree
from widgets.parts import label, strip, tool_button
from widgets.source_view import SourceView

SPLIT = "correction.split"


class CorrectionView(QWidget):
    """Controller of the three panes for one plan; made anew for each."""

    closed = Signal()  # back to the library
    notice = Signal(object)  # Notice

    def __init__(self, session: Session, plan: Plan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._source: SourceText | None = None
        self._spots: dict[str, Spot] = {}
        self.desk: CorrectionDesk | None = None
        self._build(plan)
        self._wire()
        self.restyle()
        self._load(plan)

    # Building -----------------------------------------------------------------------------------------------------

    def _build(self, plan: Plan) -> None:
        self.source = SourceView(self)
        self.source.setAccessibleName(self.tr("原文"))
        self.tree = OutlineTree(self, read_only=True)
        self.tree.setAccessibleName(self.tr("识别出的结构"))
        self.element = ElementPane(self)
        self.front = FrontPane(self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.front)
        self._stack.addWidget(self.element)
        self.doubts = QListWidget(self)
        self.doubts.setWordWrap(True)
        self.doubts.setSpacing(4)
        self.doubts.setAccessibleName(self.tr("存疑与未带入"))
        self.tabs = QTabWidget(self)
        self.tabs.setObjectName("planTabs")
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.addTab(self._stack, self.tr("选中的内容"))
        self.tabs.addTab(self.doubts, self.tr("存疑与未带入"))
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self, childrenCollapsible=False)
        self._source_title = label(self.tr("原文"), "paneTitle", self)
        for title, pane in (
            (self._source_title, self.source),
            (label(self.tr("识别出的结构"), "paneTitle", self), self.tree),
        ):
            self.splitter.addWidget(_titled(title, pane, self))
        self.splitter.addWidget(self.tabs)
        self.splitter.setSizes([440, 440, 380])
        restore_sizes(self.splitter, self._session.library.setting(SPLIT))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._build_bar(plan))
        layout.addWidget(self.splitter, 1)

    def _build_bar(self, plan: Plan) -> QWidget:
        bar = strip("pageBar", self)
        self.back_button = tool_button(self.tr("← 返回规划库"), self.tr("返回规划库（Esc）"), bar)
        self.undo_button = tool_button(self.tr("撤销"), self.tr("撤销上一步改正（Ctrl+Z）"), bar)
        self.redo_button = tool_button(self.tr("重做"), self.tr("重做撤销的改正（Ctrl+Shift+Z）"), bar)
        title = label(self.tr("核对与改正：{0}").format(plan.front.title), "pageTitle", bar)
        title.setMinimumWidth(60)
        self._state = label("", "faint", bar)
        row = QHBoxLayout(bar)
        row.setContentsMargins(8, 4, 12, 4)
        row.addWidget(self.back_button)
        row.addWidget(title, 1)
        for widget in (self._state, self.undo_button, self.redo_button):
            row.addWidget(widget)
        return bar

    def _wire(self) -> None:
        self.back_button.clicked.connect(self.close_view)
        self.undo_button.clicked.connect(self.undo)
        self.redo_button.clicked.connect(self.redo)
        self.tree.row_chosen.connect(self._choose_row)
        self.source.row_chosen.connect(self._choose_source_row)
        self.source.rows_selected.connect(self._choose_source_rows)
        self.element.wished.connect(self._take_step)
        self.front.wished.connect(lambda values: self._correct(Act.FRONT, None, 0, values))
        self.front.failed.connect(self._tell)
        self.doubts.itemClicked.connect(self._jump)
        self.doubts.itemActivated.connect(self._jump)
        for keys, step in (("Alt+Left", -1), ("Alt+Right", 1)):
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda by=step: self._take_step(Step(Act.LEVEL, by)))
        escape = QShortcut(QKeySequence("Esc"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.close_view)

    # Loading and leaving ------------------------------------------------------------------------------------------

    def _load(self, plan: Plan) -> None:
        library = self._session.library
        sha256 = plan.source.sha256 if plan.source else ""

        def read(_progress) -> tuple[Plan, SourceText | None, tuple[Correction, ...], tuple[str, ...]]:
            stored = library.plan(plan.id)
            return stored, library.source_text(plan.id), library.corrections(sha256), library.warnings(plan.id)

        self._state.setText(self.tr("正在读取…"))
        self.splitter.setEnabled(False)
        self._session.jobs.read(read, lambda loaded: self._on_loaded(*loaded), key="correction")

    def _on_loaded(
        self, plan: Plan, source: SourceText | None, corrections: tuple[Correction, ...], warnings: tuple[str, ...]
    ) -> None:
        self.desk = CorrectionDesk(self._session, plan, corrections, self)
        self.desk.changed.connect(self._show)
        self.desk.saved.connect(lambda saved: self._state.setText(self._state_text(saved)))
        self._source = source
        if source is None:
            missing = self.tr("导入这份规划时没有保存原文。\n重新导入原文件后，这里就能对照原文。")
            self.source.setPlainText(missing)
        else:
            self.source.set_rows([(line.number, line.text) for line in source.lines])
            self._source_title.setText(self.tr("原文（左侧是第几{0}）").format(source.unit))
        self._fill_doubts(doubts_of(plan, warnings))
        self.splitter.setEnabled(True)
        self._state.setText(self._state_text(True))
        self._show(self.desk.state)
        self.tree.fold(leaf_ids(plan))
        self.tree.setFocus()

    def _fill_doubts(self, doubts: tuple[Doubt, ...]) -> None:
        for doubt in doubts:
            item = QListWidgetItem(doubt.text, self.doubts)
            item.setData(Qt.ItemDataRole.UserRole, doubt.line)
        if not doubts:
            QListWidgetItem(self.tr("没有存疑之处，全部内容都已带入。"), self.doubts)
        caption = self.tr("存疑与未带入（{0}）").format(len(doubts)) if doubts else self.tr("存疑与未带入")
        self.tabs.setTabText(1, caption)

    def close_view(self) -> None:
        """Store what is not yet stored, and go back."""
        self.flush()
        widths = sizes_of(self.splitter)
        self._session.jobs.change(lambda _progress: self._session.library.set_setting(SPLIT, widths))
        self.closed.emit()

    def flush(self) -> None:
        if self.desk is not None:
            self.desk.save_now()

    def restyle(self) -> None:
        self.source.set_mark(QColor(style.current_theme().phrase))
        self.source.setFont(style.reading_font(self.font().pointSizeF()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if (item := self.tree.currentItem()) is not None:
            self.tree.scrollToItem(item)

    # Choosing -----------------------------------------------------------------------------------------------------

    def _show(self, state: State) -> None:
        self._spots = spots_by_row(state.plan)
        self.tree.set_rows(tree_rows(state.plan))
        self._choose_spot(state.spot)
        stack = self.desk.stack if self.desk else None
        self.undo_button.setEnabled(bool(stack and stack.canUndo()))
        self.redo_button.setEnabled(bool(stack and stack.canRedo()))

    def _choose_spot(self, spot: Spot | None) -> None:
        assert self.desk is not None
        row = row_id(self.desk.plan, spot)
        self.tree.set_current(row)
        self._choose_row(row)

    def _choose_row(self, row: str) -> None:
        """Show an element at the right and mark its place at the left."""
        if self.desk is None:
            return
        spot = self._spots.get(row)
        plan = self.desk.plan
        if row == FRONT or spot is None:
            self.front.show_front(plan.front)
            self._stack.setCurrentWidget(self.front)
            self.source.show_rows(range(0))
            return
        self.element.show_element(plan, spot, self._source.unit if self._source else "")
        self._stack.setCurrentWidget(self.element)
        self.tabs.setCurrentIndex(0)
        element = element_at(plan.sections, spot)
        if self._source is not None and element.line is not None:
            self.source.show_rows(self._source.rows_of(element.line, printed(element)))

    def current_spot(self) -> Spot | None:
        return self._spots.get(self.tree.current_id())

    def _choose_source_row(self, row: int) -> None:
        if self._source is None or self.desk is None:
            return
        line = self._source.lines[row]
        spot = spot_at(self.desk.plan, line.number, "".join(line.text.split())[:12])
        if spot is not None:
            self._choose_spot(spot)

    def _choose_source_rows(self, rows: range) -> None:
        """Choose the first paragraph that was read from these rows; the next step takes the others with it."""
        if self._source is None or self.desk is None:
            return
        found = paragraphs_from(self.desk.plan, {self._source.lines[row].number for row in rows})
        if found:
            self._choose_spot(found[0])
            self.element.choose_following(len(found) - 1)
            self.source.show_rows(rows)

    def _jump(self, item: QListWidgetItem) -> None:
        """Show the place that a doubt speaks of; the list stays in front."""
        line = item.data(Qt.ItemDataRole.UserRole)
        if line is None or self.desk is None:
            return
        if (spot := spot_at(self.desk.plan, line)) is not None:
            self._choose_spot(spot)
        if self._source is not None and (row := self._source.row_of(line)) is not None:
            self.source.show_rows(range(row, row + 1))
        self.tabs.setCurrentWidget(self.doubts)

    # Correcting ---------------------------------------------------------------------------------------------------

    def _take_step(self, step: Step) -> None:
        spot = self.current_spot()
        if spot is None:
            return
        if step.act is Act.FOOTNOTE:
            self._to_footnotes(spot, step.amount)
        else:
            self._correct(step.act, spot, step.amount, step.values)

    def _to_footnotes(self, spot: Spot, following: int) -> None:
        """A paragraph and as many after it become footnotes, the last first, so that the others keep their places."""
        assert self.desk is not None
        self.desk.stack.beginMacro(self.tr("标为脚注"))
        for step in range(following, -1, -1):
            inner = spot.part is Part.INNER
            at = replace(spot, inner=spot.inner + step) if inner else replace(spot, block=spot.block + step)
            self._correct(Act.FOOTNOTE, at, 0, ())
        self.desk.stack.endMacro()

    def _correct(self, act: Act, spot: Spot | None, amount: int, values: tuple[tuple[str, object], ...]) -> None:
        assert self.desk is not None
        try:
            self.desk.correct(act, spot, amount, values)
        except UserError as error:
            self._tell(error)

    def _tell(self, error: Exception) -> None:
        self.notice.emit(Notice(sentence_of(error), NoticeLevel.WARNING, seconds=8))

    def undo(self) -> None:
        if self.desk is not None:
            self.desk.stack.undo()

    def redo(self) -> None:
        if self.desk is not None:
            self.desk.stack.redo()

    def _state_text(self, saved: bool) -> str:
        if not saved:
            return self.tr("正在保存…")
        count = len(self.desk.state.corrections) if self.desk else 0
        return self.tr("已保存，共改正 {0} 处").format(count) if count else self.tr("尚未改正")


def _titled(title: QWidget, pane: QWidget, parent: QWidget) -> QWidget:
    box = QWidget(parent)
    layout = QVBoxLayout(box)
    layout.setContentsMargins(0, 4, 0, 0)
    layout.setSpacing(2)
    layout.addWidget(title)
    layout.addWidget(pane, 1)
    return box
