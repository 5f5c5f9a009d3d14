"""How well the ranking agrees with judgements made by reading the five reference plans.

    .venv/bin/python tests/judgements/judge.py [REFERENCES]

`judgements.json` holds subjects; for each the clauses of every plan that treat it (3 = the counterpart, 2 = a good
part of it, 1 = a mention; a plan not named has none), clauses that serve as queries and draft texts of our own
wording. Two subjects of three were there to be tuned on, every third is held out. Texts under "later" were written
when a first subject list and its weights stood fast; subjects marked "last" when the present ones did, with narrow
questions and plain words on purpose. Paths and plans are named, no sentence of the plans is kept.
"""

from __future__ import annotations

import json
import math
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from app.matching.counterparts import Query, Verdict, find_counterparts  # noqa: E402
from app.matching.index import Index  # noqa: E402
from app.plans.model import Plan  # noqa: E402
from app.plans.outline import Clause, clauses  # noqa: E402

PLAN_MARKS = {"qingdao": "西海岸", "jinan": "济南", "xining": "西宁", "zhoushan": "舟山", "qinghai": "青海"}
DEPTH = 5

TUNED, HELD_OUT, LATER, LAST = "调试部分", "留出部分", "事后补写", "最后补写"

Grades = dict[str, int]
Ranker = Callable[["Question", str], tuple[list[str], bool]]  # paths of one plan, best first; whether it says "none"


@dataclass(frozen=True, slots=True)
class Question:
    """A judged query: a clause of a plan, or a text; and per plan the graded paths."""

    subject: str
    clause: Clause | None
    text: str
    grades: dict[str, Grades]
    part: str  # TUNED, HELD_OUT, LATER or LAST

    @property
    def query(self) -> Query:
        return Query.of_clause(self.clause) if self.clause else Query.of_text(self.text)


@dataclass(frozen=True, slots=True)
class Figures:
    """nDCG@5 and first hits over the plans that have something; F1 of finding the plans that have nothing."""

    questions: int
    ndcg: float
    first_hit: float
    none_f1: float

    def line(self, name: str) -> str:
        none = "  —  " if math.isnan(self.none_f1) else f"{self.none_f1:.3f}"
        return f"{name:<28}{self.questions:>5}   {self.ndcg:.3f}   {self.first_hit:.3f}   {none}"


def reference_plans(folder: Path) -> dict[str, Plan]:
    """The five plans by the names that the judgements use, with ids of the same name."""
    from dataclasses import replace

    from app.plans.reading import read_plan

    found: dict[str, Plan] = {}
    for path in sorted(folder.glob("*.txt")):
        plan = read_plan(path).plan
        name = next((name for name, mark in PLAN_MARKS.items() if mark in plan.front.title), None)
        if name:
            sections = tuple(replace(section, id=f"{name}-{i}") for i, section in enumerate(plan.sections))
            found[name] = replace(plan, id=name, sections=sections)
    return found


def questions(plans: dict[str, Plan]) -> Iterator[Question]:
    """Every judged query whose clause is there."""
    by_path = {name: {clause.path: clause for clause in reversed(clauses(plan))} for name, plan in plans.items()}
    subjects = json.loads((Path(__file__).parent / "judgements.json").read_text("utf-8"))
    for number, subject in enumerate(subjects):
        part = LAST if subject.get("last") else HELD_OUT if number % 3 == 2 else TUNED
        for plan_name, path in subject["queries"]:
            grades = {name: grades for name, grades in subject["grades"].items() if name != plan_name}
            if path in by_path[plan_name]:
                yield Question(subject["name"], by_path[plan_name][path], "", grades, part)
        for text in subject["texts"]:
            yield Question(subject["name"], None, text, subject["grades"], part)
        for text in subject.get("later", ()):
            yield Question(subject["name"], None, text, subject["grades"], LATER)


def unresolved(plans: dict[str, Plan]) -> list[tuple[str, str, str]]:
    """(subject, plan, path) of judged paths that no clause has."""
    subjects = json.loads((Path(__file__).parent / "judgements.json").read_text("utf-8"))
    known = {name: {clause.path for clause in clauses(plan)} for name, plan in plans.items()}
    return [
        (subject["name"], name, path)
        for subject in subjects
        for name, grades in subject["grades"].items()
        for path in grades
        if path not in known[name]
    ]


