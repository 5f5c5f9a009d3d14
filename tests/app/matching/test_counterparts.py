from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.matching.counterparts import (
    MATCH_FROM,
    Band,
    Candidate,
    PlanCounterparts,
    Query,
    Verdict,
    find_counterparts,
    nearest_plans,
)
from app.matching.decisions import Decision
from app.matching.index import Index
from app.plans.model import FrontMatter, NumberStyle, Paragraph, Plan, Role, Section, SectionKind
from app.plans.outline import Clause, clauses
from tests.strategies import plans


@pytest.fixture(scope="module")
def index(haiyan: Plan, shancheng: Plan) -> Index:
    return Index.build([haiyan, shancheng])


def clause(plan: Plan, path: str) -> Clause:
    return next(one for one in clauses(plan) if one.path == path)


def only(found: tuple[PlanCounterparts, ...]) -> PlanCounterparts:
    (one,) = found
    return one


def best(found: tuple[PlanCounterparts, ...]) -> Candidate:
    return only(found).candidates[0]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("三/（一）", "第三章/一"),
        ("三/（二）", "第三章/二"),
        ("四/（一）", "第四章/一"),
        ("四/（二）", "第四章/二"),
        ("二/（二）", "第二章/二"),
        ("一/（一）", "第一章/一"),
        ("三", "第三章"),
    ],
)
def test_the_clause_of_the_same_subject_and_function_comes_first(
    index: Index, haiyan: Plan, path: str, expected: str
) -> None:
    assert best(find_counterparts(index, Query.of_clause(clause(haiyan, path)))).path == expected


def test_the_same_subject_in_another_function_stands_behind(index: Index, shancheng: Plan) -> None:
    candidates = only(find_counterparts(index, Query.of_clause(clause(shancheng, "第三章/一")))).candidates
    order = [candidate.path for candidate in candidates]
    assert order.index("三/（一）") < order.index("一/（一）/1")


def test_a_clause_is_not_looked_for_in_its_own_plan_but_a_text_is_in_all(index: Index, haiyan: Plan) -> None:
    assert [found.plan_id for found in find_counterparts(index, Query.of_clause(clauses(haiyan)[0]))] == ["山城"]
    assert [found.plan_id for found in find_counterparts(index, Query.of_text("发展绿色金融"))] == ["海堰", "山城"]


def test_only_the_plans_asked_for_are_answered(index: Index) -> None:
    assert only(find_counterparts(index, Query.of_text("绿色金融"), plan_ids=["山城"])).plan_id == "山城"


def test_a_heading_line_alone_finds_its_clause(index: Index) -> None:
    found = find_counterparts(index, Query.of_text("发展绿色金融"))
    assert [one.candidates[0].path for one in found] == ["三/（一）", "第三章/一"]
    assert {one.verdict for one in found} == {Verdict.MATCH}


def test_a_draft_text_in_other_words_finds_its_clause(index: Index) -> None:
    text = "吸引高层次专才来本市工作，帮助安居和就医，选派干部到总行挂职锻炼。"
    assert [one.candidates[0].path for one in find_counterparts(index, Query.of_text(text))] == [
        "四/（二）",
        "第四章/二",
    ]


def test_a_plan_that_has_nothing_says_so(index: Index) -> None:
    text = "整治黑臭水体，推进雨污分流，新建两座垃圾焚烧厂，空气优良天数稳中有升。"
    found = find_counterparts(index, Query.of_text(text))
    assert {one.verdict for one in found} == {Verdict.NONE}
    assert {candidate.band for one in found for candidate in one.candidates} == {Band.NONE}


def test_reasons_say_subject_function_and_shared_words(index: Index, haiyan: Plan) -> None:
    reasons = best(find_counterparts(index, Query.of_clause(clause(haiyan, "三/（一）")))).reasons
    assert reasons[:2] == ("同题“绿色金融”", "同为“举措”")
    assert any(reason.startswith("共有短语") and "环境信息披露" in reason for reason in reasons)


def test_equal_figures_are_a_reason_whatever_their_unit(index: Index, haiyan: Plan) -> None:
    assert "同一数值 12000亿元" in best(find_counterparts(index, Query.of_clause(clause(haiyan, "二/（二）")))).reasons


def decision(haiyan: Plan, shancheng: Plan, path: str, verdict: str) -> Decision:
    base, other = clause(haiyan, "三/（一）"), clause(shancheng, path)
    return Decision("海堰", base.section.id, "山城", other.section.id, verdict)  # type: ignore[arg-type]


