from __future__ import annotations

import io
import sys

import pytest

from app import terminal
from app.errors import UserError


def test_columns_line_up_by_display_width(capsys):
    terminal.print_rows(("标识", "标题"), [("a", "云泽市规划"), ("bc", None)])
    lines = capsys.readouterr().out.splitlines()
    assert lines == ["标识  标题", "a     云泽市规划", "bc    —"]


def test_a_document_is_readable_utf8(capsys):
    terminal.print_document({"title": "规划", "period": None})
    assert '"title": "规划"' in capsys.readouterr().out


def test_an_error_is_one_line_on_stderr(capsys):
    terminal.say_error(UserError("第一句\n换行了。", "补救。"))
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == "第一句 换行了。补救。\n"


def test_a_windowed_program_without_streams_may_still_speak(monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    terminal.use_utf8()
    try:
        print("nobody hears this")
        terminal.say("nor this")
    finally:
        for stream in (sys.stdout, sys.stderr):
            stream.close()


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("stream", "shows"), [(Terminal(), True), (io.StringIO(), False)], ids=["terminal", "pipe"])
def test_progress_shows_on_a_terminal_only(stream, shows):
    with terminal.watched(stream) as progress:
        progress("正在读取", 0.5)
        progress("完成", 1.0)
    assert bool(stream.getvalue()) is shows
