"""Writes the samples of this folder: files as Word, WPS, printers, text editors and government sites leave them, with
texts of our own. Run it from the root of the repository after a change: `python -m tests.samples.formats.build`. What a
reader must find in each stands beside it as .json, held against the text by eye; nothing writes it anew."""

from __future__ import annotations

import io
import quopri
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

from tests.app.plans.pdf.printed import LEFT, RIGHT, Sheet, pdf
from tests.app.plans.word import written as word
from tests.app.plans.word.written import counted, field, level, p, r, styled, tbl, tc, text_box

HERE = Path(__file__).parent
TAB = "<w:r><w:tab/></w:r>"
TITLE = "松川市金融业发展“十四五”规划"
LEADS = (
    "把信贷资源更多投向装备制造、现代物流和文化旅游，让企业用得上、用得起。",
    "建立银行、担保、企业三方会商制度，每季度开一次会，逐户研究堵点。",
    "推动保险机构下沉到镇，设立便民服务点，理赔资料一次收齐。",
)


def plain_text() -> str:
    """A plan as an editor saves it."""
    return f"""松川市人民政府办公室文件

松政办发〔2021〕18号

松川市人民政府办公室关于印发《{TITLE}》的通知

各区县人民政府，市政府各部门：

《{TITLE}》已经市政府同意，现印发给你们，请认真组织实施。

松川市人民政府办公室
2021年9月30日

{TITLE}

本规划说明未来五年松川金融往哪里走、怎么走。

一、发展基础

（一）家底逐步厚实。2020年末，全市存款余额1260亿元，贷款余额980亿元，存贷比为77.8%。

（二）短板仍然明显。上市公司只有3家，直接融资占比偏低。

二、主要任务

（一）服务实体经济

1.扩大信贷投放。{LEADS[0]}

2.用好政策工具。{LEADS[1]}

（二）守住风险底线

——健全监测网络。{LEADS[2]}

——压实处置责任。属地和部门各负其责，早发现、早处置。

三、保障措施

（一）加强领导。市长任组长，每半年听取一次汇报。

（二）强化考核。任务分解到年度，完成情况向社会公开。
"""


def two_lines() -> str:
    """A whole plan pasted into two lines, its paragraphs parted by wide blanks; long, as such texts are."""
    names = ["绿色", "普惠", "科技", "养老", "数字", "产业", "消费", "跨境", "农村", "航运"]
    paragraphs = [""]
    for number, heading in zip("一二三四", ("发展基础", "总体要求", "重点任务", "保障措施"), strict=True):
        paragraphs.append(f"{number}、{heading}")
        for i, (inner, name) in enumerate(zip("一二三四五六七八九十", names, strict=True)):
            said = f"{LEADS[i % 3]}到2025年，有关任务全部落地，成效由第三方评估。{LEADS[(i + 1) % 3]}"
            paragraphs.append(f"（{inner}）{name}金融。{said}")
    return f"{TITLE}\n{'　　'.join(paragraphs)}\n"


def wps() -> bytes:
    """A document of WPS: styles with numbers for ids, headings without style, automatic numbers of every kind."""
    definitions = {
        0: level(0, "chineseCounting", "%1、")
        + level(1, "chineseCountingThousand", "（%2）")
        + level(2, "decimal", "%3.")
        + level(3, "decimalEnclosedParen", "%4")
        + level(4, "decimalEnclosedCircleChinese", "%5"),
        1: level(0, "japaneseCounting", "（%1）"),
    }
    lists = {1: (0, ""), 2: (1, "")}
    heads = word.styles(
        word.style("1", "Normal", default=True),
        word.style("2", "heading 1", '<w:outlineLvl w:val="0"/>'),
        word.style("15", "Title", '<w:jc w:val="center"/>'),
    )
    outlined = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="1"/>'
    first = '<w:pStyle w:val="2"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    return word.docx(
        styled("15", TITLE),
        p("本规划由松川市编制，供各部门执行。"),
        p("发展基础", first),
        p("家底逐步厚实", outlined),
        p("2020年末，全市存款余额1260亿元。"),
        p("短板仍然明显", outlined),
        p("上市公司只有3家。"),
        p("主要任务", first),
        p("服务实体经济", outlined),
        counted(1, 2, "扩大信贷投放。" + LEADS[0]),
        counted(1, 3, "设立专项额度。对首贷户单列计划。"),
        counted(1, 4, "额度随用随补，不设下限。"),
        counted(1, 4, "利率按季公布。"),
        counted(1, 3, "缩短审批链条。三日内答复。"),
        counted(1, 2, "用好政策工具。" + LEADS[1]),
        p("守住风险底线", outlined),
        counted(1, 2, "健全监测网络。" + LEADS[2]),
        p("保障措施", first),
        counted(2, 0, "加强领导。市长任组长，每半年听取一次汇报。"),
        counted(2, 0, "强化考核。任务分解到年度，完成情况向社会公开。"),
        styles=heads,
        numbering=word.numbering(definitions, lists),
    )


