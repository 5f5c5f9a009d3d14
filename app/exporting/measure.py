"""How wide a text is and where it breaks into lines: the arithmetic of a grid of Han characters."""

from __future__ import annotations

import re
import unicodedata

_NOT_FIRST = "，。、；：？！）》”’〕】％%…—·"  # GB/T 15834: these never open a line
_NOT_LAST = "（《“‘〔【"
_ATOMS = re.compile(r"[A-Za-z0-9.,%+/:-]+|.", re.S)


def em_width(text: str) -> float:
    """The width in characters: a Han character or full-width mark 1, a Latin letter or digit 0.5."""
    return sum(0.5 if _narrow(character) else 1.0 for character in text)


def _narrow(character: str) -> bool:
    if character in "“”‘’…—·①":
        return False
    return unicodedata.east_asian_width(character) not in "WFA"


def line_count(text: str, width: float, first_indent: float = 0.0) -> int:
    """How many lines of `width` characters the text takes; Latin words and numbers are not broken, and no line opens
    with a closing mark or ends with an opening one."""
    lines, used = 1, first_indent
    for word in _unbreakable(text):
        size = em_width(word)
        if used + size > width and used > 0:
            lines, used = lines + 1, 0.0
        while size > width:  # a word longer than the line is broken all the same
            lines, size = lines + 1, size - width
        used += size
    return lines


def longest_word(text: str) -> float:
    """The width of the longest piece of a text that a line break must not cut: a number, a Latin word, a character
    with its marks."""
    return max((em_width(word) for word in _unbreakable(text)), default=0.0)


def _unbreakable(text: str) -> list[str]:
    result: list[str] = []
    for atom in _ATOMS.findall(text):
        if result and (atom in _NOT_FIRST or result[-1][-1] in _NOT_LAST):
            result[-1] += atom
        else:
            result.append(atom)
    return result
