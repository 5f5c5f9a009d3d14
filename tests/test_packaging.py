"""The five top-level names are generic, so a clash with another distribution must be loud."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution, packages_distributions
from importlib.resources import files
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).resolve().parent.parent
NAMES = ("app", "widgets", "storage", "templates", "resources")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture(scope="module")
def wheel_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("hatchling")
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (file,) = folder.glob("*.whl")
    return file


@pytest.fixture(scope="module")
def wheel(wheel_file: Path) -> Iterator[ZipFile]:
    with ZipFile(wheel_file) as opened:
        yield opened


@pytest.mark.parametrize("name", NAMES)
def test_no_other_distribution_owns_our_names(name):
    owners = packages_distributions().get(name) or []  # an editable install names none
    assert set(owners) <= {PROJECT["name"]}


@pytest.mark.parametrize("name", NAMES)
def test_names_resolve_to_this_checkout(name):
    assert Path(__import__(name).__file__ or "").parent == ROOT / name


def test_the_wheel_holds_our_five_names_and_nothing_else(wheel):
    tops = {entry.split("/")[0] for entry in wheel.namelist()}
    assert tops == {*NAMES, f"{PROJECT['name']}-{PROJECT['version']}.dist-info"}


def test_the_wheel_passes_the_usual_checks(wheel_file):
    pytest.importorskip("check_wheel_contents")
    command = [sys.executable, "-m", "check_wheel_contents", "--toplevel", ",".join(NAMES), str(wheel_file)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout


def test_the_wheel_holds_what_is_read_at_run_time(wheel):
    inside = set(wheel.namelist())
    for folder in ("templates", "resources", "storage/migrations"):
        for file in (ROOT / folder).rglob("*"):
            if file.is_file() and "__pycache__" not in file.parts:
                assert file.relative_to(ROOT).as_posix() in inside


def test_the_wheel_has_a_console_and_a_window_entry(wheel):
    (entry,) = [name for name in wheel.namelist() if name.endswith("entry_points.txt")]
    text = wheel.read(entry).decode()
    assert "[console_scripts]\nplandesk = app.cli:main" in text
    assert "[gui_scripts]\nplandesk-gui = app.__main__:main" in text


def test_templates_and_resources_are_read_as_package_data():
    assert (files("templates") / "outlines").is_dir()
    assert (files("resources") / "lexicon").is_dir()


def test_revision_files_start_with_a_letter():
    for file in (ROOT / "storage" / "migrations" / "versions").glob("*.py"):
        assert file.name[0].isalpha()


def test_the_installed_version_is_the_projects():
    try:
        installed = distribution(PROJECT["name"])
    except PackageNotFoundError:
        pytest.skip("the project is not installed here")
    assert installed.version == PROJECT["version"]