def tracked() -> bytes:
    """A document of Word under revision: contents field, notes, comments, changes, a text box and a merged table."""
    whole = field('TOC \\o "1-2" \\h', "|")
    begin, end = whole.split("|")
    entries = (r("一、发展基础") + TAB + r("1"), r("二、主要任务") + TAB + r("2"), r("三、保障措施") + TAB + r("3"))
    contents = p(begin + entries[0]) + p(entries[1]) + p(entries[2] + end)
    note = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    endnote = '<w:r><w:endnoteReference w:id="1"/></w:r>'
    comment = '<w:r><w:commentReference w:id="0"/></w:r>'
    inserted = '<w:ins w:id="5" w:author="x">' + r("和农村合作机构") + "</w:ins>"
    deleted = '<w:del w:id="6" w:author="x"><w:r><w:delText>以及典当行</w:delText></w:r></w:del>'
    merged = tbl(
        (tc("类别", '<w:vMerge w:val="restart"/>'), tc("目标", '<w:gridSpan w:val="2"/>')),
        (tc("", "<w:vMerge/>"), "2020年", "2025年"),
        ("存款余额（亿元）", "1260", "1900"),
        ("贷款余额（亿元）", "980", "1500"),
    )
    return word.docx(
        p(TITLE, '<w:jc w:val="center"/>'),
        p("目　录", '<w:jc w:val="center"/>'),
        contents,
        p("一、发展基础"),
        p(r("（一）家底逐步厚实。2020年末，全市存款余额1260亿元") + note + r("，增速居全省前列。")),
        p(r("（二）机构种类齐全。现有银行") + inserted + deleted + r("共12家。") + comment),
        p("二、主要任务"),
        p(r("（一）扩大信贷投放。") + r(LEADS[0]) + endnote),
        p(text_box(p("专栏1 信贷投放工程"), p("首贷户拓展。每年新增首贷户500户。"), p("中长期贷款。占比逐年提高。"))),
        p("（二）明确目标。主要指标见表1。"),
        p("表1 主要指标", '<w:jc w:val="center"/>'),
        merged,
        p("注：余额为年末数。"),
        p("三、保障措施"),
        p("（一）加强领导。市长任组长，每半年听取一次汇报。"),
        footnotes=word.notes("footnote", {1: "存款余额含外币存款。"}),
        endnotes=word.notes("endnote", {1: "投向目录由市发展改革委另行公布。"}),
    )


def site() -> str:
    """A page of a government site, its text in one line with indents of &nbsp;."""
    nav = "".join(f'<li><a href="#">{name}</a></li>' for name in ("首页", "政务公开", "政务服务", "互动交流"))
    indent = "&nbsp;" * 4
    paragraphs = "".join(
        f"<p>{indent}{text}</p>" for text in plain_text().split("\n\n") if text and "\n" not in text.strip()
    )
    table = (
        "<table border=1><tr><td>指标</td><td>2020年</td><td>2025年</td></tr>"
        "<tr><td>存款余额（亿元）</td><td>1260</td><td>1900</td></tr>"
        "<tr><td>贷款余额（亿元）</td><td>980</td><td>1500</td></tr></table>"
    )
    paragraphs = paragraphs.replace(
        f"<p>{indent}（二）守住风险底线</p>",
        f"<p>{indent}表1&nbsp;主要指标</p>{table}<p>{indent}（二）守住风险底线</p>",
    )
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{TITLE}_松川市人民政府</title>'
        f'<meta name="PubDate" content="2021-10-08 09:30"></head><body><div class="nav"><ul>{nav}</ul></div>'
        '<div class="mbx">您当前的位置：<a href="#">首页</a> &gt; <a href="#">规划计划</a></div>'
        f'<div class="share">分享到：微信 微博</div><div id="UCAP-CONTENT">{paragraphs}</div>'
        '<div class="related"><a href="#">松川市“十四五”物流业发展规划</a></div>'
        '<div class="footer">主办：松川市人民政府办公室 备案号：00000000</div></body></html>'
    )


