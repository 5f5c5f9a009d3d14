from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from app import selftest

ROOT = Path(selftest.__file__).parents[1]


def test_every_part_works_here():
    """In a process of its own, as users run it: the window opened there must not meet those of other tests."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "app", "selftest"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    assert len([line for line in done.stdout.splitlines() if line.startswith("ok ")]) == len(selftest.STEPS)


def test_a_part_that_fails_is_told_and_makes_the_exit_code(monkeypatch):
    def broken(_folder: Path) -> None:
        raise FileNotFoundError("templates/outlines")

    def fine(_folder: Path) -> None:
        pass

    monkeypatch.setattr(selftest, "STEPS", (("one", fine), ("two", broken), ("three", fine)))
    told: list[str] = []
    assert selftest.run(told.append) == 1
    assert [line.split()[0] for line in told] == ["ok", "FAILED", "ok", "selftest:"]
    assert "templates/outlines" in told[1]
