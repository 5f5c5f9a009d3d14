"""Printed marks become references; no note is lost."""

from __future__ import annotations

from app.exporting.footnotes_part import Footnotes, numbering
from app.exporting.oxml import Element, attribute, qualified, text_of
from app.plans.model import Footnote, FrontMatter, Plan, Section


def kinds(runs: list[Element]) -> list[str]:
    return ["注" if run.find(qualified("footnoteReference")) is not None else text_of(run) for run in runs]


def test_marks_become_references_where_they_stand() -> None:
    notes = Footnotes()
    notes.expect((Footnote("①", "甲"), Footnote("②", "乙")))
    assert kinds(notes.runs("存款①和贷款②都增长。")) == ["存款", "注", "和贷款", "注", "都增长。"]
    assert [note.text for note in notes.notes] == ["甲", "乙"]
    assert notes.leftover() == []


def test_a_mark_that_opens_a_line_is_a_number() -> None:
    notes = Footnotes()
    notes.expect((Footnote("①", "甲"),))
    assert kinds(notes.runs("①建设平台。")) == ["①建设平台。"]
    assert kinds(notes.runs("平台①建成。")) == ["平台", "注", "建成。"]


def test_a_plain_digit_is_never_taken_out_of_a_number() -> None:
    notes = Footnotes()
    notes.expect((Footnote("1", "甲"),))
    assert kinds(notes.runs("增长21.1%。")) == ["增长21.1%。"]
    assert kinds(notes.leftover()) == ["注"]


def test_the_part_holds_the_separators_and_every_note() -> None:
    notes = Footnotes()
    notes.expect((Footnote("①", "甲"),))
    notes.runs("存款①。")
    part = notes.part()
    assert [note.get(qualified("id")) for note in part] == ["-1", "0", "1"]
    assert text_of(part[2]).strip() == "甲"


def test_numbers_look_as_printed() -> None:
    def first(mark: str) -> str | None:
        section = Section("题", 1, footnotes=(Footnote(mark, "甲"),))
        return numbering(Plan(FrontMatter("规划"), (section,)))[0].get(qualified("val"))

    assert first("①") == "decimalEnclosedCircleChinese"
    assert first("¹") == "decimal"
    assert attribute(Footnotes().part(), "w:footnote/w:p/w:pPr/w:spacing", "after") == "0"
