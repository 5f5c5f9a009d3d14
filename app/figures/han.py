"""Han numerals as numbers."""

from __future__ import annotations

from decimal import Decimal

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}


def han_number(text: str) -> Decimal | None:
    """The number that Han numerals below 万 mean (三, 十二, 两百, 一千二百零三, 三点五, 百 = 100), or None for none."""
    whole, point, fraction = text.partition("点")
    integer = _integer(whole)
    if integer is None or (point and not fraction) or any(c not in _DIGITS for c in fraction):
        return None
    digits = "".join(str(_DIGITS[c]) for c in fraction)
    return Decimal(f"{integer}.{digits}") if digits else Decimal(integer)


def _integer(text: str) -> int | None:
    """Digits with falling places; two digits side by side (三四) or rising places (十百) are no number."""
    total, digit, last_place = 0, None, 10_000
    for c in text:
        if c in _PLACES:
            place = _PLACES[c]
            if place >= last_place:
                return None
            total += (1 if digit is None else digit) * place
            digit, last_place = None, place
        elif c in _DIGITS:
            if digit not in (None, 0):
                return None
            digit = _DIGITS[c]
        else:
            return None
    return total + (digit or 0) if text else None
