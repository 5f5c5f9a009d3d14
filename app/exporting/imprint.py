"""版记 at the foot of the last page, an even one (GB/T 9704 7.4; the even page follows from duplex printing)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.exporting.house_style import LINE, STYLES, TEXT_WIDTH
from app.exporting.measure import line_count
from app.exporting.oxml import Element, W, etree, paragraph, run, w  # pyright: ignore[reportAttributeAccessIssue]
from app.plans.model import FrontMatter

_EMU = 635  # in a twip
_FIRST_RULE, _MIDDLE_RULE = 8, 6  # 0.35 mm and 0.25 mm, 7.4.1
_SPACES = {
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
}


def has_imprint(front: FrontMatter) -> bool:
    """Whether there is anyone to copy to; an issuer alone makes no imprint."""
    return bool(front.copied_to)


def imprint_height(front: FrontMatter) -> int:
    """Twips from the first rule to the last."""
    return _lines(front) * LINE


def imprint(front: FrontMatter) -> Element:
    """A paragraph that anchors the imprint to the foot of the type area of its page.

    It is a text box, since a table that floats by itself is put into the running text by LibreOffice.
    """
    shape = _named("wps:wsp", _named("wps:cNvSpPr", txBox="1"), _shape(front), _text(front), _body_properties())
    graphic = _named("a:graphic", _named("a:graphicData", shape, uri=_SPACES["wps"]))
    anchor = _named(
        "wp:anchor",
        _named("wp:simplePos", x="0", y="0"),
        _named("wp:positionH", _worded("wp:align", "left"), relativeFrom="margin"),
        _named("wp:positionV", _worded("wp:align", "bottom"), relativeFrom="margin"),
        _named("wp:extent", **_size(front)),
        _named("wp:effectExtent", l="0", t="0", r="0", b="0"),
        _named("wp:wrapTopAndBottom"),
        _named("wp:docPr", id="9001", name="版记"),
        _named("wp:cNvGraphicFramePr"),
        graphic,
        distT="0", distB="0", distL="0", distR="0", simplePos="0", relativeHeight="2", behindDoc="0",
        locked="0", layoutInCell="1", allowOverlap="0",
    )  # fmt: skip
    choice = _named("mc:AlternateContent", _named("mc:Choice", w("drawing", anchor), Requires="wps"))
    return paragraph("TableRoom", [w("r", choice)])


def _lines(front: FrontMatter) -> int:
    style = STYLES["ImprintCopies"]
    room = (TEXT_WIDTH - style.left - style.right) / (style.size * 10)
    return sum(line_count(_sentence(text), room) for text in front.copied_to) + 1


def _sentence(text: str) -> str:
    return f"{text.rstrip('。.')}。"


def _copies(texts: Sequence[str]) -> list[Element]:
    """抄送： opens the first paragraph; the others begin under its first name, 7.4.2."""
    first = [paragraph("ImprintCopies", [run(f"抄送：{_sentence(texts[0])}")])]
    under = STYLES["ImprintCopies"]
    return first + [
        paragraph("ImprintCopies", [run(_sentence(text))], w("ind", left=under.left, right=under.right, hanging=0))
        for text in texts[1:]
    ]


def _text(front: FrontMatter) -> Element:
    issuer = front.issuers[0] if front.issuers else ""
    day = front.printed_on or front.issued_on
    foot = paragraph(
        "ImprintIssuer",
        [run(f"{issuer}\t{_printed(day)}" if day else issuer)],
        w("tabs", w("tab", val="right", pos=TEXT_WIDTH - 280)),
    )
    copies = _copies(front.copied_to)
    outer, inner = _rule("top", _FIRST_RULE), _rule("bottom", _MIDDLE_RULE)
    table = w(
        "tbl",
        w(
            "tblPr",
            w("tblW", w=TEXT_WIDTH, type="dxa"),
            w("tblInd", w=0, type="dxa"),
            w("tblLayout", type="fixed"),
            w("tblCellMar", w("left", w=0, type="dxa"), w("right", w=0, type="dxa")),
        ),
        w("tblGrid", w("gridCol", w=TEXT_WIDTH)),
        _cell(copies, outer, inner),
        _cell([foot], _rule("top", _MIDDLE_RULE), _rule("bottom", _FIRST_RULE)),
    )
    last = paragraph("TableRoom", [], w("spacing", before=0, after=0, line=20, lineRule="exact"))
    return _named("wps:txbx", w("txbxContent", table, last))


def _printed(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日印发"


def _rule(side: str, size: int) -> Element:
    return w(side, val="single", sz=size, space=0, color="auto")


def _cell(content: list[Element], *rules: Element) -> Element:
    properties = w("tcPr", w("tcW", w=TEXT_WIDTH, type="dxa"), w("tcBorders", *rules))
    return w("tr", w("trPr", w("cantSplit")), w("tc", properties, *content))


def _size(front: FrontMatter) -> dict[str, str]:
    return {"cx": str(TEXT_WIDTH * _EMU), "cy": str((imprint_height(front) + 20) * _EMU)}


def _shape(front: FrontMatter) -> Element:
    return _named(
        "wps:spPr",
        _named("a:xfrm", _named("a:off", x="0", y="0"), _named("a:ext", **_size(front))),
        _named("a:prstGeom", _named("a:avLst"), prst="rect"),
        _named("a:noFill"),
        _named("a:ln", _named("a:noFill")),
    )


def _body_properties() -> Element:
    return _named("wps:bodyPr", lIns="0", tIns="0", rIns="0", bIns="0", anchor="b")


def _named(name: str, /, *children: Element, **attributes: str) -> Element:
    prefix, tag = name.split(":")
    element = etree.Element(f"{{{_SPACES[prefix]}}}{tag}", attributes, {**_SPACES, "w": W})
    element.extend(children)
    return element


def _worded(name: str, text: str) -> Element:
    element = _named(name)
    element.text = text
    return element
