"""From starting the process to the first painted window, and the peak memory, against a bare PySide6 window; the desk
opens a library with the reference plans and the sample draft."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from ratio import report

from app.compose import furnish
from app.library import Library

ROOT = Path(__file__).resolve().parents[2]
REFERENCES = Path(os.environ.get("REFERENCES") or ROOT.parent / "shared" / "references")
ROUNDS = 5

# Both children say "painted" after their first paint event and "ready" when they have nothing left to do, each with
# the peak memory so far (KB).
WATCH = """
import resource, sys
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

def tell(word):
    print(word, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, flush=True)

class FirstPaint(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            QApplication.instance().removeEventFilter(self)
            QTimer.singleShot(0, lambda: tell("painted"))
        return False

first = FirstPaint()
"""
BARE = (
    WATCH
    + """
application = QApplication(sys.argv)
application.installEventFilter(first)
window = QWidget()
window.resize(1440, 900)
window.show()
QTimer.singleShot(300, lambda: (tell("ready"), application.quit()))
application.exec()
"""
)
DESK = (
    WATCH
    + """
from app import cli
from app.desktop import application

make_application = application.make_application

def watched():
    made = make_application()
    made.installEventFilter(first)
    QTimer.singleShot(0, look)
    return made

def look():
    windows = [w for w in QApplication.topLevelWidgets() if getattr(w, "session", None) is not None]
    if windows and windows[0].session.matching is not None and not windows[0].session.jobs.busy():
        tell("ready")
        windows[0].close()
        QApplication.quit()
    else:
        QTimer.singleShot(50, look)

application.make_application = watched
cli.main(["--library", sys.argv[1]])
"""
)


@dataclass(frozen=True)
class Start:
    """One start: seconds to the first paint and until ready, and the peak memory then, in MB."""

    painted: float
    painted_mb: float
    ready: float
    ready_mb: float


def start(program: str, *arguments: str) -> Start:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "REFERENCES": ""}
    begun = time.perf_counter()
    told: dict[str, tuple[float, float]] = {}
    command = [sys.executable, "-c", program, *arguments]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        for said in process.stdout or ():
            word, _, peak = said.partition(" ")
            told[word] = (time.perf_counter() - begun, int(peak) / 1024)
    return Start(*told["painted"], *told["ready"])


def median(starts: list[Start], field: str) -> float:
    return statistics.median(getattr(one, field) for one in starts)


with tempfile.TemporaryDirectory() as folder:
    library_file = Path(folder) / "library.db"
    with Library.open(library_file) as library:
        furnish(library, REFERENCES if REFERENCES.is_dir() else None)
        plans = len(library.plans())
    start(DESK, str(library_file))  # compiles modules, warms the disk cache
    start(BARE)
    desk: list[Start] = []
    bare: list[Start] = []
    for _ in range(ROUNDS):
        desk.append(start(DESK, str(library_file)))
        bare.append(start(BARE))
    window = "a bare PySide6 window"
    report("first painted window", median(desk, "painted"), median(bare, "painted"), unit="s", against=window, aim=4)
    name = f"peak memory, {plans} plans open and indexed"
    report(name, median(desk, "ready_mb"), median(bare, "ready_mb"), unit="MB", against=window, aim=3)
    name = f"desk ready, {plans} plans indexed"
    report(name, median(desk, "ready"), None, unit="s", against="nothing")
