from __future__ import annotations

import pytest

from app.drafting import skeleton
from app.drafting.renumber import numbering_of, renumber
from app.errors import UserError
from app.plans.model import Role, SectionKind
from app.plans.outline import paths

NAMES = [template.name for template in skeleton.outline_templates()]
PERIODS = [(2021, 2025), (2026, 2030), (2022, 2026)]


def test_both_numbering_customs_and_a_short_plan_are_offered() -> None:
    assert set(NAMES) >= {"full-han", "full-chapter", "compact-county"}
    assert len(NAMES) == len(set(NAMES))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("period", PERIODS)
def test_a_new_draft_is_a_valid_numbered_outline_without_text(name: str, period: tuple[int, int]) -> None:
    draft = skeleton.new_draft("青岚市", name, period=period)
    assert draft.role is Role.DRAFT
    assert draft.id == ""
    assert draft.sections[0].level == 1
    for before, after in zip(draft.sections, draft.sections[1:], strict=False):
        assert after.level <= before.level + 1
    assert renumber(draft.sections) == draft.sections
    assert len({section.id for section in draft.sections} - {""}) == len(draft.sections)
    assert len(set(paths(draft.sections))) == len(draft.sections)
    assert all(section.title and "{" not in section.title and not section.blocks for section in draft.sections)
    assert numbering_of(draft.sections).styles[0] is skeleton.outline_template(name).numbering.styles[0]


def test_the_front_matter_knows_region_period_and_base_year() -> None:
    front = skeleton.new_draft(" 青岚 市", "full-han").front
    assert (front.region, front.period, front.base_year) == ("青岚市", (2021, 2025), 2020)
    assert front.title == "青岚市金融业发展“十四五”规划"


def test_a_given_title_stands() -> None:
    assert skeleton.new_draft("青岚市", "full-han", title=" 青岚市金融规划 ").front.title == "青岚市金融规划"


@pytest.mark.parametrize(
    ("period", "title"),
    [
        ((2016, 2020), "青岚市金融业发展“十三五”规划"),
        ((2026, 2030), "青岚市金融业发展“十五五”规划"),
        ((2051, 2055), "青岚市金融业发展“二十五”规划"),
        ((2022, 2026), "青岚市金融业发展规划（2022—2026年）"),
        ((2021, 2035), "青岚市金融业发展规划（2021—2035年）"),
    ],
)
def test_the_title_names_the_five_year_plan_or_the_years(period: tuple[int, int], title: str) -> None:
    assert skeleton.default_title("青岚市", period) == title


def test_headings_follow_the_period() -> None:
    def titles(period: tuple[int, int]) -> list[str]:
        return [section.title for section in skeleton.new_draft("青岚市", "full-han", period=period).sections]

    assert "“十三五”时期主要成就" in titles((2021, 2025))
    assert "养老金融" not in titles((2021, 2025))
    assert "“十四五”时期主要成就" in titles((2026, 2030))
    assert {"做好金融“五篇大文章”", "养老金融"} <= set(titles((2026, 2030)))


def test_preface_and_glossary_are_no_numbered_sections() -> None:
    sections = skeleton.new_draft("青岚市", "full-chapter").sections
    assert [sections[0].kind, sections[-1].kind] == [SectionKind.PREFACE, SectionKind.GLOSSARY]
    assert sections[1].number == "第一章"


@pytest.mark.parametrize(
    ("region", "template", "period"),
    [("青岚市", "no-such", (2021, 2025)), ("　", "full-han", (2021, 2025)), ("青岚市", "full-han", (2025, 2021))],
)
def test_wrong_wishes_get_a_sentence_and_a_remedy(region: str, template: str, period: tuple[int, int]) -> None:
    with pytest.raises(UserError) as error:
        skeleton.new_draft(region, template, period=period)
    assert error.value.sentence.endswith("。")
    assert error.value.remedy.endswith("。")
