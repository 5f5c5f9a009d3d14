"""Keeps the open list of decisions in step with what is decided."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.desktop.dialogs.decisions_dialog import DecisionsDialog
from app.desktop.session import Session
from app.exporting.decisions import decision_list


class DecisionsWatch(QObject):
    """Fills the list with the decisions on a base, and again after every decision, as long as it is open."""

    def __init__(self, session: Session, dialog: DecisionsDialog, base_id: str) -> None:
        super().__init__(dialog)
        self._session, self._dialog, self._base_id = session, dialog, base_id
        session.decisions_changed.connect(self.look)
        session.plans_changed.connect(dialog.reject)
        dialog.undo_requested.connect(session.undecide)

    def look(self) -> None:
        plan, others = self._session.plan(self._base_id), self._session.plans()
        self._dialog.show_decisions(decision_list(plan, others, self._session.decisions))
