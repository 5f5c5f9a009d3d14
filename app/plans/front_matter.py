"""What stands before the text of a plan: web page data, the issuing notice (GB/T 9704-2012 7.2, 7.3) and the cover."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from app.plans import letter
from app.plans.dates import date_in, is_date, is_month, period_in
from app.plans.marks import is_marked
from app.plans.normalise import Dropped, Line, close_up, finished
from app.plans.numbering import number_at

DOC_NUMBER = re.compile(r"[一-鿿]{1,15}\s?[〔\[［【（(]\s?(?:19|20)\d\d\s?[〕\]］】）)]\s?第?\s?\d{1,4}\s?号")
_PLAN_WORD = re.compile(r"(?:规划|纲要|计划|方案|意见)(?:\s?[（(][^（）()]{2,20}[）)])?$")
_OTHER_WORD = re.compile(r"(?:办法|细则|措施|条例|规定|报告|要点|决定|建议)(?:\s?[（(][^（）()]{2,20}[）)])?$")
_NOTICE = re.compile(r"关于(?:印发|发布|下发|公布|转发|批转)|的(?:通知|批复|公告|通告)$")
_NAMED = re.compile(r"《([^《》]{4,80})》")
_WEB_KEY = (
    r"(?:发布(?:日期|时间|机构|单位|机关)|(?:发文|成文|生成)日期|索\s?引\s?号|信息来源|来\s?源|发文(?:机关|字号|文号)|文\s?号"
    r"|主题(?:分类|词)|有\s?效\s?性|体裁分类|公开(?:类型|方式|属性|期限|时限)|效力状态|浏览(?:次数|量)|点击(?:次数|数)?|阅读(?:次数)?"
    r"|字\s?[体号]|打\s?印|分享到?|(?:您?的?当前位置|您现在的位置)|名\s?称|标\s?题|分\s?类)\s?[：:]"
)
_WEB_NAME = re.compile(_WEB_KEY)
_WEB = re.compile(rf"({_WEB_KEY})\s?(.*)$")
_REMARK = re.compile(r"[（(]([^（）()]{2,80}(?:[（(][^（）()]*[）)][^（）()]*)?)[）)]$")
_SUBTITLE = re.compile(r"[（(][^（）()]{4,30}[）)]$")
_COMPILER = re.compile(r"(?:组织|主持|牵头|承担)?编制(?:单位|机构|部门)\s?[：:]\s?(\S.*)$")
_AGENCY = re.compile(r"(?:政府|办公厅|办公室|委员会|管委会?|[局厅委办部])$")
_ENCLOSED = re.compile(r"附\s?件\s?\d{0,2}\s?(?:[：:]|$)")
_LEADS_ON = re.compile(r"《|现将|(?:如下|以下|事项)[：:]$")
"""In a paragraph that ends with a colon and is no 主送: what the notice says is to follow."""
_TITLE_START = re.compile(r"(?:[省市区县州盟旗]|[五年][”\"]?)$")

TOP = 4
"""Lines, among which a document that is no plan by its name has its title."""

TITLE_LIMIT = 80
"""Characters of a title at the top."""

NOTICE_LIMIT = 60
"""Lines. Numbered paragraphs of a notice, behind which the plan's title may still come."""


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


def read_front(lines: Sequence[Line], name: str, dropped: Dropped) -> Front:
    """The front matter of a plan whose lines (contents page out) are given. `name` is the title if none is found."""
    front = Front()
    first = _first_heading(lines)
    start, end = _title_at(lines, first)
    if end > first:  # the notice itself has numbered paragraphs
        first = end + _first_heading(lines[end:])
    if end:
        front.title = _subtitle(close_up("".join(line.text for line in lines[start:end])), front)
        _read_notice(lines[:start], front, dropped)
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
    if front.agency_mark and _AGENCY.search(mark := front.agency_mark.removesuffix("文件")):
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
    return next((i for i in plain if not _NOTICE.search(lines[i].text)), len(lines))


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
    if _NOTICE.search(text):
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
        if _AGENCY.search(above) or _REMARK.match(above) or DOC_NUMBER.search(above) or _PLAN_WORD.search(above):
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


