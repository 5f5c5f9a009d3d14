"""Files and folders become plans of the library, all in one transaction, with a report for each file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from app.errors import UserError
from app.figures.indicators import indicators_of
from app.figures.model import Indicator
from app.library import Library, NewPlan
from app.library_identity import plan_id_for
from app.plans.card_differences import differences
from app.plans.cards import card, has_card
from app.plans.model import Box, NotTaken, Plan, PlanSummary, Role, Table
from app.plans.outline import section_count
from app.plans.reading import Reading, read_plan, supported
from app.progress import Cancelled, Progress, part, silent

_READING_SHARE = 0.9  # of the time; the rest is writing


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file. If `error` is set, nothing was taken from it and `remedy` says what to do."""

    path: Path
    plan_id: str | None = None
    title: str | None = None
    sections: int = 0
    tables: int = 0  # those in boxes included
    boxes: int = 0
    indicators: int = 0
    footnotes: int = 0
    not_taken: tuple[NotTaken, ...] = ()
    warnings: tuple[str, ...] = ()
    error: str | None = None
    remedy: str | None = None


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of all files, in the order in which they were read."""

    files: tuple[FileReport, ...] = ()

    @property
    def taken(self) -> tuple[FileReport, ...]:
        """The files that became plans."""
        return tuple(report for report in self.files if report.error is None)


def import_files(
    library: Library, paths: Sequence[Path], role: Role = Role.REFERENCE, progress: Progress = silent
) -> ImportReport:
    """Read files (and folders, to any depth) and add their plans and indicators to the library.

    A file that cannot be read is reported and does not stop the others. Raises `Cancelled` with nothing written,
    and `UserError` if the library itself cannot be written.
    """
    reports: list[FileReport] = []
    plans: dict[int, NewPlan] = {}  # by place in `reports`
    found = [item for path in paths for item in _files(path)]
    for i, item in enumerate(found):
        step = part(progress, i / len(found) * _READING_SHARE, (i + 1) / len(found) * _READING_SHARE)
        if isinstance(item, FileReport):
            reports.append(item)
            continue
        try:
            reading, plan = _read(item, role, step)
        except UserError as error:
            reports.append(FileReport(item, error=error.sentence, remedy=error.remedy))
        else:
            plans[len(reports)] = plan
            reports.append(_report(item, reading, plan))
    progress("正在写入规划库", _READING_SHARE)
    summaries = library.add(list(plans.values()))
    for place, summary in zip(plans, summaries, strict=True):
        reports[place] = _named(reports[place], summary)
    with suppress(Cancelled):  # too late: it is written
        progress("导入完成", 1.0)
    return ImportReport(tuple(_with_duplicates_noted(reports)))


def _files(path: Path) -> Iterator[Path | FileReport]:
    """The files that a path stands for: itself, or what a folder holds, in the order of names."""
    try:
        if not path.is_dir():
            yield path
            return
        inside = sorted(path.iterdir(), key=lambda item: item.name)
    except OSError:
        yield FileReport(path, error=f"无法打开文件夹：{path}。", remedy="请检查该文件夹的访问权限。")
        return
    for item in inside:
        if item.is_dir():
            yield from _files(item)
        elif supported(item) and not _about_the_folder(item):
            yield item


def _about_the_folder(file: Path) -> bool:
    """Whether a file only speaks of the folder, or is the trace of a program that has another file open."""
    return file.name.startswith((".", "~$")) or file.stem.upper() in {"README", "LICENSE", "CHANGELOG"}


def _read(file: Path, role: Role, progress: Progress) -> tuple[Reading, NewPlan]:
    progress(f"正在读取 {file.name}", 0.0)
    reading = read_plan(file, role, progress)
    indicators = indicators_of(reading.plan)
    reading = replace(reading, warnings=(*reading.warnings, *_unlike_its_card(reading.plan, indicators)))
    return reading, NewPlan(reading.plan, indicators, reading.warnings)


def _unlike_its_card(plan: Plan, indicators: tuple[Indicator, ...]) -> tuple[str, ...]:
    """Where a reference that the program knows differs from what it knows of it."""
    plan_id, _ = plan_id_for(plan)
    return differences(card(plan_id), plan, indicators) if has_card(plan_id) else ()


def _report(file: Path, reading: Reading, new: NewPlan) -> FileReport:
    plan = new.plan
    boxes, tables = _boxes_and_tables(plan)
    return FileReport(
        path=file,
        title=plan.front.title,
        sections=section_count(plan),
        tables=tables,
        boxes=boxes,
        indicators=len(new.indicators),
        footnotes=sum(len(section.footnotes) for section in plan.sections),
        not_taken=plan.not_taken,
        warnings=reading.warnings,
    )


def _boxes_and_tables(plan: Plan) -> tuple[int, int]:
    blocks = [block for section in plan.sections for block in section.blocks]
    boxes = [block for block in blocks if isinstance(block, Box)]
    blocks += [inner for box in boxes for inner in box.blocks]
    return len(boxes), sum(isinstance(block, Table) for block in blocks)


def _named(report: FileReport, summary: PlanSummary) -> FileReport:
    return replace(report, plan_id=summary.id, title=summary.title)


def _with_duplicates_noted(reports: Sequence[FileReport]) -> Iterator[FileReport]:
    """Two files of one plan: the later has replaced the earlier, which the user should know."""
    seen: dict[str, Path] = {}
    for report in reports:
        earlier = seen.get(report.plan_id) if report.plan_id else None
        if earlier is not None:
            sentence = f"与 {earlier.name} 是同一份规划，已以本文件为准。"
            report = replace(report, warnings=(*report.warnings, sentence))
        if report.plan_id:
            seen[report.plan_id] = report.path
        yield report
