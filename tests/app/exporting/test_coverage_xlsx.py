from __future__ import annotations

import pytest
from openpyxl import load_workbook

from app.errors import UserError
from app.exporting import coverage_xlsx
from app.matching.coverage import coverage, missing
from app.plans.model import FrontMatter, Paragraph, Plan, Role, Section
from app.progress import Cancelled


@pytest.fixture
def plans() -> tuple[Plan, ...]:
    def made(plan_id: str, role: Role, *titles: str) -> Plan:
        sections = tuple(
            Section(title, 1, number=str(n), blocks=(Paragraph("写一句话。"),), digest="=要点", id=f"{plan_id}{n}")
            for n, title in enumerate(titles)
        )
        return Plan(FrontMatter(f"{plan_id}规划", region=plan_id), sections, role=role, id=plan_id)

    return (
        made("稿", Role.DRAFT, "发展绿色金融"),
        made("甲", Role.REFERENCE, "发展绿色金融", "绿色金融创新", "发展保险业"),
        made("乙", Role.REFERENCE, "保险业高质量发展"),
    )


def test_numbers_stand_under_the_plans_and_what_the_draft_lacks_is_marked(plans, tmp_path):
    topics = coverage(plans)
    coverage_xlsx.write(topics, plans, "稿", tmp_path / "覆盖.xlsx")
    sheet = load_workbook(tmp_path / "覆盖.xlsx")["覆盖"]
    head, *rows = sheet.iter_rows(min_row=3, values_only=True)
    assert head == ("主题", "稿", "甲", "乙", "写到的规划数")
    by_name = {row[0]: row[1:] for row in rows}
    assert len(by_name) == len(topics)
    assert by_name["绿色金融"] == (1, 2, None, 2)
    for topic in missing(topics, "稿", ["甲", "乙"]):
        assert by_name[topic.name][0] == "○"
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("B4", "$3:$3")


def test_every_clause_stands_under_its_topic_as_text(plans, tmp_path):
    topics = coverage(plans)
    coverage_xlsx.write(topics, plans, None, tmp_path / "覆盖.xlsx")
    sheet = load_workbook(tmp_path / "覆盖.xlsx")["条款"]
    rows = list(sheet.iter_rows(min_row=4, values_only=True))
    assert len(rows) == sum(len(found) for topic in topics for found in topic.clauses.values())
    assert ("绿色金融", "稿", "0", "发展绿色金融", 5, "=要点") in rows
    assert {cell.data_type for row in sheet.iter_rows(min_row=4, min_col=6, max_col=6) for cell in row} == {"s"}


def test_nothing_to_count_is_said(tmp_path):
    with pytest.raises(UserError):
        coverage_xlsx.write((), (), None, tmp_path / "覆盖.xlsx")


def test_a_cancel_leaves_no_file(plans, tmp_path):
    def stop(_message: str, _fraction: float) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        coverage_xlsx.write(coverage(plans), plans, "稿", tmp_path / "覆盖.xlsx", stop)
    assert list(tmp_path.iterdir()) == []
