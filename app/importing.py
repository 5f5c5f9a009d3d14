"""Files and folders become plans of the library, all in one transaction, with a report for each file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from app.errors import UserError
from app.figures.indicators import indicators_of
from app.figures.model import Indicator
from app.importing_known import Choice, Known, beside, in_place_of
from app.library import Library, NewPlan
from app.library_identity import plan_id_for
from app.plans.card_differences import differences
from app.plans.cards import card, has_card
from app.plans.correction import apply_all
from app.plans.model import Box, NotTaken, Plan, PlanSummary, Role, Table
from app.plans.outline import section_count
from app.plans.reading import Reading, read_plan, supported
from app.progress import Cancelled, Progress, part, silent

READING_SHARE = 0.9
"""Of the time of an import; the rest is writing."""


class FileState(StrEnum):
    """How far a file is. After an import it is `TAKEN`, `SKIPPED` or `FAILED`."""

    WAITING = "waiting"
    READING = "reading"
    READ = "read"  # not yet written
    TAKEN = "taken"
    SKIPPED = "skipped"
    FAILED = "failed"


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
    state: FileState = FileState.TAKEN


@dataclass(frozen=True, slots=True)
class ReadFiles:
    """Files that were read and not yet written: a report each, the plans by place among them, and by the same places
    the stored plans that they are again."""

    reports: tuple[FileReport, ...]
    plans: dict[int, NewPlan]
    known: dict[int, PlanSummary]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of all files, in the order in which they were read."""

    files: tuple[FileReport, ...] = ()

    @property
    def taken(self) -> tuple[FileReport, ...]:
        """The files that became plans."""
        return tuple(one for one in self.files if one.error is None and one.state is not FileState.SKIPPED)


Told = Callable[[FileReport], None]


def untold(_report: FileReport) -> None:
    """A `Told` that nobody watches."""


def import_files(
    library: Library, paths: Sequence[Path], role: Role = Role.REFERENCE, progress: Progress = silent
) -> ImportReport:
    """Read files (and folders, to any depth) and add their plans and indicators to the library; a reference that is
    there already is replaced.

    A file that cannot be read is reported and does not stop the others. Raises `Cancelled` with nothing written,
    and `UserError` if the library itself cannot be written.
    """
    read = read_files(library, paths, role, part(progress, 0.0, READING_SHARE))
    return write_files(library, read, {}, part(progress, READING_SHARE, 1.0))


def read_files(
    library: Library,
    paths: Sequence[Path],
    role: Role = Role.REFERENCE,
    progress: Progress = silent,
    told: Told = untold,
) -> ReadFiles:
    """The first half of an import: read everything, write nothing. Each file is `told` at every step: all as waiting,
    then each as it is read, and with its result. Corrections that a file has had are applied again."""
    found = [item for path in paths for item in _found(path)]
    reports = [FileReport(item, state=FileState.WAITING) if isinstance(item, Path) else item for item in found]
    for report in reports:
        told(report)
    known, plans = Known.of(library), {}
    for i, waiting in enumerate(reports):
        if waiting.state is not FileState.WAITING:
            continue
        told(replace(waiting, state=FileState.READING))
        try:
            plans[i] = _read(library, waiting.path, role, part(progress, i / len(found), (i + 1) / len(found)))
        except UserError as error:
            reports[i] = _failed(waiting.path, error.sentence, error.remedy)
        else:
            reports[i] = _report(waiting.path, plans[i])
        told(reports[i])
    again = {i: stored for i, new in plans.items() if (stored := known.like(new.plan)) is not None}
    return ReadFiles(tuple(reports), plans, again)


