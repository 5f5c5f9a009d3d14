"""Numbers of headings: which style a line begins with, its value, and where the title ends.

Styles and punctuation: GB/T 9704-2012 7.3.3 (一、（一）1.（1）) and the chapters of plans (第一篇 第一章 第一节).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from app.plans.characters import HAN_NUMBER, NARROW
from app.plans.model import NumberStyle
from app.plans.normalise import Line, close_up

DECIMALS = (NumberStyle.DECIMAL, NumberStyle.DECIMAL_2, NumberStyle.DECIMAL_3, NumberStyle.DECIMAL_4)
"""By the count of their parts."""

STYLE_ORDER = tuple(style for style in NumberStyle if style is not NumberStyle.NONE)
"""Coarsest first, as official documents nest them."""

TITLE_LIMIT = 60
"""Characters. Titles of plan sections run to some 45; a longer first sentence is a plain numbered paragraph."""

COLON_LIMIT = 15
_ORDINAL = rf"第\s?({HAN_NUMBER}|\d{{1,3}}|[Ⅰ-Ⅻ]|[IVX]{{1,5}})\s?"
_PATTERNS = (
    (NumberStyle.PART, re.compile(rf"{_ORDINAL}(?:[篇编]|部分)")),
    (NumberStyle.CHAPTER, re.compile(rf"{_ORDINAL}章")),
    (NumberStyle.DIVISION, re.compile(rf"{_ORDINAL}节")),
    (NumberStyle.ARTICLE, re.compile(rf"{_ORDINAL}条")),
    (NumberStyle.HAN, re.compile(rf"({HAN_NUMBER})\s?[、．.](?!\d)")),
    (NumberStyle.HAN_BRACKETS, re.compile(rf"[（(]\s?({HAN_NUMBER})\s?[）)][、．.]?")),
    (NumberStyle.ARABIC, re.compile(r"(\d{1,2})\s?(?:[．.](?!\d)|、)")),
    (NumberStyle.ARABIC_BRACKETS, re.compile(r"(?:[（(]\s?)?(\d{1,2})\s?[）)][、．.]?")),
    (NumberStyle.CIRCLED, re.compile(r"([①-⑳])")),
)
_COARSE = frozenset({NumberStyle.PART, NumberStyle.CHAPTER, NumberStyle.DIVISION})
_COLON = re.compile(r"\s?[：:]\s?(?=\S)")
_DECIMAL = re.compile(r"(\d{1,2}(?:\s?[．.]\s?\d{1,2}){0,3})(?:\s?[．.、](?!\d))?(?!\d)")
_GLUED = re.compile(r"([1-9１-９]\d?)[．.](?=\d)")
_ROMAN = re.compile("(X{0,3})(IX|IV|V?I{0,3})")
_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0}
_SIGNS = (
    {chr(ord("⑴") + i): f"（{i + 1}）" for i in range(20)}
    | {chr(ord("⒈") + i): f"{i + 1}." for i in range(20)}
    | {chr(ord("㈠") + i): f"（{character}）" for i, character in enumerate("一二三四五六七八九十")}
)
"""Numbers that are one character, as they are read."""
_SENTENCE = re.compile(r"[。！？]")
_VALUES = re.compile(r"\d\s[\d.,]+[%％]?$")  # a row of a table whose columns blanks part
APPENDIX = re.compile(
    r"附\s?(?:[：:]\s?(?![\d附]|[（(]?略[）)]?$)[^。；，：]{2,30}"
    r"|[件录表图]\s?(?:[A-Z](?![A-Za-z\d所中的和及与或至列规略见内里等为是已将由显])[^。；，：]{0,50}"
    r"|\d{1,2}(?:-\d{1,2})?(?=[“《一-鿿])(?![所中的和及与或至列规略见内里等为是已将由显])[^。；，：]{2,50}"
    r"|[\d一二三四五六七八九十]{0,3}(?:-\d{1,2})?(?:[.、：:\s]\s?(?![\d附]|[（(]?略[）)]?$)\S[^。；]{0,50})?))$"
)
"""A heading of what is added behind the body: 附件1, 附录二 …, with or without a title. The blank between a digit and
the title is gone from the lines that are read (附件1项目清单)."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number at the start of a line: its style, its value, its printed form (Section.number) and what follows."""

    style: NumberStyle
    value: int
    text: str
    rest: str


@dataclass(frozen=True, slots=True)
class Title:
    """What follows a heading number: the title, and the paragraph that goes on after it on the same line, if any."""

    text: str
    rest: str
    closed: bool  # a 。 stood behind the title

    @property
    def run_in(self) -> bool:
        return bool(self.rest)


def han_value(text: str) -> int | None:
    """The value of a Chinese numeral below 1000 (二十一 → 21) or of digits; None if it is no numeral."""
    if text.isdecimal():
        return int(text)
    total = 0
    digit = 0
    for character in text:
        if character in "十百":
            unit = 10 if character == "十" else 100
            if digit == 0 and (character == "百" or total % 100):
                return None
            total += (digit or 1) * unit
            digit = 0
        elif character in _DIGITS and digit == 0:
            digit = _DIGITS[character]
        else:
            return None
    return total + digit or None


def number_of(text: str) -> Number | None:
    """The heading number that a line begins with, or None."""
    if sign := _SIGNS.get(text[:1]):
        text = f"{sign}{text[1:].lstrip()}"
    if not text or text[0] not in "第（(①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳〇零一二三四五六七八九十百0123456789０１２３４５６７８９":
        return None
    return _number_of(text)


