"""What all pages share: the open library, the references, the draft under work, the matching index, the decisions.

Pages read from here, call here to change things, and refresh on the signals. Everything slow runs as a job.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app import log, paths
from app.desktop.dialogs.asking import Asking
from app.desktop.draft import Draft
from app.desktop.jobs import Jobs
from app.errors import UserError
from app.figures.model import Indicator
from app.matching import lexicon
from app.matching.decisions import Borrowing, Decision
from app.matching.lexicon import Lexicon
from app.plans.model import Plan, PlanSummary, Role
from app.plans.outline import Clause
from app.progress import Progress

if TYPE_CHECKING:
    from app.library import Library  # loads the database layer, which the first paint need not wait for
    from app.matching.counterparts import PlanCounterparts, Query
    from app.matching.index import Index

LAST_DRAFT = "desk.last_draft"


@dataclass(frozen=True, slots=True)
class ClauseAddress:
    """Where a clause is: what pages hand to each other when one wishes that another shows it."""

    plan_id: str
    section_id: str


@dataclass(frozen=True, slots=True)
class IndicatorAddress:
    """Where an indicator is."""

    plan_id: str
    indicator_id: str


@dataclass(frozen=True, slots=True)
class Matching:
    """The index and the plans that it was built from; `plans` are in library order, references first."""

    index: Index
    plans: tuple[Plan, ...]

    @property
    def titles(self) -> dict[str, str]:
        """The title of every plan, by id."""
        return {plan.id: plan.source_title for plan in self.plans}

    @property
    def clauses(self) -> Clauses:
        """Every clause by (plan id, section id)."""
        return Clauses(self.index)


class Clauses(Mapping[tuple[str, str], Clause]):
    """The clauses of an index, which holds those of the plans last asked for: all of a large library are never held."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def __getitem__(self, place: tuple[str, str]) -> Clause:
        plan_id, section_id = place
        if plan_id not in self._index:
            raise KeyError(place)
        return self._index.clauses_of(plan_id).by_section[section_id]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        plans = (plan.id for plan in self._index.plans)
        return ((plan_id, section_id) for plan_id in plans for section_id in self._index.clauses_of(plan_id).by_section)

    def __len__(self) -> int:
        return len(self._index)


