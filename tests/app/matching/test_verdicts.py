from __future__ import annotations

import pytest

from app.matching.counterparts import Band, Query, Verdict, find_counterparts
from app.matching.decisions import Decision
from app.matching.index import Index
from app.matching.query import weigh
from app.matching.ranking import rank
from app.matching.verdicts import Sign, signs
from app.plans.model import Plan
from app.plans.outline import clauses


@pytest.fixture(scope="module")
def index(haiyan: Plan, shancheng: Plan) -> Index:
    return Index.build([haiyan, shancheng])


def test_a_plan_that_speaks_of_a_subject_is_told_from_one_that_does_not(index: Index) -> None:
    # Only 海堰 has a clause on insurance for fishing.
    found = find_counterparts(index, Query.of_text("推广渔船和养殖指数保险，台风过后快速理赔，帮助渔民增收。"))
    verdicts = {one.plan_id: one.verdict for one in found}
    assert verdicts["海堰"] is Verdict.MATCH
    assert verdicts["山城"] is Verdict.NONE


def test_no_clause_is_called_nearer_than_the_verdict_allows(index: Index, haiyan: Plan) -> None:
    for clause in clauses(haiyan):
        for found in find_counterparts(index, Query.of_clause(clause)):
            bands = [candidate.band for candidate in found.candidates]
            if found.verdict is Verdict.MATCH:
                assert bands[0] in (Band.SAME, Band.RELATED)
            elif found.verdict is Verdict.MENTION:
                assert bands[0] is Band.MENTIONED
                assert not {Band.SAME, Band.RELATED} & set(bands)
            else:
                assert set(bands) <= {Band.NONE}


def test_signs_lie_within_their_bounds(index: Index, haiyan: Plan) -> None:
    for clause in clauses(haiyan):
        weighed = weigh(index, Query.of_clause(clause))
        for values in signs(index, weighed, rank(index, Query.of_clause(clause), weighed, ["山城"]), ["山城"]):
            shares = [value for sign, value in zip(Sign, values, strict=True) if sign is not Sign.BEST]
            assert all(0.0 <= value <= 1.0 + 1e-6 for value in shares)


def test_what_was_rejected_does_not_speak_for_its_plan(index: Index, haiyan: Plan, shancheng: Plan) -> None:
    base = next(clause for clause in clauses(haiyan) if clause.path == "三/（一）")
    before = find_counterparts(index, Query.of_clause(base))[0].verdict
    all_rejected = [
        Decision("海堰", base.section.id, "山城", other.section.id, "rejected") for other in clauses(shancheng)
    ]
    after = find_counterparts(index, Query.of_clause(base), decisions=all_rejected)[0]
    assert before is Verdict.MATCH
    assert after.candidates == ()
    assert after.verdict is Verdict.NONE
