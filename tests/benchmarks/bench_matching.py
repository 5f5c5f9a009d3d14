"""The matching index against bm25s and tantivy on the same clauses: building, keeping, changing, asking, memory.

Plans that nobody wrote (`made_up.py`), each engine and size in a process of its own. The peers rank clauses by
bigrams of title and text and give the best 25. Ours weighs every clause by all kinds of evidence and says of every
plan whether it has a counterpart, and for five plans beside the draft gives five candidates each with reasons; both
are timed. How much better it ranks, `make judge` says. BENCH_CLAUSES names other sizes (300000 takes a quarter of an
hour and BENCH_SECONDS=900); BENCH_SECONDS is what one process may take.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from made_up import CLAUSES, Maker
from ratio import report, seconds

from app.matching.counterparts import Query, find_counterparts
from app.matching.index import Index
from app.matching.query import weigh
from app.matching.ranking import rank
from app.matching.verdicts import verdicts
from app.plans.model import Plan, Role
from app.plans.outline import Clause, clauses

SIZES = [int(size) for size in os.environ.get("BENCH_CLAUSES", "500,50000").split(",")]
PATIENCE = float(os.environ.get("BENCH_SECONDS", "240"))
ASKED = 40
BEST = 25
DRAFT = 1_000_000  # the number of the draft among the made-up plans
MEMORY = 1.5 * 1024  # MB
Figures = dict[str, float]


def bigrams(text: str) -> list[str]:
    return [text[i : i + 2] for i in range(len(text) - 1)] or ["空"]


def wording(clause: Clause) -> str:
    return "".join((clause.title + clause.text).split())


def asked() -> list[Clause]:
    """The clauses of the draft that are asked for, long and short, headings and paragraphs."""
    found = clauses(Maker().plan(DRAFT, role=Role.DRAFT))
    return random.Random(1).sample(found, min(ASKED, len(found)))


def times(ask: Callable[[Clause], object]) -> tuple[float, float]:
    """Median and 95th percentile in milliseconds."""
    questions = asked()
    ask(questions[0])
    taken = [seconds(lambda clause=clause: ask(clause)) * 1000 for clause in questions]
    return float(np.percentile(taken, 50)), float(np.percentile(taken, 95))


def peak() -> float:
    """The most memory that this process has had, in MB."""
    try:
        import resource
    except ImportError:  # not on Windows
        return float("nan")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def on_disk(folder: Path) -> float:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / (1 << 20)


def plans(size: int) -> list[Plan]:
    maker = Maker()
    return [*maker.plans(size), maker.plan(DRAFT, role=Role.DRAFT)]


def changed(plan: Plan) -> Plan:
    """The plan with a clause less and another in another place."""
    return replace(plan, sections=(*plan.sections[1:5], plan.sections[0], *plan.sections[6:]))


def ours_anew(size: int, folder: Path) -> Figures:
    """The first time: every word is read."""
    everything = plans(size)
    taken = seconds(lambda: Index.build(everything, folder=folder))
    return {"index": taken, "disk": on_disk(folder), "peak": peak()}


def ours(size: int, folder: Path) -> Figures:
    """Every other time: from what is kept."""
    everything = plans(size)
    without = peak()
    built: list[Index] = []
    start = seconds(lambda: built.append(Index.build(everything, folder=folder)))
    (index,) = built
    columns = [plan.id for plan in everything[:5]]
    others = [plan.id for plan in everything[:-1]]

    def of_all(clause: Clause) -> object:
        query = Query.of_clause(clause)
        weighed = weigh(index, query)
        return verdicts(index, query, weighed, rank(index, query, weighed, others), others)

    find_counterparts(index, Query.of_clause(asked()[0]), columns)  # reads the five plans' passages, once
    all_50, all_95 = times(of_all)
    few_50, few_95 = times(lambda clause: find_counterparts(index, Query.of_clause(clause), columns))
    asking = peak()
    after = [*everything[:-1], changed(everything[-1])]
    draft = seconds(lambda: Index.build(after, before=index, folder=folder))
    after = [*everything[:-2], changed(everything[-2]), everything[-1]]
    reference = seconds(lambda: Index.build(after, before=index, folder=folder))
    figures = {"start": start, "draft": draft, "reference": reference, "peak": asking, "plans": without}
    return figures | {"all_50": all_50, "all_95": all_95, "few_50": few_50, "few_95": few_95}


def tokens(size: int) -> Iterator[list[str]]:
    for plan in Maker().plans(size):
        for clause in clauses(plan):
            yield bigrams(wording(clause))


def with_bm25s(size: int, folder: Path) -> Figures:
    import bm25s

    start = time.perf_counter()
    vocabulary: dict[str, int] = {}
    ids = [[vocabulary.setdefault(one, len(vocabulary)) for one in found] for found in tokens(size)]
    retriever = bm25s.BM25()
    retriever.index(bm25s.tokenization.Tokenized(ids=ids, vocab=vocabulary), show_progress=False)
    taken = time.perf_counter() - start

    def ask(clause: Clause) -> object:
        scores = retriever.get_scores(bigrams(wording(clause)))
        return np.argpartition(-scores, min(BEST, len(scores) - 1))[:BEST]

    middle, most = times(ask)
    memory = peak()
    retriever.save(folder, show_progress=False)
    return {"index": taken, "p50": middle, "p95": most, "peak": memory, "disk": on_disk(folder)}


def with_tantivy(size: int, folder: Path) -> Figures:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("plan", tokenizer_name="raw", index_option="basic")
    schema = builder.build()
    index = tantivy.Index(schema, str(folder))
    writer = index.writer(256 << 20, 1)

    def write(plan: Plan) -> None:
        for clause in clauses(plan):
            writer.add_document(tantivy.Document(text=" ".join(bigrams(wording(clause))), plan=plan.id))

    def change(plan: Plan) -> None:
        writer.delete_documents_by_term("plan", plan.id)
        write(changed(plan))
        writer.commit()
        index.reload()

    start = time.perf_counter()
    for plan in Maker().plans(size):
        write(plan)
    writer.commit()
    index.reload()
    taken = time.perf_counter() - start

    def ask(clause: Clause) -> object:
        words = dict.fromkeys(bigrams(wording(clause)))
        parts = [(tantivy.Occur.Should, tantivy.Query.term_query(schema, "text", word, "freq")) for word in words]
        return index.searcher().search(tantivy.Query.boolean_query(parts), BEST)

    middle, most = times(ask)
    figures = {"index": taken, "p50": middle, "p95": most, "peak": peak(), "disk": on_disk(folder)}
    return figures | {"reference": seconds(lambda: change(Maker().plan(size // CLAUSES - 1)))}


ENGINES = {"ours_anew": ours_anew, "ours": ours, "bm25s": with_bm25s, "tantivy": with_tantivy}


def apart(engine: str, size: int, folder: Path) -> Figures | None:
    """The figures of one engine in a process of its own; None if it took too long."""
    command = [sys.executable, __file__, engine, str(size), str(folder)]
    try:
        done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        print(f"{engine}, {size} clauses: not done within {PATIENCE:g} s", flush=True)
        return None
    return json.loads(done.stdout)


def measure(size: int) -> None:
    with tempfile.TemporaryDirectory() as base:
        folders = {engine: Path(base, engine) for engine in ENGINES} | {"ours": Path(base, "ours_anew")}
        for folder in folders.values():
            folder.mkdir(exist_ok=True)
        figures = {engine: apart(engine, size, folders[engine]) for engine in ENGINES}
    anew, own = figures["ours_anew"], figures["ours"]
    if anew is None or own is None:
        return
    for peer in ("bm25s", "tantivy"):
        _against(f"{size} clauses", peer, anew, own, figures[peer])
    report(f"memory, {size} clauses, all plans in it", own["peak"], None, unit="MB", against="", aim=MEMORY)
    report(f"of that the plans themselves, {size} clauses", own["plans"], None, unit="MB", against="")
    report(f"start from what is kept, {size} clauses", own["start"], None, unit="s", against="")
    report(f"after a change of the draft, {size} clauses", own["draft"], None, unit="s", against="", aim=1.0)
    if size <= 500:
        report(f"question to five plans, p95, {size} clauses", own["few_95"], None, unit="ms", against="", aim=10.0)


def _against(what: str, peer: str, anew: Figures, own: Figures, other: Figures | None) -> None:
    if other is None:
        return
    aim = 2.0 if peer == "bm25s" and what.startswith("300000") else None
    report(f"question to all plans, p50, {what}", own["all_50"], other["p50"], unit="ms", against=peer)
    report(f"question to all plans, p95, {what}", own["all_95"], other["p95"], unit="ms", against=peer, aim=aim)
    report(f"five plans with reasons, p50, {what}", own["few_50"], other["p50"], unit="ms", against=peer)
    report(f"five plans with reasons, p95, {what}", own["few_95"], other["p95"], unit="ms", against=peer, aim=aim)
    report(f"index, the first time, {what}", anew["index"], other["index"], unit="s", against=peer)
    report(f"index after one changed plan, {what}", own["reference"], other.get("reference"), unit="s", against=peer)
    report(f"memory while building, {what}", anew["peak"], other["peak"], unit="MB", against=peer)
    report(f"on disk, {what}", anew["disk"], other["disk"], unit="MB", against=peer)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(ENGINES[sys.argv[1]](int(sys.argv[2]), Path(sys.argv[3]))))
    else:
        for number in SIZES:
            measure(number)
