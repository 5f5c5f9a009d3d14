"""What the indicators page shows of an indicator, cell by cell, and what a typed cell makes of it. No widgets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from app.figures.growth import Growth, growth, limited, measure, rounded
from app.figures.model import Indicator, Nature
from app.figures.peers import peers
from app.plans.model import Plan
from app.plans.outline import find
from widgets.cell_table_model import Cell, Column, Row

NATURES = ("", Nature.EXPECTED.value, Nature.BINDING.value)
COLUMNS = (
    Column("group", "分组", 10, editable=True, hint="指标所属的类别，如“产业规模”"),
    Column("name", "指标名称", 0, editable=True),
    Column("unit", "单位", 8, editable=True, hint="如 亿元、万亿元、家、%"),
    Column("base_year", "基期年", 8, editable=True, numeric=True),
    Column("base_value", "基期值", 11, editable=True, numeric=True),
    Column("target_year", "目标年", 8, editable=True, numeric=True),
    Column("target_value", "目标值", 14, editable=True, numeric=True, hint="数值，可带“左右”“以上”；也可以填文字"),
    Column("nature", "属性", 9, editable=True, choices=NATURES),
    Column("growth", "年均增长（算）", 14, numeric=True, hint="按基期值和目标值计算；单位为%的指标算增减百分点"),
    Column("growth_stated", "年均增速（表中）", 16, editable=True, numeric=True, hint="原表或文稿写明的年均增速，%"),
    Column("base_note", "说明", 14, editable=True),
)
PEER_COLUMNS = (
    Column("plan", "规划", 14),
    Column("name", "该规划的指标名称", 20),
    Column("unit", "单位", 6),
    Column("base", "基期", 14, numeric=True),
    Column("target", "目标", 14, numeric=True),
    Column("growth", "年均增长（算）", 14, numeric=True),
    Column("stated", "年均增速（表中）", 16, numeric=True),
    Column("note", "说明", 0),
    Column("path", "出处", 18),
)


def with_keys(indicators: Sequence[Indicator]) -> tuple[Indicator, ...]:
    """Indicators that were read but not stored, each with its number as key, so that a table can show them."""
    return tuple(replace(one, id=f"prose-{number}", base_note="取自正文") for number, one in enumerate(indicators))


def place_of(plan: Plan, path: str) -> str | None:
    """The id of the section at a path, that which holds the box where the path ends in one; None if it is gone."""
    found = find(plan.sections, path)
    if found is None:
        found = find(plan.sections, path.rpartition("/")[0])
    return plan.sections[found].id if found is not None else None


def is_past(one: Indicator) -> bool:
    """Whether a row holds past years only: it is shown, but edited in the text."""
    return one.target_year is None and bool(one.history)


def targets_first(indicators: Sequence[Indicator]) -> tuple[Indicator, ...]:
    """The indicators with those of past years behind the others."""
    return tuple(sorted(indicators, key=is_past))


def _spanned(one: Indicator) -> Indicator:
    """A row of past years with its first and last year as the span to compute over."""
    (first, base), (last, target) = one.history[0], one.history[-1]
    if first == last:
        return replace(one, group="历年", base_year=first, base_value=base, history=())
    return replace(
        one,
        group="历年",
        base_year=first,
        base_value=base,
        target_year=last,
        target_value=target,
        history=one.history[1:-1],
    )


def rows_of(indicators: Sequence[Indicator], editable: bool = True) -> tuple[Row, ...]:
    """A row for each indicator; a row of past years shows its first and last and is not edited here."""
    return tuple(
        Row(one.id, _cells(_spanned(one)), editable=False) if is_past(one) else Row(one.id, _cells(one), editable)
        for one in indicators
    )


def _cells(one: Indicator) -> tuple[Cell, ...]:
    found = growth(one)
    return (
        Cell(one.group or ""),
        Cell(one.name, one.path or ""),
        Cell(one.unit),
        Cell(_year(one.base_year)),
        Cell(_number(one.base_value)),
        Cell(_year(one.target_year)),
        Cell(target_text(one)),
        Cell(one.nature.value if one.nature else ""),
        growth_cell(found),
        _stated_cell(one, found),
        Cell(_note(one)),
    )


def _year(year: int | None) -> str:
    return str(year) if year is not None else ""


def _number(value: Decimal | None) -> str:
    return f"{value:f}" if value is not None else ""


def target_text(one: Indicator) -> str:
    """The target as it is printed: 85左右, 不低于7, [30] for a total over the period, or words."""
    if one.target_value is None:
        return one.target_text or ""
    return limited(_number(one.target_value), one.qualifier)


def _note(one: Indicator) -> str:
    past = "；".join(f"{year}年 {_number(value)}" for year, value in one.history)
    return "；".join(text for text in (one.base_note, past) if text)


def growth_cell(found: Growth | None) -> Cell:
    """A computed growth: 9.5% a year, or +1.4 个百分点."""
    if found is None:
        return Cell("—", tone="faint")
    if found.percent is not None:
        return Cell(f"{rounded(found.percent, 1)}%", found.sentence)
    return Cell(f"{found.points:+f}个百分点" if found.points else "持平", found.sentence)


def _stated_cell(one: Indicator, found: Growth | None) -> Cell:
    """A stated growth; one that the values cannot give carries a sign and the sentence that says why."""
    if one.growth_stated is None:
        return Cell()
    text = limited(f"{_number(one.growth_stated)}%", one.growth_qualifier)
    if found is not None and found.stated_agrees is False:
        return Cell(f"⚠ {text}", found.sentence, tone="warning")
    return Cell(text, found.sentence if found else "")


def sentence_of(one: Indicator) -> str:
    """What recomputation says of an indicator, or why it says nothing."""
    if is_past(one):
        one = _spanned(one)
    found = growth(one)
    if found is not None:
        return found.sentence
    if one.base_value is None or one.target_value is None:
        return "目标是文字，不计算增速。" if one.target_text else "缺基期值或目标值，不计算增速。"
    if measure(one) is None:
        return "这是增速类或累计类指标，不计算年均增长。"
    if one.base_year is None or one.target_year is None or one.target_year <= one.base_year:
        return "缺基期年或目标年，不计算增速。"
    return "基期值或目标值不大于 0，不计算年均增长。"


def peer_rows(one: Indicator, others: Sequence[Indicator], names: Mapping[str, str]) -> tuple[Row, ...]:
    """The same indicator in each plan of `names` (id → short name), ours first; a plan without it shows 无."""
    found = {peer.plan_id: peer for peer in peers(one, others)}
    rows: list[Row] = []
    for plan_id, name in names.items():
        peer = found.get(plan_id)
        if plan_id == one.plan_id:
            ours = _spanned(one) if is_past(one) else one
            rows.append(_peer_row(f"▶ {name}", ours, (ours.base_value, ours.target_value), ours.unit, None))
        elif peer is None:
            rows.append(
                Row(plan_id, (Cell(name), Cell("无", tone="faint"), *(Cell("") for _column in PEER_COLUMNS[2:])))
            )
        else:
            origin = "取自正文" if not peer.indicator.id else None
            note = "；".join(text for text in (origin, peer.note) if text)
            rows.append(_peer_row(name, peer.indicator, (peer.base, peer.target), peer.unit, note))
    return tuple(rows)


def standing(one: Indicator, others: Sequence[Indicator], names: Mapping[str, str]) -> str:
    """Where the computed growth stands among the peers', in a sentence, "" where there is nothing to set it against;
    it says where, not where it should be."""
    ours = growth(one)
    theirs = {
        peer.plan_id: peer.growth.percent
        for peer in peers(one, others)
        if peer.growth and peer.growth.percent is not None and peer.plan_id in names
    }
    if ours is None or ours.percent is None or not theirs or is_past(one):
        return ""
    below = [names[plan_id] for plan_id, percent in theirs.items() if percent < ours.percent]
    if not below:
        return f"在有数据的{len(theirs)}个规划中，增速最低。" if len(theirs) > 1 else ""
    return f"在有数据的{len(theirs)}个规划中，增速高于{len(below)}个（{'、'.join(below)}）。"


def _peer_row(
    name: str, one: Indicator, values: tuple[Decimal | None, Decimal | None], unit: str, note: str | None
) -> Row:
    base, target = values
    shown = target_text(replace(one, target_value=target))
    found = growth(one)
    return Row(
        one.plan_id,
        (
            Cell(name),
            Cell(one.name),
            Cell(unit),
            Cell(f"{_year(one.base_year)}年 {_number(base)}" if base is not None else "—"),
            Cell(f"{_year(one.target_year)}年 {shown}" if shown else "—", shown),
            growth_cell(found),
            _stated_cell(one, found),
            Cell(note or ""),
            Cell(one.path or ""),
        ),
        editable=False,
    )
