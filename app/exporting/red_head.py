"""The issuing notice before the plan: red head, number, title, recipients, text, signature (GB/T 9704 7.2, 7.3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.exporting.house_style import EM, LINE, RED, TEXT_WIDTH
from app.exporting.manuscript import Manuscript, spacing
from app.exporting.measure import em_width
from app.exporting.oxml import Element, paragraph, run, run_properties, w
from app.exporting.pages import lay_out
from app.exporting.titles import title_lines
from app.plans.model import FrontMatter

_MARK_TOP = 1984  # 35 mm from the top of the type area to the top of the mark, 7.2.4
_MARK_MOST = 8400  # twips a mark may be wide, a little less than the type area
_LARGEST_MARK, _SMALLEST_MARK = 100, 56  # half-points


def has_notice(front: FrontMatter) -> bool:
    """Whether there is a notice to write."""
    return bool(front.notice_title or front.notice)


@dataclass(frozen=True, slots=True)
class _Room:
    """Blank twips that may give way so that the signature stays with its text (GB/T 9704 7.3.5.4)."""

    above_title: int = 2 * LINE
    below_title: int = LINE
    above_signature: int = LINE


_ROOMS = (_Room(), _Room(LINE), _Room(LINE, LINE, 0), _Room(LINE, LINE // 2, 0))


def write_notice(manuscript: Manuscript, front: FrontMatter) -> None:
    """Write what the front matter has of a notice; what it lacks is left out, never invented. A notice that all but
    fits on one page is drawn together so that it does."""
    trials = [_notice(front, room) for room in _ROOMS]
    manuscript.add(*next((trial for trial in trials if lay_out(trial).page == 1), trials[0]))


def _notice(front: FrontMatter, room: _Room) -> list[Element]:
    result: list[Element] = []
    if front.agency_mark:
        result.append(_agency_mark(front.agency_mark))
    if front.doc_number:
        result.append(_doc_number(front.doc_number, ruled=bool(front.agency_mark)))
    if front.notice_title:
        lines = "\n".join(title_lines(front.notice_title))
        space = spacing("PlanTitle", room.above_title if result else 0, room.below_title)
        result.append(paragraph("PlanTitle", [run(lines)], space))
    result += [paragraph("Recipients", [run(f"{names.rstrip('：:')}：")]) for names in front.recipients]
    for number, text in enumerate(front.notice):
        last_of_many = 0 < number == len(front.notice) - 1
        result.append(paragraph("Body", [run(text.strip())], w("keepNext") if last_of_many else None))
    result += _signature(front.issuers, front.issued_on, room.above_signature)
    result += [_remark(remark) for remark in front.remarks]
    return result


def _remark(text: str) -> Element:
    """附注. Not justified: a telephone number that does not fit on the line would stretch what stands on it."""
    return paragraph("Body", [run(f"（{text}）")], w("jc", val="left"))


def _agency_mark(mark: str) -> Element:
    """The red name: as large as fits on one line, narrowed when it is very long. Above it stands the room of the copy
    number, secrecy and urgency lines, so that it does not move when they are filled in by hand."""
    size = min(_LARGEST_MARK, int(_MARK_MOST / em_width(mark) / 10))
    scale = None
    if size < _SMALLEST_MARK:
        scale = max(50, size * 100 // _SMALLEST_MARK)
        size = _SMALLEST_MARK
    line = round(size * 800 / 72)
    above = _MARK_TOP - round(size / 3)  # the ink starts a little below the top of an exact line
    room = w("spacing", before=above, after=0, line=line, lineRule="exact")
    return paragraph("AgencyMark", [run(mark, run_properties(size=size, color=RED, scale=scale))], room)


def _doc_number(number: str, ruled: bool) -> Element:
    """The number, two lines below the mark, and the red rule 4 mm below it."""
    rule = w("pBdr", w("bottom", val="single", sz=12, space=7, color=RED)) if ruled else None
    return paragraph("DocNumber", [run(number)], rule, None if ruled else spacing("DocNumber", 0))


def _signature(issuers: tuple[str, ...], issued_on: date | None, above: int) -> list[Element]:
    """Names and date without a seal: a name ends two characters from the right, the date starts two characters right
    of the name's start; a date longer than the name ends two characters from the right and moves the name left."""
    if not issuers and not issued_on:
        return []
    width = TEXT_WIDTH / EM
    day = f"{issued_on.year}年{issued_on.month}月{issued_on.day}日" if issued_on else ""
    name_left = [width - 2 - em_width(name) for name in issuers]
    last = name_left[-1] if name_left else width - 4 - em_width(day)
    date_left = min(last + 2, width - 2 - em_width(day))
    if name_left:
        name_left[-1] = min(last, date_left - 2)
    lines = [*zip(issuers, name_left, strict=True), *([(day, date_left)] if day else [])]
    return [
        _at(text, left, above if index == 0 else 0, last=index == len(lines) - 1)
        for index, (text, left) in enumerate(lines)
    ]


def _at(text: str, left: float, above: int, last: bool) -> Element:
    return paragraph(
        "Signature",
        [run(text)],
        None if last else w("keepNext"),
        spacing("Signature", above),
        w("ind", left=max(0, round(left * EM))),
    )
