"""PDFs become plans by what stands where on their pages."""

from __future__ import annotations

import pytest

from app.errors import UserError
from app.plans.model import Box, Paragraph, Plan, Role, Table
from app.plans.outline import paragraphs, paths
from app.plans.pdf.reader import PAGE_LIMIT, read_pdf
from app.plans.pdf.tables import continued
from app.plans.text_reader import Reading
from app.progress import Cancelled
from tests.app.plans.pdf.printed import LEFT, RIGHT, Sheet, pdf

SAYS = (
    "港口、造船和海洋能源三业并举，金融机构沿滨海大道渐次铺开，服务半径逐年扩大，全市信贷投放保持平稳，",
    "县域网点看得懂一艘船的账本，也看得懂一座风机的发电曲线，授信办理时间由五天压缩到两天，",
    "对守信的小店主当天办结，对失信的大企业一票否决，风险处置做到早识别、早预警、早化解。",
)
LONG = "".join(SAYS)


def read(*sheets: Sheet, rotate: int = 0) -> Reading:
    return read_pdf(pdf(*sheets, rotate=rotate), "某市", Role.REFERENCE)


def opened(title: str = "云汐市金融业发展规划") -> Sheet:
    sheet = Sheet()
    sheet.centred(title, 22)
    return sheet


def chapters(sheet: Sheet) -> None:
    for number, title in zip("一二三", ("发展基础", "重点任务", "保障措施"), strict=True):
        sheet.paragraph(f"{number}、{title}")
        sheet.paragraph(LONG)


def tables(plan: Plan) -> list[Table]:
    return [block for section in plan.sections for block in section.blocks if isinstance(block, Table)]


def boxes(plan: Plan) -> list[Box]:
    return [block for section in plan.sections for block in section.blocks if isinstance(block, Box)]


def test_hard_line_ends_are_undone() -> None:
    sheet = opened()
    chapters(sheet)
    plan = read(sheet).plan
    assert plan.front.title == "云汐市金融业发展规划"
    assert paths(plan.sections) == ["一", "二", "三"]
    assert [paragraphs(section) for section in plan.sections] == [[LONG]] * 3


def set_in(sheet: Sheet, x: float, y: float, width: int, texts: list[str]) -> list[tuple[float, str]]:
    """Set paragraphs in lines of so many characters of 14 points from a place down; gives the lines' places."""
    lines = []
    for text in texts:
        indent = 2
        while text:
            lines.append((x + 14 * indent, text[: width - indent]))
            text, indent = text[width - indent :], 0
    for i, (left, line) in enumerate(lines):
        sheet.type(line, left, y + 24 * i, 14)
    return lines


def test_columns_side_by_side_are_read_one_after_the_other() -> None:
    sheet = opened()
    set_in(sheet, 80, 160, 13, ["一、发展基础", LONG, "二、重点任务", LONG])
    set_in(sheet, 320, 160, 13, ["三、保障措施", LONG, "附则由市发展改革委解释，自印发之日起施行。" * 3])
    sheet.type("— 1 —", 270, 790, 12)
    plan = read(sheet).plan
    assert paths(plan.sections) == ["一", "二", "三"]
    assert [paragraphs(section)[0] for section in plan.sections] == [LONG] * 3
    assert [entry.what for entry in plan.not_taken] == ["页码"]


def test_a_paragraph_goes_on_at_the_top_of_the_next_column() -> None:
    sheet, probe = opened(), Sheet()
    texts = ["一、发展基础", LONG, "二、重点任务", LONG, "三、保障措施", LONG]
    half = len(set_in(probe, 80, 160, 13, texts)) // 2
    for i, (left, line) in enumerate(set_in(probe, 80, 160, 13, texts)):
        right = i >= half
        sheet.type(line, left + 240 * right, 160 + 24 * (i - half * right), 14)
    plan = read(sheet).plan
    assert [paragraphs(section) for section in plan.sections] == [[LONG]] * 3


