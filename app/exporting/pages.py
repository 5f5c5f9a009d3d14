"""On which page everything will stand: the layout reckoned without a word processor.

Exact line heights and a fixed character pitch make a page a grid, so that lines can be counted. A reader whose faces
differ in Latin widths may break a line elsewhere; Word refreshes the numbers on opening.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.exporting.house_style import EM, STYLES, TEXT_HEIGHT, TEXT_WIDTH, ParagraphStyle
from app.exporting.measure import em_width, line_count
from app.exporting.oxml import NAMESPACES, Element, attribute, qualified, text_of

_NOTE_LINE = STYLES["FootnoteText"].line
_NOTE_RULE = 240  # the rule above the notes with its room
_NOTE_WIDTH = TEXT_WIDTH / (STYLES["FootnoteText"].size * 10)
_ROW_RULE, _TABLE_RULE = 10, 20  # twips that rules add to a row and to a table
_P, _TBL = qualified("p"), qualified("tbl")


@dataclass(slots=True)
class Layout:
    """Where things stand: page of each bookmark, last page, and the twips used on it."""

    pages: dict[str, int] = field(default_factory=dict)
    page: int = 1
    used: int = 0
    room_above: int = 0  # left by the paragraph before
    _notes: int = 0

    @property
    def free(self) -> int:
        """Twips left on the last page."""
        return TEXT_HEIGHT - self.used - self._notes

    def new_page(self) -> None:
        self.page, self.used, self.room_above, self._notes = self.page + 1, 0, 0, 0

    def place(self, height: int, note_lines: int = 0) -> None:
        """Put something that is not divided on this page, else on the next, with its footnotes at the page's foot."""
        if height + self._room_for(note_lines) > self.free and self.used:
            self.new_page()
        self._notes += self._room_for(note_lines)
        self.used += height

    def _room_for(self, note_lines: int) -> int:
        if not note_lines:
            return 0
        return note_lines * _NOTE_LINE + (0 if self._notes else _NOTE_RULE)


def lay_out(body: Sequence[Element], notes: Sequence[str] = ()) -> Layout:
    """Reckon the layout of a body; `notes` are the texts of the footnotes in order."""
    layout = Layout()
    index = 0
    while index < len(body):
        element = body[index]
        if element.tag == _TBL:
            _place_table(layout, element)
        elif element.tag == _P:
            _keep_with_next(layout, body, index)
            _place_paragraph(layout, element, notes)
        index += 1
    return layout


def _keep_with_next(layout: Layout, body: Sequence[Element], index: int) -> None:
    """Turn the page before a run of headings when the first line after them does not fit on this one."""
    needed, at = 0, index
    while at < len(body) and body[at].tag == _P and _keeps_next(body[at]):
        needed += _height(body[at], TEXT_WIDTH)
        at += 1
    if at == index or at == len(body) or (index and body[index - 1].tag == _P and _keeps_next(body[index - 1])):
        return
    follower = body[at]
    needed += _needed_height(follower) if follower.tag == _TBL else _style(follower).line
    if needed > layout.free and layout.used:
        layout.new_page()


def _place_paragraph(layout: Layout, element: Element, notes: Sequence[str]) -> None:
    style = _style(element)
    if element.find("w:pPr/w:pageBreakBefore", NAMESPACES) is not None and layout.used:
        layout.new_page()
    before, after = _room(element, style)
    if layout.used or before > 400:  # room at the head of a page counts only where it was put on purpose
        layout.used += max(0, before - layout.room_above)  # of two paragraphs' rooms the larger one counts
    lines = _lines(element, style, TEXT_WIDTH)
    at_line = _note_lines(element, style, notes, lines)
    for number in range(lines):
        layout.place(style.line if style.id != "AgencyMark" else _own_line(element), at_line.get(number, 0))
        if number == 0:
            _remember(layout, element)
    layout.used += after
    layout.room_above = after
    if element.find("w:pPr/w:sectPr", NAMESPACES) is not None:
        layout.new_page()


def _note_lines(element: Element, style: ParagraphStyle, notes: Sequence[str], lines: int) -> dict[int, int]:
    """How many lines of footnotes belong to each line of a paragraph."""
    result: dict[int, int] = {}
    before = ""
    for node in element.iter(qualified("t"), qualified("footnoteReference")):
        if node.tag == qualified("t"):
            before += node.text or ""
            continue
        at = min(lines, line_count(before + "注", TEXT_WIDTH / EM, style.indent / EM)) - 1
        text = notes[int(node.get(qualified("id"), "1")) - 1]
        result[at] = result.get(at, 0) + line_count(text, _NOTE_WIDTH, 1.5)
    return result


