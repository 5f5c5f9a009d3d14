"""A plan of the library against the library's references, as a table of clauses."""

from __future__ import annotations

from pathlib import Path

from app import paths
from app.errors import UserError
from app.exporting import comparison_docx, comparison_xlsx
from app.exporting.comparison import Comparison, build_comparison
from app.library import Library
from app.matching import lexicon
from app.matching.index import Index
from app.plans.model import Plan, Role
from app.progress import Progress, part


def compare(library: Library, plan: Plan, progress: Progress) -> Comparison:
    """What every other reference of the library says to each clause of `plan`, with the drafter's decisions.

    Raises `UserError` where there is no reference to compare with, and `Cancelled`.
    """
    others = [library.plan(summary.id) for summary in library.plans(Role.REFERENCE) if summary.id != plan.id]
    if not others:
        raise UserError("规划库中没有可以对照的参考规划。", "请先用 plandesk import 导入参考规划。")
    subjects = lexicon.topics_of(lexicon.loaded(library.setting(lexicon.SETTING)))
    index = Index.build([plan, *others], part(progress, 0, 0.3), subjects, folder=paths.kept())
    return build_comparison(plan, others, index, library.decisions(plan.id), part(progress, 0.3, 1))


def write(comparison: Comparison, path: Path) -> None:
    """Write the table to a .docx or .xlsx, by the ending of `path`; raises `UserError` where that cannot be done."""
    writer = comparison_xlsx if path.suffix.lower() == ".xlsx" else comparison_docx
    writer.write(comparison, path)