def write_files(
    library: Library, read: ReadFiles, choices: Mapping[int, Choice], progress: Progress = silent
) -> ImportReport:
    """The second half: add all plans in one transaction. `choices` says what becomes of those that are known, by their
    place; one that it does not name is replaced."""
    progress("正在写入规划库", 0.0)
    reports, chosen = list(read.reports), {place: choices.get(place, Choice.REPLACE) for place in read.known}
    titles = {one.title for one in library.plans()}
    plans: dict[int, NewPlan] = {}
    for place, new in read.plans.items():
        if chosen.get(place) is Choice.SKIP:
            reports[place] = replace(reports[place], state=FileState.SKIPPED)
            continue
        if chosen.get(place) is Choice.KEEP_BOTH:
            new = replace(new, plan=beside(new.plan, titles))
            titles.add(new.plan.front.title)
        elif place in read.known:
            new = replace(new, plan=in_place_of(new.plan, read.known[place]))
        plans[place] = new
    summaries = library.add(list(plans.values()))
    for place, summary in zip(plans, summaries, strict=True):
        reports[place] = _named(reports[place], summary)
    with suppress(Cancelled):  # too late: it is written
        progress("导入完成", 1.0)
    return ImportReport(tuple(_with_duplicates_noted(reports)))


def _found(path: Path) -> list[Path | FileReport]:
    """What a path stands for; a folder that holds nothing to import is reported like a file that cannot be read."""
    found = list(_files(path))
    return found or [_failed(path, "文件夹里没有可以导入的文件。", "请指定规划文件或存放它们的文件夹。")]


def _files(path: Path) -> Iterator[Path | FileReport]:
    """The files that a path stands for: itself, or what a folder holds, in the order of names."""
    try:
        if not path.is_dir():
            yield path
            return
        inside = sorted(path.iterdir(), key=lambda item: item.name)
    except OSError:
        yield _failed(path, f"无法打开文件夹：{path}。", "请检查该文件夹的访问权限。")
        return
    for item in inside:
        if item.is_dir():
            yield from _files(item)
        elif supported(item) and not _about_the_folder(item):
            yield item


def _about_the_folder(file: Path) -> bool:
    """Whether a file only speaks of the folder, or is the trace of a program that has another file open."""
    return file.name.startswith((".", "~$")) or file.stem.upper() in {"README", "LICENSE", "CHANGELOG"}


def _failed(path: Path, sentence: str, remedy: str) -> FileReport:
    return FileReport(path, error=sentence, remedy=remedy, state=FileState.FAILED)


def _read(library: Library, file: Path, role: Role, progress: Progress) -> NewPlan:
    progress(f"正在读取 {file.name}", 0.0)
    reading = read_plan(file, role, progress)
    plan, warnings = _corrected(library, reading)
    indicators = indicators_of(plan)
    return NewPlan(plan, indicators, (*warnings, *_unlike_its_card(plan, indicators)), reading.source)


def _corrected(library: Library, reading: Reading) -> tuple[Plan, tuple[str, ...]]:
    """The plan with the corrections that its file has had, and the doubts of its reading."""
    source = reading.plan.source
    if source is None or reading.plan.role is not Role.REFERENCE:
        return reading.plan, reading.warnings
    corrected = apply_all(reading.plan, library.corrections(source.sha256))
    if not corrected.missed:
        return corrected.plan, reading.warnings
    missed = f"以前所作的改正有 {len(corrected.missed)} 处没有找到对应的内容，未能套用，请核对。"
    return corrected.plan, (*reading.warnings, missed)


def _unlike_its_card(plan: Plan, indicators: tuple[Indicator, ...]) -> tuple[str, ...]:
    """Where a reference that the program knows differs from what it knows of it."""
    plan_id, _ = plan_id_for(plan)
    return differences(card(plan_id), plan, indicators) if has_card(plan_id) else ()


def _report(file: Path, new: NewPlan) -> FileReport:
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
        warnings=new.warnings,
        state=FileState.READ,
    )


def _boxes_and_tables(plan: Plan) -> tuple[int, int]:
    blocks = [block for section in plan.sections for block in section.blocks]
    boxes = [block for block in blocks if isinstance(block, Box)]
    blocks += [inner for box in boxes for inner in box.blocks]
    return len(boxes), sum(isinstance(block, Table) for block in blocks)


def _named(report: FileReport, summary: PlanSummary) -> FileReport:
    return replace(report, plan_id=summary.id, title=summary.title, state=FileState.TAKEN)


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
