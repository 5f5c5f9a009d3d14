"""What the coverage page shows, worked out from plain values: the grid, the two lists, the clauses of a cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.desktop.session import ClauseAddress
from app.matching.assignments import Assignments
from app.matching.coverage import TopicCoverage, coverage, missing, only
from app.matching.topics import Topic
from app.plans.model import Plan, Role
from app.plans.outline import Clause, end_of, own_text, place_line
from app.progress import Progress
from widgets.coverage_grid import GridAddress, GridCell, GridLine

LONG = 3000  # characters on one topic from which a cell is as dark as it gets


@dataclass(frozen=True, slots=True)
class Laid:
    """All plans laid against the topics. The draft's column stands first."""

    plans: tuple[Plan, ...]
    draft_id: str | None
    topics: tuple[TopicCoverage, ...]
    lengths: dict[tuple[str, str], int]  # characters by (topic id, plan id)
    lacking: tuple[TopicCoverage, ...]  # most references have it, the draft does not
    alone: tuple[TopicCoverage, ...]  # only the draft has it
    by_hand: frozenset[tuple[str, str]] = frozenset()  # clauses whose topics the drafter gave, by (plan id, section id)
    subjects: tuple[Topic, ...] = ()  # the subject list that they were laid against

    def name_of(self, plan_id: str) -> str:
        return next(short_name(plan) for plan in self.plans if plan.id == plan_id)

    def topic(self, topic_id: str) -> TopicCoverage:
        return next(topic for topic in self.topics if topic.id == topic_id)

    def clauses(self, address: GridAddress) -> tuple[Clause, ...]:
        """The clauses of a cell, or of all plans for a whole row."""
        found = self.topic(address.row).clauses
        chosen = [plan.id for plan in self.plans] if address.column is None else [address.column]
        return tuple(clause for plan_id in chosen for clause in found.get(plan_id, ()))


def lay(
    plans: Sequence[Plan],
    draft_id: str | None,
    subjects: tuple[Topic, ...],
    by_hand: Assignments,
    progress: Progress,
) -> Laid:
    """Lay plans against the topics; the draft under work first, then the references; other drafts stay out."""
    own = [plan for plan in plans if plan.id == draft_id]
    references = [plan for plan in plans if plan.role is Role.REFERENCE]
    shown = (*own, *references)
    progress("归入主题", 0.1)
    topics = coverage(shown, subjects, by_hand)
    progress("计算篇幅", 0.8)
    by_id = {plan.id: plan for plan in shown}
    lengths = {
        (topic.id, plan_id): _length(by_id[plan_id], clauses)
        for topic in topics
        for plan_id, clauses in topic.clauses.items()
        if clauses
    }
    ids = [plan.id for plan in references]
    lacking = missing(topics, own[0].id, ids) if own else ()
    alone = only(topics, own[0].id) if own else ()
    return Laid(shown, own[0].id if own else None, topics, lengths, lacking, alone, frozenset(by_hand), subjects)


def _length(plan: Plan, clauses: Sequence[Clause]) -> int:
    """Characters of some clauses with all below them, each section once; of a card those of its digests."""
    rows = {row for clause in clauses for row in range(clause.index, end_of(plan.sections, clause.index))}
    sections = [plan.sections[row] for row in rows]
    digests = sum(len(section.digest or "") for section in sections) if plan.is_card else 0
    return digests + sum(len(section.title) + len(own_text(section)) for section in sections)


def grid_of(laid: Laid) -> tuple[list[GridLine], list[GridLine], dict[tuple[str, str], GridCell]]:
    """Rows, columns and cells of the grid."""
    rows = [GridLine(topic.id, topic.name, topic.name) for topic in laid.topics]
    columns = [GridLine(plan.id, short_name(plan), plan.front.title, plan.id == laid.draft_id) for plan in laid.plans]
    lacking = {topic.id for topic in laid.lacking}
    cells: dict[tuple[str, str], GridCell] = {}
    for topic in laid.topics:
        for column in columns:
            found = topic.clauses.get(column.key, ())
            length = laid.lengths.get((topic.id, column.key), 0)
            where = f"{column.name} · {topic.name}"
            if found:
                hint = f"{where}：{len(found)} 条，共 {length} 字"
                cells[topic.id, column.key] = GridCell(str(len(found)), min(1.0, length / LONG), hint)
            elif column.own and topic.id in lacking:
                cells[topic.id, column.key] = GridCell(hint=f"{where}：参考规划多数都写了，本稿没有", gap=True)
            else:
                cells[topic.id, column.key] = GridCell(hint=f"{where}：没有")
    return rows, columns, cells


def having(laid: Laid, topic: TopicCoverage) -> str:
    """Which references have a topic: 5 个规划都有, or their names."""
    names = [laid.name_of(plan_id) for plan_id, found in topic.clauses.items() if found and plan_id != laid.draft_id]
    references = len(laid.plans) - (laid.draft_id is not None)
    if len(names) == references and references > 1:
        return f"{references} 个规划都有"
    return "、".join(names)


def short_name(plan: Plan) -> str:
    """A plan's name for a narrow column: its region, else the beginning of its title."""
    return plan.front.region or plan.front.title[:8] or "未命名"


def clause_line(laid: Laid, clause: Clause, with_plan: bool) -> str:
    """One line for a clause in a list."""
    place = place_line(clause.path, clause.title)
    if (clause.plan_id, clause.section.id) in laid.by_hand:
        place = f"{place}　〔手改〕"
    return f"{laid.name_of(clause.plan_id)}　{place}" if with_plan else place


def topics_of(laid: Laid, clause: Clause) -> tuple[str, ...]:
    """The ids of the topics that a clause is on."""
    address = address_of(clause)
    return tuple(
        topic.id
        for topic in laid.topics
        if any(address_of(found) == address for found in topic.clauses.get(clause.plan_id, ()))
    )


def address_of(clause: Clause) -> ClauseAddress:
    return ClauseAddress(clause.plan_id, clause.section.id)
