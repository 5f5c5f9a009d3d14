"""Saved web pages become plans: the site goes, the text and its tables stay."""

from __future__ import annotations

import base64
import quopri
from collections.abc import Callable
from datetime import date

import pytest

from app.drafting.sample import sample_draft
from app.errors import UserError
from app.plans.model import Box, Figure, Paragraph, Plan, Role, Table
from app.plans.outline import heading, paragraphs, paths
from app.plans.text_reader import Reading
from app.plans.web.reader import read_html, read_mht

TITLE = "云汐市金融业发展“十四五”规划"
SITE = """<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/x.dtd">
<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}">
<meta name="PubDate" content="2022-03-21 10:01"><meta name="ArticleTitle" content="{title}">
<title>{title}_云汐市人民政府</title><style>p{{margin:0}}</style><script>document.write("<div>一、广告");</script></head>
<body><div class="header"><a href="/">网站首页</a><input value="站内搜索"></div>
<ul class="nav"><li><a href="/a">政务公开</a></li><li><a href="/b">办事服务</a></li></ul>
<div class="dqwz">当前位置：<a href="/">首页</a> &gt; <a href="/gh">发展规划</a></div>
<form id="aspnetForm"><div class="content"><h1>{title}</h1>
<table><tr><td>发文字号：</td><td>云政办发〔2022〕8号</td><td>发布日期：</td><td>2022-03-20</td></tr></table>
<p class="tool">字号：[大 中 小] <a href="javascript:print()">打印</a></p>
{body}
<p>【打印】【关闭】</p><div class="bdsharebuttonbox">分享到：<a>微信</a></div>
<p>上一篇：<a href="/x">云汐市商务发展规划</a></p></div></form>
<div class="footer">主办：云汐市人民政府办公室　网站标识码：0000000000　某ICP备00000000号</div></body></html>"""

PARTS = ("一、发展基础", "港口与造船并举，融资渠道拓宽。", "二、重点任务", "（一）做大规模。信贷投放平稳增长。")
PARTS += ("（二）做优结构。直接融资占比提高。", "三、保障措施", "责任到人，按年评估。")


def site(body: str, charset: str = "utf-8", title: str = TITLE) -> bytes:
    return SITE.format(charset=charset, title=title, body=body).encode("gb18030" if charset == "gb2312" else charset)


def read(body: str, charset: str = "utf-8") -> Reading:
    return read_html(site(body, charset), "网页", Role.REFERENCE)


def texts(plan: Plan) -> list[tuple[str, list[str]]]:
    return [(path, paragraphs(section)) for section, path in zip(plan.sections, paths(plan.sections), strict=True)]


EXPECTED = [
    ("一", [PARTS[1]]),
    ("二", []),
    ("二/（一）", ["信贷投放平稳增长。"]),
    ("二/（二）", ["直接融资占比提高。"]),
    ("三", [PARTS[6]]),
]

STYLES: dict[str, str] = {
    "paragraphs": '<div class="TRS_Editor">' + "".join(f"<p>&nbsp;&nbsp;&nbsp;&nbsp;{p}</p>" for p in PARTS) + "</div>",
    "spans": "".join(f'<p style="text-indent:32pt"><span><font>{p[:3]}</font>{p[3:]}</span></p>' for p in PARTS),
    "breaks": "<div id=zoom>" + "".join(f"　　{p}<br/><br/>" for p in PARTS) + "</div>",
    "divs": "<div>" + "".join(f"<div>{p}</div>" for p in PARTS) + "</div>",
    "old table": "<table width=100%><tr><td>" + "<br>".join(PARTS) + "</td></tr></table>",
    "source breaks": "<div>" + "".join(f"<p>{p[:4]}\r\n   {p[4:]}</p>" for p in PARTS) + "</div>",
    "bold heads": "".join(f"<p><strong>{p}</strong></p>" if "、" in p[:2] else f"<p>{p}</p>" for p in PARTS),
    "unclosed": "<p>".join(PARTS),
}


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "utf-16"])
def test_the_text_of_a_site_is_found_however_its_paragraphs_are_marked(style: str, charset: str) -> None:
    plan = read(STYLES[style], charset).plan
    assert texts(plan) == EXPECTED
    assert plan.front.title == TITLE
    assert plan.front.doc_number == "云政办发〔2022〕8号"
    assert plan.front.published_on == date(2022, 3, 21)


def test_a_whole_plan_in_one_paragraph_is_parted_at_its_wide_blanks() -> None:
    long = "银行、保险、证券机构同心协力，把更多资金引向实验室、车间和渔港。" * 30
    body = "<p>" + "".join(f"　　{part}" for part in (*PARTS[:2], long, *PARTS[2:])) + "</p>"
    assert texts(read(body).plan) == [("一", [PARTS[1], long]), *EXPECTED[1:]]


