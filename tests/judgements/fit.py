"""Fits the weights in `app/matching/weights.py` on the two thirds of the judged set that are there to be tuned on.

    .venv/bin/python tests/judgements/fit.py [REFERENCES]

Per kind of query: weights ≥ 0 and a bias that make each plan's ranking agree with the grades (softmax over the plan's
clauses against gains of 2^grade - 1) and each score with how likely a counterpart the clause is (logistic loss). The
nearest ungraded clauses serve as counter-examples, which makes the likelihoods too low; in the end the bias is set
so that half of the plans that treat a subject in good part score 0.5 and more.
Prints lines to be put into the module; nothing is written.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))

import judge

from app.matching.evidence import Evidence, gather
from app.matching.index import Index
from app.matching.query import Query, weigh

RIDGE = 0.002
STEPS = 400
VERDICT = 2.0  # weight of the likelihoods beside the order
RIVALS = 2  # ungraded clauses of a plan that are held down, those that come nearest
LIKELY = np.array([0.0, 0.3, 0.8, 1.0])  # how likely a counterpart a clause of each grade is
SHORTEST_TEXT = 60  # clauses with less text do not serve as texts without a title

Lists = list[tuple[np.ndarray, np.ndarray]]  # evidence of one plan's clauses, their grades


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


def lists(index: Index, asked: Sequence[judge.Question], kind: str) -> Lists:
    """Evidence and grades, one entry for each question and plan."""
    (shelf,) = index.shelves  # all five are references
    result: Lists = []
    for question in asked:
        for query in queries(question, kind):
            weighed = weigh(index, query)
            alike = shelf.cosines(weighed.full_terms)
            evidence = gather(shelf, weighed, alike, float(alike.max())).T
            for plan in index.plans:
                if question.clause and question.clause.plan_id == plan.id:
                    continue
                grades = question.grades.get(plan.id, {})
                _, rows = index.place(plan.id)
                found = index.clauses_of(plan.id).clauses
                first = {clause.path: row for row, clause in reversed([*enumerate(found)])}
                graded = np.array(
                    [grades.get(clause.path, 0) * (first[clause.path] == row) for row, clause in enumerate(found)]
                )
                result.append((evidence[rows.start : rows.stop], graded))
    return result


def fitted(data: Lists) -> tuple[np.ndarray, float]:
    """Weights ≥ 0 and bias by gradient descent with momentum (Adam)."""
    size = len(Evidence) + 1
    weights, mean, spread = np.ones(size), np.zeros(size), np.zeros(size)
    weights[-1] = -8.0
    for step in range(1, STEPS + 1):
        gradient = RIDGE * weights * (np.arange(size) < size - 1)
        for evidence, grades in data:
            gradient = gradient + slope(evidence, grades, weights) / len(data)
        mean, spread = 0.9 * mean + 0.1 * gradient, 0.99 * spread + 0.01 * gradient**2
        weights = weights - 0.1 * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.99**step)) + 1e-8)
        weights[:-1] = np.maximum(weights[:-1], 0.0)
    return weights[:-1], float(weights[-1])


def slope(evidence: np.ndarray, grades: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Gradient of both losses on one plan's clauses: their order, and how likely the best and graded ones are."""
    sums = evidence @ weights[:-1] + weights[-1]
    result = np.zeros(len(weights))
    if grades.any():
        raw, gains = np.exp(sums - sums.max()), 2.0**grades - 1.0
        result[:-1] += evidence.T @ (raw / raw.sum() - gains / gains.sum())
    rivals = np.argsort(-np.where(grades > 0, -np.inf, sums), kind="stable")[:RIVALS]
    rows = np.concatenate((np.flatnonzero(grades), rivals))
    excess = (1.0 / (1.0 + np.exp(-sums[rows])) - LIKELY[grades[rows].astype(int)]) / len(rows)
    result[:-1] += VERDICT * (evidence[rows].T @ excess)
    result[-1] += VERDICT * excess.sum()
    return result


def middling(data: Lists, weights: np.ndarray) -> float:
    """The sum that the best clause reaches in half of the plans that treat the subject in part (grade 2 at most)."""
    return float(np.median([(evidence @ weights).max() for evidence, grades in data if grades.max() == 2]))


def main() -> int:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else judge.ROOT.parent / "shared/references"
    plans = judge.reference_plans(folder)
    index = Index.build(list(plans.values()))
    asked = [question for question in judge.questions(plans) if question.part == judge.TUNED]
    for kind in ("clause", "heading", "text"):
        data = lists(index, asked, kind)
        weights, _ = fitted(data)
        bias = -middling(data, weights)
        print(f"_{kind.upper()} = _fitted({bias:.2f}, " + ", ".join(f"{weight:.2f}" for weight in weights) + ")")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
