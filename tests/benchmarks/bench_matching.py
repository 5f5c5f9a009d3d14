"""One question to the matching index against bm25s on the same clauses, and building both.

bm25s ranks by words alone; ours also weighs subject, function, place and says why. Its answer here is the ranking of
all clauses, ours the best five of each plan with reasons. Clauses of the reference plans, and copies of them with
their characters shuffled word by word to show how both grow.
"""

from __future__ import annotations

import os
import random
import statistics
from dataclasses import replace
from pathlib import Path

import bm25s
from ratio import report, seconds

from app.matching.counterparts import Query, find_counterparts
from app.matching.index import Index
from app.plans.model import Paragraph, Plan
from app.plans.outline import Clause, clauses
from app.plans.reading import read_plan

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("REFERENCES") or ROOT.parent / "shared" / "references")
COPIES = int(os.environ.get("BENCH_COPIES", "10"))
ASKED = 40


def bigrams(text: str) -> list[str]:
    dense = "".join(text.split())
    return [dense[i : i + 2] for i in range(len(dense) - 1)] or ["空"]


def copies(plans: list[Plan], times: int) -> list[Plan]:
    """The plans and `times` - 1 copies of each with sentences in another order, under ids of their own."""
    chance = random.Random(1)
    result = list(plans)
    for number in range(1, times):
        for plan in plans:
            sections = tuple(
                replace(section, blocks=tuple(shuffled(block, chance) for block in section.blocks))
                for section in plan.sections
            )
            result.append(replace(plan, id=f"{plan.id}-{number}", sections=sections))
    return result


def shuffled(block, chance: random.Random):
    if not isinstance(block, Paragraph):
        return block
    parts = block.text.split("，")
    chance.shuffle(parts)
    return replace(block, text="，".join(parts))


def measure(plans: list[Plan], name: str) -> None:
    everything = [clause for plan in plans for clause in clauses(plan)]
    built: list[Index] = []
    ours = seconds(lambda: built.append(Index.build(plans)))
    retriever = bm25s.BM25()
    tokens = [bigrams(clause.title + clause.text) for clause in everything]
    peer = seconds(lambda: retriever.index(tokens, show_progress=False))
    report(f"index of {len(everything)} clauses ({name})", ours, peer, unit="s", against="bm25s on bigrams")

    def ask(clause: Clause) -> float:
        chosen = [plan.id for plan in plans[:6]]
        return seconds(lambda: find_counterparts(built[0], Query.of_clause(clause), chosen))

    def ask_peer(clause: Clause) -> float:
        return seconds(lambda: retriever.get_scores(bigrams(clause.title + clause.text)))

    asked = everything[:: max(1, len(everything) // ASKED)]
    find_counterparts(built[0], Query.of_clause(asked[0]))
    ours = statistics.quantiles([ask(clause) for clause in asked], n=20)[-1] * 1000
    peer = statistics.quantiles([ask_peer(clause) for clause in asked], n=20)[-1] * 1000
    report(f"one question, p95, {len(everything)} clauses ({name})", ours, peer, unit="ms", against="bm25s scores")


files = sorted(FOLDER.glob("*.txt"))
if not files:
    print(f"skipped: no reference plans at {FOLDER}")
else:
    read = [replace(read_plan(file).plan, id=file.stem) for file in files]
    measure(read, "the five plans")
    measure(copies(read, COPIES), f"{COPIES} × the five plans")