def test_a_page_without_any_markup_of_paragraphs_is_parted_at_its_line_ends() -> None:
    body = "<pre>" + "\n\n".join([*PARTS, *(f"附注{i}。" for i in range(10))]) + "</pre>"
    assert texts(read(body).plan)[:4] == EXPECTED[:4]


def test_tables_keep_merged_cells_captions_and_notes() -> None:
    table = """<p align="center">表1　主要指标</p><table border=1>
    <thead><tr><th>类别</th><th>指标</th><th>2025<br>年</th></tr></thead>
    <tr><td rowspan=2>规模</td><td>金融业<p>增加值</p></td><td>120</td></tr>
    <tr><td>存款&nbsp;余额</td><td>3600</td></tr>
    <tr><td colspan=2>合计</td><td>—</td></tr></table><p>注：金融业增加值为当年价。</p>"""
    plan = read(
        "".join(f"<p>{part}</p>" for part in PARTS[:2]) + table + "".join(f"<p>{p}</p>" for p in PARTS[2:])
    ).plan
    (found,) = (block for block in plan.sections[0].blocks if isinstance(block, Table))
    assert (found.label, found.caption) == ("表1", "主要指标")
    assert found.header == ("类别", "指标", "2025年")
    assert found.rows == (("规模", "金融业增加值", "120"), ("", "存款余额", "3600"), ("合计", "", "—"))
    assert found.notes == ("注：金融业增加值为当年价。",)


def test_a_table_of_one_cell_is_a_box() -> None:
    box = "<table><tr><td><p>专栏1 强基工程</p><p>1.网点。进社区。</p><p>2.担保。当天办结。</p></td></tr></table>"
    plan = read("".join(f"<p>{part}</p>" for part in PARTS[:6]) + box + "<p>责任到人。</p>").plan
    last = plan.sections[-1]
    assert [type(block) for block in last.blocks] == [Box, Paragraph]
    assert isinstance(last.blocks[0], Box)
    assert (last.blocks[0].label, last.blocks[0].title, len(last.blocks[0].blocks)) == ("专栏1", "强基工程", 2)


def test_raised_marks_are_tied_to_their_notes() -> None:
    marked = f"<p>{PARTS[0]}</p><p>港口贸易额<sup>1</sup>居前。</p>" + "".join(f"<p>{p}</p>" for p in PARTS[2:])
    plan = read(marked + "<p><sup>1</sup>含转口贸易。</p>").plan
    assert paragraphs(plan.sections[0]) == ["港口贸易额¹居前。"]
    assert [(note.mark, note.text) for note in plan.sections[0].footnotes] == [("¹", "含转口贸易。")]


def test_pictures_are_told_and_keep_their_captions() -> None:
    body = "".join(f"<p>{p}</p>" for p in PARTS[:2]) + '<p><img src="a.png"></p><p>图1 空间布局</p>'
    plan = read(body + "".join(f"<p>{p}</p>" for p in PARTS[2:])).plan
    assert [block.caption for block in plan.sections[0].blocks if isinstance(block, Figure)] == ["空间布局"]
    assert any(left.what == "图片" for left in plan.not_taken)


def test_hidden_text_and_scripts_are_not_read() -> None:
    plan = read(STYLES["paragraphs"] + '<div style="display: none">四、隐藏</div><script>"五、脚本"</script>').plan
    assert texts(plan) == EXPECTED


@pytest.mark.parametrize("code", ["quoted-printable", "base64", "8bit"])
def test_a_web_archive_is_read_from_its_page(code: str) -> None:
    page = site(STYLES["paragraphs"], "gb2312")
    coded = {
        "quoted-printable": quopri.encodestring(page),
        "base64": base64.encodebytes(page),
        "8bit": page,
    }[code]
    head = b'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary="==x"\r\n\r\n'
    kind = b'--==x\r\nContent-Type: text/html; charset="gb2312"\r\nContent-Transfer-Encoding: '
    picture = b"\r\n--==x\r\nContent-Type: image/png\r\n\r\niVBORw0KGgo=\r\n--==x--\r\n"
    data = head + kind + code.encode() + b"\r\n\r\n" + coded + picture
    plan = read_mht(data, "归档", Role.REFERENCE).plan
    assert texts(plan) == EXPECTED
    assert plan.front.title == TITLE


def test_an_archive_without_a_page_is_refused() -> None:
    with pytest.raises(UserError, match="网页"):
        read_mht(b"MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nx", "归档", Role.REFERENCE)


