"""Files become plans or one sentence and a remedy."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import UserError
from app.plans.model import Role
from app.plans.outline import own_text, paths
from app.plans.reading import LARGEST, read_plan, read_text, supported
from app.progress import Cancelled

PLAN = """某市金融规划
一、基础
底子厚。
二、任务
（一）做大。把规模做大。
（二）做强。把质量做强。
三、保障
责任到人。
"""


def refusal(path: Path) -> UserError:
    with pytest.raises(UserError) as caught:
        read_plan(path)
    assert caught.value.sentence.endswith("。")
    assert caught.value.remedy.endswith("。")
    return caught.value


def test_a_file_is_read_with_its_source(tmp_path: Path) -> None:
    file = tmp_path / "某市.txt"
    file.write_text(PLAN, encoding="utf-8")
    plan = read_plan(file, Role.DRAFT).plan
    assert plan.role is Role.DRAFT
    assert plan.id == ""
    assert plan.source is not None
    assert (plan.source.name, plan.source.encoding, len(plan.source.sha256)) == ("某市.txt", "utf-8", 64)
    assert paths(plan.sections) == ["一", "二", "二/（一）", "二/（二）", "三"]


@pytest.mark.parametrize(
    ("name", "expected"), [("a.TXT", True), ("a.md", True), ("a.pdf", True), ("a.xlsx", False), ("a", False)]
)
def test_only_files_that_may_hold_a_plan_are_supported(name: str, expected: bool) -> None:
    assert supported(Path(name)) is expected


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert "找不到" in refusal(tmp_path / "没有.txt").sentence


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert "文件夹" in refusal(tmp_path).sentence


def test_an_unreadable_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.txt"
    file.write_text(PLAN, encoding="utf-8")

    def denied(_path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", denied)
    assert "权限" in refusal(file).sentence


@pytest.mark.parametrize("data", [b"", b" \r\n\t \n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "空.txt"
    file.write_bytes(data)
    assert "空" in refusal(file).sentence


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04" + b"x" * 99,
        b"%PDF-1.7\n",
        b"\xd0\xcf\x11\xe0\xa1\xb1",
        b"\x89PNG\r\n",
        b"\0\1\2\3" * 99,
    ],
)
def test_a_binary_file_is_refused(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(data)
    refusal(file)


def test_bytes_in_no_known_encoding_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(bytes(range(128, 256)) * 40)
    assert "编码" in refusal(file).sentence


def test_a_few_damaged_bytes_are_replaced_and_told(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    data = (PLAN * 20).encode()
    file.write_bytes(data[:500] + b"\xff" + data[500:])
    assert any("无法辨认" in warning for warning in read_plan(file).warnings)


def test_a_text_that_is_no_plan_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "信.txt"
    file.write_text("你好：\n今天天气很好，我们去爬山。\n一、带水。\n", encoding="utf-8")
    assert "不像一份规划" in refusal(file).sentence


def test_a_file_of_fifty_megabytes_is_refused_without_being_read(tmp_path: Path) -> None:
    file = tmp_path / "大.txt"
    with file.open("wb") as stream:
        stream.truncate(50 * 1024 * 1024)
    began = time.perf_counter()
    assert "太大" in refusal(file).sentence
    assert time.perf_counter() - began < 10
    assert LARGEST < 50 * 1024 * 1024


def test_an_empty_text_is_refused() -> None:
    with pytest.raises(UserError, match="空"):
        read_text(" \n", "空")


def test_progress_is_told_in_chinese_and_goes_forward(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(PLAN, encoding="utf-8")
    told: list[tuple[str, float]] = []
    read_plan(file, progress=lambda message, fraction: told.append((message, fraction)))
    fractions = [fraction for _, fraction in told]
    assert fractions == sorted(fractions)
    assert fractions[0] == 0
    assert fractions[-1] == pytest.approx(1)
    assert all("\u4e00" <= message[0] <= "\u9fff" for message, _ in told)


@pytest.mark.parametrize("step", range(5))
def test_a_cancel_at_any_step_ends_the_reading(tmp_path: Path, step: int) -> None:
    file = tmp_path / "a.txt"
    file.write_text(PLAN, encoding="utf-8")
    calls = iter(range(99))

    def cancel(_message: str, _fraction: float) -> None:
        if next(calls) == step:
            raise Cancelled

    with pytest.raises(Cancelled):
        read_plan(file, progress=cancel)


PIECES = st.sampled_from(
    [
        *"一二三（）()第章节、.。：；—专栏表图注123①¹#*|\t\n\r \u3000“”《》",
        "\n一、甲\n", "\n（一）乙。丙\n", "\n1. 丁\n", "\n第一章 戊\n", "\n——己。庚\n", "\n专栏1 辛\n", "\n目录\n",
        "\n表1 壬\n", "a\tb\tc\n", "\tx\n", "| a | b |\n", "\n名词解释\n", "\n抄送：", "2021年1月1日印发\n",
        "\n图1 癸\n", "<table><tr><td>", "关于印发《某市规划》的通知\n", "\ud800", "\0", "\u202e", "[bookmark: x]",
        "[image: y]", "啊" * 30,
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=80).map("".join)))
def test_any_text_gives_a_plan_or_a_sentence(text: str) -> None:
    with suppress(UserError):
        plan = read_text(text, "任意").plan
        assert len(paths(plan.sections)) == len(plan.sections)
        assert all(section.level >= 1 for section in plan.sections)


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=60).map(lambda pieces: PLAN + "".join(pieces)))
def test_reading_twice_gives_the_same(text: str) -> None:
    assert read_text(text, "同") == read_text(text, "同")


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 3), min_size=PLAN.count("\n"), max_size=PLAN.count("\n")))
def test_blank_lines_between_paragraphs_do_not_matter(gaps: list[int]) -> None:
    lines = PLAN.strip().split("\n")
    spaced = "".join(line + "\n" * (1 + gap) for line, gap in zip(lines, gaps, strict=True))
    plain = [(s.number, s.title, s.level, own_text(s)) for s in read_text(PLAN, "某").plan.sections]
    assert [(s.number, s.title, s.level, own_text(s)) for s in read_text(spaced, "某").plan.sections] == plain


@pytest.mark.parametrize(
    "text",
    [
        "啊啊\n" * 50000,
        "啊" * 17 + "\n",
        ("啊" * 17 + "\n") * 30000,
        "\t啊啊\n\n" * 20000,
        "a\tb\tc\n1\t2\t3\n\n" * 8000,
        "甲①乙。\n①注\n" * 8000,
        "——甲。乙。\n" * 15000,
        "名词解释\n" + "啊啊\n" * 30000,
        "[bookmark: " * 50000,
        "<b " * 100000,
        "字" * 1000000,
        "." * 300000,
        "（" * 300000,
    ],
)
def test_hostile_text_takes_bounded_time(text: str) -> None:
    began = time.perf_counter()
    read_text(PLAN + text, "怪")
    assert time.perf_counter() - began < 60


def test_a_plan_pasted_into_one_line_is_parted_at_its_wide_blanks() -> None:
    body = "　　".join([*PLAN.strip().split("\n")[:-1], "责任到人，考核到岗，" * 400 + "说到做到。"])
    plan = read_text(body, "某").plan
    assert paths(plan.sections) == ["一", "二", "二/（一）", "二/（二）", "三"]
    assert plan.front.title == "某市金融规划"


def test_a_text_with_too_few_headings_is_refused_and_says_how_many_were_read() -> None:
    with pytest.raises(UserError, match="只读到 2 个章节标题"):
        read_text("某市金融业发展规划\n\n一、发展基础\n\n机构增加了。\n\n二、主要任务\n\n服务要跟上。\n", "规划")


def test_a_damaged_word_file_is_not_to_be_turned_into_text_by_hand(tmp_path: Path) -> None:
    path = tmp_path / "规划.docx"
    path.write_bytes(bytes(range(256)) * 8)
    assert "可能已损坏" in refusal(path).remedy
