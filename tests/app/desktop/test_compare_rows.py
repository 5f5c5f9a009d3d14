from __future__ import annotations

from dataclasses import replace

import pytest

from app.desktop.compare_rows import (
    Showing,
    base_clauses,
    cell,
    chapter_choices,
    column_head,
    headings_below,
    holds,
    is_missing,
    shown_rows,
    strip_cell,
    strip_columns,
)
from app.matching.counterparts import Band, Candidate, PlanCounterparts, Verdict
from app.matching.decisions import Decision
from app.plans.outline import clauses
from widgets.candidate import Strength


def with_ids(plan, plan_id):
    sections = tuple(replace(section, id=f"{plan_id}{n}") for n, section in enumerate(plan.sections))
    return replace(plan, id=plan_id, sections=sections)


@pytest.fixture
def draft(small_draft):
    return with_ids(small_draft, "d")


@pytest.fixture
def reference(small_reference):
    return with_ids(small_reference, "r")


@pytest.fixture
def known(reference):
    return {("r", clause.section.id): clause for clause in clauses(reference)}


@pytest.fixture
def base(draft):
    return base_clauses(draft)


GREEN = Candidate("r", "r1", "一/（一）", "大力发展绿色金融", 0.9, Band.SAME, ("同题“绿色金融”",))
PLAIN = Candidate("r", "r2", "一/（二）", "深化普惠金融", 0.2, Band.MENTIONED, ())
MATCH = PlanCounterparts("r", Verdict.MATCH, (GREEN, PLAIN))
MENTION = PlanCounterparts("r", Verdict.MENTION, (PLAIN, GREEN))
NOTHING = PlanCounterparts("r", Verdict.NONE, (PLAIN,))


def test_every_clause_of_the_base_is_a_row_in_reading_order(base, draft):
    assert [row.key for row in base.rows] == [section.id for section in draft.sections]
    green = base.rows[3]
    assert (green.path, green.title, green.level) == ("二/（一）", "绿色金融", 2)
    assert any(green.text[mark.start : mark.end] == "2025年" for mark in green.marks)


def test_a_heading_without_text_lists_what_stands_below_it(base, draft):
    assert base.rows[2].outline == "下设 2 条：（一）绿色金融；（二）普惠金融"
    assert base.rows[3].outline == ""
    assert headings_below(draft.sections, len(draft.sections) - 1) == ""


def test_chapters_and_the_strip_follow_the_outline(base):
    assert [text for _key, text in chapter_choices(base)] == ["一、发展基础", "二、主要任务", "三、组织领导"]
    assert [column.begins_chapter for column in strip_columns(base)] == [True, False, True, False, False, False, True]


def test_a_column_is_named_by_its_region(reference):
    head = column_head(reference)
    assert head.name == "柳河市"
    assert "参考规划" in head.hint


def test_a_cell_shows_the_best_counterpart_with_marks(base, known, reference):
    shown = cell(base.clauses[3], MATCH, known, {"r": reference}, ())
    assert (shown.key, shown.band, shown.strength) == ("r1", "同题", Strength.STRONG)
    assert {"phrase", "number"} <= {mark.kind for mark in shown.marks}
    assert [item.key for item in shown.others] == ["r2"]


def test_the_drafter_may_look_at_another_candidate(base, known, reference):
    shown = cell(base.clauses[3], MATCH, known, {"r": reference}, (), chosen="r2")
    assert shown.key == "r2"
    assert [item.key for item in shown.others] == ["r1"]


def test_a_plan_that_only_mentions_the_subject_claims_nothing_but_says_where(base, known, reference):
    shown = cell(base.clauses[3], MENTION, known, {"r": reference}, ())
    assert (shown.key, shown.text, shown.band) == ("", "", "无对应")
    assert shown.reasons == ("仅提及：一/（二）　深化普惠金融",)
    assert [item.key for item in shown.others] == ["r2", "r1"]
    assert cell(base.clauses[3], MENTION, known, {"r": reference}, (), chosen="r1").key == "r1"


def test_a_plan_that_has_nothing_says_so_and_still_offers_its_nearest(base, known, reference):
    shown = cell(base.clauses[3], NOTHING, known, {"r": reference}, ())
    assert (shown.key, shown.reasons, len(shown.others)) == ("", (), 1)


def test_notes_and_rejections_of_the_pair_are_shown(base, known, reference):
    decisions = (
        Decision("d", "d3", "r", "r1", "pinned", "口径一致"),
        Decision("d", "d3", "r", "r3", "rejected"),
        Decision("d", "d4", "r", "r2", "rejected"),
    )
    shown = cell(base.clauses[3], MATCH, known, {"r": reference}, decisions)
    assert shown.note == "口径一致"
    assert [item.key for item in shown.others if item.rejected] == ["r3"]


def test_clauses_that_are_gone_are_not_offered(base, known, reference):
    del known["r", "r1"]
    assert cell(base.clauses[3], MATCH, known, {"r": reference}, ()).key == "r2"


@pytest.mark.parametrize(
    ("found", "strength", "pinned"),
    [
        (MATCH, Strength.STRONG, False),
        (MENTION, Strength.MENTION, False),
        (NOTHING, Strength.NONE, False),
        (PlanCounterparts("r", Verdict.NONE, ()), Strength.NONE, False),
        (PlanCounterparts("r", Verdict.MATCH, (replace(GREEN, pinned=True),)), Strength.STRONG, True),
    ],
)
def test_the_strip_tells_the_verdict_not_the_score(found, strength, pinned):
    shown = strip_cell(found)
    assert (shown.strength, shown.pinned) == (strength, pinned)


def test_filters_show_what_they_say(base):
    pinned = PlanCounterparts("r", Verdict.MATCH, (replace(GREEN, pinned=True),))
    found = {"d0": (NOTHING,), "d1": (MENTION,), "d3": (MATCH,), "d5": (pinned,)}

    def shown(showing, chapter="", plans=("r",)):
        return [row.key for row in shown_rows(base, showing, chapter, found, plans)]

    assert len(shown(Showing.ALL)) == 7
    assert shown(Showing.MATCHED) == ["d3", "d5"]
    assert shown(Showing.MISSING) == ["d0", "d1"]
    assert shown(Showing.PINNED) == ["d5"]
    assert shown(Showing.ALL, "d2") == ["d2", "d3", "d4", "d5"]
    assert shown(Showing.MATCHED, "d0") == []
    assert shown(Showing.MATCHED, plans=("other",)) == []


def test_gaps_are_told_only_where_the_answer_is_known():
    assert is_missing((NOTHING,), ("r",))
    assert is_missing((MENTION,), ("r",))
    assert not is_missing((MATCH,), ("r",))
    assert not is_missing(None, ("r",))


def test_find_looks_into_the_base_and_into_what_the_cells_show(base, known):
    row = base.rows[3]
    assert holds(row, "绿色项目库", (), known, ("r",))
    assert holds(row, "80亿元", (MATCH,), known, ("r",))
    assert not holds(row, "80亿元", (NOTHING,), known, ("r",))
    assert not holds(row, "80亿元", (MATCH,), known, ())