def test_places_are_counted_in_paragraphs_of_the_content() -> None:
    plan = read(STYLES["divs"]).plan
    lines = [section.line for section in plan.sections]
    assert lines == sorted(lines, key=lambda line: line or 0)
    assert (lines[-1] or 0) - (lines[0] or 0) == 5
    assert all(left.where.endswith(("段", "段等")) for left in plan.not_taken)


def written(plan: Plan, paragraph: Callable[[str], str]) -> str:
    """A plan as the editor of a government site would put it."""
    out = [paragraph(plan.front.title)]
    for section in plan.sections:
        blocks = list(section.blocks)
        lead = heading(section) if section.title else ""
        if section.run_in and blocks and isinstance(first := blocks[0], Paragraph):
            lead, blocks = f"{lead}。{first.text}", blocks[1:]
        out += [paragraph(lead)] if lead else []
        for block in blocks:
            if isinstance(block, Box):
                inside = "".join(_block(inner, paragraph) for inner in block.blocks)
                out.append(f"<table><tr><td>{paragraph(f'{block.label} {block.title}')}{inside}</td></tr></table>")
            else:
                out.append(_block(block, paragraph))
        out += [paragraph(note.mark + note.text) for note in section.footnotes]
    return "".join(out)


def _block(block: object, paragraph: Callable[[str], str]) -> str:
    match block:
        case Paragraph(text=text):
            return paragraph(text)
        case Table(caption=caption, label=label, header=header, rows=rows, notes=notes):
            cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in (header, *rows))
            ahead = paragraph(f"{label or ''} {caption}") if caption else ""
            return f"{ahead}<table>{cells}</table>{''.join(map(paragraph, notes))}"
        case Figure(label=label, caption=caption):
            return paragraph(f"{label} {caption}")
    raise AssertionError(block)


@pytest.mark.parametrize(
    "paragraph",
    [
        lambda text: f"<p>&nbsp;&nbsp;&nbsp;&nbsp;{text}</p>",
        lambda text: f"　　{text}<br><br>",
        lambda text: f"　　{text}",
    ],
    ids=["paragraphs", "breaks", "one line"],
)
def test_a_whole_plan_comes_back_from_a_page(paragraph: Callable[[str], str]) -> None:
    plan = sample_draft()
    page = site(written(plan, paragraph), title=plan.front.title)
    back = read_html(page, "网页", Role.REFERENCE).plan
    assert back.front.title == plan.front.title
    assert paths(back.sections) == paths(plan.sections)
    assert [section.title for section in back.sections] == [section.title for section in plan.sections]
    assert [len(section.blocks) for section in back.sections] == [len(section.blocks) for section in plan.sections]
    assert [note.text for s in back.sections for note in s.footnotes] == [
        n.text for s in plan.sections for n in s.footnotes
    ]


def test_a_text_in_two_parts_side_by_side_is_read_whole() -> None:
    long = "港口与造船并举，融资渠道拓宽，服务半径逐年扩大。" * 60
    first = f"<div class=a><p>一、发展基础</p><p>{long}</p><p>二、重点任务</p><p>{long}</p></div>"
    plan = read(f"{first}<div class=b><p>三、保障措施</p><p>{long[:600]}</p></div>").plan
    assert paths(plan.sections) == ["一", "二", "三"]


def test_text_of_the_site_that_is_left_out_is_told() -> None:
    body = "".join(f"<p>{p}{'信贷平稳。' * 30}</p>" for p in PARTS)
    page = f"<html><body><div>{body}</div><div><p>本栏目由信息中心维护，转载请注明来源。</p></div></body></html>"
    plan = read_html(page.encode(), TITLE, Role.REFERENCE).plan
    assert paths(plan.sections) == ["一", "二", "二/（一）", "二/（二）", "三"]
    assert [entry.what for entry in plan.not_taken] == ["正文以外的网页文字（17 字）"]


def test_data_of_the_page_in_a_table_in_front_of_the_text_are_read() -> None:
    data = "<table><tr><td>索引号</td><td>42-7</td><td>文号</td><td>云政办发〔2022〕8号</td></tr>"
    data += "<tr><td>公开日期</td><td>2022-03-20</td><td>成文日期</td><td>2022-03-11</td></tr></table>"
    body = "".join(f"<p>{p}{'信贷平稳。' * 30}</p>" for p in PARTS)
    page = f"<html><body><div><h1>{TITLE}</h1>{data}<div>{body}</div></div></body></html>"
    front = read_html(page.encode(), TITLE, Role.REFERENCE).plan.front
    assert (front.doc_number, front.issued_on) == ("云政办发〔2022〕8号", date(2022, 3, 11))
    assert front.published_on == date(2022, 3, 20)
