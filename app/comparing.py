"""A plan of the library against the library's references, written as a table of clauses."""

from __future__ import annotations

from pathlib import Path

from app.errors import UserError
from app.exporting import comparison_docx, comparison_xlsx
from app.exporting.comparison import build_comparison
from app.library import Library
from app.matching.index import Index
from app.plans.model import Plan, Role
from app.progress import Progress, part


def export_comparison(library: Library, plan: Plan, path: Path, progress: Progress) -> None:
    """Write what every other reference says to each clause of `plan`, to a .docx or .xlsx by the ending of `path`.

    Raises `UserError` where there is no reference to compare with or the file cannot be written, and `Cancelled`.
    """
    others = [library.plan(summary.id) for summary in library.plans(Role.REFERENCE) if summary.id != plan.id]
    if not others:
        raise UserError("规划库中没有可以对照的参考规划。", "请先用 plandesk import 导入参考规划。")
    index = Index.build([plan, *others], part(progress, 0, 0.3))
    decisions = library.decisions(plan.id)
    comparison = build_comparison(plan, others, index, decisions, part(progress, 0.3, 0.9))
    writer = comparison_xlsx if path.suffix.lower() == ".xlsx" else comparison_docx
    writer.write(comparison, path)
