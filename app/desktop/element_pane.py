"""The chosen element of a plan under correction: what it says, and the steps that make sense for it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.desktop.correction_rows import kind_text
from app.plans.correction import Act
from app.plans.correction_blocks import blocks_around
from app.plans.correction_headings import can_shift
from app.plans.correction_places import Element, Part, Spot, element_at
from app.plans.model import Box, Figure, Footnote, Paragraph, Plan, Section, Table
from app.plans.outline import block_texts
from widgets.parts import label


@dataclass(frozen=True, slots=True)
class Step:
    """A wish: one act on the chosen element."""

    act: Act
    amount: int = 0
    values: tuple[tuple[str, object], ...] = ()


class ElementPane(QWidget):
    """Shows one element; emits the step that the user wishes."""

    wished = Signal(object)  # Step

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._section_fields = QWidget(self)
        self.number = QLineEdit(self._section_fields)
        self.number.setPlaceholderText(self.tr("如：（一）"))
        self.title = QLineEdit(self._section_fields)
        self.kind = label("", "paneTitle", self)
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.document().setDocumentMargin(12)
        self.text.setAccessibleName(self.tr("选中内容的文字"))
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.cells = QTableWidget(self)
        self.cells.setAccessibleName(self.tr("表格的单元格，第一行是表头；双击或按 F2 修改"))
        self.cells.verticalHeader().hide()
        self.cells.horizontalHeader().hide()
        self.cells.itemChanged.connect(lambda _item: self._wish_cells())
        self.cells.setWordWrap(True)
        self.count = QComboBox(self)
        self.count.setAccessibleName(self.tr("放进专栏或表格的后续段数"))
        self.hint = label("", "faint", self, wrap=True)
        self.buttons = {act: self._button(act) for act in _CAPTIONS}
        self._selected = 0  # paragraphs after the one that is shown that were chosen in the source
        self._deeper = QPushButton(self.tr("降一级（Alt+→）"), self)
        self._deeper.clicked.connect(lambda: self.wished.emit(Step(Act.LEVEL, 1)))
        self._build()
        for field in (self.title, self.number):
            field.returnPressed.connect(self._wish_name)

    def _build(self) -> None:
        fields = QFormLayout(self._section_fields)
        fields.setContentsMargins(12, 4, 12, 4)
        self._number_name = label(self.tr("编号"), "fieldName", self._section_fields)
        fields.addRow(self._number_name, self.number)
        fields.addRow(self.tr("标题"), self.title)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(12, 4, 12, 8)
        self._grid.setSpacing(6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.kind)
        layout.addWidget(self._section_fields)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.cells, 4)
        layout.addWidget(self.hint)
        self.hint.setContentsMargins(12, 0, 12, 0)
        layout.addLayout(self._grid)

    def _button(self, act: Act) -> QPushButton:
        button = QPushButton(self.tr(_CAPTIONS[act]), self)
        button.clicked.connect(lambda: self._wish(act))
        return button

    def _wish(self, act: Act) -> None:
        amount, values = 0, ()
        if act is Act.LEVEL:
            amount = -1
        elif act is Act.SPLIT:
            amount = self.text.textCursor().position()
        elif act in {Act.BOX, Act.TABLE}:
            amount = self.count.currentIndex()
        elif act in {Act.RENAME, Act.LABEL}:
            first = "number" if act is Act.RENAME else "label"
            values = ((first, self.number.text().strip()), ("title", self.title.text().strip()))
        elif act is Act.FOOTNOTE:
            amount = self._selected
        self.wished.emit(Step(act, amount, values))

    def _wish_name(self) -> None:
        self._wish(Act.RENAME if self.buttons[Act.RENAME].isVisibleTo(self) else Act.LABEL)

    def _wish_cells(self) -> None:
        """The cells as they were edited, head first, tabs between the cells of a row."""
        model = self.cells.model()
        columns, rows = range(model.columnCount()), range(model.rowCount())
        said = tuple(
            "\t".join(" ".join(str(model.index(row, at).data() or "").split()) for at in columns) for row in rows
        )
        self.wished.emit(Step(Act.CELLS, 0, (("rows", said),)))

    def show_element(self, plan: Plan, spot: Spot, unit: str = "") -> None:
        """Show the element that stands there, where in the source it is (in `unit`s), and the steps that it allows."""
        self._selected = 0
        element = element_at(plan.sections, spot)
        place = self.tr("　·　原文第 {0} {1}").format(element.line, unit) if unit and element.line else ""
        self.kind.setText(kind_text(element, spot) + place)
        named = _names(element)
        self._section_fields.setVisible(named is not None)
        if named is not None:
            self._number_name.setText(self.tr("编号") if isinstance(element, Section) else self.tr("标签"))
            self.number.setPlaceholderText(_EXAMPLES[type(element)])
            self.number.setText(named[0])
            self.title.setText(named[1])
            self.title.setCursorPosition(0)  # a long title is read from its beginning
        self.text.setPlainText(_words(element))
        self.text.setVisible(bool(self.text.toPlainText()) or not isinstance(element, Table))
        self.cells.setVisible(isinstance(element, Table))
        if isinstance(element, Table):
            self._show_cells(element)
        self._offer(plan, spot, element)

    def _show_cells(self, table: Table) -> None:
        rows = (table.header, *table.rows)
        bold = self.cells.font()
        bold.setBold(True)
        self.cells.blockSignals(True)
        self.cells.setColumnCount(len(table.header))
        self.cells.setRowCount(len(rows))
        for down, row in enumerate(rows):
            for right, cell in enumerate(row):
                item = QTableWidgetItem(cell)
                if down == 0:
                    item.setFont(bold)
                self.cells.setItem(down, right, item)
        self.cells.resizeColumnsToContents()
        self.cells.resizeRowsToContents()
        self.cells.blockSignals(False)

    def choose_following(self, count: int) -> None:
        """Several paragraphs were chosen in the source: the next step takes as many after the one that is shown."""
        self._selected = count
        self.count.setCurrentIndex(min(count, self.count.count() - 1))
        self.hint.setText(self.tr("在原文中选了 {0} 段：标为专栏、表格或脚注时一起处理。").format(count + 1))
        self.hint.show()

    def _offer(self, plan: Plan, spot: Spot, element: Element) -> None:
        """Lay out the buttons of the steps for this kind of element, two in a row."""
        while self._grid.count():
            self._grid.takeAt(0)
        for widget in (*self.buttons.values(), self._deeper, self.count):
            widget.hide()
        shown: list[QWidget] = []
        for act in acts_for(element, spot):
            shown.append(self.buttons[act])
            if act is Act.LEVEL:
                shown.append(self._deeper)
        if isinstance(element, Section):
            self.buttons[Act.LEVEL].setEnabled(can_shift(plan.sections, spot.section, -1))
            self._deeper.setEnabled(can_shift(plan.sections, spot.section, 1))
        for n, widget in enumerate(shown):
            self._grid.addWidget(widget, n // 2 + (widget in self._with_count()), n % 2)
            widget.show()
        if isinstance(element, Paragraph):
            self._grid.addWidget(self.count, 2, 0, 1, 2)  # above the two buttons that it is meant for
            self.count.show()
            self._limit_count(plan, spot)
        self.hint.setText(self.tr(_HINTS.get(type(element), "")))
        self.hint.setVisible(bool(self.hint.text()))

    def _with_count(self) -> tuple[QPushButton, ...]:
        return self.buttons[Act.BOX], self.buttons[Act.TABLE]

    def _limit_count(self, plan: Plan, spot: Spot) -> None:
        around = blocks_around(plan.sections, spot)
        at = spot.inner if spot.part is Part.INNER else spot.block
        following = 0
        for block in around[at + 1 :]:
            if not isinstance(block, Paragraph | Table):
                break
            following += 1
        self.count.clear()
        self.count.addItem(self.tr("专栏或表格：只有这一段"))
        self.count.addItems([self.tr("专栏或表格：连同后面 {0} 段").format(n) for n in range(1, following + 1)])
        has_next = at + 1 < len(around) and isinstance(around[at + 1], Paragraph)
        self.buttons[Act.MERGE].setEnabled(has_next)
        self.buttons[Act.SPLIT].setEnabled(True)


_CAPTIONS = {
    Act.RENAME: "改编号和标题",
    Act.LEVEL: "升一级（Alt+←）",
    Act.PARAGRAPH: "改为段落",
    Act.HEADING: "改为标题",
    Act.SPLIT: "在光标处拆分",
    Act.MERGE: "与下一段合并",
    Act.LEAVE_BOX: "此段起移出专栏",
    Act.FOOTNOTE: "标为脚注",
    Act.BOX: "标为专栏",
    Act.TABLE: "标为表格",
    Act.LABEL: "改标签和标题",
    Act.TEXT: "还原为段落",
}
_EXAMPLES = {Section: "如：（一）", Box: "如：专栏1", Table: "如：表1", Figure: "如：图1"}
_HINTS = {
    Paragraph: "拆分：先把光标放到要断开的地方。几段一起标记：先在左边原文里选中这几段。",
    Table: "双击单元格（或 F2）直接修改；清空一整行即删去这一行。",
}


def acts_for(element: Element, spot: Spot) -> tuple[Act, ...]:
    """The steps that make sense for an element."""
    match element:
        case Section():
            named = element.number or element.title
            return (Act.RENAME, Act.PARAGRAPH, Act.LEVEL) if named else (Act.RENAME, Act.LEVEL)
        case Paragraph() if spot.part is Part.INNER:
            return (Act.SPLIT, Act.MERGE, Act.LEAVE_BOX, Act.FOOTNOTE, Act.TABLE)
        case Paragraph():
            return (Act.SPLIT, Act.MERGE, Act.HEADING, Act.FOOTNOTE, Act.BOX, Act.TABLE)
        case Table() if spot.part is Part.INNER:
            return (Act.LABEL, Act.LEAVE_BOX, Act.TEXT)
        case Box() | Table() | Figure():
            return (Act.LABEL, Act.TEXT)
        case Footnote():
            return (Act.TEXT,)


def _names(element: Element) -> tuple[str, str] | None:
    """Number or label, and title, of what has them."""
    match element:
        case Section():
            return element.number, element.title
        case Box():
            return element.label, element.title
        case Table() | Figure():
            return element.label or "", element.caption or ""
    return None


def _words(element: Element) -> str:
    match element:
        case Section():
            return "\n".join(text for block in element.blocks for text in block_texts(block))
        case Footnote():
            return f"{element.mark} {element.text}"
        case Table():
            return "\n".join(element.notes)
        case _:
            return "\n".join(text for text in block_texts(element) if text)