def test_a_paragraph_that_ends_at_the_margin_does_not_swallow_the_indented_one_after_it() -> None:
    full = ("金" * 24 + "。") + "融" * 26 + "。"  # 25 characters in the first line, 27 in the second: both full
    sheet = opened()
    sheet.paragraph("一、基础")
    sheet.paragraph(full)
    sheet.paragraph("另起一段。")
    sheet.paragraph("二、任务")
    sheet.paragraph(LONG)
    sheet.paragraph("三、保障")
    assert paragraphs(read(sheet).plan.sections[0]) == [full, "另起一段。"]


def test_a_paragraph_goes_on_over_the_page_and_remembers_its_page() -> None:
    first, second = opened(), Sheet()
    first.paragraph("一、基础")
    first.y = 690
    first.paragraph(LONG[:52])  # 25 and 27 characters: two full lines
    for start in range(52, len(LONG), 27):
        second.type(LONG[start : start + 27], LEFT, second.y)
        second.y += 28
    for heading in ("二、任务", "三、保障", "四、附则"):
        second.paragraph(heading)
    plan = read(first, second).plan
    assert paragraphs(plan.sections[0]) == [LONG]
    assert [section.line for section in plan.sections] == [1, 2, 2, 2]


def test_text_that_every_page_begins_with_is_no_running_head() -> None:
    sheets = [Sheet() for _ in range(3)]
    for sheet, number, title in zip(sheets, "一二三", ("发展基础", "重点任务", "保障措施"), strict=True):
        sheet.paragraph(SAYS[0])
        sheet.paragraph(f"{number}、{title}")
    plan = read(opened(), *sheets).plan
    assert sum(text.count("三业并举") for section in plan.sections for text in paragraphs(section)) == 3


def test_running_heads_and_page_numbers_go() -> None:
    sheets = []
    for number, title in enumerate(("一、基础", "二、任务", "三、保障", "四、附则"), 1):
        sheet = opened() if number == 1 else Sheet()
        sheet.type("云汐市金融业发展规划汇编", LEFT, 50, 10)
        sheet.type(f"— {number} —", 280, 790, 14)
        sheet.paragraph(title)
        sheet.paragraph(LONG)
        sheets.append(sheet)
    plan = read(*sheets).plan
    assert [paragraphs(section) for section in plan.sections] == [[LONG]] * 4
    assert {(left.what, left.where) for left in plan.not_taken} == {
        ("页眉页脚（4 处）", "第 1—4 页"),
        ("页码（4 处）", "第 1—4 页"),
    }


def test_a_ruled_table_keeps_its_merged_cells() -> None:
    sheet = opened()
    sheet.paragraph("一、指标")
    y = sheet.y
    sheet.rule(LEFT, y, RIGHT, y)
    sheet.rule(LEFT, y + 30, RIGHT, y + 30)
    sheet.rule(180, y + 60, RIGHT, y + 60)
    sheet.rule(LEFT, y + 90, RIGHT, y + 90)
    for x in (LEFT, 180, 350, RIGHT):
        sheet.rule(x, y, x, y + 90)
    for text, x, row in (
        ("类别", 90, 0), ("指标", 190, 0), ("2025年", 360, 0),
        ("规模", 90, 1), ("金融业增加值", 190, 1), ("120", 360, 1),
        ("存款余额", 190, 2), ("3600", 360, 2),
    ):  # fmt: skip
        sheet.type(text, x, y + 20 + 30 * row, 12)
    sheet.y = y + 130
    sheet.paragraph("二、任务")
    sheet.paragraph(LONG)
    sheet.paragraph("三、保障")
    found = tables(read(sheet).plan)
    assert [(table.header, table.rows, table.line) for table in found] == [
        (("类别", "指标", "2025年"), (("规模", "金融业增加值", "120"), ("", "存款余额", "3600")), 1)
    ]


