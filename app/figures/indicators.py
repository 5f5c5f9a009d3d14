"""The indicators of a plan, read from its tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from app.figures.cells import Cell, note_texts, read_cell, without_blanks
from app.figures.columns import Columns, columns_of, five_year_period, unit_of_head, upright, whole_header
from app.figures.model import Indicator, Nature
from app.figures.quantity import UNIT, half_width, normalised
from app.plans.model import Block, Box, Plan, Table
from app.plans.outline import paths

_ORDINAL = re.compile(
    r"^(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、)）](?!\d)|[一二三四五六七八九十]{1,3}[、.．]|[①-⑳]|其中[：:]|[—-]{1,2})"
)
_LAST_BRACKET = re.compile(r"^(?P<name>.+?)[（(](?:单位[：:])?(?P<unit>[^（）()]{1,10})[）)]$")
_NAME_MARK = re.compile(r"\\?[*＊※#△▲†]+$")
_UNIT = re.compile(
    rf"{UNIT}|[^，、。；\d]{{0,4}}(?:元|人|户|家|个|件|吨|%|‰|倍|点)/[^，、。；\d]{{1,4}}|[万亿][一-鿿]{{1,4}}|[PE]FLOPS"
)
_CAPTION_UNIT = re.compile(r"单位[：:]\s*(?P<unit>[^\s，、；）)]{1,6})")
_COUNTED = {"家数": "家", "户数": "户", "人数": "人", "个数": "个"}
_GROWTH_NAME = re.compile("(?:增长|增速|增幅|增长率|提高|提升|降低|下降)(?:率|幅度)?$")
_TARGETS_AHEAD = re.compile("目标|预期|规划指标")


@dataclass(frozen=True, slots=True)
class _Years:
    """Which years of a table are base, target and neither."""

    base: int | None
    target: int | None


def indicators_of(plan: Plan) -> tuple[Indicator, ...]:
    """Every indicator of a plan's tables, boxes included, in reading order.

    The base is the last year before the plan's period, the target the end of the period (else the last year after
    the base); a table of past years alone gives indicators with a history only. A box adds its label to the path.
    """
    period = plan.front.period or five_year_period(plan.front.title)
    found: list[Indicator] = []
    for section, path in zip(plan.sections, paths(plan.sections), strict=True):
        for step, table in _tables(section.blocks):
            where = f"{path}/{step}" if step else path
            found += [replace(row, path=where, plan_id=plan.id) for row in indicators_in(table, period)]
    return tuple(found)


def _tables(blocks: Sequence[Block]) -> Iterator[tuple[str, Table]]:
    """Each table with the label of the box that holds it; a table that a page break cut is joined again."""
    held: list[tuple[str, Table]] = []
    for block in blocks:
        if isinstance(block, Table):
            held.append(("", block))
        elif isinstance(block, Box):
            held += [(block.label, inner) for inner in block.blocks if isinstance(inner, Table)]
    joined: list[tuple[str, Table]] = []
    for step, table in held:
        before = joined[-1] if joined else None
        if before and before[0] == step and before[1].header == table.header and not table.caption:
            whole = replace(before[1], rows=before[1].rows + table.rows, notes=before[1].notes + table.notes)
            joined[-1] = (step, whole)
        else:
            joined.append((step, table))
    yield from joined


def indicators_in(table: Table, period: tuple[int, int] | None) -> tuple[Indicator, ...]:
    """The indicators of one table, () where it is no indicator table."""
    table = whole_header(upright(table))
    columns = columns_of(table, period)
    if columns is None:
        return ()
    shared = _shared_unit(table, columns)
    chosen = _choose_years([year for _i, year in columns.years], period, table, columns)
    notes = note_texts(table.notes)
    rows: list[Indicator] = []
    groups: dict[int, str] = {}
    heading: str | None = None
    for printed in table.rows:
        row = [without_blanks(cell) for cell in printed] + [""] * (len(table.header) - len(printed))
        for i in columns.groups:
            groups[i] = row[i] or groups.get(i, "")
        title = _group_row(row, columns)
        if title is not None:
            heading = title or heading
            continue
        group = " / ".join(text for text in groups.values() if text) or heading
        indicator = _indicator(row, columns, chosen, notes, shared)
        if indicator:
            rows.append(replace(indicator, group=group or None))
    return tuple(rows)


def _choose_years(found: Sequence[int], period: tuple[int, int] | None, table: Table, columns: Columns) -> _Years:
    """Base and target among a table's years (see `indicators_of`)."""
    if period is None:
        ahead = columns.growth is not None or columns.nature is not None or _TARGETS_AHEAD.search(table.caption or "")
        return _Years(found[0], found[-1]) if ahead and len(found) > 1 else _Years(None, None)
    later = [year for year in found if year >= period[0]]
    if not later:
        return _Years(None, None)
    earlier = [year for year in found if year < period[0]]
    return _Years(earlier[-1] if earlier else None, period[1] if period[1] in later else later[-1])


