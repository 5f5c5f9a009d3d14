"""Queries of the command line's `match`, one or a file full of them, and their answers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app import contract, paths
from app.errors import UserError, of_os_error
from app.plans.model import Plan
from app.plans.outline import Clause, clauses
from app.progress import Progress, part

if TYPE_CHECKING:
    from app.library import Library
    from app.matching.counterparts import PlanCounterparts
    from app.matching.index import Index

Answer = tuple[str | None, contract.Document, "Sequence[PlanCounterparts]"]

_FULL_WIDTH = str.maketrans("()", "（）")
_REMEDY = '每行写一个 JSON 对象：{"id","plan","path"} 或 {"id","text"}。'


@dataclass(frozen=True, slots=True)
class BatchQuery:
    """What to look for: a clause of a plan (`plan` and `path`), or a text. `line` is its line in a batch file."""

    id: str | None = None
    plan: str | None = None
    path: str | None = None
    text: str | None = None
    line: int | None = None


def from_file(file: Path) -> tuple[list[BatchQuery], list[UserError]]:
    """The queries of a batch file (UTF-8, byte order mark allowed; empty lines pass), and a sentence with the line's
    number for each line that is none."""
    queries: list[BatchQuery] = []
    wrong: list[UserError] = []
    for number, line in enumerate(_text(file).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            queries.append(_query(line, number))
        except ValueError as error:
            wrong.append(UserError(f"第 {number} 行{error}。", _REMEDY))
    return queries, wrong


def answer(
    library: Library, queries: Sequence[BatchQuery], top: int, progress: Progress
) -> tuple[list[Answer], list[UserError]]:
    """Answers in the order of the queries, and an error for each that names no clause of the library.

    A clause is looked for in all other plans, a text in all plans. One query alone raises its error.
    """
    from app.matching import lexicon
    from app.matching.index import Index

    subjects = lexicon.topics_of(lexicon.loaded(library.setting(lexicon.SETTING)))
    plans = {summary.id: library.plan(summary.id) for summary in library.plans()}
    index = Index.build(tuple(plans.values()), part(progress, 0, 0.6), subjects, folder=paths.kept())
    answers: list[Answer] = []
    errors: list[UserError] = []
    for done, query in enumerate(queries):
        progress("查找对应条款", 0.6 + 0.4 * done / len(queries))
        try:
            answers.append(_answer(library, plans, index, query, top))
        except UserError as error:
            if query.line is None:
                raise
            errors.append(UserError(f"第 {query.line} 行：{error.sentence}", error.remedy))
    return answers, errors


def _answer(library: Library, plans: dict[str, Plan], index: Index, query: BatchQuery, top: int) -> Answer:
    from app.matching.counterparts import Query, find_counterparts

    if query.text is not None:
        if not query.text.strip():
            raise UserError("要查找的文字是空的。", "请写出一段文字。")
        return query.id, {"text": query.text}, find_counterparts(index, Query.of_text(query.text), None, (), top)
    plan = plans[library.find(query.plan or "").id]
    clause = _clause(plan, query.path or "")
    others = tuple(plan_id for plan_id in plans if plan_id != plan.id)
    decisions = library.decisions(plan.id)
    found = find_counterparts(index, Query.of_clause(clause), others, decisions, top)
    return query.id, contract.clause_query(clause), found


def _clause(plan: Plan, path: str) -> Clause:
    """The clause at a path; brackets may be typed half-width."""
    wanted = "".join(path.split()).translate(_FULL_WIDTH)
    for clause in clauses(plan):
        if clause.path == path or "".join(clause.path.split()).translate(_FULL_WIDTH) == wanted:
            return clause
    raise UserError(
        f"《{plan.front.title}》中没有路径为“{path}”的条款。", f"用 plandesk outline {plan.id} 查看全部路径。"
    )


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise UserError(f"文件“{file.name}”不是 UTF-8 编码的文本。", "请把它另存为 UTF-8 后再试。") from None
    except OSError as error:
        raise of_os_error(error) or error from None


def _query(line: str, number: int) -> BatchQuery:
    try:
        entry = json.loads(line)
    except ValueError:
        raise ValueError("不是 JSON") from None
    if not isinstance(entry, dict):
        raise ValueError("不是 JSON 对象")
    given = {key: entry[key] for key in ("plan", "path", "text") if entry.get(key) is not None}
    if not all(isinstance(value, str) for value in given.values()):
        raise ValueError("的 plan、path、text 须为字符串")
    if given.keys() not in ({"text"}, {"plan", "path"}):
        raise ValueError("须有 plan 和 path，或只有 text")
    key = entry.get("id")
    return BatchQuery(id=None if key is None else str(key), line=number, **given)
