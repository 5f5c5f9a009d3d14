"""起草: the outline, the text of the chosen section and all below it, and the counterparts at the cursor."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QElapsedTimer, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QTextCursor
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMenu,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.desktop.counterparts_pane import CounterpartsPane
from app.desktop.dialogs.table_dialog import TableDialog
from app.desktop.draft import Draft, DraftChange
from app.desktop.draft_editor import DraftEditor
from app.desktop.outline_rows import ROOT, outline_rows
from app.desktop.session import ClauseAddress, Session
from app.desktop.style import reading_font
from app.drafting import edit
from app.drafting.lines import from_lines, to_lines
from app.drafting.renumber import renumber
from app.matching.decisions import Borrowing
from app.plans.model import Block, Box, Figure, Paragraph, Section, Table
from app.plans.outline import end_of, heading, own_text, parents
from widgets.empty_state import EmptyState
from widgets.find_bar import FindBar
from widgets.notice_bar import Notice
from widgets.outline_tree import OutlineMove, OutlineRename, OutlineTree
from widgets.parts import label, strip, tool_button

SPLIT, GUIDANCE = "draft.split", "draft.guidance"
ARROWS = {"up": "↑", "down": "↓", "promote": "←", "demote": "→"}
SHARES = (4, 9, 6)
"""Widths of outline, text and counterparts, as parts of the page."""
TEXT_SCALE = 1.25
"""Size of the draft's text in sizes of the interface."""
BURST_MS = 1500
"""Typing that pauses no longer than this is one step of undo."""


