from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from app.matching.counterparts import Query, find_counterparts
from app.matching.index import Index
from app.matching.kept import ENDING, Kept, arrays_of, key_of
from app.matching.segments import Segment, joined, segment_of
from app.matching.topics import topics
from app.plans.model import Plan
from app.plans.outline import clauses


@dataclass(frozen=True, slots=True)
class Inner:
    small: np.ndarray


@dataclass(frozen=True, slots=True)
class Outer:
    grid: np.ndarray
    inner: Inner
    none: np.ndarray


VALUE = Outer(np.arange(6, dtype=np.float32).reshape(2, 3), Inner(np.array([1, 255], dtype=np.uint8)), np.zeros(0))


def same(one: object, other: object) -> bool:
    left, right = arrays_of(one), arrays_of(other)
    return left.keys() == right.keys() and all(
        left[name].dtype == right[name].dtype and np.array_equal(left[name], right[name]) for name in left
    )


def files(folder: Path) -> list[Path]:
    return sorted(folder.glob(f"*{ENDING}"))


def test_what_was_kept_comes_back_as_it_was(tmp_path: Path) -> None:
    Kept(tmp_path / "new").save("a", VALUE)
    found = Kept(tmp_path / "new").load("a", Outer)
    assert found is not None
    assert same(found, VALUE)
    assert [path.name for path in (tmp_path / "new").iterdir()] == [f"a{ENDING}"]


def test_nothing_is_kept_without_a_folder_or_where_none_can_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    for kept in (Kept(None), Kept(tmp_path / "file" / "folder")):
        kept.save("a", VALUE)
        kept.clear()
        assert kept.load("a", Outer) is None


@pytest.mark.parametrize("harm", ["cut", "flipped", "foreign", "empty", "head", "other"])
def test_a_damaged_or_foreign_file_counts_as_none(tmp_path: Path, harm: str) -> None:
    kept = Kept(tmp_path)
    kept.save("a", VALUE)
    (path,) = files(tmp_path)
    data = bytearray(path.read_bytes())
    if harm == "flipped":
        data[-1] ^= 1
    changed = {"cut": data[:-1], "foreign": b"PK\3\4" * 40, "empty": b"", "head": data[:30] + b"x" + data[31:]}
    path.write_bytes(changed.get(harm, data))
    assert kept.load("a", Inner if harm == "other" else Outer) is None
    kept.save("a", VALUE)
    assert kept.load("a", Outer) is not None


def test_the_longest_unused_files_go_first(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    for number, key in enumerate("abc"):
        kept.save(key, VALUE)
        os.utime(tmp_path / (key + ENDING), (number + 1, number + 1))
    kept.load("a", Outer)
    Kept(tmp_path, most_bytes=2 * files(tmp_path)[0].stat().st_size).clear()
    assert [path.stem for path in files(tmp_path)] == ["a", "c"]


def test_a_key_stands_for_all_that_was_said() -> None:
    assert key_of("a", 1) == key_of("a", 1)
    assert len({key_of("a", 1), key_of("a", 2), key_of("a1"), key_of("a", 1, "")}) == 4


def test_an_index_from_kept_files_answers_like_one_built_anew(haiyan: Plan, shancheng: Plan, tmp_path: Path) -> None:
    anew = Index.build([haiyan, shancheng])
    Index.build([haiyan], folder=tmp_path)  # keeps one plan's numbers, which the next takes
    for _ in range(2):  # once from the plans' files, once from the file of all together
        index = Index.build([haiyan, shancheng], folder=tmp_path)
        assert same(index.shelves[0].plans, anew.shelves[0].plans)
        for query in map(Query.of_clause, clauses(haiyan)):
            assert find_counterparts(index, query) == find_counterparts(anew, query)
    assert len(files(tmp_path)) == 4  # two plans, one alone, both together


def test_broken_kept_files_are_worked_out_again(haiyan: Plan, tmp_path: Path) -> None:
    Index.build([haiyan], folder=tmp_path)
    good = {path: path.read_bytes() for path in files(tmp_path)}
    for path in good:
        path.write_bytes(b"broken")
    assert len(Index.build([haiyan], folder=tmp_path)) == len(haiyan.sections)
    assert {path: path.read_bytes() for path in files(tmp_path)} == good


def test_segments_joined_in_steps_are_the_same_as_joined_at_once(haiyan: Plan, shancheng: Plan) -> None:
    one, two = segment_of(haiyan, topics()), segment_of(shancheng, topics())
    stepwise = joined([joined([one, two]), joined([one])])
    assert same(stepwise, joined([one, two, one]))
    assert isinstance(stepwise, Segment)
    assert stepwise.firsts.tolist() == [0, 15, 28, 43]
