"""Plans and counterparts as what the comparison shows: rows, cells, the strip above; pure, and run inside jobs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from app.desktop.candidate_rows import HINTS, STRENGTHS, Clauses, candidate_item, plan_candidates
from app.matching.counterparts import Band, PlanCounterparts, Verdict
from app.matching.decisions import Decision
from app.matching.wording import SharedWording, number_spans
from app.plans.model import CARD_WORD, Plan, Role, Section
from app.plans.outline import Clause, clauses, end_of, heading, is_continuation
from widgets.candidate import Candidate, CandidateItem, Strength
from widgets.clause_columns import ClauseRow, ColumnHead
from widgets.marked_layout import Mark
from widgets.overview_strip import StripCell, StripColumn, StripLine

Found = Mapping[str, Sequence[PlanCounterparts]]
"""What the other plans have for the clauses that are known so far, by section id of the base."""


class Showing(StrEnum):
    """Which clauses of the base are shown."""

    ALL = "all"
    MATCHED = "matched"
    MISSING = "missing"
    PINNED = "pinned"


SHOWING_WORDS = {
    Showing.ALL: "全部条款",
    Showing.MATCHED: "仅有对应",
    Showing.MISSING: "仅缺对应",
    Showing.PINNED: "仅已固定",
}


@dataclass(frozen=True, slots=True)
class BaseClauses:
    """A base plan ready to be shown: its clauses in reading order and the row of each."""

    plan: Plan
    clauses: tuple[Clause, ...]
    rows: tuple[ClauseRow, ...]
    chapters: tuple[str, ...]  # per clause, the section id of the chapter it stands in

    def clause(self, section_id: str) -> Clause | None:
        return next((clause for clause in self.clauses if clause.section.id == section_id), None)


def base_clauses(plan: Plan) -> BaseClauses:
    """The rows of a base plan, figures marked; digests where somebody wrote them."""
    found = tuple(clause for clause in clauses(plan) if not is_continuation(clause.section))
    rows = tuple(_row(clause, plan.sections) for clause in found)
    return BaseClauses(plan, found, rows, tuple(_chapters(found)))


def _row(clause: Clause, sections: Sequence[Section]) -> ClauseRow:
    marks = tuple(Mark(span.start, span.end, span.kind) for span in number_spans(clause.text))
    section = clause.section
    below = "" if clause.text else headings_below(sections, clause.index)
    written = f"要点：{section.digest}" if section.digest and not clause.of_card else ""
    return ClauseRow(section.id, clause.path, clause.title, clause.text, section.level, marks, below, written)


def headings_below(sections: Sequence[Section], index: int) -> str:
    """What a heading without text of its own stands for: the headings right below it."""
    below = sections[index + 1 : end_of(sections, index)]
    top = min((section.level for section in below), default=0)
    titles = [heading(section) for section in below if section.level == top]
    return f"下设 {len(titles)} 条：{'；'.join(titles)}" if titles else ""


def _chapters(found: Iterable[Clause]) -> Iterable[str]:
    chapter = ""
    for clause in found:
        if not clause.ancestors:
            chapter = clause.section.id
        yield chapter


@dataclass(frozen=True, slots=True)
class ComparisonWish:
    """What is to be exported as a table of clauses: of a base plan the clauses with these ids (None: all), beside the
    plans of the columns; `part` names what was chosen, for the file."""

    base_id: str
    columns: tuple[str, ...]
    sections: frozenset[str] | None
    part: str = ""


class Scope(StrEnum):
    """How much of the comparison is exported."""

    CLAUSE = "clause"
    CHAPTER = "chapter"
    ALL = "all"


def comparison_wish(base: BaseClauses, columns: tuple[str, ...], scope: Scope, section_id: str) -> ComparisonWish:
    """The wish for the clause with this id, for its chapter, or for all."""
    if scope is Scope.ALL:
        return ComparisonWish(base.plan.id, columns, None)
    part, sections = chapter_of(base, section_id)
    clause = base.clause(section_id)
    if scope is Scope.CLAUSE and clause is not None:
        part, sections = clause.title, frozenset((section_id,))
    return ComparisonWish(base.plan.id, columns, sections, part)


def chapter_of(base: BaseClauses, section_id: str) -> tuple[str, frozenset[str]]:
    """The heading of the chapter that a clause stands in, and the ids of all clauses of the chapter."""
    at = next(n for n, clause in enumerate(base.clauses) if clause.section.id == section_id)
    chapter = base.chapters[at]
    inside = [clause for clause, own in zip(base.clauses, base.chapters, strict=True) if own == chapter]
    return heading(inside[0].section), frozenset(clause.section.id for clause in inside)


def chapter_choices(base: BaseClauses) -> tuple[tuple[str, str], ...]:
    """(section id, heading) of every chapter, in order."""
    return tuple((clause.section.id, heading(clause.section)) for clause in base.clauses if not clause.ancestors)


# Columns -----------------------------------------------------------------------------------------------------------


def short_name(plan: Plan) -> str:
    """A plan's region as people say it, else its title."""
    return plan.front.region or plan.front.title


def column_head(plan: Plan) -> ColumnHead:
    title = plan.front.title
    role = "草稿" if plan.role is Role.DRAFT else CARD_WORD if plan.is_card else "参考规划"
    return ColumnHead(plan.id, short_name(plan), f"{role}　{title}", f"{title}（{role}）")


