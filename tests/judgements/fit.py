"""Fits the weights of ranking and verdicts on the two thirds of the judged set that are there to be tuned on.

    .venv/bin/python tests/judgements/fit.py [REFERENCES]              for app/matching/weights.py, then
    .venv/bin/python tests/judgements/fit.py --verdicts [REFERENCES]   for app/matching/verdicts.py

Per kind of query: weights ≥ 0 and a bias that make each plan's ranking agree with the grades (softmax over the plan's
clauses against gains of 2^grade - 1) and each score with how likely a counterpart the clause is (logistic loss). The
nearest ungraded clauses serve as counter-examples, which makes the likelihoods too low; in the end the bias is set
so that half of the plans that treat a subject in good part score 0.5 and more.
A verdict is two logistic regressions on its signs: whether a plan has nothing, and whether it has a counterpart.
Prints lines to be put into the module; nothing is written.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))

import judge

from app.matching.evidence import Evidence, gather, look_closely
from app.matching.index import Index
from app.matching.query import Query, weigh
from app.matching.ranking import rank
from app.matching.verdicts import signs

RIDGE = 0.002
STEPS = 250
VERDICT = 2.0  # weight of the likelihoods beside the order
RIVALS = 2  # ungraded clauses of a plan that are held down, those that come nearest
LIKELY = np.array([0.0, 0.3, 0.8, 1.0])  # how likely a counterpart a clause of each grade is
SHORTEST_TEXT = 60  # clauses with less text do not serve as texts without a title


@dataclass(frozen=True, slots=True)
class Judged:
    """Evidence and grades of all clauses of each asked plan, one plan's behind the other's."""

    evidence: np.ndarray  # clauses × kinds
    grades: np.ndarray
    which: np.ndarray  # for each clause the number of its question and plan
    starts: np.ndarray  # where each question and plan begins


def queries(question: judge.Question, kind: str) -> Iterator[Query]:
    """A question as a query of one kind; clauses serve as headings and as texts too."""
    clause = question.clause
    if kind == "heading" and clause:
        yield Query(clause.title, "")
    elif kind == "clause" and clause:
        yield question.query
    elif kind == "text" and clause and len(clause.text) >= SHORTEST_TEXT:
        yield Query("", clause.text)
    elif kind == "text" and not clause and question.query.text:
        yield question.query


def judged(index: Index, asked: Sequence[judge.Question], kind: str) -> Judged:
    """What was judged of some questions as queries of one kind."""
    (shelf,) = index.shelves  # all five are references
    evidence: list[np.ndarray] = []
    grades: list[np.ndarray] = []
    for question in asked:
        for query in queries(question, kind):
            weighed = weigh(index, query)
            alike = shelf.cosines(weighed.full_terms)
            everything = gather(shelf, weighed, alike, float(alike.max()))
            for plan in index.plans:
                if question.clause and question.clause.plan_id == plan.id:
                    continue
                _, rows = index.place(plan.id)
                kinds = everything[:, rows.start : rows.stop]
                look_closely(kinds, index.passages_of(plan.id), weighed, shelf.statistics.idf)
                evidence.append(kinds.T)
                grades.append(graded(index, plan.id, question.grades.get(plan.id, {})))
    lengths = [len(some) for some in grades]
    starts = np.append(0, np.cumsum(lengths)[:-1])
    which = np.repeat(np.arange(len(lengths)), lengths)
    return Judged(np.concatenate(evidence).astype(np.float64), np.concatenate(grades), which, starts)


def graded(index: Index, plan_id: str, grades: judge.Grades) -> np.ndarray:
    """The grade of each clause of a plan; of clauses with one path the first has it."""
    found = index.clauses_of(plan_id).clauses
    first = {clause.path: row for row, clause in reversed([*enumerate(found)])}
    return np.array([grades.get(clause.path, 0) * (first[clause.path] == row) for row, clause in enumerate(found)])


def fitted(data: Judged) -> np.ndarray:
    """Weights ≥ 0 by gradient descent with momentum (Adam)."""
    size = len(Evidence) + 1
    weights, mean, spread = np.ones(size), np.zeros(size), np.zeros(size)
    weights[-1] = -8.0
    for step in range(1, STEPS + 1):
        gradient = RIDGE * weights * (np.arange(size) < size - 1) + slope(data, weights)
        mean, spread = 0.9 * mean + 0.1 * gradient, 0.99 * spread + 0.01 * gradient**2
        weights = weights - 0.1 * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.99**step)) + 1e-8)
        weights[:-1] = np.maximum(weights[:-1], 0.0)
    return weights[:-1]


def slope(data: Judged, weights: np.ndarray) -> np.ndarray:
    """Gradient of both losses: the order of each plan's clauses, and how likely the best and graded ones are."""
    sums = data.evidence @ weights[:-1] + weights[-1]
    raw = np.exp(sums - np.maximum.reduceat(sums, data.starts)[data.which])
    gains = 2.0**data.grades - 1.0
    all_gains = np.add.reduceat(gains, data.starts)[data.which]
    apart = raw / np.add.reduceat(raw, data.starts)[data.which] - gains / np.maximum(all_gains, 1.0)
    result = np.zeros(len(weights))
    result[:-1] = data.evidence.T @ (apart * (all_gains > 0)) / len(data.starts)
    order = np.lexsort((np.where(data.grades > 0, np.inf, -sums), data.which))
    seat = np.empty(len(sums), dtype=np.int64)
    seat[order] = np.arange(len(sums))
    rows = np.flatnonzero((data.grades > 0) | (seat - data.starts[data.which] < RIVALS))
    shares = 1.0 / np.bincount(data.which[rows], minlength=len(data.starts))[data.which[rows]] / len(data.starts)
    excess = VERDICT * (1.0 / (1.0 + np.exp(-sums[rows])) - LIKELY[data.grades[rows]]) * shares
    result[:-1] += data.evidence[rows].T @ excess
    result[-1] = excess.sum()
    return result


