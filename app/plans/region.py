"""The place that a plan is for, from its title or its issuers."""

from __future__ import annotations

import re
from collections.abc import Sequence

_PLACE = re.compile(
    r"[一-鿿]{1,12}?[一-鿿](?:特别行政区|自治区|自治州|自治县|新区|开发区|高新区|经开区|示范区|合作区|地区|省|市|区|县|州|盟|旗"
    r"|(?<![城小])镇|街道)"
)
_NO_PLACE = re.compile("关于|全[国省市区县]|贯彻|推[进动]|支持|促进|加快")
"""A title that begins with what is done, or with the whole of a place that it does not name (关于推进全市…)."""
_SUBJECT = re.compile(
    '金融|产业|经济|发展|建设|规划|集聚|试验|市场|服务|创新|改革|绿色|普惠|科技|数字|乡村|农村|生态|“|"|十[一二三四五六七八九]五|\\d'
)
_PERIOD = re.compile('[“"]?十[一二三四五六七八九]五[”"]?(?:时期|期间)?')
"""What some titles begin with before the place (“十四五”某市老龄事业发展规划)."""

_NATIONAL = re.compile("国务院|国家|.{2,12}部$|.{2,12}总局$")
"""An issuer for the whole country: what its title begins with is a subject and no place."""

_NAME = re.compile("[一-鿿]{2,8}")
"""A short head of a title that may be a place without the word for its rank; a file's name (plan2) is none."""

_ISSUER = re.compile(r"(.{2,20}?(?:特别行政区|自治区|省|市|自治州|州|新区|区|县|盟|旗))")


def region_of(title: str, issuers: Sequence[str]) -> str | None:
    """The region of a plan: the place that its title begins with (青岛西海岸新区, 济南市), else its first issuer's."""
    title = _PERIOD.sub("", title, count=1) if _PERIOD.match(title) else title
    title = title.removeprefix("中共")
    subject = _SUBJECT.search(title)
    head = title[: subject.start()] if subject else title
    end = 0
    while match := _PLACE.match(head, end):
        end = match.end()
    if end and not _NO_PLACE.search(head[:end]):
        return head[:end]
    for issuer in issuers:
        if match := _ISSUER.match(issuer.removeprefix("中共")):
            return match.group(1)
    if any(_NATIONAL.match(issuer) for issuer in issuers):
        return None
    return head if _NAME.fullmatch(head) and not _NO_PLACE.search(head) else None
