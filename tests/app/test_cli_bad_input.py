"""The user's world going wrong: every time one sentence and a remedy on stderr, exit 1, and nothing lost."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from app import cli
from app.library import Library

ROOT = Path(cli.__file__).parents[1]
AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
SAMPLE = (files("templates") / "sample_draft" / "qinglan.md").read_text(encoding="utf-8")

PROSE = "今天天气很好。我们去公园散步，看见了许多花，也遇到了几位老朋友。\n" * 40


@pytest.fixture
def stocked(plandesk):
    """The command line on a library that holds one draft."""
    assert plandesk("new", "--region", "青岚市").code == 0
    return plandesk


def in_one_line(told: str) -> bool:
    """One line, and at least a sentence and a remedy on it."""
    return told.count("\n") == 1 and told.count("。") >= 2 and "Traceback" not in told


BAD_FILES = {
    "empty": b"",
    "only blanks": b" \n\r\n\t" * 50,
    "binary": bytes(range(256)) * 64,
    "picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 16,
    "no plan": PROSE.encode(),
    "wrong encoding": SAMPLE.encode("utf-16-le")[1:],
    "no text at all": b"\xff\xfe" + b"\x00\xd8" * 200,
}


@pytest.mark.parametrize("content", BAD_FILES.values(), ids=BAD_FILES.keys())
def test_a_file_that_is_no_plan_is_refused_in_words(stocked, tmp_path, content):
    file = tmp_path / "bad.txt"
    file.write_bytes(content)
    done = stocked("import", file)
    assert done.code == 1
    assert in_one_line(done.err), done.err
    assert done.err.startswith("bad.txt")
    assert len(stocked("plans", "--json").document["plans"]) == 1
    assert file.read_bytes() == content


def test_a_text_of_50_megabytes_is_refused_quickly_and_in_words(stocked, tmp_path):
    file = tmp_path / "huge.txt"
    with file.open("w", encoding="utf-8") as out:
        for _ in range(52):
            out.write("规划任务与保障措施。\n" * (1_000_000 // 31))
    done = stocked("import", file)
    assert done.code == 1
    assert in_one_line(done.err), done.err


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_usual_encodings_are_read(plandesk, tmp_path, encoding):
    file = tmp_path / "plan.txt"
    file.write_bytes(SAMPLE.encode(encoding))
    done = plandesk("import", file, "--json")
    assert done.code == 0, done.err
    assert done.document["files"][0]["title"] == "青岚市金融业发展“十四五”规划"


def test_a_missing_file_is_named(stocked, tmp_path):
    done = stocked("import", tmp_path / "nowhere.txt")
    assert done.code == 1
    assert "nowhere.txt" in done.err
    assert in_one_line(done.err), done.err


def test_a_folder_without_plans_is_no_success(stocked, tmp_path):
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "picture.png").write_bytes(b"")
    done = stocked("import", tmp_path / "plans", "--json")
    assert done.code == 1
    (file,) = done.document["files"]
    assert file["plan"] is None
    assert file["error"]
    assert in_one_line(done.err), done.err


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of folders are POSIX here")
def test_a_folder_without_permission_is_named(stocked, tmp_path, monkeypatch):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o000)
    if AS_ROOT:  # root may open everything, so let the system say no as it would to others
        refuse_listing(monkeypatch, closed)
    try:
        done = stocked("import", closed)
    finally:
        closed.chmod(0o700)
    assert done.code == 1
    assert "closed" in done.err
    assert in_one_line(done.err), done.err


def refuse_listing(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    listing = Path.iterdir

    def iterdir(path: Path):
        if path == folder:
            raise PermissionError(13, "Permission denied", str(path))
        return listing(path)

    monkeypatch.setattr(Path, "iterdir", iterdir)


HOLDER = """
import sys, app.library, pathlib
with app.library.Library.open(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_library_in_use_by_a_running_desk_can_be_read_but_not_written(stocked, tmp_path):
    library = tmp_path / "library.db"
    streams = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", HOLDER, str(library)], cwd=ROOT, text=True, **streams) as desk:
        assert desk.stdout is not None
        assert desk.stdout.readline() == "held\n"
        refused = stocked("new", "--region", "乙市")
        assert refused.code == 1
        assert in_one_line(refused.err), refused.err
        assert len(stocked("plans", "--json").document["plans"]) == 1
        desk.communicate("")
    assert stocked("new", "--region", "乙市").code == 0


def test_a_killed_desk_does_not_keep_the_library_locked(stocked, tmp_path):
    library = tmp_path / "library.db"
    streams = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", HOLDER, str(library)], cwd=ROOT, text=True, **streams) as desk:
        assert desk.stdout is not None
        desk.stdout.readline()
        desk.kill()
    assert stocked("new", "--region", "乙市").code == 0


def test_a_library_of_a_newer_program_is_left_untouched(stocked, tmp_path):
    library = tmp_path / "library.db"
    with sqlite3.connect(library) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'r9999'")
    connection.close()
    before = library.read_bytes()
    for arguments in (["plans"], ["new", "--region", "乙市"]):
        done = stocked(*arguments)
        assert done.code == 1
        assert in_one_line(done.err), done.err
        assert "升级" in done.err
    assert library.read_bytes() == before


@pytest.mark.parametrize("damage", ["torn", "overwritten", "other file"])
def test_a_damaged_library_is_left_untouched(stocked, tmp_path, damage):
    library = tmp_path / "library.db"
    whole = library.read_bytes()
    broken = {
        "torn": whole[: len(whole) // 3],
        "overwritten": whole[:100] + b"\x5a" * (len(whole) - 100),
        "other file": PROSE.encode(),
    }[damage]
    library.write_bytes(broken)
    for arguments in (["plans"], ["new", "--region", "乙市"]):
        done = stocked(*arguments)
        assert done.code == 1
        assert in_one_line(done.err), done.err
    assert library.read_bytes() == broken


def test_a_folder_in_place_of_the_library_is_named(plandesk, tmp_path):
    done = plandesk("plans", library=tmp_path)
    assert done.code == 1
    assert in_one_line(done.err), done.err


def test_a_library_whose_folder_cannot_be_made_is_refused_in_words(plandesk, tmp_path):
    (tmp_path / "file").write_text("")
    done = plandesk("new", "--region", "乙市", library=tmp_path / "file" / "library.db")
    assert done.code == 1
    assert in_one_line(done.err), done.err


LIMITED = """
import resource, signal, sys
from app import cli
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # so that the write fails, as on a full disk, and the process lives
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
sys.exit(cli.main(sys.argv[2:]))
"""


def with_limit(limit: int, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run the command line where no file may grow beyond `limit` bytes."""
    command = [sys.executable, "-c", LIMITED, str(limit), *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=120)


@pytest.mark.skipif(sys.platform == "win32", reason="limits of file size are POSIX")
def test_a_disk_that_fills_up_while_importing_loses_nothing(stocked, tmp_path):
    library = tmp_path / "library.db"
    plan = tmp_path / "plan.md"
    plan.write_text(SAMPLE, encoding="utf-8")
    before = stocked("outline", "青岚", "--json").document
    done = with_limit(library.stat().st_size + 4096, "--library", library, "import", plan)
    assert done.returncode == 1, done.stderr
    assert in_one_line(done.stderr), done.stderr
    assert stocked("outline", "青岚", "--json").document == before
    assert stocked("import", plan).code == 0


@pytest.mark.skipif(sys.platform == "win32", reason="limits of file size are POSIX")
def test_a_disk_that_fills_up_while_exporting_keeps_the_old_document(stocked, tmp_path):
    target = tmp_path / "plan.docx"
    target.write_bytes(b"the old document")
    done = with_limit(2048, "--library", tmp_path / "library.db", "export", "docx", "青岚", "-o", target)
    assert done.returncode == 1, done.stderr
    assert in_one_line(done.stderr), done.stderr
    assert target.read_bytes() == b"the old document"
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(".plandesk")] == []


@pytest.fixture
def small_disk(tmp_path: Path):
    """A real disk of one megabyte, where this machine lets us mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount")
    if not (AS_ROOT and mount and sys.platform == "linux"):
        pytest.skip("a disk of our own can only be mounted by root on Linux")
    done = subprocess.run([mount, "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)], capture_output=True)
    if done.returncode:
        pytest.skip("mounting is not allowed here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True, capture_output=True)


def test_a_full_disk_loses_nothing(plandesk, small_disk, tmp_path):
    library = small_disk / "library.db"
    assert plandesk("new", "--region", "青岚市", library=library).code == 0
    before = plandesk("outline", "青岚", "--json", library=library).document
    fill(small_disk / "ballast")
    plan = tmp_path / "plan.md"
    plan.write_text(SAMPLE, encoding="utf-8")
    done = plandesk("import", plan, library=library)
    assert done.code == 1
    assert in_one_line(done.err), done.err
    (small_disk / "ballast").unlink()
    assert plandesk("outline", "青岚", "--json", library=library).document == before


def test_a_full_disk_refuses_an_export_in_words(stocked, small_disk):
    fill(small_disk / "ballast")
    done = stocked("export", "docx", "青岚", "-o", small_disk / "plan.docx")
    assert done.code == 1
    assert "磁盘" in done.err
    assert [file.name for file in small_disk.iterdir()] == ["ballast"]


def fill(file: Path) -> None:
    """Take the last byte of a disk."""
    with file.open("wb", buffering=0) as out:
        for size in (4096, 512, 1):
            try:
                while out.write(bytes(size)) == size:
                    pass
            except OSError:
                continue


def test_a_read_only_disk_is_not_written_and_keeps_everything(plandesk, small_disk):
    library = small_disk / "library.db"
    assert plandesk("new", "--region", "青岚市", library=library).code == 0
    if not remount(small_disk, "ro"):
        pytest.skip("remounting is not allowed here")
    refused = plandesk("new", "--region", "乙市", library=library)
    remount(small_disk, "rw")
    assert refused.code == 1
    assert in_one_line(refused.err), refused.err
    assert len(plandesk("plans", "--json", library=library).document["plans"]) == 1


def remount(place: Path, how: str) -> bool:
    return not subprocess.run(["mount", "-o", f"remount,{how}", str(place)], capture_output=True).returncode


def test_a_read_only_library_file_is_not_written(stocked, tmp_path):
    library = tmp_path / "library.db"
    if not make_read_only(library):
        pytest.skip("root may write read-only files, and this file system has no immutable ones")
    try:
        done = stocked("new", "--region", "乙市")
    finally:
        make_writable(library)
    assert done.code == 1
    assert in_one_line(done.err), done.err
    with Library.open(library, write=False) as kept:
        assert len(kept.plans()) == 1


def make_read_only(file: Path) -> bool:
    """Root may write files that are read-only, but not immutable ones."""
    if not AS_ROOT:
        file.chmod(0o444)
        return True
    chattr = shutil.which("chattr")
    return chattr is not None and not subprocess.run([chattr, "+i", str(file)], capture_output=True).returncode


def make_writable(file: Path) -> None:
    if AS_ROOT:
        subprocess.run(["chattr", "-i", str(file)], capture_output=True)
    else:
        file.chmod(0o644)


def test_exporting_into_nowhere_is_refused_in_words(stocked, tmp_path):
    done = stocked("export", "docx", "青岚", "-o", tmp_path / "none" / "plan.docx")
    assert done.code == 1
    assert in_one_line(done.err), done.err
