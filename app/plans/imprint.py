"""What stands behind the text of a plan: the imprint (版记, GB/T 9704-2012 7.4) and the foot of a web page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.plans.dates import date_in
from app.plans.normalise import Dropped, Line, finished

SEARCHED = 40  # lines from the end
_COPIED = re.compile(r"抄\s?(?:送|报)\s?(?:[：:]|$)")
_PRINTED = re.compile(r".{0,40}\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日\s?印\s?发$")
_WEB_FOOT = re.compile(
    r"(?:【?\s?(?:打印|关闭|收藏)(?:本页|窗口)?\s?】?|相关(?:链接|文件|文档|附件|解读|阅读)|扫一扫|分享(?:到|至)|版权所有|主办单位?[：:]|承办单位?[：:]"
    r"|网站标识码|.{0,6}ICP备|.{0,6}公网安备|网站地图|上一篇|下一篇|责任编辑|信息来源[：:]|返回顶部|政策解读$|附件下载)"
)


@dataclass(frozen=True, slots=True)
class Imprint:
    """The imprint as found; `start` is the index of its first line."""

    start: int
    copied_to: tuple[str, ...] = ()
    printed_on: date | None = None


def read_imprint(lines: Sequence[Line], dropped: Dropped) -> Imprint:
    """The imprint at the end of a plan's lines; `start` is len(lines) if there is none."""
    end = len(lines)
    low = max(0, end - SEARCHED)
    while end > low and _WEB_FOOT.match(lines[end - 1].text):
        end -= 1
        dropped.add("网页页脚", "网页上的附加信息，不属文件", lines[end].number)
    start = next((i for i in range(low, end) if _COPIED.match(lines[i].text)), None)
    printed = next((i for i in range(end - 1, low - 1, -1) if _PRINTED.match(lines[i].text)), None)
    if start is None:
        if printed is None:
            return Imprint(end)
        start = printed
        while start > low and not finished(lines[start - 1].text) and len(lines[start - 1].text) <= 30:
            start -= 1
    return _of(lines[start:end], start, dropped)


def _of(lines: Sequence[Line], start: int, dropped: Dropped) -> Imprint:
    copied: list[str] = []
    printed_on = None
    for line in lines:
        if _PRINTED.match(line.text):
            printed_on = date_in(line.text)
        elif match := _COPIED.match(line.text):
            copied.append(line.text[match.end() :].strip())
        elif copied and not finished(copied[-1]):
            copied[-1] += line.text
        elif copied and finished(line.text):
            copied.append(line.text)
        else:
            dropped.add("版记中的印发机关", "没有对应的项目，一般就是发文机关", line.number)
    return Imprint(start, tuple(text for text in copied if text), printed_on)
