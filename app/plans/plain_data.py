"""Plans as plain JSON values and back, without loss: for the library's columns and for snapshots of a draft.

What a value is made of is said once, by its class in `app.plans.model`: a dataclass becomes a dictionary of its
fields, a block one that also says its `kind`; tuples become lists, dates and enumerations texts.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from types import UnionType
from typing import Any, cast, get_args, get_origin, get_type_hints

from app.plans.model import Block, Box, Figure, FrontMatter, Paragraph, Plan, Table

FORMAT = 1  # of snapshots; they are kept for good, so a reader must go on reading every format there was

_KINDS = {"paragraph": Paragraph, "box": Box, "table": Table, "figure": Figure}
_KIND_OF = {made: kind for kind, made in _KINDS.items()}


def block_to_data(block: Block) -> dict[str, Any]:
    """A block as a dictionary of its fields and its kind (paragraph, box, table, figure)."""
    return _to_data(block)


def block_from_data(data: dict[str, Any]) -> Block:
    """The block that `block_to_data` took apart. ValueError for a kind that is none."""
    return _from_data(Block, data)


def front_to_data(front: FrontMatter) -> dict[str, Any]:
    """Front matter as a dictionary; dates are ISO texts."""
    return _to_data(front)


def front_from_data(data: dict[str, Any]) -> FrontMatter:
    """The front matter that `front_to_data` took apart."""
    return _from_data(FrontMatter, data)


def plan_to_data(plan: Plan) -> dict[str, Any]:
    """A whole plan as JSON values, with the format it is written in."""
    return {"format": FORMAT} | _to_data(plan)


def plan_from_data(data: dict[str, Any]) -> Plan:
    """The plan that `plan_to_data` took apart. ValueError for a format of a later program."""
    if data["format"] != FORMAT:
        raise ValueError(f"no format of a snapshot: {data['format']}")
    return _from_data(Plan, {name: value for name, value in data.items() if name != "format"})


def _to_data(value: Any) -> Any:
    if is_dataclass(value):
        data = {field.name: _to_data(getattr(value, field.name)) for field in fields(value)}
        kind = _KIND_OF.get(type(value))  # type: ignore[arg-type]  # a dataclass that is no block has none
        return data | {"kind": kind} if kind else data
    if isinstance(value, tuple):
        return [_to_data(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def _from_data(hint: Any, data: Any) -> Any:
    """The value of this type. A field that the data lacks, being younger than they are, takes its default."""
    if data is None:
        return None
    if get_origin(hint) is tuple:
        item = get_args(hint)[0]  # no tuple of the model holds more than one type
        return tuple(_from_data(item, one) for one in data)
    if isinstance(hint, UnionType):
        hint = _chosen(hint, data)
    if is_dataclass(hint):
        types = _field_types(hint)
        named = data if hint not in _KIND_OF else {name: value for name, value in data.items() if name != "kind"}
        values = {name: _from_data(types[name], value) for name, value in named.items()}
        return cast("Any", hint)(**values)
    return date.fromisoformat(data) if hint is date else hint(data)


def _chosen(union: UnionType, data: Any) -> Any:
    """Of a choice of blocks the one that the data name, of something that may be absent the something."""
    choices = [one for one in get_args(union) if one is not type(None)]
    if len(choices) == 1:
        return choices[0]
    kind = _KINDS.get(data["kind"])
    if kind not in choices:
        raise ValueError(f"no kind of block: {data['kind']}")
    return kind


@cache
def _field_types(made: Any) -> dict[str, Any]:
    return get_type_hints(made)
