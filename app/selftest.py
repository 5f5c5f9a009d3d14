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
            tuple[tuple[str, Callable[[Path], None]], ...] = (
                ("规划库：新建、写入、重开 (library)", _library),
                ("规划库升级 (migrations)", _migration),
                ("提纲模板 (templates)", _templates),
                ("读取示例规划 (reading)", _reading),
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


def _expect(holds: bool, otherwise: str) -> None:
    if not holds:
        raise AssertionError(otherwise)