def archive() -> bytes:
    """The same page as a browser saves it whole, in GB18030 and quoted-printable."""
    page = site().replace("utf-8", "gb2312")
    body = quopri.encodestring(page.encode("gb18030")).decode("ascii").replace("\n", "\r\n")
    head = (
        "From: <Saved by a browser>\r\nSubject: page\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="----part"\r\n\r\n'
        '------part\r\nContent-Type: text/html; charset="gb2312"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
    )
    style = "------part\r\nContent-Type: text/css\r\n\r\np { margin: 0 }\r\n"
    return f"{head}{body}\r\n{style}------part--\r\n".encode("ascii")


def printed() -> bytes:
    """A plan as printed: hard line ends, running heads, page numbers, a note at the foot, a table over two pages."""
    first, second, third = (page(number) for number in (1, 2, 3))
    first.centred(TITLE, 22)
    first.paragraph("一、发展基础")
    first.paragraph("（一）家底逐步厚实。2020年末，全市存款余额达到1260亿元①，贷款余额980亿元，" + LEADS[0])
    first.paragraph("（二）短板仍然明显。" + LEADS[1])
    first.rule(LEFT, 700, LEFT + 120, 700)
    first.type("① 存款余额含外币存款。", LEFT, 720, 12)
    second.paragraph("二、主要任务")
    second.paragraph("（一）扩大信贷投放。" + LEADS[0] + LEADS[2])
    second.paragraph("（二）明确目标。主要指标如下。")
    second.y = 620
    second.centred("表1 主要指标")
    rows = [("指标", "2020年", "2025年"), ("存款余额（亿元）", "1260", "1900"), ("贷款余额（亿元）", "980", "1500")]
    ruled(second, rows[:2], 650)
    ruled(third, [rows[0], rows[2]], 100)
    third.y = 200
    third.paragraph("三、保障措施")
    third.paragraph("（一）加强领导。市长任组长，每半年听取一次汇报。")
    third.paragraph("（二）强化考核。任务分解到年度，完成情况向社会公开。")
    return pdf(first, second, third)


def page(number: int) -> Sheet:
    """A page with the running head and the number in official form (GB/T 9704 7.5)."""
    sheet = Sheet()
    sheet.type(TITLE, LEFT, 50, 10)
    sheet.type(f"— {number} —", RIGHT - 60, 790, 14)
    return sheet


def ruled(sheet: Sheet, rows: Sequence[Sequence[str]], top: float) -> None:
    columns = [LEFT, 280, 400, RIGHT]
    sheet.grid(columns, [top + 30 * i for i in range(len(rows) + 1)])
    for i, row in enumerate(rows):
        for x, cell in zip(columns, row, strict=False):
            sheet.type(cell, x + 6, top + 30 * i + 20, 12)


def undated(package: bytes) -> bytes:
    """A package whose entries bear no time and are not packed, so that building it anywhere gives the same bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name), old.read(name))
    return stream.getvalue()


def build() -> dict[str, bytes]:
    """The bytes of every sample by its name."""
    windows = re.sub("\n", "\r\n", plain_text())
    return {
        "gb18030.txt": windows.encode("gb18030"),
        "utf16.txt": b"\xff\xfe" + windows.encode("utf-16-le"),
        "two_lines.txt": two_lines().encode(),
        "wps.docx": undated(wps()),
        "tracked.docx": undated(tracked()),
        "site.html": site().encode(),
        "archive.mht": archive(),
        "printed.pdf": printed(),
    }


if __name__ == "__main__":
    for name, data in build().items():
        (HERE / name).write_bytes(data)
