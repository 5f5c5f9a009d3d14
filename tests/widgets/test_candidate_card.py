from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QToolButton

from widgets.candidate import BandChip, StrengthColors
from widgets.candidate_card import Candidate, CandidateCard, CandidateItem, Strength
from widgets.marked_text import MarkedText

CANDIDATE = Candidate(
    key="s1",
    path="三/（二）",
    title="发展绿色金融",
    text="扩大绿色信贷投放。" * 30,
    source="柳河市规划",
    band="同题",
    band_hint="同题：主题一致",
    strength=Strength.STRONG,
    reasons=("同题“绿色金融”", "共有短语 2 处"),
    summary="要点：扩大绿色信贷",
    others=(CandidateItem("s2", "四/1", "绿色保险", "相关"), CandidateItem("s3", "五", "A&B", "提及", rejected=True)),
)


@pytest.fixture
def card(qtbot) -> CandidateCard:
    card = CandidateCard()
    qtbot.addWidget(card)
    card.resize(320, 400)
    card.set_candidate(CANDIDATE)
    card.show()
    qtbot.waitExposed(card)
    return card


def button(card: CandidateCard, name: str) -> QToolButton:
    return next(each for each in card.findChildren(QToolButton) if each.accessibleName() == name)


def test_every_button_has_a_name_a_tooltip_and_takes_the_keyboard(card):
    buttons = card.findChildren(QToolButton)
    assert len(buttons) == 6
    for each in buttons:
        assert each.accessibleName()
        assert each.toolTip()
        assert each.focusPolicy() & Qt.FocusPolicy.TabFocus


@pytest.mark.parametrize(
    ("name", "signal"),
    [
        ("排除", "reject_requested"),
        ("借用", "borrow_requested"),
        ("复制正文和出处", "copy_requested"),
        ("在对照页中打开这一条款", "open_requested"),
    ],
)
def test_a_button_asks_for_what_it_says_of_the_candidate_shown(card, qtbot, name, signal):
    with qtbot.waitSignal(getattr(card, signal)) as asked:
        button(card, name).click()
    assert asked.args == [CANDIDATE]


def test_the_pin_asks_for_the_other_state(card, qtbot):
    with qtbot.waitSignal(card.pin_toggled) as asked:
        button(card, "固定").click()
    assert asked.args[0].pinned
    card.set_candidate(asked.args[0])
    with qtbot.waitSignal(card.pin_toggled) as asked:
        button(card, "固定").click()
    assert not asked.args[0].pinned


def test_the_menu_offers_the_other_candidates(card, qtbot):
    menu = card.findChild(QMenu)
    texts = [action.text() for action in menu.actions()]
    assert "绿色保险" in texts[0]
    assert texts[1].startswith("✕")
    assert "A&&B" in texts[1]
    with qtbot.waitSignal(card.other_chosen) as chosen:
        menu.actions()[0].trigger()
    assert chosen.args == [CANDIDATE.others[0]]


def test_long_texts_are_folded_and_unfold(card, qtbot):
    text = card.findChild(MarkedText)
    unfold = card.findChild(QPushButton)
    assert text.is_clipped()
    assert unfold.isVisible()
    unfold.click()
    assert not text.is_clipped()
    assert unfold.text() == "收起"
    card.set_candidate(Candidate("s9", "一", "短", "短文。"))
    assert not unfold.isVisible()


def test_nothing_found_offers_nothing_to_do(card):
    card.set_candidate(Candidate("", "", "", band="无对应", source="柳河市规划"))
    assert not any(each.isEnabled() and not each.isHidden() for each in card.findChildren(QToolButton))


def test_the_chip_says_its_band_in_words_and_explains_it(card):
    chip = card.findChild(BandChip)
    assert chip.accessibleName() == "同题"
    assert chip.toolTip() == "同题：主题一致"


def test_strengths_differ_by_outline_as_well_as_by_colour(card):
    colors = StrengthColors.of_palette(card.palette())
    styles = {strength: colors.outline(strength).style() for strength in Strength}
    assert styles[Strength.MENTION] != styles[Strength.NONE] != styles[Strength.RELATED]
    assert colors.fill(Strength.STRONG) != colors.fill(Strength.RELATED)


def test_a_quotation_names_its_source():
    quotation = Candidate("k", "三/1", "标题", "正文。", source="某市规划").quotation
    assert quotation == "正文。\n——《某市规划》三/1　标题"


def test_a_candidate_without_text_says_what_stands_below_it(card):
    outlined = replace(CANDIDATE, text="", summary="", outline="下设 2 条：（一）绿色信贷；（二）绿色债券")
    card.set_candidate(outlined)
    assert any(label.text() == outlined.outline and label.isVisible() for label in card.findChildren(QLabel))
