"""The reference plans that the program brings along."""

from __future__ import annotations

import importlib.util
import re
import unicodedata
from importlib.resources import files
from pathlib import Path
from types import ModuleType

import pytest

from app.figures.facts import facts_of
from app.figures.indicators import indicators_of
from app.figures.model import FactRole
from app.figures.prose import indicators_in_prose
from app.library_identity import plan_id_for
from app.plans.cards import IDS, card, card_plans, digests, has_card, joined, known_plans
from app.plans.model import Box, Figure, Paragraph, Plan, SectionKind, Table
from app.plans.outline import Clause, clauses, is_continuation, paths
from app.plans.reading import read_plan

ROOT = Path(__file__).resolve().parents[3]
each_card = pytest.mark.parametrize("plan_id", IDS)


@pytest.fixture(scope="module")
def full(references: Path) -> dict[str, Plan]:
    """The plans themselves, by id."""
    plans = [read_plan(file).plan for file in sorted(references.glob("*.txt"))]
    return {plan_id_for(plan)[0]: plan for plan in plans}


@pytest.fixture(scope="module")
def refreshing() -> ModuleType:
    spec = importlib.util.spec_from_file_location("refresh_cards", ROOT / "tests" / "resources" / "refresh_cards.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def blocks_of(plan: Plan) -> list[tuple[str, str, str | None, str | None]]:
    """Boxes, tables and figures with their paths, by label and title alone."""
    found = []
    for path, section in zip(paths(plan.sections), plan.sections, strict=True):
        for block in section.blocks:
            match block:
                case Box(label=label, title=title, blocks=inner):
                    found.append((path, "box", label, title))
                    found += [(f"{path}/{label}", "table", t.label, t.caption) for t in inner if isinstance(t, Table)]
                case Table(label=label, caption=caption):
                    found.append((path, "table", label, caption or None))
                case Figure(label=label, caption=caption):
                    found.append((path, "figure", label, caption))
                case Paragraph():
                    pass
    return found


# The cards ------------------------------------------------------------------------------------------------------


def test_there_are_five_cards_and_each_is_known_by_its_title() -> None:
    assert [one.id for one in known_plans()] == list(IDS) == [card.plan.id for card in card_plans()]
    for known, one in zip(known_plans(), card_plans(), strict=True):
        assert (known.title, known.region) == (one.plan.front.title, one.plan.front.region)
        assert plan_id_for(one.plan) == (known.id, known.region)


@each_card
def test_a_card_holds_structure_figures_and_digests_but_no_text(plan_id: str) -> None:
    plan = card(plan_id).plan
    assert plan.is_card
    assert plan.source_title == f"{plan.front.title}（要点版）"
    assert len(plan.sections) > 50
    assert plan.front.period == (2021, 2025)
    assert not any(isinstance(block, Paragraph) for section in plan.sections for block in section.blocks)
    assert not any(block.rows for section in plan.sections for block in section.blocks if isinstance(block, Table))
    assert card(plan_id).facts
    assert any(fact.role is FactRole.TARGET for fact in card(plan_id).facts)


@each_card
def test_the_digest_of_a_card_is_the_text_of_its_clauses(plan_id: str) -> None:
    found = clauses(card(plan_id).plan)
    assert all(clause.of_card for clause in found)
    for clause in found:
        assert (clause.section.digest or "") in clause.text


def test_of_equal_paths_the_first_has_the_digest_and_the_boxes() -> None:
    sections = card("zhoushan").plan.sections
    where = paths(sections)
    first, second = [i for i, path in enumerate(where) if path == "二/（二）/2"]
    assert sections[first].digest
    assert sections[second].digest is None
    assert [block.title for block in sections[first].blocks if isinstance(block, Box)]


def test_a_long_title_is_kept_clause_by_clause() -> None:
    assert joined("甲") == "甲"
    assert joined(["甲", "乙"]) == "甲，乙"
    assert max(len(section.title) for section in card("jinan").plan.sections) > 31


def test_only_five_plans_have_cards() -> None:
    assert not has_card("plan-12345678")
    with pytest.raises(KeyError):
        card("plan-12345678")


@each_card
def test_the_paths_in_a_card_are_those_of_its_tree(plan_id: str) -> None:
    text = (files("resources") / "reference_plans" / f"{plan_id}.toml").read_text("utf-8")
    sections = text.partition("\nsections = [")[2].partition("\n]")[0]
    assert re.findall(r'^ {4}\{ path = "([^"]*)"', sections, re.M) == paths(card(plan_id).plan.sections)


@each_card
def test_the_facts_of_a_card_are_those_that_it_brings(plan_id: str) -> None:
    plan = card(plan_id).plan
    assert facts_of(plan) == card(plan_id).facts
    where = {clause.path for clause in clauses(plan)}
    assert all(fact.path in where or fact.path.rpartition("/")[0] in where for fact in facts_of(plan))


def test_targets_of_the_prose_are_found_on_a_card() -> None:
    qinghai = card("qinghai")
    assert not qinghai.indicators, "this plan has no indicator table"
    assert indicators_in_prose(qinghai.plan)


# Against the plans themselves -----------------------------------------------------------------------------------


@each_card
def test_the_tree_of_a_card_is_that_of_the_plan(plan_id: str, full: dict[str, Plan]) -> None:
    known, plan = card(plan_id).plan, full[plan_id]
    assert paths(known.sections) == paths(plan.sections)
    for ours, theirs in zip(known.sections, plan.sections, strict=True):
        for name in ("title", "number", "level", "kind", "style", "run_in"):
            assert getattr(ours, name) == getattr(theirs, name)
    assert [term.term for term in known.glossary] == [term.term for term in plan.glossary]
    for name in ("title", "issuers", "doc_number", "issued_on", "printed_on", "published_on", "period", "base_year"):
        assert getattr(known.front, name) == getattr(plan.front, name)


@each_card
def test_boxes_tables_and_figures_of_a_card_are_those_of_the_plan(plan_id: str, full: dict[str, Plan]) -> None:
    assert blocks_of(card(plan_id).plan) == blocks_of(full[plan_id])


@each_card
def test_the_indicators_of_a_card_are_those_of_the_plan(plan_id: str, full: dict[str, Plan]) -> None:
    known = [(one.name, one.unit, one.base_value, one.target_value, one.path) for one in card(plan_id).indicators]
    found = [(one.name, one.unit, one.base_value, one.target_value, one.path) for one in indicators_of(full[plan_id])]
    assert known == found


def test_writing_the_cards_anew_changes_nothing_but_facts(references: Path, refreshing: ModuleType) -> None:
    """What the reading finds in prose grows better with time; `refresh_cards.py` brings it over."""
    written = refreshing.refreshed(references)
    assert set(written) == set(IDS)
    for plan_id, text in written.items():
        kept = (files("resources") / "reference_plans" / f"{plan_id}.toml").read_text("utf-8")
        assert text.partition("\nfacts = ")[0] == kept.partition("\nfacts = ")[0]
    assert refreshing.refreshed(references) == written


# Digests --------------------------------------------------------------------------------------------------------


def has_leaf_text(plan: Plan, clause: Clause) -> bool:
    """Whether a clause has text and nothing below it; a glossary is covered by its terms."""
    after = plan.sections[clause.index + 1 : clause.index + 2]
    below = [one for one in after if one.level > clause.section.level and not is_continuation(one)]
    glossary = clause.section.kind is SectionKind.GLOSSARY
    return bool(clause.text.strip()) and not below and not glossary and not is_continuation(clause.section)


def numbers(text: str) -> set[str]:
    """Numbers as they are printed, with and without what blanks stand between."""
    plain = re.sub(r"(?<=\d),(?=\d{3})", "", unicodedata.normalize("NFKC", text))
    return {number for form in (plain, "".join(plain.split())) for number in re.findall(r"\d+(?:\.\d+)?", form)}


@each_card
def test_digests_are_short_and_stand_at_clauses(plan_id: str) -> None:
    where = set(paths(card(plan_id).plan.sections))
    for path, digest in digests(plan_id).items():
        assert path in where, "a digest of no clause"
        assert 30 <= len(digest) <= 120, path
        assert digest == digest.strip()


@each_card
def test_every_leaf_clause_has_a_digest(plan_id: str, full: dict[str, Plan]) -> None:
    known = digests(plan_id)
    assert [c.path for c in clauses(full[plan_id]) if has_leaf_text(full[plan_id], c) and c.path not in known] == []


@each_card
def test_every_number_of_a_digest_stands_in_its_clause(plan_id: str, full: dict[str, Plan]) -> None:
    by_path: dict[str, Clause] = {}
    for clause in clauses(full[plan_id]):
        by_path.setdefault(clause.path, clause)
    for path, digest in digests(plan_id).items():
        clause = by_path[path]
        notes = "\n".join(note.text for note in clause.section.footnotes)
        assert numbers(digest) <= numbers(f"{clause.title}\n{clause.text}\n{notes}"), path


def test_all_five_cards_have_digests() -> None:
    assert all(len(digests(plan_id)) > 40 for plan_id in IDS)
