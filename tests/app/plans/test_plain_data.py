"""Plans as JSON and back."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings

from app.plans.model import FrontMatter, Plan, Role
from app.plans.plain_data import plan_from_data, plan_to_data
from tests.strategies import plans


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a whole plan each
@given(plan=plans(Role.DRAFT, "a-draft"))
def test_a_plan_survives_json(plan: Plan) -> None:
    assert plan_from_data(json.loads(json.dumps(plan_to_data(plan)))) == plan


def test_a_format_of_a_later_program_is_refused() -> None:
    data = plan_to_data(Plan(FrontMatter("规划"), ())) | {"format": 99}
    with pytest.raises(ValueError, match="99"):
        plan_from_data(data)
