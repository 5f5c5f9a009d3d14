"""What matching knows of one plan alone, whatever other plans there are: it changes only when the plan does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from app.matching.features import FUNCTIONS, canonical, function_weights, functions_by_place
from app.matching.postings import Postings
from app.matching.profiles import softened
from app.matching.topics import Topic, combined, topic_strengths
from app.plans.model import Plan, SectionKind
from app.plans.outline import Clause, clauses, is_continuation, parents

FROM_ABOVE = 0.5  # the subject of a title above a clause is half its own
FAINT_TOPICS = 0.6  # topic strength (a word in a text is about 0.4) at which evidence counts half
TITLE_TIMES = 3.0  # a title counts as if it stood three times in the text
OFTEN = 5000  # rows of a list from which it is remembered which plans they stand in
MOST_BELOW = 2000  # characters of the sections below a clause that tell its function
KINDS = tuple(SectionKind)


class PlanRows:
    """The clauses of a plan, a row each; text that goes on behind a list of items has none of its own."""

    def __init__(self, plan: Plan) -> None:
        whole = [not is_continuation(section) for section in plan.sections]
        row_of = np.cumsum(whole) - 1
        up = parents(plan.sections)
        self.clauses: list[Clause] = [clause for clause, own in zip(clauses(plan), whole, strict=True) if own]
        self.parent = np.full(len(self.clauses), -1, dtype=np.int32)
        for row, clause in enumerate(self.clauses):
            above = up[clause.index]
            while above is not None and not whole[above]:
                above = up[above]
            if above is not None:
                self.parent[row] = row_of[above]

    def __len__(self) -> int:
        return len(self.clauses)

    @cached_property
    def ends(self) -> np.ndarray:
        """For each row one past the last row below it; what stands below a row follows it."""
        ends = np.arange(1, len(self) + 1, dtype=np.int32)
        for row in range(len(self) - 1, -1, -1):
            if self.parent[row] >= 0:
                ends[self.parent[row]] = max(ends[self.parent[row]], ends[row])
        return ends

    @cached_property
    def by_section(self) -> dict[str, Clause]:
        """The clauses by the id of their section."""
        return {clause.section.id: clause for clause in self.clauses}

    @cached_property
    def titles(self) -> list[str]:
        """Titles in common wording."""
        return [canonical(clause.title) for clause in self.clauses]

    @cached_property
    def texts(self) -> list[str]:
        """Own texts in common wording."""
        return [canonical(clause.text) for clause in self.clauses]

    @cached_property
    def depths(self) -> np.ndarray:
        """How many rows each stands under."""
        depths = np.zeros(len(self), dtype=np.uint8)
        for row in range(len(self)):
            if self.parent[row] >= 0:
                depths[row] = depths[self.parent[row]] + 1
        return depths

    def row(self, clause: Clause) -> int | None:
        """The row of a clause, if it still has the same title and text there."""
        for row, known in enumerate(self.clauses):
            if known.index == clause.index:
                return row if (known.title, known.text) == (clause.title, clause.text) else None
        return None

    def below(self, row: int, most: int | None = None) -> str:
        """Titles and texts of the sections below a row in common wording; `most` characters, or a little more."""
        return _joined(((self.titles[at], self.texts[at]) for at in range(row + 1, self.ends[row])), most)

    def printed_below(self, row: int, most: int | None = None) -> str:
        """The same as it is printed, for what is quoted from it."""
        return _joined(((one.title, one.text) for one in self.clauses[row + 1 : self.ends[row]]), most)


def _joined(titles_and_texts: Iterable[tuple[str, str]], most: int | None) -> str:
    """Lines of titles and texts; no more once there are more than `most` characters."""
    said: list[str] = []
    length = 0
    for title, text in titles_and_texts:
        said += [title, text]
        length += len(title) + len(text)
        if most is not None and length > most:
            break
    return "\n".join(said)


@dataclass(frozen=True, slots=True)
class Level:
    """The rows that stand equally deep, by the row right above them."""

    rows: np.ndarray
    firsts: np.ndarray  # where in `rows` those below the next row above begin
    above: np.ndarray


def levels(parent: np.ndarray, depths: np.ndarray) -> tuple[Level, ...]:
    """A tree from the deepest level up to the second."""
    found: list[Level] = []
    for depth in range(int(depths.max(initial=0)), 0, -1):
        rows = np.flatnonzero(depths == depth)  # in reading order, so those below one row stand together
        above, firsts = np.unique(parent[rows], return_index=True)
        found.append(Level(rows, firsts, above))
    return tuple(found)


def carried_up(values: np.ndarray, tree: Sequence[Level], combine: np.ufunc, share: np.generic) -> np.ndarray:
    """Values, along the last axis a row each, combined with that share of what each row right below has got so."""
    result = values.copy()
    for level in tree:
        below = combine.reduceat(result[..., level.rows], level.firsts, axis=-1)
        result[..., level.above] = combine(result[..., level.above], below * share)
    return result


@dataclass(frozen=True)
class Segment:
    """The clauses of one plan, or of several one behind the other, in numbers, a row each.

    Shares are stored in steps of 1/255; `parent` and `ends` are rows of the segment.
    """

    firsts: np.ndarray  # int64: the first row of each plan, and one past the last row
    sections: np.ndarray  # int32: index into Plan.sections
    parent: np.ndarray  # int32: row, -1 at the top
    ends: np.ndarray  # int32
    depths: np.ndarray  # uint8
    kinds: np.ndarray  # uint8: index into KINDS
    sizes: np.ndarray  # float32: characters with all below
    position: np.ndarray  # float32: where in its plan each clause stands, 0..1
    topics: np.ndarray  # uint8, topics × rows
    functions: np.ndarray  # uint8, functions × rows
    title: Postings
    own: Postings  # title and own text

    def __len__(self) -> int:
        return len(self.parent)

    @cached_property
    def _levels(self) -> tuple[Level, ...]:
        return levels(self.parent, self.depths)

    @cached_property
    def _plan_of(self) -> np.ndarray:
        """The plan of each row."""
        return np.repeat(np.arange(len(self.firsts) - 1), np.diff(self.firsts))

    @cached_property
    def _often(self) -> dict[int, np.ndarray]:
        """Which plans have an n-gram, by the start of its list: for those with long lists that were asked for."""
        return {}

    def with_below(self, values: np.ndarray, discount: float) -> np.ndarray:
        """Values of every row with those of the rows below it, each level down at the discount once more."""
        return carried_up(values, self._levels, np.add, values.dtype.type(discount))

    def told(self, codes: np.ndarray, weights: np.ndarray) -> np.ndarray:
        """The sum of the weights of those n-grams that each plan has anywhere."""
        starts, ends = self.own.find(codes)
        has = np.zeros((len(codes), len(self.firsts) - 1), dtype=bool)
        for said, start, end in zip(has, starts.tolist(), ends.tolist(), strict=True):
            if start in self._often:
                said[:] = self._often[start]
            elif start < end:
                said[self._plan_of[self.own.rows[start:end]]] = True
                if end - start >= OFTEN:
                    self._often[start] = said.copy()
        return np.einsum("ij,i->j", has, weights)

    def having(self, codes: np.ndarray) -> np.ndarray:
        """Which of up to 16 n-grams every row, with what stands below, has: a bit each, the first the lowest."""
        found = np.zeros(len(self), dtype=np.uint16)
        starts, ends = self.own.find(codes)
        for bit, (start, end) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True)):
            np.add.at(found, self.own.rows[start:end], np.uint16(1 << bit))
        return carried_up(found, self._levels, np.bitwise_or, np.uint16(1))


def segment_of(plan: Plan, subjects: Sequence[Topic]) -> Segment:
    """Everything that depends on the plan and the subject list alone."""
    rows = PlanRows(plan)
    titles, texts = rows.titles, rows.texts
    lengths = np.append(0, np.cumsum([len(title) + len(text) for title, text in zip(titles, texts, strict=True)]))
    sizes = (lengths[rows.ends] - lengths[:-1]).astype(np.float32) if len(rows) else np.zeros(0, dtype=np.float32)
    return Segment(
        np.array([0, len(rows)]),
        np.array([clause.index for clause in rows.clauses], dtype=np.int32),
        rows.parent,
        rows.ends,
        rows.depths,
        np.array([KINDS.index(clause.section.kind) for clause in rows.clauses], dtype=np.uint8),
        sizes,
        np.linspace(0.0, 1.0, len(rows), dtype=np.float32),
        in_steps(_topics(rows, subjects, titles, texts, sizes)).T.copy(),
        in_steps(_functions(rows, titles, texts)).T.copy(),
        Postings.of_texts([(titles, 1.0)]),
        Postings.of_texts([(titles, TITLE_TIMES), (texts, 1.0)]),
    )


def joined(segments: Sequence[Segment]) -> Segment:
    """Several segments as one, in their order; rows are counted on."""
    firsts = np.append(0, np.cumsum([len(segment) for segment in segments], dtype=np.int64))
    rows = list(zip(segments, firsts[:-1].tolist(), strict=True))

    def together(name: str) -> np.ndarray:
        return np.concatenate([getattr(segment, name) for segment in segments], axis=-1)

    return Segment(
        np.append(0, np.concatenate([one.firsts[1:] + first for one, first in rows])),
        together("sections"),
        np.concatenate([np.where(one.parent < 0, -1, one.parent + first) for one, first in rows]).astype(np.int32),
        np.concatenate([one.ends + first for one, first in rows]).astype(np.int32),
        together("depths"),
        together("kinds"),
        together("sizes"),
        together("position"),
        together("topics"),
        together("functions"),
        Postings.joined([one.title for one in segments], firsts[:-1].tolist()),
        Postings.joined([one.own for one in segments], firsts[:-1].tolist()),
    )


def in_steps(shares: np.ndarray) -> np.ndarray:
    """Values in 0..1 as bytes."""
    return np.rint(np.clip(shares, 0.0, 1.0) * 255).astype(np.uint8)


def shares(steps: np.ndarray) -> np.ndarray:
    """What `in_steps` stored."""
    return steps.astype(np.float32) / np.float32(255)


def _topics(
    rows: PlanRows, subjects: Sequence[Topic], titles: Sequence[str], texts: Sequence[str], sizes: np.ndarray
) -> np.ndarray:
    said = [f"{title}\n{text}" for title, text in zip(titles, texts, strict=True)]
    by_title, by_text = topic_strengths(titles, said, subjects, rows.ends)
    for row, above in enumerate(rows.parent):  # parents come first, so each step up counts half of the one before
        if above >= 0:
            by_title[row] = np.maximum(by_title[row], by_title[above] * FROM_ABOVE)
    return softened(combined(by_title, by_text, sizes), FAINT_TOPICS)


def _functions(rows: PlanRows, titles: Sequence[str], texts: Sequence[str]) -> np.ndarray:
    """Function weights of every clause. A chapter whose title tells nothing hands down what its text tells."""
    result = np.zeros((len(rows), len(FUNCTIONS)), dtype=np.float32)
    for row, clause in enumerate(rows.clauses):
        above = rows.parent[row]
        path = (*map(canonical, clause.ancestors), titles[row])
        result[row] = function_weights(path, f"{texts[row]}\n{rows.below(row, MOST_BELOW)[:MOST_BELOW]}")
        if above >= 0 and not functions_by_place(path):
            result[row] = 0.4 * result[row] + 0.6 * result[above]
    return result
