"""名词解释: which headings announce it, and its entries as terms with their definitions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from app.plans.model import Block, GlossaryTerm, Paragraph, Section, SectionKind, Table
from app.plans.normalise import close_up, finished
from app.plans.numbering import number_of
from app.plans.table_words import NOTE

HEADING = re.compile(
    r"(?:附\s?[件录表]?\s?(?:[\d一二三四五六七八九十]{0,2}|[A-ZＡ-Ｚ])\s?[：:.、]?\s?)?(?:《[^》]{2,40}》)?\s?"
    r"(?:(?:主\s?要|重\s?要|部\s?分|相\s?关|有\s?关|专\s?[业有用])\s?)?"
    r"(?:名\s?词|术\s?语|词\s?汇|缩\s?略\s?语|名\s?词\s?术\s?语|名\s?词\s?[和与及、]\s?术\s?语)\s?(?:解\s?释|注\s?释|释\s?义|说\s?明)(?:表)?[：:]?$"
)
"""A line that heads a glossary, alone or as an appendix (附件2 主要名词解释)."""

TERM_LIMIT = 30
_ENTRY = re.compile(r"[【《“]?([^：:。]{1,60}?)[】》”]?\s*(?:[：:]|——|—|－－|--)\s*(?=\S)")
_BRACKETED = re.compile(r"[【《“]([^】》”]{1,60})[】》”]\s*(?:[：:，,]|——)?\s*(?=\S)")
_QUOTED_HEAD = re.compile(
    r"((?:“[^”]{1,20}”|《[^》]{1,20}》)(?!是?指)[^：:。，,；;“”《》]{1,20})\s*(?:[：:]|——)\s*(?=\S)"
)
_MEANS = re.compile(r"([^：:。，,；;]{2,30}?)[，,]?\s?(?=(?:主要)?是?指(?![标数引导挥出南定])\S)")
_HEAD = re.compile(r"(?:序号|编号|(?:名词|术语|词语|名称|词汇|缩略语)(?:名称)?)$")


def terms_of(sections: Sequence[Section]) -> tuple[GlossaryTerm, ...]:
    """The terms of every glossary section in order. A paragraph that begins no entry goes on with the one before."""
    terms: list[tuple[str, list[str]]] = []
    for section in sections:
        if section.kind is SectionKind.GLOSSARY or HEADING.match(section.title):
            _take(section.blocks, terms)
    return tuple(GlossaryTerm(term, "\n".join(parts)) for term, parts in terms if parts)


def _take(blocks: Sequence[Block], terms: list[tuple[str, list[str]]]) -> None:
    texts = _without_numbers([block.text for block in blocks if isinstance(block, Paragraph)])
    by_line = _on_own_lines(texts)
    entry = None if by_line else _entry_pattern(texts)
    following = iter(texts)
    for block in blocks:
        if isinstance(block, Table):
            terms.extend((term, [definition]) for term, definition in _rows(block))
        if not isinstance(block, Paragraph):
            continue
        text = next(following)
        if NOTE.match(text):
            continue
        if by_line and _is_term(text):
            terms.append((_clean(text), []))
        elif match := _entry_in(text, entry, numbered=text != block.text):
            terms.append((_clean(match.group(1)), [text[match.end() :]]))
        elif terms:
            terms[-1][1].append(text if by_line and not terms[-1][1] else block.text)


def _entry_in(text: str, entry: re.Pattern[str] | None, numbered: bool) -> re.Match[str] | None:
    """Where the term of an entry ends; what has a number begins an entry, however it is parted."""
    if entry is None:
        return None
    match = _QUOTED_HEAD.match(text) or _BRACKETED.match(text) or entry.match(text)
    return match or (_MEANS.match(text) if numbered else None)


def _without_numbers(texts: Sequence[str]) -> list[str]:
    """Texts without their numbers; one whose dot digits follow (2.15分钟生活圈) is known by the count."""
    result: list[str] = []
    count = 0
    for text in texts:
        number = number_of(text)
        if number is None and count and (match := re.match(rf"{count + 1}[.．](?=\d)", text)):
            count += 1
            result.append(text[match.end() :])
            continue
        count = number.value if number else count
        result.append(number.rest if number else text)
    return result


def _clean(term: str) -> str:
    """A term without quotes around all of it, colon and the 是指 that leads to its definition."""
    if _QUOTED_HEAD.match(f"{term}：。"):
        return close_up(term)
    return re.sub(r"(?:是|，)?指$", "", close_up(term).strip("【】《》“”：: "))


def _entry_pattern(texts: Sequence[str]) -> re.Pattern[str]:
    """How entries begin here: with a term before a colon or dash, or, if few do, before 是指."""
    parted = sum(bool(_BRACKETED.match(text) or _ENTRY.match(text)) for text in texts)
    means = sum(bool(_MEANS.match(text)) for text in texts)
    return _MEANS if means > 2 * parted else _ENTRY


def _is_term(text: str) -> bool:
    body = text.rstrip("：:")
    return 1 < len(body) <= TERM_LIMIT and not finished(body) and not re.search("[，：:]", body)


def _on_own_lines(texts: Sequence[str]) -> bool:
    """Whether terms stand on lines of their own: short lines, each with one or more longer ones behind it."""
    terms = [_is_term(text) for text in texts]
    if not terms or not terms[0] or terms[-1] or any(a and b for a, b in pairwise(terms)):
        return False
    return sum(terms) * 4 >= len(terms)


def _rows(table: Table) -> Iterator[tuple[str, str]]:
    """Terms and definitions of a table: its last two columns, before which a serial number may stand."""
    width = len(table.header)
    if width < 2:
        return
    term = 1 if width > 2 and (_HEAD.match(table.header[0]) or table.header[0].isdecimal()) else 0
    head_is_entry = not any(_HEAD.match(cell) for cell in table.header)
    for row in ([table.header] if head_is_entry else []) + list(table.rows):
        definition = "；".join(cell for cell in row[term + 1 :] if cell)
        if row[term] and definition:
            yield row[term], definition
