"""Data that a government web page shows beside a document (发布日期：…, 索引号：…), which is no part of its text."""

from __future__ import annotations

import re

from app.plans.dates import date_in
from app.plans.front import DOC_NUMBER, Front
from app.plans.normalise import Dropped, Line, close_up

_WEB_KEY = (
    r"(?:发布(?:日期|时间|机构|单位|机关)|(?:发文|成文|生成)(?:日期|时间)|索\s?引\s?号|信息来源|来\s?源|发文(?:机关|字号|文号)|文\s?号"
    r"|主题(?:分类|词)|有\s?效\s?性|体裁分类|公开(?:日期|时间|类型|方式|属性|期限|时限)|效力状态|浏览(?:次数|量)|点击(?:次数|数)?|阅读(?:次数)?"
    r"|字\s?[体号]|打\s?印|分享到?|(?:您?的?当前位置|您现在的位置)|名\s?称|标\s?题|分\s?类)\s?[：:]"
)
_WEB_NAME = re.compile(_WEB_KEY)
_WEB = re.compile(rf"({_WEB_KEY})\s?(.*)$")


def is_web_data(text: str) -> bool:
    """Whether a line is data of a web page (发布日期：…), not of the document."""
    return _WEB.match(text) is not None


def takes_web_data(line: Line, front: Front, dropped: Dropped) -> bool:
    """Read a line of web page data, if it is one: days and number of the document go to its front matter."""
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
    if what in {"发布日期", "发布时间", "公开日期", "公开时间"}:
        front.published_on = front.published_on or date_in(value)
    elif what in {"成文日期", "发文日期", "生成日期", "成文时间", "发文时间", "生成时间"}:
        front.issued_on = front.issued_on or date_in(value)
    elif found := DOC_NUMBER.search(value):
        front.doc_number = front.doc_number or close_up(found.group(0))
    else:
        dropped.add(f"网页信息“{what}”", "网页上的附加信息，不属文件", number)
