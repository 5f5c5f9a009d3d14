"""Any plan that the types allow can be written, keeps to the format and is readable."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
from hypothesis import HealthCheck, given, settings

from app.exporting import plan_docx
from app.exporting.self_check import check
from app.plans.model import Plan, Role
from tests.strategies import plans


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plans(Role.DRAFT))
def test_any_plan_becomes_a_document_in_the_format(plan: Plan) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "plan.docx"
        plan_docx.write(plan, path, created=datetime(2026, 1, 1, tzinfo=UTC))
        assert check(path) == ()
        assert docx.Document(BytesIO(path.read_bytes())).core_properties.author is not None
