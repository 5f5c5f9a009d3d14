"""专栏 and figures."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from app.exporting.footnotes_part import Footnotes
from app.exporting.house_style import BOX_FILL, TEXT_WIDTH
from app.exporting.oxml import Element, lines_of, paragraph, run, w
from app.exporting.tables import KEPT_ROWS, room_above, table, table_frame, title_row
from app.plans.model import Box, Figure, Paragraph, Table

_INSET = 113  # twips between the frame and the text, 2 mm


def box(value: Box, notes: Footnotes) -> list[Element]:
    """A framed, grey table that may break over pages and then repeats its title. A box that is nothing but one table
    becomes that table with the title as its first head row: Word does not repeat the head of a table inside a table."""
    title = "　".join(part for part in (value.label, value.title) if part)
    if len(value.blocks) == 1 and isinstance(value.blocks[0], Table):
        return table(value.blocks[0], notes, title=title)
    frame = table_frame([TEXT_WIDTH])
    if title:
        frame.append(title_row(title, TEXT_WIDTH))
    frame.extend(_row(part, notes) for part in _parts(value.blocks))
    return [room_above(), frame, paragraph("TableRoom")]


def _parts(blocks: Sequence[Paragraph | Table]) -> list[list[Paragraph | Table]]:
    """What shares a row of the frame: paragraphs that follow each other; a table has one to itself."""
    return [list(part) for _, part in groupby(blocks, key=lambda block: isinstance(block, Table) and id(block))]


def _row(part: Sequence[Paragraph | Table], notes: Footnotes) -> Element:
    """A row of the frame. That of a short table stays whole: nothing else keeps a table in a cell with its caption."""
    properties = w(
        "tcPr",
        w("tcW", w=TEXT_WIDTH, type="dxa"),
        w("shd", val="clear", color="auto", fill=BOX_FILL),
        w("tcMar", *(w(side, w=_INSET, type="dxa") for side in ("left", "right"))),
    )
    whole = any(isinstance(block, Table) and len(block.rows) <= KEPT_ROWS for block in part)
    return w("tr", w("trPr", w("cantSplit")) if whole else None, w("tc", properties, *_content(part, notes)))


def _content(part: Sequence[Paragraph | Table], notes: Footnotes) -> list[Element]:
    result: list[Element] = []
    for block in part:
        if isinstance(block, Paragraph):
            result += [paragraph("BoxText", notes.runs(line)) for line in lines_of(block.text)]
        else:
            result += table(block, notes, TEXT_WIDTH - 2 * _INSET - 20)
    return result


def figure(value: Figure) -> list[Element]:
    """A figure's place and its caption below; the picture itself is not part of a plan's text."""
    words = f"，图中文字：{'、'.join(value.labels)}" if value.labels else ""
    caption = "　".join(part for part in (value.label, value.caption) if part)
    return [
        paragraph("FigurePlace", [run(f"（此处插入图片{words}）")]),
        paragraph("FigureCaption", [run(caption)]),
    ]
