"""Front matter as texts of a form and back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from app.errors import UserError
from app.plans.model import FrontMatter

FIELDS = (
    ("title", "标题"),
    ("region", "地区"),
    ("issuers", "发文机关"),
    ("doc_number", "文号"),
    ("issued_on", "成文日期"),
    ("printed_on", "印发日期"),
    ("published_on", "发布日期"),
    ("period", "规划期"),
    ("base_year", "基期年"),
    ("compiler", "编制单位"),
    ("recipients", "主送"),
    ("copied_to", "抄送"),
    ("remarks", "附注"),
)
"""What can be edited: the field of the front matter and its name. Texts of several parts have a line each."""

DATES = frozenset({"issued_on", "printed_on", "published_on"})
SEVERAL = frozenset({"issuers", "recipients", "copied_to", "remarks"})
_DAY = re.compile(r"(\d{4})\D+(\d{1,2})\D+(\d{1,2})\D*$")
_PERIOD = re.compile(r"(\d{4})\D+(\d{4})\D*$")


def front_texts(front: FrontMatter) -> dict[str, str]:
    """Each field as it is typed: dates as 2021-12-31, a period as 2021-2025."""
    return {name: _text(getattr(front, name)) for name, _label in FIELDS}


def front_changes(front: FrontMatter, texts: Mapping[str, str]) -> tuple[tuple[str, object], ...]:
    """The values, as JSON values, of the fields whose text is another than the front matter's. UserError for a date or
    year that is none, and for a plan without a title."""
    before = front_texts(front)
    changed = {name: text.strip() for name, text in texts.items() if text.strip() != before[name]}
    return tuple((name, _value(name, text)) for name, text in changed.items())


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case date():
            return value.isoformat()
        case (int() as start, int() as end):
            return f"{start}-{end}"
        case tuple():
            return "\n".join(map(str, value))
    return str(value)


def _value(name: str, text: str) -> object:
    if name in SEVERAL:
        return tuple(line.strip() for line in text.splitlines() if line.strip())
    if not text:
        if name == "title":
            raise UserError("规划要有标题。", "请填写标题。")
        return None
    if name in DATES:
        return _day(text)
    if name == "period":
        if match := _PERIOD.match(text):
            return (int(match.group(1)), int(match.group(2)))
        raise UserError(f"规划期“{text}”看不懂。", "请写成 2021-2025 的样子。")
    if name == "base_year":
        if match := re.match(r"(\d{4})年?$", text):
            return int(match.group(1))
        raise UserError(f"基期年“{text}”看不懂。", "请写成 2020 的样子。")
    return text


def _day(text: str) -> str:
    match = _DAY.match(text)
    try:
        return date(*(int(part) for part in match.groups())).isoformat() if match else _no_day(text)
    except ValueError:
        return _no_day(text)


def _no_day(text: str) -> str:
    raise UserError(f"日期“{text}”看不懂。", "请写成 2021-12-31 的样子。")
