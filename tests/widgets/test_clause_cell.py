"""One cell of a table of clauses, laid out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QColor, QFont, QPalette

from widgets.candidate import Candidate, StrengthColors
from widgets.clause_cell import CellLayout, CellStyle, Verb

LONG = Candidate("c", "二/1", "绿色金融", "推动金融机构扩大绿色信贷投放，完善激励机制。" * 12)
MIDDLING = replace(LONG, text="推动金融机构扩大绿色信贷投放。" * 8)  # six lines or so


@pytest.fixture
def style(qapp) -> CellStyle:
    font, color = QFont(), QColor("black")
    return CellStyle(font, font, font, QPalette(), StrengthColors(color, color, color, color, color), {})


def laid_out(candidate: Candidate, style: CellStyle, folded: bool = True) -> CellLayout:
    return CellLayout(candidate, 300, style, folded, False, "")


def can_unfold(layout: CellLayout) -> bool:
    return any(handle.verb is Verb.FOLD for handle in layout.handles)


def test_a_text_that_is_said_in_short_is_folded_to_fewer_lines(style):
    summed_up = replace(LONG, summary="要点：绿贷扩面")
    assert laid_out(summed_up, style).height < laid_out(LONG, style).height
    assert laid_out(summed_up, style, folded=False).height > laid_out(LONG, style, folded=False).height


def test_what_was_cut_can_be_unfolded_and_folded_again(style):
    assert not can_unfold(laid_out(MIDDLING, style))
    summed_up = replace(MIDDLING, summary="要点：绿贷扩面")
    assert can_unfold(laid_out(summed_up, style))
    assert can_unfold(laid_out(summed_up, style, folded=False))
