"""A plan pasted into a few lines: its paragraphs are parted where blanks took the place of line ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.plans.characters import HAN_NUMBER, WIDE_GAP

LONG = 300
"""Characters. A line so long may hold several paragraphs."""

FEWEST = 3
"""Headings and items behind blanks that show a line to be pasted; fewer may stand in a sentence."""

HEADING_LIMIT = 40
"""Characters of a heading that a single blank parts from its text."""

SIGNED = 80
"""Characters of a signature with its date and remark, behind the last sentence."""

_COARSE = rf"第\s?{HAN_NUMBER}\s?(?:[篇编章节条]|部分)|{HAN_NUMBER}\s?、|[（(]\s?{HAN_NUMBER}\s?[）)]"
_BEGINNING = (
    rf"(?:{_COARSE}|\d{{1,2}}[、．.](?!\d)|[（(]\d{{1,2}}[）)]|[—―]{{1,2}}[^\s—―\d]|专栏\s?[\d一二三四五六七八九十])"
)
_BEFORE_BEGINNING = re.compile(rf"(?<=[^\s])[ \u00a0\u3000]+(?={_BEGINNING})")
_BEHIND_SENTENCE = re.compile(  # or behind the page of a contents entry
    r"(?:(?<=[。！？；：])|(?<=[。！？][”’）)])|(?<=[….·]{2}\d)|(?<=[….·]{2}\d\d))[ \u00a0\u3000]+"
)
_HEADING = re.compile(
    rf"(?:第\s?{HAN_NUMBER}\s?(?:[篇编章节]|部分)|{HAN_NUMBER}\s?、|[（(]\s?{HAN_NUMBER}\s?[）)]|\d{{1,2}}[、．.](?!\d))"
    rf"\s{{0,3}}[^\s。；：]{{1,{HEADING_LIMIT}}}"
)
_FURTHER = re.compile(r"[ \u00a0\u3000]+[^\s，。；：、]{2,20}(?=[ \u00a0\u3000]|$)")
_WIDE = r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef\u201c\u201d]"
_IN_FRONT = re.compile(  # blanks between the parts of front matter and signature, but not within 目 录
    rf"(?:(?<=号)|(?<=\d日)|(?<=-\d\d))[ \u00a0\u3000]+|(?<![ \u00a0\u3000])[ \u00a0\u3000]+(?=(?:19|20)\d\d年\d)"
    rf"|(?<={_WIDE}{_WIDE})[ \u00a0\u3000]+(?=[（《]|{_WIDE}{_WIDE})"
)


def pieces_of(line: str) -> Iterator[str]:
    """The paragraphs of a line of a text file; most lines are one. A blank that ended no paragraph may part one too:
    the pieces of a cut paragraph are joined later (`app.plans.paragraphs`)."""
    if len(line) < LONG:
        yield line
        return
    wide = [piece for piece in WIDE_GAP.split(line) if piece.strip()]
    if sum(1 for piece in wide if re.match(_BEGINNING, piece)) >= FEWEST:
        yield from wide
    elif "\t" not in line and len(_BEFORE_BEGINNING.findall(line)) >= FEWEST and re.search(_COARSE, line):
        front, *pieces = _BEFORE_BEGINNING.split(line)
        yield from (part for sentence in _BEHIND_SENTENCE.split(front) for part in _IN_FRONT.split(sentence))
        *texts, last = [text for piece in pieces for text in _BEHIND_SENTENCE.split(piece)]
        for text in texts:
            yield from _heading_and_text(text)
        yield from _IN_FRONT.split(last) if len(last) <= SIGNED else _heading_and_text(last)
    else:
        yield line


def _heading_and_text(paragraph: str) -> Iterator[str]:
    """A heading and the text behind it, which a single blank parts."""
    paragraph = paragraph.strip()
    heading = _HEADING.match(paragraph)
    if heading is None or not re.match(r"[ \u00a0\u3000]+\S", paragraph[heading.end() :]):
        yield paragraph
        return
    end = heading.end()
    while end < 2 * HEADING_LIMIT and (further := _FURTHER.match(paragraph, end)):
        end = further.end()  # the title goes on behind its own blank
    yield paragraph[:end]
    yield paragraph[end:].strip()
