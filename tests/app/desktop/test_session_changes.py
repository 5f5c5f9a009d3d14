"""What a session does when a change is asked for twice, or cannot be written."""

from __future__ import annotations

from app.desktop.library_page import LibraryPage
from app.errors import UserError
from app.matching.decisions import Decision, Verdict


def pair(session, verdict: Verdict) -> Decision:
    reference = session.references()[0]
    draft = session.draft.plan
    return Decision(draft.id, draft.sections[3].id, reference.id, reference.sections[1].id, verdict)


def settled(session, qtbot) -> None:
    qtbot.waitUntil(lambda: not session.jobs.busy(), timeout=10_000)


def cannot_write(*_given):
    raise UserError("磁盘已满。", "请腾出空间。")


def test_a_plan_deleted_twice_in_a_hurry_is_deleted_once(session, qtbot):
    page = LibraryPage(session)
    qtbot.addWidget(page)
    told = []
    session.failed.connect(told.append)
    gone = session.references()[0].id
    assert page.table.set_current(gone)
    page.bar.delete_button.click()
    page.bar.delete_button.click()
    settled(session, qtbot)
    assert told == []
    assert gone not in [plan.id for plan in session.library.plans()]


def test_a_plan_that_could_not_be_deleted_can_be_deleted_later(session, qtbot, monkeypatch):
    told = []
    session.failed.connect(told.append)
    gone = session.references()[0].id
    with monkeypatch.context() as patch:
        patch.setattr(session.library, "remove", cannot_write)
        session.remove(gone)
        settled(session, qtbot)
    assert isinstance(told[0], UserError)
    session.remove(gone)
    settled(session, qtbot)
    assert gone not in [plan.id for plan in session.library.plans()]


def test_a_decision_that_cannot_be_written_is_not_shown_as_made(session, qtbot, monkeypatch):
    kept = pair(session, "pinned")
    session.decide(kept)
    settled(session, qtbot)
    told = []
    session.failed.connect(told.append)
    with monkeypatch.context() as patch:
        patch.setattr(session.library, "decide", cannot_write)
        patch.setattr(session.library, "undecide", cannot_write)
        session.decide(pair(session, "rejected"))
        session.undecide(kept)
        settled(session, qtbot)
    assert [type(error) for error in told] == [UserError, UserError]
    assert session.decisions == (kept,) == session.library.decisions()
