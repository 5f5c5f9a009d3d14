from __future__ import annotations

import re

import pytest

from app.drafting.guidance import Guidance, guidance, guidance_for
from app.drafting.skeleton import new_draft, outline_templates
from app.plans.outline import clauses


def subject(title: str, *ancestors: str) -> str | None:
    found = guidance_for(title, ancestors)
    return found.subject if found else None


@pytest.mark.parametrize("period", [(2021, 2025), (2026, 2030)])
@pytest.mark.parametrize("name", [template.name for template in outline_templates()])
def test_every_heading_of_every_template_has_guidance(name: str, period: tuple[int, int]) -> None:
    missing = [
        clause.title
        for clause in clauses(new_draft("青岚市", name, period=period))
        if guidance_for(clause.title, clause.ancestors) is None
    ]
    assert missing == []


@pytest.mark.parametrize("one", guidance(), ids=lambda one: one.subject)
def test_guidance_is_complete_and_its_words_lead_to_it(one: Guidance) -> None:
    assert all(text.endswith("。") for _, text in one.parts((2026, 2030)))
    assert len(one.text()) > 80
    assert [subject(word) for word in one.words] == [one.subject] * len(one.words)


def test_no_word_stands_for_two_subjects() -> None:
    words = [word for one in guidance() for word in one.words]
    assert len(words) == len(set(words))


def test_a_renamed_heading_keeps_its_guidance() -> None:
    assert subject("以碳账户为抓手大力发展绿色金融") == "green"
    assert subject("推进企业股改上市挂牌") == "listing"
    assert subject("加强非法金融活动打击力度") == "illegal"


def test_under_achievements_and_goals_every_section_is_about_them() -> None:
    assert subject("绿色金融创新体系不断健全", "发展基础", "发展成就") == "achievements"
    assert subject("普惠金融覆盖面扩大", "总体要求", "发展目标") == "goals"
    assert subject("存在的主要问题", "发展基础与形势") == "shortcomings"


def test_a_heading_without_a_subject_follows_the_one_above() -> None:
    assert subject("推动青岚银行提质升级", "健全金融组织体系", "做优地方法人机构") == "local_banks"
    assert subject("另行安排") is None


def test_changes_since_2026_show_only_in_later_periods() -> None:
    pension = guidance_for("养老金融")
    assert pension is not None
    assert "时期变化" not in pension.text((2021, 2025))
    assert "时期变化：列为五篇大文章之一" in pension.text((2026, 2030))


def test_dated_changes_name_their_year() -> None:
    changes = [one.since_2026 for one in guidance() if one.since_2026 and "〔" in one.since_2026]
    assert changes
    assert all(re.search(r"〔20\d\d〕\d+号.*20\d\d年", text) for text in changes)
