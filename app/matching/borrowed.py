"""How near a draft still is to the passages that it took from other plans.

Common runs of at least `RUN` characters count, blanks left out: shorter ones are the trade's common wording.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.matching.decisions import Borrowing
from app.plans.model import Plan
from app.plans.outline import Clause, clauses, is_continuation
from app.progress import Progress, silent

RUN = 8
"""Characters from which a common run is a borrowed one."""
NEARLY_ALL, SOME = 0.8, 0.15


class Nearness(StrEnum):
    """How much of a passage still stands, in words."""

    UNCHANGED = "几乎未改"
    PARTLY = "部分改写"
    REWRITTEN = "已改写"


@dataclass(frozen=True, slots=True)
class BorrowedPassage:
    """A borrowing as it stands now: `clause` is where most of it is, None where nothing of it is left and its section
    is gone; `share` (0..1) of its characters still stand there in common runs."""

    borrowing: Borrowing
    clause: Clause | None
    share: float

    @property
    def nearness(self) -> Nearness:
        return nearness(self.share)


def nearness(share: float) -> Nearness:
    if share >= NEARLY_ALL:
        return Nearness.UNCHANGED
    return Nearness.PARTLY if share >= SOME else Nearness.REWRITTEN


def shared_share(passage: str, text: str) -> float:
    """The share (0..1) of a passage's characters that stand in `text` in common runs of at least `RUN` characters; a
    passage shorter than that counts whole or not at all."""
    return _covered(_plain(passage), _runs(_plain(text), RUN), _plain(text))


def passages(plan: Plan, borrowings: Sequence[Borrowing], progress: Progress = silent) -> tuple[BorrowedPassage, ...]:
    """Every borrowing of a draft as it stands now, in the order of the draft. Text that was moved is found where it is
    now. Raises `Cancelled`."""
    own = [clause for clause in clauses(plan) if not is_continuation(clause.section)]
    texts = {clause.section.id: _plain(f"{clause.title}{clause.text}") for clause in own}
    runs = {section_id: _runs(text, RUN) for section_id, text in texts.items()}
    found: list[BorrowedPassage] = []
    for done, borrowing in enumerate(borrowings):
        progress("核对借用文字", done / len(borrowings))
        found.append(_where(borrowing, own, texts, runs))
    return tuple(sorted(found, key=lambda one: one.clause.index if one.clause else len(own)))


def _where(
    borrowing: Borrowing, own: Sequence[Clause], texts: Mapping[str, str], runs: Mapping[str, frozenset[str]]
) -> BorrowedPassage:
    """The clause that holds most of a passage; of equals the one that it was taken for."""
    passage = _plain(borrowing.text)
    best, most = None, 0.0
    for clause in sorted(own, key=lambda clause: clause.section.id != borrowing.section_id):
        key = clause.section.id
        share = _covered(passage, runs[key], texts[key])
        if (best is None and key == borrowing.section_id) or share > most:
            best, most = clause, share
        if most >= NEARLY_ALL:
            break
    return BorrowedPassage(borrowing, best, most)


def marked_lines(lines: Sequence[str], borrowings: Sequence[Borrowing]) -> dict[int, tuple[float, Borrowing]]:
    """Which lines are still near a borrowed passage: by line number the share of the line that stands in the passage
    that it shares most with. Lines that share little are left out."""
    known = [(one, text := _plain(one.text), _runs(text, RUN)) for one in borrowings]
    every = frozenset[str]().union(*(runs for _one, _text, runs in known))
    marked: dict[int, tuple[float, Borrowing]] = {}
    for number, line in enumerate(lines):
        plain = _plain(line)
        if not any(window in every for window in _windows(plain, RUN)):
            continue  # most lines are the drafter's own: they are looked at once, not once for each passage
        shares = [(_covered(plain, runs, text), borrowing) for borrowing, text, runs in known]
        share, borrowing = max(shares, key=lambda pair: pair[0], default=(0.0, None))
        if borrowing is not None and share >= SOME:
            marked[number] = (share, borrowing)
    return marked


def _plain(text: str) -> str:
    return "".join(text.split())


def _runs(text: str, length: int) -> frozenset[str]:
    return frozenset(_windows(text, length))


def _windows(text: str, length: int) -> Iterable[str]:
    return (text[at : at + length] for at in range(len(text) - length + 1))


def _covered(passage: str, runs: frozenset[str], text: str) -> float:
    """Which share of the passage lies in windows that are among `runs`."""
    if not passage:
        return 0.0
    if len(passage) < RUN:
        return float(passage in text)
    covered, behind = 0, 0  # `behind`: one past the last covered character
    for at, window in enumerate(_windows(passage, RUN)):
        if window in runs:
            covered += at + RUN - max(at, behind)
            behind = at + RUN
    return covered / len(passage)
