"""Plans that nobody wrote, in any number, for measuring how work grows: shaped like real ones, the same every time.

Their clauses are put together from the words of our subject list, phrases of our sample draft and guidance, and
invented names, so that common words are in every clause, most words in few, and each plan brings words of its own.
A plan has about 100 clauses of some 190 characters, as the reference plans have.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

from app.matching.topics import topics
from app.plans.model import FrontMatter, Paragraph, Plan, Role, Section

CLAUSES = 100
CHAPTERS = (
    ("发展基础", "举措与成效"),
    ("面临形势", "机遇与挑战"),
    ("总体要求", "目标与原则"),
    ("重点任务", "主要任务"),
    ("空间布局", "功能布局"),
    ("保障措施", "组织实施"),
)
NUMBERS = "一二三四五六七八九十"
_SOURCES = Path(__file__).resolve().parents[2] / "templates"
_OPENING = ("支持", "推动", "完善", "鼓励", "引导", "探索", "加强", "健全", "发展", "建设", "落实", "创新")


class Maker:
    """Makes plans from one seed; plan number n is the same whatever was made before it."""

    def __init__(self) -> None:
        text = (_SOURCES / "sample_draft" / "qinglan.md").read_text("utf-8")
        text += (_SOURCES / "guidance.toml").read_text("utf-8")
        phrases = [phrase for phrase in re.split(r"[\W\da-zA-Z_]+", text) if 3 <= len(phrase) <= 14]
        self._phrases = list(dict.fromkeys(phrases))
        self._characters = sorted(set("".join(self._phrases)))
        random.Random(0).shuffle(self._phrases)
        self._weights = _falling(len(self._phrases))
        self._topics = topics()

    def plans(self, clauses: int) -> Iterator[Plan]:
        """Plans with so many clauses together; the last may be shorter."""
        for number in range(-(-clauses // CLAUSES)):
            yield self.plan(number, min(CLAUSES, clauses - number * CLAUSES))

    def plan(self, number: int, clauses: int = CLAUSES, role: Role = Role.REFERENCE) -> Plan:
        chance = random.Random(number)
        names = ["".join(chance.choices(self._characters, k=chance.choice((2, 3, 3, 4)))) for _ in range(150)]
        sections: list[Section] = []
        for at in range(clauses):
            level = 1 if at % 16 == 0 else 2 if at % 4 == 0 else chance.choice((2, 3, 3))
            subject = chance.choice(self._topics)
            title = chance.choice(CHAPTERS[at // 16 % len(CHAPTERS)]) if level == 1 else self._title(chance, subject)
            text = "" if level == 1 else self._text(chance, subject, names)
            blocks = (Paragraph(text),) if text else ()
            sections.append(Section(title, level, number=NUMBERS[at % 10], blocks=blocks, id=f"{number}-{at}"))
        return Plan(FrontMatter(f"{names[0]}市金融业发展规划"), tuple(sections), role, id=f"made-up-{number}")

    def _title(self, chance: random.Random, subject) -> str:
        name = chance.choice(subject.names or (subject.name,))
        return f"{chance.choice(_OPENING)}{name}{chance.choice(('', '体系', '服务', '机制', '发展'))}"

    def _text(self, chance: random.Random, subject, names: list[str]) -> str:
        parts: list[str] = []
        for phrase in chance.choices(self._phrases, cum_weights=self._weights, k=chance.randint(4, 30)):
            kind = chance.random()
            if kind < 0.25:
                word = chance.choice(subject.words or subject.names or (subject.name,))
                parts.append(f"{chance.choice(_OPENING)}{chance.choice(names)}{word}")
            elif kind < 0.35:
                parts.append(f"{chance.choice(names)}达到{chance.randint(2, 9000)}亿元")
            else:
                cut = chance.randint(2, len(phrase))
                parts.append(f"{phrase[:cut]}{chance.choice(names) if kind < 0.5 else ''}{phrase[cut:]}")
        return "，".join(parts) + "。"


def _falling(size: int) -> list[float]:
    """Running sums of weights that fall as those of words do (Zipf)."""
    total, sums = 0.0, []
    for rank in range(1, size + 1):
        total += 1.0 / rank**0.7
        sums.append(total)
    return sums
