from __future__ import annotations

import pytest

from app.matching.coverage import TopicCoverage, coverage, missing, only
from app.matching.topics import topics
from app.plans.model import Plan
from tests.app.matching.conftest import plan_of


@pytest.fixture(scope="module")
def laid(haiyan: Plan, shancheng: Plan) -> tuple[TopicCoverage, ...]:
    return coverage([haiyan, shancheng])


def paths(laid: tuple[TopicCoverage, ...], topic_id: str) -> dict[str, list[str]]:
    topic = next(topic for topic in laid if topic.id == topic_id)
    return {plan_id: [clause.path for clause in found] for plan_id, found in topic.clauses.items()}


def test_every_topic_stands_in_list_order_with_every_plan(laid: tuple[TopicCoverage, ...]) -> None:
    assert [topic.id for topic in laid] == [topic.id for topic in topics()]
    assert all(list(topic.clauses) == ["海堰", "山城"] for topic in laid)


def test_clauses_stand_under_the_topics_of_their_titles(laid: tuple[TopicCoverage, ...]) -> None:
    assert paths(laid, "green") == {"海堰": ["一/（一）/1", "三/（一）"], "山城": ["第三章/一"]}
    assert paths(laid, "insurance") == {"海堰": ["三/（三）"], "山城": []}


def test_a_text_full_of_a_topic_is_on_it_though_the_title_is_not() -> None:
    text = "推广供应链金融，依托核心企业盘活应收账款，支持上下游订单融资和仓单质押，发展票据保理。"
    laid = coverage([plan_of("甲", [(1, "一", "助力产业发展", text)])])
    assert paths(laid, "supply-chain") == {"甲": ["一"]}


def test_missing_lists_what_most_others_have_and_the_draft_lacks(laid: tuple[TopicCoverage, ...]) -> None:
    names = [topic.name for topic in missing(laid, "山城", ["海堰"])]
    assert "保险业发展" in names
    assert "绿色金融" not in names
    assert missing(laid, "山城", []) == ()


def test_topics_of_more_references_stand_first() -> None:
    def topic(topic_id: str, *having: str) -> TopicCoverage:
        clause = coverage([plan_of("样", [(1, "一", "绿色金融", "")])])
        green = next(one for one in clause if one.id == "green").clauses["样"]
        return TopicCoverage(topic_id, topic_id, {plan: green if plan in having else () for plan in "甲乙丙稿"})

    laid = (
        topic("两家", "甲", "乙"),
        topic("三家", "甲", "乙", "丙"),
        topic("一家", "甲"),
        topic("稿也有", *"甲乙丙稿"),
    )
    assert [one.id for one in missing(laid, "稿", "甲乙丙")] == ["三家", "两家"]
    assert [one.id for one in missing(laid, "稿", "甲乙丙", at_least=3)] == ["三家"]


def test_only_lists_what_no_other_plan_has(laid: tuple[TopicCoverage, ...]) -> None:
    names = [topic.name for topic in only(laid, "山城")]
    assert "乡村振兴与农村金融" in names
    assert "绿色金融" not in names


def test_the_draft_itself_is_not_another_plan(haiyan: Plan) -> None:
    laid = coverage([haiyan])
    assert {topic.id for topic in only(laid, "海堰")} == {topic.id for topic in laid if topic.clauses["海堰"]}
