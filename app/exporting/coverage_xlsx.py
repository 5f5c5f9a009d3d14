"""主题覆盖 as a .xlsx: a sheet of topics × plans with the number of clauses, and a sheet of those clauses."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

from app.errors import UserError
from app.exporting.atomic import replacing
from app.exporting.sheet import SheetColumn, fill
from app.matching.coverage import TopicCoverage, missing
from app.plans.model import Plan
from app.progress import Progress, silent

GAP = "○"


def write(
    topics: Sequence[TopicCoverage],
    plans: Sequence[Plan],
    draft_id: str | None,
    path: Path,
    progress: Progress = silent,
) -> None:
    """Write both sheets, the plans as columns in the order given. Raises `UserError` and `Cancelled`."""
    if not plans:
        raise UserError("没有可以统计的规划，没有写出文件。", "请先导入参考规划或打开一份草稿。")
    book = Workbook()
    grid = book.worksheets[0]
    grid.title = "覆盖"
    progress("写出覆盖表", 0.1)
    columns = (
        SheetColumn("主题", 22),
        *(SheetColumn(_name(plan), 14, centred=True) for plan in plans),
        SheetColumn("写到的规划数", 14, centred=True),
    )
    about = f"数字为写到该主题的条款数，空白为没有写；{GAP} 为参考规划多数写了、本稿没有。"
    fill(grid, "主题覆盖", about, columns, _grid_rows(topics, plans, draft_id))
    progress("写出条款", 0.4)
    heads = (("主题", 18), ("规划", 18), ("路径", 20), ("标题", 32), ("字数", 8), ("要点", 60))
    columns = tuple(SheetColumn(head, width) for head, width in heads)
    fill(
        book.create_sheet("条款"),
        "各主题的条款",
        "字数为该条自己的文字，不含下级。",
        columns,
        _clause_rows(topics, plans),
    )
    book.properties.title, book.properties.creator = "主题覆盖", ""
    progress("保存文件", 0.8)
    with replacing(path) as temporary:
        book.save(temporary)
    progress("完成", 1.0)


def _grid_rows(
    topics: Sequence[TopicCoverage], plans: Sequence[Plan], draft_id: str | None
) -> list[list[str | int | None]]:
    others = [plan.id for plan in plans if plan.id != draft_id]
    lacking = {topic.id for topic in missing(topics, draft_id, others)} if draft_id else set()
    rows: list[list[str | int | None]] = []
    for topic in topics:
        numbers = [len(topic.clauses.get(plan.id, ())) for plan in plans]
        cells: list[str | int | None] = [number or None for number in numbers]
        if topic.id in lacking:
            cells = [GAP if plan.id == draft_id else cell for plan, cell in zip(plans, cells, strict=True)]
        rows.append([topic.name, *cells, sum(number > 0 for number in numbers)])
    return rows


def _clause_rows(topics: Sequence[TopicCoverage], plans: Sequence[Plan]) -> list[list[str | int | None]]:
    return [
        [
            topic.name,
            _name(plan),
            clause.path,
            clause.title,
            0 if clause.of_card else len("".join(clause.text.split())),
            clause.section.digest,
        ]
        for topic in topics
        for plan in plans
        for clause in topic.clauses.get(plan.id, ())
    ]


def _name(plan: Plan) -> str:
    return plan.front.region or plan.front.title
