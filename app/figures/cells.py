"""What stands in one cell of an indicator table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.figures.quantity import AFTER, BEFORE, NUMBER, UNIT, half_width

NONE_MARKS = frozenset(("", "-", "—", "——", "–", "－", "--", "/", "／", "\\", "…", "……", "无", "N/A"))
_MARK = r"\\?[*＊※#△▲†①-⑳¹²³⁴⁵⁶⁷⁸⁹]"
_MARKS_AT_ENDS = re.compile(rf"^(?P<first>(?:{_MARK})*)(?P<body>.*?)(?P<last>(?:{_MARK}|[（(]注\d?[）)])*)$", re.S)
_VALUE = re.compile(
    rf"(?P<before>{BEFORE})?(?P<number>[-−]?(?:{NUMBER}))(?P<many>余|多)?(?P<unit>{UNIT})?(?P<after>{AFTER})?"
)
_GROWTH = re.compile(rf"年均(?:增长|增速|增幅|递增|增加)(?:率)?(?:为|{BEFORE})?(?P<number>-?(?:{NUMBER}))%")
_NOTE = re.compile(rf"(?P<mark>{_MARK})\s*(?:表示|代表|为|指|是|[：:、])?\s*(?P<text>[^；;。\n]+)")


@dataclass(frozen=True, slots=True)
class Cell:
    """A read cell: a value in `unit` ("" = that of the row), or a text that is no number, or neither (— and blank)."""

    value: Decimal | None = None
    unit: str = ""
    qualifier: str | None = None
    mark: str | None = None  # the sign of a table note: * ①
    text: str | None = None
    growth: Decimal | None = None  # percent a year, where the cell states that (年均增长7%)


def without_blanks(text: str) -> str:
    """The text without the blanks that line breaks and conversion left; between Latin words one blank stays."""
    return re.sub(r"(?<![A-Za-z])\s+|\s+(?![A-Za-z])", "", text).strip()


def read_cell(text: str) -> Cell:
    """Read a value cell: 85.64, 8%, 230*, 85左右, ≥8000, （2.0）, [30] (five-year total, 累计), 年均增长7%, text, —."""
    plain = without_blanks(text)
    if plain in NONE_MARKS:
        return Cell()
    found = _MARKS_AT_ENDS.match(plain)
    body = found["body"] if found else plain
    mark = ((found["first"] or found["last"]) if found else "").lstrip("\\") or None
    inner, total = _without_brackets(half_width(body))
    value = _VALUE.fullmatch(inner)
    if value:
        number = Decimal(value["number"].replace(",", "").replace("−", "-"))
        qualifier = value["after"] or value["before"] or value["many"] or ("累计" if total else None)
        return Cell(number, value["unit"] or "", qualifier, mark)
    growth = _GROWTH.search(inner)
    return Cell(text=plain, mark=mark, growth=Decimal(growth["number"]) if growth else None)


def _without_brackets(text: str) -> tuple[str, bool]:
    """The text out of its brackets, and whether they were the square ones that mean a total over the period."""
    if len(text) > 2 and text[0] + text[-1] in ("[]", "〔〕", "【】", "［］"):
        return text[1:-1], True
    if len(text) > 2 and text[0] in "（(" and text[-1] in "）)":
        return text[1:-1], False
    return text, False


def note_texts(notes: Sequence[str]) -> dict[str, str]:
    """What each sign means, from the notes under a table (注：*表示预测值)."""
    return {match["mark"].lstrip("\\"): match["text"].strip() for note in notes for match in _NOTE.finditer(note)}
