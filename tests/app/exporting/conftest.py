"""A plan with every element there is, and LibreOffice as a strict reader of what is written."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.plans.model import (
    Box,
    Figure,
    Footnote,
    FrontMatter,
    GlossaryTerm,
    NumberStyle,
    Paragraph,
    Plan,
    Section,
    SectionKind,
    Table,
)

FACES = {
    "仿宋_GB2312": "Noto Sans Mono CJK SC",
    "楷体_GB2312": "Noto Serif CJK SC",
    "黑体": "Noto Sans CJK SC:bold",
    "宋体": "Noto Serif CJK SC",
    "方正小标宋简体": "Noto Serif CJK SC:bold",
}
"""Official faces are on no free machine: each gets a stand-in of its own, so that a PDF shows which was asked for.
The body's stand-in has letters and digits of half a Han character, as the real one has."""

SENTENCES = (
    "青岚市地处海湾北岸，港口、造船和海洋能源三业并举，金融机构沿滨海大道渐次铺开。",
    "全市银行、保险、证券机构同心协力，把更多资金引向实验室、车间和渔港。",
    "到2025年，本外币存款余额力争达到1.26万亿元，贷款余额力争达到1.08万亿元，年均增长8.5%左右。",
    "每一家县域网点都要学会看懂一艘船的账本，也要学会看懂一座风机的发电曲线。",
    "对守信的小店主，授信应当当天办结；对失信的大企业，授信应当一票否决。",
)


def prose(count: int, start: int = 0) -> str:
    """`count` sentences of our own, in turn."""
    return "".join(SENTENCES[(start + number) % len(SENTENCES)] for number in range(count))


