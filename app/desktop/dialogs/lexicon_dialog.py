"""主题词表: the subject list, to be looked through and changed; nothing counts before 确定."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.matching import lexicon
from app.matching.lexicon import Entry, Lexicon
from widgets.parts import label, main_button
from widgets.word_list import WordList

_ID = Qt.ItemDataRole.UserRole
ABOUT = (
    "程序按这张表判断一个条款写的是什么主题：标题里有“标题用语”即归入，正文里“信号词”越多越可能归入。"
    "改动只存在这个规划库里，确定后重新归类和查找对应条款。"
)


class LexiconDialog(QDialog):
    """Topics at the left, the words of the current one at the right; `chosen` carries the list as it was changed."""

    chosen = Signal(object)  # Lexicon

    def __init__(self, entries: Lexicon, parent: QWidget | None = None, topic_id: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("主题词表"))
        self.resize(860, 620)
        self._first = self._entries = entries
        self._undone: list[Lexicon] = []
        self._done: list[Lexicon] = []
        self._build()
        self._wire()
        self._show_list(topic_id or entries[0].id)

    # Building -----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        parts = QSplitter(Qt.Orientation.Horizontal, self, childrenCollapsible=False)
        parts.addWidget(self._build_topics())
        parts.addWidget(self._build_words())
        parts.setSizes([300, 560])
        self.summary = label("", "faint", self)
        self.undo_button, self.redo_button = QPushButton(self.tr("撤销"), self), QPushButton(self.tr("重做"), self)
        self.reset_all = QPushButton(self.tr("全部恢复原表"), self)
        self.buttons = QDialogButtonBox(self)
        for button, tip in (
            (self.undo_button, self.tr("撤销上一步（Ctrl+Z）")),
            (self.redo_button, self.tr("重做（Ctrl+Y）")),
            (self.reset_all, self.tr("去掉全部改动，回到程序自带的词表；确定之前可以撤销")),
        ):
            button.setAutoDefault(False)
            button.setToolTip(tip)
            self.buttons.addButton(button, QDialogButtonBox.ButtonRole.ResetRole)
        self.take = main_button(self.tr("确定"), self)
        self.take.setAutoDefault(False)
        self.buttons.addButton(self.take, QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton(self.tr("取消"), QDialogButtonBox.ButtonRole.RejectRole).setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.addWidget(label(self.tr(ABOUT), "faint", self, wrap=True))
        layout.addWidget(parts, 1)
        layout.addWidget(self.summary)
        layout.addWidget(self.buttons)

    def _build_topics(self) -> QWidget:
        holder = QWidget(self)
        self.search = QLineEdit(holder)
        self.search.setPlaceholderText(self.tr("查找主题或其中的词"))
        self.search.setAccessibleName(self.tr("查找主题"))
        self.search.setClearButtonEnabled(True)
        self.topics = QListWidget(holder)
        self.topics.setObjectName("framedText")
        self.topics.setAccessibleName(self.tr("主题"))
        self.new_name = QLineEdit(holder)
        self.new_name.setPlaceholderText(self.tr("新主题的名称"))
        self.new_name.setAccessibleName(self.tr("新主题的名称"))
        self.add = QPushButton(self.tr("新增"), holder)
        self.add.setAutoDefault(False)
        row = QHBoxLayout()
        row.addWidget(self.new_name, 1)
        row.addWidget(self.add)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 8, 0)
        column.addWidget(self.search)
        column.addWidget(self.topics, 1)
        column.addLayout(row)
        return holder

    def _build_words(self) -> QWidget:
        holder = QWidget(self)
        self.name = QLineEdit(holder)
        self.name.setAccessibleName(self.tr("主题名称"))
        self.hidden = QCheckBox(self.tr("隐藏"), holder)
        self.hidden.setToolTip(self.tr("隐藏的主题不参加归类和查找，覆盖表里也不再列出"))
        self.reset = QPushButton(holder)
        self.reset.setAutoDefault(False)
        add, out = self.tr("加入"), self.tr("去掉")
        self.names = WordList(self.tr("标题用语与同义说法"), self.tr("标题里有它，即归入这个主题"), add, out, holder)
        self.words = WordList(self.tr("信号词"), self.tr("正文里有它，可能是这个主题"), add, out, holder)
        row = QHBoxLayout()
        row.addWidget(label(self.tr("名称"), "pageTitle", holder))
        row.addWidget(self.name, 1)
        row.addWidget(self.hidden)
        row.addWidget(self.reset)
        lists = QHBoxLayout()
        lists.setSpacing(12)
        lists.addWidget(self.names)
        lists.addWidget(self.words)
        column = QVBoxLayout(holder)
        column.setContentsMargins(8, 0, 0, 0)
        column.addLayout(row)
        column.addSpacing(6)
        column.addLayout(lists, 1)
        return holder

    def _wire(self) -> None:
        self.search.textChanged.connect(lambda _text: self._narrow())
        self.topics.currentItemChanged.connect(lambda _item, _before: self._show_entry())
        self.add.clicked.connect(self._add)
        self.new_name.returnPressed.connect(self._add)
        self.name.editingFinished.connect(self._rename)
        self.hidden.clicked.connect(lambda on: self._change(hidden=on))
        self.names.changed.connect(lambda words: self._change(names=words))
        self.words.changed.connect(lambda words: self._change(words=words))
        self.reset.clicked.connect(self._reset)
        self.reset_all.clicked.connect(lambda: self._set(lexicon.shipped()))
        self.undo_button.clicked.connect(self.undo)
        self.redo_button.clicked.connect(self.redo)
        for key, answer in ((QKeySequence.StandardKey.Undo, self.undo), (QKeySequence.StandardKey.Redo, self.redo)):
            QShortcut(QKeySequence(key), self).activated.connect(answer)
        self.buttons.accepted.connect(self._take)
        self.buttons.rejected.connect(self.reject)

    # Showing ------------------------------------------------------------------------------------------------------

    def entries(self) -> Lexicon:
        return self._entries

    def current(self) -> Entry | None:
        item = self.topics.currentItem()
        return next((one for one in self._entries if item and one.id == item.data(_ID)), None)

    def go_to(self, topic_id: str) -> None:
        """Make a topic the current one."""
        for row in range(self.topics.count()):
            if self.topics.item(row).data(_ID) == topic_id:
                self.topics.setCurrentRow(row)

    def _show_list(self, topic_id: str) -> None:
        self.topics.blockSignals(True)
        self.topics.clear()
        for one in self._entries:
            item = QListWidgetItem(_line(one), self.topics)
            item.setData(_ID, one.id)
            font = item.font()
            font.setItalic(one.hidden)
            item.setFont(font)
        self.topics.blockSignals(False)
        self.topics.setCurrentRow(0)
        self.go_to(topic_id)
        self._narrow()
        self._show_entry()
        self._show_state()

    def _show_entry(self) -> None:
        one = self.current()
        if one is None:
            return
        self.name.setText(one.name)
        self.hidden.setChecked(one.hidden)
        self.reset.setText(self.tr("删除") if one.own else self.tr("恢复原样"))
        self.reset.setEnabled(one.own or lexicon.is_changed(one))
        self.names.set_words(one.names)
        self.words.set_words(one.words)

    def _show_state(self) -> None:
        self.undo_button.setEnabled(bool(self._done))
        self.redo_button.setEnabled(bool(self._undone))
        self.reset_all.setEnabled(self._entries != lexicon.shipped())
        changed = sum(lexicon.is_changed(one) and not one.own for one in self._entries)
        own, hidden = sum(one.own for one in self._entries), sum(one.hidden for one in self._entries)
        text = self.tr("共 {0} 个主题：改动 {1} 个，自建 {2} 个，隐藏 {3} 个")
        self.summary.setText(text.format(len(self._entries), changed, own, hidden))

    def _narrow(self) -> None:
        wanted = self.search.text().strip()
        for row, one in enumerate(self._entries):
            said = (one.name, *one.names, *one.words)
            self.topics.item(row).setHidden(not any(wanted in word for word in said))

    # Changing -----------------------------------------------------------------------------------------------------

    def _set(self, entries: Lexicon, topic_id: str = "") -> None:
        """Take a step that can be undone; one topic at least is not hidden."""
        if entries == self._entries or all(one.hidden for one in entries):
            self._show_entry()
            return
        self._done.append(self._entries)
        self._undone.clear()
        self._show(entries, topic_id)

    def _show(self, entries: Lexicon, topic_id: str = "") -> None:
        present = self.current()
        self._entries = entries
        self._show_list(topic_id or (present.id if present else entries[0].id))

    def _change(self, **change) -> None:
        one = self.current()
        if one is not None:
            self._set(lexicon.with_entry(self._entries, replace(one, **change)))

    def _rename(self) -> None:
        name, one = self.name.text().strip(), self.current()
        if one is None or name == one.name:
            return
        if name and all(name != other.name for other in self._entries):
            self._change(name=name)
        else:
            self.name.setText(one.name)

    def _add(self) -> None:
        name = self.new_name.text().strip()
        known = next((one for one in self._entries if one.name == name), None)
        if known is not None:
            self.go_to(known.id)
        elif name:
            entries = lexicon.with_new(self._entries, name)
            self.search.clear()
            self._set(entries, entries[-1].id)
            self.words.box.setFocus()
        self.new_name.clear()

    def _reset(self) -> None:
        """Bring a shipped topic back as it was; take out one of the drafter's."""
        one = self.current()
        if one is not None:
            change = lexicon.without if one.own else lexicon.as_shipped
            self._set(change(self._entries, one.id))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes over what is typed in a line; only with Ctrl does it close the dialog."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._take()
            return
        super().keyPressEvent(event)

    def undo(self) -> None:
        if self._done:
            self._undone.append(self._entries)
            self._show(self._done.pop())

    def redo(self) -> None:
        if self._undone:
            self._done.append(self._entries)
            self._show(self._undone.pop())

    def _take(self) -> None:
        """Close with what was changed, words that were typed and not yet added among it."""
        self._rename()
        for typed in (self.names, self.words):
            typed.take_typed()
        self.accept()
        if self._entries != self._first:
            self.chosen.emit(self._entries)


def _line(one: Entry) -> str:
    marks = [word for on, word in ((one.hidden, "隐藏"), (one.own, "自建")) if on]
    if not one.own and not one.hidden and lexicon.is_changed(one):
        marks.append("已改")
    return f"{one.name}　〔{'、'.join(marks)}〕" if marks else one.name
