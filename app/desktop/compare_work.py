"""The counterparts of every clause of a base plan, looked for in small jobs: what is in view first, nothing twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Signal

from app.desktop.compare_rows import BaseClauses, cell
from app.desktop.session import Matching, Session
from app.matching.counterparts import PlanCounterparts, Query, find_counterparts
from app.matching.decisions import Decision
from app.matching.index import CLOSE
from app.plans.outline import Clause, end_of
from app.progress import Progress
from widgets.candidate import Candidate

CHUNK = 8
"""Clauses a job: about a tenth of a second, so that what comes into view does not wait longer."""
TOP = 6

Cells = Mapping[tuple[str, str], Candidate]


class CompareWork(QObject):
    """Fill `found` for one base at a time; what was found stays known until the index changes.

    A clause is asked for again only when its wording, its place or the decisions about it have changed.
    """

    found_more = Signal(object)  # tuple[str, ...]: section ids that are known now
    progressed = Signal(float)
    finished = Signal()
    cells_ready = Signal(object)  # Cells

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.found: dict[str, tuple[PlanCounterparts, ...]] = {}
        self._matching: Matching | None = None
        self._cache: dict[tuple, tuple[PlanCounterparts, ...]] = {}
        self._base: BaseClauses | None = None
        self._asked: tuple[str, ...] | None = None  # plan ids; None: all plans
        self._decisions: tuple[Decision, ...] = ()
        self._pending: list[Clause] = []
        self._first: set[str] = set()  # section ids that are in view
        self._running = self._stopped = False
        self._generation = 0  # counts starts, so that an answer to an older question is known for one

    @property
    def is_stopped(self) -> bool:
        return self._stopped

    @property
    def is_complete(self) -> bool:
        return self._matching is not None and not self._pending and not self._running

    def start(
        self,
        base: BaseClauses,
        matching: Matching | None,
        decisions: Sequence[Decision],
        columns: Sequence[str] = (),
    ) -> None:
        """Look for the counterparts of `base`; with no matching yet, wait for the next start.

        All plans are asked, so that other columns are there at once; of a large library those in the columns alone.
        """
        if matching is not self._matching:
            self._forget(self._matching, matching)
            self._matching = matching
        self._generation += 1
        self._asked = tuple(columns) if matching is not None and len(matching.plans) > CLOSE else None
        self._base = base
        self._decisions = tuple(d for d in decisions if d.base_plan == base.plan.id)
        known = {clause.section.id: self._cache.get(self._key(clause)) for clause in base.clauses}
        self.found = {section_id: found for section_id, found in known.items() if found is not None}
        self._pending = [clause for clause in base.clauses if clause.section.id not in self.found]
        self._stopped = False
        self._running = False
        self.found_more.emit(tuple(self.found))
        self._go_on()

    def look_first_at(self, section_ids: Sequence[str]) -> None:
        """These clauses are in view: look for them before the others, even after a stop."""
        self._first = set(section_ids)
        if not self._running:
            self._go_on()

    def stop(self) -> None:
        """Leave the clauses out of view alone from now on."""
        self._stopped = True

    def go_on(self) -> None:
        """Go on after a stop."""
        self._stopped = False
        if not self._running:
            self._go_on()

    def _forget(self, before: Matching | None, matching: Matching | None) -> None:
        """Forget what another index may answer otherwise: where one plan was edited, what others have in it.

        What an edited plan itself asked stays known, by the wording of its clauses.
        """
        edited = _edited_plan(before, matching) if before and matching else None
        self._cache = {key: found for key, found in self._cache.items() if edited and key[0] == edited}

    def _key(self, clause: Clause) -> tuple:
        assert self._base is not None
        sections = self._base.plan.sections
        below = sections[clause.index : end_of(sections, clause.index)]
        decided = frozenset(
            (d.other_plan, d.other_section, d.verdict) for d in self._decisions if d.base_section == clause.section.id
        )
        return (clause.plan_id, clause.path, clause.ancestors, below, decided, self._asked)

    def _go_on(self) -> None:
        if self._matching is None:
            return
        if not self._pending:
            self.finished.emit()
            return
        self._pending.sort(key=lambda clause: (clause.section.id not in self._first, clause.index))
        chunk = self._pending[:CHUNK]
        if self._stopped:
            chunk = [clause for clause in chunk if clause.section.id in self._first]
        if not chunk:
            self.finished.emit()
            return
        index, decisions, generation = self._matching.index, self._decisions, self._generation
        asked = self._asked
        self._running = True

        def work(progress: Progress) -> list[tuple[PlanCounterparts, ...]]:
            result = []
            for clause in chunk:
                progress("", 0.0)  # lets a newer base cancel this one
                result.append(
                    find_counterparts(index, Query.of_clause(clause), plan_ids=asked, decisions=decisions, top=TOP)
                )
            return result

        def done(found: list[tuple[PlanCounterparts, ...]]) -> None:
            if self._generation == generation:
                self._take(chunk, found)

        self._session.jobs.read(work, done, self._on_failed, key="compare")

    def _on_failed(self, error: Exception) -> None:
        self._running = False
        self._stopped = True  # else the same clause would fail again and again
        self._session.failed.emit(error)
        self.finished.emit()

    def _take(self, chunk: list[Clause], found: list[tuple[PlanCounterparts, ...]]) -> None:
        assert self._base is not None
        self._running = False
        for clause, counterparts in zip(chunk, found, strict=True):
            self._cache[self._key(clause)] = counterparts
            self.found[clause.section.id] = counterparts
        taken = tuple(clause.section.id for clause in chunk)
        self._pending = [clause for clause in self._pending if clause.section.id not in taken]
        self.progressed.emit(1 - len(self._pending) / max(1, len(self._base.clauses)))
        self.found_more.emit(taken)
        self._go_on()

    # Cells -------------------------------------------------------------------------------------------------------

    def make_cells(self, section_ids: Sequence[str], plan_ids: Sequence[str], chosen: Mapping[tuple, str]) -> None:
        """Make the cells of these rows and plans, marks included, off the GUI thread; `cells_ready` brings them.

        `chosen` names, by (row key, plan id), the candidates that the drafter looks at instead of the best.
        """
        matching, base, decisions, generation = self._matching, self._base, self._decisions, self._generation
        if matching is None or base is None:
            return
        wanted = [clause for clause in base.clauses if clause.section.id in set(section_ids)]
        found = {section_id: self.found[section_id] for section_id in section_ids if section_id in self.found}
        plans = {plan.id: plan for plan in matching.plans}
        picked = dict(chosen)

        def work(progress: Progress) -> dict[tuple[str, str], Candidate]:
            cells = {}
            for clause in wanted:
                progress("", 0.0)
                for each in found.get(clause.section.id, ()):
                    if each.plan_id in plan_ids:
                        key = (clause.section.id, each.plan_id)
                        pick = picked.get(key, "")
                        cells[key] = cell(clause, each, matching.clauses, plans, decisions, pick)
            return cells

        def done(cells: Cells) -> None:
            if self._generation == generation:
                self.cells_ready.emit(cells)

        self._session.jobs.read(work, done, key="compare cells")


def _edited_plan(before: Matching, after: Matching) -> str | None:
    """The one plan that has changed between two looks at the library; None if more has, or what scores go by."""
    if before.index.subject_list != after.index.subject_list or before.index.statistics is not after.index.statistics:
        return None
    if [plan.id for plan in before.plans] != [plan.id for plan in after.plans]:
        return None
    changed = [new.id for old, new in zip(before.plans, after.plans, strict=True) if old is not new]
    return changed[0] if len(changed) == 1 else None
