"""The draft under work: its present value, one undo history for text and outline, and autosave by change.

Every edit replaces the frozen plan by another; undo puts the former one back. Nothing here knows a widget.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QUndoStack

from app.desktop.jobs import Jobs
from app.desktop.steps import Step
from app.plans.glossary import terms_of
from app.plans.model import GlossaryTerm, Plan, Section, SectionKind

if TYPE_CHECKING:
    from app.library import Library

QUIET_MS = 300
"""Rest after the last key before the draft is written."""
LONGEST_MS = 700
"""Longest time that a change waits for its writing while keys go on: a killed process loses at most a second."""
RETRY_MS = 5000


@dataclass(frozen=True, slots=True)
class DraftChange:
    """The draft went from `before` to `after`."""

    before: Plan
    after: Plan


@dataclass(frozen=True, slots=True)
class SaveState:
    """What the status bar says of the draft: saved, or why not."""

    saved: bool
    error: Exception | None = None


class Draft(QObject):
    """Holds one draft plan; `changed` carries a DraftChange, `save_state_changed` a SaveState."""

    changed = Signal(object)
    save_state_changed = Signal(object)

    def __init__(self, library: Library, jobs: Jobs, plan: Plan, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.plan = plan
        self.undo_stack = QUndoStack(self)
        self.undo_stack.setUndoLimit(500)
        self._library, self._jobs = library, jobs
        self._saved = plan  # what the library holds, or will hold when the running save is done
        self._saving = False
        self._quiet = self._timer(QUIET_MS)
        self._longest = self._timer(LONGEST_MS)

    def _timer(self, milliseconds: int) -> QTimer:
        timer = QTimer(self, singleShot=True, interval=milliseconds)
        timer.timeout.connect(self.save)
        return timer

    def set_sections(self, label: str, sections: tuple[Section, ...], merge: str | None = None) -> None:
        """Replace the sections as one step of undo; steps with the same `merge` key in a row become one."""
        if sections != self.plan.sections:
            after = replace(self.plan, sections=sections, glossary=_glossary(self.plan, sections))
            self.undo_stack.push(Step(label, self._show, self.plan, after, merge))

    def set_plan(self, label: str, plan: Plan) -> None:
        """Replace front matter, glossary and sections together as one step of undo."""
        if plan != self.plan:
            self.undo_stack.push(Step(label, self._show, self.plan, plan))

    def _show(self, plan: Plan) -> None:
        before, self.plan = self.plan, plan
        self._quiet.start(QUIET_MS)
        if not self._longest.isActive():
            self._longest.start()
        self.save_state_changed.emit(SaveState(saved=False))
        self.changed.emit(DraftChange(before, plan))

    @property
    def is_saved(self) -> bool:
        return self._saved is self.plan and not self._saving

    def save(self) -> None:
        """Write what changed since the last save, off the GUI thread; a failure keeps the text and tries again."""
        self._quiet.stop()
        self._longest.stop()
        if self._saving:
            self._quiet.start(QUIET_MS)
            return
        if self._saved is self.plan:
            return
        before, after = self._saved, self.plan
        self._saving = True
        self._jobs.change(
            lambda _progress: self._library.save_draft(before, after),
            done=lambda _none: self._on_saved(after),
            failed=self._on_failed,
        )

    def save_now(self) -> None:
        """Write at once and wait; for closing the window. Raises what the library raises."""
        self._quiet.stop()
        self._longest.stop()
        self._jobs.finish_changes()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.MetaCall)  # let a save that has just ended report
        if self._saved is not self.plan:
            self._library.save_draft(self._saved, self.plan)
            self._saved = self.plan

    def _on_saved(self, plan: Plan) -> None:
        self._saving = False
        self._saved = plan
        self.save_state_changed.emit(SaveState(saved=plan is self.plan))

    def _on_failed(self, error: Exception) -> None:
        self._saving = False
        self._quiet.start(RETRY_MS)
        self.save_state_changed.emit(SaveState(saved=False, error=error))


def _glossary(before: Plan, sections: tuple[Section, ...]) -> tuple[GlossaryTerm, ...]:
    """The terms as the glossary section has them now; a plan that keeps terms without such a section keeps them."""
    if any(section.kind is SectionKind.GLOSSARY for section in before.sections):
        return terms_of(sections)
    return before.glossary