def test_a_pin_comes_first_and_makes_a_match(index: Index, haiyan: Plan, shancheng: Plan) -> None:
    pinned = decision(haiyan, shancheng, "第三章/三", "pinned")
    found = only(find_counterparts(index, Query.of_clause(clause(haiyan, "三/（一）")), decisions=[pinned], top=2))
    assert found.verdict is Verdict.MATCH
    assert [(one.path, one.pinned) for one in found.candidates] == [("第三章/三", True), ("第三章/一", False)]
    assert found.candidates[0].band is Band.SAME


def test_what_was_rejected_does_not_come_back(index: Index, haiyan: Plan, shancheng: Plan) -> None:
    rejected = decision(haiyan, shancheng, "第三章/一", "rejected")
    query = Query.of_clause(clause(haiyan, "三/（一）"))
    found = only(find_counterparts(index, query, decisions=[rejected], top=99))
    assert "第三章/一" not in [one.path for one in found.candidates]
    assert len(found.candidates) == len(shancheng.sections) - 1


def test_decisions_about_another_clause_change_nothing(index: Index, haiyan: Plan, shancheng: Plan) -> None:
    query = Query.of_clause(clause(haiyan, "三/（二）"))
    rejected = decision(haiyan, shancheng, "第三章/二", "rejected")
    assert find_counterparts(index, query, decisions=[rejected]) == find_counterparts(index, query)


def test_a_clause_edited_since_the_index_was_built_is_judged_by_its_new_text(index: Index, haiyan: Plan) -> None:
    from dataclasses import replace

    edited = replace(clause(haiyan, "三/（三）"), text="支持企业股改上市，充实上市后备企业库。")
    edited = replace(edited, section=replace(edited.section, title="推动企业上市"))
    assert best(find_counterparts(index, Query.of_clause(edited))).path == "第三章/二"


def test_the_same_text_in_another_plan_scores_highest(haiyan: Plan) -> None:
    from dataclasses import replace

    copy = replace(haiyan, id="抄本")
    index = Index.build([haiyan, copy])
    for one in clauses(haiyan):
        assert best(find_counterparts(index, Query.of_clause(one))).path == one.path


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plans(Role.REFERENCE, "甲"), plans(Role.DRAFT, "乙"), st.text(max_size=80))
def test_any_plans_and_any_text_give_the_same_ordered_answer_twice(first: Plan, second: Plan, text: str) -> None:
    index = Index.build([first, second])
    queries = [Query.of_text(text), *map(Query.of_clause, clauses(second))]
    for query in queries:
        found = find_counterparts(index, query)
        assert found == find_counterparts(Index.build([first, second]), query)
        for one in found:
            scores = [candidate.score for candidate in one.candidates]
            assert scores == sorted(scores, reverse=True)
            assert all(0.0 <= score <= 1.0 for score in scores)
            assert all(candidate.reasons for candidate in one.candidates)


def test_an_empty_index_answers_nothing() -> None:
    assert find_counterparts(Index.build([]), Query.of_text("绿色金融")) == ()


def test_a_preface_answers_to_a_preface_whatever_it_speaks_of():
    def plan(plan_id: str, text: str) -> Plan:
        han = NumberStyle.HAN
        sections = (
            Section("前言", 1, SectionKind.PREFACE, blocks=(Paragraph(text),), id=f"{plan_id}-p"),
            Section(
                "绿色金融", 1, number="一", style=han, blocks=(Paragraph("发展绿色信贷和债券。"),), id=f"{plan_id}-g"
            ),
        )
        return Plan(FrontMatter(plan_id), sections, id=plan_id)

    ours = plan("ours", "为发展绿色信贷和债券，编制本规划。")
    theirs = plan("theirs", "山水相依，百业待兴，谨以此开篇。")
    index = Index.build([ours, theirs])
    (found,) = find_counterparts(index, Query.of_clause(clauses(ours)[0]), ["theirs"])
    assert found.verdict is Verdict.MATCH
    assert found.candidates[0].section_id == "theirs-p"
    assert all(each.score < MATCH_FROM for each in found.candidates[1:])


def test_of_many_plans_those_with_the_best_clauses_are_near(index: Index, haiyan: Plan, shancheng: Plan) -> None:
    query = Query.of_text("健全绿色金融体系，设立绿色支行。")
    ids = [haiyan.id, shancheng.id]
    best_of = {found.plan_id: found.candidates[0].score for found in find_counterparts(index, query)}
    assert nearest_plans(index, query, ids, 1) == (max(ids, key=lambda plan_id: best_of[plan_id]),)
    assert nearest_plans(index, query, ids[::-1], 2) == tuple(ids[::-1])
