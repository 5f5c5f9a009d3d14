from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from app.desktop.interrupts import closed_by_signals

ROOT = Path(__file__).resolve().parents[3]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of another process are POSIX")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_closes_the_window(qtbot, number):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    before = signal.getsignal(signal.SIGINT)  # a shell lets what runs in the background ignore it
    with closed_by_signals(window):
        signal.raise_signal(number)
        qtbot.waitUntil(lambda: not window.isVisible())
    assert signal.getsignal(signal.SIGINT) is before


def test_ctrl_c_ends_the_whole_desk_cleanly(tmp_path):
    library = tmp_path / "library.db"
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "REFERENCES": "", "XDG_STATE_HOME": str(tmp_path)}
    command = [sys.executable, "-m", "app", "--library", str(library)]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True) as desk:
        deadline = time.monotonic() + 60
        while not library.exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        time.sleep(2)
        desk.send_signal(signal.SIGINT)
        _, said = desk.communicate(timeout=30)
    assert desk.returncode == 0, said
    assert not library.with_name("library.db-wal").exists()  # closed in order: all is in the one file
