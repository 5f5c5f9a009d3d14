from __future__ import annotations

import logging
import sys
import threading

import pytest

from app import log


@pytest.fixture
def log_file(monkeypatch, tmp_path):
    file = tmp_path / "logs" / "plandesk.log"
    monkeypatch.setattr(log, "log_file", lambda: file)
    yield file
    logger = logging.getLogger("plandesk")
    for handler in logger.handlers[:]:
        logger.removeHandler(handler)
        handler.close()


def test_a_bug_is_written_down_whole(log_file):
    try:
        raise ValueError("planted")
    except ValueError as error:
        sentence = log.record(error)
    assert str(log_file) in sentence
    text = log_file.read_text(encoding="utf-8")
    assert "Traceback" in text
    assert "ValueError: planted" in text


def test_a_run_without_bugs_leaves_no_log(log_file):
    assert not log_file.parent.exists()


def test_uncaught_errors_of_any_thread_are_told(log_file, monkeypatch):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    told: list[str] = []
    log.install(told.append)

    def broken() -> None:
        raise ValueError("in a thread")

    thread = threading.Thread(target=broken)
    thread.start()
    thread.join()
    sys.excepthook(ValueError, ValueError("in the main thread"), None)
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert len(told) == 2
    text = log_file.read_text(encoding="utf-8")
    assert "in a thread" in text
    assert "in the main thread" in text
