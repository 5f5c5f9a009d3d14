"""Titles that stand on the line below a bare label: 专栏3, then its words; 附件1, then its words (official documents
set the title of an appendix below its number)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from app.plans.boxes import TITLE_LIMIT, label_of
from app.plans.glossary import HEADING
from app.plans.normalise import Line, close_up, finished
from app.plans.numbering import APPENDIX, number_at
from app.plans.table_words import CAPTION, HEAD, NOTE

_FARTHEST = 3  # blank lines between label and title
_BARE_APPENDIX = re.compile(r"附\s?[件录表]\s?[\d一二三四五六七八九十]{0,3}(?:-\d{1,2})?$")
_CLOSING = "，,、；;：:"


def joined_titles(lines: Sequence[Line]) -> list[Line]:
    """Lines with the titles below bare labels joined to them."""
    result: list[Line] = []
    bare = False  # whether the last line is a label that waits for its title
    for i, line in enumerate(lines):
        if bare and _is_title(result[-1], line, lines[i + 1] if i + 1 < len(lines) else None):
            result[-1] = replace(result[-1], text=f"{result[-1].text} {line.text}")
            bare = False
            continue
        result.append(line)
        bare = _is_bare_label(line)
    return result


def _is_bare_label(line: Line) -> bool:
    if line.held:
        return False
    if box := label_of(line.text):
        return not box.title
    return bool(_BARE_APPENDIX.match(line.text))


def _is_title(label: Line, line: Line, below: Line | None) -> bool:
    """Whether a line below a bare label is its title: short, no sentence, the beginning of nothing else (of a table's
    head only if another one begins `below` it)."""
    text = line.text
    if line.held or line.cells or line.gap > _FARTHEST or line.frame != label.frame or line.bold:
        return False
    if not text or len(text) > TITLE_LIMIT or finished(text) or text[-1] in _CLOSING or text[0] in "—-－|<":
        return False
    if number_at(line) or label_of(text) or APPENDIX.match(text) or HEADING.match(text) or CAPTION.match(text):
        return False
    return not (NOTE.match(text) or _begins_head(text, below) or "：" in text)


def _begins_head(text: str, below: Line | None) -> bool:
    """Whether a line is the first cell of a table that has a cell on each line: no other head begins below it."""
    if not HEAD.match(close_up(text)) or below is None:
        return False
    one_cell = not (below.cells or below.held or "|" in below.text or len(below.wide) > 1)
    return one_cell and not HEAD.match(close_up(below.text))