class DraftPage(QWidget):
    """Controller of the drafting screen: every change of the draft goes through `Session.draft`."""

    compare_requested = Signal(object)  # ClauseAddress
    new_draft_requested = Signal()
    notice = Signal(object)  # Notice

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._root = ROOT
        self._burst = 0
        self._burst_timer = QElapsedTimer()
        self._actions = self._make_actions()
        self._build()
        self._wire()
        self._restore()
        self._show_draft(session.draft)

    # Building -----------------------------------------------------------------------------------------------------

    def _make_actions(self) -> dict[str, QAction]:
        """Commands on the outline; the page's tool bar and the context menus share them."""
        specs = (
            ("add", self.tr("＋同级"), self.tr("在本节之后新增同级章节"), "Ctrl+Return", self._add_sibling),
            ("add_child", self.tr("＋下级"), self.tr("在本节之下新增下级章节"), "Ctrl+Shift+Return", self._add_child),
            ("up", self.tr("上移"), self.tr("连同下级上移"), "Alt+Up", lambda: self._edit("上移", edit.move_up)),
            (
                "down",
                self.tr("下移"),
                self.tr("连同下级一起下移"),
                "Alt+Down",
                lambda: self._edit("下移", edit.move_down),
            ),
            ("promote", self.tr("升级"), self.tr("提高一级"), "Alt+Left", lambda: self._edit("升级", edit.promote)),
            ("demote", self.tr("降级"), self.tr("降低一级"), "Alt+Right", lambda: self._edit("降级", edit.demote)),
            ("rename", self.tr("改标题"), self.tr("改本节标题"), "F2", self._rename_current),
            ("delete", self.tr("删除"), self.tr("删除本节及其下级（可撤销）"), "", self._delete),
            ("box", self.tr("插入专栏"), self.tr("在光标处插入专栏"), "", self._insert_box),
            ("table", self.tr("插入表格"), self.tr("在光标处插入表格"), "", self._insert_table),
        )
        actions: dict[str, QAction] = {}
        for name, text, tip, shortcut, slot in specs:
            action = QAction(text, self, toolTip=f"{tip}（{shortcut}）" if shortcut else tip)
            action.setIconText(ARROWS.get(name, text))
            if shortcut:
                action.setShortcut(QKeySequence(shortcut))
                action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(slot)
            self.addAction(action)
            actions[name] = action
        return actions

    def _build(self) -> None:
        self.tree = OutlineTree(self)
        self.editor = DraftEditor(self)
        self.editor.setFont(reading_font(QApplication.font().pointSizeF() * TEXT_SCALE))
        self.counterparts = CounterpartsPane(self._session, self)
        self._crumbs = QWidget(self)
        self._crumbs.setObjectName("crumbs")
        self._crumb_row = QHBoxLayout(self._crumbs)
        self._crumb_row.setContentsMargins(12, 4, 12, 4)
        self._count = label("", "faint", self)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self, childrenCollapsible=False)
        self.splitter.addWidget(
            self._pane(self._tool_bar(("add", "add_child", "up", "down", "promote", "demote")), self.tree)
        )
        self.find_bar = FindBar(self)
        self.splitter.addWidget(self._pane(self._crumb_bar(), self.find_bar, self.editor))
        self.splitter.addWidget(self.counterparts)
        for pane, share in enumerate(SHARES):
            self.splitter.setStretchFactor(pane, share)
        self.splitter.setSizes([100 * share for share in SHARES])
        self._empty = EmptyState(
            self.tr("还没有打开草稿"),
            self.tr("从提纲模板新建一份草稿，或在规划库中打开已有草稿。"),
            (self.tr("新建草稿…"),),
            self,
        )
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.splitter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

    def _pane(self, *bars_and_body: QWidget) -> QWidget:
        pane = QWidget(self)
        layout = QVBoxLayout(pane)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in bars_and_body:
            layout.addWidget(widget)
        layout.setStretchFactor(bars_and_body[-1], 1)
        return pane

    def _tool_bar(self, names: tuple[str, ...]) -> QWidget:
        bar = strip("pageBar", self)
        row = QHBoxLayout(bar)
        row.setContentsMargins(6, 4, 6, 4)
        row.setSpacing(2)
        for name in names:
            button = QToolButton(bar)
            button.setDefaultAction(self._actions[name])
            button.setAccessibleName(self._actions[name].text())
            row.addWidget(button)
        row.addStretch()
        return bar

    def _crumb_bar(self) -> QWidget:
        bar = strip("pageBar", self)
        row = QHBoxLayout(bar)
        row.setContentsMargins(0, 0, 12, 0)
        row.addWidget(self._crumbs, 1)
        row.addWidget(self._count)
        return bar

    def _wire(self) -> None:
        self._session.draft_opened.connect(self._show_draft)
        self._empty.action_triggered.connect(self.new_draft_requested)
        self.tree.row_chosen.connect(self.choose)
        self.tree.move_requested.connect(self._move)
        self.tree.rename_requested.connect(self._rename)
        self.tree.level_requested.connect(self._change_level)
        self.tree.delete_requested.connect(lambda _id: self._delete())
        self.tree.menu_requested.connect(self._tree_menu)
        self.editor.committed.connect(self._take_typing)
        self.editor.section_changed.connect(self._follow_cursor)
        self.editor.payload_activated.connect(self._edit_payload)
        self.editor.undo_requested.connect(self.undo)
        self.editor.redo_requested.connect(self.redo)
        self.editor.level_requested.connect(self._change_level)
        self.editor.menu_requested.connect(self._text_menu)
        self.find_bar.text_changed.connect(lambda _text: self._find(0))
        self.find_bar.step_requested.connect(self._find)
        self.find_bar.closed.connect(self.editor.setFocus)
        self.counterparts.compare_requested.connect(self.compare_requested)
        self.counterparts.borrow_requested.connect(self.borrow)

    def _restore(self) -> None:
        setting = self._session.library.setting
        sizes = [int(size) for size in (setting(SPLIT) or "").split() if size.isdigit()]
        if len(sizes) == self.splitter.count():
            self.splitter.setSizes(sizes)
        self.counterparts.open_guidance(setting(GUIDANCE) == "open")

    def remember(self) -> None:
        """Keep the look of the page for the next time; called when the window closes."""
        keep = self._session.library.set_setting
        keep(SPLIT, " ".join(map(str, self.splitter.sizes())))
        keep(GUIDANCE, "open" if self.counterparts.guidance_is_open() else "")

    def restyle(self) -> None:
        """Take over another theme or font size."""
        self.flush()
        self.editor.setFont(reading_font(QApplication.font().pointSizeF() * TEXT_SCALE))
        self.editor.restyle()
        self.counterparts.restyle()

    # Showing ------------------------------------------------------------------------------------------------------

    @property
    def _draft(self) -> Draft | None:
        return self._session.draft

    def _show_draft(self, draft: Draft | None) -> None:
        self._stack.setCurrentWidget(self.splitter if draft else self._empty)
        if draft is None:
            self.tree.set_rows(())
            self.editor.set_lines((), whole=True)
            return
        draft.changed.connect(self._on_changed)
        self.tree.set_rows(outline_rows(draft.plan))
        self.choose(ROOT)
        self.tree.set_current(ROOT)

    def choose(self, section_id: str) -> None:
        """Show this section and all below it (the whole draft for the topmost row)."""
        self.flush()
        self._root = section_id
        start, end = self._shown_range()
        self.editor.set_lines(to_lines(self._sections()[start:end]), whole=True)
        self._show_crumbs()
        self._show_count()
        self.editor.forget_section()

    def open_clause(self, address: ClauseAddress) -> None:
        """Bring a clause of the draft under the cursor."""
        if self._index_of(address.section_id) is None:
            return
        self.choose(ROOT)
        self.editor.scroll_to(address.section_id)
        self.editor.setFocus()

    def _sections(self) -> tuple[Section, ...]:
        return self._draft.plan.sections if self._draft else ()

    def _index_of(self, section_id: str) -> int | None:
        return next((i for i, section in enumerate(self._sections()) if section.id == section_id), None)

    def _shown_range(self) -> tuple[int, int]:
        """The sections that the editor shows; the whole draft where the root is gone."""
        index = self._index_of(self._root)
        if index is None:
            self._root = ROOT
            return 0, len(self._sections())
        return index, end_of(self._sections(), index)

    def _on_changed(self, change: DraftChange) -> None:
        self.tree.set_rows(outline_rows(change.after))
        start, end = self._shown_range()
        self.editor.set_lines(to_lines(change.after.sections[start:end]))
        self._show_count()
        if change.origin is not self.editor:
            self._show_crumbs()
        self.counterparts.draft_changed()

    def _show_crumbs(self) -> None:
        while self._crumb_row.count():
            item = self._crumb_row.takeAt(0)
            widget = item.widget() if item else None
            if widget:
                widget.deleteLater()
        self._add_crumb(ROOT, self.tr("全文"))
        index = self._index_of(self._root)
        chain: list[int] = []
        up = parents(self._sections())
        while index is not None:
            chain.insert(0, index)
            index = up[index]
        for step in chain:
            self._crumb_row.addWidget(label("›", "faint", self._crumbs))
            section = self._sections()[step]
            self._add_crumb(section.id, _short(heading(section)))
        self._crumb_row.addStretch()

    def _add_crumb(self, section_id: str, text: str) -> None:
        button = tool_button(text, "", self._crumbs)
        button.clicked.connect(lambda: (self.tree.set_current(section_id), self.choose(section_id)))
        self._crumb_row.addWidget(button)

    def _show_count(self) -> None:
        start, end = self._shown_range()
        count = sum(len("".join((s.title + own_text(s)).split())) for s in self._sections()[start:end])
        self._count.setText(self.tr("本节 {0} 字").format(f"{count:,}"))

    def _follow_cursor(self, section_id: str) -> None:
        if self._root != ROOT or self.editor.hasFocus():
            self.tree.set_current(section_id)
        if self._draft:
            self.counterparts.show_clause(ClauseAddress(self._draft.plan.id, section_id))

    def open_find(self) -> None:
        """Look for words in the text that is shown; what is selected is looked for at once."""
        self.find_bar.open(self.editor.textCursor().selectedText())

    def _find(self, step: int) -> None:
        """Select the place at (0), behind (+1) or before (-1) the cursor; round at the ends."""
        text = self.find_bar.line.text()
        places = self.editor.find_places(text)
        at = self.editor.textCursor().selectionStart()
        if not places:
            self.find_bar.set_count(0, 0)
            return
        if step < 0:
            chosen = next((i for i in reversed(range(len(places))) if places[i] < at), len(places) - 1)
        else:
            chosen = next((i for i, place in enumerate(places) if place >= at + step), 0)
        self.editor.select_place(places[chosen], text)
        self.find_bar.set_count(chosen + 1, len(places))

    # Editing ------------------------------------------------------------------------------------------------------

    def flush(self) -> None:
        """Take over typed text that the editor has not announced yet."""
        if self.editor.pending:
            self.editor.commit()

    def _take_typing(self) -> None:
        if self._draft is None:
            return
        sections = self._sections()
        start, end = self._shown_range()
        shown = sections[start:end]
        typed = from_lines(_with_heading(self.editor.lines(), shown), {section.id: section for section in shown})
        merged = renumber((*sections[:start], *typed, *sections[end:]))
        self._draft.set_sections(self.tr("键入"), merged, origin=self.editor, merge=self._burst_key())

    def _burst_key(self) -> str:
        """Typing in one section without a longer pause is one step of undo."""
        timer = self._burst_timer
        if not timer.isValid() or timer.restart() > BURST_MS:
            self._burst += 1
            timer.start()
        return f"typing {self.editor.section_at_cursor()} {self._burst}"

    def undo(self) -> None:
        self.flush()
        if self._draft:
            self._draft.undo_stack.undo()

    def redo(self) -> None:
        self.flush()
        if self._draft:
            self._draft.undo_stack.redo()

    def _current_index(self) -> int | None:
        """The section that commands work on: at the cursor if the text has the focus, else the tree's current row."""
        self.flush()
        at = self.editor.section_at_cursor() if self.editor.hasFocus() else self.tree.current_id()
        return self._index_of(at)

    def _edit(self, label: str, change, *arguments) -> None:
        index = self._current_index()
        if self._draft is None or index is None:
            return
        section_id = self._sections()[index].id
        after = change(self._sections(), index, *arguments)
        if after == self._sections():
            self.notice.emit(Notice(self.tr("这里不能{0}：提纲的级次不允许。").format(label), seconds=4))
            return
        self._draft.set_sections(label, after)
        self.tree.set_current(section_id)

    def _change_level(self, by: int) -> None:
        self._edit("降级" if by > 0 else "升级", edit.demote if by > 0 else edit.promote)

    def _add_sibling(self) -> None:
        self._add(None)

    def _add_child(self) -> None:
        index = self._current_index()
        self._add(self._sections()[index].level + 1 if index is not None else None)

    def _add(self, level: int | None) -> None:
        if self._draft is None:
            return
        index = self._current_index()
        at = index if index is not None else len(self._sections()) - 1
        sections = edit.add(self._sections(), at, level, self.tr("新章节"))
        known = {section.id for section in self._sections()}
        new = next(section.id for section in sections if section.id not in known)
        self._draft.set_sections(self.tr("新增章节"), sections)
        if not any(line.section == new for line in self.editor.lines()):
            self.choose(ROOT)
        self.tree.set_current(new)
        self.editor.scroll_to(new)
        self._select_title()

    def _select_title(self) -> None:
        """Select the new title, so that typing replaces it."""
        cursor = self.editor.textCursor()
        title = self.tr("新章节")
        end = cursor.block().position() + cursor.block().length() - 1
        cursor.setPosition(end - len(title))
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self.editor.setTextCursor(cursor)
        self.editor.setFocus()

    def _rename_current(self) -> None:
        index = self._current_index()
        if index is not None:
            self.tree.edit_name(self._sections()[index].id)

    def _rename(self, wish: OutlineRename) -> None:
        self.flush()
        if self._draft is None:
            return
        index = self._index_of(wish.id)
        if wish.id == ROOT:
            front = replace(self._draft.plan.front, title=wish.name)
            self._draft.set_plan(self.tr("改标题"), replace(self._draft.plan, front=front))
        elif index is not None:
            self._draft.set_sections(self.tr("改标题"), edit.rename(self._sections(), index, wish.name))

    def _move(self, wish: OutlineMove) -> None:
        self.flush()
        index = self._index_of(wish.id)
        if self._draft is None or index is None:
            return
        rows = self.tree.rows()
        before = self._index_of(rows[wish.index].id) if wish.index < len(rows) else len(self._sections())
        level = max(1, wish.level - 1)  # the tree's first row is the plan itself
        self._draft.set_sections(self.tr("移动章节"), edit.move(self._sections(), index, before or 0, level))

    def _delete(self) -> None:
        index = self._current_index()
        if self._draft is None or index is None:
            return
        section = self._sections()[index]
        self._draft.set_sections(self.tr("删除章节"), edit.delete(self._sections(), index))
        text = self.tr("已删除“{0}”及其下级。").format(_short(heading(section)))
        self.notice.emit(Notice(text + self.tr("按 Ctrl+Z 恢复。"), seconds=8))

    # Boxes, tables, borrowed passages -----------------------------------------------------------------------------

    def _append_block(self, label: str, block: Block) -> None:
        index = self._current_index()
        if self._draft is None or index is None:
            self.notice.emit(Notice(self.tr("请先把光标放到要插入的章节里。"), seconds=4))
            return
        blocks = (*self._sections()[index].blocks, block)
        self._draft.set_sections(label, edit.set_blocks(self._sections(), index, blocks))

    def _insert_box(self) -> None:
        self._append_block(self.tr("插入专栏"), Box("专栏", self.tr("专栏标题"), (Paragraph(self.tr("专栏内容。")),)))

    def _insert_table(self) -> None:
        empty = Table(self.tr("表名"), ("", "", ""), (("", "", ""), ("", "", "")))
        table = TableDialog.edit(empty, self)
        if table is not None:
            self._append_block(self.tr("插入表格"), table)

    def _edit_payload(self, payload: Table | Figure) -> None:
        self.flush()
        if self._draft is None or not isinstance(payload, Table):
            return
        table = TableDialog.edit(payload, self)
        if table is not None and table != payload:
            sections = tuple(_with_table(section, payload, table) for section in self._sections())
            self._draft.set_sections(self.tr("改表格"), sections)

    def borrow(self, borrowing: Borrowing) -> None:
        """Put a passage of a reference at the end of the section that it was taken for, or of the one at the cursor;
        where it came from is remembered in the library."""
        self.flush()
        index = self._index_of(borrowing.section_id)
        if index is None:
            index = self._current_index()
        if self._draft is None or index is None:
            self.notice.emit(Notice(self.tr("请先把光标放到要放进借用文字的章节里。"), seconds=6))
            return
        section = self._sections()[index]
        passage = tuple(Paragraph(line.strip()) for line in borrowing.text.splitlines() if line.strip())
        after = edit.set_blocks(self._sections(), index, (*section.blocks, *passage))
        self._draft.set_sections(self.tr("借用"), after)
        self._session.remember_borrowing(replace(borrowing, section_id=section.id))
        text = self.tr("已把《{0}》{1}的文字放进“{2}”，出处已记下。按 Ctrl+Z 撤销。")
        self.notice.emit(
            Notice(text.format(borrowing.source_title, borrowing.source_path, _short(heading(section))), seconds=8)
        )

    # Menus --------------------------------------------------------------------------------------------------------

    def _tree_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        for name in ("add", "add_child", "rename", "up", "down", "promote", "demote", "delete"):
            menu.addAction(self._actions[name])
        menu.exec(at)

    def _text_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        stack = self._draft.undo_stack if self._draft else None
        for text, key, slot, usable in (
            (self.tr("撤销"), QKeySequence.StandardKey.Undo, self.undo, bool(stack and stack.canUndo())),
            (self.tr("重做"), QKeySequence.StandardKey.Redo, self.redo, bool(stack and stack.canRedo())),
            (self.tr("剪切"), QKeySequence.StandardKey.Cut, self.editor.cut, self.editor.textCursor().hasSelection()),
            (self.tr("复制"), QKeySequence.StandardKey.Copy, self.editor.copy, self.editor.textCursor().hasSelection()),
            (self.tr("粘贴"), QKeySequence.StandardKey.Paste, self.editor.paste, self.editor.canPaste()),
        ):
            action = menu.addAction(text, slot)
            action.setShortcut(QKeySequence(key))
            action.setEnabled(usable)
        menu.addSeparator()
        for name in ("box", "table", "add", "add_child"):
            menu.addAction(self._actions[name])
        menu.exec(at)


def _short(text: str, length: int = 18) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"


def _with_heading(lines, shown):
    """The lines with the first section's heading put back, should typing have swallowed it."""
    first = to_lines(shown[:1])[0]
    return lines if lines and lines[0].section == first.section else [first, *lines]


def _with_table(section: Section, old: Table, new: Table) -> Section:
    """The section with one table replaced, in a box too; other sections come back as they are."""

    def changed(block):
        if block == old:
            return new
        if isinstance(block, Box) and old in block.blocks:
            return replace(block, blocks=tuple(new if inner == old else inner for inner in block.blocks))
        return block

    blocks = tuple(changed(block) for block in section.blocks)
    return section if blocks == section.blocks else replace(section, blocks=blocks)
