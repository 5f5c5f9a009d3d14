"""The set-up on machines that lack something, played with stand-ins for the system's programs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = ROOT / ".ci" / "system-packages"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="system packages are looked for on Linux only")

LIBRARIES = """libEGL.so.1 libGL.so.1 libglib-2.0.so.0 libdbus-1.so.3 libfontconfig.so.1 libxkbcommon.so.0
libxkbcommon-x11.so.0 libX11-xcb.so.1 libxcb-cursor.so.0 libxcb-icccm.so.4 libxcb-image.so.0 libxcb-keysyms.so.1
libxcb-randr.so.0 libxcb-render-util.so.0 libxcb-shape.so.0 libxcb-sync.so.1 libxcb-util.so.1 libxcb-xfixes.so.0
libxcb-xkb.so.1 libwayland-client.so.0 libwayland-cursor.so.0"""


class Machine:
    """A folder of stand-in programs that becomes the whole PATH; what apt-get was asked for is written down."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.calls = folder / "calls"
        for tool in ("sh", "uname", "grep", "find", "env", "cat"):  # small scripts, never links: tests write over them
            self.has(tool, f'exec {shutil.which(tool)} "$@"')
        self.has("python", "exit 0")
        self.has("fc-list", "echo font")
        self.has("ldconfig", f"echo '{LIBRARIES}'")

    def has(self, name: str, script: str) -> None:
        file = self.folder / name
        assert not file.is_symlink()
        file.write_text(f"#!/bin/sh\n{script}\n")
        file.chmod(0o755)

    def has_apt(self, *, user: int) -> None:
        self.has("apt-get", f'echo "$@" >> {self.calls}')
        self.has("id", f"echo {user}")

    def asked(self) -> str:
        return self.calls.read_text() if self.calls.exists() else ""

    def set_up(self, level: str) -> subprocess.CompletedProcess[str]:
        environment = {
            "PATH": str(self.folder),
            "PYTHON": str(self.folder / "python"),
            "LDCONFIG": str(self.folder / "ldconfig"),
            "LC_ALL": os.environ.get("LC_ALL", "C.UTF-8"),
        }
        command = ["/bin/sh", str(SCRIPT), level]
        return subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8")


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_a_machine_that_has_everything_is_left_alone_in_silence(machine):
    machine.has_apt(user=0)
    done = machine.set_up("run")
    assert (done.returncode, done.stdout, done.stderr, machine.asked()) == (0, "", "", "")


def test_root_gets_what_is_missing_and_only_that(machine):
    machine.has_apt(user=0)
    machine.has("ldconfig", f"echo '{LIBRARIES.replace('libEGL.so.1', '')}'")
    done = machine.set_up("run")
    assert done.returncode == 0, done.stderr
    assert machine.asked().splitlines()[-1] == "install -yq --no-install-recommends libegl1"


def test_without_rights_the_one_line_to_run_is_printed(machine):
    machine.has_apt(user=1000)
    machine.has("ldconfig", f"echo '{LIBRARIES.replace('libxcb-cursor.so.0', '')}'")
    done = machine.set_up("run")
    assert done.returncode == 1
    (line,) = [line for line in done.stderr.splitlines() if "apt-get" in line]
    assert line.endswith("libxcb-cursor0")
    assert machine.asked() == ""


def test_passwordless_sudo_is_used(machine):
    machine.has_apt(user=1000)
    machine.has("sudo", 'shift; exec "$@"')
    machine.has("true", "exit 0")
    machine.has("python", "exit 1")
    done = machine.set_up("venv")
    assert done.returncode == 0, done.stderr
    assert "python3-venv" in machine.asked()


def test_the_tests_need_the_readers_besides(machine):
    machine.has_apt(user=0)
    assert machine.set_up("test").returncode == 0
    asked = machine.asked()
    for package in ("libreoffice-writer", "libreoffice-calc", "poppler-utils", "xvfb"):
        assert package in asked


def test_a_machine_without_apt_is_told_and_may_still_run(machine):
    machine.has("fc-list", "exit 1")
    machine.has("find", "exit 0")
    done = machine.set_up("run")
    assert done.returncode == 0
    assert "fonts-noto-cjk" in done.stderr


@pytest.mark.parametrize("target", ["run", "test", "check", "bench", "screenshots", "judge", "dist", "clean"])
def test_make_knows_every_target(target):
    done = subprocess.run(["make", "--dry-run", target], cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
