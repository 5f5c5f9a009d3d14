"""The library through its one door, on real files."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from app.errors import UserError
from app.figures.model import Indicator
from app.library import Library, NewPlan
from app.matching.decisions import Borrowing, Decision
from app.plans.model import FrontMatter, Paragraph, Plan, Role, Section, Table
from tests.strategies import indicators, plans

on_one_library = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def a_plan(title: str = "青岚市“十四五”金融业发展规划", role: Role = Role.DRAFT, sections: int = 3) -> Plan:
    """A plan with this many sections, each with two paragraphs and a table."""
    body = (Paragraph("第一段"), Paragraph("第二段"), Table(None, ("指标",), (("存款",),)))
    return Plan(
        FrontMatter(title, region="青岚市"),
        tuple(Section(f"章节{i}", 1 + i % 3, number=str(i), blocks=body) for i in range(sections)),
        role,
    )


def added(library: Library, plan: Plan) -> Plan:
    (summary,) = library.add([NewPlan(plan)])
    return library.plan(summary.id)


def with_text(plan: Plan, place: int, text: str) -> Plan:
    section = plan.sections[place]
    changed = replace(section, blocks=(Paragraph(text), *section.blocks[1:]))
    return replace(plan, sections=(*plan.sections[:place], changed, *plan.sections[place + 1 :]))


@on_one_library
@given(plan=plans(Role.REFERENCE, "a-plan"))
def test_a_plan_comes_out_as_it_went_in(library: Library, plan: Plan) -> None:
    assert added(library, plan) == plan


@on_one_library
@given(before=plans(Role.DRAFT, "a-draft"), after=plans(Role.DRAFT, "a-draft"), other=plans(Role.DRAFT, "a-draft"))
def test_a_saved_draft_is_held_whatever_the_library_held(
    library: Library, before: Plan, after: Plan, other: Plan
) -> None:
    added(library, before)
    library.save_draft(before, after)
    library.save_draft(after, other)
    assert library.plan("a-draft") == other
    library.save_draft(after, after)
    assert library.plan("a-draft") == after
    library.save_draft(other, before)  # a state that the library never held
    assert library.plan("a-draft") == before


@on_one_library
@given(plan=plans(Role.DRAFT, "a-draft"), data=st.data())
def test_moved_added_and_deleted_sections_are_saved(library: Library, plan: Plan, data: st.DataObject) -> None:
    added(library, plan)
    order = data.draw(st.permutations(plan.sections))
    after = replace(plan, sections=tuple(order[: data.draw(st.integers(0, len(order)))]))
    library.save_draft(plan, after)
    assert library.plan("a-draft") == after
    library.save_draft(after, plan)
    assert library.plan("a-draft") == plan


@on_one_library
@given(first=st.lists(indicators, max_size=4), second=st.lists(indicators, max_size=4))
def test_indicators_come_out_as_they_went_in(library: Library, first: list[Indicator], second: list[Indicator]) -> None:
    plan = added(library, replace(a_plan(), id="a-draft"))
    for values in (first, second):
        library.save_indicators(plan.id, values)
        assert library.indicators(plan.id) == tuple(replace(one, plan_id=plan.id) for one in values)


def test_decimals_keep_the_places_that_were_printed(library: Library) -> None:
    plan = added(library, a_plan())
    library.save_indicators(plan.id, [Indicator("贷款余额", base_value=Decimal("1.10"))])
    (one,) = library.indicators()
    assert str(one.base_value) == "1.10"
    assert one.id


def test_typing_in_one_paragraph_writes_two_rows_and_takes_milliseconds(library: Library) -> None:
    before = added(library, a_plan(sections=200))
    library.save_draft(before, before)
    after = with_text(before, 100, "新写的一段")
    statements: list[str] = []
    event.listen(library._database._engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    started = time.perf_counter()
    library.save_draft(before, after)
    took = time.perf_counter() - started
    writes = [one for one in statements if one.startswith(("INSERT", "UPDATE", "DELETE"))]
    assert [one.split()[1].strip('"') for one in writes] == ["plan", "block"]
    assert took < 1, "some 5 ms on a quiet machine"
    assert library.plan(before.id) == after


def test_half_a_character_from_a_clipboard_does_not_stop_a_save(library: Library) -> None:
    before = added(library, a_plan())
    after = replace(with_text(before, 0, "绿\ud83d色\U0001f33f"), toc=("目\udc00录",))
    library.save_draft(before, after)
    held = library.plan(before.id)
    assert held.sections[0].blocks[0] == Paragraph("绿\ufffd色\U0001f33f")
    assert held.toc == ("目\ufffd录",)
    assert library.version(library.save_version(before.id, "稿").id) == held


def test_a_reference_cannot_be_saved_as_a_draft(library: Library) -> None:
    plan = added(library, a_plan(role=Role.REFERENCE))
    with pytest.raises(ValueError, match="draft"):
        library.save_draft(plan, plan)


def test_saving_a_draft_that_was_deleted_says_so(library: Library) -> None:
    plan = added(library, a_plan())
    library.remove(plan.id)
    with pytest.raises(UserError, match="没有标识"):
        library.save_draft(plan, with_text(plan, 0, "又写一段"))
    with pytest.raises(UserError, match="没有标识"):
        library.plan(plan.id)
    with pytest.raises(UserError, match="没有标识"):
        library.remove(plan.id)


def test_plans_are_added_all_or_none(library: Library) -> None:
    twice = replace(a_plan().sections[0], id="same")
    broken = replace(a_plan(), sections=(twice, twice))
    with pytest.raises(ValueError, match="ids of their own"):
        library.add([NewPlan(a_plan(role=Role.REFERENCE)), NewPlan(broken)])
    assert library.plans() == ()


def test_a_reference_that_comes_again_keeps_its_ids_and_so_its_pins(library: Library) -> None:
    draft = added(library, a_plan())
    first = added(library, a_plan("甲市金融业规划", Role.REFERENCE))
    library.set_digest(first.id, first.sections[2].id, "要点")
    pin = Decision(draft.id, draft.sections[0].id, first.id, first.sections[1].id, "pinned", "同一主题")
    library.decide(pin)

    fresh = a_plan("甲市 金融业规划", Role.REFERENCE)
    renumbered = (Section("新的一节", 1), replace(fresh.sections[1], number="9"), *fresh.sections[2:])
    again = added(library, replace(fresh, sections=renumbered))

    assert again.id == first.id
    assert [section.id for section in again.sections[1:]] == [section.id for section in first.sections[1:]]
    assert again.sections[0].id not in {section.id for section in first.sections}
    assert again.sections[2].digest == "要点"
    assert library.decisions(draft.id) == (pin,)
    assert len(library.plans()) == 2


def test_an_imported_draft_is_always_a_new_one(library: Library) -> None:
    assert added(library, a_plan()).id != added(library, a_plan()).id


def test_the_known_plans_get_their_names(library: Library) -> None:
    plan = replace(a_plan(role=Role.REFERENCE), front=FrontMatter("西宁市 “十四五” 金融业发展规划"))
    (summary,) = library.add([NewPlan(plan, warnings=("表格不齐",))])
    assert (summary.id, summary.region) == ("xining", "西宁市")
    assert library.warnings("xining") == ("表格不齐",)


def test_everything_is_one_look_at_all_plans(library: Library) -> None:
    first, second = added(library, a_plan()), added(library, a_plan("甲市规划", Role.REFERENCE))
    assert library.everything() == tuple(zip(library.plans(), (first, second), strict=True))


def test_a_plan_is_found_by_id_or_by_its_title_alone(library: Library) -> None:
    one = added(library, a_plan("甲市金融业规划", Role.REFERENCE))
    added(library, a_plan("乙市金融业规划", Role.REFERENCE))
    assert library.find("甲市").id == library.find(one.id).id == library.find("甲 市").id == one.id
    with pytest.raises(UserError, match="有 2 份"):
        library.find("金融业")
    for text in ("丙市", "", " "):
        with pytest.raises(UserError, match="没有"):
            library.find(text)


def test_one_decision_per_pair_of_clauses(library: Library) -> None:
    draft, other = added(library, a_plan()), added(library, a_plan("甲市规划", Role.REFERENCE))
    pin = Decision(draft.id, draft.sections[0].id, other.id, other.sections[0].id, "pinned")
    rejection = replace(pin, verdict="rejected", note="职能不同")
    library.decide(pin)
    library.decide(rejection)
    assert library.decisions() == (rejection,)
    library.undecide(pin)
    assert library.decisions() == ()


def test_a_decision_outlives_the_deletion_of_its_section_but_not_of_its_plan(library: Library) -> None:
    draft, other = added(library, a_plan()), added(library, a_plan("甲市规划", Role.REFERENCE))
    pin = Decision(draft.id, draft.sections[2].id, other.id, other.sections[0].id, "pinned")
    library.decide(pin)
    library.save_draft(draft, replace(draft, sections=draft.sections[:2]))
    assert library.decisions(draft.id) == (pin,)
    library.remove(other.id)
    assert library.decisions() == ()


def test_a_borrowing_outlives_its_source(library: Library) -> None:
    draft, other = added(library, a_plan()), added(library, a_plan("甲市规划", Role.REFERENCE))
    taken = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
    kept = library.save_borrowing(Borrowing(draft.id, "s1", other.id, "s2", "甲市规划", "一/（一）", "一段", taken))
    library.remove(other.id)
    assert kept.id
    assert library.borrowings(draft.id) == (kept,)


def test_a_version_is_the_draft_as_it_was(library: Library) -> None:
    draft = added(library, a_plan())
    version = library.save_version(draft.id, "征求意见稿")
    library.save_draft(draft, with_text(draft, 0, "改写"))
    assert library.versions(draft.id) == (version,)
    assert library.version(version.id) == draft
    with pytest.raises(UserError, match="版本"):
        library.version("none")


@on_one_library
@given(plan=plans(Role.DRAFT, "a-draft"))
def test_a_version_loses_nothing(library: Library, plan: Plan) -> None:
    added(library, plan)
    library.save_draft(library.plan("a-draft"), plan)
    assert library.version(library.save_version("a-draft", "稿").id) == plan


def test_settings_are_remembered(tmp_path: Path) -> None:
    with Library.open(tmp_path / "l.db") as library:
        assert library.setting("k") is None
        assert library.setting("k", "1") == "1"
        library.set_setting("k", "2")
        library.set_setting("k", "3")
    with Library.open(tmp_path / "l.db") as library:
        assert library.setting("k") == "3"


def test_many_threads_write_without_losing_anything(library: Library) -> None:
    draft, other = added(library, a_plan()), added(library, a_plan("甲市规划", Role.REFERENCE))

    def work(name: str) -> None:
        for i in range(10):
            library.decide(Decision(draft.id, f"{name}{i}", other.id, "x", "pinned"))
            library.plan(draft.id)

    threads = [Thread(target=work, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(library.decisions(draft.id)) == 40
