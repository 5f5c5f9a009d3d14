"""What a segment sums up over its tree is what going through the clauses one by one gives."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.matching.features import canonical, ngrams
from app.matching.postings import Idf, Terms, hashed, most_telling
from app.matching.segments import PlanRows, Segment, joined, segment_of
from app.matching.topics import topics
from app.plans.model import Plan, Role
from tests.strategies import plans

few = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def codes_of(text: str) -> set[int]:
    return set(hashed(ngrams([canonical(text)])[1]).tolist())


def words(plan: Plan) -> list[set[int]]:
    """The n-grams of each clause's own title and text."""
    return [codes_of(clause.title) | codes_of(clause.text) for clause in PlanRows(plan).clauses]


def below(segment: Segment, row: int) -> range:
    return range(row, int(segment.ends[row]))


@few
@given(plans(Role.REFERENCE, "甲"))
def test_the_tree_is_the_plans(plan: Plan) -> None:
    segment = segment_of(plan, topics())
    for row in range(len(segment)):
        up = int(segment.parent[row])
        assert up < row
        assert segment.depths[row] == (segment.depths[up] + 1 if up >= 0 else 0)
        under = [other for other in range(len(segment)) if row in chain(segment, other)]
        assert under == list(below(segment, row))


def chain(segment: Segment, row: int) -> list[int]:
    found = [row]
    while segment.parent[found[-1]] >= 0:
        found.append(int(segment.parent[found[-1]]))
    return found


@few
@given(plans(Role.REFERENCE, "甲"), st.randoms(use_true_random=False))
def test_sums_with_what_stands_below_are_those_of_a_walk(plan: Plan, chance) -> None:
    segment = segment_of(plan, topics())
    values = np.array([chance.random() for _ in range(len(segment))])
    wanted = [
        sum(
            values[other] * 0.5 ** (int(segment.depths[other]) - int(segment.depths[row]))
            for other in below(segment, row)
        )
        for row in range(len(segment))
    ]
    assert segment.with_below(values, 0.5) == pytest.approx(wanted)


@few
@given(plans(Role.REFERENCE, "甲"), plans(Role.REFERENCE, "乙"))
def test_what_rows_and_plans_say_is_found_by_bits_and_lists(first: Plan, second: Plan) -> None:
    segment = joined([segment_of(first, topics()), segment_of(second, topics())])
    own = words(first) + words(second)
    codes = np.array(sorted({0, *(code for said in own for code in said)})[:8], dtype=np.uint32)
    having = segment.having(codes)
    for row in range(len(segment)):
        said = set().union(*(own[other] for other in below(segment, row)))
        assert having[row] == sum(1 << bit for bit, code in enumerate(codes.tolist()) if code in said)
    weights = np.arange(1.0, len(codes) + 1)
    told = segment.told(codes, weights)
    for at, plan in enumerate((first, second)):
        said = set().union(*words(plan))
        assert told[at] == sum(weight for weight, code in zip(weights, codes.tolist(), strict=True) if code in said)


def test_dots_are_the_sums_of_products_and_squares_the_dots_with_oneself(haiyan: Plan) -> None:
    own = segment_of(haiyan, topics()).own
    size = len(haiyan.sections)
    idf = Idf(own, size)
    dense = np.zeros((size, len(own.codes)))
    columns = np.repeat(np.arange(len(own.codes)), np.diff(own.starts))
    dense[own.rows, columns] = own.weights / 32 * idf.of(own.codes)[columns]
    terms = Terms(own.codes[::3], np.linspace(0.1, 1.0, len(own.codes[::3]), dtype=np.float32))
    assert own.dots(terms, idf, size) == pytest.approx(dense[:, ::3] @ terms.weights, rel=1e-4)
    assert own.covered(terms, idf, size) == pytest.approx((dense[:, ::3] ** 2).sum(axis=1), rel=1e-4)
    assert own.squares(idf, size) == pytest.approx((dense**2).sum(axis=1), rel=1e-4)


def test_of_a_long_question_the_most_telling_words_are_kept() -> None:
    weights = np.array([1.0, 20.0, 0.5, 10.0, 0.1], dtype=np.float32)
    kept = most_telling(Terms(np.arange(5, dtype=np.uint32), weights / np.linalg.norm(weights)))
    assert kept.codes.tolist() == [1, 3]
    assert np.linalg.norm(kept.weights) == pytest.approx(1.0)
    many = Terms(np.arange(1000, dtype=np.uint32), np.full(1000, 1000**-0.5, dtype=np.float32))
    assert len(most_telling(many).codes) == 300
