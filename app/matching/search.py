"""One search over everything that plans say: plain substrings, so that words of two characters are found too.

A plan is prepared once (`plan_texts`): its places - titles, paragraphs, boxes, tables, footnotes, digests, indicators,
terms - joined in one text without blanks and in one width and case. A question is then a few passes of `str.find`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.figures.model import Indicator
from app.plans.model import Block, Box, Figure, GlossaryTerm, Paragraph, Plan, Section, SectionKind, Table
from app.plans.outline import block_texts, find, heading, is_continuation, parents, paths
from app.progress import Progress, silent

MOST_PLACES = 2000
"""Places that one search lists; what is beyond is only counted."""
AROUND = 60
"""Characters of context on both sides of a hit."""

_BORDER = "\x00"  # between places: no word goes across it
_BLANKS = " \t\n\r\x0b\x0c\u00a0\u2002\u2003\u2009\u200b\u202f\u3000\ufeff"
_FORM: Mapping[int, int | None] = {
    **{wide: ord(chr(wide - 0xFEE0).lower()) for wide in range(0xFF01, 0xFF5F)},
    **{upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)},
    **dict(zip(map(ord, "“”‘’"), map(ord, "\"\"''"), strict=True)),
    **{ord(blank): None for blank in _BLANKS},
    ord(_BORDER): None,
}


class PlaceKind(StrEnum):
    """What a place of a plan is; the value is what the drafter reads."""

    TITLE = "标题"
    TEXT = "正文"
    BOX = "专栏"
    TABLE = "表"
    INDICATOR = "指标"
    DIGEST = "要点"
    FOOTNOTE = "脚注"
    TERM = "名词"


@dataclass(frozen=True, slots=True)
class Place:
    """A piece of text that can be found. `section_id` is the clause to open ("" where the plan has none for it);
    an indicator is named by `indicator_id` besides. Places with the same `unit` belong together: all words of a
    question must occur among them."""

    plan_id: str
    section_id: str
    unit: str
    kind: PlaceKind
    path: str
    title: str
    text: str
    indicator_id: str = ""


@dataclass(frozen=True, slots=True)
class PlanTexts:
    """A plan ready to be searched; `starts` says where in `joined` each place begins."""

    plan_id: str
    places: tuple[Place, ...]
    joined: str
    starts: tuple[int, ...]

    def unit(self, unit: str) -> tuple[Place, ...]:
        """The places that belong together, in reading order."""
        return tuple(place for place in self.places if place.unit == unit)


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that has words of the question. `spans` are all of them in its text; `before`, `word`, `after` show the
    first in its surroundings, on one line."""

    place: Place
    spans: tuple[tuple[int, int], ...]
    before: str
    word: str
    after: str


@dataclass(frozen=True, slots=True)
class PlanHits:
    """What one plan has: its hits in reading order and how often the words occur in them."""

    plan_id: str
    hits: tuple[Hit, ...]
    occurrences: int


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The answer to a question, plan by plan; plans without a hit are left out. `left_off` places are not listed."""

    words: tuple[str, ...]
    plans: tuple[PlanHits, ...]
    left_off: int = 0

    @property
    def places(self) -> int:
        return sum(len(plan.hits) for plan in self.plans)

    @property
    def occurrences(self) -> int:
        return sum(plan.occurrences for plan in self.plans)


def words_of(query: str) -> tuple[str, ...]:
    """The words of a question, each once, in the form that texts are searched in."""
    return tuple(dict.fromkeys(word for piece in query.split() if (word := _searchable(piece))))


def plan_texts(plan: Plan, indicators: Iterable[Indicator] = ()) -> PlanTexts:
    """Prepare a plan, with its indicators, for searching."""
    places = tuple(_places(plan, indicators))
    starts: list[int] = []
    parts: list[str] = []
    at = 0
    for place in places:
        text = _searchable(place.text)
        starts.append(at)
        parts.append(text)
        at += len(text) + 1
    return PlanTexts(plan.id, places, _BORDER.join(parts), tuple(starts))


def search(
    texts: Sequence[PlanTexts],
    query: str,
    kinds: Iterable[PlaceKind] = (),
    progress: Progress = silent,
    most: int = MOST_PLACES,
) -> SearchResult:
    """Find every place that has a word of `query`, in clauses that have all of them; `kinds` () means every kind.

    At most `most` places are listed, the rest counted. Raises `Cancelled`.
    """
    words, wanted = words_of(query), frozenset(kinds)
    found: list[PlanHits] = []
    room, left_off = most, 0
    for number, prepared in enumerate(texts if words else ()):
        progress("检索", number / len(texts))
        rows = [row for row in _rows(prepared, words) if not wanted or prepared.places[row].kind in wanted]
        hits = tuple(_hit(prepared, row, words) for row in rows[:room])
        left_off += len(rows) - len(hits)
        room -= len(hits)
        if hits:
            found.append(PlanHits(prepared.plan_id, hits, sum(len(hit.spans) for hit in hits)))
    return SearchResult(words, tuple(found), left_off)


def spans_in(text: str, words: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Where a text as printed has the words (in the form of `words_of`); what overlaps becomes one span."""
    return _spans(text, _searchable(text), words)


