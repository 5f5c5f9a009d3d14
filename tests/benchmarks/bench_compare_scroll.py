"""Scrolling a base of 170 clauses against five plans: the longest and the 95th percentile frame.

A frame is all that a scroll step costs the GUI thread: measuring rows that come into view and painting. The aim is that
none takes longer than 50 ms. The peer of the same run is a QTextBrowser that shows the base alone.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QTextBrowser
from ratio import report

from widgets.candidate import Candidate, CandidateItem, Strength, StrengthColors
from widgets.clause_columns import ClauseColumns, ClauseRow, ColumnHead, RowRange
from widgets.marked_layout import Mark, MarkStyle, Underline

ROWS, PLANS = 170, 5
STEP = 120
"""Pixels a frame: three notches of a mouse wheel."""
MOST_FRAMES = 400
LONGEST_MS = 50
SYLLABLES = "金融服务实体经济绿色信贷机构改革创新风险防控监管市场上市保险基金平台数据试点普惠"
WORDS = [SYLLABLES[at : at + 2] for at in range(0, len(SYLLABLES), 2)]


Frames = list[tuple[float, float]]
"""Milliseconds of each frame: by the clock, and of the thread's own time."""


@contextmanager
def frame(frames: Frames) -> Iterator[None]:
    clock, own = time.perf_counter(), time.thread_time()
    yield
    frames.append(((time.perf_counter() - clock) * 1000, (time.thread_time() - own) * 1000))


def text_of(chance: random.Random, length: int) -> str:
    words = [chance.choice(WORDS) + chance.choice(["", "，", "", "。"]) for _ in range(length // 2)]
    return "".join(words)[:length]


def marks_of(chance: random.Random, text: str) -> tuple[Mark, ...]:
    starts = sorted(chance.sample(range(max(1, len(text) - 8)), min(8, max(1, len(text) - 8))))
    return tuple(Mark(start, start + 5, chance.choice(("phrase", "number"))) for start in starts)


def cell_of(chance: random.Random, row: int, plan: int) -> Candidate:
    text = text_of(chance, chance.choice((60, 200, 400, 800, 1500)))
    return Candidate(
        key=f"{row}-{plan}",
        path="二/（三）/1",
        title="条款标题" * 3,
        text=text,
        source="规划",
        band="同题",
        strength=Strength.STRONG,
        reasons=("同题“绿色金融”", "共有短语 5 处"),
        marks=marks_of(chance, text),
        others=(CandidateItem("x", "三", "另一条"),),
    )


def filled_columns(folded: bool, deliveries: Frames) -> ClauseColumns:
    """The table with rows of real lengths: a few lines to more than a thousand characters."""
    chance = random.Random(1)
    table = ClauseColumns()
    styles = {
        "phrase": MarkStyle(QColor("#fbe8b0"), Underline.SingleUnderline),
        "number": MarkStyle(QColor("#d5e8f2"), Underline.DotLine),
    }
    table.set_looks(QFont(), styles, StrengthColors.of_palette(table.palette()))
    table.set_columns([ColumnHead(str(n), f"规划{n}") for n in range(PLANS + 1)])
    texts = [text_of(chance, chance.choice((0, 60, 200, 400, 800, 1500))) for _ in range(ROWS)]
    table.set_rows([ClauseRow(str(n), f"三/（{n}）", f"第{n}条", text) for n, text in enumerate(texts)])
    table.fold_all(folded)

    ready = {(row, plan): cell_of(chance, row, plan) for row in range(ROWS) for plan in range(1, PLANS + 1)}
    delivered: set[int] = set()

    def answer(rows: RowRange) -> None:
        fresh = [row for row in range(rows.first, rows.last + 1) if row not in delivered]
        delivered.update(fresh)
        cells = {(str(row), str(plan)): ready[row, plan] for row in fresh for plan in range(1, PLANS + 1)}
        with frame(deliveries):
            table.set_cells(cells)
            table.viewport().repaint()

    table.cells_requested.connect(answer)
    return table


def frames(area: QAbstractScrollArea, settle: Callable[[], None]) -> Frames:
    """Each scroll step from the first row to the last, paint included."""
    application = QApplication.instance()
    assert application is not None
    bar = area.verticalScrollBar()
    result: Frames = []
    while bar.value() < bar.maximum() and len(result) < MOST_FRAMES:
        with frame(result):
            bar.setValue(bar.value() + STEP)
            application.processEvents()
        settle()
    return result


def jumps(table: ClauseColumns, settle: Callable[[], None]) -> Frames:
    """Until a row anywhere is in view, as when the strip above is clicked."""
    application = QApplication.instance()
    assert application is not None
    chance = random.Random(2)
    result: Frames = []
    for _jump in range(40):
        with frame(result):
            table.go_to(chance.randrange(ROWS))
            application.processEvents()
        settle()
    return result


def tell(name: str, times: Frames, peer: Frames | None) -> None:
    """The 95th percentile beside the peer's, and the longest against the aim.

    The longest is given by the clock and by the thread's own time: beside other work the clock counts that too.
    """
    p95 = statistics.quantiles([by_clock for by_clock, _own in times], n=20)[-1]
    peer_p95 = statistics.quantiles([by_clock for by_clock, _own in peer], n=20)[-1] if peer else None
    report(f"{name}, p95 of {len(times)}", p95, peer_p95, unit="ms", against="QTextBrowser with the base alone")
    report(f"{name}, longest", max(times)[0], None, unit="ms", against="", aim=LONGEST_MS)
    own = max(own for _by_clock, own in times)
    report(f"{name}, longest, the thread's own time", own, None, unit="ms", against="", aim=LONGEST_MS)


def main() -> None:
    application = QApplication.instance() or QApplication([])

    def settle() -> None:
        end = time.perf_counter() + 0.04  # the time in which cells are asked for and delivered
        while time.perf_counter() < end:
            application.processEvents()

    browser = QTextBrowser()
    browser.setPlainText("\n".join(text_of(random.Random(n), 500) for n in range(ROWS)))
    browser.resize(1340, 760)
    browser.show()
    application.processEvents()
    peer = frames(browser, application.processEvents)
    for folded in (True, False):
        deliveries: Frames = []
        table = filled_columns(folded, deliveries)
        table.resize(1340, 760)
        table.show()
        settle()
        how = "folded" if folded else "unfolded"
        tell(f"scrolling {ROWS} clauses against {PLANS} plans, {how}", frames(table, settle), peer)
        tell(f"cells that arrive, {how}", deliveries[1:], None)
        tell(f"jumping to a clause, {how}", jumps(table, settle), None)
        table.deleteLater()


if __name__ == "__main__":
    main()
