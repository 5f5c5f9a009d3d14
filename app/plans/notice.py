"""The notice that issues a plan, from red head to 附注 (GB/T 9704-2012 7.2, 7.3)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.plans.dates import date_in, is_date
from app.plans.front import AGENCY, DOC_NUMBER, REMARK, Front, parties
from app.plans.normalise import Dropped, Line, close_up, finished
from app.plans.numbering import number_at
from app.plans.web_data import takes_web_data

TITLE = re.compile(r"关于(?:印发|发布|下发|公布|转发|批转)|的(?:通知|批复|公告|通告)$")
"""What only the title of a notice says."""

_ENCLOSED = re.compile(r"附\s?件\s?\d{0,2}\s?(?:[：:]|$)")
_LEADS_ON = re.compile(r"《|现将|(?:如下|以下|事项)[：:]$")
"""In a paragraph that ends with a colon and is no 主送: what the notice says is to follow."""


def read_notice(lines: Sequence[Line], front: Front, dropped: Dropped) -> None:
    """The issuing notice: mark of the agency, number, title, 主送, text, signature, date, 附注."""
    lines = [line for line in lines if not takes_web_data(line, front, dropped)]
    at = next((i for i, line in enumerate(lines) if TITLE.search(line.text)), None)
    start = len(lines) if at is None else _issuers_above(lines, at)
    for line in lines[:start]:
        _above_title(line, front, dropped)
    if at is None:
        return
    end = at + 1
    while end < len(lines) and end < at + 4 and not re.search(r"(?:通知|批复|公告|通告|函)$", _joined(lines[at:end])):
        end += 1
    front.notice_title = _close_title(lines[start:end])
    body = list(lines[end:])
    if body and (found := DOC_NUMBER.fullmatch(close_up(body[0].text).strip("（）()"))):
        front.doc_number = found.group(0)  # some web pages print the number under the title
        body = body[1:]
    body = _read_recipients(body, front)
    _read_signature(body, front, dropped)


def _issuers_above(lines: Sequence[Line], at: int) -> int:
    """Where a notice's title begins: issuers may stand on lines of their own above 关于印发…."""
    start = at
    while lines[at].text.startswith("关于") and start > max(0, at - 6) and AGENCY.search(lines[start - 1].text):
        start -= 1
    return start


def _joined(lines: Sequence[Line]) -> str:
    return "".join(line.text for line in lines)


def _close_title(lines: Sequence[Line]) -> str:
    """A notice's title on one line, without blanks but the one between joint issuers."""
    title = ""
    for part in (part for line in lines for part in parties(line)):
        joint = AGENCY.search(title) and "关于" not in title and not part.startswith("关于")
        title += f" {part}" if joint else part
    return title


def _above_title(line: Line, front: Front, dropped: Dropped) -> None:
    text = close_up(line.text)
    if found := DOC_NUMBER.search(text):
        front.doc_number = found.group(0)
    elif text.endswith("文件") or (front.agency_mark is None and AGENCY.search(text) and len(text) <= 40):
        front.agency_mark = text
    else:
        dropped.add("标题以上的其他文字", "不是发文机关标志、文号或标题", line.number)


def _read_recipients(body: list[Line], front: Front) -> list[Line]:
    """主送: the paragraphs up to the one that ends with a colon."""
    end = next((i for i, line in enumerate(body[:12]) if line.text.endswith(("：", ":"))), None)
    if end is None or any(line.text.endswith("。") or _LEADS_ON.search(line.text) for line in body[: end + 1]):
        return body
    while end + 1 < min(len(body), 12) and body[end + 1].text.endswith(("：", ":")):
        if _LEADS_ON.search(body[end + 1].text):
            break
        end += 1  # a colon behind every paragraph of recipients
    for line in body[: end + 1]:
        text = line.text.rstrip("：:")
        if front.recipients and front.recipients[-1][-1] in "，、,":
            front.recipients[-1] += text
        else:
            front.recipients.append(text)
    return body[end + 1 :]


def _read_signature(body: Sequence[Line], front: Front, dropped: Dropped) -> None:
    """Text of the notice (with what it says is enclosed, GB/T 9704 7.3.4), then issuers, date and 附注 in brackets."""
    dated = next((i for i, line in enumerate(body) if is_date(line.text)), None)
    signed = len(body) if dated is None else dated
    while dated is not None and signed > 0 and _is_signature(body[signed - 1]):
        signed -= 1
    for line in body[:signed]:
        if front.notice and not finished(front.notice[-1]) and not _begins_entry(line):
            front.notice[-1] += line.text
        else:
            front.notice.append(line.text)
    if dated is None:
        return
    front.issuers = tuple(part for line in body[signed:dated] for part in parties(line))
    front.issued_on = date_in(body[dated].text)
    for line in body[dated + 1 :]:
        if match := REMARK.match(line.text):
            front.remarks.append(match.group(1))
        elif found := DOC_NUMBER.search(line.text):
            front.doc_number = front.doc_number or close_up(found.group(0))
        else:
            dropped.add("通知与规划之间的其他文字", "不是附注或文号，没有对应的项目", line.number)


def _begins_entry(line: Line) -> bool:
    """Whether a line is an entry of a list or names what is enclosed (附件：1.…)."""
    return number_at(line) is not None or _ENCLOSED.match(line.text) is not None


def _is_signature(line: Line) -> bool:
    if finished(line.text) or _begins_entry(line):
        return False
    return all(len(part) <= 30 for part in line.wide) and "，" not in line.text
