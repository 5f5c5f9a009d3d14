"""条款对照: what each reference plan says to each clause of a plan, as one value that two writers print."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from app.matching.counterparts import Band, Candidate, PlanCounterparts, Query, find_counterparts
from app.matching.decisions import Decision
from app.matching.index import Index
from app.plans.model import Plan
from app.plans.outline import Clause, clauses, is_continuation
from app.progress import Progress, silent


@dataclass(frozen=True, slots=True)
class Counterpart:
    """The best counterpart of a clause in one plan; `band` says in words how near it is; `note` is the drafter's."""

    path: str
    title: str
    text: str
    band: str
    reasons: tuple[str, ...] = ()
    note: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """A clause of the base plan and, per other plan in order, its counterpart or None."""

    path: str
    title: str
    text: str
    cells: tuple[Counterpart | None, ...]
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A whole table: `plan_titles` head the columns, every row has a cell for each."""

    title: str
    base_title: str
    plan_titles: tuple[str, ...]
    rows: tuple[ComparisonRow, ...]


def build_comparison(
    plan: Plan,
    others: Sequence[Plan],
    index: Index,
    decisions: Sequence[Decision] = (),
    progress: Progress = silent,
    sections: Collection[str] | None = None,
) -> Comparison:
    """Compare every clause of `plan`, or those with these section ids, with `others`; `index` must hold at least the
    others. Pure; raises `Cancelled`."""
    found = {other.id: {clause.section.id: clause for clause in clauses(other)} for other in others}
    ids = [other.id for other in others]
    notes = {(d.base_section, d.other_plan, d.other_section): d.note for d in decisions if d.base_plan == plan.id}
    own = [
        clause
        for clause in clauses(plan)
        if not is_continuation(clause.section) and (sections is None or clause.section.id in sections)
    ]
    rows: list[ComparisonRow] = []
    for done, clause in enumerate(own):
        progress(f"对照：{clause.path}", done / len(own))
        results = find_counterparts(index, Query.of_clause(clause), ids, decisions, top=1)
        by_plan = {result.plan_id: _best(result) for result in results}
        cells = tuple(_cell(clause, by_plan.get(other), found[other], notes) for other in ids)
        rows.append(ComparisonRow(clause.path, clause.title, clause.text, cells, _digest(clause)))
    title = f"{plan.front.title}条款对照表"
    return Comparison(title, plan.front.title, tuple(other.source_title for other in others), tuple(rows))


def _best(result: PlanCounterparts) -> Candidate | None:
    first = result.candidates[0] if result.candidates else None
    return None if first is None or first.band is Band.NONE else first


def _cell(
    base: Clause,
    candidate: Candidate | None,
    others: dict[str, Clause],
    notes: dict[tuple[str, str, str], str],
) -> Counterpart | None:
    if candidate is None or candidate.section_id not in others:
        return None
    clause = others[candidate.section_id]
    note = notes.get((base.section.id, clause.plan_id, clause.section.id), "")
    band = candidate.band.value
    return Counterpart(clause.path, clause.title, clause.text, band, candidate.reasons, note, _digest(clause))


def _digest(clause: Clause) -> str:
    """The clause's digest; a card's clause has it for its text already."""
    return "" if clause.of_card else clause.section.digest or ""
