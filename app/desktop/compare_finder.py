"""From hit to hit in the comparison: the text looked for, or else the clauses that some plan has no counterpart to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from app.desktop.compare_rows import holds, is_missing
from app.desktop.compare_work import CompareWork
from app.desktop.session import Session
from widgets.clause_columns import ClauseColumns
from widgets.filter_bar import FilterBar


class CompareFinder(QObject):
    """Searches the rows that are shown; `plan_ids` are the columns, set by the page."""

    def __init__(
        self, session: Session, work: CompareWork, table: ClauseColumns, filters: FilterBar, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session, self._work, self._table, self._filters = session, work, table, filters
        self._text = ""
        self.plan_ids: Sequence[str] = ()

    def search(self, text: str) -> None:
        """Mark a text wherever it is shown and go to the first row from here on that has it."""
        self._text = text
        self._table.set_find(text)
        hits = self._hits()
        if text and hits:
            here = self._table.current().row
            self._show(next((row for row in hits if row >= here), hits[0]), hits)
        else:
            self._filters.say(self.tr("未找到") if text else "")

    def mark(self, text: str) -> None:
        """Mark a text wherever it is shown and stay where we are; the next step looks for it."""
        self._text = text
        self._table.set_find(text)
        self._filters.show_find(text)
        self._filters.say("")

    def forget_place(self) -> None:
        """Other rows are shown: what was said of the place among the hits no longer holds."""
        self._filters.say("")

    def step(self, step: int) -> None:
        """Go to the next (1) or the previous (-1) hit, round the ends."""
        hits = self._hits()
        if not hits:
            self._filters.say(self.tr("未找到") if self._text else self.tr("没有缺对应的条款"))
            return
        here = self._table.current().row
        ahead = [row for row in hits if (row > here if step > 0 else row < here)]
        self._show((ahead[0] if step > 0 else ahead[-1]) if ahead else hits[0 if step > 0 else -1], hits)

    def _hits(self) -> list[int]:
        rows, found = self._table.rows(), self._work.found
        if not self._text:
            return [n for n, row in enumerate(rows) if is_missing(found.get(row.key), self._asked())]
        matching = self._session.matching
        known = matching.clauses if matching else {}
        return [n for n, row in enumerate(rows) if holds(row, self._text, found.get(row.key), known, self.plan_ids)]

    def _asked(self) -> Sequence[str]:
        """With the cursor in a plan's column, that plan alone is asked for its gaps."""
        column = self._table.current().column
        return self.plan_ids[column - 1 : column] if column else self.plan_ids

    def _show(self, row: int, hits: list[int]) -> None:
        self._table.go_to(row)
        if self._text:
            self._table.unfold(row)
        place = f"{hits.index(row) + 1}/{len(hits)}"
        self._filters.say(place if self._text else self.tr("缺对应 {0}").format(place))
