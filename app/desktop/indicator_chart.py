"""An indicator and the same one in the other plans as bars of a chart: past years, base and target, in one unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from app.desktop.indicator_rows import target_text
from app.figures.growth import limited
from app.figures.model import Indicator
from app.figures.peers import Peer, in_unit, peers
from widgets.value_chart import Filling, ValueBar, ValueGroup

LEGEND = ((Filling.EMPTY, "历年"), (Filling.HATCHED, "基期"), (Filling.FULL, "目标"))


def value_groups(one: Indicator, others: Sequence[Indicator], names: Mapping[str, str]) -> tuple[ValueGroup, ...]:
    """A group for each plan of `names` (id → short name), in its order; a plan without the indicator says so, and so
    does one whose unit cannot be turned into that of the chart."""
    found = {peer.plan_id: peer for peer in peers(one, others)}
    unit = one.unit or next((peer.unit for peer in found.values() if peer.unit), "")
    return tuple(
        ValueGroup(name, _bars(one, unit), "没有数值", chosen=True)
        if plan_id == one.plan_id
        else _peer_group(name, found.get(plan_id), unit)
        for plan_id, name in names.items()
    )


def _peer_group(name: str, peer: Peer | None, unit: str) -> ValueGroup:
    if peer is None:
        return ValueGroup(name, note="无")
    if in_unit(Decimal(1), peer.indicator.unit, unit) is None:
        return ValueGroup(name, note=f"单位为{peer.indicator.unit or '空'}，不能画在一起")
    return ValueGroup(name, _bars(peer.indicator, unit), "没有数值")


def _bars(one: Indicator, unit: str) -> tuple[ValueBar, ...]:
    """What is known of an indicator, in the order of the years; a target in words stands without a bar."""
    past = ((year, Filling.EMPTY, value) for year, value in one.history)
    bars = [
        (year or 0, ValueBar(f"{year}年" if year else "基期", f"{found:f}{unit}", float(found), filling))
        for year, filling, value in (*past, (one.base_year, Filling.HATCHED, one.base_value))
        if (found := in_unit(value, one.unit, unit)) is not None
    ]
    if one.target_value is not None or one.target_text:
        bars.append((one.target_year or 9999, _target(one, unit)))
    return tuple(bar for _year, bar in sorted(bars, key=lambda pair: pair[0]))


def _target(one: Indicator, unit: str) -> ValueBar:
    label = f"{one.target_year}年" if one.target_year else "目标"
    found = in_unit(one.target_value, one.unit, unit)
    if found is None:
        return ValueBar(label, target_text(one), None)
    return ValueBar(label, limited(f"{found:f}{unit}", one.qualifier), float(found))
