"""What these tests share: a library, a desk that is killed, and the command line with the shapes of its documents."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app import cli
from app.library import Library

ROOT = Path(__file__).resolve().parents[2]
SHAPES = json.loads((ROOT / "tests" / "schemas" / "cli.json").read_text(encoding="utf-8"))

_KINDS = ("numbered", "item", "lead", "preface", "glossary", "unnumbered")
_QUERIES: tuple[dict[str, Any], ...] = ({"plan": "str", "path": "str", "title": "str"}, {"text": "str"})
_TYPES: dict[str, Callable[[Any], bool]] = {
    "str": lambda value: isinstance(value, str),
    "int": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "bool": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
    "date": lambda value: isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value) is not None,
    "years": lambda value: isinstance(value, list) and [type(year) for year in value] == [int, int],
    "kind": lambda value: value in _KINDS,
    "query": lambda value: any(not misfits(value, shape) for shape in _QUERIES),
}


def misfits(value: Any, shape: Any, at: str = "$") -> list[str]:
    """Where a document differs from its shape; empty = it fits."""
    if isinstance(shape, str):
        fits = any(_TYPES[name](value) if name in _TYPES else value == name for name in shape.split("|"))
        return [] if fits else [f"{at}: {value!r} is no {shape}"]
    if isinstance(shape, list):
        if not isinstance(value, list):
            return [f"{at}: {value!r} is no list"]
        return [line for i, item in enumerate(value) for line in misfits(item, shape[0], f"{at}[{i}]")]
    if not isinstance(value, dict):
        return [f"{at}: {value!r} is no object"]
    keys = dict.fromkeys(value, shape["*"]) if "*" in shape else shape
    if value.keys() != keys.keys():
        return [f"{at}: keys {sorted(value)} instead of {sorted(keys)}"]
    return [line for key in keys for line in misfits(value[key], keys[key], f"{at}.{key}")]


@pytest.fixture
def fits() -> Callable[[Any, str], None]:
    """Assert that a document has the named shape of `tests/schemas/cli.json`."""

    def check(document: Any, name: str) -> None:
        assert misfits(document, SHAPES[name]) == []

    return check


@dataclass(frozen=True)
class Outcome:
    """What a command said."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def plandesk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    """Run the command line in this process, on a library of this test's own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.delenv("REFERENCES", raising=False)
    library = tmp_path / "library.db"

    def run(*arguments: object, library: Path = library) -> Outcome:
        capsys.readouterr()
        try:
            code = cli.main(["--library", str(library), *map(str, arguments)])
        except SystemExit as leaving:
            code = int(leaving.code or 0)
        said = capsys.readouterr()
        return Outcome(code, said.out, said.err)

    return run


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty library of this test's own."""
    with Library.open(tmp_path / "library.plandesk") as opened:
        yield opened


@pytest.fixture
def kill_while_typing(tmp_path: Path) -> Callable[[str, Path, int], int]:
    """Run a script on a library file, which prints the moment and the number of every stroke; kill it after so many.
    Gives the last stroke that was a second old by then, so that it must be in the file."""

    def run(script: str, library: Path, strokes: int) -> int:
        told = tmp_path / "strokes"
        with told.open("w") as out:
            environment = os.environ | {"PYTHONPATH": str(ROOT)}
            desk = subprocess.Popen([sys.executable, "-c", script, library], stdout=out, cwd=ROOT, env=environment)
            deadline = time.monotonic() + 60
            while len(told.read_text().splitlines()) < strokes and time.monotonic() < deadline:
                time.sleep(0.05)
            desk.kill()
            killed = time.monotonic()
            desk.wait()
        typed = [line.split() for line in told.read_text().splitlines()[:-1]]
        must_be_there = [int(stroke) for moment, stroke in typed if float(moment) < killed - 1]
        assert must_be_there, "the desk never got to type"
        return must_be_there[-1]

    return run
