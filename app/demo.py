"""The main job without a screen: references in, a draft compared with them, documents out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from app import comparing, compose
from app.errors import UserError, of_os_error
from app.exporting import indicators_xlsx, plan_docx
from app.importing import ImportReport
from app.library import Library
from app.plans.model import PlanSummary, Role
from app.progress import Progress, part

LIBRARY = "演示规划库.db"
SUMMARY = "说明.txt"


def run(output: Path, references: Path | None, progress: Progress) -> Iterator[str]:
    """Do the whole job in a folder and tell of each step. What a demo left there before is replaced, nothing else.

    The last step writes the same sentences into a text file beside the documents.
    """
    _make_folder(output)
    told: list[str] = []
    with Library.open(_fresh_library(output)) as library:
        for sentence in _steps(library, output, references, progress):
            told.append(sentence)
            yield sentence
    (output / SUMMARY).write_text("\n".join(told) + "\n", encoding="utf-8")
    yield f"全部结果在 {output}。"


def _steps(library: Library, output: Path, references: Path | None, progress: Progress) -> Iterator[str]:
    report = compose.furnish(library, references, part(progress, 0, 0.3))
    yield from _imported(report, references)
    cards = [one for one in library.plans(Role.REFERENCE) if one.is_card]
    if cards:
        yield f"内置要点版 {len(cards)} 份：{'、'.join(f'《{one.title}》' for one in cards)}。"
    (draft,) = library.plans(Role.DRAFT)
    yield f"示例草稿：《{draft.title}》，{draft.sections} 个章节，{draft.characters} 字。"
    plan = library.plan(draft.id)
    plan_docx.write(plan, _named(output, draft, ".docx"), part(progress, 0.3, 0.4))
    yield f"公文：{draft.title}.docx"
    tables = [(summary, library.indicators(summary.id)) for summary in (draft, *library.plans(Role.REFERENCE))]
    indicators_xlsx.write(tables, output / "主要指标.xlsx", part(progress, 0.4, 0.5))
    yield f"指标：主要指标.xlsx，共 {sum(len(indicators) for _, indicators in tables)} 项"
    comparison = comparing.compare(library, plan, part(progress, 0.5, 0.9))
    for name in ("条款对照表.docx", "条款对照表.xlsx"):
        comparing.write(comparison, output / name)
        yield f"对照：{name}"


def _imported(report: ImportReport, references: Path | None) -> Iterator[str]:
    if references is None:
        yield "没有参考规划文件夹（可用 --references 或环境变量 REFERENCES 指定），用内置的要点版演示。"
    for file in report.files:
        if file.error:
            yield f"未能导入 {file.path.name}：{file.error}{file.remedy or ''}"
        else:
            counts = f"{file.sections} 个章节、{file.tables} 张表、{file.boxes} 个专栏、{file.indicators} 项指标"
            yield f"参考规划：《{file.title}》，{counts}。"


def _named(output: Path, plan: PlanSummary, suffix: str) -> Path:
    return output / f"{plan.title}{suffix}"


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise of_os_error(error) or UserError(f"无法建立文件夹“{folder}”。", "请换一个文件夹再试。") from error


def _fresh_library(folder: Path) -> Path:
    """The demo's own library file, without what an earlier demo left in it."""
    library = folder / LIBRARY
    for ending in ("", "-wal", "-shm"):
        library.with_name(library.name + ending).unlink(missing_ok=True)
    return library
