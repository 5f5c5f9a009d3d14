"""What the search page shows, worked out from plain values; the looking itself runs in a job."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.desktop.coverage_rows import short_name
from app.figures.model import Indicator
from app.matching.search import Hit, Place, PlaceKind, PlanTexts, SearchResult, plan_texts, search, spans_in
from app.plans.model import Plan, Role
from app.plans.outline import place_line
from app.progress import Progress
from widgets.filter_bar import Choice
from widgets.marked_layout import Mark
from widgets.row_table_model import Column, RowGroup

HIT, CURRENT = "hit", "current"


@dataclass(frozen=True, slots=True)
class Wish:
    """What to look for: in one plan or ("") in all, in one kind of place or ("") in all."""

    query: str
    plan_id: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A plan as it was when it was prepared, and what was made of it."""

    plan: Plan
    indicators: tuple[Indicator, ...]
    texts: PlanTexts


@dataclass(frozen=True, slots=True)
class Looked:
    """The answer, and the plans as they are prepared now."""

    wish: Wish
    result: SearchResult
    prepared: Mapping[str, Prepared]


def look(
    plans: Sequence[Plan],
    read_indicators: Callable[[], Sequence[Indicator]],
    known: Mapping[str, Prepared],
    wish: Wish,
    progress: Progress,
) -> Looked:
    """Prepare what has changed since it was `known`, then search. Raises `Cancelled`."""
    indicators: dict[str, list[Indicator]] = {}
    for one in read_indicators():
        indicators.setdefault(one.plan_id, []).append(one)
    prepared: dict[str, Prepared] = {}
    for number, plan in enumerate(plans):
        progress("准备检索", number / len(plans))
        own, before = tuple(indicators.get(plan.id, ())), known.get(plan.id)
        if before is not None and before.plan is plan and before.indicators == own:
            prepared[plan.id] = before
        else:
            prepared[plan.id] = Prepared(plan, own, plan_texts(plan, own))
    searched = [one.texts for one in prepared.values() if wish.plan_id in ("", one.plan.id)]
    kinds = (PlaceKind(wish.kind),) if wish.kind else ()
    return Looked(wish, search(searched, wish.query, kinds, progress), prepared)


def drafts_first(plans: Sequence[Plan], draft_id: str | None) -> tuple[Plan, ...]:
    """The open draft, other drafts, references."""
    return tuple(sorted(plans, key=lambda plan: (plan.id != draft_id, plan.role is not Role.DRAFT)))


def plan_choices(plans: Sequence[Plan]) -> list[Choice]:
    return [Choice("", "全部规划"), *(Choice(plan.id, f"{short_name(plan)}　{plan.front.title}") for plan in plans)]


def kind_choices() -> list[Choice]:
    return [Choice("", "全部内容"), *(Choice(kind.value, kind.value) for kind in PlaceKind)]


def columns() -> tuple[Column, ...]:
    return (
        Column("类别", lambda hit: hit.place.kind.value),
        Column("条款", where, stretch=1),
        Column("处", lambda hit: str(len(hit.spans)), right=True),
        Column("上下文", lambda hit: "".join(context(hit)), stretch=2, tooltip=lambda hit: hit.place.text[:400]),
    )


def context(hit: Hit) -> tuple[str, str, str]:
    return hit.before, hit.word, hit.after


def key_of(hit: Hit) -> tuple[str, str, str, str]:
    """What a hit is known by while the question changes."""
    place = hit.place
    return place.plan_id, place.unit, place.kind.value, place.text


def where(hit: Hit) -> str:
    """Where a hit is, in a line."""
    return place_line(hit.place.path, hit.place.title)


def groups(looked: Looked) -> list[RowGroup]:
    """A group of rows for each plan with hits."""
    return [
        RowGroup(_group_title(looked.prepared[found.plan_id].plan, found.occurrences, len(found.hits)), found.hits)
        for found in looked.result.plans
    ]


def _group_title(plan: Plan, occurrences: int, places: int) -> str:
    role = "草稿" if plan.role is Role.DRAFT else "参考"
    return f"{short_name(plan)}（{role}）　{occurrences} 处，见于 {places} 段　《{plan.front.title}》"


def summary(result: SearchResult, row: int | None) -> str:
    """How much was found and where among it the chosen row (from 0) is."""
    if not result.places:
        return "未找到"
    place = "" if row is None else f"{row + 1}/"
    more = f"，另有 {result.left_off} 段未列出" if result.left_off else ""
    return f"{place}{result.places} 段，共 {result.occurrences} 处{more}"


def occurrences(hits: Sequence[Hit]) -> list[tuple[Hit, tuple[int, int]]]:
    """Every found word, a pair of its hit and its span there, in the order of the list."""
    return [(hit, span) for hit in hits for span in hit.spans]


def trail(hit: Hit, query: str, at: int, total: int, plan: Plan) -> str:
    """Where an opened word is among all that was found."""
    return f"检索“{query}”　{at + 1}/{total}　{short_name(plan)}　{where(hit)}　·　{hit.place.kind.value}"


def reading(texts: PlanTexts, hit: Hit, words: Sequence[str]) -> tuple[str, list[Mark], int]:
    """The text that belongs with a hit, all hits in it as marks, and the offset of the first of the chosen place."""
    parts: list[str] = []
    marks: list[Mark] = []
    at, chosen = 0, 0
    for place in texts.unit(hit.place.unit):
        own = place is hit.place or place == hit.place
        if own:
            chosen = at + hit.spans[0][0]
        text = _headed(place)
        shift = len(text) - len(place.text)
        marks += [
            Mark(at + shift + start, at + shift + end, CURRENT if own else HIT)
            for start, end in spans_in(place.text, words)
        ]
        parts.append(text)
        at += len(text) + 1
    return "\n".join(parts), marks, chosen


def _headed(place: Place) -> str:
    """A place's text; what is no prose of the plan says what it is."""
    named = place.kind in (PlaceKind.DIGEST, PlaceKind.FOOTNOTE)
    return f"〔{place.kind.value}〕{place.text}" if named else place.text
