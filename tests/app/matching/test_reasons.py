from __future__ import annotations

import pytest

from app.matching.counterparts import Query, find_counterparts
from app.matching.index import Index
from app.matching.wording import STOCK_PHRASES
from app.plans.model import Plan
from app.plans.outline import clauses
from tests.app.matching.conftest import plan_of


@pytest.fixture(scope="module")
def index(haiyan: Plan, shancheng: Plan) -> Index:
    return Index.build([haiyan, shancheng])


def reasons(index: Index, query: Query, path: str) -> tuple[str, ...]:
    found = [one for plan in find_counterparts(index, query, top=99) for one in plan.candidates]
    return next(one.reasons for one in found if one.path == path)


def test_a_heading_alike_is_said_and_an_equal_one_is_called_equal(index: Index) -> None:
    assert "标题相近" in reasons(index, Query.of_text("绿色金融体系"), "第三章/一")
    assert "标题相同" in reasons(index, Query.of_text("建设绿色金融体系"), "第三章/一")


def test_another_function_is_named(index: Index, haiyan: Plan) -> None:
    achieved = next(clause for clause in clauses(haiyan) if clause.path == "一/（一）/1")
    said = reasons(index, Query.of_clause(achieved), "第三章/一")
    assert said[:2] == ("同题“绿色金融”", "对方写的是“举措”")


def test_stock_phrases_alone_are_no_shared_wording() -> None:
    stock = next(phrase for phrase in sorted(STOCK_PHRASES) if len(phrase) == 4)
    index = Index.build([plan_of("甲", [(1, "一", "甲事", f"{stock}，都要稳当。")])])
    said = reasons(index, Query("乙事", f"{stock}，另作安排。"), "一")
    assert not any("共有短语" in reason for reason in said)


def test_a_long_shared_phrase_is_cut_in_the_reason(index: Index) -> None:
    text = "健全环境信息披露制度设立绿色支行推动碳排放权交易"
    plan = plan_of("甲", [(1, "一", "甲事", text)])
    (said,) = [r for r in reasons(Index.build([plan]), Query("乙事", text), "一") if r.startswith("共有短语")]
    assert said == "共有短语 1 处，如“健全环境信息披露制度设立绿色…”"


def test_a_stray_character_beside_a_word_of_the_subject_list_is_not_quoted() -> None:
    index = Index.build([plan_of("甲", [(1, "一", "甲事", "做好科技金融，另作安排。")])])
    said = reasons(index, Query("乙事", "下一步办好科技金融。"), "一")
    assert "共有短语 1 处，如“科技金融”" in said


def test_a_passage_on_the_subject_in_a_clause_on_much_else_is_said() -> None:
    other = "引导银行机构优化网点布局，改进柜面流程，提高办理效率，增强客户体验，降低服务收费。" * 12
    text = f"{other}推广渔船和养殖台风指数保险，提高农业保险理赔速度，扩大承保面。{other}"
    index = Index.build([plan_of("甲", [(1, "一", "改进网点", text)])])
    assert "其中一段与此同题" in reasons(index, Query.of_text("推广渔船台风指数保险，农业保险应赔尽赔。"), "一")


def test_there_is_always_a_reason() -> None:
    index = Index.build([plan_of("甲", [(1, "一", "天", "地")])])
    assert reasons(index, Query.of_text("风"), "一")


def test_what_is_quoted_from_below_a_heading_is_quoted_as_printed() -> None:
    parent, child = (1, "一", "甲事", ""), (2, "（一）", "机构", "引来创投机构八家。")
    index = Index.build([plan_of("甲", [parent, child])])
    said = reasons(index, Query("乙事", "引来创投机构三家。"), "一")
    assert "共有短语 1 处，如“引来创投机构”" in said


def test_what_a_heading_without_text_shares_is_quoted_as_printed_in_both() -> None:
    asked = plan_of("甲", [(1, "一", "甲事", ""), (2, "（一）", "机构", "引来创投机构八家。")])
    other = plan_of("乙", [(1, "一", "乙事", "引来创业投资机构三家。")])
    query = Query.of_clause(next(iter(clauses(asked))))
    found = find_counterparts(Index.build([asked, other]), query, plan_ids=[other.id])
    assert not any("创业投资" in reason for reason in found[0].candidates[0].reasons)


def test_titles_that_differ_in_an_empty_verb_are_alike_and_not_the_same() -> None:
    index = Index.build([plan_of("甲", [(1, "一", "强化组织领导", "各部门分头落实。")])])
    said = reasons(index, Query.of_text("加强组织领导"), "一")
    assert "标题相近" in said
    assert "标题相同" not in said
