"""The official format as values: page, faces and paragraph styles (GB/T 9704-2012; measured settings).

Units are Word's: twips (1 mm = 56.693, 1 pt = 20) for lengths, half-points for sizes, eighths of a point for rules.
GB/T 9704 5.2.3 asks for 22 lines of 28 characters on 156 × 225 mm. Word's 三号 is 16 pt, a little wider than the
printer's, so a character takes 16 - 0.25 pt and a line 28.95 pt: 29 pt gives 21 lines, -0.2 pt gives 27 characters.
"""

from __future__ import annotations

from dataclasses import dataclass

FANGSONG = "仿宋_GB2312"
KAITI = "楷体_GB2312"
HEITI = "黑体"
XIAOBIAOSONG = "方正小标宋简体"
SONGTI = "宋体"

ALTERNATIVES = {
    FANGSONG: "仿宋,FangSong,方正仿宋_GBK,华文仿宋,朱雀仿宋",
    KAITI: "楷体,KaiTi,方正楷体_GBK,华文楷体,LXGW WenKai",
    HEITI: "SimHei,方正黑体_GBK,Noto Sans CJK SC",
    XIAOBIAOSONG: "方正小标宋_GBK,华文中宋,Noto Serif CJK SC",
    SONGTI: "SimSun,Noto Serif CJK SC",
}
"""What a reader may use where a face is missing; Word looks into the font table, no other place can hold a list."""

PAGE_WIDTH, PAGE_HEIGHT = 11906, 16838  # A4
TOP, RIGHT, BOTTOM, LEFT = 2098, 1474, 1984, 1587  # 37 35 28 26 mm, GB/T 9704 5.2.1
HEADER, FOOTER = 851, 1458  # puts the dash of the page number 7 mm below the type area, 7.5
TEXT_WIDTH, TEXT_HEIGHT = PAGE_WIDTH - LEFT - RIGHT, PAGE_HEIGHT - TOP - BOTTOM
LINE = 579
LINES_PER_PAGE = 22
CHARACTERS_PER_LINE = 28
TRACKING = -5
EM = 315  # what a 三号 character takes on the line: 320 + TRACKING
INDENT = 640  # two characters, 7.3.3
BLANK_LINE = LINE

ERHAO, SANHAO, SIHAO, XIAOSI, WUHAO, XIAOWU = 44, 32, 28, 24, 21, 18  # half-points
RED = "FF0000"
BOX_FILL = "F2F2F2"
OUTER_RULE, INNER_RULE = 8, 4


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """A paragraph style. `line` is the exact height of a line, `indent` the first line's, `tracking` the extra pitch;
    `outline` is the level in the navigation pane, 0 = top."""

    id: str
    name: str
    face: str = FANGSONG
    size: int = SANHAO
    line: int = LINE
    before: int = 0
    after: int = 0
    align: str = "both"
    indent: int = 0
    left: int = 0
    right: int = 0
    hanging: int = 0
    keep_next: bool = False
    keep_lines: bool = False
    page_break: bool = False
    outline: int | None = None
    tracking: int = TRACKING
    contents_tab: bool = False


def _heading(id: str, name: str, face: str, outline: int) -> ParagraphStyle:
    return ParagraphStyle(id, name, face, indent=INDENT, keep_next=True, outline=outline)


def _centred(id: str, name: str, face: str, outline: int, before: int = 290, after: int = 289) -> ParagraphStyle:
    return ParagraphStyle(
        id, name, face, align="center", keep_next=True, outline=outline, before=before, after=after, tracking=0
    )


_SMALL = 400  # twips, the line of a table's text