def middling(data: Judged, weights: np.ndarray) -> float:
    """The sum that the best clause reaches in half of the plans that treat the subject in part (grade 2 at most)."""
    best = np.maximum.reduceat(data.evidence @ weights, data.starts)
    return float(np.median(best[np.maximum.reduceat(data.grades, data.starts) == 2]))


def verdicts(index: Index, asked: Sequence[judge.Question]) -> tuple[np.ndarray, np.ndarray]:
    """The signs of each question and plan, and the highest grade that a clause of the plan has."""
    rows: list[np.ndarray] = []
    grades: list[int] = []
    for question in asked:
        weighed = weigh(index, question.query)
        others = [plan.id for plan in index.plans if plan.id != question.query.plan_id]
        rows.extend(signs(index, weighed, rank(index, question.query, weighed, others), others))
        grades.extend(max(question.grades.get(plan_id, {}).values(), default=0) for plan_id in others)
    return np.array(rows), np.array(grades)


def likely(values: np.ndarray, true: np.ndarray) -> np.ndarray:
    """Weights and, last, bias of a logistic regression, by Newton's steps with a small ridge."""
    spread = values.std(axis=0) + 1e-9
    scaled = np.column_stack((values / spread, np.ones(len(values))))
    ridge = np.diag(np.append(np.full(len(spread), 0.0005 * len(values)), 1e-6))
    weights = np.zeros(scaled.shape[1])
    for _ in range(30):
        said = 1.0 / (1.0 + np.exp(-scaled @ weights))
        curve = (scaled * (said * (1.0 - said))[:, None]).T @ scaled + ridge
        weights -= np.linalg.solve(curve, scaled.T @ (said - true) + ridge @ weights)
    return weights / np.append(spread, 1.0)


def line(name: str, bias: float, weights: np.ndarray) -> str:
    return f"_{name} = _fitted({bias:.2f}, " + ", ".join(f"{weight:.2f}" for weight in weights) + ")"


def main() -> int:
    arguments = [argument for argument in sys.argv[1:] if argument != "--verdicts"]
    folder = Path(arguments[0]) if arguments else judge.ROOT.parent / "shared/references"
    plans = judge.reference_plans(folder)
    index = Index.build(list(plans.values()))
    asked = [question for question in judge.questions(plans) if question.part == judge.TUNED]
    if "--verdicts" in sys.argv:
        values, grades = verdicts(index, asked)
        for name, true in (("NOTHING", grades == 0), ("MATCH", grades >= 2)):
            weights = likely(values, true)
            print(line(name, weights[-1], weights[:-1]))
        return 0
    for kind in ("clause", "heading", "text"):
        data = judged(index, asked, kind)
        weights = fitted(data)
        print(line(kind.upper(), -middling(data, weights), weights))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
