"""Where two texts use the same words and the same figures, as spans to be marked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np

from app.figures.quantity import quantities, years

_RUN = re.compile(r"(?:[\w%‰＋+&“”\"'‘’（）()《》\-]|[^\S\n])+")
_BLANK = re.compile(r"[^\S\n]")
_LOOSE_START = re.compile(r"(?:[的了与及等之“”\"'‘’（）()《》\-＋+&]|和(?!谐|平))+")
_LOOSE_END = re.compile(r"(?:[的了及“”\"'‘’（）()《》\-＋+&]|(?<![参赋给])与|(?<![中饱缓温总])和)+$")

_FACTOR = 2654435761  # spreads sequences of characters evenly (Knuth)

STOCK_PHRASES = frozenset(
    {"十四五期间", "十四五时期", "十三五期间", "十三五时期", "金融业发展", "金融机构", "实体经济", "服务实体经济",
     "金融服务", "金融支持", "高质量发展", "金融服务实体经济", "经济社会发展", "体制机制", "到2025年", "2020年",
     "截至2020年", "有条件的", "符合条件的", "进一步", "一体化", "不断完善", "支持金融机构", "引导金融机构",
     "鼓励金融机构", "金融产品", "银行业金融机构", "金融机构在", "支持力度", "加大对", "建立健全"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text, end exclusive."""

    start: int
    end: int
    kind: Literal["phrase", "number", "same_number"]


class SharedWording:
    """One base text, ready to be held against many others."""

    def __init__(self, base: str, minimum: int = 4) -> None:
        self.text, self.minimum = base, minimum
        own = _runs(base, minimum)
        self._joined = own.joined
        self._seeds = {own.joined[at : at + minimum] for at in range(len(own.codes))}
        self._has = np.zeros(1 << 16, dtype=bool)
        self._has[own.codes] = True

    def phrases(self, other: str) -> tuple[Span, ...]:
        """Maximal stretches of `other`, at least `minimum` characters long, that stand in the base too.

        Blanks do not count, no stretch crosses punctuation, and no loose function word stays at an edge. Spans come in
        order and do not overlap. Takes time in proportion to the lengths of the texts, but for long repeated stretches.
        """
        runs = _runs(other, self.minimum)
        found: list[Span] = []
        for start, end in self._maximal(runs):
            start, end = _snapped(runs.joined, start, end)
            if end - start >= self.minimum:
                found.append(Span(int(runs.places[start]), int(runs.places[end - 1]) + 1, "phrase"))
        return tuple(found)

    def _maximal(self, runs: _Runs) -> Iterator[tuple[int, int]]:
        """Left to right, the longest stretch from each place that is not inside the one before."""
        other, size, behind = runs.joined, self.minimum, 0
        for start in np.flatnonzero(self._has[runs.codes]).tolist():
            end = start + size
            if start < behind or other[start:end] not in self._seeds or "\n" in other[start:end]:
                continue
            while (
                other[end] != "\n"
                and other[end - size + 1 : end + 1] in self._seeds
                and other[start : end + 1] in self._joined
            ):
                end += 1
            yield start, end
            behind = end


def shared_phrases(base: str, other: str, minimum: int = 4) -> tuple[Span, ...]:
    """The stretches of `other` that stand in `base` too; see `SharedWording.phrases`."""
    return SharedWording(base, minimum).phrases(other)


def number_spans(text: str) -> tuple[Span, ...]:
    """Every figure of a text: numbers with their units, percentages and years, in order."""
    places = {(found.start, found.end) for found in quantities(text)} | {(y.start, y.end) for y in years(text)}
    return tuple(Span(start, end, "number") for start, end in sorted(places))


def same_numbers(base: str, other: str) -> tuple[Span, ...]:
    """The figures of `other` that `base` has too, compared by value (1.2万亿元 = 12000亿元); years do not count."""
    known = {(found.value, found.dimension) for found in quantities(base)}
    return tuple(
        Span(found.start, found.end, "same_number")
        for found in quantities(other)
        if (found.value, found.dimension) in known
    )


@dataclass(frozen=True, slots=True)
class _Runs:
    """The stretches of a text between punctuation, without blanks, each with a line end behind it."""

    joined: str
    places: np.ndarray  # where each character stands in the text
    codes: np.ndarray  # uint16: tells, not without error, the `minimum` characters that begin at each place


@lru_cache(4096)  # the same clauses are held against one question after the other
def _runs(text: str, minimum: int) -> _Runs:
    pieces: list[str] = []
    places: list[int] = []
    for match in _RUN.finditer(text):
        piece, kept = match[0], range(match.start(), match.end())
        if _BLANK.search(piece):
            kept = [at for at in kept if not text[at].isspace()]
            piece = "".join(text[at] for at in kept)
        if piece:
            pieces.append(piece)
            places += [*kept, match.end()]
    joined = "".join(f"{piece}\n" for piece in pieces)
    characters = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    codes = np.zeros(max(len(joined) - minimum + 1, 0), dtype=np.uint32)
    for at in range(minimum):
        codes = codes * np.uint32(_FACTOR) + characters[at : at + len(codes)]
    return _Runs(joined, np.array(places, dtype=np.int32), (codes >> np.uint32(16)).astype(np.uint16))


def _snapped(run: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without function words and brackets at its edges, and without half a figure."""
    while start < end and start and run[start].isdigit() and run[start - 1].isdigit():
        start += 1
    while end > start and end < len(run) and run[end].isdigit() and run[end - 1].isdigit():
        end -= 1
    if head := _LOOSE_START.match(run, start, end):
        start = head.end()
    if tail := _LOOSE_END.search(run[start:end]):
        end = start + tail.start()
    return start, end
