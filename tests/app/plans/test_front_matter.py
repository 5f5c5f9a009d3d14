"""Issuing notice, cover and imprint."""

from __future__ import annotations

from datetime import date

import pytest

from app.plans.dates import base_year_in, date_in, is_date, period_in, period_of_number
from app.plans.model import FrontMatter
from app.plans.outline import paragraphs
from app.plans.reading import read_text
from app.plans.region import region_of

BODY = "一、基础\n话。\n二、任务\n话。\n三、保障\n话。\n"


def front(text: str) -> FrontMatter:
    return read_text(text, "文件名").plan.front


def test_a_red_head_notice_is_read_whole() -> None:
    read = front(
        "青岚市人民政府文件\n青政发〔2021〕3 号\n---\n青岚市人民政府\n关于印发青岚市“十四五”金融业\n发展规划的通知\n"
        "各区人民政府，市政府各部门：\n现印发给你们，请照\n办。\n青岚市人民政府\n2021 年 6 月 30 日\n（此件公开发布）\n"
        f"青岚市“十四五”金融业发展规划\n{BODY}"
    )
    assert read.agency_mark == "青岚市人民政府文件"
    assert read.doc_number == "青政发〔2021〕3号"
    assert read.notice_title == "青岚市人民政府关于印发青岚市“十四五”金融业发展规划的通知"
    assert read.recipients == ("各区人民政府，市政府各部门",)
    assert read.notice == ("现印发给你们，请照办。",)
    assert read.issuers == ("青岚市人民政府",)
    assert read.issued_on == date(2021, 6, 30)
    assert read.remarks == ("此件公开发布",)
    assert (read.title, read.region, read.period) == ("青岚市“十四五”金融业发展规划", "青岚市", (2021, 2025))


def test_a_bare_plan_has_its_title_and_nothing_else() -> None:
    assert front(f"# 青岚市金融发展规划\n\n{BODY}") == FrontMatter("青岚市金融发展规划", region="青岚市")


def test_a_text_without_title_is_called_after_its_file() -> None:
    assert front(BODY).title == "文件名"


def test_a_title_on_two_lines_is_joined() -> None:
    assert front(f"青岚新区\n金融业发展“十四五”规划\n\n{BODY}").title == "青岚新区金融业发展“十四五”规划"


def test_numbered_paragraphs_of_the_notice_are_no_sections() -> None:
    plan = read_text(
        "甲市人民政府关于印发《甲市数字规划》的通知\n各区：\n一、高度重视。要重视。\n二、抓好落实。要落实。\n"
        f"甲市人民政府\n2021年7月2日\n甲市数字规划\n{BODY}",
        "x",
    ).plan
    assert [section.title for section in plan.sections] == ["基础", "任务", "保障"]
    assert plan.front.notice == ("一、高度重视。要重视。", "二、抓好落实。要落实。")


def test_cover_and_repeated_title_are_no_text() -> None:
    plan = read_text(
        f"甲市数字规划\n（2026—2030年）\n编制单位：甲市发展和改革委员会\n2026年3月\n甲市数字规划\n写在前面。\n{BODY}",
        "x",
    ).plan
    assert (plan.front.compiler, plan.front.cover_date) == ("甲市发展和改革委员会", "2026年3月")
    assert plan.front.period == (2026, 2030)
    assert paragraphs(plan.sections[0]) == ["写在前面。"]


def test_web_page_data_is_used_or_reported() -> None:
    plan = read_text(
        "索 引 号：123 发布机构：市府办 发文日期：2021-07-02\n| 文 号: | 甲府发〔2021〕5号 | 有效性：有效 |\n"
        "发布日期：2021-07-05\n"
        f"甲市人民政府关于印发《甲市规划》的通知\n各区：\n照办。\n甲市人民政府\n2021年7月2日\n甲市规划\n{BODY}"
        "【打印】\n版权所有：甲市人民政府\n",
        "x",
    ).plan
    assert plan.front.doc_number == "甲府发〔2021〕5号"
    assert (plan.front.issued_on, plan.front.published_on) == (date(2021, 7, 2), date(2021, 7, 5))
    assert {"网页信息“索引号”", "网页信息“发布机构”", "网页页脚（2 处）"} <= {entry.what for entry in plan.not_taken}
    assert paragraphs(plan.sections[-1]) == ["话。"]


@pytest.mark.parametrize(
    ("tail", "copied"),
    [
        ("抄送：甲，乙，\n丙。\n丁。\n甲市府办  2021年3月4日印发\n", ("甲，乙，丙。", "丁。")),
        ("抄送：甲。\n\n甲市人民政府办公室\n\n2021 年 3 月 4 日印发", ("甲。",)),
        ("甲市人民政府办公室\n2021年3月4日印发", ()),
    ],
)
def test_the_imprint_leaves_the_text(tail: str, copied: tuple[str, ...]) -> None:
    plan = read_text(f"甲市规划\n{BODY}{tail}", "x").plan
    assert plan.front.copied_to == copied
    assert plan.front.printed_on == date(2021, 3, 4)
    assert paragraphs(plan.sections[-1]) == ["话。"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022年4月15日", date(2022, 4, 15)),
        ("2022-01-03", date(2022, 1, 3)),
        ("二〇二一年十二月二十日", date(2021, 12, 20)),
        ("二○二二年一月三十一日", date(2022, 1, 31)),
        ("2022年13月40日", None),
        ("无日期", None),
    ],
)
def test_dates_are_read_in_both_scripts(text: str, expected: date | None) -> None:
    assert date_in(text) == expected
    assert is_date(text) is (expected is not None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("（2021—2025 年）", (2021, 2025)), ("2021-2035年", (2021, 2035)), ("2020年至2021年", None), ("到2025年", None)],
)
def test_periods(text: str, expected: tuple[int, int] | None) -> None:
    assert period_in(text) == expected


