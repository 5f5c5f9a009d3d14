"""Import of the reference plans into a new library, against finding the encoding of the same files with
charset-normalizer and parsing them with markdown-it-py, a general reader of structured text that stores nothing."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from charset_normalizer import from_path
from markdown_it import MarkdownIt
from ratio import alternating, report, seconds

from app.importing import import_files
from app.library import Library

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("REFERENCES") or ROOT.parent / "shared" / "references")


def import_all() -> float:
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder) / "library.db") as library:
        return seconds(lambda: import_files(library, files))


def parse_all() -> float:
    parser = MarkdownIt("commonmark").enable("table")
    return seconds(lambda: [parser.parse(str(from_path(file).best())) for file in files])


files = sorted(FOLDER.glob("*.txt"))
if not files:
    print(f"skipped: no reference plans at {FOLDER}")
else:
    ours, peer = alternating(import_all, parse_all, 5)
    report(f"import of {len(files)} plans", ours, peer, unit="s", against="markdown-it-py parsing the same files")
