"""What a table cell holds."""

from __future__ import annotations

import pytest

from app.plans.cell_kinds import is_quality, kind_of_cell


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("1260", "number"),
        ("1,260.5", "number"),
        ("约1900", "number"),
        ("1900左右", "number"),
        ("≥3.5%", "number"),
        ("[500]", "number"),
        ("100亿元", "number"),
        ("3—5", "number"),
        ("2025年", "words"),
        ("2025年（目标）", "words"),
        ("1.银行", "words"),
        ("一、规模", "words"),
        ("存款余额", "words"),
        ("控制在2以内", "words"),
        ("亿元", "unit"),
        ("（%）", "unit"),
        ("个百分点", "unit"),
        ("预期性", "nature"),
        ("约束", "nature"),
        ("—", "dash"),
    ],
)
def test_a_cell_is_told_by_its_wording(cell: str, kind: str) -> None:
    assert kind_of_cell(cell) == kind


@pytest.mark.parametrize("cell", ["完善", "持续提升", "达到全国平均水平", "控制在2以内", "居全省前列"])
def test_values_in_words_are_known(cell: str) -> None:
    assert is_quality(cell)
