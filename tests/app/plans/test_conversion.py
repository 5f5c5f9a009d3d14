"""Files of word processors go through LibreOffice, or are refused with what to do instead."""

from __future__ import annotations

import shutil
import stat
import subprocess
import time
from pathlib import Path

import pytest

from app.drafting.sample import sample_draft
from app.errors import UserError
from app.exporting import plan_docx
from app.plans import conversion
from app.plans.outline import paths
from app.plans.reading import read_plan
from app.progress import Cancelled

RTF = rb"{\rtf1\ansi x}"


def stand_in(folder: Path, script: str) -> str:
    """A program in LibreOffice's place."""
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return str(program)


def test_without_libreoffice_the_file_is_refused_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversion, "office", lambda: None)
    file = tmp_path / "规划.doc"
    file.write_bytes(RTF)
    with pytest.raises(UserError) as caught:
        read_plan(file)
    assert "规划.doc" in caught.value.sentence
    assert "另存为 .docx" in caught.value.remedy


def test_a_file_that_libreoffice_cannot_open_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = stand_in(
        tmp_path,
        """while [ "$1" != --outdir ]; do shift; done
grep -q broken "$3" && exit 0
mkdir -p "$2" && echo converted > "$2/source.docx"
""",
    )
    monkeypatch.setattr(conversion, "office", lambda: program)
    assert conversion.to_docx(RTF, "规划.doc") == b"converted\n"
    with pytest.raises(UserError, match="打不开它"):
        conversion.to_docx(b"broken", "规划.doc")


@pytest.mark.parametrize("script", ["exit 1", "kill -SEGV $$", "exit 0"])
def test_a_libreoffice_that_does_not_run_is_not_told_as_a_bad_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    program = stand_in(tmp_path, script)
    monkeypatch.setattr(conversion, "office", lambda: program)
    with pytest.raises(UserError, match="不能正常启动") as caught:
        conversion.to_docx(RTF, "规划.doc")
    assert "修复或重新安装" in caught.value.remedy


def test_a_libreoffice_that_is_no_program_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversion, "office", lambda: str(tmp_path / "gone"))
    with pytest.raises(UserError, match="不能正常启动"):
        conversion.to_docx(RTF, "规划.doc")


def test_a_conversion_that_takes_too_long_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = stand_in(tmp_path, f"sleep 60 & echo $! > {tmp_path}/child; wait")
    monkeypatch.setattr(conversion, "office", lambda: program)
    monkeypatch.setattr(conversion, "TIME_LIMIT", 0.5)
    began = time.monotonic()
    with pytest.raises(UserError, match="已停止"):
        conversion.to_docx(RTF, "规划.doc")
    assert time.monotonic() - began < 10
    child = int((tmp_path / "child").read_text())
    for _ in range(50):
        if not is_running(child):
            break
        time.sleep(0.1)
    assert not is_running(child)


def is_running(process: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text()
    except FileNotFoundError:
        return False


def test_a_conversion_can_be_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = stand_in(tmp_path, "sleep 60")
    monkeypatch.setattr(conversion, "office", lambda: program)

    def stop(_message: str, fraction: float) -> None:
        if fraction > 0.01:
            raise Cancelled

    began = time.monotonic()
    with pytest.raises(Cancelled):
        conversion.to_docx(RTF, "规划.doc", stop)
    assert time.monotonic() - began < 10


@pytest.mark.office
@pytest.mark.timeout(240)
@pytest.mark.parametrize("suffix", ["doc", "rtf", "odt"])
def test_the_sample_comes_back_through_libreoffice(tmp_path: Path, suffix: str) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    plan = sample_draft()
    plan_docx.write(plan, tmp_path / "plan.docx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", suffix, "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "plan.docx")], check=True, capture_output=True, timeout=120)
    file = tmp_path / f"plan.{suffix}"
    file = file.rename(tmp_path / "plan.wps") if suffix == "doc" else file  # what WPS writes is the same format
    reading = read_plan(file)
    assert reading.warnings[0] == conversion.WARNING
    assert paths(reading.plan.sections) == paths(plan.sections)
    assert reading.plan.front.title == plan.front.title
    assert reading.plan.source is not None
    assert reading.plan.source.name == file.name
