"""The real draft with its real autosave, in a process that is killed while its user types."""

from __future__ import annotations

from pathlib import Path

from app.library import Library, NewPlan
from app.plans.model import FrontMatter, Paragraph, Plan, Role, Section

TYPING = """
import sys, time
from dataclasses import replace
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QTimer
from app.desktop.draft import Draft
from app.desktop.jobs import Jobs
from app.library import Library
from app.plans.model import Paragraph

application = QCoreApplication([])
library = Library.open(Path(sys.argv[1]))
draft = Draft(library, Jobs(application), library.plan("draft"), application)
stroke = 0

def type_one():
    global stroke
    stroke += 1
    first, *others = draft.plan.sections
    draft.set_sections("键入", (replace(first, blocks=(Paragraph(str(stroke)),)), *others), merge="burst")
    print(time.monotonic(), stroke, flush=True)

timer = QTimer(application, interval=40)
timer.timeout.connect(type_one)
timer.start()
application.exec()
"""


def test_typing_without_a_pause_is_never_more_than_a_second_from_the_file(tmp_path: Path, kill_while_typing) -> None:
    path = tmp_path / "library.plandesk"
    sections = tuple(Section(f"章节{i}", 1, blocks=(Paragraph("正文" * 150),), id=f"s{i}") for i in range(100))
    with Library.open(path) as library:
        library.add([NewPlan(Plan(FrontMatter("松泉市规划"), sections, Role.DRAFT, id="draft"))])
    must_be_there = kill_while_typing(TYPING, path, 70)  # near three seconds
    with Library.open(path) as library:
        held = library.plan("draft")
    (paragraph,) = held.sections[0].blocks
    assert isinstance(paragraph, Paragraph)
    assert int(paragraph.text) >= must_be_there
    assert held.sections[1:] == sections[1:]
