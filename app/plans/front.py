"""What reading has found of a plan's front matter so far, and how its parts are printed (GB/T 9704-2012 7.2, 7.3)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from app.plans.normalise import Line, close_up

DOC_NUMBER = re.compile(r"[一-鿿]{1,15}\s?[〔\[［【（(]\s?(?:19|20)\d\d\s?[〕\]］】）)]\s?第?\s?\d{1,4}\s?号")
"""发文字号: the agency's short name, the year in brackets, the number."""

AGENCY = re.compile(r"(?:政府|办公厅|办公室|委员会|管委会?|[局厅委办部])$")
"""How the name of an agency ends."""

REMARK = re.compile(r"[（(]([^（）()]{2,80}(?:[（(][^（）()]*[）)][^（）()]*)?)[）)]$")
"""附注: a line in brackets."""


@dataclass
class Front:
    """The front matter as found; `rest` is the index of the first line behind it (preface or body)."""

    title: str = ""
    issuers: tuple[str, ...] = ()
    doc_number: str | None = None
    issued_on: date | None = None
    published_on: date | None = None
    recipients: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    notice_title: str | None = None
    notice: list[str] = field(default_factory=list)
    agency_mark: str | None = None
    compiler: str | None = None
    agencies: list[str] = field(default_factory=list)  # named on the cover without a word of their part
    cover_date: str | None = None
    period: tuple[int, int] | None = None
    rest: int = 0


def parties(line: Line) -> list[str]:
    """The parts of a line that names joint issuers: wide blanks part them, or any blanks between agencies."""
    result: list[str] = []
    for part in line.wide or (line.text,):
        pieces = part.split()
        joint = len(pieces) > 1 and all(len(piece) > 3 and AGENCY.search(piece) for piece in pieces[:-1])
        result.extend(pieces if joint else [close_up(part)])
    return result
