"""The contents: a field that Word refreshes, filled beforehand with every heading and the page it stands on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.exporting.fields import field, field_end, field_start
from app.exporting.manuscript import CONTENTS_LEVELS, Entry
from app.exporting.oxml import Element, paragraph, run, w

_CODE = f'TOC \\o "1-{CONTENTS_LEVELS}" \\h \\z \\u \\f C'
"""Headings by outline level (\\u) and, where a heading runs in with its text, by TC field (\\f)."""


def contents(entries: Sequence[Entry], pages: Mapping[str, int], break_before: bool = True) -> list[Element]:
    """The title 目录 and a line for each heading; `pages` gives the page of each bookmark."""
    result = [paragraph("ContentsTitle", [run("目　录")], w("pageBreakBefore") if break_before else None)]
    result += [_line(entry, pages.get(entry.bookmark, 1)) for entry in entries]
    first, last = result[1], result[-1]
    for offset, element in enumerate(field_start(_CODE)):
        first.insert(1 + offset, element)
    last.append(field_end())
    return result


def _line(entry: Entry, page: int) -> Element:
    link = w("hyperlink", anchor=entry.bookmark, history=1)
    link.extend([run(f"{entry.text}\t"), *field(f"PAGEREF {entry.bookmark} \\h", str(page))])
    return paragraph(f"TOC{entry.level}", [link])
