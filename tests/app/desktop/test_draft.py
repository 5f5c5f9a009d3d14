"""The draft under work: one value, one history, saved by itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.desktop.draft import Draft
from app.desktop.session import Session
from app.errors import UserError
from app.plans.model import Plan


@pytest.fixture
def draft(session: Session) -> Draft:
    assert session.draft is not None
    return session.draft


def stored(session: Session, draft: Draft) -> Plan:
    return session.library.plan(draft.plan.id)


def test_a_change_is_in_the_library_within_a_second(session: Session, draft: Draft, qtbot) -> None:
    draft.set_sections("删除", draft.plan.sections[:3])
    assert not draft.is_saved
    qtbot.waitUntil(lambda: draft.is_saved, timeout=1_000)
    assert stored(session, draft) == draft.plan


def test_undo_and_redo_are_saved_too(session: Session, draft: Draft, qtbot) -> None:
    before = draft.plan
    draft.set_sections("删除", before.sections[:3])
    qtbot.waitUntil(lambda: draft.is_saved, timeout=2_000)
    draft.undo_stack.undo()
    assert draft.plan == before
    qtbot.waitUntil(lambda: draft.is_saved, timeout=2_000)
    assert stored(session, draft) == before
    draft.undo_stack.redo()
    draft.save_now()
    assert stored(session, draft).sections == before.sections[:3]


def test_front_matter_and_sections_are_one_step(draft: Draft) -> None:
    before = draft.plan
    draft.set_plan("改", replace(before, front=replace(before.front, title="新题"), sections=before.sections[:1]))
    draft.undo_stack.undo()
    assert draft.plan == before


def test_a_save_that_fails_is_told_kept_and_tried_again_later(
    session: Session, draft: Draft, monkeypatch, qtbot
) -> None:
    attempts: list[Plan] = []

    def full(_before: Plan, after: Plan) -> None:
        attempts.append(after)
        raise UserError("磁盘空间不足。", "请清理磁盘。")

    with monkeypatch.context() as patch:
        patch.setattr(session.library, "save_draft", full)
        with qtbot.waitSignal(draft.save_state_changed, check_params_cb=lambda state: state.error is not None):
            draft.set_sections("删除", draft.plan.sections[:3])
        assert not draft.is_saved
        qtbot.wait(700)
        assert len(attempts) == 1, "a full disk is not asked again at every breath"
        with pytest.raises(UserError):
            draft.save_now()
    draft.set_sections("再改", draft.plan.sections[:2])
    qtbot.waitUntil(lambda: draft.is_saved, timeout=2_000)
    assert stored(session, draft).sections == draft.plan.sections
