"""How much of a borrowed passage still stands."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.matching.borrowed import RUN, Nearness, marked_lines, nearness, passages, shared_share
from app.matching.decisions import Borrowing
from app.plans.model import FrontMatter, Paragraph, Plan, Role, Section
from app.progress import Cancelled

PASSAGE = "鼓励银行在乡镇设立服务站，办理小额存取和缴费业务。"


def borrowing(section_id: str = "a", text: str = PASSAGE) -> Borrowing:
    return Borrowing(
        "稿", section_id, "甲", "x", "甲市规划", "三/（一）", text, datetime(2026, 1, 1, tzinfo=UTC), "借一"
    )


def plan(*texts: str) -> Plan:
    sections = tuple(
        Section(f"第{key}条", 1, number=key, blocks=(Paragraph(text),), id=key)
        for key, text in zip("abc", texts, strict=False)
    )
    return Plan(FrontMatter("稿"), sections, role=Role.DRAFT, id="稿")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PASSAGE, Nearness.UNCHANGED),
        (f"为方便群众，{PASSAGE}此外还有别的。", Nearness.UNCHANGED),
        ("鼓励银行在乡镇设立服务站，让老人就近缴水电费。", Nearness.PARTLY),
        ("村里要有人管存取款，也能交电费。", Nearness.REWRITTEN),
        ("", Nearness.REWRITTEN),
    ],
)
def test_the_share_is_told_in_words(text, expected):
    assert nearness(shared_share(PASSAGE, text)) is expected


def test_blanks_and_line_breaks_do_not_hide_a_borrowed_run():
    assert shared_share(PASSAGE, PASSAGE[:9] + "\n " + PASSAGE[9:]) == 1.0


def test_shorter_common_runs_are_common_wording():
    assert shared_share("一二三四五六七甲乙丙丁戊己庚", "一二三四五六七") == 0.0


@given(st.text("甲乙丙丁戊己", max_size=40), st.text("甲乙丙丁戊己", max_size=40))
def test_the_share_is_that_of_the_characters_in_common_runs(passage, text):
    covered = {
        at + step for at in range(len(passage) - RUN + 1) if passage[at : at + RUN] in text for step in range(RUN)
    }
    if len(passage) >= RUN:
        assert shared_share(passage, text) == pytest.approx(len(covered) / len(passage))
    else:
        assert shared_share(passage, text) == float(bool(passage) and passage in text)


def test_a_passage_is_found_where_it_was_moved_to():
    (found,) = passages(plan("写别的。", PASSAGE), [borrowing("a")])
    assert found.clause is not None
    assert (found.clause.section.id, found.nearness) == ("b", Nearness.UNCHANGED)


def test_a_rewritten_passage_stays_with_its_section_and_a_deleted_one_has_none():
    rewritten, deleted = passages(plan("写别的。"), [borrowing("a"), borrowing("weg")])
    assert rewritten.clause is not None
    assert (rewritten.clause.section.id, rewritten.share) == ("a", 0.0)
    assert (deleted.clause, deleted.nearness) == (None, Nearness.REWRITTEN)


def test_lines_near_a_passage_are_marked_by_their_own_share():
    marked = marked_lines(
        ["一、标题", PASSAGE, PASSAGE + "本地另有十二字以上的自己写的新内容在后。", "自己写的话，与别处毫无关系。"],
        [borrowing()],
    )
    assert set(marked) == {1, 2}
    assert marked[1][0] == 1.0
    assert 0.15 <= marked[2][0] < 0.8


def test_the_comparison_can_be_stopped():
    def stop(_message: str, _fraction: float) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        passages(plan(PASSAGE), [borrowing()], stop)
