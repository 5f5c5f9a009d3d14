"""A machine that has only the program: the command line on the built-in cards and the sample draft."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.compose import furnish
from app.exporting.comparison import build_comparison
from app.library import Library
from app.matching.index import Index
from app.plans.model import Role
from app.plans.outline import find


@pytest.fixture
def furnished(plandesk, tmp_path: Path):
    """The command line on a library as the first start makes it."""
    with Library.open(tmp_path / "library.db") as library:
        furnish(library, None)
    return plandesk


def test_the_list_marks_cards(furnished, fits) -> None:
    said = furnished("plans")
    assert said.out.count("要点版") == 5
    document = furnished("plans", "--json").document
    fits(document, "plans")
    assert sum(plan["is_card"] for plan in document["plans"]) == 5


def test_the_outline_of_a_card_has_digests_and_no_paragraphs(furnished, fits) -> None:
    document = furnished("outline", "舟山", "--json").document
    fits(document, "outline")
    assert not any(section["paragraphs"] for section in document["sections"])
    assert sum(section["digest"] is not None for section in document["sections"]) > 40
    assert [box["label"] for box in document["boxes"]] == ["专栏一", "专栏二", "专栏三", "专栏四", "专栏五"]


def test_indicators_and_facts_of_a_card(furnished, fits) -> None:
    indicators = furnished("indicators", "济南", "--json").document
    fits(indicators, "indicators")
    assert len(indicators["indicators"]) == 12
    facts = furnished("facts", "青海", "--json").document
    fits(facts, "facts")
    assert {"actual", "target"} == {fact["role"] for fact in facts["facts"]}


def test_counterparts_of_a_text_are_found_on_cards(furnished, fits) -> None:
    document = furnished("match", "--text", "发展绿色信贷、绿色债券，建立绿色项目库", "--json").document
    fits(document, "match")
    by_plan = {plan["plan"]: plan for plan in document["results"][0]["plans"]}
    green = {"jinan": "四/（四）/5", "xining": "四/（一）/1", "zhoushan": "三/（四）/2", "qinghai": "第四章/一/（二）"}
    found = [plan_id for plan_id in green if by_plan[plan_id]["verdict"] == "match"]
    assert len(found) >= 3
    assert all(by_plan[plan_id]["candidates"][0]["path"].startswith(green[plan_id]) for plan_id in found)


def test_coverage_knows_where_cards_speak_of_a_topic(furnished) -> None:
    topics = furnished("coverage", "--json").document["topics"]
    green = next(topic for topic in topics if topic["name"] == "绿色金融")
    assert all(green["plans"][plan_id] for plan_id in ("qingdao-xihaian", "jinan", "xining", "zhoushan", "qinghai"))


def test_a_card_cannot_be_exported_as_a_document(furnished, tmp_path: Path) -> None:
    said = furnished("export", "docx", "济南", "-o", tmp_path / "x.docx")
    assert said.code == 1
    assert "没有原文可以导出" in said.err
    assert not (tmp_path / "x.docx").exists()


def test_the_comparison_of_the_sample_draft_has_counterparts_in_every_card(furnished, tmp_path: Path) -> None:
    written = furnished("export", "comparison", "青岚", "-o", tmp_path / "c.xlsx")
    assert (written.code, (tmp_path / "c.xlsx").exists()) == (0, True)
    with Library.open(tmp_path / "library.db", write=False) as library:
        (draft,) = [library.plan(one.id) for one in library.plans(Role.DRAFT)]
        cards = [library.plan(one.id) for one in library.plans(Role.REFERENCE)]
    comparison = build_comparison(draft, cards, Index.build([draft, *cards]))
    assert all(title.endswith("（要点版）") for title in comparison.plan_titles)
    for column, plan in enumerate(cards):
        cells = [row.cells[column] for row in comparison.rows if row.cells[column]]
        assert len(cells) > len(comparison.rows) // 2, plan.id
        assert all(find(plan.sections, cell.path) is not None for cell in cells)
    green = next(row for row in comparison.rows if row.title == "大力发展绿色金融")
    assert sum(cell is not None and "绿色" in cell.title for cell in green.cells) >= 4


def test_cards_are_added_by_command_and_only_once(plandesk, fits) -> None:
    added = plandesk("cards", "--json").document
    fits(added, "plans")
    assert [plan["is_card"] for plan in added["plans"]] == [True] * 5
    assert plandesk("cards", "--json").document == {"plans": []}
    assert "都已在规划库中" in plandesk("cards").out
