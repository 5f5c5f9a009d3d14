"""Corrections of what stands under a heading: paragraphs, boxes, tables, footnotes. Pure functions on sections.

Each gives the sections and the spot of the element as it is now, and raises UserError for what makes no sense.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from app.errors import UserError
from app.plans.boxes import label_of
from app.plans.correction_places import Part, Spot, element_at
from app.plans.model import Block, Box, Figure, Footnote, Paragraph, Section, Table
from app.plans.outline import own_text

Sections = tuple[Section, ...]
_CELLS = re.compile(r"\t|\s*[|｜]\s*|\s{2,}|　+")
_MARK = re.compile(r"[¹²³⁰⁴-⁹]{1,3}|[①-⑳]|[\[〔［]\^?\d{1,3}[\]〕］]|注\s?\d{0,2}\s?[：:]|[*＊]{1,3}")


def split(sections: Sections, spot: Spot, at: int) -> tuple[Sections, Spot]:
    """A paragraph becomes two, parted before its character `at`."""
    paragraph = _paragraph(sections, spot)
    first, second = paragraph.text[:at].rstrip(), paragraph.text[at:].lstrip()
    if not first or not second:
        raise UserError("这里不能拆分。", "请把光标放在段落中间，再拆分。")
    parts = (replace(paragraph, text=first), replace(paragraph, text=second))
    return _spliced(sections, spot, 1, parts), _moved(spot, 1)


def merge(sections: Sections, spot: Spot) -> tuple[Sections, Spot]:
    """A paragraph and the one after it become one."""
    paragraph, (following,) = _paragraph(sections, spot), _paragraphs_after(sections, spot, 1)
    return _spliced(sections, spot, 2, (replace(paragraph, text=paragraph.text + following.text),)), spot


def to_box(sections: Sections, spot: Spot, count: int) -> tuple[Sections, Spot]:
    """A paragraph becomes the label of a box that holds the `count` blocks after it."""
    paragraph = _paragraph(sections, spot)
    if spot.part is not Part.BLOCK:
        raise UserError("专栏里不能再有专栏。", "请先把这一段移出专栏。")
    inside = sections[spot.section].blocks[spot.block + 1 : spot.block + 1 + count]
    held = tuple(block for block in inside if isinstance(block, Paragraph | Table))
    if len(held) < count:
        raise UserError("专栏里只能有段落和表格。", "请减少放入专栏的段数。")
    label = label_of(paragraph.text)
    box = Box(label.label if label else "", label.title if label else paragraph.text, held, paragraph.line)
    return _spliced(sections, spot, 1 + count, (box,)), spot


def to_table(sections: Sections, spot: Spot, count: int) -> tuple[Sections, Spot]:
    """A paragraph and the `count` after it become the rows of a table, cells parted at tabs, bars or wide blanks."""
    paragraphs = [_paragraph(sections, spot), *_paragraphs_after(sections, spot, count)]
    rows = [_cells(paragraph.text) for paragraph in paragraphs]
    width = max(map(len, rows))
    filled = [(*row, *[""] * (width - len(row))) for row in rows]
    return _spliced(
        sections, spot, 1 + count, (Table(None, filled[0], tuple(filled[1:]), line=paragraphs[0].line),)
    ), spot


def to_footnote(sections: Sections, spot: Spot) -> tuple[Sections, Spot]:
    """A paragraph becomes a footnote of the last section so far whose text has its mark, else of its own section."""
    paragraph = _paragraph(sections, spot)
    match = _MARK.match(paragraph.text)
    mark = match.group() if match else ""
    note = Footnote(mark, paragraph.text[len(mark) :].strip(), paragraph.line)
    if not note.text:
        raise UserError("这一段只有注号，没有注文。", "请选择脚注的文字所在的段落。")
    rest = _spliced(sections, spot, 1, ())
    home = next(
        (i for i in range(spot.section, -1, -1) if mark and mark in own_text(rest[i]) + rest[i].title), spot.section
    )
    notes = tuple(sorted((*rest[home].footnotes, note), key=lambda one: one.line or 0))
    held = replace(rest[home], footnotes=notes)
    return (*rest[:home], held, *rest[home + 1 :]), Spot(home, notes.index(note), is_footnote=True)


def to_text(sections: Sections, spot: Spot) -> tuple[Sections, Spot]:
    """A box, table, figure or footnote becomes paragraphs again."""
    element = element_at(sections, spot)
    if isinstance(element, Footnote):
        section = sections[spot.section]
        notes = tuple(note for i, note in enumerate(section.footnotes) if i != spot.block)
        blocks = (*section.blocks, Paragraph(f"{element.mark}{element.text}", element.line))
        kept = replace(section, footnotes=notes, blocks=blocks)
        return _with(sections, spot.section, kept), Spot(spot.section, len(blocks) - 1)
    if isinstance(element, Section | Paragraph):
        raise UserError("这里没有可以还原的专栏、表格、图或脚注。", "请在结构树里选择它们。")
    return _spliced(sections, spot, 1, _as_blocks(element)), spot


def leave_box(sections: Sections, spot: Spot) -> tuple[Sections, Spot]:
    """A box ends before this block of it; what follows stands behind the box."""
    box = sections[spot.section].blocks[spot.block] if spot.part is Part.INNER else None
    if not isinstance(box, Box):
        raise UserError("这一段不在专栏里。", "请选择专栏里的段落。")
    parts = (replace(box, blocks=box.blocks[: spot.inner]), *box.blocks[spot.inner :])
    at = Spot(spot.section, spot.block)
    return _spliced(sections, at, 1, parts), Spot(spot.section, spot.block + 1)


def relabel(sections: Sections, spot: Spot, label: str, title: str) -> tuple[Sections, Spot]:
    """A box, table or figure with another label (专栏1, 表2, 图3) and title."""
    match element_at(sections, spot):
        case Box() as box:
            changed: Block = replace(box, label=label, title=title)
        case Table() as table:
            changed = replace(table, label=label or None, caption=title or None)
        case Figure() as figure:
            changed = replace(figure, label=label or None, caption=title)
        case _:
            raise UserError("这里没有专栏、表格或图。", "请在结构树里选择它们。")
    return _spliced(sections, spot, 1, (changed,)), spot


def set_cells(sections: Sections, spot: Spot, rows: Sequence[Sequence[str]]) -> tuple[Sections, Spot]:
    """A table with other cells, head first; short rows are filled up, rows without a word left out."""
    table = element_at(sections, spot)
    if not isinstance(table, Table):
        raise UserError("这里不是表格。", "请在结构树里选择表格。")
    kept = [
        [cell.strip() for cell in row] for number, row in enumerate(rows) if number == 0 or any(map(str.strip, row))
    ]
    width = max(map(len, kept), default=0)
    if not width:
        raise UserError("表格至少要有一个单元格。", "要去掉整个表格，请用“还原为段落”。")
    head, *below = [(*row, *[""] * (width - len(row))) for row in kept]
    return _spliced(sections, spot, 1, (replace(table, header=head, rows=tuple(below)),)), spot


def blocks_around(sections: Sequence[Section], spot: Spot) -> tuple[Block, ...]:
    """The blocks among which a block stands: of its section or of its box."""
    section = sections[spot.section]
    box = section.blocks[spot.block] if spot.part is Part.INNER else None
    return box.blocks if isinstance(box, Box) else section.blocks


def _as_blocks(element: Box | Table | Figure) -> tuple[Block, ...]:
    line = element.line
    match element:
        case Box():
            head = Paragraph(f"{element.label}　{element.title}".strip("　"), line)
            return (head, *element.blocks)
        case Figure():
            texts = [f"{element.label or ''}{element.caption}", *element.labels]
        case Table():
            head = f"{element.label or ''} {element.caption or ''}".strip()
            texts = [head, *("\t".join(row) for row in (element.header, *element.rows)), *element.notes]
    return tuple(Paragraph(text, line) for text in texts if text.strip())


def _cells(text: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in _CELLS.split(text.strip().strip("|｜")))


def _paragraph(sections: Sequence[Section], spot: Spot) -> Paragraph:
    element = element_at(sections, spot)
    if not isinstance(element, Paragraph):
        raise UserError("这里需要选择一个段落。", "请在中间的结构树里选择段落。")
    return element


def _paragraphs_after(sections: Sequence[Section], spot: Spot, count: int) -> list[Paragraph]:
    start = (spot.inner if spot.part is Part.INNER else spot.block) + 1
    following = blocks_around(sections, spot)[start : start + count]
    found = [block for block in following if isinstance(block, Paragraph)]
    if len(found) < count:
        raise UserError("后面没有足够的段落。", "只能合并同一标题下相连的段落。")
    return found


def _spliced(sections: Sections, spot: Spot, count: int, blocks: Sequence[Block]) -> Sections:
    """With `blocks` in place of the `count` from the spot on."""
    section = sections[spot.section]
    around = blocks_around(sections, spot)
    at = spot.inner if spot.part is Part.INNER else spot.block
    changed = (*around[:at], *blocks, *around[at + count :])
    if spot.part is Part.INNER:
        box = section.blocks[spot.block]
        assert isinstance(box, Box)
        inner = tuple(block for block in changed if isinstance(block, Paragraph | Table))
        changed = (*section.blocks[: spot.block], replace(box, blocks=inner), *section.blocks[spot.block + 1 :])
    # Without its first paragraph a run-in heading is none.
    run_in = section.run_in and bool(changed) and isinstance(changed[0], Paragraph)
    return _with(sections, spot.section, replace(section, blocks=changed, run_in=run_in))


def _moved(spot: Spot, by: int) -> Spot:
    inner = spot.part is Part.INNER
    return replace(spot, inner=spot.inner + by) if inner else replace(spot, block=spot.block + by)


def _with(sections: Sections, index: int, section: Section) -> Sections:
    return (*sections[:index], section, *sections[index + 1 :])