def _group_row(row: Sequence[str], columns: Columns) -> str | None:
    """The title of a row that heads a group (no value, no unit, no nature), "" for an empty row, None for others."""
    values = [i for i, _year in columns.years] + [
        i for i in (columns.growth, columns.unit, columns.nature) if i is not None
    ]
    if any(row[i] for i in values):
        return None
    texts = [
        row[i]
        for i in range(len(row))
        if row[i] and i not in columns.groups and not re.fullmatch(r"[一二三四五六七八九十\d]+", row[i])
    ]
    if texts and columns.groups and len(texts) == 1 and row[columns.name] == texts[0]:
        return None  # under a group column a name without values is an indicator without values
    return _ORDINAL.sub("", texts[0]) if texts else ""


def _indicator(
    row: Sequence[str], columns: Columns, chosen: _Years, notes: Mapping[str, str], shared: Mapping[int, str]
) -> Indicator | None:
    """One row as an indicator, or None where it has no name."""
    name, unit = name_and_unit(row[columns.name])
    if not name:
        return None
    unit = _known_unit(row[columns.unit]) if columns.unit is not None and row[columns.unit] else unit
    cells = {year: read_cell(row[i]) for i, year in columns.years}
    unit = unit or next((shared[i] for i, _year in columns.years if i in shared), "")
    unit = unit or next((cell.unit for cell in cells.values() if cell.unit), "") or _counted_unit(name)
    cells = {year: _in_unit(cell, unit) for year, cell in cells.items()}
    base, target = _base_and_target(cells, chosen)
    growth = Cell()
    if columns.growth is not None:
        over_years = read_cell(row[columns.growth])
        if target == Cell() and _is_aim(over_years, name, columns.growing):
            target = _in_unit(over_years, unit)
        elif over_years.qualifier != "累计":
            growth = over_years
    note = base.text or (notes.get(base.mark, base.mark) if base.mark else base.qualifier)
    return Indicator(
        name=name,
        unit=unit,
        nature=_nature(row[columns.nature]) if columns.nature is not None else None,
        base_year=chosen.base,
        base_value=base.value,
        base_note=note,
        target_year=chosen.target,
        target_value=target.value,
        target_text=target.text,
        qualifier=target.qualifier,
        growth_qualifier=growth.qualifier,
        growth_stated=growth.value if growth.value is not None else growth.growth or target.growth,
        history=tuple(
            (year, cell.value)
            for year, cell in cells.items()
            if year not in (chosen.base, chosen.target) and cell.value is not None
        ),
    )


def _is_aim(cell: Cell, name: str, growing: bool) -> bool:
    """Whether a cell of a column of 年均/累计 is what the plan aims at, where it gives no value for the target year:
    words, a total in square brackets, or (unless the head says growth) the yearly level of what is no growth itself."""
    if cell.text is not None:
        return cell.growth is None
    level = not growing and not _GROWTH_NAME.search(name)
    return cell.value is not None and (cell.qualifier == "累计" or level)


def _base_and_target(cells: Mapping[int, Cell], chosen: _Years) -> tuple[Cell, Cell]:
    """The cells of base and target; a text merged over both columns is a target in words."""
    base = cells.get(chosen.base, Cell()) if chosen.base else Cell()
    target = cells.get(chosen.target, Cell()) if chosen.target else Cell()
    if base.text and target == Cell():
        return Cell(), base
    return base, target


def name_and_unit(text: str) -> tuple[str, str]:
    """A name without leading ordinal, trailing sign and unit, and that unit: 1.保费收入（亿元） → 保费收入, 亿元."""
    name = without_blanks(text)
    name = _NAME_MARK.sub("", _ORDINAL.sub("", name, count=1).strip())
    match = _LAST_BRACKET.match(name)
    if match and _UNIT.fullmatch(_known_unit(match["unit"])):
        return _NAME_MARK.sub("", match["name"]), _known_unit(match["unit"])
    return name, ""


def _known_unit(text: str) -> str:
    """A unit as it is written elsewhere: half-width, without 人民币 and brackets."""
    return half_width(text).strip("()（）").removeprefix("人民币")


def _counted_unit(name: str) -> str:
    """The unit that a name says itself (上市公司家数 → 家), else ""."""
    return next((unit for ending, unit in _COUNTED.items() if name.endswith(ending)), "")


def _shared_unit(table: Table, columns: Columns) -> dict[int, str]:
    """The unit of each year column that its head or the caption (单位：亿元) gives to every row without its own."""
    match = _CAPTION_UNIT.search(" ".join((table.caption or "", *table.notes)))
    general = match["unit"] if match else ""
    units = {i: unit_of_head(table.header[i]) or general for i, _year in columns.years}
    return {i: _known_unit(unit) for i, unit in units.items() if unit}


def _in_unit(cell: Cell, unit: str) -> Cell:
    """The cell's value in the unit of its row; a value of another kind (8% in a row of 亿元) stays a text."""
    if cell.value is None or not cell.unit or cell.unit == unit:
        return cell
    (value, dimension), (one, wanted) = normalised(cell.value, cell.unit), normalised(Decimal(1), unit)
    if dimension == wanted:
        return replace(cell, value=value / one, unit=unit)
    if not dimension or not wanted.startswith(dimension):
        return Cell(text=f"{cell.value}{cell.unit}", mark=cell.mark)
    return replace(cell, unit=unit)


def _nature(text: str) -> Nature | None:
    return next((nature for nature in Nature if nature.value[:2] in text), None)