STYLES: dict[str, ParagraphStyle] = {
    style.id: style
    for style in (
        ParagraphStyle("Normal", "Normal"),
        ParagraphStyle("Body", "公文正文", indent=INDENT),
        ParagraphStyle(
            "PlanTitle",
            "公文标题",
            XIAOBIAOSONG,
            ERHAO,
            720,
            align="center",
            keep_next=True,
            keep_lines=True,
            tracking=0,
        ),
        _centred("Chapter", "公文章标题", HEITI, 0),
        _centred("Division", "公文节标题", KAITI, 1),
        _heading("Level1", "公文一级", HEITI, 0),
        _heading("Level2", "公文二级", KAITI, 1),
        _heading("Level3", "公文三级", FANGSONG, 2),
        _heading("Level4", "公文四级", FANGSONG, 3),
        ParagraphStyle("AppendixLabel", "附件标签", HEITI, align="left", keep_next=True),
        ParagraphStyle(
            "AppendixTitle",
            "附件标题",
            XIAOBIAOSONG,
            ERHAO,
            720,
            align="center",
            before=LINE,
            after=LINE,
            keep_next=True,
            keep_lines=True,
            tracking=0,
        ),
        ParagraphStyle("AgencyMark", "发文机关标志", XIAOBIAOSONG, 72, 800, align="center", tracking=0),
        ParagraphStyle("DocNumber", "发文字号", align="center", before=2 * LINE),
        ParagraphStyle("Recipients", "主送机关", align="left"),
        ParagraphStyle("Signature", "署名", align="left", keep_lines=True),
        ParagraphStyle("CoverTitle", "封面标题", XIAOBIAOSONG, 52, 1000, align="center", tracking=0),
        ParagraphStyle("CoverText", "封面文字", KAITI, align="center"),
        ParagraphStyle(
            "ContentsTitle",
            "目录标题",
            XIAOBIAOSONG,
            ERHAO,
            720,
            align="center",
            after=LINE,
            keep_next=True,
            tracking=0,
        ),
        ParagraphStyle("TOC1", "toc 1", HEITI, align="left", contents_tab=True),
        ParagraphStyle("TOC2", "toc 2", KAITI, align="left", left=320, contents_tab=True),
        ParagraphStyle("TOC3", "toc 3", FANGSONG, align="left", left=640, contents_tab=True),
        ParagraphStyle(
            "TableCaption", "表题", HEITI, SIHAO, 500, align="center", before=200, keep_next=True, tracking=0
        ),
        ParagraphStyle("TableHead", "表头", HEITI, XIAOSI, line=_SMALL, align="center", tracking=0),
        ParagraphStyle("TableText", "表格文字", FANGSONG, XIAOSI, line=_SMALL, align="left", tracking=0),
        ParagraphStyle("TableNote", "表注", FANGSONG, WUHAO, 340, align="left", tracking=0),
        ParagraphStyle("TableRoom", "表旁空行", line=289, tracking=0),
        ParagraphStyle("ComparisonHead", "对照表头", HEITI, XIAOWU, 300, align="center", tracking=0),
        ParagraphStyle("ComparisonText", "对照文字", FANGSONG, XIAOWU, 280, align="left", tracking=0),
        ParagraphStyle("BoxTitle", "专栏标题", HEITI, SIHAO, 500, align="center", keep_next=True, tracking=0),
        ParagraphStyle("BoxText", "专栏文字", KAITI, SIHAO, 480, indent=560, tracking=0),
        ParagraphStyle(
            "FigurePlace", "图位", KAITI, SIHAO, 500, align="center", before=200, keep_next=True, tracking=0
        ),
        ParagraphStyle("FigureCaption", "图题", HEITI, SIHAO, 500, align="center", after=200, tracking=0),
        ParagraphStyle("FootnoteText", "footnote text", SONGTI, XIAOWU, 280, align="left", tracking=0),
        ParagraphStyle("PageNumberOdd", "页码单页", SONGTI, SIHAO, 280, align="right", right=280, tracking=0),
        ParagraphStyle("PageNumberEven", "页码双页", SONGTI, SIHAO, 280, align="left", left=280, tracking=0),
        ParagraphStyle("ImprintCopies", "版记抄送", size=SIHAO, left=1120, right=280, hanging=840, tracking=0),
        ParagraphStyle("ImprintIssuer", "版记印发", size=SIHAO, align="left", left=280, right=280, tracking=0),
    )
}
