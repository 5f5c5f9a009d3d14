from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from app.matching.features import canonical
from app.matching.index import Index
from app.plans.model import Paragraph, Plan, Section, SectionKind
from app.plans.outline import clauses
from app.progress import Cancelled


def test_every_clause_of_every_plan_has_a_row_in_order(haiyan: Plan, shancheng: Plan) -> None:
    index = Index.build([haiyan, shancheng])
    assert [entry.clause for entry in index.entries] == [*clauses(haiyan), *clauses(shancheng)]
    assert index.rows_of_plan == {"海堰": range(0, 15), "山城": range(15, 28)}


def test_an_unchanged_clause_is_found_by_its_row_and_a_changed_one_is_not(haiyan: Plan) -> None:
    index = Index.build([haiyan])
    clause = clauses(haiyan)[3]
    assert index.row(clause) == 3
    assert index.row(replace(clause, text="别的文字")) is None


def test_text_behind_a_list_of_items_has_no_row_of_its_own(haiyan: Plan) -> None:
    more = Section("", 2, SectionKind.UNNUMBERED, blocks=(Paragraph("以上各项都要落实养老金融。"),), id="x")
    index = Index.build([replace(haiyan, sections=(*haiyan.sections, more))])
    assert len(index) == len(haiyan.sections)
    assert "养老金融" in index.entries[12].text


def test_a_cosine_with_itself_is_one_and_with_nothing_shared_nought(haiyan: Plan) -> None:
    index = Index.build([haiyan])
    title = canonical(haiyan.sections[9].title)
    cosines = index.title.cosines(index.idf.terms([(title, 1.0)]))
    assert cosines[9] == pytest.approx(1.0, abs=1e-5)
    assert cosines[0] < 0.1
    assert (index.title.cosines(index.idf.terms([("", 1.0)])) == 0).all()


def test_sections_below_count_for_the_one_above_at_a_discount(haiyan: Plan) -> None:
    index = Index.build([haiyan])
    cosines = index.full.cosines(index.idf.terms([("上市后备", 1.0)]))
    chapter, section = 8, 10
    assert 0 < cosines[chapter] < cosines[section]
    assert np.flatnonzero(cosines).tolist() == [chapter, section]


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
