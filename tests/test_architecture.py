"""The rules of the house, each a test with its sentence for a name."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("app", "widgets", "storage", "templates", "resources")


def modules(*folders: str) -> Iterator[Path]:
    for folder in folders:
        yield from sorted((ROOT / folder).rglob("*.py"))


def imported_names(file: Path, *, at_import: bool = False) -> set[str]:
    """The modules that a file imports; `at_import` leaves out those that wait inside functions or for type checkers."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    nodes = _run_at_import(tree) if at_import else ast.walk(tree)
    names: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def _run_at_import(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        yield node
        yield from _run_at_import(node)


def touches(names: set[str], package: str) -> bool:
    return any(name == package or name.startswith(package + ".") for name in names)


def test_the_layers_hold():
    linter = Path(sys.executable).with_name("lint-imports.exe" if sys.platform == "win32" else "lint-imports")
    if not linter.exists():
        pytest.skip("import-linter is not installed")
    done = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr


def test_widgets_know_neither_app_nor_storage():
    for file in modules("widgets"):
        names = imported_names(file)
        assert not touches(names, "app"), file
        assert not touches(names, "storage"), file


def test_only_the_window_knows_qt():
    outside = [file for file in modules("app", "storage") if "desktop" not in file.relative_to(ROOT).parts]
    assert [file for file in outside if touches(imported_names(file), "PySide6")] == []


def test_only_the_library_opens_storage():
    rooms = ("identity", "plans", "problems", "records")
    doors = {"library.py", "compose.py", *(f"library_{room}.py" for room in rooms)}
    knowing = {file.name for file in modules("app") if touches(imported_names(file), "storage")}
    # The self-test proves that the migrations, which Alembic loads by file name, came along with the program.
    assert knowing - doors <= {"selftest.py"}


def test_migrations_import_no_live_code():
    for file in (ROOT / "storage" / "migrations" / "versions").glob("*.py"):
        names = imported_names(file)
        for package in PACKAGES:
            assert not touches(names, package), file


def loaded_by(code: str) -> set[str]:
    """The modules that a fresh interpreter holds after running `code`."""
    command = [sys.executable, "-c", f"import sys; {code}; print(*sys.modules)"]
    return set(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split())


HEAVY = {"numpy", "scipy", "sqlalchemy", "alembic", "lxml", "openpyxl", "rich"}


def test_starting_the_command_line_loads_neither_qt_nor_the_heavy_rooms():
    assert loaded_by("import app.command_line; app.command_line.parser()") & {"PySide6", *HEAVY} == set()


def test_the_first_paint_waits_for_none_of_the_heavy_rooms():
    assert loaded_by("import app.desktop.application") & HEAVY == set()


def test_no_module_of_ours_runs_work_when_imported():
    """A name-free check: nothing at module level opens files, connects or makes folders."""
    suspicious = ("mkdir(", "create_engine(", "sqlite3.connect(", "QApplication(", "urlopen(")
    for file in modules(*PACKAGES):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for node in tree.body:
            if isinstance(node, ast.Expr | ast.Assign | ast.AnnAssign):
                text = ast.unparse(node)
                assert not any(call in text for call in suspicious), f"{file}:{node.lineno}"


def test_no_folder_is_a_drawer_for_anything():
    drawers = {
        "utils",
        "util",
        "helpers",
        "helper",
        "managers",
        "manager",
        "controllers",
        "models",
        "views",
        "common",
        "misc",
    }
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*"):
            assert path.stem not in drawers, path


def test_tests_have_no_package_files():
    assert list((ROOT / "tests").rglob("__init__.py")) == []


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_lock_files_hold_hashes_and_no_addresses(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    entries = text.replace("\\\n", " ").splitlines()
    pinned = [entry for entry in entries if entry and not entry.lstrip().startswith("#")]
    assert pinned
    for entry in pinned:
        assert "==" in entry, entry
        assert "--hash=sha256:" in entry, entry


def test_the_test_environment_is_that_of_the_program():
    runtime = _pins("requirements.lock")
    development = _pins("requirements-dev.lock")
    assert runtime <= development


def _pins(name: str) -> set[str]:
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    return {line.split("--hash")[0].strip() for line in text.splitlines() if "==" in line}
