"""Footnote bodies in every usual place; lists with circled numbers stay lists."""

from __future__ import annotations

import pytest

from app.plans.footnotes import take
from app.plans.model import Table
from app.plans.normalise import Dropped, Line, read_lines


def taken(text: str) -> tuple[list[str], list[tuple[str, str]]]:
    kept, notes = take(read_lines(text, Dropped()), dropped=Dropped())
    return [e.text for e in kept if isinstance(e, Line)], [(note.mark, note.text) for note in notes]


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("资产①增加。\n①资产指总资产。\n", [("①", "资产指总资产。")]),
        ("资产①增加。\n注：①资产指总资产。\n", [("①", "资产指总资产。")]),
        ("资产[1]增加。\n\n后文。\n[1] 资产指总资产。\n", [("[1]", "资产指总资产。")]),
        ("资产〔1〕增加。\n〔1〕资产指总\n资产。\n", [("〔1〕", "资产指总资产。")]),
        ("资产注1增加。\n注1：资产指总资产。\n", [("注1", "资产指总资产。")]),
        ("资产（注1）增加。\n（注1）资产指总资产。\n", [("注1", "资产指总资产。")]),
        ("资产¹增加。\n1 资产指总资产。\n", [("¹", "资产指总资产。")]),
        ("资产①、负债②增加。\n①总资产。②总负债。\n", [("①", "总资产。"), ("②", "总负债。")]),
        ("资产。①负债。②\n①总资产。\n②总负债。\n", [("①", "总资产。"), ("②", "总负债。")]),
    ],
)
def test_bodies_are_tied_to_their_marks(text: str, notes: list[tuple[str, str]]) -> None:
    kept, found = taken(text)
    assert found == notes
    assert kept[0] == text.split("\n")[0]


@pytest.mark.parametrize(
    "text",
    [
        "任务：①修路，②架桥。\n②架桥分两步走。\n",
        "资产①增加，任务如下：\n①修路；\n②架桥。\n",
        "①修路；\n②架桥。\n",
        "关注1项指标。\n注1：资产指总资产。\n",
        "2.1.1人才\n①引进\n2.1.2网点\n①增设\n",
        "面积12m²。\n2家银行开业。\n",
        "余额¹增加。\n1家银行开业。\n",
    ],
)
def test_lists_and_figures_are_no_bodies(text: str) -> None:
    kept, notes = taken(text)
    assert notes == []
    assert kept == text.split()


def test_the_word_over_the_bodies_goes_into_the_report() -> None:
    dropped = Dropped()
    kept, notes = take(read_lines("资产①增加。\n注释：\n①总资产。\n", Dropped()), dropped=dropped)
    assert [e.text for e in kept if isinstance(e, Line)] == ["资产①增加。"]
    assert len(notes) == 1
    assert [entry.what for entry in dropped.report()] == ["“注释”字样"]


def test_a_mark_in_a_table_waits_for_its_body_too() -> None:
    body = read_lines("①总资产。", Dropped())
    _, notes = take([Table(None, ("指标", "值"), (("资产①", "1"),)), *body])
    assert [note.mark for note in notes] == ["①"]
