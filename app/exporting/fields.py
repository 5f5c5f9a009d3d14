"""Fields and bookmarks: page numbers, the contents and what they point at."""

from __future__ import annotations

from collections.abc import Sequence

from app.exporting.oxml import Element, run, run_properties, w


def _mark(kind: str, properties: Element | None = None, dirty: bool = False) -> Element:
    return w("r", properties, w("fldChar", fldCharType=kind, dirty=True if dirty else None))


def instruction(code: str) -> Element:
    """The run that holds a field's code."""
    text = w("instrText")
    text.text = f" {code} "
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return w("r", text)


def field(code: str, cached: str, face: str | None = None, size: int | None = None) -> list[Element]:
    """A field with the result that readers show until they compute it."""
    return [
        _mark("begin", run_properties(face, size)),
        instruction(code),
        _mark("separate"),
        run(cached, run_properties(face, size)),
        _mark("end"),
    ]


def field_start(code: str) -> list[Element]:
    """The runs that open a field whose result spans paragraphs."""
    return [_mark("begin"), instruction(code), _mark("separate")]


def field_end() -> Element:
    """The run that closes it."""
    return _mark("end")


def contents_mark(text: str, level: int) -> list[Element]:
    """A TC field: it gives Word's contents the heading that runs in with its paragraph (`TOC \\f` gathers them)."""
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    return [_mark("begin"), instruction(f'TC "{quoted}" \\f C \\l {level}'), _mark("end")]


def bookmarked(runs: Sequence[Element], name: str, number: int) -> list[Element]:
    """`runs` between the two ends of a bookmark; `number` must be unique in the document."""
    return [w("bookmarkStart", id=number, name=name), *runs, w("bookmarkEnd", id=number)]