def _read_notice(lines: Sequence[Line], front: Front, dropped: Dropped) -> None:
    """The issuing notice: mark of the agency, number, title, 主送, text, signature, date, 附注."""
    lines = [line for line in lines if not _is_web(line, front, dropped)]
    at = next((i for i, line in enumerate(lines) if _NOTICE.search(line.text)), None)
    start = len(lines) if at is None else _issuers_above(lines, at)
    for line in lines[:start]:
        _above_title(line, front, dropped)
    if at is None:
        return
    end = at + 1
    while end < len(lines) and end < at + 4 and not re.search(r"(?:通知|批复|公告|通告|函)$", _joined(lines[at:end])):
        end += 1
    front.notice_title = close_title(lines[start:end])
    body = list(lines[end:])
    if body and (found := DOC_NUMBER.fullmatch(close_up(body[0].text).strip("（）()"))):
        front.doc_number = found.group(0)  # some web pages print the number under the title
        body = body[1:]
    body = _read_recipients(body, front)
    _read_signature(body, front, dropped)


def _issuers_above(lines: Sequence[Line], at: int) -> int:
    """Where a notice's title begins: issuers may stand on lines of their own above 关于印发…."""
    start = at
    while lines[at].text.startswith("关于") and start > max(0, at - 6) and _AGENCY.search(lines[start - 1].text):
        start -= 1
    return start


def _joined(lines: Sequence[Line]) -> str:
    return "".join(line.text for line in lines)


def close_title(lines: Sequence[Line]) -> str:
    """A notice's title on one line, without blanks but the one between joint issuers."""
    title = ""
    for part in (part for line in lines for part in _parties(line)):
        joint = _AGENCY.search(title) and "关于" not in title and not part.startswith("关于")
        title += f" {part}" if joint else part
    return title


def _parties(line: Line) -> list[str]:
    """The parts of a line that names joint issuers: wide blanks part them, or any blanks between agencies."""
    result: list[str] = []
    for part in line.wide or (line.text,):
        pieces = part.split()
        joint = len(pieces) > 1 and all(len(piece) > 3 and _AGENCY.search(piece) for piece in pieces[:-1])
        result.extend(pieces if joint else [close_up(part)])
    return result


def is_web_data(text: str) -> bool:
    """Whether a line is data of a web page (发布日期：…), not of the document."""
    return _WEB.match(text) is not None


def _is_web(line: Line, front: Front, dropped: Dropped) -> bool:
    if not _WEB.match(line.text.lstrip("| ")):
        return False
    for piece in _web_pieces(line):
        _read_web(*piece, line.number, front, dropped)
    return True


def _web_pieces(line: Line) -> list[tuple[str, str]]:
    """Names and values of the web page data on one line (索引号：… 发布机构：…), at most a dozen."""
    text = line.text.replace("|", " ")
    starts = [match.start() for match in _WEB_NAME.finditer(text)][:12]
    pieces = [text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
    return [
        (close_up(match.group(1)).rstrip("：:"), match.group(2))
        for piece in pieces
        if (match := _WEB.match(piece.strip()))
    ]


def _read_web(what: str, value: str, number: int, front: Front, dropped: Dropped) -> None:
    if what in {"发布日期", "发布时间"}:
        front.published_on = front.published_on or date_in(value)
    elif what in {"成文日期", "发文日期", "生成日期"}:
        front.issued_on = front.issued_on or date_in(value)
    elif found := DOC_NUMBER.search(value):
        front.doc_number = front.doc_number or close_up(found.group(0))
    else:
        dropped.add(f"网页信息“{what}”", "网页上的附加信息，不属文件", number)


def _above_title(line: Line, front: Front, dropped: Dropped) -> None:
    text = close_up(line.text)
    if found := DOC_NUMBER.search(text):
        front.doc_number = found.group(0)
    elif text.endswith("文件") or (front.agency_mark is None and _AGENCY.search(text) and len(text) <= 40):
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
    front.issuers = tuple(part for line in body[signed:dated] for part in _parties(line))
    front.issued_on = date_in(body[dated].text)
    for line in body[dated + 1 :]:
        if match := _REMARK.match(line.text):
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
    elif is_month(text) or is_date(text):
        front.cover_date = close_up(text)
    elif all(_AGENCY.search(part) and len(part) <= 40 for part in _parties(line)):
        front.agencies.extend(_parties(line))
    else:
        return False
    return True
