"""专栏: how a box is labelled, and where it ends.

Nothing in a text file frames a box. It ends where the numbering of the body resumes; where its label stood in a
one-cell frame (Word exports the cell's paragraphs without blank lines), at the blank line behind the frame; after
its table, if it holds just a table.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from app.plans.characters import NARROW
from app.plans.model import Box, Paragraph, Table
from app.plans.normalise import Line, close_up, finished
from app.plans.numbering import Number, number_of

TITLE_LIMIT = 50
_LABEL = re.compile(
    r"(专\s?栏\s?(?:\d{1,3}(?:\s?[-—–－.．]\s?\d{1,2})?|[（(]?\s?(?:\d{1,3}|[一二三四五六七八九十]{1,4})\s?[）)]?)?)"
    r"\s*[：:、.．]?\s*"
)
_INNER = re.compile(r"(?:^|[：:；;。])\s*((?:[（(]\s?)?(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:\s?[）)]|[.．、]))")


@dataclass(frozen=True, slots=True)
class Label:
    """The heading line of a box: label as printed (专栏1, 专栏三) without blanks, digits half-width; and title ("" if
    it follows)."""

    label: str
    title: str


def label_of(text: str) -> Label | None:
    """The box label that a line is, or None: 专栏, a number, and a short title that ends as no sentence does."""
    if text.startswith(("【", "[", "〖")):
        text = re.sub(r"^[【\[〖]([^】\]〗]{2,60})[】\]〗](?:$|(?=[^，。；]{2,50}$))", r"\1 ", text).strip()
    if not text.startswith("专"):
        return None
    match = _LABEL.match(text)
    if not match:
        return None
    label = close_up(match.group(1)).replace(" ", "").translate(NARROW)
    title = close_up(text[match.end() :])
    if len(title) > TITLE_LIMIT or title.endswith(("。", "；", "，", "、")):
        return None
    if label == "专栏" and not (title and text[match.end(1) : match.end()].strip(" ")):
        return None  # 专栏 without a number is a label only before a colon
    return Label(label, title)


@dataclass
class OpenBox:
    """A box while its content is being read."""

    label: str
    title: str
    line: int
    blocks: list[Paragraph | Table] = field(default_factory=list)
    framed: bool = False  # its label began a table cell: its paragraphs follow without blank lines
    dense: int = 0  # so many paragraphs followed each other without a blank line, from the label on
    inner: dict[str, int] = field(default_factory=dict)  # last value of each number style within
    run_in: bool = False  # its numbered paragraphs go on after their lead
    frame: int = 0  # the drawn frame that it stands in, where the file tells

    def add(self, block: Paragraph | Table, gap: int = 0) -> None:
        if isinstance(block, Paragraph):
            self.dense += gap == 0 and self.dense == len(self.blocks)
            self._count(block.text)
        self.blocks.append(block)

    def _count(self, text: str) -> None:
        for match in _INNER.finditer(text[:4000]):
            if number := number_of(match.group(1) + "x"):
                self.inner[number.style] = number.value
                self.run_in = self.run_in or len(text) > 60

    def frames(self, line: Line) -> bool:
        """Whether a line stands in the box's drawn frame, which then settles that it belongs to the box; the label may
        stand on top of the frame."""
        if line.frame and not self.frame and not self.blocks:
            self.frame = line.frame
        return bool(line.frame) and line.frame == self.frame

    def take(self, line: Line) -> None:
        """Add a line of the frame: behind a label without title a short one is the title."""
        if not self.title and not self.blocks and len(line.text) <= TITLE_LIMIT and not finished(line.text):
            self.title = close_up(line.text)
        else:
            self.add(Paragraph(line.text, line.number), line.gap)

    def goes_on_with(self, number: Number) -> bool:
        """Whether a number continues (or, as the first content, begins) a list within the box."""
        if number.style in self.inner:
            return number.value == self.inner[number.style] + 1
        return number.value == 1 and not self.blocks

    def ends_before(self, line: Line) -> bool:
        """Whether an unnumbered line stands behind the box by its layout."""
        if not self.blocks:
            return False
        last = self.blocks[-1]
        if isinstance(last, Table) and len(self.blocks) == 1:
            return True
        return self.is_left_by(line) and (isinstance(last, Table) or finished(last.text))

    def is_left_by(self, line: Line) -> bool:
        """Whether a blank line ends a box whose paragraphs had none between them."""
        return line.gap > 0 and self.dense == len(self.blocks) and (self.framed or self.dense > 1)

    def close(self) -> Box:
        return Box(self.label, self.title, tuple(self.blocks), self.line)
