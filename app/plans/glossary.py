"""名词解释: its entries as terms with their definitions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.plans.model import GlossaryTerm, Paragraph, Section, SectionKind
from app.plans.normalise import close_up
from app.plans.numbering import number_of

_ENTRY = re.compile(r"[【《“]?([^：:。]{1,60}?)[】》”]?\s*(?:[：:]|——)\s*(?=\S)")
_BRACKETED = re.compile(r"【([^】]{1,60})】\s*[：:]?\s*(?=\S)")


def terms_of(sections: Sequence[Section]) -> tuple[GlossaryTerm, ...]:
    """The terms of every glossary section in order. A paragraph that begins no entry goes on with the one before."""
    terms: list[tuple[str, list[str]]] = []
    for section in sections:
        if section.kind is not SectionKind.GLOSSARY:
            continue
        for block in section.blocks:
            if isinstance(block, Paragraph):
                _take(block.text, terms)
    return tuple(GlossaryTerm(term, "\n".join(parts)) for term, parts in terms)


def _take(text: str, terms: list[tuple[str, list[str]]]) -> None:
    number = number_of(text)
    body = number.rest if number else text
    match = _BRACKETED.match(body) or _ENTRY.match(body)
    if match:
        terms.append((close_up(match.group(1)), [body[match.end() :]]))
    elif terms:
        terms[-1][1].append(text)
