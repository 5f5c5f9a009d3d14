"""Lead sentences and —— items: paragraphs that a first short sentence heads.

An item says so by its dash. A lead has no mark: it shows in that several paragraphs of one section begin with a
short, title-like sentence of like length; one such paragraph alone is ordinary text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from app.plans.model import Paragraph, Section, SectionKind
from app.plans.normalise import Line
from app.plans.numbering import APPENDIX, Title, clean_title, number_at, title_of
from app.plans.paragraphs import ITEM

LEAD_LIMIT = 26
ITEM_LIMIT = 45
_SENTENCE = re.compile(r"[^。！？]*[。！？]")
_NO_LEAD = re.compile(
    r"(?:[一二三四五六七八九十]是|其[一二三中次]|第[一二三四五六七八九十][，、]|首先|其次|再次|最后|同时|此外|另外|其中|因此|与此同时|总体|综上|目前|当前|近年"
    r"|到|至|截至|力争|展望|“[一二三四五六七八九十]+五”|\d|本规划|各|一方面|另一方面|从|在|为|对|通过|围绕|按照)"
)


def item_of(text: str) -> Title | None:
    """Lead and further text of a —— paragraph, or None if it is none or has no lead."""
    match = ITEM.match(text)
    return title_of(text[match.end() :], ITEM_LIMIT) if match else None


def bold_lead_of(line: Line) -> Title | None:
    """Lead and further text of a paragraph that begins with a short sentence in bold type, or None."""
    if not line.bold or line.hashes or number_at(line):
        return None
    title = title_of(line.text, ITEM_LIMIT)
    return title if title and title.rest and clean_title(line.bold) == title.text else None


@dataclass(frozen=True, slots=True)
class Lead:
    """A paragraph headed by a lead."""

    title: str
    text: str
    line: int | None


def leads_of(
    paragraphs: Sequence[Paragraph], joined: Mapping[int, Line] = MappingProxyType({})
) -> tuple[int, list[Lead], int] | None:
    """The run of led paragraphs among a section's own: its start, the leads, its end; None if there is no run.
    `joined` are the lines that paragraphs were joined into, by number: they tell where a lead inside one stands.

    Before it may stand introductory paragraphs and behind it closing ones, but fewer than the led ones.
    """
    start, end = _longest_run([_lead_of(paragraph.text) is not None for paragraph in paragraphs])
    titles = [lead for paragraph in paragraphs[start:end] if (lead := _lead_of(paragraph.text))]
    if len(titles) < 2 or len(titles) < 0.6 * len(paragraphs) or not _parallel([title.text for title in titles]):
        return None
    shapes = {_shape(title.text) for title in titles}
    leads: list[Lead] = []
    for paragraph in paragraphs[start:end]:
        leads.extend(_split(paragraph, shapes, joined))
    return start, leads, end


def _lead_of(text: str) -> Title | None:
    if _NO_LEAD.match(text) or ITEM.match(text):
        return None
    title = title_of(text, LEAD_LIMIT)
    if title is None or not title.closed or not title.rest or title.text.count("，") > 1 or len(title.text) < 4:
        return None
    return None if re.search(r"\d{3}|[：；%]", title.text) else title


def _longest_run(flags: Sequence[bool]) -> tuple[int, int]:
    best = (0, 0)
    start = 0
    for i, flag in enumerate([*flags, False]):
        if flag:
            continue
        if i - start > best[1] - best[0]:
            best = (start, i)
        start = i + 1
    return best


def _parallel(titles: Sequence[str]) -> bool:
    """Like length, or one word at the head of all (坚持…, 坚持…); two alone must match closely, since two short
    sentences may meet by chance."""
    lengths = [len(title) for title in titles]
    if len(titles) > 2 and len({title[:2] for title in titles}) == 1:
        return True
    if len(titles) == 2:
        return abs(lengths[0] - lengths[1]) <= 3 and titles[0].count("，") == titles[1].count("，")
    return max(lengths) <= 2.5 * min(lengths)


def _shape(title: str) -> tuple[int, ...]:
    return tuple(len(clause) for clause in re.split("[，、]", title))


def _split(paragraph: Paragraph, shapes: set[tuple[int, ...]], joined: Mapping[int, Line]) -> list[Lead]:
    """A led paragraph, parted where a further lead is glued to its end.

    All leads of the section must have one shape (坚持改革创新，激活发展动能: 6 + 6 characters), and a sentence inside
    the paragraph must have it too: then it is a lead that lost its line break.
    """
    sentences = _SENTENCE.findall(paragraph.text)
    tail = paragraph.text[sum(map(len, sentences)) :]
    if tail:
        sentences.append(tail)
    starts = [0]
    if len(shapes) == 1:
        starts += [
            i
            for i in range(2, len(sentences) - 1)
            if _shape(sentences[i][:-1]) in shapes and _lead_of(sentences[i] + sentences[i + 1])
        ]
    leads: list[Lead] = []
    for a, b in zip(starts, [*starts[1:], len(sentences)], strict=True):
        title = _lead_of("".join(sentences[a:b]))
        if title is not None:
            whole = joined.get(paragraph.line or 0)
            line = whole.number_of(sum(map(len, sentences[a:]))) if whole else paragraph.line
            leads.append(Lead(title.text, title.rest, line))
    return leads


def with_leads(sections: Sequence[Section], joined: Mapping[int, Line] = MappingProxyType({})) -> list[Section]:
    """Sections with the led paragraphs of numbered ones made sections of their own; `joined` as of `leads_of`."""
    result: list[Section] = []
    for section in sections:
        found = None
        if _has_leads(section):
            start = next((i for i, b in enumerate(section.blocks) if not isinstance(b, Paragraph)), len(section.blocks))
            plain = [block for block in section.blocks[:start] if isinstance(block, Paragraph)]
            found = leads_of(plain[section.run_in :], joined)
        if found is None:
            result.append(section)
            continue
        first, leads, end = found
        offset = int(section.run_in)
        result.append(replace(section, blocks=section.blocks[: first + offset]))
        result.extend(_lead_section(lead, section.level + 1) for lead in leads)
        if rest := section.blocks[end + offset :]:
            result.append(
                Section("", section.level + 1, SectionKind.UNNUMBERED, blocks=rest, line=getattr(rest[0], "line", None))
            )
    return result


def _has_leads(section: Section) -> bool:
    titled = section.kind is SectionKind.UNNUMBERED and section.title and not APPENDIX.match(section.title)
    return section.kind is SectionKind.NUMBERED or bool(titled)


def _lead_section(lead: Lead, level: int) -> Section:
    blocks = (Paragraph(lead.text, lead.line),) if lead.text else ()
    return Section(lead.title, level, SectionKind.LEAD, run_in=bool(blocks), blocks=blocks, line=lead.line)