def test_a_table_goes_on_over_the_page_without_its_repeated_head() -> None:
    first, second = opened(), Sheet()
    first.paragraph("一、指标")
    columns, head = [LEFT, 300.0, RIGHT], ("指标", "数值")
    rows = [("增加值", "120"), ("存款", "3600"), ("贷款", "2800")]
    for sheet, part, top in ((first, [head, *rows[:2]], 640.0), (second, [head, *rows[2:]], 80.0)):
        sheet.grid(columns, [top + 30 * i for i in range(len(part) + 1)])
        for i, row in enumerate(part):
            for text, x in zip(row, columns, strict=False):
                sheet.type(text, x + 8, top + 20 + 30 * i, 12)
    second.y = 200
    second.paragraph("二、任务")
    second.paragraph(LONG)
    second.paragraph("三、保障")
    found = tables(read(first, second).plan)
    assert [(table.header, table.rows) for table in found] == [(head, tuple(rows))]


@pytest.mark.parametrize(
    ("above", "below", "whole"),
    [
        (("7", "乡村教师本科", "60"), ("", "学历比例（%）", ""), ("7", "乡村教师本科学历比例（%）", "60")),
        (("7.乡村教师本科", "60", "62"), ("学历比例（%）", "", ""), ("7.乡村教师本科学历比例（%）", "60", "62")),
    ],
)
def test_a_row_that_the_page_break_cut_is_one(
    above: tuple[str, ...], below: tuple[str, ...], whole: tuple[str, ...]
) -> None:
    head = ("甲", "乙", "丙")
    joined = continued(Table(None, head, (("1", "二", "3"), above)), Table(None, below, (("8", "九", "10"),)))
    assert joined is not None
    assert joined.rows == (("1", "二", "3"), whole, ("8", "九", "10"))


def test_a_group_row_on_top_of_a_page_stays_one() -> None:
    head = ("指标", "2020年", "2025年")
    joined = continued(
        Table(None, head, (("存款", "1", "2"),)), Table(None, ("普惠金融", "", ""), (("贷款", "3", "4"),))
    )
    assert joined is not None
    assert joined.rows == (("存款", "1", "2"), ("普惠金融", "", ""), ("贷款", "3", "4"))


def test_a_table_without_lines_is_found_by_its_columns() -> None:
    sheet = opened()
    sheet.paragraph("一、指标")
    rows = [("指标", "2020年", "2025年"), ("规模", "", ""), ("1.增加值", "68.4", "120"), ("2.存款余额", "2680", "3600")]
    rows += [("结构", "", ""), ("3.直接融资占比", "12", "20"), ("4.绿色贷款占比", "8", "15")]
    for row in rows:
        for text, x in zip(row, (LEFT, 300, 420), strict=True):
            if text:
                sheet.type(text, x, sheet.y, 12)
        sheet.y += 22
    sheet.y += 20
    for heading in ("二、任务", "三、保障"):
        sheet.paragraph(heading)
        sheet.paragraph(LONG)
    plan = read(sheet).plan
    assert paths(plan.sections) == ["一", "二", "三"]
    assert [(table.header, table.rows) for table in tables(plan)] == [(rows[0], tuple(rows[1:]))]


def test_paragraphs_without_indent_are_parted_by_the_room_between_them() -> None:
    full = "金" * 53 + "。"  # two full lines
    sheet = opened()
    for heading in ("一、基础", "二、任务", "三、保障"):
        sheet.paragraph(heading, indent=0, pitch=22)
        sheet.y += 10
        for _ in range(2):
            sheet.paragraph(full, indent=0, pitch=22)
            sheet.y += 10
    assert [paragraphs(section) for section in read(sheet).plan.sections] == [[full, full]] * 3


@pytest.mark.parametrize("drawn", ["outlined", "filled"])
def test_a_frame_with_a_label_is_a_box_and_its_numbers_are_no_headings(drawn: str) -> None:
    sheet = opened()
    sheet.paragraph("一、任务")
    top = sheet.y - 10
    if drawn == "outlined":
        sheet.grid([LEFT - 6.0, RIGHT + 6.0], [top - 10, top + 130])
    else:
        sheet.fill(LEFT - 6, top - 10, RIGHT - LEFT + 12, 140)
    sheet.centred("专栏1 强基工程", 14)
    sheet.paragraph("1. 网点。看得懂一艘船的账本。", size=14)
    sheet.paragraph("2. 担保。当天办结。", size=14)
    sheet.y = top + 170
    sheet.paragraph("二、保障")
    sheet.paragraph(LONG)
    sheet.paragraph("三、附则")
    plan = read(sheet).plan
    assert paths(plan.sections) == ["一", "二", "三"]
    (box,) = boxes(plan)
    assert (box.label, box.title) == ("专栏1", "强基工程")
    assert [block.text for block in box.blocks if isinstance(block, Paragraph)] == [
        "1.网点。看得懂一艘船的账本。",
        "2.担保。当天办结。",
    ]


