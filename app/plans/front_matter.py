"""What stands before the text of a plan: the title is found, what is above it is the `notice`, below it the cover."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.plans import letter, notice
from app.plans.dates import date_in, is_date, is_month, period_in
from app.plans.front import AGENCY, DOC_NUMBER, REMARK, Front, parties
from app.plans.marks import is_marked
from app.plans.normalise import Dropped, Line, close_up, finished
from app.plans.numbering import number_at
from app.plans.web_data import is_web_data

_PLAN_WORD = re.compile(r"(?:规划|纲要|计划|方案|意见)(?:\s?[（(][^（）()]{2,20}[）)])?$")
_OTHER_WORD = re.compile(r"(?:办法|细则|措施|条例|规定|报告|要点|决定|建议)(?:\s?[（(][^（）()]{2,20}[）)])?$")
_NAMED = re.compile(r"《([^《》]{4,80})》")
_SUBTITLE = re.compile(r"[（(][^（）()]{4,30}[）)]$")
_COMPILER = re.compile(r"(?:组织|主持|牵头|承担)?编制(?:单位|机构|部门)\s?[：:]\s?(\S.*)$")
_DATED = re.compile(r"^(?:编制|完成|成稿|发布|印发)(?:时间|日期)\s?[：:]\s?")
_TITLE_START = re.compile(r"(?:[省市区县州盟旗]|[五年][”\"]?)$")

TOP = 4
"""Lines, among which a document that is no plan by its name has its title."""

TITLE_LIMIT = 80
"""Characters of a title at the top."""

NOTICE_LIMIT = 60
"""Lines. Numbered paragraphs of a notice, behind which the plan's title may still come."""


def read_front(lines: Sequence[Line], name: str, dropped: Dropped) -> Front:
    """The front matter of a plan whose lines (contents page out) are given. `name` is the title if none is found."""
    front = Front()
    first = _first_heading(lines)
    start, end = _title_at(lines, first)
    if end > first:  # the notice itself has numbered paragraphs
        first = end + _first_heading(lines[end:])
    if end:
        front.title = _subtitle(close_up("".join(line.text for line in lines[start:end])), front)
        notice.read_notice(lines[:start], front, dropped)
    else:
        front.title = name
    front.rest = _read_cover(lines, end, first, front)
    front.issuers = front.issuers or _unsigned_issuers(front)
    front.issued_on = front.issued_on or date_in(front.cover_date or "")
    return front


def _unsigned_issuers(front: Front) -> tuple[str, ...]:
    """Who issues a plan whose notice has no signature: whom the notice's title names, else whom the red head or the
    cover does."""
    if front.notice_title and (named := front.notice_title.partition("关于")[0].strip()):
        return tuple(named.split())
    if front.agency_mark and AGENCY.search(mark := front.agency_mark.removesuffix("文件")):
        return (mark,)
    return tuple(front.agencies)


def _first_heading(lines: Sequence[Line]) -> int:
    """Index of the first heading of the body: the first number 1 of a coarse style behind the plan's title, else the
    first number at all, else the first heading that only a mark shows."""
    for i, line in enumerate(lines):
        number = number_at(line)
        if number and number.value == 1 and (number.text.startswith("第") or number.style == "一、"):
            return i
    if (numbered := next((i for i, line in enumerate(lines) if number_at(line)), None)) is not None:
        return numbered
    plain = (i for i, line in enumerate(lines) if is_marked(line) and not _PLAN_WORD.search(line.text))
    return next((i for i in plain if not notice.TITLE.search(lines[i].text)), len(lines))


def _title_at(lines: Sequence[Line], first: int) -> tuple[int, int]:
    """Lines (start, end) of the plan's own title, (0, 0) if it has none.

    It is the name that the notice quotes in 《》, or repeats behind 关于印发; without a notice the first short line
    that names a plan.
    """
    names = _quoted_names(lines[:first])
    last = min(len(lines), first + NOTICE_LIMIT)
    for start in range(last):
        text = ""
        for end in range(start + 1, min(start + 4, last) + 1):
            if len(text := text + _key(lines[end - 1].text)) > 60:
                break
            if text in names:
                return start, end
    top = TOP + next((i for i, line in enumerate(lines[:first]) if not is_web_data(line.text)), 0)
    for words, last in ((_PLAN_WORD, first), (_OTHER_WORD, min(first, top))):
        for start in range(last):
            if words.search(lines[start].text) and _is_title(lines[start].text, start < top):
                return _upwards(lines, start, top), start + 1
    return 0, 0


