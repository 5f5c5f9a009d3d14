"""Characters and blanks that every reader asks for: which are Han, which are wide, how digits are set."""

from __future__ import annotations

import re

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Han characters, for a class of a regular expression."""

WIDE = HAN + r"\u2014\u2018-\u201d\u2026\u3000-\u303f\uff00-\uffef\u2460-\u2473"
"""Characters that take a whole square, so that no blank parts them: Han, Chinese punctuation, full-width forms."""

HAN_NUMBER = "[〇零一二三四五六七八九十百]{1,7}"
"""A Chinese numeral below 1000."""

NARROW = str.maketrans("０１２３４５６７８９", "0123456789")
"""Full-width digits as plain ones."""

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
"""Digits as the marks of footnotes that they are when they stand above the line."""

WIDE_GAP = re.compile(r"[\u3000\u2003]{2,}|[ \u00a0]{4,}")
"""Blanks so wide that they took the place of a line end."""