class Session(QObject):
    """One desk at work on one library."""

    plans_changed = Signal(object)  # tuple[PlanSummary, ...]: the library holds other plans than before
    draft_opened = Signal(object)  # Draft, or None
    draft_closing = Signal()  # the last moment to hand over what was typed
    index_changed = Signal(object)  # Matching: counterparts can be asked for, or must be asked for again
    decisions_changed = Signal(object)  # tuple[Decision, ...]
    borrowings_changed = Signal(object)  # tuple[Borrowing, ...] of the open draft
    lexicon_changed = Signal(object)  # Lexicon: the drafter has changed the subject list
    indicators_changed = Signal(object)  # the id of the plan whose indicators were changed
    failed = Signal(object)  # Exception that no page has a place for

    def __init__(self, library: Library, asking: Asking | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.library = library
        self.asking = asking or Asking()
        self.jobs = Jobs(self)
        self.jobs.unexpected.connect(self.failed)
        self.summaries: tuple[PlanSummary, ...] = ()
        self.draft: Draft | None = None
        self.matching: Matching | None = None
        self.decisions: tuple[Decision, ...] = ()
        self.lexicon: Lexicon = lexicon.loaded(library.setting(lexicon.SETTING))
        self._plans: dict[str, Plan] = {}
        self._leaving: set[str] = set()  # plans whose removal is under way
        self._handed_over = 0  # how often a draft was left or a decision made: a look begun before knows less

    # Loading -----------------------------------------------------------------------------------------------------

    def load(self) -> None:
        """List the plans, open the last draft, then build the index; to be called once the window is painted."""
        begun = self._handed_over

        def looked(loaded) -> None:
            if begun == self._handed_over:
                self._on_loaded(loaded)
            else:
                self.reload_after_changes()

        self.jobs.read(lambda _progress: self._read_all(), looked, key="load")  # only the newest look counts

    def _read_all(self) -> tuple[tuple[PlanSummary, ...], tuple[Plan, ...], tuple[Decision, ...], str | None]:
        everything = self.library.everything()
        summaries = tuple(summary for summary, _plan in everything)
        plans = tuple(plan for _summary, plan in everything)
        return summaries, plans, self.library.decisions(), self.library.setting(LAST_DRAFT)

    def _on_loaded(self, loaded) -> None:
        self.summaries, plans, self.decisions, last_draft = loaded
        self._leaving &= {summary.id for summary in self.summaries}
        opened = self.draft.plan if self.draft else None
        self._plans = {plan.id: plan for plan in plans}
        self.plans_changed.emit(self.summaries)
        self.decisions_changed.emit(self.decisions)
        if opened is None:
            drafts = [plan for plan in plans if plan.role is Role.DRAFT]
            chosen = next((plan for plan in drafts if plan.id == last_draft), drafts[0] if drafts else None)
            if chosen:
                self._open(chosen)
        elif opened.id not in self._plans:
            self._close_draft()
        self._rebuild_index()

    def _rebuild_index(self) -> None:
        plans, entries, before = self.plans(), self.lexicon, self.matching
        self.jobs.read(lambda progress: _matching(plans, entries, before, progress), self._on_index, key="index")

    def refresh_index(self) -> None:
        """Rebuild the index if the draft has changed since it was built; for pages that look at the whole draft."""
        draft, known = self.draft, self.matching
        if draft is not None and known is not None and all(draft.plan is not plan for plan in known.plans):
            self._rebuild_index()

    def _on_index(self, matching: Matching) -> None:
        self.matching = matching
        gc.freeze()  # plans and index stay: walking them all in a collection would hold up typing for 50 ms and more
        self.index_changed.emit(matching)

    # Plans -------------------------------------------------------------------------------------------------------

    def plans(self) -> tuple[Plan, ...]:
        """Every plan, references first, each in library order; the draft under work as it stands now."""
        ordered = sorted(self.summaries, key=lambda summary: summary.role is Role.DRAFT)
        return tuple(self.plan(summary.id) for summary in ordered if summary.id in self._plans)

    def plan(self, plan_id: str) -> Plan:
        if self.draft and self.draft.plan.id == plan_id:
            return self.draft.plan
        return self._plans[plan_id]

    def references(self) -> tuple[Plan, ...]:
        return tuple(plan for plan in self.plans() if plan.role is Role.REFERENCE)

    def reload_after_changes(self) -> None:
        """Look at the library again when all that was handed to it is written."""
        self.jobs.change(lambda _progress: None, lambda _none: self.load())

    def remove(self, plan_id: str) -> None:
        """Delete a plan; asked again while that is under way, there is nothing more to do."""
        if plan_id in self._leaving:
            return
        if self.draft and self.draft.plan.id == plan_id:
            self._close_draft()
        self._leaving.add(plan_id)

        def stays(error: Exception) -> None:
            self._leaving.discard(plan_id)
            self.failed.emit(error)

        self.jobs.change(lambda _progress: self.library.remove(plan_id), lambda _none: self.load(), stays)

    def add_cards(self) -> None:
        """Bring back the cards of the plans that are not in the library."""

        def work(_progress: Progress) -> object:
            from app.compose import add_cards

            return add_cards(self.library)

        self.jobs.change(work, lambda _added: self.load())

    def restore_card(self, plan_id: str) -> None:
        """Take away the text of a reference whose card the program has, and leave the card."""
        self.jobs.change(lambda _progress: self.library.restore_card(plan_id), lambda _none: self.load())

    def set_digest(self, plan_id: str, section_id: str, digest: str | None) -> None:
        """Note the key points of a clause, of a draft as a step of undo; None takes the note away."""
        if self.draft and self.draft.plan.id == plan_id:
            sections = self.draft.plan.sections
            changed = tuple(replace(one, digest=digest) if one.id == section_id else one for one in sections)
            self.draft.set_sections(self.tr("要点"), changed)
            return
        self.jobs.change(
            lambda _progress: self.library.set_digest(plan_id, section_id, digest), lambda _none: self.load()
        )

    # The draft ---------------------------------------------------------------------------------------------------

    def open_draft(self, plan_id: str) -> None:
        if self.draft is None or self.draft.plan.id != plan_id:
            self._open(self._plans[plan_id])

    def new_draft(self, plan: Plan, indicators: Sequence[Indicator] = ()) -> None:
        """Add a draft to the library and open it."""
        from app.library import NewPlan

        def added(summaries: tuple[PlanSummary, ...]) -> None:
            self.jobs.read(lambda _progress: self.library.plan(summaries[0].id), self._on_draft_added)

        self.jobs.change(lambda _progress: self.library.add([NewPlan(plan, tuple(indicators))]), added)

    def _on_draft_added(self, plan: Plan) -> None:
        self._plans[plan.id] = plan
        self._open(plan)
        self.load()

    def _open(self, plan: Plan) -> None:
        """Leave the present draft for this one; if it cannot be written, it stays open and `failed` says why."""
        try:
            self._close_draft()
        except UserError as error:
            self.failed.emit(error)
            return
        self.draft = Draft(self.library, self.jobs, plan, self)
        self.jobs.change(lambda _progress: self.library.set_setting(LAST_DRAFT, plan.id))
        self.draft_opened.emit(self.draft)

    def _close_draft(self) -> None:
        if self.draft is None:
            return
        self.draft_closing.emit()
        self.draft.save_now()
        closing, self.draft = self.draft, None
        self._plans[closing.plan.id] = closing.plan
        self._handed_over += 1
        self.draft_opened.emit(None)
        closing.deleteLater()

    # The subject list --------------------------------------------------------------------------------------------

    def change_lexicon(self, entries: Lexicon) -> None:
        """Remember the drafter's subject list; matching and coverage are worked out anew with it."""
        self.lexicon, kept = entries, lexicon.dumped(entries)
        self.jobs.change(lambda _progress: self.library.set_setting(lexicon.SETTING, kept))
        self.lexicon_changed.emit(entries)
        self._rebuild_index()

    # Counterparts ------------------------------------------------------------------------------------------------

    def find_counterparts(
        self, query: Query, done: Callable[[tuple[PlanCounterparts, ...]], None], key: str, top: int = 5
    ) -> None:
        """Ask for the counterparts of one clause; a newer question under the same key replaces an older one."""
        if self.matching is None:
            return
        index, decisions = self.matching.index, self.decisions

        def work(_progress: Progress) -> tuple[PlanCounterparts, ...]:
            from app.matching.counterparts import find_counterparts

            return find_counterparts(index, query, decisions=decisions, top=top)

        self.jobs.read(work, done, key=key)

    def decision_on(self, pair: Decision) -> Decision:
        """What the drafter decided on a pair of clauses before; as given where there is nothing yet."""
        return next((known for known in self.decisions if known.pair == pair.pair), pair)

    def decide(self, decision: Decision) -> None:
        """Pin, reject or note a counterpart: remembered in the library, shown at once."""
        kept = tuple(other for other in self.decisions if other.pair != decision.pair)
        self._set_decisions((*kept, decision))
        self.jobs.change(lambda _progress: self.library.decide(decision), failed=self._not_decided)

    def undecide(self, decision: Decision) -> None:
        """Forget what was decided on a pair, its note too."""
        self._set_decisions(tuple(other for other in self.decisions if other.pair != decision.pair))
        self.jobs.change(lambda _progress: self.library.undecide(decision), failed=self._not_decided)

    def _not_decided(self, error: Exception) -> None:
        """Show again what the library knows: a decision that could not be written is none."""
        self.failed.emit(error)
        self.reload_after_changes()

    def replace_decision(self, before: Decision, after: Decision | None) -> None:
        """Put another word, or none, in the place of what was decided on a pair."""
        if after is not None:
            self.decide(after)
        else:
            self.undecide(before)

    def _set_decisions(self, decisions: tuple[Decision, ...]) -> None:
        self.decisions = decisions
        self._handed_over += 1
        self.decisions_changed.emit(decisions)

    def remember_borrowing(self, borrowing: Borrowing) -> None:
        self.jobs.change(lambda _progress: self.library.save_borrowing(borrowing), lambda _kept: self.read_borrowings())

    def read_borrowings(self) -> None:
        """Tell what the open draft has taken from other plans, once all that was asked for before is written."""
        plan_id = self.draft.plan.id if self.draft else ""
        self.jobs.change(lambda _progress: self.library.borrowings(plan_id), self.borrowings_changed.emit)

    # Indicators --------------------------------------------------------------------------------------------------

    def save_indicators(self, plan_id: str, indicators: Sequence[Indicator]) -> None:
        kept = tuple(indicators)
        self.jobs.change(
            lambda _progress: self.library.save_indicators(plan_id, kept),
            lambda _none: self.indicators_changed.emit(plan_id),
        )

    # Ending ------------------------------------------------------------------------------------------------------

    def close(self) -> None:
        """Write what is unsaved, end the jobs, close the library. Raises UserError if the draft cannot be written."""
        if self.draft:
            self.draft.save_now()
        self.jobs.shut_down()
        self.library.close()


def _matching(plans: tuple[Plan, ...], entries: Lexicon, before: Matching | None, progress: Progress) -> Matching:
    """The index of these plans; what has not changed since `before` is taken from there."""
    from app.matching.index import Index

    known = before.index if before else None
    index = Index.build(plans, progress, lexicon.topics_of(entries), known, paths.kept())
    return Matching(index, plans)


def sentence_of(error: Exception) -> str:
    """What to tell the user of an error: a UserError's own words; a bug is written to the log, and that is said."""
    return f"{error.sentence}{error.remedy}" if isinstance(error, UserError) else log.record(error)
