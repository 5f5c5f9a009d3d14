"""Encodings are told by their bytes."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import UserError
from app.plans.encoding import Decoded, decode

TEXT = "青岚市金融业发展规划\n一、发展的基础和成效\n在全市工作中加强服务。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "utf-16-be", "big5"])
def test_chinese_text_is_told_without_a_mark(encoding: str) -> None:
    text = "金融業發展規劃的基礎和服務，在工作中加強。\n" * 9 if encoding == "big5" else TEXT
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")],
)
def test_a_byte_order_mark_decides(mark: bytes, encoding: str) -> None:
    decoded = decode(mark + TEXT.encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.damaged) == (TEXT, encoding, 0)


@given(st.binary(max_size=300))
def test_any_bytes_give_text_or_a_sentence(data: bytes) -> None:
    try:
        assert isinstance(decode(data).text, str)
    except UserError as error:
        assert error.remedy  # noqa: PT017


def test_text_that_is_utf8_throughout_is_so_whatever_its_words() -> None:
    text = "甲乙丙丁戊己庚辛壬癸，" * 30
    assert decode(text.encode()) == Decoded(text, "utf-8")