def test_a_note_at_the_foot_is_tied_to_its_raised_mark() -> None:
    sheet = opened()
    sheet.paragraph("一、基础")
    sheet.type("港口贸易额居前", LEFT + 32, sheet.y)
    sheet.type("1", LEFT + 32 + 7 * 16, sheet.y - 7, 9)
    sheet.type("，增长平稳。", LEFT + 41 + 7 * 16, sheet.y)
    sheet.y += 28
    sheet.paragraph("二、任务")
    sheet.paragraph(LONG)
    sheet.paragraph("三、保障")
    sheet.rule(LEFT, 700, LEFT + 110, 700)
    sheet.type("1", LEFT, 714, 6)
    sheet.type("含转口贸易，口径以统计部门公布的为准，不含个人携带的", LEFT + 8, 718, 10)
    sheet.type("物品。", LEFT, 732, 10)
    plan = read(sheet).plan
    assert paragraphs(plan.sections[0]) == ["港口贸易额居前¹，增长平稳。"]
    (note,) = plan.sections[0].footnotes
    assert (note.mark, note.text) == ("¹", "含转口贸易，口径以统计部门公布的为准，不含个人携带的物品。")


def test_contents_pages_are_kept_as_contents() -> None:
    listed, body = opened(), Sheet()
    listed.centred("目  录")
    for entry, page in (("一、发展基础", 1), ("二、重点任务", 3), ("三、保障措施", 9)):
        listed.type(entry + "." * 20 + str(page), LEFT, listed.y)
        listed.y += 28
    chapters(body)
    plan = read(listed, body).plan
    assert plan.toc == ("一、发展基础", "二、重点任务", "三、保障措施")
    assert paths(plan.sections) == ["一", "二", "三"]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_read_as_it_is_looked_at(turn: int) -> None:
    sheet = opened()
    chapters(sheet)
    upright = pdf(sheet)
    place = {90: (0, 1, -1, 0, 842, 0), 180: (-1, 0, 0, -1, 595, 842), 270: (0, -1, 1, 0, 0, 595)}[turn]
    turned = Sheet([f"q {' '.join(map(str, place))} cm", *sheet.marks, "Q"])
    data = pdf(turned, rotate=turn)
    if turn != 180:
        data = data.replace(b"[0 0 595 842]", b"[0 0 842 595]")
    same = read_pdf(upright, "某市", Role.REFERENCE).plan
    assert read_pdf(data, "某市", Role.REFERENCE).plan == same


def test_a_sideways_page_is_turned_to_be_read() -> None:
    sheet = opened()
    chapters(sheet)
    sideways = Sheet(["q 0 1 -1 0 842 0 cm", *sheet.marks, "Q"])
    data = pdf(sideways).replace(b"[0 0 595 842]", b"[0 0 842 595]")
    assert read_pdf(data, "某市", Role.REFERENCE).plan == read(sheet).plan


def test_a_watermark_is_left_out_and_told() -> None:
    sheet = opened()
    chapters(sheet)
    sheet.marks += ["q 0.7 0.7 -0.7 0.7 300 -200 cm"]
    sheet.type("内部资料注意保存", 200, 500, 40)
    sheet.marks += ["Q"]
    plan = read(sheet).plan
    assert [paragraphs(section) for section in plan.sections] == [[LONG]] * 3
    assert "斜排的文字" in {left.what for left in plan.not_taken}


def refusal(data: bytes) -> UserError:
    with pytest.raises(UserError) as caught:
        read_pdf(data, "某市", Role.REFERENCE)
    assert caught.value.sentence.endswith("。")
    assert caught.value.remedy.endswith("。")
    return caught.value


