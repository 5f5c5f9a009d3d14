"""Files that only a word processor reads (.doc, .wps, .rtf, .odt) become .docx through LibreOffice, where it is there.

It runs apart from the user's own LibreOffice: its own profile in a temporary folder, without macros and without
fetching what a document links to, and not longer than a time limit.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from app.errors import UserError
from app.progress import Progress, silent

TIME_LIMIT = 120.0  # seconds
REMEDY = "请在 Word 或 WPS 中打开，另存为 .docx，再导入。"
WARNING = "这个文件先由 LibreOffice 转换为 .docx 再读取，请留意编号和表格是否完整。"

_PLACES = (
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse">
<value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>2</value>
</prop></item>
</oor:items>
"""
_PROOF = rb"{\rtf1\ansi a}"
"""A file that every LibreOffice can open: if it cannot, the fault is not the user's file."""


def office() -> str | None:
    """The LibreOffice of this machine, None if there is none."""
    for name in ("soffice", "libreoffice"):
        if found := shutil.which(name):
            return found
    return next((place for place in _PLACES if Path(place).is_file()), None)


def to_docx(data: bytes, name: str, progress: Progress = silent) -> bytes:
    """The .docx that LibreOffice makes of a word processor's file.

    Raises UserError (no LibreOffice, it does not run, it takes too long, it cannot read the file), Cancelled.
    """
    program = office()
    if program is None:
        raise UserError(f"“{name}”是旧版 Word、WPS 或其他文字处理软件的文件，无法直接读取。", REMEDY)
    with tempfile.TemporaryDirectory(prefix="plandesk-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        result = _converted(program, data, folder, name, progress)
        if result is None and _converted(program, _PROOF, folder, name, progress) is None:
            raise _out_of_order(name)
        if result is None:
            raise UserError(f"“{name}”无法转换：LibreOffice 打不开它，可能加了密码或已损坏。", REMEDY)
        return result


def _out_of_order(name: str) -> UserError:
    return UserError(
        f"“{name}”没有转换：这台电脑上的 LibreOffice 不能正常启动。",
        "请打开一次 LibreOffice，按它的提示修复或重新安装；或在 Word、WPS 中打开这个文件，另存为 .docx，再导入。",
    )


def _converted(program: str, data: bytes, folder: Path, name: str, progress: Progress) -> bytes | None:
    """What LibreOffice makes of a file, None if nothing. Raises as `to_docx` does."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    source = folder / "source.doc"
    source.write_bytes(data)
    _run(program, source, profile, name, progress)
    result = folder / "converted" / "source.docx"
    return (result.read_bytes() or None) if result.is_file() else None


def _run(program: str, source: Path, profile: Path, name: str, progress: Progress) -> None:
    command = [
        program,
        f"-env:UserInstallation={profile.as_uri()}",
        *("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck"),
        *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(source.parent / "converted"), str(source)),
    ]
    quiet = subprocess.DEVNULL
    try:
        process = subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
    except OSError as error:
        raise _out_of_order(name) from error
    started = time.monotonic()
    try:
        while process.poll() is None:
            passed = time.monotonic() - started
            if passed > TIME_LIMIT:
                raise UserError(f"“{name}”转换超过 {TIME_LIMIT:.0f} 秒，已停止。", REMEDY)
            progress(f"正在由 LibreOffice 转换“{name}”", min(passed / 20, 0.99))
            time.sleep(0.1)
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End LibreOffice and what it started, if it still runs."""
    if process.poll() is None:
        if sys.platform == "win32":
            subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], check=False, capture_output=True)
        else:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
    process.wait()
