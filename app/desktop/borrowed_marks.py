"""Keeps the editor's margin up to date with what is still near a borrowed passage, for the sections that are shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QColor
from shiboken6 import isValid

from app.desktop.dialogs.borrowings_dialog import BorrowingsDialog
from app.desktop.draft_editor import DraftEditor
from app.desktop.session import Session
from app.desktop.style import current_theme
from app.matching.borrowed import BorrowedPassage, marked_lines, nearness, passages
from app.matching.decisions import Borrowing
from widgets.margin_marks import MarginMark, MarginMarks

QUIET_MS = 400
"""Rest after a change of the text before it is compared with its sources again."""


class BorrowedMarks(QObject):
    """Compares in a job; a draft without borrowings costs nothing."""

    def __init__(self, session: Session, editor: DraftEditor) -> None:
        super().__init__(editor)
        self._session, self._editor = session, editor
        self._borrowings: tuple[Borrowing, ...] = ()
        self.margin = MarginMarks(editor)
        self._quiet = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._quiet.timeout.connect(self._compare)
        session.borrowings_changed.connect(self._take)
        editor.document().contentsChanged.connect(self._text_changed)
        self.restyle()

    def restyle(self) -> None:
        self.margin.set_color(QColor(current_theme().accent))

    def _text_changed(self) -> None:
        """Other lines are shown, or these have changed."""
        if self._borrowings:
            self._quiet.start()

    def _take(self, borrowings: tuple[Borrowing, ...]) -> None:
        self._borrowings = borrowings
        self.margin.set_marks({})
        self._text_changed()

    def _compare(self) -> None:
        lines, borrowings = [line.text for line in self._editor.lines()], self._borrowings
        self._session.jobs.read(
            lambda _progress: _marks(lines, borrowings), lambda marks: self._show(marks, lines), key="borrowed marks"
        )

    def _show(self, marks: dict[int, MarginMark], lines: Sequence[str]) -> None:
        if len(lines) == self._editor.document().blockCount():  # else a newer comparison is under way
            self.margin.set_marks(marks)


class BorrowingsWatch(QObject):
    """Fills the list of borrowings, and again when the text or the borrowings change, as long as it is open."""

    def __init__(self, session: Session, dialog: BorrowingsDialog) -> None:
        super().__init__(dialog)
        self._session, self._dialog = session, dialog
        self._quiet = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._quiet.timeout.connect(self.look)
        session.borrowings_changed.connect(self._quiet.start)
        if session.draft is not None:
            session.draft.changed.connect(self._quiet.start)
        session.draft_opened.connect(dialog.reject)

    def look(self) -> None:
        """Compare the draft as it stands now with its sources."""
        draft, library = self._session.draft, self._session.library
        if draft is not None:
            plan = draft.plan
            self._session.jobs.read(
                lambda progress: passages(plan, library.borrowings(plan.id), progress), self._show, key="borrowings"
            )

    def _show(self, found: tuple[BorrowedPassage, ...]) -> None:
        if isValid(self._dialog):
            self._dialog.set_passages(found)


def _marks(lines: Sequence[str], borrowings: Sequence[Borrowing]) -> dict[int, MarginMark]:
    return {
        number: MarginMark(
            share, f"借自《{borrowing.source_title}》{borrowing.source_path}：{nearness(share).value}。请改成本地的话。"
        )
        for number, (share, borrowing) in marked_lines(lines, borrowings).items()
    }
