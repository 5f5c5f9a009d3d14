"""What a plan is: frozen values that every other part of the program speaks in (words: docs/architecture.md).

A plan's sections are one flat tuple in reading order; `level` says how deep each stands (1 = top). The tree is
derived (`app.plans.outline`), so moving, promoting or deleting a section is slicing, and the text of a draft
and its outline can never disagree.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import uuid4

CARD_WORD = "要点版"
"""What a reference is called of which only its card is there."""


class Role(StrEnum):
    """What a plan is for: references are read-only, drafts are written here."""

    REFERENCE = "reference"
    DRAFT = "draft"


class SectionKind(StrEnum):
    """What makes a section one."""

    NUMBERED = "numbered"
    ITEM = "item"  # a —— paragraph with a lead
    LEAD = "lead"  # an unnumbered lead sentence that heads its paragraph
    PREFACE = "preface"
    GLOSSARY = "glossary"
    UNNUMBERED = "unnumbered"


class NumberStyle(StrEnum):
    """How a number is printed; the value is the number one in that style."""

    NONE = ""
    PART = "第一篇"
    CHAPTER = "第一章"
    DIVISION = "第一节"
    ARTICLE = "第一条"
    HAN = "一、"
    HAN_BRACKETS = "（一）"
    DECIMAL = "1"  # above 1.1
    DECIMAL_2 = "1.1"
    DECIMAL_3 = "1.1.1"
    DECIMAL_4 = "1.1.1.1"
    ARABIC = "1."
    ARABIC_BRACKETS = "（1）"
    CIRCLED = "①"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph as printed, footnote marks included; `line` is its first line in the source file (1-based)."""

    text: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table. Every row has as many cells as the header; a merged cell gives its text to the first row or column
    it covers and "" to the rest; a group row has its text in the first cell. Cells hold no blanks at line breaks."""

    caption: str | None
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()
    label: str | None = None  # 表1
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture's caption; `labels` are the stray texts of the picture that the source file held."""

    caption: str
    label: str | None = None  # 图1
    labels: tuple[str, ...] = ()
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """A 专栏: framed text that belongs to a section but is no section; label as printed, blanks out (专栏1, 专栏三)."""

    label: str
    title: str
    blocks: tuple[Paragraph | Table, ...] = ()
    line: int | None = None


Block = Paragraph | Box | Table | Figure


def new_id() -> str:
    """A fresh id for a section, indicator or draft."""
    return uuid4().hex


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note at the page foot. Its mark (① ¹ [1]) stays in the text of its section where it was printed."""

    mark: str
    text: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands directly under it.

    `number` is the printed form without trailing 、．. and with full-width brackets (一, （一）, 1, 1.1, 第一章),
    "" where there is none. `title` has no trailing 。. If `run_in`, the title is the first sentence of the first
    paragraph and `blocks` goes on after it. `id` stays with the section through every edit; a section just read
    has "".
    """

    title: str
    level: int
    kind: SectionKind = SectionKind.NUMBERED
    number: str = ""
    style: NumberStyle = NumberStyle.NONE
    run_in: bool = False
    blocks: tuple[Block, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    digest: str | None = None
    line: int | None = None
    id: str = ""


@dataclass(frozen=True, slots=True)
class GlossaryTerm:
    """An entry of 名词解释."""

    term: str
    definition: str


@dataclass(frozen=True, slots=True)
class NotTaken:
    """Something of the source file that did not come over: what, where (line or page in words), why."""

    what: str
    where: str
    why: str


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stands before and after the text: the issuing notice, the cover and the imprint. Absent = None or ()."""

    title: str
    region: str | None = None
    issuers: tuple[str, ...] = ()
    doc_number: str | None = None
    issued_on: date | None = None  # 成文日期
    printed_on: date | None = None  # 印发日期 of the imprint
    published_on: date | None = None  # web publication
    period: tuple[int, int] | None = None
    base_year: int | None = None
    recipients: tuple[str, ...] = ()  # 主送, a paragraph each, without the closing colon
    copied_to: tuple[str, ...] = ()  # 抄送, a paragraph each, without the word 抄送
    remarks: tuple[str, ...] = ()  # 附注, without brackets
    notice_title: str | None = None
    notice: tuple[str, ...] = ()  # paragraphs of the issuing notice
    agency_mark: str | None = None  # 发文机关标志 (…文件)
    compiler: str | None = None  # 编制单位 on the cover
    cover_date: str | None = None  # as printed


@dataclass(frozen=True, slots=True)
class Source:
    """The file a plan was read from."""

    name: str
    sha256: str
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole document."""

    front: FrontMatter
    sections: tuple[Section, ...]
    role: Role = Role.REFERENCE
    toc: tuple[str, ...] = ()
    glossary: tuple[GlossaryTerm, ...] = ()
    not_taken: tuple[NotTaken, ...] = ()
    source: Source | None = None
    id: str = ""
    is_card: bool = False  # 要点版: structure, figures and digests that the program brings along, without the text

    @property
    def source_title(self) -> str:
        """The title as the source of something said or copied: what a card says is not the plan's own text."""
        return f"{self.front.title}（{CARD_WORD}）" if self.is_card else self.front.title


@dataclass(frozen=True, slots=True)
class PlanSummary:
    """One line of the library: enough to list a plan without reading it."""

    id: str
    role: Role
    title: str
    region: str | None
    period: tuple[int, int] | None
    issued_on: date | None
    doc_number: str | None
    sections: int
    characters: int
    changed_at: datetime = field(compare=False)
    is_card: bool = False  # as of the plan
