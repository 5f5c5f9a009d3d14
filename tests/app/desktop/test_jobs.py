"""Work off the GUI thread."""

from __future__ import annotations

import threading

import pytest

from app.desktop.jobs import Jobs


@pytest.fixture
def jobs(qapp):
    jobs = Jobs()
    yield jobs
    jobs.shut_down()


def test_a_result_comes_back_on_the_gui_thread(jobs, qtbot):
    got = []
    jobs.read(lambda _progress: threading.get_ident(), lambda result: got.append((result, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(got))
    worker, receiver = got[0]
    assert worker != receiver == threading.get_ident()


def test_a_newer_job_under_the_same_key_silences_the_older(jobs, qtbot):
    release, got = threading.Event(), []

    def slow(progress):
        release.wait(5)
        progress("", 0.5)
        return "older"

    jobs.read(slow, got.append, key="k")
    jobs.read(lambda _progress: "newer", got.append, key="k")
    release.set()
    qtbot.waitUntil(lambda: not jobs.busy())
    assert got == ["newer"]


def test_changes_run_one_after_the_other_in_order(jobs, qtbot):
    got = []
    for number in range(20):
        jobs.change(lambda _progress, number=number: number, got.append)
    qtbot.waitUntil(lambda: len(got) == 20)
    assert got == list(range(20))


def test_a_cancelled_job_ends_without_a_result(jobs, qtbot):
    begun, ended, got = threading.Event(), [], []

    def work(progress):
        begun.set()
        while True:
            progress("", 0.1)

    job = jobs.read(work, got.append, failed=got.append, ended=lambda: ended.append(True))
    begun.wait(5)
    job.cancel()
    qtbot.waitUntil(lambda: bool(ended))
    assert got == []


def test_an_error_that_nobody_asked_for_is_announced(jobs, qtbot):
    with qtbot.waitSignal(jobs.unexpected) as said:
        jobs.read(lambda _progress: 1 / 0, lambda _result: None)
    assert isinstance(said.args[0], ZeroDivisionError)
