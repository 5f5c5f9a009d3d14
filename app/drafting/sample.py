"""The sample draft: the plan of 青岚市, a city that does not exist, written for this program."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files

from app.plans.model import Plan, Role, new_id
from app.plans.reading import read_text


def sample_draft() -> Plan:
    """The sample as a draft with fresh section ids; the plan itself has no id yet (the library gives it one).

    It is read from its text by the program's own reader, so it shows what an imported plan becomes.
    """
    file = files("templates") / "sample_draft" / "qinglan.md"
    plan = read_text(file.read_text(encoding="utf-8"), file.name, Role.DRAFT).plan
    return replace(plan, sections=tuple(replace(section, id=new_id()) for section in plan.sections))
