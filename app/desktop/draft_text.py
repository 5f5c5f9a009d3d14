"""The middle of the drafting page: the text of the chosen section and all below it, where one is, finding words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QElapsedTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from app.desktop.draft import Draft
from app.desktop.draft_editor import DraftEditor
from app.desktop.outline_rows import ROOT
from app.desktop.session import Session
from app.desktop.style import reading_font
from app.drafting.lines import Line, from_lines, to_lines, with_blanks
from app.drafting.renumber import renumber
from app.plans.model import Section
from app.plans.outline import end_of, heading, own_text, parents
from widgets.crumb_bar import CrumbBar
from widgets.elided_label import ElidedLabel
from widgets.find_bar import FindBar
from widgets.parts import strip, tool_button

TEXT_SCALE = 1.25
"""Size of the draft's text in sizes of the interface."""
BURST_MS = 1500
"""Typing that pauses no longer than this is one step of undo."""


class DraftText(QWidget):
    """Shows a part of the session's draft and takes over what is typed; `root` is the section that is shown."""

    root_chosen = Signal(str)  # by the crumbs
    borrowings_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.root = ROOT
        self._burst = 0
        self._burst_timer = QElapsedTimer()
        self.crumbs = CrumbBar(self)
        self._count = ElidedLabel("", "faint", self)
        self.find_bar = FindBar(self)
        self.editor = DraftEditor(self)
        self.editor.setFont(_text_font())
        bar = strip("pageBar", self)
        row = QHBoxLayout(bar)
        row.setContentsMargins(0, 0, 12, 0)
        row.addWidget(self.crumbs, 1)
        row.addWidget(self._count)
        borrowings = tool_button(self.tr("借用…"), self.tr("仍与来源相近的段落：借来的文字改写了多少"), bar)
        borrowings.clicked.connect(self.borrowings_requested)
        row.addWidget(borrowings)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (bar, self.find_bar, self.editor):
            column.addWidget(widget)
        column.setStretchFactor(self.editor, 1)
        self.crumbs.crumb_chosen.connect(self.root_chosen)
        self.editor.committed.connect(self._take_typing)
        self.find_bar.text_changed.connect(lambda _text: self._find(0))
        self.find_bar.step_requested.connect(self._find)
        self.find_bar.closed.connect(self.editor.setFocus)

    # Showing ------------------------------------------------------------------------------------------------------

    @property
    def _draft(self) -> Draft | None:
        return self._session.draft

    def _sections(self) -> tuple[Section, ...]:
        return self._draft.plan.sections if self._draft else ()

    def show_section(self, section_id: str) -> None:
        """Show this section and all below it (the whole draft for `ROOT`)."""
        self.flush()
        self.root = section_id
        start, end = self._shown_range()
        self.editor.set_lines(to_lines(self._sections()[start:end]), whole=True)
        self._allow_typing()
        self._show_place()
        self.editor.forget_section()

    def show_change(self) -> None:
        """Show what became of the draft; lines that are the same stay untouched."""
        start, end = self._shown_range()
        lines = to_lines(self._sections()[start:end])
        self.editor.set_lines(with_blanks(lines, self.editor.lines(), self.editor.line_number()))
        self._allow_typing()
        self._show_place()

    def _allow_typing(self) -> None:
        """Text belongs to a section; where there is none there is nothing to type into."""
        self.editor.setReadOnly(not self._sections())
        self.editor.setPlaceholderText(self.tr("这份草稿还没有章节。用“＋同级”新增第一个章节。"))

    def _shown_range(self) -> tuple[int, int]:
        """The sections that the editor shows; the whole draft where the root is gone."""
        index = self._index_of(self.root)
        if index is None:
            self.root = ROOT
            return 0, len(self._sections())
        return index, end_of(self._sections(), index)

    def _index_of(self, section_id: str) -> int | None:
        return next((i for i, section in enumerate(self._sections()) if section.id == section_id), None)

    def _show_place(self) -> None:
        sections = self._sections()
        up, index = parents(sections), self._index_of(self.root)
        crumbs: list[tuple[str, str]] = []
        while index is not None:
            crumbs.insert(0, (sections[index].id, heading(sections[index])))
            index = up[index]
        self.crumbs.set_crumbs([(ROOT, self.tr("全文")), *crumbs])
        start, end = self._shown_range()
        count = sum(len("".join((s.title + own_text(s)).split())) for s in sections[start:end])
        self._count.setText(self.tr("{0} {1} 字").format(self.tr("本节") if crumbs else self.tr("全文"), f"{count:,}"))

    def shows(self, section_id: str) -> bool:
        return any(line.section == section_id for line in self.editor.lines())

    def select_title(self, section_id: str, title: str) -> None:
        """Bring a section into view with its title selected, so that typing replaces it."""
        self.editor.scroll_to(section_id)
        cursor = self.editor.textCursor()
        end = cursor.block().position() + cursor.block().length() - 1
        cursor.setPosition(end - len(title))
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self.editor.setTextCursor(cursor)
        self.editor.setFocus()

    def restyle(self) -> None:
        self.flush()
        self.editor.setFont(_text_font())
        self.editor.restyle()

    # Typing -------------------------------------------------------------------------------------------------------

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
        if merged == sections:
            self.show_change()  # what was typed means the same; show it as it is kept
        else:
            self._draft.set_sections(self.tr("键入"), merged, merge=self._burst_key())

    def _burst_key(self) -> str:
        """Typing in one section without a longer pause is one step of undo."""
        timer = self._burst_timer
        if not timer.isValid() or timer.restart() > BURST_MS:
            self._burst += 1
            timer.start()
        return f"typing {self.editor.section_at_cursor()} {self._burst}"

    # Finding ------------------------------------------------------------------------------------------------------

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


def _text_font():
    return reading_font(QApplication.font().pointSizeF() * TEXT_SCALE)


def _with_heading(lines: Sequence[Line], shown: Sequence[Section]) -> Sequence[Line]:
    """The lines with the first section's heading put back, should typing have swallowed it."""
    if not shown:
        return ()
    first = to_lines(shown[:1])[0]
    return lines if lines and lines[0].section == first.section else [first, *lines]
