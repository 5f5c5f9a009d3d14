"""What every test may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("PLANDESK_CACHE", "")  # what one test works out is no help to the next

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def references() -> Path:
    """The folder of the five reference plans; tests that need it skip where it is missing."""
    folder = Path(os.environ.get("REFERENCES") or ROOT.parent / "shared" / "references")
    if not any(folder.glob("*.txt")):
        pytest.skip(f"the reference plans are not at {folder}")
    return folder


@pytest.fixture
def samples() -> Path:
    """Plans written by us, real-shaped."""
    return ROOT / "tests" / "samples"
