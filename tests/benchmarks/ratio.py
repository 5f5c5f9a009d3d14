"""How a benchmark reports: ours against a peer that was measured in the same run, since seconds differ by machine."""

from __future__ import annotations

import json
import os
import statistics
import time
from collections.abc import Callable


def report(name: str, ours: float, peer: float | None, *, unit: str, against: str, aim: float | None = None) -> None:
    """Print one result. `aim` is the ratio not to exceed; without a peer it is the value itself."""
    ratio = None if peer is None else ours / peer
    held = None if aim is None else (ours if ratio is None else ratio) <= aim
    result = {
        "name": name,
        "ours": round(ours, 4),
        "peer": None if peer is None else round(peer, 4),
        "unit": unit,
        "against": against,
        "ratio": None if ratio is None else round(ratio, 2),
        "aim": aim,
        "held": held,
    }
    print(json.dumps(result, ensure_ascii=False) if os.environ.get("BENCH_JSON") else line(result), flush=True)


def line(result: dict) -> str:
    """A result for people."""
    unit = result["unit"]
    shown = f"{result['name']}: {result['ours']:g} {unit}"
    if result["ratio"] is not None:
        shown += f" = {result['ratio']:g} × {result['peer']:g} {unit} ({result['against']})"
    if result["aim"] is not None:
        aim = f"{result['aim']:g}×" if result["ratio"] is not None else f"{result['aim']:g} {unit}"
        shown += f", aim ≤ {aim}: {'held' if result['held'] else 'MISSED'}"
    return shown


def alternating(ours: Callable[[], float], peer: Callable[[], float], rounds: int) -> tuple[float, float]:
    """Medians of two measurements taken in turns, so that a busy moment of the machine meets both."""
    pairs = [(ours(), peer()) for _ in range(rounds)]
    return statistics.median(pair[0] for pair in pairs), statistics.median(pair[1] for pair in pairs)


def seconds(work: Callable[[], object]) -> float:
    """Wall-clock seconds of one call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
