"""A desk that is killed while its user types loses at most the last second."""

from __future__ import annotations

from pathlib import Path

from app.library import Library, NewPlan
from app.plans.model import FrontMatter, Paragraph, Plan, Role, Section

TYPING = """
import sys, time
from dataclasses import replace
from pathlib import Path
from app.library import Library
from app.plans.model import Paragraph

library = Library.open(Path(sys.argv[1]))
saved = plan = library.plan("draft")
last_save = time.monotonic()
for stroke in range(1_000_000):
    section = plan.sections[0]
    typed = replace(section, blocks=(Paragraph(f"{stroke}"),))
    plan = replace(plan, sections=(typed, *plan.sections[1:]))
    print(time.monotonic(), stroke, flush=True)
    if time.monotonic() - last_save > 0.2:
        library.save_draft(saved, plan)
        saved, last_save = plan, time.monotonic()
    time.sleep(0.01)
"""


def a_draft() -> Plan:
    sections = tuple(Section(f"章节{i}", 1, blocks=(Paragraph("正文" * 100),)) for i in range(50))
    return Plan(FrontMatter("青岚市金融业发展规划"), sections, Role.DRAFT, id="draft")


def test_a_killed_desk_loses_at_most_the_last_second(tmp_path: Path, kill_while_typing) -> None:
    path = tmp_path / "library.plandesk"
    with Library.open(path) as library:
        library.add([NewPlan(a_draft())])
        untouched = library.plan("draft").sections[1:]
    must_be_there = kill_while_typing(TYPING, path, 150)  # many saves
    with Library.open(path) as library:
        held = library.plan("draft")
    (paragraph,) = held.sections[0].blocks
    assert isinstance(paragraph, Paragraph)
    assert int(paragraph.text) >= must_be_there
    assert held.sections[1:] == untouched
