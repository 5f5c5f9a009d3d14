"""A search over the reference plans, hits with their surroundings, against SQLite looking for the same words with LIKE
in the same places, which says only which places have them."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from ratio import alternating, report, seconds

from app.figures.indicators import indicators_of
from app.matching.search import plan_texts, search
from app.plans.reading import read_plan

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("REFERENCES") or ROOT.parent / "shared" / "references")
QUERIES = ("绿色", "金融", "融资担保", "上市公司")


def search_all() -> float:
    return seconds(lambda: [search(texts, query) for query in QUERIES]) / len(QUERIES)


def like_all() -> float:
    return seconds(lambda: [_like(query) for query in QUERIES]) / len(QUERIES)


def _like(query: str) -> list[tuple[str]]:
    return database.execute("SELECT text FROM place WHERE text LIKE ?", (f"%{query}%",)).fetchall()


plans = [read_plan(file).plan for file in sorted(FOLDER.glob("*.txt"))]
if not plans:
    print(f"skipped: no reference plans at {FOLDER}")
else:
    texts = [plan_texts(plan, indicators_of(plan)) for plan in plans]
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE place (text TEXT)")
    places = [(place.text,) for prepared in texts for place in prepared.places]
    database.executemany("INSERT INTO place VALUES (?)", places)
    ours, peer = alternating(search_all, like_all, 15)
    report(f"a search over {len(plans)} plans", ours, peer, unit="s", against="SQLite LIKE over the same places")
    database.close()
