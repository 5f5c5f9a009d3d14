"""A document that is issued itself and by no notice (意见, 措施, 办法): its number, date and 主送 stand below its own
title, its signature at its end or before what is enclosed (GB/T 9704-2012 7.2.5, 7.3.1, 7.3.2, 7.3.5, 7.3.6).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.plans.dates import date_in, is_date, is_month
from app.plans.normalise import Line, close_up, finished
from app.plans.numbering import APPENDIX

SIGNERS = 12
"""Lines. Agencies that sign together."""

RECIPIENTS = 6
"""Lines that 主送 may run over."""

_AGENCY = re.compile(r"(?:政府|国务院|办公厅|办公室|委员会|管委会?|[省市县区州]委|[局厅委办部行院])$")
_REMARK = re.compile(r"[（(]([^（）()]{2,60})[）)]$")
_ADOPTED = re.compile(r"[（(][^（）()]*(?:通过|批准|发布|公布|修订|修正)[^（）()]{0,20}[）)]$")
_RECIPIENT = re.compile(
    r"(?:各|市|省|县|区|州|自治区|有关|机关|国务院|中央)[^。；]*(?:政府|[委局厅办部会室院行司]|机构|部门|单位|企业|组织|公司|机关)[）)]?$"
)


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed a document at its end, when, and the 附注 below; `start` and `end` are the indices of its first line
    and of the one behind it."""

    start: int
    end: int
    issuers: tuple[str, ...] = ()
    signed_on: date | None = None
    month: str | None = None  # as printed, where it tells no day
    remarks: tuple[str, ...] = ()


def recipients_at(lines: Sequence[Line], at: int) -> tuple[tuple[str, ...], int]:
    """主送 that begins at a line, and the index behind it; () where none does."""
    text = ""
    for end in range(at, min(len(lines), at + RECIPIENTS)):
        text += lines[end].text
        if text.endswith(("：", ":")):
            named = _RECIPIENT.match(text.rstrip("：:"))
            return ((text.rstrip("：:"),), end + 1) if named else ((), at)
        if finished(text):
            break
    return (), at


def adopted_on(text: str) -> date | None:
    """The date in brackets below a title: （2003年12月31日）, （2020年8月20日市政府常务会议通过）."""
    inner = text[1:-1] if text[:1] in "（(" else ""
    return date_in(inner) if is_date(inner) or _ADOPTED.match(text) else None


def read_signature(lines: Sequence[Line], end: int) -> Signature:
    """The signature before the line `end`, or else the one before an appendix; both its places are `end` if there is
    none."""
    for behind in (end, *(i for i, line in enumerate(lines[:end]) if APPENDIX.match(line.text))):
        if signature := _signature_before(lines, behind):
            return signature
    return Signature(end, end)


def _signature_before(lines: Sequence[Line], end: int) -> Signature | None:
    at = end
    remarks: list[str] = []
    while at and (match := _REMARK.match(lines[at - 1].text)):
        remarks.insert(0, match.group(1))
        at -= 1
    if at and len(last := lines[at - 1].wide) > 1 and is_date(last[-1]) and all(map(_AGENCY.search, last[:-1])):
        return Signature(at - 1, end, last[:-1], date_in(last[-1]), None, tuple(remarks))
    if not at or not (is_date(lines[at - 1].text) or is_month(lines[at - 1].text)):
        return None
    low = at = at - 1
    while at and low - at < SIGNERS and _signs(lines[at - 1]):
        at -= 1
    if at == low:
        return None
    issuers = tuple(close_up(part) for line in lines[at:low] for part in (line.wide or (line.text,)))
    month = close_up(lines[low].text) if is_month(lines[low].text) else None
    return Signature(at, end, issuers, date_in(lines[low].text), month, tuple(remarks))


def _signs(line: Line) -> bool:
    parts = line.wide or (line.text,)
    return not finished(line.text) and all(len(part) <= 30 and _AGENCY.search(part) for part in parts)
