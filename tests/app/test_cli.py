from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import time
from importlib.resources import files
from pathlib import Path

import pytest

from app import cli, command_line, commands, log, terminal
from app.errors import UserError
from app.progress import Cancelled

ROOT = Path(cli.__file__).parents[1]
SAMPLE = (files("templates") / "sample_draft" / "qinglan.md").read_text(encoding="utf-8")
NEIGHBOUR = """云泽市金融业发展“十四五”规划

一、发展基础

（一）主要成效

2020年，全市金融业增加值达到88亿元，存贷款余额稳步增长。

二、主要任务

（一）发展绿色金融

引导银行设立绿色支行，扩大绿色信贷投放，支持节能改造和清洁能源项目。

（二）完善农村金融服务

推进助农服务点建设，推广农业保险和整村授信。

三、保障措施

（一）加强组织领导

成立工作专班，明确责任分工，按年度检查落实情况。
"""


@pytest.fixture
def plan_files(tmp_path: Path) -> Path:
    folder = tmp_path / "plans"
    folder.mkdir()
    (folder / "qinglan.md").write_text(SAMPLE, encoding="utf-8")
    (folder / "yunze.txt").write_text(NEIGHBOUR, encoding="utf-8")
    return folder


@pytest.fixture
def stocked(plandesk, plan_files):
    """The command line on a library that holds a draft and a reference."""
    assert plandesk("import", plan_files / "qinglan.md", "--as", "draft").code == 0
    assert plandesk("import", plan_files / "yunze.txt").code == 0
    return plandesk


def test_import_reports_each_file(plandesk, plan_files, fits):
    done = plandesk("import", plan_files, "--json")
    assert done.code == 0, done.err
    fits(done.document, "import")
    titles = {Path(file["path"]).name: file["title"] for file in done.document["files"]}
    assert titles == {"qinglan.md": "青岚市金融业发展“十四五”规划", "yunze.txt": "云泽市金融业发展“十四五”规划"}


def test_a_bad_file_does_not_stop_the_others_but_shows_in_the_exit_code(plandesk, plan_files, fits):
    (plan_files / "empty.txt").write_bytes(b"")
    done = plandesk("import", plan_files, "--json")
    assert done.code == 1
    fits(done.document, "import")
    errors = {Path(file["path"]).name: file["error"] for file in done.document["files"]}
    assert errors["empty.txt"]
    assert errors["yunze.txt"] is None
    assert "empty.txt" in done.err
    assert len(plandesk("plans", "--json").document["plans"]) == 2


def test_plans_lists_id_role_and_title(stocked, fits):
    done = stocked("plans", "--json")
    fits(done.document, "plans")
    assert {plan["role"] for plan in done.document["plans"]} == {"draft", "reference"}
    assert "云泽市" in stocked("plans").out


def test_outline_prints_one_document_and_nothing_else(stocked, fits):
    done = stocked("outline", "云泽", "--json")
    fits(done.document, "outline")
    assert done.err == ""
    paths = [section["path"] for section in done.document["sections"]]
    assert paths == ["一", "一/（一）", "二", "二/（一）", "二/（二）", "三", "三/（一）"]


def test_a_plan_is_found_by_id_or_by_a_part_of_one_title(stocked):
    plans = stocked("plans", "--json").document["plans"]
    for plan in plans:
        assert stocked("outline", plan["id"], "--json").document["plan"]["title"] == plan["title"]
    both = stocked("outline", "金融业")
    assert both.code == 1
    assert "青岚市" in both.err
    assert "云泽市" in both.err
    assert stocked("outline", "没有这个").code == 1


def test_indicators_are_those_of_the_plans_named(stocked, fits):
    everything = stocked("indicators", "--json").document
    fits(everything, "indicators")
    assert everything["indicators"]
    assert stocked("indicators", "云泽", "--json").document["indicators"] == []
    assert stocked("indicators", "青岚", "--json").document == everything
    assert "亿元" in stocked("indicators").out


