"""What can be done to the outline and the blocks of a draft: one command each for tool bar, menus and keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from app.desktop.dialogs.table_dialog import TableDialog
from app.desktop.draft import Draft
from app.desktop.outline_rows import ROOT
from app.desktop.session import Session
from app.drafting import edit
from app.matching.decisions import Borrowing
from app.plans.model import Block, Box, Paragraph, Section, Table
from app.plans.outline import heading
from widgets.crumb_bar import shortened
from widgets.notice_bar import Notice
from widgets.outline_tree import OutlineMove, OutlineRename, OutlineRow


@dataclass(frozen=True, slots=True)
class _Spec:
    name: str
    text: str
    hint: str
    key: str
    slot: Callable[[], None]
    sign: str = ""


class DraftCommands(QObject):
    """Changes the session's draft at the section that `current` names; nothing here shows anything."""

    section_added = Signal(str, str)  # id and title of a new section
    section_changed = Signal(str)  # id of the section that a command worked on
    name_wanted = Signal(str)  # id of the section that is to be renamed in place
    notice = Signal(object)  # Notice

    def __init__(self, session: Session, page: QWidget, current: Callable[[], str]) -> None:
        super().__init__(page)
        self._session, self._page, self._current = session, page, current
        self.actions = {spec.name: self._action(spec) for spec in self._specs()}

    def _specs(self) -> tuple[_Spec, ...]:
        tr = self.tr
        return (
            _Spec("add", tr("＋同级"), tr("在本节之后新增同级章节"), "Ctrl+Return", lambda: self._add(child=False)),
            _Spec("add_child", tr("＋下级"), tr("新增下级章节"), "Ctrl+Shift+Return", lambda: self._add(child=True)),
            _Spec("up", tr("上移"), tr("连同下级"), "Alt+Up", lambda: self._edit(tr("上移"), edit.move_up), "↑"),
            _Spec("down", tr("下移"), tr("连同下级"), "Alt+Down", lambda: self._edit(tr("下移"), edit.move_down), "↓"),
            _Spec("promote", tr("升级"), tr("提高一级"), "Alt+Left", lambda: self.change_level(-1), "←"),
            _Spec("demote", tr("降级"), tr("降低一级"), "Alt+Right", lambda: self.change_level(1), "→"),
            _Spec("rename", tr("改标题"), tr("改本节标题"), "F2", lambda: self.name_wanted.emit(self._current())),
            _Spec("delete", tr("删除"), tr("删除本节及其下级（可撤销）"), "", self.delete),
            _Spec("box", tr("插入专栏"), tr("在本节末尾插入专栏"), "", self._insert_box),
            _Spec(
                "table",
                tr("插入表格"),
                tr("在本节末尾插入表格；双击表格，或光标在表格行时按 F2，可编辑"),
                "",
                self._insert_table,
            ),
        )

    def _action(self, spec: _Spec) -> QAction:
        action = QAction(spec.text, self._page)
        action.setToolTip(f"{spec.hint}（{spec.key}）" if spec.key else spec.hint)
        action.setIconText(spec.sign or spec.text)
        if spec.key:
            action.setShortcut(QKeySequence(spec.key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(spec.slot)
        self._page.addAction(action)
        return action

    # The outline --------------------------------------------------------------------------------------------------

    @property
    def _draft(self) -> Draft | None:
        return self._session.draft

    def _sections(self) -> tuple[Section, ...]:
        return self._draft.plan.sections if self._draft else ()

    def _index_of(self, section_id: str) -> int | None:
        return next((i for i, section in enumerate(self._sections()) if section.id == section_id), None)

    def _edit(self, label: str, change: Callable[[tuple[Section, ...], int], tuple[Section, ...]]) -> None:
        index = self._index_of(self._current())
        if self._draft is None or index is None:
            return
        section_id = self._sections()[index].id
        after = change(self._sections(), index)
        if after == self._sections():
            self._say(self.tr("这里不能{0}：提纲的级次不允许。").format(label), 4)
            return
        self._draft.set_sections(label, after)
        self.section_changed.emit(section_id)

    def change_level(self, by: int) -> None:
        """Demote (+1) or promote (-1) the current section with all below it."""
        if by > 0:
            self._edit(self.tr("降级"), edit.demote)
        else:
            self._edit(self.tr("升级"), edit.promote)

    def _add(self, child: bool) -> None:
        index = self._index_of(self._current())
        if self._draft is None:
            return
        at = len(self._sections()) - 1 if index is None else index
        level = self._sections()[index].level + 1 if child and index is not None else None
        title = self.tr("新章节")
        sections = edit.add(self._sections(), at, level, title)
        known = {section.id for section in self._sections()}
        new = next(section.id for section in sections if section.id not in known)
        self._draft.set_sections(self.tr("新增章节"), sections)
        self.section_added.emit(new, title)

    def rename(self, wish: OutlineRename) -> None:
        """Give a section, or the plan itself, the title that was typed in the outline."""
        self._current()  # takes over what was typed in the text a moment ago
        index = self._index_of(wish.id)
        if self._draft is None:
            return
        if wish.id == ROOT:
            front = replace(self._draft.plan.front, title=wish.name)
            self._draft.set_plan(self.tr("改标题"), replace(self._draft.plan, front=front))
        elif index is not None:
            self._draft.set_sections(self.tr("改标题"), edit.rename(self._sections(), index, wish.name))

    def move(self, wish: OutlineMove, rows: tuple[OutlineRow, ...]) -> None:
        """Move a section to where it was dropped in the outline, whose first row is the plan itself."""
        self._current()
        index = self._index_of(wish.id)
        if self._draft is None or index is None:
            return
        before = self._index_of(rows[wish.index].id) if wish.index < len(rows) else len(self._sections())
        after = edit.move(self._sections(), index, before or 0, max(1, wish.level - 1))
        self._draft.set_sections(self.tr("移动章节"), after)

    def delete(self) -> None:
        index = self._index_of(self._current())
        if self._draft is None or index is None:
            return
        section = self._sections()[index]
        self._draft.set_sections(self.tr("删除章节"), edit.delete(self._sections(), index))
        self._say(self.tr("已删除“{0}”及其下级。按 Ctrl+Z 恢复。").format(shortened(heading(section))), 8)

    # Boxes, tables, borrowed passages -----------------------------------------------------------------------------

    def _append(self, label: str, *blocks: Block, section_id: str = "") -> Section | None:
        """Put blocks at the end of a section, the current one if none is named; None if there is none."""
        current = self._current()
        index = self._index_of(section_id)
        index = self._index_of(current) if index is None else index
        if self._draft is None or index is None:
            self._say(self.tr("请先把光标放到要插入的章节里。"), 6)
            return None
        section = self._sections()[index]
        self._draft.set_sections(label, edit.set_blocks(self._sections(), index, (*section.blocks, *blocks)))
        return section

    def _insert_box(self) -> None:
        text = Paragraph(self.tr("专栏内容。"))
        self._append(self.tr("插入专栏"), Box("专栏", self.tr("专栏标题"), (text,)))

    def _insert_table(self) -> None:
        empty = Table(self.tr("表名"), ("", "", ""), (("", "", ""), ("", "", "")))
        table = TableDialog.edit(empty, self._page)
        if table is not None:
            self._append(self.tr("插入表格"), table)

    def edit_table(self, section_id: str, number: int) -> None:
        """Let the user change a table of a section: the one before which `number` others stand there."""
        index = self._index_of(section_id)
        known = [] if index is None else _tables(self._sections()[index])
        if self._draft is None or index is None or number >= len(known):
            return
        table = TableDialog.edit(known[number], self._page)
        if table is not None and table != known[number]:
            before = self._sections()
            changed = _with_table(before[index], number, table)
            self._draft.set_sections(self.tr("改表格"), (*before[:index], changed, *before[index + 1 :]))

    def borrow(self, borrowing: Borrowing) -> None:
        """Put a passage of a reference at the end of the section that it was taken for, or of the current one; where
        it came from is remembered in the library."""
        passage = tuple(Paragraph(line.strip()) for line in borrowing.text.splitlines() if line.strip())
        section = self._append(self.tr("借用"), *passage, section_id=borrowing.section_id)
        if section is None:
            return
        self._session.remember_borrowing(replace(borrowing, section_id=section.id))
        text = self.tr("已把《{0}》{1}的文字放进“{2}”，出处已记下。按 Ctrl+Z 撤销。")
        self._say(text.format(borrowing.source_title, borrowing.source_path, shortened(heading(section))), 8)

    def _say(self, text: str, seconds: int) -> None:
        self.notice.emit(Notice(text, seconds=seconds))


def _tables(section: Section) -> list[Table]:
    """The tables of a section in reading order, those in boxes among them."""
    inner = (block.blocks if isinstance(block, Box) else (block,) for block in section.blocks)
    return [block for blocks in inner for block in blocks if isinstance(block, Table)]


def _with_table(section: Section, number: int, table: Table) -> Section:
    """The section with another table in the place of one, counted as `_tables` counts; others may be its like."""
    tables = _tables(section)
    following = iter((*tables[:number], table, *tables[number + 1 :]))

    def kept(block: Block) -> Block:
        if isinstance(block, Box):
            inner = tuple(next(following) if isinstance(one, Table) else one for one in block.blocks)
            return replace(block, blocks=inner)
        return next(following) if isinstance(block, Table) else block

    return replace(section, blocks=tuple(kept(block) for block in section.blocks))