def strip_lines(plans: Sequence[Plan]) -> tuple[StripLine, ...]:
    return tuple(StripLine(plan.id, short_name(plan)) for plan in plans)


def strip_columns(base: BaseClauses) -> tuple[StripColumn, ...]:
    return tuple(
        StripColumn(clause.section.id, f"{clause.path}　{clause.title}", not clause.ancestors)
        for clause in base.clauses
    )


# Cells -------------------------------------------------------------------------------------------------------------


def cell(
    base: Clause,
    found: PlanCounterparts,
    known: Clauses,
    plans: Mapping[str, Plan],
    decisions: Sequence[Decision],
    chosen: str = "",
) -> Candidate:
    """What one plan's cell shows for a clause: its best counterpart or the one `chosen` from the others.

    A plan that only mentions the subject shows where, and keeps its candidates to choose from, but claims nothing.
    """
    own = [d for d in decisions if d.base_section == base.section.id and d.other_plan == found.plan_id]
    rejected = tuple(_rejected(d, known) for d in own if d.verdict == "rejected" and _key(d) in known)
    plan = plans[found.plan_id]
    if found.verdict is not Verdict.MATCH and not chosen:
        return _missing(found, known, plan.source_title, rejected)
    titles = {plan.id: plan.source_title}
    shown = plan_candidates(replace(found, verdict=Verdict.MATCH), known, titles, SharedWording(base.text), chosen).best
    note = next((d.note for d in own if d.other_section == shown.key), "")
    clause = known.get((plan.id, shown.key))
    outline = headings_below(plan.sections, clause.index) if clause and not clause.text else ""
    return replace(shown, note=note, outline=outline, others=(*shown.others, *rejected))


def _missing(found: PlanCounterparts, known: Clauses, title: str, rejected: tuple[CandidateItem, ...]) -> Candidate:
    listed = [each for each in found.candidates if (found.plan_id, each.section_id) in known]
    others = tuple(candidate_item(each) for each in listed)
    mentioned = found.verdict is Verdict.MENTION and bool(listed)
    band = Band.MENTIONED if mentioned else Band.NONE
    reasons = (f"仅提及：{listed[0].path}　{listed[0].title}",) if mentioned else ()
    return Candidate(
        "", "", "", source=title, band=Band.NONE.value, band_hint=HINTS[band],
        strength=STRENGTHS[band], reasons=reasons, others=(*others, *rejected),
    )  # fmt: skip


def _key(decision: Decision) -> tuple[str, str]:
    return decision.other_plan, decision.other_section


def _rejected(decision: Decision, known: Clauses) -> CandidateItem:
    clause = known[_key(decision)]
    return CandidateItem(decision.other_section, clause.path, clause.title, rejected=True)


def strip_cell(found: PlanCounterparts) -> StripCell:
    """A plan's cell of the strip: the band of its best candidate as far as its verdict bears it out."""
    best = found.candidates[0] if found.candidates else None
    if best is None or found.verdict is Verdict.NONE:
        return StripCell(Strength.NONE, hint=Band.NONE.value)
    strength = Strength.MENTION if found.verdict is Verdict.MENTION else STRENGTHS[best.band]
    word = Band.MENTIONED.value if found.verdict is Verdict.MENTION else best.band.value
    return StripCell(strength, best.pinned, f"{word}　{best.path}　{best.title}")


# Choosing rows -----------------------------------------------------------------------------------------------------


def shown_rows(base: BaseClauses, showing: Showing, chapter: str, found: Found, plan_ids: Sequence[str]):
    """The rows that pass the filters; a clause whose counterparts are not known yet passes only “all”."""
    return tuple(
        row
        for row, own_chapter in zip(base.rows, base.chapters, strict=True)
        if (not chapter or own_chapter == chapter) and _passes(showing, found.get(row.key), plan_ids)
    )


def _passes(showing: Showing, found: Sequence[PlanCounterparts] | None, plan_ids: Sequence[str]) -> bool:
    if showing is Showing.ALL:
        return True
    shown = [each for each in found or () if each.plan_id in plan_ids]
    match showing:
        case Showing.MATCHED:
            return any(each.verdict is Verdict.MATCH for each in shown)
        case Showing.MISSING:
            return any(each.verdict is not Verdict.MATCH for each in shown)
        case _:
            return any(candidate.pinned for each in shown for candidate in each.candidates)


def is_missing(found: Sequence[PlanCounterparts] | None, plan_ids: Sequence[str]) -> bool:
    """Whether one of these plans is known to have no counterpart."""
    return any(each.verdict is not Verdict.MATCH for each in found or () if each.plan_id in plan_ids)


def holds(
    row: ClauseRow, text: str, found: Sequence[PlanCounterparts] | None, known: Clauses, plan_ids: Sequence[str]
) -> bool:
    """Whether a text stands in a row: in the base clause or in a counterpart that its cells show."""
    if text in row.title or text in row.text:
        return True
    for each in found or ():
        if each.plan_id in plan_ids and each.verdict is Verdict.MATCH and each.candidates:
            clause = known.get((each.plan_id, each.candidates[0].section_id))
            if clause and (text in clause.title or text in clause.text):
                return True
    return False