def test_facts_name_their_clause(stocked, fits):
    done = stocked("facts", "云泽", "--json")
    fits(done.document, "facts")
    assert any(fact["path"] == "一/（一）" and fact["value"] == 88 for fact in done.document["facts"])


def test_match_by_path_looks_in_the_other_plans(stocked, fits):
    done = stocked("match", "--plan", "云泽", "--path", "二/(一)", "--json")  # brackets may be half-width
    assert done.code == 0, done.err
    fits(done.document, "match")
    (result,) = done.document["results"]
    assert result["query"]["path"] == "二/（一）"
    assert len(result["plans"]) == 1
    assert result["plans"][0]["plan"] != result["query"]["plan"]
    assert "绿色" in result["plans"][0]["candidates"][0]["title"]


def test_match_by_text_looks_in_all_plans(stocked, fits):
    done = stocked("match", "--text", "扩大绿色信贷投放", "--top", "2", "--json")
    fits(done.document, "match")
    (result,) = done.document["results"]
    assert result["query"] == {"text": "扩大绿色信贷投放"}
    assert len(result["plans"]) == 2
    assert all(len(plan["candidates"]) <= 2 for plan in result["plans"])


def test_match_refuses_an_empty_text_and_an_unknown_path(stocked):
    for arguments in (["--text", " "], ["--plan", "云泽", "--path", "九十九"]):
        done = stocked("match", *arguments, "--json")
        assert (done.code, done.out) == (1, "")
        assert done.err.count("\n") == 1


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "with byte order mark"])
def test_match_batch_answers_every_line(stocked, fits, tmp_path, mark):
    lines = [{"id": "a", "plan": "云泽", "path": "三/（一）"}, {"id": 7, "text": "农业保险"}]
    file = tmp_path / "queries.jsonl"
    text = "\n\n".join(json.dumps(entry, ensure_ascii=False) for entry in lines)
    file.write_text(mark + text + "\n", encoding="utf-8")
    done = stocked("match", "--batch", file, "--json")
    assert done.code == 0, done.err
    fits(done.document, "match")
    assert [result["id"] for result in done.document["results"]] == ["a", "7"]


def test_a_bad_line_of_a_batch_is_named_and_the_others_are_answered(stocked, tmp_path):
    file = tmp_path / "queries.jsonl"
    bad = ["{", "[]", '{"id": "x"}', '{"plan": "云泽"}', '{"text": 5}', '{"plan": "云泽", "path": "九十九"}']
    file.write_text("\n".join(['{"text": "绿色金融"}', *bad]), encoding="utf-8")
    done = stocked("match", "--batch", file, "--json")
    assert done.code == 1
    assert len(done.document["results"]) == 1
    told = done.err.splitlines()
    assert len(told) == len(bad)
    for number in range(2, 8):
        assert any(f"第 {number} 行" in sentence for sentence in told)


def test_a_batch_file_that_is_missing_or_no_utf8_gets_a_sentence(stocked, tmp_path):
    assert stocked("match", "--batch", tmp_path / "none.jsonl").code == 1
    file = tmp_path / "gbk.jsonl"
    file.write_bytes('{"text": "绿色"}'.encode("gb18030"))
    done = stocked("match", "--batch", file)
    assert done.code == 1
    assert "UTF-8" in done.err


def test_coverage_lays_all_plans_against_the_topics(stocked, fits):
    done = stocked("coverage", "--json")
    fits(done.document, "coverage")
    ids = {plan["id"] for plan in stocked("plans", "--json").document["plans"]}
    assert all(topic["plans"].keys() <= ids for topic in done.document["topics"])
    assert "绿色" in stocked("coverage").out


def test_new_makes_a_draft_from_a_template(plandesk, fits):
    done = plandesk("new", "--region", "青岚市", "--period", "2026-2030", "--json")
    fits(done.document, "new")
    plan = done.document["plan"]
    assert plan["period"] == [2026, 2030]
    assert "青岚市" in plan["title"]
    assert plan["sections"] > 10
    assert plandesk("new", "--region", "甲市", "--title", "甲市规划").out.startswith("已新建草稿《甲市规划》")
    assert plandesk("new", "--region", "甲市", "--template", "没有").code == 1


