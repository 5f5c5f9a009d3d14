"""A real session on a real library file, for tests of the window."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from app import paths
from app.desktop.application import make_application
from app.desktop.dialogs.asking import Asking
from app.desktop.session import Session
from app.library import Library, NewPlan
from app.plans.model import (
    Box,
    FrontMatter,
    NumberStyle,
    Paragraph,
    Plan,
    Role,
    Section,
    Table,
)


class Answers(Asking):
    """Answers dialogs in the user's place: what a test put into it."""

    def __init__(self) -> None:
        self.files: tuple[Path, ...] = ()
        self.folder: Path | None = None
        self.save_to: Path | None = None
        self.typed: str | None = None
        self.agrees = True
        self.written: str | None = None
        self.offered: tuple[str, ...] = ()  # what was there to choose from when last asked
        self.chosen: str | None = None
        self.for_all = False
        self.asked: list[str] = []  # the questions that had an answer for all that follow

    def files_to_open(self, parent: QWidget, title: str, name_filter: str) -> tuple[Path, ...]:
        return self.files

    def folder_to_open(self, parent: QWidget, title: str) -> Path | None:
        return self.folder

    def file_to_save(self, parent: QWidget, title: str, suggested: str, name_filter: str) -> Path | None:
        return self.save_to

    def text(self, parent: QWidget, title: str, label: str, present: str = "") -> str | None:
        return self.typed

    def long_text(self, parent: QWidget, title: str, label: str, present: str = "") -> str | None:
        return self.written

    def choose(self, parent: QWidget, title: str, question: str, actions: Sequence[str]) -> str | None:
        self.offered = tuple(actions)
        return self.chosen

    def choose_for_all(
        self, parent: QWidget, title: str, question: str, actions: Sequence[str], for_all: str
    ) -> tuple[str | None, bool]:
        self.offered = tuple(actions)
        self.asked.append(question)
        return self.chosen, self.for_all

    def confirm(self, parent: QWidget, title: str, question: str, action: str) -> bool:
        return self.agrees


@pytest.fixture(autouse=True)
def own_list(tmp_path, monkeypatch) -> None:
    """A list of the libraries that were open last for each test."""
    monkeypatch.setattr(paths, "recent_file", lambda: tmp_path / "data" / "recent.json")


@pytest.fixture
def desk(qapp):
    """The style, translator and locale of the real program."""
    return make_application()


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def small_draft() -> Plan:
    han, bracket, arabic = NumberStyle.HAN, NumberStyle.HAN_BRACKETS, NumberStyle.ARABIC
    return Plan(
        FrontMatter("松泉市金融业发展“十四五”规划", region="松泉市"),
        (
            Section("发展基础", 1, number="一", style=han, blocks=(Paragraph("过去五年，松泉市金融稳步前行。"),)),
            Section("成绩", 2, number="（一）", style=bracket, blocks=(Paragraph("银行网点覆盖全部乡镇。"),)),
            Section("主要任务", 1, number="二", style=han),
            Section(
                "绿色金融",
                2,
                number="（一）",
                style=bracket,
                blocks=(
                    Paragraph("发展绿色信贷和绿色债券。"),
                    Box("专栏1", "绿色工程", (Paragraph("设立绿色项目库。"),)),
                    Table("主要指标", ("指标", "2020年", "2025年"), (("绿色贷款余额（亿元）", "20", "60"),)),
                ),
            ),
            Section(
                "健全激励",
                3,
                number="1",
                style=arabic,
                run_in=True,
                blocks=(Paragraph("对绿色项目给予贴息。"),),
            ),
            Section("普惠金融", 2, number="（二）", style=bracket, blocks=(Paragraph("让小店铺也能贷到款。"),)),
            Section("组织领导", 1, number="三", style=han, blocks=(Paragraph("由市政府统筹实施。"),)),
        ),
        role=Role.DRAFT,
    )


@pytest.fixture
def small_reference() -> Plan:
    han, bracket = NumberStyle.HAN, NumberStyle.HAN_BRACKETS
    return Plan(
        FrontMatter("柳河市金融业发展“十四五”规划", region="柳河市"),
        (
            Section("重点任务", 1, number="一", style=han),
            Section(
                "大力发展绿色金融",
                2,
                number="（一）",
                style=bracket,
                blocks=(Paragraph("扩大绿色信贷投放，支持发行绿色债券，绿色贷款余额达到80亿元。"),),
            ),
            Section(
                "深化普惠金融",
                2,
                number="（二）",
                style=bracket,
                blocks=(Paragraph("面向小店铺和农户推出信用贷款。"),),
            ),
            Section("保障措施", 1, number="二", style=han, blocks=(Paragraph("加强组织领导，由市政府统筹。"),)),
        ),
    )


@pytest.fixture
def session(desk, tmp_path, small_draft, small_reference, answers, qtbot) -> Iterator[Session]:
    """A session with one reference and one draft, loaded and indexed; nothing is left running."""
    library = Library.open(tmp_path / "library.db")
    library.add([NewPlan(small_reference), NewPlan(small_draft)])
    session = Session(library, answers)
    with qtbot.waitSignal(session.index_changed, timeout=20_000):
        session.load()
    yield session
    session.close()
    session.deleteLater()
