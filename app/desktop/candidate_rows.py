"""Counterparts as the candidates that cards and columns show: text, marks, reasons, the others to choose from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtGui import QColor, QTextCharFormat

from app.desktop.style import Theme
from app.matching.counterparts import Band, PlanCounterparts, Verdict
from app.matching.counterparts import Candidate as Counterpart
from app.matching.wording import SharedWording, number_spans, same_numbers
from app.plans.digest import digest_of
from app.plans.outline import Clause
from widgets.candidate import Candidate, CandidateItem, Strength
from widgets.marked_layout import Mark, MarkStyle, MarkStyles

Clauses = Mapping[tuple[str, str], Clause]
"""Every clause by (plan id, section id)."""

STRENGTHS = {
    Band.SAME: Strength.STRONG,
    Band.RELATED: Strength.RELATED,
    Band.MENTIONED: Strength.MENTION,
    Band.NONE: Strength.NONE,
}

HINTS = {
    Band.SAME: "同题：主题和作用都与本条一致，可以直接对照。",
    Band.RELATED: "相关：主题相近，范围或作用不完全一致，请核对后使用。",
    Band.MENTIONED: "提及：该规划谈到这一主题，但没有专门的条款与本条对应。",
    Band.NONE: "无对应：没有找到与本条作用相同的条款。",
}


@dataclass(frozen=True, slots=True)
class PlanCandidates:
    """What one plan has for the clause asked about; `best` has key "" where it has nothing."""

    plan_id: str
    best: Candidate
    counterparts: PlanCounterparts


def mark_styles(theme: Theme) -> MarkStyles:
    """How shared phrases and numbers look: a ground and an underline each, so never by colour alone."""
    underline = QTextCharFormat.UnderlineStyle
    return {
        "phrase": MarkStyle(QColor(theme.phrase), underline.SingleUnderline, QColor(theme.faint)),
        "number": MarkStyle(QColor(theme.number), underline.DotLine, QColor(theme.faint)),
        "same_number": MarkStyle(QColor(theme.number), underline.SingleUnderline, QColor(theme.accent), bold=True),
    }


def marks_of(base: SharedWording, text: str) -> tuple[Mark, ...]:
    """Shared phrases, numbers, and numbers of equal value, as marks of `text`."""
    spans = (*base.phrases(text), *number_spans(text), *same_numbers(base.text, text))
    return tuple(Mark(span.start, span.end, span.kind) for span in spans)


def plan_candidates(
    counterparts: PlanCounterparts, clauses: Clauses, sources: Mapping[str, str], base: SharedWording, chosen: str = ""
) -> PlanCandidates:
    """The candidate to show for one plan: the one with section id `chosen`, else the best.

    `sources` are titles; `base` is the text of the clause that was asked about, prepared for all plans.
    """
    plan_id = counterparts.plan_id
    known = [found for found in counterparts.candidates if (plan_id, found.section_id) in clauses]
    if counterparts.verdict is Verdict.NONE or not known:
        best = Candidate("", "", "", source=sources[plan_id], band=Band.NONE.value, band_hint=HINTS[Band.NONE])
        return PlanCandidates(plan_id, best, counterparts)
    shown = next((found for found in known if found.section_id == chosen), known[0])
    others = tuple(candidate_item(found) for found in known if found is not shown)
    return PlanCandidates(plan_id, _candidate(shown, clauses, sources[plan_id], base, others), counterparts)


def _candidate(
    found: Counterpart, clauses: Clauses, source: str, base: SharedWording, others: tuple[CandidateItem, ...]
) -> Candidate:
    clause = clauses[found.plan_id, found.section_id]
    return Candidate(
        key=found.section_id,
        path=found.path,
        title=found.title,
        text=clause.text,
        source=source,
        band=found.band.value,
        band_hint=HINTS[found.band],
        strength=STRENGTHS[found.band],
        reasons=found.reasons,
        summary=summary_of(clause),
        marks=marks_of(base, clause.text),
        pinned=found.pinned,
        others=others,
    )


def summary_of(clause: Clause) -> str:
    """The digest of a clause with a word of whose it is; long texts without one get the automatic one."""
    digest, automatic = digest_of(clause)
    return f"{'自动要点' if automatic else '要点'}：{digest}" if digest else ""


def candidate_item(found: Counterpart) -> CandidateItem:
    """A line of the menu of others; “无对应” before a clause that may be chosen would say the opposite."""
    word = "" if found.band is Band.NONE else found.band.value
    return CandidateItem(found.section_id, found.path, found.title, word, STRENGTHS[found.band], found.pinned)
