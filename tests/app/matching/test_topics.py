from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.matching.features import canonical
from app.matching.topics import combined, parse_topics, topic_strengths, topics


def test_the_list_has_some_seventy_subjects_each_with_an_id_and_a_name_of_its_own() -> None:
    assert 65 <= len(topics()) <= 100
    assert len({topic.id for topic in topics()}) == len(topics())
    assert len({topic.name for topic in topics()}) == len(topics())
    assert all(topic.names for topic in topics())


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("大力发展绿色金融", "绿色金融"),
        ("做强做优地方金融组织", "地方金融组织"),
        ("加快企业上市挂牌步伐", "企业上市挂牌"),
        ("健全农村金融服务体系", "乡村振兴与农村金融"),
        ("推进供应链金融", "供应链金融"),
        ("加强金融人才队伍建设", "金融人才"),
        ("严厉打击非法集资", "打击非法金融活动"),
        ("构建数字人民币支付生态", "数字人民币"),
        ("完善社会信用体系", "社会信用体系"),
    ],
)
def test_a_title_is_on_the_topic_that_it_names(title: str, expected: str) -> None:
    by_title, by_text = topic_strengths([canonical(title)], [canonical(title)], topics())
    assert topics()[int(combined(by_title, by_text, [len(title)])[0].argmax())].name == expected


def test_a_list_of_ones_own_is_read_and_words_are_brought_to_the_common_wording() -> None:
    (topic,) = parse_topics('[[topic]]\nid = "x"\nname = "试题"\nnames = ["科技金融"]\nwords = ["聚集"]')
    assert (topic.id, topic.names, topic.words) == ("x", (canonical("科创金融"),), ("集聚",))


@given(st.lists(st.text("绿色金融保险上市", max_size=20), min_size=1, max_size=4))
def test_strengths_are_finite_and_not_negative(texts: list[str]) -> None:
    by_title, by_text = topic_strengths(texts, texts, topics())
    assert by_title.shape == by_text.shape == (len(texts), len(topics()))
    assert np.isfinite(by_text).all()
    assert (by_title >= 0).all()
    assert (by_text >= 0).all()


def test_each_text_counts_only_its_own_words() -> None:
    _, by_text = topic_strengths(["", ""], ["发展绿色信贷", "引进高端人才"], topics())
    green = next(i for i, topic in enumerate(topics()) if topic.id == "green")
    assert by_text[0, green] > 0
    assert by_text[1, green] == 0
