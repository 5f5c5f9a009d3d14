"""Does every part of the program work where it is installed? Also inside the frozen program, where files may be missing
that the analysis of imports cannot see."""

from __future__ import annotations

import os
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from zipfile import ZipFile

from app.library import Library, NewPlan
from app.plans.model import Plan
from app.plans.outline import clauses


def run(say: Callable[[str], None] = print) -> int:
    """Take every step, tell of each, and return 0 only if all went well."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    failed = 0
    with tempfile.TemporaryDirectory(prefix="plandesk-selftest-", ignore_cleanup_errors=True) as folder:
        for name, step in STEPS:
            try:
                step(Path(folder))
                say(f"ok      {name}")
            except Exception:
                failed += 1
                say(f"FAILED  {name}\n{traceback.format_exc()}")
    say("selftest: all ok" if not failed else f"selftest: {failed} of {len(STEPS)} failed")
    return 1 if failed else 0


def _library(folder: Path) -> None:
    with _open(folder) as library:
        library.set_setting("selftest", "ok")
    with _open(folder) as library:
        _expect(library.setting("selftest") == "ok", "what was saved is not there")


def _migration(folder: Path) -> None:
    from storage import migrator  # the scripts are files that only Alembic looks for

    file = folder / "migrated.db"
    migrator.upgrade(file)
    _expect(file.stat().st_size > 0, "the migrations made no tables")


def _templates(_folder: Path) -> None:
    from app.drafting.skeleton import new_draft, outline_templates

    templates = outline_templates()
    _expect(len(templates) >= 2, "outline templates are missing")
    for template in templates:
        _expect(bool(new_draft("青岚市", template.name).sections), f"{template.name} is empty")


def _reading(folder: Path) -> None:
    from app.drafting.sample import sample_draft
    from app.figures.indicators import indicators_of

    plan = sample_draft()
    indicators = indicators_of(plan)
    _expect(len(plan.sections) > 20 and bool(indicators), "the sample was not recognised")
    with _open(folder) as library:
        (summary,) = library.add([NewPlan(plan, indicators)])
        _expect(_titles(library.plan(summary.id)) == _titles(plan), "the plan came back changed")


def _cards(_folder: Path) -> None:
    from app.plans.cards import card_plans

    cards = card_plans()
    _expect(len(cards) == 5, "cards are missing")
    for card in cards:
        _expect(any(section.digest for section in card.plan.sections), f"{card.plan.id} has no digests")


def _exports(folder: Path) -> None:
    from app.exporting import indicators_xlsx, plan_docx

    with _stored_sample(folder) as (library, plan):
        plan_docx.write(plan, folder / "plan.docx")
        indicators_xlsx.write([(library.find(plan.id), library.indicators(plan.id))], folder / "indicators.xlsx")
    for name, part in (("plan.docx", "word/document.xml"), ("indicators.xlsx", "xl/workbook.xml")):
        with ZipFile(folder / name) as package:
            _expect(bool(package.read(part)), f"{name} is empty")


def _matching(folder: Path) -> None:
    from app.matching.counterparts import Query, Verdict, find_counterparts
    from app.matching.index import Index

    with _stored_sample(folder) as (_, plan):
        index = Index.build([plan])
        longest = max(clauses(plan), key=lambda clause: len(clause.text))
        (found,) = find_counterparts(index, Query.of_text(longest.text))
    _expect(found.verdict is Verdict.MATCH, "a clause does not find itself by its text")


def _window(folder: Path) -> None:
    from app.desktop.application import make_application, open_library
    from app.desktop.main_window import MainWindow
    from app.desktop.screenshots import settle, wait_until

    make_application()
    window = MainWindow()
    window.show()
    open_library(window, folder / "selftest.db", None)
    wait_until(lambda: window.session is not None)
    settle(window)
    _expect(not window.grab().isNull(), "the window painted nothing")
    window.close()


STEPS: tuple[tuple[str, Callable[[Path], None]], ...] = (
    ("规划库：新建、写入、重开 (library)", _library),
    ("规划库升级 (migrations)", _migration),
    ("提纲模板 (templates)", _templates),
    ("读取示例规划 (reading)", _reading),
    ("参考规划要点版 (cards)", _cards),
    ("导出公文与指标表 (exports)", _exports),
    ("查找对应条款 (matching)", _matching),
    ("窗口 (window)", _window),
)


def _open(folder: Path) -> Library:
    return Library.open(folder / "selftest.db")


@contextmanager
def _stored_sample(folder: Path) -> Iterator[tuple[Library, Plan]]:
    with _open(folder) as library:
        first, *_ = library.plans()
        yield library, library.plan(first.id)


def _titles(plan: Plan) -> list[str]:
    return [section.title for section in plan.sections]


def _expect(holds: bool, otherwise: str) -> None:
    if not holds:
        raise AssertionError(otherwise)
