"""Breaking a title into lines: at words, of like length, a trapezium or a lozenge (GB/T 9704 7.3.1)."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from app.exporting.measure import em_width

MOST = 19.0
"""Characters of 二号 that a line of 156 mm holds with a little air (20.1 would touch both edges)."""

_WORDS = (
    "实施意见|实施方案|发展规划|专项规划|行动计划|人民政府|领导小组|金融业|高质量|"
    "办公厅|办公室|委员会|开发区|金融|产业|发展|建设|服务|改革|创新|现代|综合|区域|"
    "中心|体系|工作|管理|关于|印发|转发|规划|计划|方案|意见|通知|纲要|五年|时期|"
    "重点|任务|市场|资本|银行|保险|证券|科技|绿色|普惠|数字|新区|经济|社会"
)
"""Words of plan titles that a line break must not cut, longer ones first."""
_WHOLE = re.compile(r"“[^”]{1,12}”|（[^）]*）|[0-9A-Za-z—.-]+年?|[二〇一三四五六七八九]{4}年?|" + _WORDS + r"|.")
_NOT_FIRST = set("，。、；：）》”’〕的和与及")
_NOT_LAST = set("（《“‘〔")
_GOOD_LAST = ("印发", "转发", "关于", "的")
_GOOD_FIRST = ("发展规划", "专项规划", "规划", "“", "《", "关于")


def title_lines(title: str, most: float = MOST) -> list[str]:
    """The lines of a title; a break the writer typed stays. A line is never wider than `most` characters of its own
    size unless a single word is."""
    typed = [line.strip() for line in title.splitlines() if line.strip()]
    if len(typed) > 1:
        return [piece for line in typed for piece in _broken(line, most)]
    return _broken(typed[0], most) if typed else []


def _broken(text: str, most: float) -> list[str]:
    if em_width(text) <= most:
        return [text]
    words = _words(text)
    count = 2
    while count < len(words):
        lines = _best(words, count, most)
        if lines:
            return lines
        count += 1
    return words


def _words(text: str) -> list[str]:
    """The smallest pieces a line may be made of: dictionary words, numbers and quoted names whole, and marks held to
    the word they belong to."""
    words: list[str] = []
    for piece in _WHOLE.findall(text):
        glued = words and (piece[0] in _NOT_FIRST or words[-1][-1] in _NOT_LAST)
        if glued:
            words[-1] += piece
        else:
            words.append(piece)
    return words


def _best(words: list[str], count: int, most: float) -> list[str] | None:
    """The split into `count` lines with the least cost, None when none fits."""
    widths = [em_width(word) for word in words]
    ideal = sum(widths) / count

    @cache
    def cheapest(start: int, left: int) -> tuple[float, tuple[int, ...]] | None:
        if left == 1:
            width = sum(widths[start:])
            return ((width - ideal) ** 2, ()) if width <= most else None
        best: tuple[float, tuple[int, ...]] | None = None
        for end in range(start + 1, len(words) - left + 2):
            width = sum(widths[start:end])
            if width > most:
                break
            rest = cheapest(end, left - 1)
            if rest is None:
                continue
            cost = rest[0] + (width - ideal) ** 2 + _break_cost(words[end - 1], words[end])
            if best is None or cost < best[0]:
                best = (cost, (end, *rest[1]))
        return best

    found = cheapest(0, count)
    if found is None:
        return None
    cuts = [0, *found[1], len(words)]
    return ["".join(words[a:b]) for a, b in pairwise(cuts)]


def _break_cost(before: str, after: str) -> float:
    """A break between two single characters most likely cuts a word that the list does not know."""
    cost = 0.0
    if before.endswith(_GOOD_LAST) or after.startswith(_GOOD_FIRST):
        cost -= 12.0
    if len(before) == 1 and len(after) == 1 and before not in "市省县区":
        cost += 30.0
    elif len(after) == 1 and after not in "“《（":
        cost += 10.0
    return cost
