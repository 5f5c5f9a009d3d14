"""How deep each heading stands while a document is read: by its number, by its mark, and below what it stands under.

The numbers of an appendix begin anew and stand under its heading; a glossary in the middle of the body interrupts its
numbers, which go on behind the last entry.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from app.plans.marks import Marks
from app.plans.numbering import Number
from app.plans.system import Counting


@dataclass
class Levels:
    """Where the headings stand now. `counting` is of the part that is read: body, appendix, glossary."""

    counting: Counting
    marks: Marks = field(default_factory=Marks)
    below: int = 1  # level of an unnumbered section here: one deeper than the heading that it stands under
    base: int = 1  # the same without the marked headings below the last numbered one
    body: Counting | None = None  # where the body's numbers stood, while an appendix is read
    top: int = 0  # rank of the outermost numbers of that appendix: they stand right below its heading
    interrupted: Counting | None = None  # where the numbers stood before a glossary

    def begin_below(self, level: int) -> None:
        """Let what follows stand under a heading of this level."""
        self.base = self.below = level + 1

    def begin_anew(self, added: bool) -> None:
        """Let the numbers begin anew behind a heading; below one that is `added` to the body they stand under it."""
        if not added:
            self.body = None
        elif self.body is None:
            self.body = self.counting.copy()
        self.top = len(self.counting.order)
        self.interrupted = None
        self.counting.clear()

    def interrupt(self) -> None:
        """Let the entries of a glossary count for themselves."""
        before = self.counting.copy()
        self.begin_anew(added=False)
        self.interrupted = before

    def resume(self, number: Number) -> bool:
        """Let the outermost numbers, which a glossary interrupts, go on if this is the next; tells whether it is."""
        counting = self.interrupted or self.counting
        if number.style is not counting.order[0] or not counting.resumes(number):
            return False
        self.counting, self.interrupted = counting, None
        return True

    def of_number(self, number: Number) -> int:
        """The level of a numbered heading; one that goes on with the body's numbers ends an appendix."""
        if self.body and not self.counting.follows(number) and self.body.resumes(number):
            self.counting, self.body = self.body, None
        rank = self.counting.order.index(number.style)
        if self.body is None:
            return len(self.marks.above) + rank + 1
        self.top = min(self.top, rank)
        return rank - self.top + 2

    def take_number(self, number: Number, hashes: int, level: int) -> None:
        """Count a numbered heading."""
        self.counting.accept(number)
        self.marks.take_numbered(hashes, level)

    def of_mark(self, hashes: int) -> int:
        """The level of a heading that only its mark shows."""
        return self.marks.level(hashes, self.base)

    def take_mark(self, hashes: int, level: int) -> None:
        """Let what follows stand under such a heading; below one above the numbered ones their numbers begin anew."""
        self.below = level + 1
        if hashes in self.marks.above:
            self.base = self.below
            self.counting.open.clear()
