"""Reading a written document back and saying what does not keep to the official format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from app.errors import UserError
from app.exporting.house_style import (
    BOTTOM,
    CHARACTERS_PER_LINE,
    LEFT,
    LINE,
    LINES_PER_PAGE,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RIGHT,
    TOP,
)
from app.exporting.oxml import NAMESPACES, Element, attribute, etree, qualified, text_of  # pyright: ignore[reportAttributeAccessIssue]

_VISIBLE = (qualified("drawing"), qualified("footnoteReference"))
_SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")
_THEMED = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")


def check(path: Path) -> tuple[str, ...]:
    """What is wrong with an exported plan, a sentence each; nothing when it keeps to the format.

    Looks at paper, margins and grid, faces, contents, table heads, footers, footnotes, empty pages and ids. Raises
    `UserError` when the file is no .docx.
    """
    parts = _parts(path)
    document = parts["document"]
    checks = (
        _page(document),
        _grid(parts["styles"]),
        _faces(parts),
        _contents(document),
        _table_heads(document),
        _page_numbers(document, parts["settings"]),
        _footnotes(document, parts.get("footnotes")),
        _empty_pages(document),
        _ids(document),
    )
    return tuple(finding for findings in checks for finding in findings)


def _parts(path: Path) -> dict[str, Element]:
    try:
        with ZipFile(path) as archive:
            names = [name for name in archive.namelist() if name.startswith("word/") and name.endswith(".xml")]
            parts = {name[5:-4]: etree.fromstring(archive.read(name)) for name in names if name.count("/") == 1}
    except (OSError, BadZipFile, etree.XMLSyntaxError) as error:
        raise UserError(f"“{path.name}”不是可读的 .docx 文件。", "请重新导出。") from error
    if not {"document", "styles", "settings"} <= parts.keys():
        raise UserError(f"“{path.name}”缺少 Word 文档必需的部分。", "请重新导出。")
    return parts


def _number(element: Element, path: str, name: str) -> int:
    return int(attribute(element, path, name) or 0)


def _page(document: Element) -> Iterator[str]:
    """GB/T 9704 5.1, 5.2.1."""
    margins = {"top": TOP, "right": RIGHT, "bottom": BOTTOM, "left": LEFT}
    for number, section in enumerate(document.iter(qualified("sectPr")), 1):
        if (_number(section, "w:pgSz", "w"), _number(section, "w:pgSz", "h")) != (PAGE_WIDTH, PAGE_HEIGHT):
            yield f"第{number}节纸张不是 A4 纵向。"
        if any(_number(section, "w:pgMar", side) != width for side, width in margins.items()):
            yield f"第{number}节页边距不是上 37、下 35、左 28、右 26 毫米。"
        grid = section.find("w:docGrid", NAMESPACES)
        if grid is None or grid.get(qualified("type")) != "lines" or grid.get(qualified("charSpace")):
            yield f"第{number}节没有设定只按行的网格。"


def _grid(styles: Element) -> Iterator[str]:
    """GB/T 9704 5.2.3: what the body style gives on the type area."""
    normal = styles.find("w:style[@w:default='1'][@w:type='paragraph']", NAMESPACES)
    if normal is None:
        yield "没有正文样式。"
        return
    line = _number(normal, "w:pPr/w:spacing", "line")
    pitch = _number(normal, "w:rPr/w:sz", "val") * 10 + _number(normal, "w:rPr/w:spacing", "val")
    exact = attribute(normal, "w:pPr/w:spacing", "lineRule") == "exact"
    if not exact or line <= 0 or (PAGE_HEIGHT - TOP - BOTTOM) // line != LINES_PER_PAGE:
        yield f"每页不是 {LINES_PER_PAGE} 行（行距应为固定值 {LINE / 20} 磅）。"
    if pitch <= 0 or (PAGE_WIDTH - LEFT - RIGHT) // pitch != CHARACTERS_PER_LINE:
        yield f"每行不是 {CHARACTERS_PER_LINE} 字。"


def _faces(parts: Mapping[str, Element]) -> Iterator[str]:
    for name, part in parts.items():
        for fonts in part.iter(qualified("rFonts")):
            if any(fonts.get(qualified(slot)) for slot in _THEMED):
                yield f"{name} 中有字体随主题变化。"
                break
            if len({fonts.get(qualified(slot)) for slot in _SLOTS}) != 1:
                yield f"{name} 中有字体没有写全中文、西文等四项。"
                break
    for style in parts["styles"].iterfind("w:style[@w:type='paragraph']", NAMESPACES):
        if style.find("w:rPr/w:rFonts", NAMESPACES) is None:
            yield f"样式“{attribute(style, 'w:name')}”没有指定字体。"


def _contents(document: Element) -> Iterator[str]:
    """The lines of the contents and the headings that are bookmarked for it, text by text."""
    listed = {
        link.get(qualified("anchor"), ""): text_of(link.find("w:r", NAMESPACES))
        for link in document.iter(qualified("hyperlink"))
    }
    headings = dict(_bookmarked(document))
    for name, text in headings.items():
        if name not in listed:
            yield f"目录缺少“{text}”。"
        elif _bare(listed[name]) != _bare(text):
            yield f"目录的“{listed[name]}”与标题“{text}”不一致。"
    yield from (f"目录的“{text}”没有对应的标题。" for name, text in listed.items() if name not in headings)


def _bookmarked(document: Element) -> Iterator[tuple[str, str]]:
    for start in document.iter(qualified("bookmarkStart")):
        name = start.get(qualified("name"), "")
        if name.startswith("_Toc"):
            text = ""
            for sibling in start.itersiblings():
                if sibling.tag == qualified("bookmarkEnd"):
                    break
                text += text_of(sibling)
            yield name, text + _appendix_title(start.getparent())


def _appendix_title(heading: Element | None) -> str:
    """The title on the line below the label of a 附件: the contents list both as one."""
    below = None if heading is None else heading.getnext()
    is_title = below is not None and attribute(below, "w:pPr/w:pStyle", "val") == "AppendixTitle"
    return text_of(below) if below is not None and is_title else ""


def _bare(text: str) -> str:
    return "".join(text.split()).rstrip("。")


def _table_heads(document: Element) -> Iterator[str]:
    for table in document.iter(qualified("tbl")):
        heads = [row for row in table.iterfind("w:tr", NAMESPACES) if _is_head(row)]
        if any(row.find("w:trPr/w:tblHeader", NAMESPACES) is None for row in heads):
            yield f"表头“{text_of(heads[0])}”跨页时不重复。"
        if attribute(table, "w:tblPr/w:tblLayout", "type") != "fixed":
            yield "有表格列宽不固定。"


def _is_head(row: Element) -> bool:
    return attribute(row, "w:tc/w:p/w:pPr/w:pStyle") in {"TableHead", "BoxTitle"}


def _page_numbers(document: Element, settings: Element) -> Iterator[str]:
    """GB/T 9704 7.5: outside on odd and even pages."""
    if settings.find("w:evenAndOddHeaders", NAMESPACES) is None:
        yield "单页和双页的页码没有分开设定。"
    for number, section in enumerate(document.iter(qualified("sectPr")), 1):
        kinds = {reference.get(qualified("type")) for reference in section.iterfind("w:footerReference", NAMESPACES)}
        if not {"default", "even"} <= kinds:
            yield f"第{number}节缺少单页或双页的页码。"


def _footnotes(document: Element, notes: Element | None) -> Iterator[str]:
    used = [reference.get(qualified("id")) for reference in document.iter(qualified("footnoteReference"))]
    written = (
        [] if notes is None else [note.get(qualified("id")) for note in notes if note.get(qualified("type")) is None]
    )
    if sorted(used, key=str) != sorted(written, key=str):
        yield f"文中有 {len(used)} 个脚注标记，页脚有 {len(written)} 条脚注。"


def _empty_pages(document: Element) -> Iterator[str]:
    """An empty paragraph that begins a page, or a hard page break with nothing after it, leaves a page blank."""
    for paragraph in document.iterfind("w:body/w:p", NAMESPACES):
        broken = paragraph.find("w:pPr/w:pageBreakBefore", NAMESPACES) is not None
        broken = broken or any(br.get(qualified("type")) == "page" for br in paragraph.iter(qualified("br")))
        if broken and not text_of(paragraph) and next(paragraph.iter(*_VISIBLE), None) is None:
            yield "有空段落另起一页，会留下空白页。"


def _ids(document: Element) -> Iterator[str]:
    ids = Counter(start.get(qualified("id")) for start in document.iter(qualified("bookmarkStart")))
    names = Counter(start.get(qualified("name")) for start in document.iter(qualified("bookmarkStart")))
    if any(count > 1 for count in (*ids.values(), *names.values())):
        yield "书签编号或名称有重复。"
    for note in document.iter(qualified("instrText")):
        words = (note.text or "").split()
        if words[:1] == ["PAGEREF"] and words[1] not in names:
            yield f"页码引用的书签“{words[1]}”不存在。"