def _spans(text: str, form: str, words: Sequence[str]) -> tuple[tuple[int, int], ...]:
    inside = sorted((at, at + len(word)) for word in words for at in _occurrences(form, word))
    if not inside:
        return ()
    whole = len(form) == len(text)  # nothing was left out: both count alike
    kept = () if whole else [at for at, character in enumerate(text) if _FORM.get(ord(character), 0) is not None]
    spans: list[tuple[int, int]] = []
    for start, end in inside:
        first, behind = (start, end) if whole else (kept[start], kept[end - 1] + 1)
        if spans and first < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], behind))
        else:
            spans.append((first, behind))
    return tuple(spans)


def _searchable(text: str) -> str:
    return text.translate(_FORM)


def _occurrences(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + len(word))


def _rows(texts: PlanTexts, words: Sequence[str]) -> list[int]:
    """The places with a word, in order, of units that have all words."""
    rows: set[int] = set()
    units: set[str] | None = None
    for word in words:
        having = _places_with(texts, word)
        rows |= having
        of_word = {texts.places[row].unit for row in having}
        units = of_word if units is None else units & of_word
    return sorted(row for row in rows if texts.places[row].unit in (units or ()))


def _places_with(texts: PlanTexts, word: str) -> set[int]:
    """The places that have a word; once one is known to, the search goes on behind it."""
    rows: set[int] = set()
    at = texts.joined.find(word)
    while at >= 0:
        row = bisect_right(texts.starts, at) - 1
        rows.add(row)
        at = texts.joined.find(word, texts.starts[row + 1]) if row + 1 < len(texts.starts) else -1
    return rows


def _hit(texts: PlanTexts, row: int, words: Sequence[str]) -> Hit:
    place = texts.places[row]
    behind = texts.starts[row + 1] - 1 if row + 1 < len(texts.starts) else len(texts.joined)
    spans = _spans(place.text, texts.joined[texts.starts[row] : behind], words)
    start, end = spans[0]
    before, after = place.text[max(0, start - AROUND) : start], place.text[end : end + AROUND]
    return Hit(
        place,
        spans,
        _one_line(f"…{before}" if start > AROUND else before),
        _one_line(place.text[start:end]),
        _one_line(f"{after}…" if end + AROUND < len(place.text) else after),
    )


def _one_line(text: str) -> str:
    return text.replace("\n", " ")


# The places of a plan ----------------------------------------------------------------------------------------------


def _places(plan: Plan, indicators: Iterable[Indicator]) -> Iterator[Place]:
    of_section: dict[str, list[Indicator]] = defaultdict(list)
    for one in indicators:
        of_section[_holder(plan, one.path)].append(one)
    for section, path, above in zip(plan.sections, paths(plan.sections), parents(plan.sections), strict=True):
        clause = section if above is None or not is_continuation(section) else plan.sections[above]
        yield from _section_places(plan.id, section, clause, path)
        for one in of_section.pop(section.id, ()):
            yield _indicator_place(plan.id, section.id, one)
    for left in of_section.values():
        yield from (_indicator_place(plan.id, "", one) for one in left)
    if not any(section.kind is SectionKind.GLOSSARY for section in plan.sections):
        yield from (_term_place(plan.id, number, term) for number, term in enumerate(plan.glossary))


def _section_places(plan_id: str, section: Section, clause: Section, path: str) -> Iterator[Place]:
    def place(kind: PlaceKind, text: str) -> Place:
        return Place(plan_id, clause.id, clause.id, kind, path, clause.title, text)

    if section.title:
        yield place(PlaceKind.TITLE, heading(section))
    if section.digest:
        yield place(PlaceKind.DIGEST, section.digest)
    prose = PlaceKind.TERM if section.kind is SectionKind.GLOSSARY else PlaceKind.TEXT
    for block in section.blocks:
        yield place(_kind_of(block, prose), _text_of(block))
    for note in section.footnotes:
        yield place(PlaceKind.FOOTNOTE, f"{note.mark} {note.text}")


def _kind_of(block: Block, prose: PlaceKind) -> PlaceKind:
    match block:
        case Paragraph():
            return prose
        case Box():
            return PlaceKind.BOX
        case Table() | Figure():
            return PlaceKind.TABLE


def _text_of(block: Block) -> str:
    """A block's text with the label that it is printed with."""
    text = "\n".join(block_texts(block))
    label = "" if isinstance(block, Paragraph) else block.label
    return f"{label} {text}" if label else text


def _holder(plan: Plan, path: str | None) -> str:
    """The id of the section whose table or box states an indicator; "" where there is none."""
    if not path:
        return ""
    row = find(plan.sections, path)
    if row is None:
        row = find(plan.sections, path.rpartition("/")[0])
    return "" if row is None else plan.sections[row].id


def _indicator_place(plan_id: str, section_id: str, one: Indicator) -> Place:
    return Place(
        plan_id, section_id, f"indicator {one.id}", PlaceKind.INDICATOR, one.path or "", one.name, _said(one), one.id
    )


def _said(one: Indicator) -> str:
    """An indicator on a line: name, unit, base, target, nature."""
    unit = f"（{one.unit}）" if one.unit else ""
    base = f"{one.base_year}年 {one.base_value}" if one.base_value is not None else ""
    goal = one.target_text or ("" if one.target_value is None else f"{one.target_value}")
    target = f"{one.target_year or ''}年 {goal}{one.qualifier or ''}" if goal else ""
    parts = (f"{one.name}{unit}", base, target, one.nature.value if one.nature else "", one.base_note or "")
    return "，".join(part for part in parts if part)


def _term_place(plan_id: str, number: int, term: GlossaryTerm) -> Place:
    return Place(
        plan_id, "", f"term {number}", PlaceKind.TERM, "名词解释", term.term, f"{term.term}：{term.definition}"
    )