@pytest.mark.parametrize("name", ["plan.docx", "comparison.docx", "comparison.xlsx", "indicators.xlsx"])
def test_exports_are_written(stocked, tmp_path, name):
    target = tmp_path / name
    kind = {"plan": "docx", "comparison": "comparison", "indicators": "xlsx"}[target.stem]
    done = stocked("export", kind, "青岚", "-o", target)
    assert done.code == 0, done.err
    assert done.out.strip() == str(target)
    assert target.read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    "arguments",
    [
        ["no-such-command"],
        ["match"],
        ["match", "--plan", "x"],
        ["match", "--text", "x", "--path", "一"],
        ["match", "--text", "x", "--top", "0"],
        ["new"],
        ["new", "--region", "x", "--period", "2025-2021"],
        ["new", "--region", "x", "--period", "later"],
        ["export"],
        ["export", "docx", "x", "-o", "plan.pdf"],
        ["export", "comparison", "x", "-o", "x"],
        ["import"],
        ["outline"],
    ],
    ids=" ".join,
)
def test_wrong_usage_exits_2_and_touches_nothing(plandesk, tmp_path, arguments):
    done = plandesk(*arguments)
    assert done.code == 2
    assert done.out == ""
    assert not (tmp_path / "library.db").exists()


def test_a_missing_library_is_a_sentence_with_a_remedy(plandesk):
    done = plandesk("plans", "--json")
    assert (done.code, done.out) == (1, "")
    assert done.err.count("\n") == 1
    assert done.err.count("。") == 2


def test_a_bug_goes_to_the_log_and_is_told_in_one_sentence(plandesk, monkeypatch):
    def broken(_arguments: object) -> None:
        raise ZeroDivisionError("planted")

    monkeypatch.setattr(commands, "list_plans", broken)
    done = plandesk("plans")
    assert done.code == command_line.EXIT_BUG
    assert done.err.count("\n") == 1
    assert "Traceback" not in done.err
    assert "ZeroDivisionError: planted" in log.log_file().read_text(encoding="utf-8")
    assert str(log.log_file()) in done.err
    _close_log()