def numbered(title: str, level: int, number: str, style: NumberStyle, *blocks: object, **more: object) -> Section:
    return Section(title, level, number=number, style=style, blocks=blocks, **more)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def created() -> datetime:
    return datetime(2026, 3, 9, 8, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def long_table() -> Table:
    rows = tuple((f"第{number}项工程", f"{number * 37}", f"{2021 + number % 5}年") for number in range(1, 61))
    return Table("重点工程投资安排", ("工程", "投资（亿元）", "完成年份"), rows, label="表2")


@pytest.fixture(scope="session")
def front() -> FrontMatter:
    return FrontMatter(
        title="青岚市“十四五”金融业发展规划",
        region="青岚市",
        issuers=("青岚市人民政府办公厅",),
        doc_number="青政办发〔2022〕7号",
        issued_on=date(2022, 3, 9),
        printed_on=date(2022, 3, 11),
        period=(2021, 2025),
        recipients=("各县（区）人民政府，市政府各部门",),
        copied_to=("市委各部门，市人大常委会办公室，市政协办公室，市中级人民法院，市人民检察院", "驻市各金融机构"),
        remarks=("此件公开发布",),
        notice_title="青岚市人民政府办公厅关于印发青岚市“十四五”金融业发展规划的通知",
        notice=("《青岚市“十四五”金融业发展规划》已报市政府审定，现印发各单位，请照此办理。",),
        agency_mark="青岚市人民政府办公厅文件",
        compiler="青岚市地方金融监督管理局",
        cover_date="2022年3月",
    )


@pytest.fixture(scope="session")
def full_plan(front: FrontMatter, long_table: Table) -> Plan:
    """Every kind of section, block and front matter."""
    indicators = Table(
        "“十四五”时期青岚市金融业主要指标",
        ("类别", "指标", "单位", "2020年", "2025年", "年均增速", "属性"),
        (
            ("规模", "存款余额", "亿元", "8400", "12600", "8.5%左右", "预期性"),
            ("", "贷款余额", "亿元", "7200", "10800", "8.5%左右", ""),
            ("质量", "不良贷款率", "%", "1.5", "1.3以下", "—", "约束性"),
            ("", "金融生态", "", "持续改善", "", "", ""),
        ),
        notes=("注：按当年价格计算。",),
        label="表1",
    )
    steps = Table("分步安排", ("步骤", "年份"), (("起步", "2021"), ("成形", "2023")))
    sections = (
        Section("前言", 1, SectionKind.PREFACE, blocks=(Paragraph(prose(4)),)),
        numbered("发展基础", 1, "一", NumberStyle.HAN, Paragraph(prose(3))),
        numbered(
            "家底日渐厚实",
            2,
            "（一）",
            NumberStyle.HAN_BRACKETS,
            Paragraph("机构总数增至96家①，" + prose(5, 1)),
            run_in=True,
            footnotes=(Footnote("①", "含分行级机构，不含小额贷款公司。"),),
        ),
        numbered("服务仍有短板", 2, "（二）", NumberStyle.HAN_BRACKETS, Paragraph(prose(9, 2))),
        numbered("主要目标", 1, "二", NumberStyle.HAN, Paragraph(prose(2)), indicators),
        numbered("融资总量", 2, "（一）", NumberStyle.HAN_BRACKETS, Paragraph(prose(40, 3)), Paragraph(prose(30))),
        numbered("信贷", 3, "1", NumberStyle.ARABIC, Paragraph(prose(12))),
        numbered("涉海贷款", 4, "（1）", NumberStyle.ARABIC_BRACKETS, Paragraph(prose(3))),
        Section("抓大户", 5, SectionKind.ITEM, run_in=True, blocks=(Paragraph(prose(2)),)),
        Section("稳住基本盘", 5, SectionKind.LEAD, run_in=True, blocks=(Paragraph(prose(2, 3)),)),
        numbered(
            "主要任务",
            1,
            "三",
            NumberStyle.HAN,
            Box("专栏1", "蓝色金融试点", (Paragraph(prose(3)), Paragraph(prose(3, 2)), steps)),
            Figure("金融空间布局", label="图1", labels=("主城", "海湾")),
            long_table,
            Paragraph(prose(3)),
        ),
        numbered("组织保障", 1, "四", NumberStyle.HAN, Paragraph(prose(20))),
    )
    terms = (GlossaryTerm("蓝色信贷", "投向海洋产业的贷款。"), GlossaryTerm("白名单", "可以优先授信的企业名录。"))
    return Plan(front, sections, glossary=terms)


@pytest.fixture(scope="session")
def chapter_plan() -> Plan:
    """The other numbering system, without notice, cover and imprint."""
    sections = (
        numbered("发展环境", 1, "第一章", NumberStyle.CHAPTER, Paragraph(prose(4))),
        numbered("成效", 2, "一", NumberStyle.HAN, Paragraph(prose(4, 1))),
        numbered("总量稳步增长", 3, "（一）", NumberStyle.HAN_BRACKETS, Paragraph(prose(4, 2)), run_in=True),
        numbered("保障措施", 1, "第二章", NumberStyle.CHAPTER, Paragraph(prose(4, 3))),
    )
    return Plan(FrontMatter("青岚市“十四五”金融业发展规划"), sections)


@pytest.fixture(scope="session")
def to_pdf(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Path]:
    """LibreOffice with the two settings it takes wrongly from .docx put right: it adds room between Han and digits
    and hangs punctuation although the file forbids both, and it drops blank pages."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("office")
    environment = {**os.environ, "FONTCONFIG_FILE": str(_font_map(folder))}

    def convert(source: Path, kind: str) -> Path:
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", kind]
        subprocess.run([*command, "--outdir", str(folder), str(source)], check=True, capture_output=True, timeout=120,
                       env=environment)  # fmt: skip
        return folder / f"{source.stem}.{kind.partition(':')[0]}"

    def render(source: Path) -> Path:
        flat = convert(source, "fodt")
        text = flat.read_text("utf-8").replace('text-autospace="ideograph-alpha"', 'text-autospace="none"')
        flat.write_text(text.replace('punctuation-wrap="hanging"', 'punctuation-wrap="simple"'), "utf-8")
        keep = '{"IsSkipEmptyPages":{"type":"boolean","value":"false"}}'
        return convert(flat, f"pdf:writer_pdf_Export:{keep}")

    return render


def _font_map(folder: Path) -> Path:
    def alias(face: str, stand_in: str) -> str:
        family, _, weight = stand_in.partition(":")
        bold = '<edit name="weight" mode="assign" binding="strong"><const>bold</const></edit>' if weight else ""
        return (
            f'<match target="pattern"><test name="family" compare="eq"><string>{face}</string></test>'
            f'<edit name="family" mode="assign" binding="strong"><string>{family}</string></edit>{bold}</match>'
        )

    file = folder / "fonts.conf"
    rules = "".join(alias(face, stand_in) for face, stand_in in FACES.items())
    file.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f'<include ignore_missing="yes">/etc/fonts/fonts.conf</include>{rules}</fontconfig>',
        "utf-8",
    )
    return file
