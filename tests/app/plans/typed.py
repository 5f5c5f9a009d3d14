"""Types small plans and tables as text files hold them."""

from __future__ import annotations

from app.plans.model import Table
from app.plans.normalise import Dropped, Line, read_lines
from app.plans.reading import Reading, read_text
from app.plans.tables import gather


def read(text: str) -> Reading:
    """The reading of a plan with this text below its title."""
    return read_text(f"某市规划\n{text}", "某市规划")


def read_tables(text: str) -> tuple[list[Table], list[str]]:
    """The tables of a text, and the lines beside them."""
    elements = gather(read_lines(text, Dropped()), Dropped())
    return [e for e in elements if isinstance(e, Table)], [e.text for e in elements if isinstance(e, Line)]
