"""Topics that the drafter gave a clause by hand: they stand in the place of what the words of the clause say."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence

SETTING = "coverage.topics"
"""The setting of a library that keeps them."""

Assignments = Mapping[tuple[str, str], tuple[str, ...]]
"""Topic ids by (plan id, section id); () means that the clause is on no topic."""


def loaded(text: str | None) -> Assignments:
    """What `dumped` wrote; nothing for anything else."""
    try:
        entries = json.loads(text or "[]")
        return {(str(plan), str(section)): tuple(map(str, topics)) for plan, section, topics in entries}
    except (ValueError, TypeError):
        return {}


def dumped(assignments: Assignments) -> str:
    entries = [[plan, section, list(topics)] for (plan, section), topics in sorted(assignments.items())]
    return json.dumps(entries, ensure_ascii=False)


def with_assignment(
    assignments: Assignments, plan_id: str, section_id: str, topics: Sequence[str] | None
) -> Assignments:
    """These with one clause given other topics; None gives it back to its words."""
    kept = {clause: given for clause, given in assignments.items() if clause != (plan_id, section_id)}
    return kept if topics is None else {**kept, (plan_id, section_id): tuple(topics)}


def within(assignments: Assignments, topic_ids: Collection[str]) -> Assignments:
    """These as far as the topics are still there; a clause that none is left of is given back to its words."""
    left = {clause: tuple(one for one in given if one in topic_ids) for clause, given in assignments.items()}
    return {clause: topics for clause, topics in left.items() if topics or not assignments[clause]}
