"""What each command of the command line does: ask the rooms of the program, print what they say.

Every room is imported where it is used, so that `plandesk plans` does not wait for what only `export` needs.
"""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from typing import TYPE_CHECKING

from app import contract, paths
from app.errors import UserError
from app.plans import outline
from app.plans.model import CARD_WORD, PlanSummary, Role
from app.terminal import print_document, print_rows, say, watched

if TYPE_CHECKING:
    from pathlib import Path

    from app.library import Library


def open_window(arguments: Namespace) -> int:
    """The desk itself."""
    refuse_without_display()
    from app.desktop.application import run

    return run(arguments.library, paths.references())


def refuse_without_display() -> None:
    """Qt would abort the process where there is no display, so look first (Linux only; others always have one)."""
    drawn_nowhere = os.environ.get("QT_QPA_PLATFORM", "").startswith(("offscreen", "minimal", "vnc"))
    if sys.platform == "linux" and not drawn_nowhere and not display_named():
        raise UserError(
            "这里没有图形界面，窗口无法打开。",
            "请在桌面环境中运行，或用 plandesk demo -o out 不开窗口走一遍主要流程。",
        )


def display_named() -> bool:
    """Whether the environment names a display to draw on."""
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def import_paths(arguments: Namespace) -> int:
    """Files and folders become plans; one that cannot be read does not stop the others but makes the exit code 1."""
    from app.importing import import_files

    with _library(arguments, write=True) as library, watched() as progress:
        report = import_files(library, arguments.paths, Role(arguments.role), progress)
    if not report.files:
        raise UserError("这里没有可以导入的文件。", "请指定规划文件（.docx、.pdf、.html、.txt 等）或存放它们的文件夹。")
    if arguments.json:
        print_document(contract.import_document(report.files))
    else:
        print_rows(
            ("文件", "规划", "章节", "表", "专栏", "指标", "脚注", "未取"),
            [
                (f.path.name, f.title, f.sections, f.tables, f.boxes, f.indicators, f.footnotes, len(f.not_taken))
                for f in report.files
            ],
        )
    for file in report.files:
        for sentence in file.warnings:
            say(f"{file.path.name}：{sentence}")
        if file.error:
            say(f"{file.path.name}：{file.error}{file.remedy or ''}")
    return 1 if any(file.error for file in report.files) else 0


def list_plans(arguments: Namespace) -> None:
    """The plans of the library."""
    with _library(arguments) as library:
        summaries = library.plans()
    if arguments.json:
        print_document(contract.plans_document(summaries))
    else:
        print_rows(("标识", "类别", "内容", "标题", "章节", "字数"), [_plan_row(summary) for summary in summaries])


def add_cards(arguments: Namespace) -> None:
    """The cards that the program brings along, as far as the library does not have those plans."""
    from app import compose

    with _library(arguments, write=True) as library:
        added = compose.add_cards(library)
    if arguments.json:
        print_document(contract.plans_document(added))
    else:
        said = [f"已补入要点版《{one.title}》（{one.id}）" for one in added]
        print("\n".join(said) or "五份要点版或其全文都已在规划库中。")


def show_outline(arguments: Namespace) -> None:
    """The whole structure of one plan."""
    with _library(arguments) as library:
        plan = library.plan(library.find(arguments.plan).id)
    if arguments.json:
        print_document(contract.outline_document(plan))
        return
    print(plan.front.title)
    for section, path in zip(plan.sections, outline.paths(plan.sections), strict=True):
        if not outline.is_continuation(section):
            print(f"{'  ' * section.level}{outline.heading(section)}  〔{path}〕")


def show_indicators(arguments: Namespace) -> None:
    """The indicator tables of some plans, or of all."""
    from app.figures.growth import growth

    with _library(arguments) as library:
        chosen = [library.find(text).id for text in arguments.plans]
        indicators = library.indicators(*chosen)
    grown = {indicator.id: growth(indicator) for indicator in indicators}
    document = contract.indicators_document(
        indicators, {key: found.percent if found else None for key, found in grown.items()}
    )
    if arguments.json:
        print_document(document)
        return
    print_rows(
        ("规划", "指标", "单位", "基期", "基期值", "目标年", "目标值", "属性", "年均增速%（重算）"),
        [
            (
                *(row[key] for key in ("plan", "name", "unit", "base_year", "base_value", "target_year")),
                row["target_text"] if row["target_value"] is None else row["target_value"],
                row["nature"],
                row["growth_computed"],
            )
            for row in document["indicators"]
        ],
    )


def show_facts(arguments: Namespace) -> None:
    """The figures in one plan's prose."""
    from app.figures.facts import facts_of

    with _library(arguments) as library:
        document = contract.facts_document(facts_of(library.plan(library.find(arguments.plan).id)))
    if arguments.json:
        print_document(document)
    else:
        keys = ("path", "name", "year", "value", "unit", "qualifier", "role")
        print_rows(
            ("路径", "名称", "年份", "数值", "单位", "限定", "性质"),
            [[fact[key] for key in keys] for fact in document["facts"]],
        )


