"""New drafts from outline templates (`templates/outlines/*.toml`)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from app.drafting.renumber import CHAPTER_SYSTEM, HAN_SYSTEM, NumberingSystem, han, renumber
from app.errors import UserError
from app.plans.model import FrontMatter, NumberStyle, Plan, Role, Section, SectionKind, new_id

Period = tuple[int, int]
THIS_PERIOD: Period = (2021, 2025)

_SYSTEMS = {"han": HAN_SYSTEM, "chapter": CHAPTER_SYSTEM}


@dataclass(frozen=True, slots=True)
class TemplateSection:
    """A heading of a template. `title` may hold {last}, the name of the period before; the section belongs to
    periods that start in the years `since`..`until` (None = no limit)."""

    title: str
    level: int
    kind: SectionKind = SectionKind.NUMBERED
    since: int | None = None
    until: int | None = None

    def belongs_to(self, period: Period) -> bool:
        """Whether a plan for this period has the section."""
        return (self.since or 0) <= period[0] <= (self.until or period[0])


@dataclass(frozen=True, slots=True)
class OutlineTemplate:
    """A ready outline: `name` is that of its file, `title` and `description` are for the reader to choose by."""

    name: str
    title: str
    description: str
    numbering: NumberingSystem
    sections: tuple[TemplateSection, ...]


@cache
def outline_templates() -> tuple[OutlineTemplate, ...]:
    """All outline templates, by number of sections, longest first."""
    folder = files("templates") / "outlines"
    read = (
        _template(file.name.removesuffix(".toml"), tomllib.loads(file.read_text(encoding="utf-8")))
        for file in folder.iterdir()
        if file.name.endswith(".toml")
    )
    return tuple(sorted(read, key=lambda template: (-len(template.sections), template.name)))


def outline_template(name: str) -> OutlineTemplate:
    """The template of this name; `UserError` if there is none."""
    for template in outline_templates():
        if template.name == name:
            return template
    names = "、".join(template.name for template in outline_templates())
    raise UserError(f"没有名为“{name}”的提纲模板。", f"可用的模板有：{names}。")


def new_draft(region: str, template: str, title: str | None = None, period: Period = THIS_PERIOD) -> Plan:
    """A draft for a region: the numbered headings of a template without text, each with a fresh id.

    `title` defaults to `default_title`, the base year is the year before the period. The plan itself has no id yet
    (the library gives it one). Raises `UserError` for an unknown template, a blank region or a period that ends
    before it starts.
    """
    region = "".join(region.split())
    if not region:
        raise UserError("没有填写地区名称。", "请填写规划所属的地区，例如“青岚市”。")
    if period[1] < period[0]:
        raise UserError(
            f"规划期{period[0]}—{period[1]}年的终止年早于起始年。", "请按“起始年-终止年”填写，例如 2021-2025。"
        )
    chosen = outline_template(template)
    front = FrontMatter(
        title=(title or "").strip() or default_title(region, period),
        region=region,
        period=period,
        base_year=period[0] - 1,
    )
    sections = (_section(one, chosen.numbering, period) for one in chosen.sections if one.belongs_to(period))
    return Plan(front=front, sections=renumber(tuple(sections)), role=Role.DRAFT)


def default_title(region: str, period: Period) -> str:
    """`青岚市金融业发展“十四五”规划`; with the years where the period is not one of the five-year plans."""
    name = period_name(period)
    return f"{region}金融业发展{name}规划" if name else f"{region}金融业发展规划（{period[0]}—{period[1]}年）"


def period_name(period: Period) -> str | None:
    """“十四五” for (2021, 2025), “十五五” for (2026, 2030); None for a period that is no national five-year plan.

    Five-year plans run without a gap since the seventh (1986–1990).
    """
    start, end = period
    if end - start != 4 or start < 1986 or (start - 1986) % 5:
        return None
    return f"“{han(7 + (start - 1986) // 5)}五”"


def _section(one: TemplateSection, numbering: NumberingSystem, period: Period) -> Section:
    last = period_name((period[0] - 5, period[1] - 5)) or "上一规划"
    return Section(
        title=one.title.replace("{last}", last),
        level=one.level,
        kind=one.kind,
        style=numbering.style_at(one.level) if one.kind is SectionKind.NUMBERED else NumberStyle.NONE,
        id=new_id(),
    )


def _template(name: str, data: dict[str, object]) -> OutlineTemplate:
    sections = data["sections"]
    assert isinstance(sections, list)
    return OutlineTemplate(
        name=name,
        title=str(data["title"]),
        description=str(data["description"]),
        numbering=_SYSTEMS[str(data["numbering"])],
        sections=tuple(
            TemplateSection(**{**one, "kind": SectionKind(one.get("kind", SectionKind.NUMBERED))}) for one in sections
        ),
    )
