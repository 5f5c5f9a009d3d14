"""Texts of the library page."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from app.desktop.library_rows import (
    card_lines,
    counts_text,
    date_text,
    plan_columns,
    plan_groups,
    reading_report,
    remark_on,
    report_columns,
    report_summary,
)
from app.importing import FileReport, ImportReport
from app.plans.model import FrontMatter, NotTaken, Plan, PlanSummary, Role

SUMMARY = PlanSummary(
    "a",
    Role.DRAFT,
    "松泉市规划",
    None,
    (2021, 2025),
    date(2022, 4, 5),
    None,
    12,
    34567,
    datetime(2026, 1, 1, tzinfo=UTC),
)
GOOD = FileReport(Path("/x/a.txt"), "a", "松泉市规划", 12, 1, 2, 3, 4)
BAD = FileReport(Path("/x/b.txt"), error="b.txt 是空的。", remedy="请换一个文件。")


def test_dates_are_printed_without_leading_zeros() -> None:
    assert date_text(date(2022, 4, 5)) == "2022年4月5日"
    assert date_text(None) == "—"


def test_a_plan_is_one_line() -> None:
    assert [column.text(SUMMARY) for column in plan_columns()] == [
        "松泉市规划",
        "全文",
        "—",
        "2021—2025",
        "—",
        "2022年4月5日",
        "12",
        "34,567",
    ]


def test_groups_are_counted_and_empty_ones_left_out() -> None:
    reference = replace(SUMMARY, id="b", role=Role.REFERENCE)
    assert [(group.title, len(group.rows)) for group in plan_groups([SUMMARY, reference])] == [
        ("参考规划（1）", 1),
        ("草稿（1）", 1),
    ]
    assert plan_groups([]) == ()
    assert len(plan_groups([SUMMARY])) == 1


def test_a_file_report_says_what_came_and_what_did_not() -> None:
    assert [column.text(GOOD) for column in report_columns()][1:7] == ["✓ 已导入", "12", "1", "2", "3", "4"]
    assert [column.text(BAD) for column in report_columns()][1:3] == ["✕ 未导入", "—"]
    assert remark_on(BAD) == "b.txt 是空的。请换一个文件。"
    doubtful = replace(GOOD, not_taken=(NotTaken("图", "第 3 行", "没有文字"),), warnings=("表格不齐",))
    assert remark_on(doubtful) == "松泉市规划（未带入 1 处，存疑 1 处）"


def test_an_import_is_told_in_one_sentence() -> None:
    assert "没有找到" in report_summary(ImportReport())
    assert report_summary(ImportReport((GOOD, GOOD))) == "已导入 2 份规划。"
    assert report_summary(ImportReport((BAD,))) == "b.txt 是空的。请换一个文件。"
    assert "1 个文件未能导入" in report_summary(ImportReport((GOOD, BAD)))


def test_the_card_leaves_out_what_is_not_known() -> None:
    plan = Plan(FrontMatter("规划", issuers=("甲局", "乙局"), base_year=2020, recipients=("各县：", "各区")), ())
    assert card_lines(plan) == (("发文机关", "甲局、乙局"), ("基期", "2020年"), ("主送", "各县：\n各区"))


def test_the_reading_report_counts_lists_and_escapes(small_draft: Plan) -> None:
    assert (
        counts_text(small_draft, 1).replace("\N{NO-BREAK SPACE}", " ") == "章节 7 个，表格 1 张，专栏 1 个，指标 1 项"
    )
    plan = replace(small_draft, not_taken=(NotTaken("<图>", "第 3 行", "没有文字"),))
    html = reading_report(plan, 0, ["表格 <1> 不齐"])
    assert "&lt;图&gt;（第 3 行）：没有文字" in html
    assert "表格 &lt;1&gt; 不齐" in html
    assert "全部内容都已带入" in reading_report(small_draft, 0, [])
