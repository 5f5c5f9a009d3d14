"""Word and WPS documents, with what those programs do to them, against the structure that a reader of the page sees."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from app.errors import UserError
from app.plans.model import Box, Figure, Paragraph, Plan, SectionKind, Table
from app.plans.outline import own_text, paths
from app.plans.reading import read_plan
from app.plans.text_reader import Reading
from app.plans.word.reader import read_docx
from app.progress import Cancelled
from tests.app.plans.word.written import (
    PICTURE,
    counted,
    docx,
    field,
    level,
    notes,
    numbering,
    p,
    package,
    r,
    style,
    styled,
    styles,
    tbl,
    tc,
    text_box,
)

TITLE = p("云岫市金融业发展规划")
HEADS = (p("一、发展基础"), p("底子打得较牢。"), p("二、总体要求"), p("稳字当头。"), p("三、保障措施"))
HAN = numbering(
    {
        0: level(0, "chineseCountingThousand", "%1、")
        + level(1, "chineseCounting", "（%2）")
        + level(2, "decimal", "%3．")
        + level(3, "decimal", "（%4）")
    },
    {1: (0, "")},
)


def read(*body: str, **parts: str) -> Reading:
    return read_docx(docx(TITLE, *body, **parts), "云岫")


def outline(plan: Plan) -> list[str]:
    return [
        f"{path} {section.title}"
        for path, section in zip(paths(plan.sections), plan.sections, strict=True)
        if section.kind is SectionKind.NUMBERED
    ]


def last_text(*body: str, **parts: str) -> str:
    """The text under the last heading of a plan that ends with this body."""
    return own_text(read(*HEADS, *body, **parts).plan.sections[-1])


def last_blocks(*body: str, **parts: str) -> tuple[object, ...]:
    return read(*HEADS, *body, **parts).plan.sections[-1].blocks


def test_typed_numbers_need_no_styles() -> None:
    plan = read(*HEADS, p("（一）压实责任。各级各部门分工负责。")).plan
    assert plan.front.title == "云岫市金融业发展规划"
    assert outline(plan) == ["一 发展基础", "二 总体要求", "三 保障措施", "三/（一） 压实责任"]
    assert plan.sections[-1].run_in
    assert [section.line for section in plan.sections] == [2, 4, 6, 7]


def test_automatic_numbers_are_counted_and_printed() -> None:
    plan = read(
        counted(1, 0, "发展基础"),
        counted(1, 1, "规模扩大"),
        counted(1, 1, "结构优化"),
        counted(1, 0, "主要任务"),
        counted(1, 1, "做优服务"),
        counted(1, 2, "普惠金融"),
        counted(1, 3, "增加首贷"),
        counted(1, 2, "科技金融"),
        counted(1, 0, "保障措施"),
        numbering=HAN,
    ).plan
    assert outline(plan) == [
        "一 发展基础", "一/（一） 规模扩大", "一/（二） 结构优化", "二 主要任务", "二/（一） 做优服务",
        "二/（一）/1 普惠金融", "二/（一）/1/（1） 增加首贷", "二/（一）/2 科技金融", "三 保障措施",
    ]  # fmt: skip


def test_numbers_may_come_from_styles_with_numeric_ids_as_wps_writes_them() -> None:
    link = '<w:pStyle w:val="{}"/>'
    parts = {
        "styles": styles(
            style("1", "Normal", default=True),
            style("2", "heading 1", '<w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/>', "1"),
            style(
                "3", "heading 2", '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="1"/>'
            ),
            style("17", "我的二级", "", "3"),
        ),
        "numbering": numbering(
            {
                5: level(0, "chineseCounting", "第%1章", link.format("2"))
                + level(1, "chineseCounting", "第%2节", link.format("3"))
            },
            {1: (5, "")},
        ),
    }
    plan = read(
        styled("2", "基础与形势"), styled("3", "发展基础"), p("平稳。"), styled("17", "面临形势"), p("复杂。"),
        styled("2", "重点任务"), styled("3", "做强主体"), p("扩容。"), **parts,
    ).plan  # fmt: skip
    assert outline(plan) == [
        "第一章 基础与形势", "第一章/第一节 发展基础", "第一章/第二节 面临形势", "第二章 重点任务",
        "第二章/第一节 做强主体",
    ]  # fmt: skip


def test_an_outline_level_marks_a_heading_without_number() -> None:
    plan = read(*HEADS, p("全文小结", '<w:outlineLvl w:val="0"/>'), p("言已尽。")).plan
    assert (plan.sections[-1].title, plan.sections[-1].kind) == ("全文小结", SectionKind.UNNUMBERED)


def test_an_unnumbered_heading_stands_as_deep_as_numbered_ones_of_its_outline_level() -> None:
    def heading(text: str, outline: int) -> str:
        return p(text, f'<w:outlineLvl w:val="{outline}"/>')

    heads = (
        ("一、基础", 0),
        ("（一）成效", 1),
        ("问题", 1),
        ("二、任务", 0),
        ("（一）做强", 1),
        ("三、保障", 0),
        ("（一）用人", 1),
    )
    plan = read(*(heading(*head) for head in heads), heading("全文小结", 0), p("言已尽。")).plan
    assert [(s.title, s.level) for s in plan.sections if s.kind is SectionKind.UNNUMBERED] == [
        ("问题", 2),
        ("全文小结", 1),
    ]


def test_a_style_known_by_its_name_only_is_a_heading() -> None:
    plan = read(*HEADS, styled("a7", "全文小结"), p("言已尽。"), styles=styles(style("a7", "标题 1"))).plan
    assert plan.sections[-1].title == "全文小结"


def test_tracked_changes_are_read_as_accepted_and_told() -> None:
    by = 'w:id="1" w:author="甲" w:date="2024-01-01T00:00:00Z"'
    reading = read(
        *HEADS,
        p(
            r("责任到")
            + f"<w:del {by}><w:r><w:delText>科</w:delText></w:r></w:del><w:ins {by}>{r('岗')}</w:ins>"
            + r("。")
        ),
        p(f"<w:moveTo {by}>{r('移来的话。')}</w:moveTo>"),
        p(f"<w:moveFrom {by}>{r('移走的话。')}</w:moveFrom>", f"<w:rPr><w:moveFrom {by}/></w:rPr>"),
        p(r("前半句，"), f"<w:rPr><w:del {by}/></w:rPr>"),
        p(r("后半句。")),
    )
    assert own_text(reading.plan.sections[-1]).split("\n") == ["责任到岗。", "移来的话。", "前半句，后半句。"]
    assert reading.warnings[0] == "文件带有修订（插入 1 处、删除 1 处、移动 1 处），已按接受全部修订后的文字读入。"


def test_comments_are_counted_and_left_out() -> None:
    mark = '<w:commentRangeStart w:id="0"/>' + r("责任到岗。") + '<w:r><w:commentReference w:id="0"/></w:r>'
    reading = read(*HEADS, p(mark), comments="<w:comments/>")
    assert own_text(reading.plan.sections[-1]) == "责任到岗。"
    assert "文件带有 1 条批注，没有带入。" in reading.warnings


def test_a_text_box_is_read_once_and_in_place() -> None:
    reading = read(*HEADS, p(r("框外的话。") + text_box(p("框内的话，说得不短，也是正文的一部分。"))), p("再后的话。"))
    assert own_text(reading.plan.sections[-1]).split("\n") == [
        "框外的话。", "框内的话，说得不短，也是正文的一部分。", "再后的话。",
    ]  # fmt: skip
    assert "有 1 个文本框，其中的文字按所在位置读入，请核对。" in reading.warnings


def test_a_box_may_be_a_text_box_a_frame_or_a_frame_below_its_label() -> None:
    inside = (p("1. 扩面。增加首贷。"), p("2. 提质。优化结构。"))
    for body in (
        (p(text_box(p("专栏1　普惠行动"), *inside)),),
        (tbl([tc(p("专栏1　普惠行动") + "".join(inside))]),),
        (tbl([tc(p("专栏1　普惠行动"))], [tc("".join(inside))]),),
        (p("专栏1　普惠行动"), tbl([tc("".join(inside))])),
    ):
        (box,) = last_blocks(*body)
        assert isinstance(box, Box)
        assert (box.label, box.title) == ("专栏1", "普惠行动")
        assert [block.text for block in box.blocks if isinstance(block, Paragraph)] == [
            "1.扩面。增加首贷。", "2.提质。优化结构。",
        ]  # fmt: skip


def test_borders_round_paragraphs_frame_a_box() -> None:
    sides = "".join(f'<w:{side} w:val="single"/>' for side in ("top", "left", "bottom", "right"))
    framed = [
        p(text, f"<w:pBdr>{sides}</w:pBdr>") for text in ("专栏4　试点", "一、做实。先行先试。", "二、做细。总结推广。")
    ]
    blocks = last_blocks(p("前文。"), *framed, p("后文。"))
    box = blocks[1]
    assert isinstance(box, Box)
    assert [own.text for own in box.blocks if isinstance(own, Paragraph)] == [
        "一、做实。先行先试。",
        "二、做细。总结推广。",
    ]
    assert isinstance(blocks[2], Paragraph)
    assert blocks[2].text == "后文。"


def test_a_table_may_be_a_box_with_its_label_in_the_first_row() -> None:
    head = tc("专栏2　主要指标", '<w:gridSpan w:val="2"/>')
    (box,) = last_blocks(tbl([head], ["指标", "目标"], ["存款余额", "900亿元"]))
    assert isinstance(box, Box)
    (table,) = box.blocks
    assert isinstance(table, Table)
    assert (table.header, table.rows) == (("指标", "目标"), (("存款余额", "900亿元"),))


def test_notes_in_the_last_row_of_a_frame_are_notes_of_its_table() -> None:
    wide = '<w:gridSpan w:val="2"/>'
    notes = tc(p("注：按年末数。") + p("资料来源：年报。"), wide)
    (box,) = last_blocks(
        tbl([tc("专栏2　主要指标", wide)], [tc("表1　存贷款", wide)], ["指标", "目标"], ["存款", "900亿元"], [notes])
    )
    assert isinstance(box, Box)
    (table,) = box.blocks
    assert isinstance(table, Table)
    assert (table.label, table.caption, table.header) == ("表1", "存贷款", ("指标", "目标"))
    assert (table.rows, table.notes) == ((("存款", "900亿元"),), ("注：按年末数。", "资料来源：年报。"))


def test_a_box_may_hold_text_and_a_table_within() -> None:
    inner = tbl(["机构", "数量"], ["银行", "12"])
    (box,) = last_blocks(
        tbl([tc(p("专栏3：机构") + p("机构分布如下。") + inner + p("注：按法人口径。") + p("另有代表处。"))])
    )
    assert isinstance(box, Box)
    first, table, last = box.blocks
    assert isinstance(first, Paragraph)
    assert isinstance(table, Table)
    assert isinstance(last, Paragraph)
    assert (table.rows, table.notes) == ((("银行", "12"),), ("注：按法人口径。",))


def test_merged_cells_give_their_text_once() -> None:
    table = tbl(
        ["类别", "指标", tc("数值", '<w:gridSpan w:val="2"/>')],
        [tc("总量", '<w:vMerge w:val="restart"/>'), "存款", "800", "900"],
        [tc("", "<w:vMerge/>"), "贷款", "600", "700"],
        [tc("结构类", '<w:gridSpan w:val="4"/>')],
    )
    (found,) = last_blocks(p("表1　主要目标"), p("单位：亿元"), table, p("资料来源：年报。"))
    assert isinstance(found, Table)
    assert (found.label, found.caption) == ("表1", "主要目标")
    assert found.header == ("类别", "指标", "数值", "")
    assert found.rows == (("总量", "存款", "800", "900"), ("", "贷款", "600", "700"), ("结构类", "", "", ""))
    assert found.notes == ("单位：亿元", "资料来源：年报。")


def test_a_merge_that_begins_nowhere_loses_no_text() -> None:
    (found,) = last_blocks(tbl([tc("类别", "<w:vMerge/>"), "指标"], ["总量", "存款"]))
    assert isinstance(found, Table)
    assert found.header == ("类别", "指标")


def test_deleted_rows_are_left_out() -> None:
    table = tbl(["类别", "指标"], ["总量", "存款"], ["结构", "贷款"])
    head, middle, rest = table.split("<w:tr>", 3)[:3], "<w:tr><w:trPr><w:del/></w:trPr>", table.split("<w:tr>", 3)[3]
    (found,) = last_blocks("<w:tr>".join(head) + middle + rest)
    assert isinstance(found, Table)
    assert found.rows == (("总量", "存款"),)


def test_a_cell_is_one_text_however_it_is_broken() -> None:
    (found,) = last_blocks(tbl(["指 标", "AAA"], [tc(p("存款") + p("余额")), tc(p("Green") + p("bond"))]))
    assert isinstance(found, Table)
    assert found.rows == (("存款余额", "Green bond"),)


def test_notes_are_tied_to_their_marks() -> None:
    reference = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    reading = read(
        p("一、发展基础"),
        p(r("存款") + reference.format(2) + r("增加。")),
        p("二、总体要求"),
        p(
            r("贷款")
            + reference.format(3)
            + r("增加，保费")
            + '<w:r><w:endnoteReference w:id="1"/></w:r>'
            + r("也增加。")
        ),
        p("三、保障措施"),
        footnotes=notes("footnote", {2: "本外币。", 3: "含票据。"}),
        endnotes=notes("endnote", {1: "原保险。"}),
    )
    first, second, _ = reading.plan.sections
    assert own_text(first) == "存款¹增加。"
    assert [(note.mark, note.text) for note in first.footnotes] == [("¹", "本外币。")]
    assert [(note.mark, note.text) for note in second.footnotes] == [("²", "含票据。"), ("[i]", "原保险。")]


def test_circled_marks_do_not_turn_a_circled_list_into_notes() -> None:
    settings = (
        '<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:footnotePr>'
        '<w:numFmt w:val="decimalEnclosedCircleChinese"/></w:footnotePr></w:settings>'
    )
    plan = read(
        *HEADS,
        p(r("存款") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + r("增加，做到：")),
        p("①先易后难，稳步推进。"),
        footnotes=notes("footnote", {2: "本外币。"}),
        settings=settings,
    ).plan
    assert "存款①增加，做到：" in own_text(plan.sections[2])
    assert [(note.mark, note.text) for section in plan.sections for note in section.footnotes] == [("①", "本外币。")]
    assert any("先易后难" in own_text(section) + section.title for section in plan.sections)


def test_a_contents_field_is_kept_as_contents() -> None:
    toc = "".join(
        styled("t1", f"{title}\t{page}")
        for title, page in (("一、发展基础", 1), ("二、总体要求", 3), ("三、保障措施", 9))
    )
    control = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{p('目录')}{toc}</w:sdtContent></w:sdt>"
    )
    plan = read(control, *HEADS, styles=styles(style("t1", "toc 1"))).plan
    assert plan.toc == ("一、发展基础", "二、总体要求", "三、保障措施")
    assert outline(plan) == ["一 发展基础", "二 总体要求", "三 保障措施"]


def test_a_contents_field_that_never_ends_does_not_take_the_text() -> None:
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    heads = [p(text, '<w:outlineLvl w:val="0"/>') for text in ("一、发展基础", "二、总体要求", "三、保障措施")]
    plan = read(p(begin + r("一、发展基础\t1")), *heads, p("责任到岗。")).plan
    assert len(outline(plan)) == 3
    assert own_text(plan.sections[-1]) == "责任到岗。"


def test_fields_show_their_results_and_circled_digits() -> None:
    link = f'<w:hyperlink r:id="x">{r("网址")}</w:hyperlink>'
    simple = f'<w:fldSimple w:instr="DATE">{r("今日")}</w:fldSimple>'
    enclosed = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>eq \\o\\ac(○,</w:instrText></w:r>'
        '<w:r><w:instrText>3)</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    body = p(r("见") + link + r("与") + field("REF _Ref1 \\h", r("表1")) + simple + r("的第") + enclosed + r("项。"))
    assert last_text(body) == "见网址与表1今日的第③项。"


def test_hidden_text_is_left_out_and_told() -> None:
    reading = read(*HEADS, p(r("看得见。") + r("看不见。", "<w:vanish/>") + r("又看得见。", '<w:vanish w:val="0"/>')))
    assert own_text(reading.plan.sections[-1]) == "看得见。又看得见。"
    assert "隐藏文字" in [entry.what for entry in reading.plan.not_taken]


def test_a_style_separator_makes_a_run_in_heading() -> None:
    separator = "<w:rPr><w:vanish/><w:specVanish/></w:rPr>"
    plan = read(*HEADS, p("（一）压实责任。", separator), p("各级各部门分工负责。")).plan
    assert (plan.sections[-1].title, plan.sections[-1].run_in) == ("压实责任", True)
    assert own_text(plan.sections[-1]) == "各级各部门分工负责。"


def test_odd_characters_are_read_as_they_show() -> None:
    odd = (
        r("金\u00ad융") + "<w:r><w:softHyphen/><w:noBreakHyphen/></w:r>" + r("\u202e面积1km")
        + r("2", '<w:vertAlign w:val="superscript"/>') + '<w:r><w:sym w:font="Wingdings" w:char="F06C"/></w:r>'
        + r("。")
    )  # fmt: skip
    assert last_text(p(odd)) == "金융-面积1km²●。"


def test_a_line_break_parts_paragraphs_but_not_a_title() -> None:
    plan = read(
        p(r("一、发展") + "<w:r><w:br/></w:r>" + r("基础"), '<w:jc w:val="center"/>'),
        *HEADS[1:],
        p(r("第一段。") + "<w:r><w:br/></w:r>" + r("第二段。")),
    ).plan
    assert plan.sections[0].title == "发展基础"
    assert own_text(plan.sections[-1]).split("\n") == ["第一段。", "第二段。"]


def test_an_indented_paragraph_goes_on_with_none_before() -> None:
    indent = '<w:ind w:firstLineChars="200"/>'
    blocks = last_blocks(p("坚持稳中求进，服务实体经济", indent), p("坚持守住底线，防范各类风险", indent))
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == [
        "坚持稳中求进，服务实体经济", "坚持守住底线，防范各类风险",
    ]  # fmt: skip


def test_a_paragraph_cut_behind_a_comma_goes_on_even_indented() -> None:
    indent = '<w:ind w:firstLineChars="200"/>'
    assert last_text(p("坚持稳中求进，", indent), p("服务实体经济。", indent)) == "坚持稳中求进，服务实体经济。"


def test_columns_set_by_tabs_are_a_table_but_numbers_are_not() -> None:
    (found,) = last_blocks(p("指标\t目标\t单位"), p("存款\t900\t亿元"), p("贷款\t700\t亿元"))
    assert isinstance(found, Table)
    assert found.rows == (("存款", "900", "亿元"), ("贷款", "700", "亿元"))
    plan = read(p("一、\t发展基础"), p("二、\t总体要求"), p("三、\t保障措施")).plan
    assert outline(plan) == ["一 发展基础", "二 总体要求", "三 保障措施"]
    plan = read(p("第一章\t基础"), p("1.1\t成效"), p("1.2\t问题"), p("第二章\t目标"), p("2.1\t原则")).plan
    assert outline(plan) == ["第一章 基础", "第一章/1.1 成效", "第一章/1.2 问题", "第二章 目标", "第二章/2.1 原则"]


def test_a_caption_below_a_picture_is_a_figure_with_the_texts_of_the_picture() -> None:
    (first, second) = last_blocks(
        p(PICTURE + text_box(p("核心区")) + text_box(p("拓展区"))),
        p("图1　空间布局"),
        p(PICTURE),
        styled("c", "增长情况"),
        styles=styles(style("c", "caption")),
    )
    assert first == Figure("空间布局", "图1", ("核心区", "拓展区"), first.line)
    assert (second.caption, second.label) == ("增长情况", None)


def test_numbers_inside_tables_are_no_sections() -> None:
    plan = read(*HEADS, tbl(["序号", "任务"], ["一、", "做强主体"], ["（一）", "引进机构"])).plan
    assert len(outline(plan)) == 3


def test_a_page_laid_out_by_one_table_is_read_as_text() -> None:
    page = tbl([tc("".join((TITLE, *HEADS, p("责任到岗。"))))])
    assert len(outline(read_docx(docx(page), "云岫").plan)) == 3


def test_headers_footers_and_macros_are_told() -> None:
    body = (*HEADS, p("完。"), '<w:sectPr><w:headerReference r:id="h" w:type="default"/></w:sectPr>')
    data = docx(TITLE, *body)
    assert "页眉、页脚和页码" in [entry.what for entry in read_docx(data, "云岫").plan.not_taken]


def test_bold_at_the_start_is_a_lead() -> None:
    lead = [
        p(r(f"{word}。", "<w:b/>") + r("具体内容写在这里，说得完整。")) for word in ("坚持稳健", "坚持开放创新引领")
    ]
    plan = read(*HEADS, *lead).plan
    assert [s.title for s in plan.sections if s.kind is SectionKind.LEAD] == ["坚持稳健", "坚持开放创新引领"]


def test_strict_documents_are_read() -> None:
    data = docx(TITLE, *HEADS)
    usual, strict = (
        b"schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"purl.oclc.org/ooxml/wordprocessingml/main",
    )
    xml = _document(data).replace(usual, strict)
    assert len(outline(read_docx(package({"document": xml}), "云岫").plan)) == 3


def _document(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("word/document.xml")


def test_the_kind_is_told_by_the_content_and_not_by_the_name(tmp_path: Path) -> None:
    file = tmp_path / "规划.txt"
    file.write_bytes(docx(TITLE, *HEADS))
    plan = read_plan(file).plan
    assert len(outline(plan)) == 3
    assert plan.source is not None
    assert plan.source.name == "规划.txt"


def test_reading_can_be_stopped() -> None:
    def stop(_message: str, fraction: float) -> None:
        if fraction > 0.2:
            raise Cancelled

    data = docx(TITLE, *HEADS, *[p("一段话。")] * 2000)
    with pytest.raises(Cancelled):
        read_docx(data, "云岫", progress=stop)


def test_a_document_without_numbers_is_no_plan() -> None:
    with pytest.raises(UserError, match="不像一份规划"):
        read_docx(docx(p("只是一封信。")), "信")
