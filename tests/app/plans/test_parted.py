"""Headings that conversion glued to the paragraph before them."""

from __future__ import annotations

from app.plans.model import SectionKind
from app.plans.outline import paragraphs, paths
from app.plans.reading import Reading
from tests.app.plans.typed import read


def outline(reading: Reading) -> list[tuple[str, str, list[str]]]:
    sections = reading.plan.sections
    return [
        (path, section.title, paragraphs(section))
        for section, path in zip(sections, paths(sections), strict=True)
        if section.kind is SectionKind.NUMBERED
    ]


def test_a_heading_that_the_count_misses_is_found_behind_the_end_of_a_sentence() -> None:
    reading = read(
        "一、甲\n（一）乙。子丑。（二）丙。寅卯。\n辰巳。（三）丁。午未。\n（四）戊。申酉。\n二、己\n三、庚\n"
    )
    assert outline(reading)[1:5] == [
        ("一/（一）", "乙", ["子丑。"]),
        ("一/（二）", "丙", ["寅卯。", "辰巳。"]),
        ("一/（三）", "丁", ["午未。"]),
        ("一/（四）", "戊", ["申酉。"]),
    ]
    assert reading.warnings == ()


def test_a_list_within_a_paragraph_stays_there() -> None:
    reading = read("一、甲\n（一）乙\n要做：1.子。话。2.丑。话。\n（二）丙\n3.寅。话。\n二、丁\n三、戊\n")
    assert outline(reading)[1] == ("一/（一）", "乙", ["要做：1.子。话。2.丑。话。"])


def test_nothing_is_parted_unless_every_missing_number_is_there() -> None:
    reading = read("一、甲\n（一）乙。\n子。（二）丙。丑。\n（四）丁。寅。\n二、戊\n三、己\n")
    assert outline(reading)[1] == ("一/（一）", "乙", ["子。（二）丙。丑。"])
    assert len(reading.warnings) == 1


def test_headings_on_one_line_are_parted_even_where_no_later_one_counts_on() -> None:
    reading = read("一、甲\n（一）乙。子。\n二、丙\n（一）丁。（二）戊。丑。（三）己。\n三、庚\n")
    assert outline(reading)[3:6] == [("二/（一）", "丁", []), ("二/（二）", "戊", ["丑。"]), ("二/（三）", "己", [])]
    assert reading.warnings == ()


def test_numbers_in_brackets_within_one_sentence_are_a_list() -> None:
    reading = read("一、甲\n（一）乙。子。\n二、丙\n（一）丁；（二）戊；（三）己。\n三、庚\n")
    assert outline(reading)[2] == ("二", "丙", ["（一）丁；（二）戊；（三）己。"])
