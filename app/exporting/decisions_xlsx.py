"""The drafter's decisions as a .xlsx, a row each."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

from app.errors import UserError
from app.exporting.atomic import replacing
from app.exporting.decisions import GONE, DecidedPair, DecisionList
from app.exporting.sheet import SheetColumn, fill
from app.progress import Progress, silent

_COLUMNS = (
    SheetColumn("路径", 18),
    SheetColumn("条款", 30),
    SheetColumn("决定", 10, centred=True),
    SheetColumn("对照规划", 30),
    SheetColumn("对应条款路径", 18),
    SheetColumn("对应条款", 30),
    SheetColumn("批注", 40),
)


def write(decided: DecisionList, path: Path, progress: Progress = silent) -> None:
    """Write the list. Raises `UserError` where there is nothing to write, and `Cancelled`."""
    if not decided.pairs:
        raise UserError("还没有固定、排除或批注，没有写出文件。", "请先在对照页对条款作出决定。")
    progress("写出决定", 0.2)
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "固定与排除"
    about = "◆ 固定：与本条对应；✕ 排除：与本条不对应。"
    fill(sheet, f"{decided.base_title}：固定、排除和批注", about, _COLUMNS, [_row(pair) for pair in decided.pairs])
    book.properties.title, book.properties.creator = "固定、排除和批注", ""
    progress("保存文件", 0.8)
    with replacing(path) as temporary:
        book.save(temporary)
    progress("完成", 1.0)


def _row(pair: DecidedPair) -> list[str]:
    base = (pair.base.path, pair.base.title) if pair.base else ("", GONE)
    other = (pair.other.path, pair.other.title) if pair.other else ("", GONE)
    return [*base, pair.verdict, pair.other_plan, *other, pair.decision.note]
