"""Merging, widths and alignment follow from the cells and never change what a table says."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.exporting.measure import em_width
from app.exporting.table_shape import (
    Cell,
    centred_columns,
    column_widths,
    fits,
    is_number,
    merged_header,
    merged_rows,
    squared,
    value_columns,
)

HEADER = ("类别", "指标", "单位", "2020年", "2025年", "属性")
ROWS = [
    ("规模", "存款余额", "亿元", "8400", "12600", "预期性"),
    ("", "贷款余额", "亿元", "7200", "10800左右", ""),
    ("质量", "不良贷款率", "", "1.5", "—", "约束性"),
    ("", "金融生态", "", "持续改善", "", ""),
]


def test_a_group_reaches_down_to_the_next_one() -> None:
    firsts = [row[0] for row in merged_rows(HEADER, ROWS)]
    assert [cell.down for cell in firsts] == ["restart", "continue", "restart", "continue"]
    natures = [row[-1].down for row in merged_rows(HEADER, ROWS)]
    assert natures == ["restart", "continue", "restart", "continue"]


def test_an_empty_unit_stays_empty() -> None:
    assert merged_rows(HEADER, ROWS)[2][2] == Cell("")


def test_a_phrase_covers_the_empty_values_on_its_right() -> None:
    assert Cell("持续改善", across=2) in merged_rows(HEADER, ROWS)[3]


def test_a_row_that_names_a_group_covers_all_columns() -> None:
    assert merged_rows(HEADER, [("一、总体目标", "", "", "", "", "")]) == [[Cell("一、总体目标", across=6)]]


def test_an_empty_head_belongs_to_the_one_on_its_left() -> None:
    assert merged_header(("指标", "目标", "", "属性")) == [Cell("指标"), Cell("目标", 2), Cell("属性")]


def test_numbers_are_told_from_words() -> None:
    for text in ("8400", "1.5左右", "10%", "≥98%", "—", "2.1万亿元", "1,200"):
        assert is_number(text), text
    for text in ("持续改善", "亿元", "2025年前建成三个以上示范区"):
        assert not is_number(text), text
    assert value_columns(ROWS, 6) == {3, 4}
    assert {2, 3, 4} <= centred_columns(ROWS, 6)


def test_a_number_is_never_cut_while_there_is_room() -> None:
    header = ("指标", "2015年", "2020年", "2025年")
    rows = [("本外币各项存款余额（亿元），含境外分支机构吸收的存款", "102345.67", "202345.67", "302345.67")]
    merged = [merged_header(header), *merged_rows(header, rows)]
    assert fits(merged, 4, 5000, 240, 114)
    assert not fits(merged, 4, 3000, 240, 114)
    widths = column_widths(merged, 4, 5000, 240, 114)
    assert all(width - 114 >= em_width("102345.67") * 240 for width in widths[1:])


cells = st.text(alphabet="金融亿元0123456789.%—", max_size=40)


@given(st.lists(st.lists(cells, min_size=1, max_size=9), min_size=1, max_size=8), st.integers(2000, 9000))
def test_widths_fill_the_table_and_every_row_spans_it(rows: list[list[str]], total: int) -> None:
    columns = max(map(len, rows))
    square = squared(rows, columns)
    merged = merged_rows(square[0], square)
    widths = column_widths([merged_header(square[0]), *merged], columns, total, 240, 114)
    assert sum(widths) == total
    assert all(width > 0 for width in widths)
    for source, row in zip(square, merged, strict=True):
        assert sum(cell.across for cell in row) == columns
        assert [cell.text for cell in row if cell.text] == [text for text in source if text]
