"""Paragraphs that a page break or line wrapping cut are joined again, never across the end of a sentence; the heads
that stood on every page go."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, zip_longest

from app.plans.boxes import label_of
from app.plans.contents import entry_key
from app.plans.found import Element
from app.plans.model import NumberStyle
from app.plans.normalise import Dropped, Line, close_up, finished, tidy
from app.plans.numbering import number_at

ITEM = re.compile(r"(?:[—―─]{1,2}|－－|--)\s*(?=[^\s—―─\d])")
SHORT = 14
"""Characters. A shorter line that ends as no sentence does is a line of its own (a sub-heading, a signature)."""

_CLAUSE = re.compile("[，。；：、,;]")
_FIGURE = re.compile(r"\d[\d,，.]*\s?(?:[%％‰]|个百分点|[万亿]|[家户人个项倍]).*[。；;]$")
_SPLIT_FIGURE = re.compile(r"\d{1,2}[．.]\s\d+\s?[万亿%％]")
CUT_BEFORE_FIGURE = 6
"""Characters. A shorter line before a figure is a sub-heading rather than the start of the sentence."""

_BARE_NUMBER = re.compile(r"\d{1,3}$")
TITLE_REST = 40
WRAPPED_REST = 6
LONG_TITLE = 20
HEAD_LENGTH = 8
HEAD_REPEATS = 5
_OPENING = re.compile(
    r"(?:前\s?言|引\s?言|序\s?言|目\s?录|结\s?语|名\s?词\s?解\s?释|术语解释|附\s?[件录表图]\s?\d{0,2}|抄\s?送)(?:\s|[：:]|$)"
)


def join(elements: Sequence[Element], contents_titles: frozenset[str] = frozenset()) -> list[Element]:
    """Elements with cut paragraphs and titles joined; a table or figure in the cut comes behind the paragraph."""
    closed = _styles_closed(elements)
    result: list[Element] = []
    pieces: dict[int, list[Line]] = {}  # index in result of a line: the lines joined into it
    last = -1  # index in result of the last line
    for element, following in zip_longest(elements, elements[1:]):
        if isinstance(element, Line):
            if last >= 0 and (
                (_waits(pieces[last], len(result) - 1 - last, closed) and _continues(pieces[last][-1], element))
                or _is_rest_of_title(pieces[last], element, following, contents_titles)
                or (last == len(result) - 1 and _brings_figure(pieces[last], element))
            ):
                pieces[last].append(element)
                continue
            last = len(result)
            pieces[last] = [element]
        result.append(element)
    for index, lines in pieces.items():
        if len(lines) > 1:
            result[index] = replace(lines[0], text=_text_of(lines), joined=_places(lines))
    return result


def _places(lines: Sequence[Line]) -> tuple[tuple[int, int], ...]:
    """Where each line begins in the joined text, in characters before its end, and the line's number."""
    result: list[tuple[int, int]] = []
    start = 0
    for line in reversed(lines):
        start += len(line.text)
        result.append((start, line.number))
    return tuple(reversed(result))


def _styles_closed(elements: Sequence[Element]) -> frozenset[NumberStyle]:
    """Number styles whose headings nearly always close with 。 in this document: one that does not is cut."""
    closed: Counter[NumberStyle] = Counter()
    total: Counter[NumberStyle] = Counter()
    for element in elements:
        if isinstance(element, Line) and (number := number_at(element)):
            total[number.style] += 1
            closed[number.style] += "。" in number.rest
    return frozenset(style for style in total if total[style] >= 5 and closed[style] >= 0.8 * total[style])


def _waits(lines: Sequence[Line], between: int, closed: frozenset[NumberStyle]) -> bool:
    """Whether the lines so far are a paragraph cut before its end."""
    first, text = lines[0], lines[-1].text
    if finished("".join(line.text for line in lines[-3:])) or first.hashes or label_of(first.text):
        return False
    sentence = "。" in first.text or "。" in text
    if number := number_at(first):
        prose = number.style in closed or number.style is NumberStyle.ARTICLE
        return sentence or (prose and len(first.text) > 20)
    if ITEM.match(first.text):
        return sentence or len(first.text) > 30
    clauses = len(text) >= 10 and ("，" in text or "。" in text)
    return len(lines) > 1 or clauses or len(text) > (20 if between else SHORT) or text[-1] in "，、,"


