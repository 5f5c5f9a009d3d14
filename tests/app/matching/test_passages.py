from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.matching.counterparts import Query
from app.matching.index import Index
from app.matching.passages import REST, SHORTEST, passages
from app.matching.query import weigh
from tests.app.matching.conftest import plan_of


@given(st.text("融资，。；\n担保", max_size=300))
def test_passages_hold_the_whole_text_in_order(text: str) -> None:
    kept = "".join("".join(passages(text)).split())
    assert kept == "".join(text.split())


@given(st.lists(st.integers(1, 90), max_size=12))
def test_only_a_lonely_rest_is_short(lengths: list[int]) -> None:
    found = passages("。".join("字" * length for length in lengths))
    assert all(len(passage) >= min(SHORTEST, REST) for passage in found[1:])


def test_a_sentence_in_a_long_clause_is_found_for_what_it_says() -> None:
    filler = "引导银行机构优化网点布局，拓宽服务半径，改进柜面流程，提高办理效率，增强客户体验。" * 6
    buried = f"{filler}推广渔船和养殖台风指数保险，提高渔民理赔速度。{filler}"
    plan = plan_of("甲", [(1, "一", "完善服务", buried), (1, "二", "改进柜面", filler)])
    index = Index.build([plan])
    query = weigh(index, Query.of_text("办好渔船台风指数保险，让渔民早拿到理赔款。"))
    assert index.statistics is not None
    factors = query.full_terms.weights * index.statistics.idf.of(query.full_terms.codes) / np.float32(32)
    nearest = index.passages_of("甲").nearest(query.full_terms, factors, query.topics, query.functions)
    assert nearest.wording[0] > 2 * nearest.wording[1]
    assert nearest.subject[0] > nearest.subject[1]
    assert ((nearest.wording >= 0) & (nearest.wording <= 1)).all()


def test_a_heading_has_part_in_what_its_sections_say() -> None:
    plan = plan_of(
        "甲", [(1, "一", "重点任务", ""), (2, "（一）", "渔业保险", "推广渔船台风指数保险。"), (1, "二", "其他", "")]
    )
    index = Index.build([plan])
    query = weigh(index, Query.of_text("办好渔船台风指数保险。"))
    assert index.statistics is not None
    factors = query.full_terms.weights * index.statistics.idf.of(query.full_terms.codes) / np.float32(32)
    chapter, section, other = (
        index.passages_of("甲").nearest(query.full_terms, factors, query.topics, query.functions).wording
    )
    assert section > chapter > other
