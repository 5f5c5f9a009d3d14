"""Documents that are issued themselves and by no notice."""

from __future__ import annotations

from datetime import date

import pytest

from app.plans.model import FrontMatter
from app.plans.outline import paragraphs
from app.plans.reading import read_text

BODY = "一、想法\n（一）出发点。\n好。\n二、做法\n三、保障\n各区抓好落实。\n"


def front(text: str) -> FrontMatter:
    return read_text(text, "文件名").plan.front


def test_an_opinion_has_number_recipients_and_signature_of_its_own() -> None:
    plan = read_text(
        "青岚市人民政府关于帮扶小店的实施意见\n青政发〔2023〕15号\n各区人民政府，市政府各部门：\n"
        f"小店难借钱。现提出如下意见。\n{BODY}青岚市人民政府\n2023年9月25日\n（此件公开发布）\n",
        "文件名",
    ).plan
    assert plan.front.title == "青岚市人民政府关于帮扶小店的实施意见"
    assert plan.front.doc_number == "青政发〔2023〕15号"
    assert plan.front.recipients == ("各区人民政府，市政府各部门",)
    assert (plan.front.issuers, plan.front.issued_on) == (("青岚市人民政府",), date(2023, 9, 25))
    assert plan.front.remarks == ("此件公开发布",)
    assert [text for section in plan.sections for text in paragraphs(section)] == [
        "小店难借钱。现提出如下意见。",
        "好。",
        "各区抓好落实。",
    ]


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("关于帮扶小店的若干措施\n", "关于帮扶小店的若干措施"),
        ("青岚市融资担保机构管理办法\n", "青岚市融资担保机构管理办法"),
        ("青岚市国民经济和社会发展\n第十六个五年规划纲要\n", "青岚市国民经济和社会发展第十六个五年规划纲要"),
        ("青岚市人民政府贯彻《帮扶小店条例》的实施意见\n", "青岚市人民政府贯彻《帮扶小店条例》的实施意见"),
        (
            "中共青岚市委关于制定青岚市国民经济和社会发展第十六个五年规划和二〇四〇年远景目标的建议\n",
            "中共青岚市委关于制定青岚市国民经济和社会发展第十六个五年规划和二〇四〇年远景目标的建议",
        ),
        ("索 引 号：\n主题分类：\n发文机关：\n成文日期：\n名称：\n关于帮扶小店的若干措施\n", "关于帮扶小店的若干措施"),
    ],
)
def test_titles_of_other_documents_are_titles(head: str, title: str) -> None:
    assert front(f"{head}开头的话说明来由。\n{BODY}").title == title


@pytest.mark.parametrize("remark", ["（2020年8月20日）", "（2020年8月20日市政府常务会议通过）"])
def test_a_date_in_brackets_below_the_title_dates_the_document(remark: str) -> None:
    assert front(f"青岚市担保管理办法\n{remark}\n{BODY}").issued_on == date(2020, 8, 20)


def test_a_first_sentence_that_ends_with_a_colon_is_no_recipient() -> None:
    plan = read_text(f"关于帮扶小店的若干措施\n各区小店难借钱，为此提出如下措施：\n{BODY}", "文件名").plan
    assert plan.front.recipients == ()
    assert list(paragraphs(plan.sections[0])) == ["各区小店难借钱，为此提出如下措施："]


def test_a_signature_before_what_is_enclosed_is_found() -> None:
    plan = read_text(
        f"青岚市帮扶小店实施方案\n{BODY}附件：1. 分工表\n2. 清单\n青岚市人民政府办公室\n2023年9月25日\n"
        "（此件公开发布）\n附件1\n分工表\n各区办到。\n附件2\n清单\n各店一份。\n",
        "文件名",
    ).plan
    assert (plan.front.issuers, plan.front.issued_on) == (("青岚市人民政府办公室",), date(2023, 9, 25))
    assert plan.front.remarks == ("此件公开发布",)
    assert list(paragraphs(plan.sections[-3])) == ["各区抓好落实。", "附件：1.分工表", "2.清单"]
    assert [section.title for section in plan.sections[-2:]] == ["附件1分工表", "附件2清单"]


def test_agency_and_date_on_one_line_are_a_signature() -> None:
    plan = read_text(f"青岚市帮扶小店实施方案\n{BODY}青岚市商务局　2023年9月25日\n", "文件名").plan
    assert (plan.front.issuers, plan.front.issued_on) == (("青岚市商务局",), date(2023, 9, 25))


def test_a_signature_may_tell_the_month_only() -> None:
    plan = read_text(f"青岚市帮扶小店规划\n{BODY}青岚市商务局\n二〇二三年九月\n", "文件名").plan
    assert (plan.front.issuers, plan.front.issued_on) == (("青岚市商务局",), None)
    assert plan.front.cover_date == "二〇二三年九月"
