from __future__ import annotations

from dataclasses import replace

import pytest

from app.desktop.compare_rows import base_clauses
from app.desktop.compare_work import CHUNK, CompareWork
from app.library import NewPlan
from app.matching.decisions import Decision
from app.plans.model import NumberStyle, Paragraph, Section

MANY = 5 * CHUNK


@pytest.fixture
def base(session, small_draft, qtbot):
    """A long draft in the library of the session."""
    sections = tuple(
        Section(f"第{n}项任务", 1, number=str(n), style=NumberStyle.ARABIC, blocks=(Paragraph("发展绿色信贷。"),))
        for n in range(MANY)
    )
    front = replace(small_draft.front, title="长草稿")
    [summary] = session.library.add([NewPlan(replace(small_draft, front=front, sections=sections))])
    with qtbot.waitSignal(session.index_changed, timeout=20_000):
        session.load()
    return base_clauses(session.plan(summary.id))


@pytest.fixture
def work(session) -> CompareWork:
    return CompareWork(session)


@pytest.fixture
def order(work) -> list[str]:
    """The section ids in the order in which their counterparts became known."""
    known: list[str] = []
    work.found_more.connect(known.extend)
    return known


def test_everything_is_found_once(work, base, session, order, qtbot):
    work.start(base, session.matching, ())
    qtbot.waitUntil(lambda: work.is_complete, timeout=10_000)
    assert sorted(order) == sorted(clause.section.id for clause in base.clauses)
    assert set(work.found) == set(order)


def test_what_is_in_view_comes_first(work, base, session, order, qtbot):
    wanted = [clause.section.id for clause in base.clauses[-3:]]
    work.look_first_at(wanted)
    work.start(base, session.matching, ())
    qtbot.waitUntil(lambda: work.is_complete, timeout=10_000)
    assert order[:3] == wanted


def test_stopped_work_answers_what_is_in_view_and_can_go_on(work, base, session, order, qtbot):
    work.start(base, session.matching, ())
    with qtbot.waitSignal(work.finished, timeout=10_000):
        work.stop()
    assert len(order) == CHUNK
    assert work.is_stopped
    last = base.clauses[-1].section.id
    with qtbot.waitSignal(work.found_more, timeout=10_000):
        work.look_first_at([last])
    assert last in work.found
    work.go_on()
    qtbot.waitUntil(lambda: work.is_complete, timeout=10_000)
    assert len(work.found) == MANY


def test_progress_grows_to_the_end(work, base, session, qtbot):
    told: list[float] = []
    work.progressed.connect(told.append)
    work.start(base, session.matching, ())
    qtbot.waitUntil(lambda: work.is_complete, timeout=10_000)
    assert told == sorted(told)
    assert told[-1] == 1


def test_a_second_look_costs_nothing(work, base, session, order, qtbot):
    work.start(base, session.matching, ())
    qtbot.waitUntil(lambda: work.is_complete, timeout=10_000)
    order.clear()
    work.start(base, session.matching, ())
    assert len(order) == MANY
    assert work.is_complete


def test_a_decision_makes_its_own_clause_new(work, base, session, order, qtbot):
    work.start(base, session.matching, ())
    qtbot.waitUntil(lambda: work.is_complete, timeout=10_000)
    clause = base.clauses[4]
    [reference] = session.references()
    decided = Decision(base.plan.id, clause.section.id, reference.id, reference.sections[3].id, "pinned")
    work.start(base, session.matching, (decided,))
    assert not work.is_complete
    assert set(work.found) == {each.section.id for each in base.clauses} - {clause.section.id}
    qtbot.waitUntil(lambda: work.is_complete, timeout=10_000)
    found = next(each for each in work.found[clause.section.id] if each.plan_id == reference.id)
    assert found.candidates[0].section_id == reference.sections[3].id
    assert found.candidates[0].pinned


def test_answers_to_an_older_question_are_not_taken(work, base, session, qtbot):
    """A decision that is taken back at once must not leave the answer that it had asked for."""
    clause = base.clauses[0]
    [reference] = session.references()
    decided = Decision(base.plan.id, clause.section.id, reference.id, reference.sections[3].id, "pinned")
    work.start(base, session.matching, ())
    qtbot.waitUntil(lambda: work.is_complete, timeout=10_000)
    before = work.found[clause.section.id]
    work.start(base, session.matching, (decided,))
    work.start(base, session.matching, ())
    qtbot.waitUntil(lambda: not session.jobs.busy(), timeout=10_000)
    assert work.found[clause.section.id] == before


def test_a_new_index_is_asked_anew(work, base, session, order, qtbot):
    work.start(base, session.matching, ())
    qtbot.waitUntil(lambda: work.is_complete, timeout=10_000)
    work.start(base, replace(session.matching), ())
    assert work.found == {}
    qtbot.waitUntil(lambda: work.is_complete, timeout=10_000)
    assert len(work.found) == MANY


def test_without_an_index_it_waits(work, base, session):
    work.start(base, None, ())
    assert work.found == {}
    assert not work.is_complete


def test_a_failure_is_told_and_does_not_repeat(work, base, session, qtbot, monkeypatch):
    def broken(*_arguments, **_more):
        raise ValueError("broken")

    monkeypatch.setattr("app.desktop.compare_work.find_counterparts", broken)
    told: list[Exception] = []
    session.failed.connect(told.append)
    with qtbot.waitSignal(work.finished, timeout=10_000):
        work.start(base, session.matching, ())
    qtbot.wait(50)
    assert len(told) == 1
    assert work.is_stopped
