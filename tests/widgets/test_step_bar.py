"""A strip that leads through steps."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton

from widgets.step_bar import Step, StepBar

STEPS = (Step("a", "甲", "先看这里。"), Step("b", "乙", "再看那里。"))


@pytest.fixture
def bar(qtbot) -> StepBar:
    bar = StepBar()
    qtbot.addWidget(bar)
    return bar


def press(bar: StepBar, text: str) -> None:
    next(button for button in bar.findChildren(QPushButton) if button.text() == text).click()


def test_leads_forth_and_back_and_says_when_it_is_done(bar, qtbot):
    shown = []
    bar.step_shown.connect(lambda step: shown.append(step.key))
    bar.start(STEPS)
    press(bar, "下一步")
    press(bar, "上一步")
    press(bar, "下一步")
    assert shown == ["a", "b", "a", "b"]
    with qtbot.waitSignal(bar.ended):
        press(bar, "完成")
    assert bar.isHidden()


def test_can_be_left_at_any_step(bar, qtbot):
    bar.start(STEPS)
    with qtbot.waitSignal(bar.ended):
        press(bar, "跳过导览")
    assert bar.isHidden()
