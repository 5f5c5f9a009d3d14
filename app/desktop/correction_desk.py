"""A reference plan under correction: its steps with undo, and their way into the library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QUndoStack
from shiboken6 import isValid

from app.desktop.session import Session
from app.desktop.steps import Step
from app.plans.correction import Act, Correction, apply
from app.plans.correction_places import Spot, place_of
from app.plans.model import Plan, new_id

SAVE_AFTER = 600
"""Milliseconds after a step. Typing makes no steps, so this is soon enough to lose next to nothing."""

NAMES = {
    Act.LEVEL: "调整级别",
    Act.HEADING: "段落改为标题",
    Act.PARAGRAPH: "标题改为段落",
    Act.RENAME: "改编号和标题",
    Act.SPLIT: "拆分段落",
    Act.MERGE: "合并段落",
    Act.BOX: "标为专栏",
    Act.TABLE: "标为表格",
    Act.FOOTNOTE: "标为脚注",
    Act.TEXT: "还原为段落",
    Act.LABEL: "改标签和标题",
    Act.CELLS: "改单元格",
    Act.LEAVE_BOX: "移出专栏",
    Act.FRONT: "改公文信息",
}


@dataclass(frozen=True, slots=True)
class State:
    """The plan at one moment, all corrections that led to it, and the element that was in hand."""

    plan: Plan
    corrections: tuple[Correction, ...]
    spot: Spot | None = None


class CorrectionDesk(QObject):
    """Holds the plan; every step is a correction and can be undone."""

    changed = Signal(object)  # State: the plan is another one
    saved = Signal(bool)  # whether everything is in the library

    def __init__(self, session: Session, plan: Plan, corrections: Sequence[Correction], parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.state = State(plan, tuple(corrections))
        self.stack = QUndoStack(self)
        self.touched = False  # whether other pages show a plan that is no longer this one
        self._unsaved = False
        self._timer = QTimer(self, interval=SAVE_AFTER, singleShot=True)
        self._timer.timeout.connect(self.save_now)

    @property
    def plan(self) -> Plan:
        return self.state.plan

    def correct(
        self, act: Act, spot: Spot | None, amount: int = 0, values: tuple[tuple[str, object], ...] = ()
    ) -> None:
        """Take one step. UserError if it makes no sense for the element."""
        place = None if spot is None else place_of(self.plan.sections, spot)
        correction = Correction(act, place, amount, values)
        corrected = apply(self.plan, correction)
        sections = tuple(one if one.id else replace(one, id=new_id()) for one in corrected.plan.sections)
        after = State(replace(corrected.plan, sections=sections), (*self.state.corrections, correction), corrected.spot)
        self.stack.push(Step(NAMES[act], self._show, replace(self.state, spot=spot), after))

    def _show(self, state: State) -> None:
        """Make this the state."""
        self.state = state
        self.touched = self._unsaved = True
        self.saved.emit(False)
        self._timer.start()
        self.changed.emit(state)

    def save_now(self) -> None:
        """Hand what is not yet stored to the library; nothing to do if all is."""
        if not self._unsaved:
            return
        self._unsaved = False
        self._timer.stop()
        library, state = self._session.library, self.state
        self._session.jobs.change(
            lambda _progress: library.correct(state.plan, state.corrections),
            lambda _none: self._on_saved(state),
        )

    def _on_saved(self, state: State) -> None:
        if isValid(self):  # the view may have been left before the last step was written
            self.saved.emit(state is self.state)
