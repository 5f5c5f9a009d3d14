"""Cards in a library: from card to text and back, with what the drafter did kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.compose import furnish
from app.errors import UserError
from app.importing import import_files, read_files
from app.library import Library, NewPlan
from app.matching.decisions import Decision
from app.plans.cards import card
from app.plans.model import Paragraph, Plan, Role
from app.plans.outline import find, own_text


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library.db") as library:
        furnish(library, None)
        yield library


def with_text(plan: Plan) -> Plan:
    """A file of the plan as a reader would give it: text under every heading, no digests, no ids."""
    sections = tuple(
        replace(one, id="", digest=None, blocks=(*one.blocks, Paragraph(f"第{i}段。")))
        for i, one in enumerate(plan.sections)
    )
    return replace(plan, sections=sections, is_card=False, id="")


def pinned(library: Library, plan: Plan, path: str) -> Decision:
    (draft,) = library.plans(Role.DRAFT)
    index = find(plan.sections, path)
    assert index is not None
    own = library.plan(draft.id).sections[5].id
    decision = Decision(draft.id, own, plan.id, plan.sections[index].id, "pinned", "同类做法")
    library.decide(decision)
    return decision


def test_a_card_is_marked_in_the_list_and_survives_the_library(library: Library) -> None:
    assert [one.is_card for one in library.plans()] == [True] * 5 + [False]
    stored, known = library.plan("jinan"), card("jinan")
    assert stored.is_card
    assert [replace(one, id="") for one in stored.sections] == list(known.plan.sections)
    assert [replace(one, id="") for one in library.indicators("jinan")] == list(known.indicators)


def test_a_card_becomes_the_text_in_place_and_keeps_ids_digests_and_pins(library: Library) -> None:
    before = library.plan("jinan")
    decision = pinned(library, before, "四/（四）/5")
    library.set_digest("jinan", before.sections[3].id, "起草人改写的要点")
    (summary,) = library.add([NewPlan(with_text(card("jinan").plan), card("jinan").indicators)])
    after = library.plan("jinan")
    assert (summary.id, summary.is_card, after.is_card) == ("jinan", False, False)
    assert [one.id for one in after.sections] == [one.id for one in before.sections]
    assert after.sections[3].digest == "起草人改写的要点"
    assert [one.digest for one in after.sections[4:]] == [one.digest for one in before.sections[4:]]
    assert all("段。" in own_text(one) for one in after.sections)
    assert library.decisions() == (decision,)
    assert len(library.plans(Role.REFERENCE)) == 5


def test_the_text_goes_and_the_card_stays(library: Library) -> None:
    before = library.plan("xining")
    decision = pinned(library, before, "四/（一）/1")
    library.add([NewPlan(with_text(card("xining").plan))])
    library.set_digest("xining", before.sections[2].id, "起草人改写的要点")
    library.restore_card("xining")
    after = library.plan("xining")
    assert after == replace(
        before,
        sections=tuple(
            replace(one, digest="起草人改写的要点") if i == 2 else one for i, one in enumerate(before.sections)
        ),
    )
    assert library.decisions() == (decision,)
    assert len(library.indicators("xining")) == len(card("xining").indicators)


def test_only_plans_with_a_card_can_go_back_to_it(library: Library) -> None:
    (draft,) = library.plans(Role.DRAFT)
    with pytest.raises(UserError, match="没有内置的要点版"):
        library.restore_card(draft.id)
    library.remove("jinan")
    with pytest.raises(UserError, match="没有标识为"):
        library.restore_card("jinan")


def test_a_file_brings_the_digests_also_where_the_card_was_deleted(library: Library) -> None:
    library.remove("jinan")
    library.add([NewPlan(with_text(card("jinan").plan))])
    digests = [one.digest for one in library.plan("jinan").sections]
    assert digests == [one.digest for one in card("jinan").plan.sections]


def test_a_draft_of_the_same_title_is_no_card(library: Library) -> None:
    (summary,) = library.add([NewPlan(replace(with_text(card("jinan").plan), role=Role.DRAFT))])
    assert summary.id != "jinan"
    assert not any(one.digest for one in library.plan(summary.id).sections)
    assert library.find("jinan").is_card


def test_a_file_that_differs_from_its_card_says_so(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "jinan.txt"
    file.write_text(
        "济南市“十四五”金融业发展规划\n\n一、自拟的背景\n\n这里是我们自己写的一段文字。\n\n"
        "二、自拟的任务\n\n（一）自拟的举措\n\n引导银行设立绿色支行。\n\n（二）再拟的举措\n\n推进助农服务点建设。\n\n"
        "三、自拟的保障\n\n成立工作专班，明确责任分工。\n",
        "utf-8",
    )
    (report,) = import_files(library, [file]).files
    assert report.plan_id == "jinan"
    assert any("文件中没有的章节" in warning for warning in report.warnings)
    assert any(
        "文件中多出的章节：一（自拟的背景）；二（自拟的任务）；二/（一）（自拟的举措） 等 5 处。" in warning
        for warning in report.warnings
    )
    assert library.warnings("jinan") == report.warnings


def test_the_file_of_a_card_comes_in_without_a_question_and_a_second_time_with_one(
    library: Library, references: Path
) -> None:
    file = min(references.glob("*.txt"))
    assert read_files(library, [file]).known == {}
    (report,) = import_files(library, [file]).taken
    assert read_files(library, [file]).known[0].id == report.plan_id
    library.restore_card(report.plan_id or "")
    assert read_files(library, [file]).known == {}


def test_the_real_files_keep_every_id_and_digest(library: Library, references: Path) -> None:
    before = {one.id: library.plan(one.id) for one in library.plans(Role.REFERENCE)}
    report = import_files(library, [references])
    assert len(report.taken) == 5
    assert not any("要点版" in warning for file in report.files for warning in file.warnings)
    for plan_id, card_plan in before.items():
        after = library.plan(plan_id)
        assert not after.is_card
        assert [(s.id, s.digest) for s in after.sections] == [(s.id, s.digest) for s in card_plan.sections]
        library.restore_card(plan_id)
        assert library.plan(plan_id) == card_plan