@lru_cache(maxsize=4096)  # a dozen rules ask it of every line in turn
def _number_of(text: str) -> Number | None:
    for style, pattern in _PATTERNS:
        if match := pattern.match(text):
            value = _value(style, match.group(1))
            after = text[match.end() :]
            if style in _COARSE and (colon := _COLON.match(after)):
                after = after[colon.end() :]
            if value is None or _is_no_heading(style, after):
                return None
            rest = after.lstrip()
            return Number(style, value, _printed(style, match), rest)
    return None


def decimal_of(text: str) -> Number | None:
    """The decimal number (1, 1.1, 2.2.1) that a line begins with, or None. The value is that of its last part.

    3.5亿元 begins so too: only the count of the document tells (`app.plans.decimals`).
    """
    match = _DECIMAL.match(text)
    if match is None or _is_no_heading(NumberStyle.DECIMAL, text[match.end() :].lstrip()):
        return None
    parts = re.findall(r"\d+", match.group(1).translate(NARROW))
    if any(part.startswith("0") for part in parts):
        return None
    return Number(DECIMALS[len(parts) - 1], int(parts[-1]), ".".join(parts), text[match.end() :].lstrip())


def lists_inline(number: Number) -> bool:
    """Whether the next number of the same style stands in the middle of the line: （1）……；（2）…… is a sentence that
    lists, no heading."""
    after = number.value + 1
    if number.style is NumberStyle.ARABIC_BRACKETS:
        return re.search(rf"[；;，]\s?[（(]{after}[）)]", number.rest) is not None
    if number.style is NumberStyle.HAN_BRACKETS:
        inner = re.search(rf"[；;，]\s?[（(]({HAN_NUMBER})[）)]", number.rest)
        return inner is not None and han_value(inner.group(1)) == after
    if number.style is NumberStyle.CIRCLED and after <= 20:
        return re.search(rf"[；;，]\s?{chr(ord('①') + number.value)}", number.rest) is not None
    if number.style is NumberStyle.ARABIC:
        return re.search(rf"[。；;]\s?{after}[．.、](?!\d)", number.rest) is not None
    return False


def glued_of(text: str) -> Number | None:
    """The Arabic number that a line begins with although digits follow its dot (3.2035年远景目标), or None.

    1.5亿元 begins so too: only the count of the document tells (`app.plans.glued`).
    """
    match = _GLUED.match(text)
    if match is None:
        return None
    digits = match.group(1).translate(NARROW)
    return Number(NumberStyle.ARABIC, int(digits), digits, text[match.end() :])


def number_at(line: Line) -> Number | None:
    """The heading number that a line of a document begins with, or None."""
    if line.glued:
        return glued_of(line.text)
    return decimal_of(line.text) if line.decimal else number_of(line.text)


def _value(style: NumberStyle, digits: str) -> int | None:
    if style is NumberStyle.CIRCLED:
        return ord(digits) - ord("①") + 1
    return _roman_value(unicodedata.normalize("NFKC", digits)) or han_value(digits)


def _roman_value(text: str) -> int | None:
    """The value of a Roman numeral below 40 (第Ⅳ部分); None for what is none."""
    match = _ROMAN.fullmatch(text)
    if match is None:
        return None
    ones = {"IX": 9, "IV": 4}.get(match.group(2)) or 5 * ("V" in match.group(2)) + match.group(2).count("I")
    return 10 * len(match.group(1)) + ones or None


def _is_no_heading(style: NumberStyle, rest: str) -> bool:
    """一、二、三产业 and 第一条规定 begin like headings and are none; no title begins with a closing mark."""
    if rest[:1] in tuple("，,。、；;：:）)”’》%％"):
        return True
    if style is NumberStyle.HAN:
        return bool(re.match(rf"{HAN_NUMBER}(?:、|产业|次产业)", rest))
    if style in {NumberStyle.PART, NumberStyle.CHAPTER, NumberStyle.DIVISION, NumberStyle.ARTICLE}:
        return rest.startswith(("至", "到", "和", "的", "所", "规定"))
    return False


def _printed(style: NumberStyle, match: re.Match[str]) -> str:
    digits = match.group(1).translate(NARROW)
    if style in {NumberStyle.HAN_BRACKETS, NumberStyle.ARABIC_BRACKETS}:
        return f"（{digits}）"
    if style in {NumberStyle.HAN, NumberStyle.ARABIC, NumberStyle.CIRCLED}:
        return digits
    return re.sub(r"\s", "", match.group(0)).translate(NARROW)


def title_of(rest: str, limit: int = TITLE_LIMIT) -> Title | None:
    """The title in what follows a number (or a ——), or None if it begins no title but a long sentence.

    A line that ends without 。 is a title; else the first sentence is, if it is short. In “银行业：支持……，……。” the
    words before the colon are.
    """
    end = _SENTENCE.search(rest)
    if not rest or (rest[-1] in "；;，,、" and end is None) or _VALUES.search(rest):
        return None
    sentence = rest[: end.start()] if end else rest
    after = rest[end.end() :].lstrip() if end else ""
    colon = re.match(rf"([^：:，、]{{2,{COLON_LIMIT}}})[：:]\s*(?=[^\s])", rest)
    if colon and (len(sentence) > limit or re.search("[，；]", sentence[colon.end() :])):
        return Title(clean_title(colon.group(1)), rest[colon.end() :], False)
    if len(sentence) > limit:
        return None
    title = clean_title(sentence)
    return Title(title, after, end is not None) if title else None


def clean_title(text: str) -> str:
    """A title as sections hold it: no blanks but between Latin words, no closing 。 or colon."""
    return close_up(text).rstrip("。：:").strip()
