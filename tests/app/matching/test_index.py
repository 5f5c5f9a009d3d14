from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from app.matching.counterparts import Query, find_counterparts
from app.matching.features import canonical
from app.matching.index import Index
from app.plans.model import Paragraph, Plan, Role, Section, SectionKind
from app.plans.outline import clauses
from app.progress import Cancelled
from tests.strategies import plans


def test_every_clause_of_every_plan_has_a_row_in_order(haiyan: Plan, shancheng: Plan) -> None:
    index = Index.build([haiyan, shancheng])
    assert index.clauses_of("海堰").clauses == clauses(haiyan)
    assert index.place("海堰") == (0, range(0, 15))
    assert index.place("山城") == (0, range(15, 28))
    assert len(index) == 28


def test_an_unchanged_clause_is_found_by_its_row_and_a_changed_one_is_not(haiyan: Plan) -> None:
    index = Index.build([haiyan])
    clause = clauses(haiyan)[3]
    assert index.find(clause) == (index.shelves[0], 3)
    assert index.find(replace(clause, text="别的文字")) is None
    assert index.find(replace(clause, plan_id="别的规划")) is None


def test_text_behind_a_list_of_items_has_no_row_of_its_own(haiyan: Plan) -> None:
    more = Section("", 2, SectionKind.UNNUMBERED, blocks=(Paragraph("以上各项都要落实养老金融。"),), id="x")
    index = Index.build([replace(haiyan, sections=(*haiyan.sections, more))])
    assert len(index) == len(haiyan.sections)
    assert "养老金融" in index.clauses_of("海堰").clauses[12].text


def test_a_cosine_with_itself_is_one_and_with_nothing_shared_nought(haiyan: Plan) -> None:
    index = Index.build([haiyan])
    assert index.statistics
    title = canonical(haiyan.sections[9].title)
    cosines = index.shelves[0].title_cosines(index.statistics.idf.terms([(title, 1.0)]))
    assert cosines[9] == pytest.approx(1.0, abs=1e-2)
    assert cosines[0] < 0.1
    assert (index.shelves[0].title_cosines(index.statistics.idf.terms([("", 1.0)])) == 0).all()


def test_sections_below_count_for_the_one_above_at_a_discount(haiyan: Plan) -> None:
    index = Index.build([haiyan])
    assert index.statistics
    cosines = index.shelves[0].cosines(index.statistics.idf.terms([("上市后备", 1.0)]))
    chapter, section = 8, 10
    assert 0 < cosines[chapter] < cosines[section]
    assert np.flatnonzero(cosines > 1e-6).tolist() == [chapter, section]


def test_building_can_be_cancelled(haiyan: Plan) -> None:
    def stop(_message: str, _fraction: float) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        Index.build([haiyan], stop)


def test_progress_ends_at_one(haiyan: Plan) -> None:
    told: list[float] = []
    Index.build([haiyan], lambda _message, fraction: told.append(fraction))
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_a_changed_draft_leaves_the_references_as_they_are(haiyan: Plan, shancheng: Plan) -> None:
    draft = replace(shancheng, role=Role.DRAFT)
    before = Index.build([haiyan, draft])
    after = Index.build([haiyan, replace(draft, sections=draft.sections[:-1])], before=before)
    assert after.shelves[0] is before.shelves[0]
    assert len(after) == len(before) - 1


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plans(Role.REFERENCE, "甲"), plans(Role.DRAFT, "乙"), plans(Role.DRAFT, "乙"))
def test_an_index_brought_up_to_date_answers_like_one_built_anew(reference: Plan, draft: Plan, later: Plan) -> None:
    updated = Index.build([reference, later], before=Index.build([reference, draft]))
    anew = Index.build([reference, later])
    for query in map(Query.of_clause, clauses(later) + clauses(reference)):
        assert find_counterparts(updated, query) == find_counterparts(anew, query)