def _remember(layout: Layout, element: Element) -> None:
    for mark in element.iter(qualified("bookmarkStart")):
        layout.pages[mark.get(qualified("name"), "")] = layout.page


def _place_table(layout: Layout, element: Element) -> None:
    layout.room_above = 0
    _, head, rows = _table_rows(element)
    if _is_kept_together(element):
        layout.place(head + sum(height for height, _, _ in rows) + _TABLE_RULE)
        return
    layout.place(head + _TABLE_RULE)
    for height, divisible, line in rows:
        if divisible:
            for _ in range(max(1, height // line)):
                _place_row(layout, line, head)
        else:
            _place_row(layout, height, head)


def _needed_height(element: Element) -> int:
    """What a table must have on the page where it begins."""
    first, head, rows = _table_rows(element)
    return head + sum(height for height, _, _ in rows) + _TABLE_RULE if _is_kept_together(element) else first


def _is_kept_together(element: Element) -> bool:
    return element.find("w:tr/w:tc/w:p/w:pPr/w:keepNext", NAMESPACES) is not None and all(
        row.find("w:tc/w:p/w:pPr/w:keepNext", NAMESPACES) is not None for row in element.findall(qualified("tr"))[:-1]
    )


def _place_row(layout: Layout, height: int, head: int) -> None:
    page = layout.page
    layout.place(height)
    if layout.page != page:
        layout.used += head + _TABLE_RULE


def _table_rows(element: Element) -> tuple[int, int, list[tuple[int, bool, int]]]:
    """The height of the head and first row together, that of the head, and each row's height, whether it may be
    divided, and the height of its line."""
    head, rows = 0, []
    for row in element.iterfind("w:tr", NAMESPACES):
        height, line = _row_height(row)
        if row.find("w:trPr/w:tblHeader", NAMESPACES) is not None:
            head += height
        else:
            rows.append((height, row.find("w:trPr/w:cantSplit", NAMESPACES) is None, line))
    return head + (rows[0][2] if rows else 0), head, rows


def _row_height(row: Element) -> tuple[int, int]:
    least = int(attribute(row, "w:trPr/w:trHeight") or 0)
    height, line = 0, 400
    for cell in row.iterfind("w:tc", NAMESPACES):
        width = int(attribute(cell, "w:tcPr/w:tcW", "w") or TEXT_WIDTH)
        inner = width - (_sides(cell, "w:tcPr/w:tcMar/*") or _sides(row, "../w:tblPr/w:tblCellMar/*"))
        content = 0
        for child in cell:
            if child.tag == _P:
                content += _height(child, inner)
                line = _style(child).line
            elif child.tag == _TBL:
                _, head, rows = _table_rows(child)
                content += head + sum(height for height, _, _ in rows)
        height = max(height, content)
    return max(least, height) + _ROW_RULE, line


def _sides(element: Element, path: str) -> int:
    return sum(int(side.get(qualified("w"), "0")) for side in element.iterfind(path, NAMESPACES))


def _height(element: Element, width: int) -> int:
    style = _style(element)
    return sum(_room(element, style)) + _lines(element, style, width) * style.line


def _lines(element: Element, style: ParagraphStyle, width: int) -> int:
    size = int(attribute(element, "w:r/w:rPr/w:sz") or style.size)
    em = size * 10 + style.tracking
    room = (width - style.left - style.right) / em
    breaks = sum(1 for _ in element.iter(qualified("br")))
    text = text_of(element)
    if style.contents_tab:
        return line_count(text + "…", room)  # the leader takes a character at least
    if em_width(text) <= room - style.indent / em:
        return 1 + breaks
    return line_count(text, room, style.indent / em) if not breaks else breaks + 1


def _own_line(element: Element) -> int:
    return int(attribute(element, "w:pPr/w:spacing", "line") or 0)


def _room(element: Element, style: ParagraphStyle) -> tuple[int, int]:
    before = attribute(element, "w:pPr/w:spacing", "before")
    after = attribute(element, "w:pPr/w:spacing", "after")
    return (
        style.before if before is None else int(before),
        style.after if after is None else int(after),
    )


def _keeps_next(element: Element) -> bool:
    return _style(element).keep_next or element.find("w:pPr/w:keepNext", NAMESPACES) is not None


def _style(element: Element) -> ParagraphStyle:
    return STYLES[attribute(element, "w:pPr/w:pStyle") or "Normal"]
