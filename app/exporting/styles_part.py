"""styles.xml, fontTable.xml and settings.xml of the house style."""

from __future__ import annotations

from app.exporting.house_style import ALTERNATIVES, FANGSONG, SANHAO, STYLES, TEXT_WIDTH, ParagraphStyle
from app.exporting.oxml import Element, fonts, run_properties, w


def styles() -> Element:
    """`w:styles`: no theme, no inherited Word defaults, one style for each kind of paragraph."""
    defaults = w(
        "docDefaults",
        w(
            "rPrDefault",
            w(
                "rPr",
                fonts(FANGSONG),
                w("sz", val=SANHAO),
                w("szCs", val=SANHAO),
                w("lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA"),
            ),
        ),
        w("pPrDefault", w("pPr", w("spacing", before=0, after=0))),
    )
    return w("styles", defaults, *(_style(style) for style in STYLES.values()), *_other_styles())


def _style(style: ParagraphStyle) -> Element:
    normal = style.id == "Normal"
    return w(
        "style",
        w("name", val=style.name),
        None if normal else w("basedOn", val="Normal"),
        w("next", val="Body") if style.outline is not None else None,
        w("uiPriority", val=39) if style.contents_tab else None,
        w("qFormat") if style.outline is not None or style.id in {"Normal", "Body", "PlanTitle"} else None,
        _paragraph_properties(style, switches=normal),
        run_properties(style.face, style.size, style.tracking),
        type="paragraph",
        default=True if normal else None,
        styleId=style.id,
        customStyle=None if style.name.isascii() else True,
    )


def _paragraph_properties(style: ParagraphStyle, switches: bool) -> Element:
    """`switches`: the settings that make a line hold what it should, set once in the style all others stand on."""
    off = [w(name, val=0) for name in ("overflowPunct", "autoSpaceDE", "autoSpaceDN", "adjustRightInd", "snapToGrid")]
    return w(
        "pPr",
        w("keepNext") if style.keep_next else None,
        w("keepLines") if style.keep_lines else None,
        w("pageBreakBefore") if style.page_break else None,
        w("widowControl", val=0) if switches else None,
        w("tabs", w("tab", val="right", leader="dot", pos=TEXT_WIDTH)) if style.contents_tab else None,
        *(off if switches else ()),
        w("spacing", **_spacing(style)),
        _indent(style),
        w("jc", val=style.align),
        w("outlineLvl", val=style.outline) if style.outline is not None else None,
    )


def _spacing(style: ParagraphStyle) -> dict[str, object]:
    return {"before": style.before, "after": style.after, "line": style.line, "lineRule": "exact"}


def _indent(style: ParagraphStyle) -> Element:
    """LibreOffice reads only the twips, Word prefers the characters: both are written, and zeros undo a parent's."""
    first = {"firstLineChars": 200, "firstLine": style.indent} if style.indent else {"firstLine": 0}
    if style.hanging:
        first = {"hanging": style.hanging}
    return w("ind", left=style.left, right=style.right, **first)


def _other_styles() -> list[Element]:
    return [
        w(
            "style",
            w("name", val="Default Paragraph Font"),
            w("semiHidden"),
            type="character",
            default=True,
            styleId="a0",
        ),
        w(
            "style",
            w("name", val="footnote reference"),
            run_properties(raised=True),
            type="character",
            styleId="FootnoteReference",
        ),
        w(
            "style",
            w("name", val="Normal Table"),
            w("semiHidden"),
            w(
                "tblPr",
                w("tblInd", w=0, type="dxa"),
                w("tblCellMar", w("left", w=57, type="dxa"), w("right", w=57, type="dxa")),
            ),
            type="table",
            default=True,
            styleId="TableNormal",
        ),
    ]


def font_table() -> Element:
    """`w:fonts`: the faces used, each with what may stand for it."""
    return w(
        "fonts",
        *(
            w("font", w("altName", val=others), w("charset", val="86"), w("family", val="auto"), name=face)
            for face, others in ALTERNATIVES.items()
        ),
    )


def settings(refreshed: bool = True) -> Element:
    """`w:settings`: odd and even footers, punctuation never squeezed; `refreshed`: Word renews the fields on opening
    (it asks first), which only a document with contents is worth."""
    return w(
        "settings",
        w("zoom", percent=100),
        w("defaultTabStop", val=420),
        w("evenAndOddHeaders"),
        w("characterSpacingControl", val="doNotCompress"),
        w("updateFields", val="true") if refreshed else None,
        w("footnotePr", w("footnote", id=-1), w("footnote", id=0)),
        w(
            "compat",
            w("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15),
        ),
        w("themeFontLang", val="en-US", eastAsia="zh-CN"),
        w("decimalSymbol", val="."),
        w("listSeparator", val=","),
    )
