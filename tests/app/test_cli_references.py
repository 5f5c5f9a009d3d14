"""The five real plans through the whole command line."""

from __future__ import annotations

import json
from datetime import date

import pytest

pytestmark = pytest.mark.references


@pytest.fixture(scope="module")
def library(references, tmp_path_factory):
    from app.importing import import_files
    from app.library import Library

    file = tmp_path_factory.mktemp("references") / "library.db"
    with Library.open(file) as opened:
        report = import_files(opened, [references])
    assert [one.error for one in report.files] == [None] * 5
    return file


@pytest.fixture
def ask(plandesk, library):
    """The document that a command prints about the five plans."""

    def run(*arguments):
        done = plandesk(*arguments, "--json", library=library)
        assert done.code == 0, done.err
        return done.document

    return run


@pytest.fixture
def plan_ids(ask):
    return [plan["id"] for plan in ask("plans")["plans"]]


def test_every_outline_fits_the_contract_and_names_each_path_once(ask, fits, plan_ids):
    for plan_id in plan_ids:
        document = ask("outline", plan_id)
        fits(document, "outline")
        paths = {section["path"] for section in document["sections"]}
        for kind in ("boxes", "tables", "figures", "footnotes"):
            assert all(entry["under"] in paths for entry in document[kind]), (plan_id, kind)
        front = document["plan"]
        assert front["title"]
        assert front["period"] == [2021, 2025]
        assert date.fromisoformat(front["issued_on"]).year in range(2021, 2024)


def test_numbers_titles_and_cells_are_clean(ask, plan_ids):
    for plan_id in plan_ids:
        document = ask("outline", plan_id)
        for section in document["sections"]:
            assert not section["title"].endswith("。")
            assert section["title"] == section["title"].strip()
            assert not (section["number"] or "").endswith(("、", ".", "．"))
            assert "(" not in (section["number"] or "")
        for table in document["tables"]:
            assert all(len(row) == len(table["header"]) for row in table["rows"])


def test_indicators_and_facts_fit_the_contract(ask, fits, plan_ids):
    fits(ask("indicators"), "indicators")
    for plan_id in plan_ids:
        fits(ask("facts", plan_id), "facts")


def test_every_candidate_of_a_match_is_a_clause_of_its_plan(ask, fits, plan_ids, tmp_path):
    clauses = {
        plan_id: {(section["path"], section["title"]) for section in ask("outline", plan_id)["sections"]}
        for plan_id in plan_ids
    }
    queries = [
        {"id": f"{plan_id}-{number}", "plan": plan_id, "path": path}
        for plan_id in plan_ids
        for number, (path, _) in enumerate(sorted(clauses[plan_id])[::12])
    ]
    file = tmp_path / "queries.jsonl"
    file.write_text("\n".join(json.dumps(query, ensure_ascii=False) for query in queries), encoding="utf-8")
    document = ask("match", "--batch", file, "--top", "3")
    fits(document, "match")
    assert [result["id"] for result in document["results"]] == [query["id"] for query in queries]
    for result in document["results"]:
        others = [plan["plan"] for plan in result["plans"]]
        assert sorted(others) == sorted(set(plan_ids) - {result["query"]["plan"]})
        for plan in result["plans"]:
            assert len(plan["candidates"]) <= 3
            for candidate in plan["candidates"]:
                assert (candidate["path"], candidate["title"]) in clauses[plan["plan"]]


def test_coverage_names_clauses_of_the_plans(ask, fits, plan_ids):
    document = ask("coverage")
    fits(document, "coverage")
    paths = {plan_id: {section["path"] for section in ask("outline", plan_id)["sections"]} for plan_id in plan_ids}
    for topic in document["topics"]:
        for plan_id, found in topic["plans"].items():
            assert set(found) <= paths[plan_id]


def test_importing_again_changes_nothing(plandesk, references, tmp_path):
    library = tmp_path / "library.db"
    first = plandesk("import", references, "--json", library=library).document
    outline = plandesk("outline", "济南", "--json", library=library).document
    assert plandesk("import", references, "--json", library=library).document == first
    assert plandesk("outline", "济南", "--json", library=library).document == outline
