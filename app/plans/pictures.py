"""Figures: the caption 图N stays as a figure; stray texts of the picture around it leave the prose."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.plans.boxes import label_of
from app.plans.characters import NARROW
from app.plans.found import Element
from app.plans.model import Figure
from app.plans.normalise import Dropped, Line, close_up, finished
from app.plans.numbering import number_at

LABEL_LIMIT = 22
"""Characters of a stray text of a picture."""

FIGURE = re.compile(r"(图\s?(?:\d{1,2}(?:[-—–.．]\d{1,2})?|[一二三四五六七八九十]{1,3}))\s*[：:、.．]?\s*(?=\S)")
"""The label of a figure's caption."""


def gather(elements: Sequence[Element], dropped: Dropped) -> list[Element]:
    """Elements with figure captions made figures, each holding the stray labels next to it."""
    result: list[Element] = []
    i = 0
    while i < len(elements):
        element = elements[i]
        i += 1
        if not isinstance(element, Line) or not (match := _caption_of(element)):
            result.append(element)
            continue
        labels = _labels(elements, i)
        i += len(labels)
        if not labels:
            labels = _labels_before(result)
            del result[len(result) - len(labels) :]
        for label in labels:
            dropped.add("图中散落的文字", "不是正文，收在图题之下", label.number)
        caption = close_up(element.text[match.end() :])
        texts = tuple(label.text for label in labels)
        result.append(Figure(caption, match.group(1).replace(" ", "").translate(NARROW), texts, element.number))
    return result


def _caption_of(line: Line) -> re.Match[str] | None:
    if not line.text.startswith("图") or len(line.text) > 50 or finished(line.text):
        return None
    return FIGURE.match(line.text)


def _is_label(element: Element) -> bool:
    return (
        isinstance(element, Line)
        and len(element.text) <= LABEL_LIMIT
        and not element.hashes
        and element.text[-1] not in "。；，：:"
        and not number_at(element)
        and not element.text.startswith("—")
        and not label_of(element.text)
        and not _caption_of(element)
    )


def _labels(elements: Sequence[Element], start: int) -> list[Line]:
    """Short lines right behind a caption: two at least, or one in whose line the picture stood."""
    end = start
    while end < len(elements) and _is_label(elements[end]):
        end += 1
    return _enough([line for line in elements[start:end] if isinstance(line, Line)])


def _labels_before(result: Sequence[Element]) -> list[Line]:
    """The same in front of a caption that stands under its picture."""
    start = len(result)
    while start > 0 and _is_label(result[start - 1]):
        start -= 1
    labels = _enough([line for line in result[start:] if isinstance(line, Line)])
    return labels if len(labels) > 2 or any(line.picture for line in labels) else []


def _enough(labels: list[Line]) -> list[Line]:
    return labels if len(labels) > 1 or any(line.picture for line in labels) else []
