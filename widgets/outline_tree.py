"""A tree of headings that can be renamed, dragged and walked by keyboard; it shows rows and emits wishes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QTreeWidget, QTreeWidgetItem, QWidget

_ID = Qt.ItemDataRole.UserRole
_NAME = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class OutlineRow:
    """One heading: `text` is shown, `name` is what renaming edits; level 1 is the top."""

    id: str
    text: str
    name: str
    level: int
    tooltip: str = ""


@dataclass(frozen=True, slots=True)
class OutlineMove:
    """A wish: the row `id` with all below it is to stand before the row now at `index`, at `level`."""

    id: str
    index: int
    level: int


@dataclass(frozen=True, slots=True)
class OutlineRename:
    """A wish: the row `id` is to be called `name`."""

    id: str
    name: str


class _NameDelegate(QStyledItemDelegate):
    """Edits the name of a row instead of its shown text."""

    renamed = Signal(object)  # OutlineRename

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        editor.setProperty("text", index.data(_NAME))

    def setModelData(self, editor: QWidget, _model, index: QModelIndex | QPersistentModelIndex) -> None:
        name = str(editor.property("text")).strip()
        if name and name != index.data(_NAME):
            self.renamed.emit(OutlineRename(index.data(_ID), name))


class OutlineTree(QTreeWidget):
    """Shows rows in reading order as a tree. Nothing moves or changes its name until new rows are set."""

    row_chosen = Signal(str)  # id; by click or keyboard
    move_requested = Signal(object)  # OutlineMove
    rename_requested = Signal(object)  # OutlineRename
    level_requested = Signal(int)  # +1 demote, -1 promote the current row
    delete_requested = Signal(str)  # id
    menu_requested = Signal(object)  # QPoint on the screen

    def __init__(self, parent: QWidget | None = None, read_only: bool = False) -> None:
        super().__init__(parent)
        self.setObjectName("outlineTree")
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(16)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._read_only = read_only
        self._rows: tuple[OutlineRow, ...] = ()
        self._items: dict[str, QTreeWidgetItem] = {}
        self._quiet = False
        if not read_only:
            names = _NameDelegate(self)
            names.renamed.connect(self.rename_requested)
            self.setItemDelegate(names)
            self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
            self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        else:
            self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._ask_menu)
        self.currentItemChanged.connect(self._on_current)

    def rows(self) -> tuple[OutlineRow, ...]:
        return self._rows

    def set_rows(self, rows: Sequence[OutlineRow]) -> None:
        """Show these rows; expansion, current row and scroll position stay where they can."""
        rows = tuple(rows)
        if [(row.id, row.level) for row in rows] == [(row.id, row.level) for row in self._rows]:
            for row, old in zip(rows, self._rows, strict=True):
                if row != old:
                    self._fill(self._items[row.id], row)
            self._rows = rows
            return
        current, scroll = self.current_id(), self.verticalScrollBar().value()
        collapsed = {id for id, item in self._items.items() if item.childCount() and not item.isExpanded()}
        self._rows = rows
        self._quiet = True
        self._rebuild(collapsed)
        self._quiet = False
        if current:
            self.set_current(current)
        self.verticalScrollBar().setValue(scroll)

    def _rebuild(self, collapsed: set[str]) -> None:
        self.clear()
        self._items = {}
        open_at: list[tuple[int, QTreeWidgetItem]] = []
        tops: list[QTreeWidgetItem] = []
        for row in self._rows:
            while open_at and open_at[-1][0] >= row.level:
                open_at.pop()
            item = QTreeWidgetItem(open_at[-1][1]) if open_at else QTreeWidgetItem()
            if not open_at:
                tops.append(item)
            self._fill(item, row)
            self._items[row.id] = item
            open_at.append((row.level, item))
        self.addTopLevelItems(tops)
        for row_id, item in self._items.items():
            if item.childCount():
                item.setExpanded(row_id not in collapsed)

    def _fill(self, item: QTreeWidgetItem, row: OutlineRow) -> None:
        item.setText(0, row.text)
        item.setToolTip(0, row.tooltip or row.text)
        item.setData(0, _ID, row.id)
        item.setData(0, _NAME, row.name)
        if not self._read_only:
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)

    def current_id(self) -> str:
        item = self.currentItem()
        return item.data(0, _ID) if item else ""

    def set_current(self, row_id: str) -> None:
        """Mark a row without announcing it."""
        if row_id in self._items and row_id != self.current_id():
            self._quiet = True
            self.setCurrentItem(self._items[row_id])
            self._quiet = False

    def fold(self, row_ids: Iterable[str]) -> None:
        """Hide what stands below these rows."""
        for row_id in row_ids:
            if row_id in self._items:
                self._items[row_id].setExpanded(False)

    def edit_name(self, row_id: str) -> None:
        if row_id in self._items:
            self.editItem(self._items[row_id], 0)

    def _on_current(self, current: QTreeWidgetItem | None, _previous: QTreeWidgetItem | None) -> None:
        if current is not None and not self._quiet:
            self.row_chosen.emit(current.data(0, _ID))

    def _ask_menu(self, at: QPoint) -> None:
        self.menu_requested.emit(self.viewport().mapToGlobal(at))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._read_only:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.level_requested.emit(1 if event.key() == Qt.Key.Key_Tab else -1)
        elif event.key() == Qt.Key.Key_Delete and self.current_id():
            self.delete_requested.emit(self.current_id())
        else:
            super().keyPressEvent(event)

    def event(self, event) -> bool:
        """Tab changes the level here instead of the focus; who uses the tree has another key to leave it."""
        if (
            event.type() == event.Type.KeyPress
            and not self._read_only
            and event.key()
            in (
                Qt.Key.Key_Tab,
                Qt.Key.Key_Backtab,
            )
        ):
            self.keyPressEvent(event)
            return True
        return super().event(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Turn the drop into a wish; the tree itself moves nothing."""
        target, dragged = self.itemAt(event.position().toPoint()), self.currentItem()
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        if target is None or dragged is None or target is dragged:
            return
        ids = [row.id for row in self._rows]
        at = ids.index(target.data(0, _ID))
        level = self._rows[at].level
        end = at + 1
        while end < len(self._rows) and self._rows[end].level > level:
            end += 1
        where = self.dropIndicatorPosition()
        if where == QAbstractItemView.DropIndicatorPosition.AboveItem:
            move = OutlineMove(dragged.data(0, _ID), at, level)
        elif where == QAbstractItemView.DropIndicatorPosition.BelowItem:
            move = OutlineMove(dragged.data(0, _ID), end, level)
        else:
            move = OutlineMove(dragged.data(0, _ID), end, level + 1)
        self.move_requested.emit(move)
