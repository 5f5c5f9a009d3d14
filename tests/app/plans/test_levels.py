"""How deep headings stand where the count of the body is interrupted."""

from __future__ import annotations

import pytest

from app.plans.model import Plan
from app.plans.outline import paths
from tests.app.plans.typed import read

ENTRIES = "1. 碳账户：记录排放的账户。\n2. 征信平台：汇集信用的系统。\n"


def outline(plan: Plan) -> list[tuple[str, str, int]]:
    return [(path, s.title, s.level) for s, path in zip(plan.sections, paths(plan.sections), strict=True)]


@pytest.mark.parametrize(
    ("heading", "path", "next_number"), [("名词解释", "名词解释", "二"), ("二、名词解释", "二", "三")]
)
def test_the_body_goes_on_behind_a_glossary_in_its_middle(heading: str, path: str, next_number: str) -> None:
    plan = read(
        f"一、发展基础\n（一）成效\n贷款增加。\n{heading}\n{ENTRIES}{next_number}、总体要求\n（一）原则\n守住底线。\n"
    ).plan
    assert outline(plan)[2:] == [
        (path, "名词解释", 1),
        (next_number, "总体要求", 1),
        (f"{next_number}/（一）", "原则", 2),
    ]
    assert [entry.term for entry in plan.glossary] == ["碳账户", "征信平台"]


def test_entries_that_are_numbered_as_the_body_is_stay_entries() -> None:
    plan = read(
        "一、基础\n（一）成效\n增加。\n二、目标\n提升。\n名词解释\n"
        "一、碳账户：记录排放的账户。\n二、征信平台：汇集信用的系统。\n三、风险池：分担损失的资金。\n"
    ).plan
    assert [path for path, _, _ in outline(plan)] == ["一", "一/（一）", "二", "名词解释"]
    assert [entry.term for entry in plan.glossary] == ["碳账户", "征信平台", "风险池"]