def figures(asked: Sequence[Question], plan_names: Sequence[str], rank: Ranker) -> Figures:
    """The measures of one ranking over some questions, every (question, plan) pair counting alike."""
    gains, firsts = [], []
    said = right = truly = 0
    for question in asked:
        for name in plan_names:
            if question.clause and question.clause.plan_id == name:
                continue
            grades = question.grades.get(name, {})
            paths, none = rank(question, name)
            said += none
            truly += not grades
            right += none and not grades
            if grades:
                gains.append(ndcg(paths, grades))
                firsts.append(bool(paths) and grades.get(paths[0], 0) >= min(2, max(grades.values())))
    f1 = 2 * right / (said + truly) if said + truly else math.nan
    return Figures(len(asked), mean(gains), mean(firsts), f1)


def mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else math.nan


def ndcg(paths: Sequence[str], grades: Grades) -> float:
    """nDCG@5 with gain 2^grade - 1."""
    got = sum((2 ** grades.get(path, 0) - 1) / math.log2(i + 2) for i, path in enumerate(paths[:DEPTH]))
    best = sum((2**g - 1) / math.log2(i + 2) for i, g in enumerate(sorted(grades.values(), reverse=True)[:DEPTH]))
    return got / best


def our_ranking(plans: dict[str, Plan]) -> Ranker:
    index = Index.build(list(plans.values()))
    answers: dict[int, dict[str, tuple[list[str], bool]]] = {}

    def rank(question: Question, plan_name: str) -> tuple[list[str], bool]:
        if id(question) not in answers:
            answers[id(question)] = {
                found.plan_id: ([c.path for c in found.candidates], found.verdict is Verdict.NONE)
                for found in find_counterparts(index, question.query, top=DEPTH)
            }
        return answers[id(question)][plan_name]

    return rank


def bm25_ranking(plans: dict[str, Plan]) -> Ranker:
    """The plain baseline: BM25 on character bigrams of title and own text; it never says that a plan has nothing."""
    import bm25s

    all_clauses = [clause for plan in plans.values() for clause in clauses(plan)]
    retriever = bm25s.BM25()
    retriever.index([bigrams(clause.title + clause.text) for clause in all_clauses], show_progress=False)

    def rank(question: Question, plan_name: str) -> tuple[list[str], bool]:
        text = question.clause.title + question.clause.text if question.clause else question.text
        scores = retriever.get_scores(bigrams(text))
        order = sorted((i for i, c in enumerate(all_clauses) if c.plan_id == plan_name), key=lambda i: -scores[i])
        return [all_clauses[i].path for i in order[:DEPTH]], False

    return rank


def bigrams(text: str) -> list[str]:
    dense = "".join(text.split())
    return [dense[i : i + 2] for i in range(len(dense) - 1)] or [dense or "空"]


def report(plans: dict[str, Plan]) -> list[str]:
    """The table that `make judge` prints."""
    asked = list(questions(plans))
    lines = [f"{'':<28}{'题数':>4}  nDCG@5  首位对  无对应F1"]
    for name, rank in (("本程序", our_ranking(plans)), ("BM25 字二元组", bm25_ranking(plans))):
        for kind, of_clause in (("条款", True), ("草稿文字", False)):
            for part in (TUNED, HELD_OUT, LATER, LAST):
                chosen = [q for q in asked if (q.clause is not None) is of_clause and q.part == part]
                if chosen:
                    lines.append(figures(chosen, list(plans), rank).line(f"{name} {kind} {part}"))
    return lines


def main() -> int:
    folder = Path(
        sys.argv[1] if len(sys.argv) > 1 else os.environ.get("REFERENCES") or ROOT.parent / "shared/references"
    )
    if not any(folder.glob("*.txt")):
        print(f"参考规划不在 {folder}：把它们所在的文件夹作为参数给出。", file=sys.stderr)
        return 1
    plans = reference_plans(folder)
    for subject, name, path in unresolved(plans):
        print(f"找不到的条款：{subject} {name} {path}", file=sys.stderr)
    print("\n".join(report(plans)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
