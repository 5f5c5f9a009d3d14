"""What a plan's own file says otherwise than its card."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from app.figures.indicators import indicators_of
from app.library_identity import plan_id_for
from app.plans.card_differences import differences
from app.plans.cards import card
from app.plans.reading import read_plan

JINAN = card("jinan")


def test_a_file_that_bears_the_card_out_says_nothing() -> None:
    assert differences(JINAN, JINAN.plan, JINAN.indicators) == ()


def test_the_real_files_bear_their_cards_out(references: Path) -> None:
    for file in references.glob("*.txt"):
        plan = read_plan(file).plan
        assert differences(card(plan_id_for(plan)[0]), plan, indicators_of(plan)) == ()


def test_lost_renamed_and_further_sections_are_named() -> None:
    sections = list(JINAN.plan.sections)
    renamed = replace(sections[3], title="另起的标题")
    fewer = replace(JINAN.plan, sections=(*sections[:3], renamed, *sections[4:-1]))
    missing, further = differences(JINAN, fewer, JINAN.indicators)
    assert missing.startswith("与要点版相比，文件中没有的章节：一/（一）/1（十三五时期金融业发展成就）；")
    assert further == "与要点版相比，文件中多出的章节：一/（一）/1（另起的标题）。"


def test_many_places_are_counted() -> None:
    (missing,) = differences(JINAN, replace(JINAN.plan, sections=JINAN.plan.sections[:10]), JINAN.indicators)
    assert missing.count("；") == 2
    assert missing.endswith(f"等 {len(JINAN.plan.sections) - 10} 处。")


def test_front_matter_and_values_are_compared() -> None:
    plan = replace(JINAN.plan, front=replace(JINAN.plan.front, issued_on=date(2021, 11, 1)))
    first, *rest = JINAN.indicators
    said = differences(JINAN, plan, (replace(first, target_value=Decimal("1")), *rest))
    assert said[0] == "成文日期与要点版不同：要点版为2021-10-25，文件为2021-11-01。"
    assert [first.name in sentence for sentence in said[1:]] == [True, True]


def test_what_a_file_does_not_say_is_no_difference() -> None:
    plan = replace(JINAN.plan, front=replace(JINAN.plan.front, doc_number=None, period=None))
    assert differences(JINAN, plan, JINAN.indicators) == ()
