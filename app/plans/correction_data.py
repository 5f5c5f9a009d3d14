"""Corrections as JSON and back, for the library."""

from __future__ import annotations

import json
from collections.abc import Iterable

from app.plans.correction import Act, Correction
from app.plans.correction_places import Part, Place


def corrections_to_json(corrections: Iterable[Correction]) -> str:
    """Corrections in their order as a JSON list."""
    data = [
        {
            "act": str(one.act),
            "place": one.place and [str(one.place.part), one.place.line, one.place.text, one.place.nth],
            "amount": one.amount,
            "values": dict(one.values),
        }
        for one in corrections
    ]
    return json.dumps(data, ensure_ascii=False)


def corrections_from_json(text: str) -> tuple[Correction, ...]:
    """The corrections that `corrections_to_json` took apart."""
    return tuple(_correction(item) for item in json.loads(text))


def _correction(item: dict) -> Correction:
    place = None
    if item["place"]:
        part, line, words, nth = item["place"]
        place = Place(Part(part), line, words, nth)
    values = tuple((name, _frozen(value)) for name, value in item["values"].items())
    return Correction(Act(item["act"]), place, item["amount"], values)


def _frozen(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value
