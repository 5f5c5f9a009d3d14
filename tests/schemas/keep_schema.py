"""Keep a small library of today's schema for good: `python tests/schemas/keep_schema.py`, once per new revision."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from storage.database import Database  # noqa: E402
from storage.migrator import CURRENT  # noqa: E402
from storage.records import (  # noqa: E402
    BlockRecord,
    CounterpartRecord,
    IndicatorContent,
    IndicatorRecord,
    IndicatorValueRecord,
    PlanContent,
    PlanRecord,
    SectionRecord,
    VersionRecord,
)


def plan(plan_id: str, role: str, title: str, sections: int) -> PlanContent:
    record = PlanRecord(plan_id, role, title, "某市", None, None, None, None, 2021, 2025, 2020, "{}", 9)
    headings = tuple(
        SectionRecord(
            f"s{i}", "s0" if i else None, i, 2 if i else 1, "numbered", str(i), "ARABIC", "题", False, None, i
        )
        for i in range(sections)
    )
    blocks = tuple(BlockRecord(one.id, 0, "paragraph", "一段", None, None) for one in headings)
    return PlanContent(record, headings, blocks)


def main() -> None:
    target = HERE / f"{CURRENT.head}.db"
    if target.exists():
        raise SystemExit(f"{target.name} is kept already and must not change")
    database = Database.open(target)
    with database.writing() as work:
        work.plans.add(plan("plan-0", "reference", "甲市规划", 2))
        work.plans.add(plan("draft-0", "draft", "某市规划", 3))
        work.decisions.decide(CounterpartRecord("draft-0", "s1", "plan-0", "s1", "pinned", ""))
        indicator = IndicatorRecord("i0", 0, "存款余额", "亿元", None, None, "8.5", None, None, "一")
        values = [("base", 2020, "100.0"), ("target", 2025, "150"), ("history", 2015, "60")]
        rows = tuple(IndicatorValueRecord("i0", n, role, y, v, "亿元", None) for n, (role, y, v) in enumerate(values))
        work.indicators.save(IndicatorContent("draft-0", (indicator,), rows))
        work.versions.add(VersionRecord("v0", "draft-0", "一稿", datetime(2026, 1, 1, tzinfo=UTC)), "{}")
        work.commit()
    database.close()
    target.with_name(target.name + ".lock").unlink(missing_ok=True)


if __name__ == "__main__":
    main()