def test_plan_numbers_and_base_years() -> None:
    assert period_of_number("“十四五”规划") == (2021, 2025)
    assert period_of_number("十五五规划") == (2026, 2030)
    assert period_of_number("发展规划") is None
    assert base_year_in("本规划基期为2020年") == 2020
    assert base_year_in("以2015年为基期") == 2015
    assert base_year_in("2020年") is None


@pytest.mark.parametrize(
    ("title", "issuers", "expected"),
    [
        ("青岛西海岸新区金融业发展“十四五”规划", (), "青岛西海岸新区"),
        ("广州市黄埔区金融业发展规划", (), "广州市黄埔区"),
        ("内蒙古自治区“十四五”规划", (), "内蒙古自治区"),
        ("上海国际金融中心建设“十四五”规划", ("上海市人民政府",), "上海市"),
        ("青岚市市场监管规划", (), "青岚市"),
        ("云梦镇乡村金融三年规划", (), "云梦镇"),
        ("清水河流域绿色金融合作规划", (), "清水河流域"),
        ("关于推进全市农村金融服务提升的实施方案", ("石桥市人民政府办公室",), "石桥市"),
        ("关于推进全市农村金融服务提升的实施方案", (), None),
        ("plan-final", (), None),
    ],
)
def test_the_region_is_named_by_title_or_issuer(title: str, issuers: tuple[str, ...], expected: str | None) -> None:
    assert region_of(title, issuers) == expected


def test_a_number_under_the_title_of_the_notice_is_no_recipient() -> None:
    read = front(
        "关于印发清河县养老服务规划的通知\n清政发〔2021〕18号\n各乡镇人民政府：\n现予印发。\n清河县人民政府\n2021年5月1日\n"
        f"清河县养老服务规划\n{BODY}"
    )
    assert read.doc_number == "清政发〔2021〕18号"
    assert read.recipients == ("各乡镇人民政府",)


def test_a_note_marked_by_lenticular_brackets_is_a_footnote() -> None:
    body = BODY.replace("话。", "床位增至二百张【1】，群众满意。\n【1】含护理型床位。", 1)
    text = f"清河县养老服务规划\n{body}"
    (note,) = read_text(text, "名").plan.sections[0].footnotes
    assert (note.mark, note.text) == ("【1】", "含护理型床位。")


@pytest.mark.parametrize(
    ("cover", "issuers", "compiler", "cover_date", "issued_on"),
    [
        ("甲市金融工作局\n2021年9月\n", ("甲市金融工作局",), "甲市金融工作局", "2021年9月", None),
        ("甲市金融工作局\n二〇二一年九月\n", ("甲市金融工作局",), "甲市金融工作局", "二〇二一年九月", None),
        (
            "甲市发展和改革委员会　　甲市金融工作局\n二〇二一年九月二十日\n",
            ("甲市发展和改革委员会", "甲市金融工作局"),
            "甲市发展和改革委员会、甲市金融工作局",
            "二〇二一年九月二十日",
            date(2021, 9, 20),
        ),
        (
            "甲市发展和改革委员会\n甲市金融工作局\n2021-09-20\n",
            ("甲市发展和改革委员会", "甲市金融工作局"),
            "甲市发展和改革委员会、甲市金融工作局",
            "2021-09-20",
            date(2021, 9, 20),
        ),
        ("编制单位：甲市金融工作局\n2021.09\n", (), "甲市金融工作局", "2021.09", None),
    ],
)
def test_a_cover_names_who_issues_a_plan_without_notice(
    cover: str, issuers: tuple[str, ...], compiler: str, cover_date: str, issued_on: date | None
) -> None:
    plan = read_text(f"甲市金融业发展“十四五”规划\n{cover}{BODY}", "x").plan
    read = plan.front
    assert (read.issuers, read.compiler, read.cover_date, read.issued_on) == (issuers, compiler, cover_date, issued_on)
    assert [section.number for section in plan.sections] == ["一", "二", "三"]


def test_a_notice_without_signature_is_issued_by_whom_its_title_names() -> None:
    read = front(f"甲市财政局 甲市金融局\n关于印发《甲市金融规划》的通知\n各区：\n现印发给你们。\n甲市金融规划\n{BODY}")
    assert read.issuers == ("甲市财政局", "甲市金融局")


@pytest.mark.parametrize(
    "lines", ["甲市“十四五”\n科技创新规划", "甲市\n“十四五”\n科技创新规划", "甲市\n科技创新“十四五”规划"]
)
def test_a_title_of_any_subject_may_stand_on_several_lines(lines: str) -> None:
    assert front(f"{lines}\n\n{BODY}").title == lines.replace("\n", "")


def test_a_date_on_the_cover_may_say_what_it_dates() -> None:
    front = read_text("某市规划\n编制时间：2021年6月\n一、甲\n话。\n二、乙\n三、丙\n", "文件名").plan.front
    assert front.cover_date == "2021年6月"
