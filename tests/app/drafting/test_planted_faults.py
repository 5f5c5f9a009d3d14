from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from app.plans.model import Role
from app.plans.reading import read_text

Fault = dict[str, str]
SAMPLE = (files("templates") / "sample_draft" / "qinglan.md").read_text(encoding="utf-8")


@pytest.fixture
def faults(samples: Path) -> list[Fault]:
    return tomllib.loads((samples / "planted_faults.toml").read_text(encoding="utf-8"))["fault"]


def planted(faults: list[Fault]) -> str:
    text = SAMPLE
    for fault in faults:
        text = text.replace(fault["right"], fault["wrong"])
    return text


def test_each_fault_has_exactly_one_place_in_the_sample(faults: list[Fault]) -> None:
    assert {fault["right"]: SAMPLE.count(fault["right"]) for fault in faults} == {f["right"]: 1 for f in faults}
    assert [fault["wrong"] for fault in faults if fault["wrong"] in SAMPLE] == []


def test_the_faulty_copy_holds_every_fault_and_still_reads_as_a_plan(faults: list[Fault]) -> None:
    text = planted(faults)
    assert [fault["wrong"] for fault in faults if fault["wrong"] not in text] == []
    right, wrong = (read_text(one, "qinglan.md", Role.DRAFT).plan for one in (SAMPLE, text))
    assert [section.title for section in wrong.sections] == [section.title for section in right.sections]