def _is_rest_of_title(
    lines: Sequence[Line], line: Line, following: Element | None, contents_titles: frozenset[str]
) -> bool:
    """Whether a short line is the rest of a title set on two lines (第一章, then its words; or a long title wrapped).

    The contents page says so; without one, the title is long and the rest short and right behind it, or a few
    characters stand right behind it where blank lines part it from all else.
    """
    first = lines[0]
    number = number_at(first)
    if number is None or len(lines) > 2 or finished(line.text) or len(line.text) > TITLE_REST or line.cells:
        return False
    if line.fresh or number_at(line) or ITEM.match(line.text) or label_of(line.text):
        return False
    if not number.rest:
        return line.gap <= 2
    if "。" in number.rest or finished(first.text):
        return False
    if entry_key(first.text) in contents_titles:
        return False
    if entry_key(first.text + line.text) in contents_titles:
        return True
    if line.gap:
        return False
    parted = first.gap > 0 and (not isinstance(following, Line) or following.gap > 0)
    return (len(number.rest) >= LONG_TITLE and len(line.text) <= SHORT) or (
        parted and len(number.rest) >= HEAD_LENGTH and len(line.text) <= WRAPPED_REST and line.text[0] >= "\u4e00"
    )


def _brings_figure(lines: Sequence[Line], line: Line) -> bool:
    """Whether a line begins with the figure before which a sentence was cut (存款余额突破 / 3.5亿元。), maybe with a
    blank in it that makes it look like a heading (1. 2万亿元)."""
    before = lines[-1]
    if line.gap or line.fresh or line.hashes or line.cells or before.cells or before.frame != line.frame:
        return False
    if not (_FIGURE.match(line.text) or _SPLIT_FIGURE.match(line.text)):
        return False
    text = "".join(part.text for part in lines[-3:])  # of a very long paragraph the end tells enough
    if finished(before.text) or lines[0].hashes or label_of(lines[0].text) or line.decimal:
        return False
    if (number_at(lines[0]) and "。" not in lines[0].text + text) or len(text) < CUT_BEFORE_FIGURE:
        return False
    if _SPLIT_FIGURE.match(line.text):
        return _CLAUSE.search(text) is not None
    return number_at(line) is None


def _continues(before: Line, line: Line) -> bool:
    """Whether a line is the rest of the cut one before it. Two lines without any clause mark are entries of a list; a
    line that begins a paragraph of its own goes on only behind a comma."""
    if line.fresh and before.text[-1] not in "，、,":
        return False
    if before.frame != line.frame or not _goes_on(line):
        return False
    return bool(_CLAUSE.search(before.text) or _CLAUSE.search(line.text))


def _goes_on(line: Line) -> bool:
    """Whether a line can be the rest of a cut paragraph: it begins nothing of its own."""
    text = line.text
    if line.hashes or line.bold:
        return False
    return not (number_at(line) or ITEM.match(text) or label_of(text) or _OPENING.match(text))


def _text_of(lines: Sequence[Line]) -> str:
    """The joined text; only between two ASCII characters a blank takes the place of the line end."""
    parts = [lines[0].text]
    for before, line in pairwise(lines):
        if before.text[-1].isascii() and line.text[0].isascii():
            parts.append(" ")
        parts.append(line.text)
    return tidy("".join(parts))


def _is_prose(text: str) -> bool:
    """Whether a line is a sentence or a piece of one: a running head has neither an end nor clauses."""
    return finished(text) or "，" in text or "；" in text or "。" in text


def without_running_heads(lines: list[Line], title: str, dropped: Dropped) -> list[Line]:
    """Lines without the head of every page: the plan's title, or a line that begins nothing and is often repeated; a
    bare number right above it is that of the page before."""
    heads = {close_up(title)}
    begins_nothing = [line.text for line in lines if not line.fresh and _goes_on(line)]
    counted = Counter(text for text in begins_nothing if len(text) >= HEAD_LENGTH)
    heads |= {text for text, count in counted.items() if count >= HEAD_REPEATS and not _is_prose(text)}
    result: list[Line] = []
    for line in lines:
        if line.cells or line.hashes or (line.text not in heads and close_up(line.text) not in heads):
            result.append(line)
        else:
            if result and _BARE_NUMBER.match(result[-1].text) and not (result[-1].cells or line.gap):
                dropped.add("页码", "版面元素，不属正文", result.pop().number)
            dropped.add("页眉", "每页重复，不属正文", line.number)
    return result