def test_a_log_that_cannot_be_written_does_not_hide_the_bug(plandesk, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(log, "log_file", lambda: tmp_path / "file" / "plandesk.log")

    def broken(_arguments: object) -> None:
        raise ZeroDivisionError("planted")

    monkeypatch.setattr(commands, "list_plans", broken)
    done = plandesk("plans")
    assert done.code == command_line.EXIT_BUG
    assert "ZeroDivisionError: planted" in done.err


@pytest.mark.parametrize("raised", [Cancelled(), KeyboardInterrupt()], ids=["cancelled", "interrupted"])
def test_a_cancel_exits_130(plandesk, monkeypatch, raised):
    def stopped(_arguments: object) -> None:
        raise raised

    monkeypatch.setattr(commands, "list_plans", stopped)
    assert plandesk("plans").code == 130


def test_a_full_disk_anywhere_is_no_bug(plandesk, monkeypatch):
    def full(_arguments: object) -> None:
        raise OSError(28, "No space left on device", "/x/plan.docx")

    monkeypatch.setattr(commands, "list_plans", full)
    done = plandesk("plans")
    assert done.code == 1
    assert "磁盘已满" in done.err


def test_interrupts_stop_watched_work_at_its_next_report():
    with terminal.watched() as progress:
        progress("before", 0.1)
        signal.raise_signal(signal.SIGINT)
        with pytest.raises(Cancelled):
            progress("after", 0.2)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_without_a_display_the_window_is_refused_in_words(monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    with pytest.raises(UserError) as refused:
        commands.refuse_without_display()
    assert "demo" in refused.value.remedy
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    commands.refuse_without_display()


def test_no_command_opens_the_window_with_the_library_and_the_references(monkeypatch, tmp_path, plandesk):
    application = pytest.importorskip("app.desktop.application")
    opened: list[tuple[object, ...]] = []

    def run(library: Path, references: Path | None) -> int:
        opened.append((library, references))
        return 0

    monkeypatch.setattr(application, "run", run)
    monkeypatch.setenv("REFERENCES", str(tmp_path))
    assert plandesk().code == 0
    assert opened == [(tmp_path / "library.db", tmp_path)]


# The program as a process of its own ---------------------------------------------------------------------------------


def start(*arguments: object, **options: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "app", *map(str, arguments)]
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
    return subprocess.Popen(command, text=True, encoding="utf-8", cwd=Path(cli.__file__).parents[1], **streams)  # type: ignore[arg-type]


def test_output_is_utf8_whatever_the_locale(plan_files, tmp_path):
    environment = {**os.environ, "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    library = tmp_path / "utf8.db"
    with start("--library", library, "import", plan_files, "--json", env=environment) as process:
        out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert {file["title"] for file in json.loads(out)["files"]} >= {"云泽市金融业发展“十四五”规划"}


def test_a_reader_that_leaves_early_is_no_error(stocked, tmp_path):
    with start("--library", tmp_path / "library.db", "outline", "青岚", "--json") as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        said = process.stderr.read()
        assert process.wait(60) == 0, said
    assert said == ""


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C of another process is a POSIX signal")
def test_ctrl_c_during_an_import_leaves_no_plan(plandesk, plan_files, tmp_path):
    """Many copies under distinct titles, so that there is time to press the keys."""
    for number in range(60):
        (plan_files / f"{number:02}.md").write_text(SAMPLE.replace("青岚", f"青{number}岚"), encoding="utf-8")
    library = tmp_path / "library.db"
    with start("--library", library, "import", plan_files) as process:
        deadline = time.monotonic() + 30
        while not library.exists() and time.monotonic() < deadline:
            time.sleep(0.02)
        time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert err.strip().splitlines()[-1] == "已取消，没有留下任何改动。"
    assert plandesk("plans", "--json").document["plans"] == []


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C of another process is a POSIX signal")
def test_ctrl_c_while_modules_are_loaded_shows_no_traceback(tmp_path):
    """The interrupt comes with the first module that the door loads, in the midst of its imports."""
    code = """
import builtins, os, signal, sys
from app import cli
load = builtins.__import__
def interrupted(name, *rest):
    if name == "argparse":
        os.kill(os.getpid(), signal.SIGINT)
    return load(name, *rest)
builtins.__import__ = interrupted
sys.exit(cli.main(["plans"]))
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (130, b"")
    assert done.stderr.decode() == "已取消，没有留下任何改动。\n"


def test_the_door_loads_nothing_but_itself():
    code = "import sys; before = set(sys.modules); import app.cli; print(*sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert [name for name in done.stdout.split() if name.startswith("app")] == ["app", "app.cli"]


@pytest.mark.parametrize("command", ["demo", "screenshots"])
@pytest.mark.parametrize("named", ["missing", "file"])
def test_a_folder_of_references_that_is_not_there_is_refused(plandesk, tmp_path, command, named):
    (tmp_path / "file").write_text("")
    done = plandesk(command, "-o", tmp_path / "out", "--references", tmp_path / named)
    assert (done.code, done.out) == (1, "")
    assert str(tmp_path / named) in done.err
    assert "--references" in done.err
    assert not (tmp_path / "out").exists()


def test_screenshots_show_every_page_at_full_size(tmp_path):
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "REFERENCES": ""}
    with start("screenshots", "-o", tmp_path / "pages", env=environment) as process:
        out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    pictures = {file.stem: file.read_bytes() for file in (tmp_path / "pages").glob("*.png")}
    assert pictures.keys() >= {"library", "draft", "compare", "coverage", "indicators"}
    assert len(out.splitlines()) == len(pictures)
    for data in pictures.values():
        width, height = int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
        assert (width, height) == (1440, 900)


def _close_log() -> None:
    for handler in logging.getLogger("plandesk").handlers[:]:
        logging.getLogger("plandesk").removeHandler(handler)
        handler.close()
