from __future__ import annotations

import pytest
from openpyxl import load_workbook

from app.errors import UserError
from app.exporting import decisions_xlsx
from app.exporting.decisions import DecisionList, decision_list
from app.matching.decisions import Decision
from app.plans.model import FrontMatter, Plan, Role, Section


def plan(plan_id: str, *titles: str) -> Plan:
    sections = tuple(Section(title, 1, number=str(n), id=f"{plan_id}{n}") for n, title in enumerate(titles))
    return Plan(
        FrontMatter(f"{plan_id}规划"), sections, role=Role.DRAFT if plan_id == "稿" else Role.REFERENCE, id=plan_id
    )


@pytest.fixture
def decided() -> DecisionList:
    decisions = (
        Decision("稿", "稿1", "甲", "甲0", "rejected"),
        Decision("稿", "没了", "甲", "甲1", "pinned"),
        Decision("稿", "稿0", "甲", "也没了", "pinned", "=待商"),
        Decision("别稿", "稿0", "甲", "甲0", "pinned"),
        Decision("稿", "稿0", "走了的规划", "甲0", "pinned"),
    )
    return decision_list(plan("稿", "总则", "任务"), [plan("甲", "目标", "措施")], decisions)


def test_decisions_of_the_base_stand_in_the_order_of_its_clauses(decided):
    assert [pair.decision.base_section for pair in decided.pairs] == ["稿0", "稿1", "没了"]
    assert [pair.verdict for pair in decided.pairs] == ["◆ 固定", "✕ 排除", "◆ 固定"]


def test_the_list_is_written_with_what_is_gone_and_notes_as_text(decided, tmp_path):
    decisions_xlsx.write(decided, tmp_path / "决定.xlsx")
    sheet = load_workbook(tmp_path / "决定.xlsx").worksheets[0]
    assert list(sheet.iter_rows(min_row=4, values_only=True)) == [
        ("0", "总则", "◆ 固定", "甲规划", None, "（条款已删除）", "=待商"),
        ("1", "任务", "✕ 排除", "甲规划", "0", "目标", None),
        (None, "（条款已删除）", "◆ 固定", "甲规划", "1", "措施", None),
    ]
    assert sheet["G4"].data_type == "s"
    assert sheet.print_title_rows == "$3:$3"


def test_without_decisions_nothing_is_written(tmp_path):
    with pytest.raises(UserError):
        decisions_xlsx.write(DecisionList("稿", ()), tmp_path / "决定.xlsx")
    assert list(tmp_path.iterdir()) == []
