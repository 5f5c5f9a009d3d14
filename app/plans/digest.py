"""A digest by rule: the pieces of a clause that say most of what it does, in its own words and order.

For plans that nobody wrote digests for. Always shown as automatic; a drafter's own words take its place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.figures.quantity import quantities
from app.plans.outline import Clause

LONGEST = 120
"""Characters of a digest; a text that is hardly longer needs none."""

SHORTEST = 6
"""Characters of a piece that may say something."""

_WORTH_IT = 1.5  # times LONGEST

_SENTENCE_END = re.compile(r"[。！？；;\n]")
_PIECE_END = re.compile(r"[，,：]")
_ONLY_WHEN = re.compile(r"^(?:到|至|截至)?(?:“?十.五”?(?:时期|期间|期末|末)?|\d{4}年(?:\d+月)?(?:底|末)?)$")
_FOOTNOTE_MARKS = re.compile(r"[①-⑳⁰-⁹¹²³]")
_BARE_ORDER = re.compile(r"^(?:[一二三四五六七八九十]+是|首先|其次|同时|此外|另外|并且?|以及|其中)")

_NAMED = re.compile(
    r"[“《](?!十[二三四五六]五)[^”》]{2,16}[”》]|[\u4e00-\u9fffA-Z]{2,}(?:银行|公司|基金|交易所|交易中心|研究院|研究中心|协会|委员会|"
    r"领导小组|实验区|试验区|示范区|先行区|集聚区|平台|园区)"
)
_MEASURE = re.compile(
    r"设立|建立|成立|组建|打造|建设|引进|培育|出台|制定|推出|开展|发行|搭建|试点|争取|创建|筹建|新增|补贴|奖励|贴息|整合|改制|上市|挂牌"
)
_PHRASE = re.compile(r"进一步|不断|积极|大力|切实|着力|充分|全面|深入|持续|努力")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a sentence between commas; `sentence` and `place` say where it stands."""

    text: str
    sentence: int
    place: int


def automatic_digest(text: str, longest: int = LONGEST) -> str:
    """The telling pieces of a text, at most `longest` characters together; "" where the text is about as short.

    Figures with a unit, named bodies and programmes, and verbs of doing count for a piece; the first piece leads a
    little, set phrases count against it.
    """
    if len(text) < longest * _WORTH_IT:
        return ""
    pieces = _pieces(text)
    best = sorted((piece for piece in pieces if _weight(piece) > 0), key=lambda piece: (-_weight(piece), piece.place))
    taken: list[_Piece] = []
    room = longest
    for piece in best:
        if len(piece.text) + 1 <= room and all(piece.text != other.text for other in taken):
            taken.append(piece)
            room -= len(piece.text) + 1
    return _together(sorted(taken, key=lambda piece: piece.place))


def digest_of(clause: Clause) -> tuple[str, bool]:
    """The digest to show beside the text of a clause, and whether it is automatic; ("", …) where there is none to
    show, also for a clause of a card, whose text is its digest."""
    if clause.of_card:
        return "", False
    if clause.section.digest:
        return clause.section.digest, False
    return automatic_digest(clause.text), True


def _pieces(text: str) -> list[_Piece]:
    pieces: list[_Piece] = []
    for number, sentence in enumerate(_SENTENCE_END.split(_FOOTNOTE_MARKS.sub("", text))):
        for part in _PIECE_END.split(sentence):
            words = _BARE_ORDER.sub("", "".join(part.split()))
            if len(words) >= SHORTEST and not _ONLY_WHEN.match(words):
                pieces.append(_Piece(words, number, len(pieces)))
    return pieces


def _weight(piece: _Piece) -> float:
    """What a piece tells, per length: long pieces must tell more."""
    figures = sum(1 for found in quantities(piece.text) if found.dimension)
    told = 2.0 * min(figures, 2) + 1.5 * len(_NAMED.findall(piece.text)[:2]) + 1.0 * bool(_MEASURE.search(piece.text))
    told -= 0.3 * len(_PHRASE.findall(piece.text))
    return (told + (0.5 if piece.place == 0 else 0.0)) / max(len(piece.text), 8) ** 0.5


def _together(pieces: list[_Piece]) -> str:
    text = ""
    for before, piece in zip([None, *pieces], pieces, strict=False):
        mark = "" if before is None else "，" if before.sentence == piece.sentence else "；"
        text += mark + piece.text
    return text
