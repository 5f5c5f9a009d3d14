"""起草: the outline, the text of the chosen section and all below it, and the counterparts at the cursor."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
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

from app.desktop.borrowed_marks import BorrowedMarks, BorrowingsWatch
from app.desktop.counterparts_pane import CounterpartsPane
from app.desktop.dialogs.borrowings_dialog import BorrowingsDialog
from app.desktop.draft import Draft, DraftChange
from app.desktop.draft_commands import DraftCommands
from app.desktop.draft_text import DraftText
from app.desktop.found_place import FoundAddress
from app.desktop.kept_sizes import restore_sizes, sizes_of
from app.desktop.outline_rows import ROOT, outline_rows
from app.desktop.session import ClauseAddress, Session
from widgets.empty_state import EmptyState
from widgets.outline_tree import OutlineTree
from widgets.overflow_row import OverflowRow
from widgets.parts import strip

SPLIT, GUIDANCE = "draft.split", "draft.guidance"
SHARES = (5, 10, 7)
"""Widths of outline, text and counterparts, as parts of the page."""
LEAST = (260, 240)
"""Pixels of outline and text: with large text their bars ask for more than a small window has, and would push the
counterparts over its edge."""
TOOLS = ("add", "add_child", "up", "down", "promote", "demote")
TREE_MENU = ("add", "add_child", "rename", "up", "down", "promote", "demote", "delete")
TEXT_MENU = ("box", "table", "add", "add_child")


class DraftPage(QWidget):
    """Controller of the drafting screen: every change of the draft goes through `Session.draft`."""

    compare_requested = Signal(object)  # ClauseAddress
    new_draft_requested = Signal()
    notice = Signal(object)  # Notice

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.commands = DraftCommands(session, self, self._current)
        self._build()
        self._wire()
        self._restore()
        self._show_draft(session.draft)

    # Building -----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.tree = OutlineTree(self)
        self.text = DraftText(self._session, self)
        self.editor, self.find_bar = self.text.editor, self.text.find_bar
        self.borrowed = BorrowedMarks(self._session, self.editor)
        self.counterparts = CounterpartsPane(self._session, self)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setChildrenCollapsible(False)
        outline = self._outline_pane()
        for pane, share in zip((outline, self.text, self.counterparts), SHARES, strict=True):
            self.splitter.addWidget(pane)
            self.splitter.setStretchFactor(self.splitter.count() - 1, share)
        for pane, least in zip((outline, self.text), LEAST, strict=True):
            pane.setMinimumWidth(least)
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

    def _outline_pane(self) -> QWidget:
        bar = strip("pageBar", self)
        row = QHBoxLayout(bar)
        row.setContentsMargins(6, 4, 6, 4)
        self.tools = OverflowRow(2, bar)
        for name in TOOLS:
            button = QToolButton(bar)
            button.setDefaultAction(self.commands.actions[name])
            button.setAccessibleName(self.commands.actions[name].text())
            self.tools.add(button)
        row.addWidget(self.tools)
        pane = QWidget(self)
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self.tree, 1)
        return pane

    def _wire(self) -> None:
        session, commands, tree, editor = self._session, self.commands, self.tree, self.editor
        session.draft_opened.connect(self._show_draft)
        session.draft_closing.connect(self.flush)
        self._empty.action_triggered.connect(self.new_draft_requested)
        tree.row_chosen.connect(self.choose)
        tree.move_requested.connect(lambda wish: commands.move(wish, tree.rows()))
        tree.rename_requested.connect(commands.rename)
        tree.level_requested.connect(commands.change_level)
        tree.delete_requested.connect(commands.delete)
        tree.menu_requested.connect(self._open_tree_menu)
        self.text.root_chosen.connect(self._go_to)
        self.text.borrowings_requested.connect(self.show_borrowings)
        editor.section_changed.connect(self._follow_cursor)
        editor.table_activated.connect(commands.edit_table)
        editor.undo_requested.connect(self.undo)
        editor.redo_requested.connect(self.redo)
        editor.level_requested.connect(commands.change_level)
        editor.menu_requested.connect(self._open_text_menu)
        commands.section_added.connect(self._show_new)
        commands.section_changed.connect(tree.set_current)
        commands.name_wanted.connect(tree.edit_name)
        commands.notice.connect(self.notice)
        self.counterparts.compare_requested.connect(self.compare_requested)
        self.counterparts.borrow_requested.connect(self.borrow)
        for keys, step in (("F6", 1), ("Shift+F6", -1)):
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self._go_to_pane, step))

    def _go_to_pane(self, step: int) -> None:
        """To the next (1) or the previous (-1) of outline, text and counterparts: Tab has another meaning there."""
        panes = (self.tree, self.editor, self.counterparts)
        focus = QApplication.focusWidget()
        at = next((n for n, pane in enumerate(panes) if focus and (focus is pane or pane.isAncestorOf(focus))), 0)
        panes[(at + step) % len(panes)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _restore(self) -> None:
        setting = self._session.library.setting
        restore_sizes(self.splitter, setting(SPLIT))
        self.counterparts.open_guidance(setting(GUIDANCE) == "open")

    def remember(self) -> None:
        """Keep the look of the page for the next time; called when the window closes."""
        keep = self._session.library.set_setting
        keep(SPLIT, sizes_of(self.splitter))
        keep(GUIDANCE, "open" if self.counterparts.guidance_is_open() else "")

    def restyle(self) -> None:
        """Take over another theme or font size."""
        self.text.restyle()
        self.borrowed.restyle()
        self.counterparts.restyle()

    # Showing ------------------------------------------------------------------------------------------------------

    def _show_draft(self, draft: Draft | None) -> None:
        self._stack.setCurrentWidget(self.splitter if draft else self._empty)
        if draft is None:
            self.tree.set_rows(())
            self.editor.set_lines((), whole=True)
            return
        draft.changed.connect(self._on_changed)
        self._session.read_borrowings()
        self.tree.set_rows(outline_rows(draft.plan))
        self._go_to(ROOT)

    def choose(self, section_id: str) -> None:
        """Show this section and all below it (the whole draft for the topmost row)."""
        self.text.show_section(section_id)

    def _go_to(self, section_id: str) -> None:
        self.tree.set_current(section_id)
        self.choose(section_id)

    def open_clause(self, address: ClauseAddress) -> None:
        """Bring a clause of the draft under the cursor."""
        draft = self._session.draft
        if draft and any(section.id == address.section_id for section in draft.plan.sections):
            self.choose(ROOT)
            self.editor.scroll_to(address.section_id)
            if isinstance(address, FoundAddress):
                self.editor.select_found(address)
            self.editor.setFocus()

    def _show_new(self, section_id: str, title: str) -> None:
        if not self.text.shows(section_id):
            self.choose(ROOT)
        self.tree.set_current(section_id)
        self.text.select_title(section_id, title)

    def _on_changed(self, change: DraftChange) -> None:
        self.tree.set_rows(outline_rows(change.after))
        self.text.show_change()
        self.counterparts.draft_changed()

    def _follow_cursor(self, section_id: str) -> None:
        if self.text.root != ROOT or self.editor.hasFocus():
            self.tree.set_current(section_id)
        if self._session.draft:
            self.counterparts.show_clause(ClauseAddress(self._session.draft.plan.id, section_id))

    # Editing ------------------------------------------------------------------------------------------------------

    def flush(self) -> None:
        """Take over typed text that the editor has not announced yet."""
        self.text.flush()

    def _current(self) -> str:
        """The section that commands work on: at the cursor if the text has the focus, else the tree's current row."""
        self.flush()
        return self.editor.section_at_cursor() if self.editor.hasFocus() else self.tree.current_id()

    def undo(self) -> None:
        self.flush()
        if self._session.draft:
            self._session.draft.undo_stack.undo()

    def redo(self) -> None:
        self.flush()
        if self._session.draft:
            self._session.draft.undo_stack.redo()

    def open_find(self) -> None:
        self.text.open_find()

    def borrow(self, borrowing) -> None:
        """Put a passage into the draft, as `DraftCommands.borrow` says."""
        self.commands.borrow(borrowing)

    def show_borrowings(self) -> None:
        """List what was taken from other plans and is still near its source; the list follows the text."""
        if self._session.draft is None:
            return
        self.flush()
        dialog = BorrowingsDialog(self)
        dialog.section_requested.connect(self._open_section)
        dialog.finished.connect(dialog.deleteLater)
        dialog.show()
        BorrowingsWatch(self._session, dialog).look()

    def _open_section(self, section_id: str) -> None:
        if self._session.draft:
            self.open_clause(ClauseAddress(self._session.draft.plan.id, section_id))

    # Menus --------------------------------------------------------------------------------------------------------

    def _open_tree_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.addActions([self.commands.actions[name] for name in TREE_MENU])
        menu.exec(at)

    def _open_text_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        draft, selected = self._session.draft, self.editor.textCursor().hasSelection()
        key = QKeySequence.StandardKey
        for text, shortcut, slot, usable in (
            (self.tr("撤销"), key.Undo, self.undo, draft is not None and draft.undo_stack.canUndo()),
            (self.tr("重做"), key.Redo, self.redo, draft is not None and draft.undo_stack.canRedo()),
            (self.tr("剪切"), key.Cut, self.editor.cut, selected),
            (self.tr("复制"), key.Copy, self.editor.copy, selected),
            (self.tr("粘贴"), key.Paste, self.editor.paste, self.editor.canPaste()),
        ):
            action = menu.addAction(text, slot)
            action.setShortcut(QKeySequence(shortcut))
            action.setEnabled(usable)
        menu.addSeparator()
        menu.addActions([self.commands.actions[name] for name in TEXT_MENU])
        menu.exec(at)
