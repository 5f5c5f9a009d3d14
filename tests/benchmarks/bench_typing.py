"""Typing into a 30,000-character draft that is shown whole: pauses of the GUI thread, beside a bare QTextEdit.

Aim: no pause over 50 ms, autosave and counterparts running.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QEventLoop
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextEdit
from ratio import report

CHARACTERS = 30_000
KEYS = 120
GAP = 0.08
"""Seconds between keys: twelve a second, a quick typist."""


def long_draft():
    """The sample draft, its sections repeated until the text is long enough."""
    from app.drafting.renumber import renumber
    from app.drafting.sample import sample_draft
    from app.plans.model import new_id
    from app.plans.outline import characters

    draft = sample_draft()
    body = [section for section in draft.sections if section.kind not in ("preface", "glossary")]
    sections = list(draft.sections)
    while characters(replace(draft, sections=tuple(sections))) < CHARACTERS:
        sections += [replace(section, id=new_id()) for section in body]
    return replace(draft, sections=renumber(tuple(sections)))


def pauses(widget) -> list[float]:
    """Milliseconds of every slice of the event loop while keys arrive."""
    longest: list[float] = []
    for number in range(KEYS):
        begun = time.perf_counter()
        QTest.keyClick(widget, "abcdefgh"[number % 8])
        longest.append(time.perf_counter() - begun)
        while time.perf_counter() - begun < GAP:
            slice_begun = time.perf_counter()
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 1)
            longest.append(time.perf_counter() - slice_begun)
            time.sleep(0.001)
    return [1000 * seconds for seconds in longest]


def run() -> None:
    from app.desktop.application import TURN, make_application
    from app.desktop.draft_page import DraftPage
    from app.desktop.screenshots import wait_until
    from app.desktop.session import ClauseAddress, Session
    from app.library import Library, NewPlan
    from app.plans.outline import characters

    make_application()
    sys.setswitchinterval(TURN)  # as the program does
    with TemporaryDirectory() as folder:
        library = Library.open(Path(folder) / "library.db")
        library.add([NewPlan(long_draft())])
        session = Session(library)
        session.load()
        wait_until(lambda: session.matching is not None)
        page = DraftPage(session)
        page.resize(1400, 900)
        page.show()
        middle = session.draft.plan.sections[len(session.draft.plan.sections) // 2]
        page.open_clause(ClauseAddress(session.draft.plan.id, middle.id))
        wait_until(lambda: not session.jobs.busy())
        desk = pauses(page.editor)
        size = characters(session.draft.plan)
        bare_editor = QTextEdit()
        bare_editor.setPlainText(page.editor.toPlainText())
        bare_editor.resize(700, 900)
        bare_editor.show()
        QApplication.processEvents()
        bare = pauses(bare_editor)
        session.close()
    name = f"typing, longest pause in {size:,} characters"
    report(name, max(desk), None, unit="ms", against="", aim=50)
    report(
        "typing, 99th percentile of pauses", percentile(desk), percentile(bare), unit="ms", against="a bare QTextEdit"
    )


def percentile(values: list[float]) -> float:
    return statistics.quantiles(values, n=100)[98]


if __name__ == "__main__":
    run()
