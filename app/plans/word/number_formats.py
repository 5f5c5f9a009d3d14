"""How word processors print a counted number (ECMA-376 part 1, 17.18.59 ST_NumberFormat)."""

from __future__ import annotations

from collections.abc import Callable

_HAN = "零一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def counted(number: int, digits: str = _HAN, units: str = "十百千", one: bool = True, zero: bool = True) -> str:
    """A number below 10000 as it is counted in Han; `one` keeps 一 before 百 and 千, `zero` puts 零 in a gap."""
    if not 0 < number < 10000:
        return str(number)
    text = ""
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit:
            lone = digit == 1 and ((power == 1 and not text) or (power > 0 and not one))
            text += ("" if lone and digits is _HAN else digits[digit]) + (units[power - 1] if power else "")
        elif text and zero and not text.endswith(digits[0]) and number % 10**power:
            text += digits[0]
    return text


def _by_digit(number: int) -> str:
    return "".join("〇" if digit == "0" else _HAN[int(digit)] for digit in str(number))


def _counting(number: int) -> str:
    """chineseCounting counts to 99 and then names the digits."""
    return counted(number) if number < 100 else _by_digit(number)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    text = ""
    for size, letters in _ROMAN:
        count, number = divmod(number, size)
        text += letters * count
    return text


def _letters(number: int) -> str:
    """a … z, aa … zz: the letter is repeated."""
    if not 0 < number <= 26 * 30:
        return str(number)
    turn, letter = divmod(number - 1, 26)
    return chr(ord("a") + letter) * (turn + 1)


def _from(first: str, count: int) -> Callable[[int], str]:
    return lambda number: chr(ord(first) + number - 1) if 0 < number <= count else str(number)


def _circled(number: int) -> str:
    if 20 < number <= 35:
        return chr(ord("㉑") + number - 21)
    if 35 < number <= 50:
        return chr(ord("㊱") + number - 36)
    return _from("①", 20)(number)


def _turning(series: str) -> Callable[[int], str]:
    return lambda number: series[(number - 1) % len(series)] if number > 0 else str(number)


FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalHalfWidth": str,
    "decimalFullWidth": lambda number: str(number).translate(_WIDE),
    "decimalFullWidth2": lambda number: str(number).translate(_WIDE),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": lambda number: f"{number}.",
    "decimalEnclosedParen": lambda number: f"（{number}）",
    "chineseCounting": _counting,
    "chineseCountingThousand": counted,
    "chineseLegalSimplified": lambda number: counted(number, _LEGAL, "拾佰仟"),
    "japaneseCounting": lambda number: counted(number, one=False, zero=False),
    "japaneseDigitalTenThousand": _by_digit,
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": counted,
    "taiwaneseDigital": _by_digit,
    "ideographDigital": _by_digit,
    "ideographTraditional": _turning(_STEMS),
    "ideographZodiac": _turning(_BRANCHES),
    "ideographEnclosedCircle": _from("㊀", 10),
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
    "none": lambda _number: "",
}


def printed(number: int, form: str) -> str:
    """A number in a number format; an unknown format prints digits, as Word does, and so does a number below 0."""
    return FORMATS.get(form, str)(number) if number >= 0 else str(number)