def test_a_scan_is_refused_with_what_to_do() -> None:
    sheet = Sheet()
    sheet.picture(0, 0, 595, 842)
    error = refusal(pdf(sheet, sheet))
    assert "扫描" in error.sentence
    assert "OCR" in error.remedy


def test_a_single_scanned_page_is_told() -> None:
    first, second = opened(), Sheet()
    chapters(first)
    second.picture(0, 0, 595, 842)
    plan = read(first, second).plan
    assert ("整页图像", "第 2 页") in {(left.what, left.where) for left in plan.not_taken}


def test_an_encrypted_file_is_refused() -> None:
    locked = "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + "11" * 32 + "> /U <" + "22" * 32 + "> >>"
    locked += " /ID [<00> <00>]"
    assert "密码" in refusal(pdf(opened(), trailer=locked)).sentence


def test_a_damaged_file_is_refused() -> None:
    assert "损坏" in refusal(b"%PDF-1.5\n" + b"x" * 400).sentence


def test_a_file_of_too_many_pages_is_refused() -> None:
    assert "页" in refusal(pdf(*[Sheet()] * (PAGE_LIMIT + 1))).sentence


def test_reading_can_be_stopped_at_any_page() -> None:
    def stop(message: str, _fraction: float) -> None:
        if "第 3 页" in message:
            raise Cancelled

    sheet = opened()
    chapters(sheet)
    with pytest.raises(Cancelled):
        read_pdf(pdf(sheet, sheet, sheet, sheet), "某市", Role.REFERENCE, stop)
    assert read(sheet).plan.sections  # the lock is free again


@pytest.mark.parametrize("rest", ["持“多予”是方针。", "美元。5000万户脱贫。"])
def test_a_line_may_end_early_where_the_next_words_hold_together(rest: str) -> None:
    sheet = opened()
    sheet.paragraph("一、基础")
    sheet.type("融" * 25, LEFT + 32, sheet.y)
    sheet.type("融" * 25, LEFT, sheet.y + 28)  # two characters short of the margin
    sheet.type(rest, LEFT, sheet.y + 56)
    sheet.y += 84
    for heading in ("二、任务", "三、保障"):
        sheet.paragraph(heading)
        sheet.paragraph(LONG)
    assert paragraphs(read(sheet).plan.sections[0]) == ["融" * 50 + rest]


def test_agency_and_date_below_a_title_in_one_type_are_no_part_of_it() -> None:
    sheet = Sheet()
    for text in ("青岚县金融业发展规划", "青岚县金融工作办公室", "2016年7月"):
        sheet.centred(text, 20)
        sheet.y -= 8
    for heading in ("一、基础", "二、任务", "三、保障"):
        sheet.paragraph(heading)
        sheet.paragraph(LONG)
    front = read(sheet).plan.front
    assert (front.title, front.compiler, front.cover_date) == (
        "青岚县金融业发展规划",
        "青岚县金融工作办公室",
        "2016年7月",
    )


def test_headings_without_text_between_them_stay_apart_on_a_page_of_short_lines() -> None:
    first, second = opened(), Sheet()
    first.paragraph(LONG)
    for heading in ("一、基础盘子做得大，家底摸得清清楚楚", "（一）银行", "1．网点", "二、任务", "三、保障"):
        second.paragraph(heading, 0)
    numbers = [section.number for section in read(first, second).plan.sections if section.number]
    assert numbers == ["一", "（一）", "1", "二", "三"]


def test_decimal_headings_of_full_lines_under_each_other_stay_apart() -> None:
    first, second = opened(), Sheet()
    first.paragraph(LONG)
    wide = "家底摸得清清楚楚盘子越做越大底子越打越厚"
    for heading in ("二、任务", "三、保障", f"3.1组织{wide}", f"3.2人才{wide}", f"3.3宣传{wide}"):
        second.paragraph(heading, 0)
    second.paragraph(LONG)
    numbers = [section.number for section in read(first, second).plan.sections if section.number]
    assert numbers == ["二", "三", "3.1", "3.2", "3.3"]
