"""One step of editing, to be undone and done again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtGui import QUndoCommand

State = TypeVar("State")


class Step(QUndoCommand, Generic[State]):
    """Shows one of two states. Steps that are pushed one after the other with the same `merge` become one."""

    def __init__(
        self, label: str, show: Callable[[State], None], before: State, after: State, merge: str | None = None
    ) -> None:
        super().__init__(label)
        self._show, self._before, self._after, self._merge = show, before, after, merge

    def id(self) -> int:
        return 1 if self._merge else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, Step) or other._merge != self._merge:
            return False
        self._after = other._after
        return True

    def redo(self) -> None:
        self._show(self._after)

    def undo(self) -> None:
        self._show(self._before)
