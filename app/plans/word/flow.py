"""Lines in the order of reading, with the texts of pictures kept beside until their caption comes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from app.plans.decimals import possible_number
from app.plans.model import Figure
from app.plans.normalise import Line, close_up, finished, held_line
from app.plans.pictures import FIGURE, LABEL_LIMIT
from app.plans.table_words import CAPTION

CAPTION_LIMIT = 60
_PLACE = re.compile(r"（此处插入图片(?:，图中文字：(.*))?）$")
_PAGE = re.compile(r"[-—–－\s]*\d{1,4}[-—–－\s]*$")


@dataclass
class Flow:
    """Lines read so far; `figure` = a picture stands just before, with these texts in it; `aside` are the lines of text
    boxes that may be labels of a picture."""

    lines: list[Line] = field(default_factory=list)
    figure: tuple[str, ...] | None = None
    aside: list[Line] = field(default_factory=list)

    def put(self, line: Line) -> None:
        """Add a line. A caption becomes a figure and takes the texts of its picture."""
        if line.held is None and (place := _PLACE.match(line.text)):
            self.figure = tuple(place.group(1).split("、")) if place.group(1) else ()
            return
        figure = self._figure(line)
        if figure is None:
            self.settle()
            self.lines.append(line)
        else:
            self.aside.clear()
            self.lines.append(held_line(figure, line.number))
        self.figure = None

    def put_aside(self, lines: Sequence[Line]) -> None:
        """Add the lines of a text box: short ones beside a picture's caption are its labels, all others are text."""
        lines = [line for line in lines if not _PAGE.match(line.text)]
        if not all(_is_label(line) for line in lines):
            for line in lines:
                self.put(line)
            return
        last = self.lines[-1] if self.lines else None
        if last is not None and isinstance(last.held, Figure) and not self.aside:
            labels = (*last.held.labels, *(line.text for line in lines))
            self.lines[-1] = replace(last, held=replace(last.held, labels=labels))
        else:
            self.aside.extend(lines)

    def settle(self) -> None:
        """What stood aside has no caption: it is text."""
        self.lines.extend(self.aside)
        self.aside.clear()

    def finished(self) -> list[Line]:
        self.settle()
        return self.lines

    def _figure(self, line: Line) -> Figure | None:
        """The figure that a line is the caption of: 图N, or in a caption style right behind a picture."""
        text = line.text
        if line.held is not None or finished(text) or len(text) > CAPTION_LIMIT or CAPTION.match(text):
            return None
        match = FIGURE.match(text)
        if match is None and not (line.caption and self.figure is not None):
            return None
        labels = (*(self.figure or ()), *(line.text for line in self.aside))
        if match is None:
            return Figure(close_up(text), None, labels, line.number)
        return Figure(close_up(text[match.end() :]), match.group(1).replace(" ", ""), labels, line.number)


def _is_label(line: Line) -> bool:
    return (
        line.held is None
        and not line.hashes
        and len(line.text) <= LABEL_LIMIT
        and line.text[-1] not in "。；，：:"
        and not possible_number(line.text)
    )
