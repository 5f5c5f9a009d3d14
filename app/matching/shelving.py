"""Making shelves of plans: from what is kept of each plan, or of all together, else from the plans' words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from app.matching.kept import Kept, key_of
from app.matching.segments import Segment, joined, segment_of
from app.matching.shelf import Shelf, Statistics, Stored, learn, shelved
from app.matching.topics import Topic
from app.plans.model import Plan
from app.plans.outline import own_text
from app.progress import Progress
from app.version import version

TOGETHER = 64  # segments that are joined at a time, so that not all of them are held at once


def build_shelf(
    plans: Sequence[Plan],
    subjects: Sequence[Topic],
    statistics: Statistics | None,
    kept: Kept,
    progress: Progress,
) -> Shelf:
    """A shelf in the measure of some statistics, or of what is learnt from these very plans. Raises Cancelled."""
    way = key_of(_way(), subjects)
    keys = [_key(plan, way) for plan in plans]
    whole = key_of("shelf", keys)
    stored = kept.load(whole, Stored) if statistics is None else None
    if stored is not None:
        return stored.shelf()
    parts = [*_parts(plans, keys, subjects, kept, progress)]
    progress("计算词句权重", 0.7)
    together = joined(parts)
    del parts
    shelf = shelved(together, statistics or learn(together))
    if statistics is None:
        kept.save(whole, Stored.of(shelf))
        kept.clear()
    return shelf


def _parts(
    plans: Sequence[Plan], keys: Sequence[str], subjects: Sequence[Topic], kept: Kept, progress: Progress
) -> Iterator[Segment]:
    """The plans' segments, some joined at a time."""
    segments: list[Segment] = []
    for number, (plan, key) in enumerate(zip(plans, keys, strict=True)):
        progress(f"编入《{plan.front.title}》", number / len(plans) * 0.7)
        segment = kept.load(key, Segment)
        if segment is None:
            segment = segment_of(plan, subjects)
            kept.save(key, segment)
        segments.append(segment)
        if len(segments) == TOGETHER or number == len(plans) - 1:
            yield joined(segments)
            segments = []


def _key(plan: Plan, way: str) -> str:
    """A segment depends on the plan's words and on the way that matching works."""
    said = [(one.level, one.kind.value, one.number, one.title, one.digest, own_text(one)) for one in plan.sections]
    return key_of(way, plan.is_card, said)


@cache
def _way() -> str:
    """Stands for how matching works: the version of the program, and while that is written its very text."""
    here = Path(__file__).parent
    words = Path(__file__).parents[2] / "resources" / "lexicon" / "synonyms.toml"
    return key_of(version(), *(path.read_bytes() for path in (*sorted(here.glob("*.py")), words) if path.is_file()))