def match(arguments: Namespace) -> int:
    """Counterparts of a clause, of a text, or of every line of a batch file."""
    from app import match_queries

    if bool(arguments.plan) != bool(arguments.path):
        arguments.usage_error("--plan 与 --path 须同时使用")
    with _library(arguments) as library, watched() as progress:
        if arguments.batch:
            queries, wrong = match_queries.from_file(arguments.batch)
        else:
            queries = [match_queries.BatchQuery(plan=arguments.plan, path=arguments.path, text=arguments.text)]
            wrong = []
        results, unanswered = match_queries.answer(library, queries, arguments.top, progress)
    document = contract.match_document(results)
    if arguments.json:
        print_document(document)
    else:
        _print_matches(document)
    for error in (*wrong, *unanswered):
        say(f"{error.sentence}{error.remedy}")
    return 1 if wrong or unanswered else 0


def show_coverage(arguments: Namespace) -> None:
    """Topics against plans."""
    from app.matching import assignments, lexicon
    from app.matching.coverage import coverage

    with _library(arguments) as library:
        summaries = library.plans()
        by_hand = assignments.loaded(library.setting(assignments.SETTING))
        subjects = lexicon.topics_of(lexicon.loaded(library.setting(lexicon.SETTING)))
        topics = coverage([library.plan(summary.id) for summary in summaries], subjects, by_hand)
    document = contract.coverage_document(topics)
    if arguments.json:
        print_document(document)
        return
    print_rows(
        ("主题", *(summary.region or summary.title for summary in summaries)),
        [(t["name"], *(len(t["plans"].get(s.id, ())) or None for s in summaries)) for t in document["topics"]],
    )


def new_draft(arguments: Namespace) -> None:
    """A draft from an outline template."""
    from app.drafting.skeleton import new_draft, outline_templates
    from app.library import NewPlan

    template = arguments.template or outline_templates()[0].name
    plan = new_draft(arguments.region, template, arguments.title, arguments.period)
    with _library(arguments, write=True) as library:
        (summary,) = library.add([NewPlan(plan, ())])
    if arguments.json:
        print_document({"plan": contract.summary_document(summary)})
    else:
        print(f"已新建草稿《{summary.title}》（{summary.id}），共 {summary.sections} 个章节。")


def export_docx(arguments: Namespace) -> None:
    """One plan as an official document."""
    from app.exporting import plan_docx

    with _library(arguments) as library, watched() as progress:
        plan = library.plan(library.find(arguments.plan).id)
        if plan.is_card:
            raise UserError(f"“{plan.front.title}”只有要点版，没有原文可以导出。", "请先导入这份规划的文件。")
        plan_docx.write(plan, arguments.output, progress)
    print(arguments.output)


def export_xlsx(arguments: Namespace) -> None:
    """The indicators of some plans, or of all, as a workbook."""
    from app.exporting import indicators_xlsx

    with _library(arguments) as library, watched() as progress:
        chosen = [library.find(text) for text in arguments.plans] or library.plans()
        tables = [(summary, library.indicators(summary.id)) for summary in dict.fromkeys(chosen)]
        indicators_xlsx.write(tables, arguments.output, progress)
    print(arguments.output)


def export_comparison(arguments: Namespace) -> None:
    """One plan's clauses with their counterparts in every reference."""
    from app.comparing import compare, write

    with _library(arguments) as library, watched() as progress:
        plan = library.plan(library.find(arguments.plan).id)
        write(compare(library, plan, progress), arguments.output)
    print(arguments.output)


def run_demo(arguments: Namespace) -> None:
    """The main job without a screen."""
    from app import demo

    references = _references(arguments)
    with watched() as progress:
        for line in demo.run(arguments.output, references, progress):
            print(line)


def take_screenshots(arguments: Namespace) -> None:
    """Every page of the real window as PNG."""
    references = _references(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from app.desktop.screenshots import take

    with watched() as progress:
        for file in take(arguments.output, references, progress):
            print(file)


def run_selftest(_arguments: Namespace) -> int:
    """Does every part of the program work where it is installed?"""
    from app import selftest

    return selftest.run()


def _library(arguments: Namespace, *, write: bool = False) -> Library:
    from app.library import Library

    return Library.open(arguments.library, write=write)


def _references(arguments: Namespace) -> Path | None:
    """The folder of references; one that was named must be there (that which is looked for by itself always is)."""
    folder: Path | None = arguments.references
    if folder is not None and not folder.is_dir():
        raise UserError(
            f"没有找到参考规划文件夹：{folder}。", "请检查 --references 给出的路径；不写这一项则用内置的要点版。"
        )
    return folder


def _plan_row(summary: PlanSummary) -> tuple[object, ...]:
    role = "草稿" if summary.role is Role.DRAFT else "参考规划"
    content, characters = (CARD_WORD, None) if summary.is_card else ("全文", summary.characters)
    return summary.id, role, content, summary.title, summary.sections, characters


def _print_matches(document: contract.Document) -> None:
    for result in document["results"]:
        query = result["query"]
        asked = query.get("text") or f"{query['path']} {query['title']}"
        print(f"■ {' '.join(asked.split())[:60]}")
        for found in result["plans"]:
            print(f"  {found['plan']}：{_VERDICTS[found['verdict']]}")
            for candidate in found["candidates"]:
                reasons = "；".join(candidate["reasons"])
                print(f"    {candidate['band']} {candidate['path']} {candidate['title']}　{reasons}")


_VERDICTS = {"match": "有对应条款", "mention": "只有提及", "none": "无对应"}