def _is_title(text: str, on_top: bool) -> bool:
    """Whether a line that ends as titles do is one: at the top, a title may be long and quote what it carries out."""
    if notice.TITLE.search(text):
        return False
    if on_top and len(text) <= TITLE_LIMIT and not re.search("[，。；：]", text):
        return "《" not in text or "》的" in text
    return len(text) <= 45 and "《" not in text


def _upwards(lines: Sequence[Line], at: int, top: int) -> int:
    """A title's first lines may stand above: a short line that ends as nothing does (青岛西海岸新区), or with a place
    or a period (某市“十四五”); at the top also a long one, of which the title's last line is the rest."""
    while at and lines[at].gap <= 1 and (above := lines[at - 1].text):
        if finished(above) or is_date(above) or is_web_data(above) or re.search("[，。；：《》]|文件$", above):
            break
        if AGENCY.search(above) or REMARK.match(above) or DOC_NUMBER.search(above) or _PLAN_WORD.search(above):
            break
        started = lines[at].text[0] in '“"金十第' or _TITLE_START.search(above)
        if not (started and len(above) <= 15) and not (at < top and len(above) > 12):
            break
        at -= 1
    return at


def _key(text: str) -> str:
    return re.sub(r"[\s《》]", "", text)


def _quoted_names(lines: Sequence[Line]) -> frozenset[str]:
    """Names of plans that the notice may be about, as comparable text."""
    text = "\n".join(line.text for line in lines[:60])
    names = {_key(match) for match in _NAMED.findall(text.replace("\n", ""))}
    flat = _key(text.replace("\n", ""))
    names.update(re.findall(r"关于(?:印发|发布|下发|公布)(.{4,60}?)的通知", flat))
    return frozenset(name for name in names if _PLAN_WORD.search(name))


def _subtitle(title: str, front: Front) -> str:
    match = re.search(r"[（(](\d{4}[^（）()]*\d{4}年?)[）)]$", title)
    if match:
        front.period = period_in(match.group(1))
        return title[: match.start()]
    return title


def _take_remark(text: str, front: Front) -> None:
    """A remark in brackets below the title; one that is a date, or says when the document was adopted, dates it."""
    adopted = letter.adopted_on(text)
    front.issued_on = front.issued_on or adopted
    if not adopted or not is_date(text[1:-1]):
        front.remarks.append(text[1:-1])


def _read_cover(lines: Sequence[Line], start: int, first: int, front: Front) -> int:
    """What stands between the title and the text; gives the index of the first line behind it."""
    at = start
    while at < first and _takes_cover_line(lines[at], front):
        at += 1
    if front.notice_title is None and not front.recipients:
        recipients, at = letter.recipients_at(lines[:first], at)
        front.recipients.extend(recipients)
    front.compiler = front.compiler or "、".join(front.agencies) or None
    return at


def _takes_cover_line(line: Line, front: Front) -> bool:
    """Read a line below the title, if it is one: the title again, a remark, compiler, number, date or agency."""
    text = line.text
    if _key(text) == _key(front.title):
        return True  # the title again, behind the cover
    if letter.adopted_on(text) or _SUBTITLE.match(text):
        front.period = front.period or period_in(text)
        if period_in(text) is None:
            _take_remark(text, front)
    elif match := _COMPILER.match(text):
        front.compiler = close_up(match.group(1))
    elif found := DOC_NUMBER.fullmatch(close_up(text)):
        front.doc_number = front.doc_number or found.group(0)
    elif (dated := _DATED.sub("", text)) and (is_month(dated) or is_date(dated)):
        front.cover_date = close_up(dated)
    elif all(AGENCY.search(part) and len(part) <= 40 for part in parties(line)):
        front.agencies.extend(parties(line))
    else:
        return False
    return True
