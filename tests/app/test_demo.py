from __future__ import annotations

from zipfile import ZipFile

import pytest

from app import demo
from app.progress import Cancelled, silent

PLAN = """云泽市金融业发展“十四五”规划

一、发展基础

2020年，全市金融业增加值达到88亿元。

二、主要任务

（一）发展绿色金融

引导银行设立绿色支行，扩大绿色信贷投放。

（二）完善农村金融服务

推进助农服务点建设，推广农业保险。

三、保障措施

成立工作专班，明确责任分工。
"""


@pytest.fixture
def folder_of_plans(tmp_path):
    folder = tmp_path / "references"
    folder.mkdir()
    (folder / "yunze.txt").write_text(PLAN, encoding="utf-8")
    return folder


def test_the_demo_does_the_main_job_and_may_be_repeated(tmp_path, folder_of_plans):
    output = tmp_path / "deep" / "out"
    first = list(demo.run(output, folder_of_plans, silent))
    assert list(demo.run(output, folder_of_plans, silent)) == first
    names = {file.name for file in output.iterdir()}
    assert {"条款对照表.docx", "条款对照表.xlsx", "主要指标.xlsx", demo.SUMMARY, demo.LIBRARY} <= names
    for name in names:
        if name.endswith(("docx", "xlsx")):
            with ZipFile(output / name) as package:
                assert package.testzip() is None
    assert (output / demo.SUMMARY).read_text(encoding="utf-8").splitlines() == first[:-1]


def test_the_demo_leaves_other_files_of_the_folder_alone(tmp_path, folder_of_plans):
    (tmp_path / "library.db").write_text("the user's own")
    list(demo.run(tmp_path, folder_of_plans, silent))
    assert (tmp_path / "library.db").read_text() == "the user's own"


def test_without_references_it_says_so_and_compares_with_the_built_in_cards(tmp_path):
    told = list(demo.run(tmp_path, None, silent))
    assert "REFERENCES" in told[0]
    assert "内置要点版 5 份" in told[1]
    assert list(tmp_path.glob("*规划.docx"))
    assert (tmp_path / "条款对照表.docx").exists()


def test_a_cancelled_demo_stops(tmp_path, folder_of_plans):
    def stop(_message: str, fraction: float) -> None:
        if fraction > 0.35:
            raise Cancelled

    with pytest.raises(Cancelled):
        list(demo.run(tmp_path, folder_of_plans, stop))
    assert not list(tmp_path.glob("*.xlsx"))


def test_a_folder_that_cannot_be_made_is_a_sentence(plandesk, tmp_path):
    (tmp_path / "file").write_text("")
    done = plandesk("demo", "-o", tmp_path / "file" / "out")
    assert done.code == 1
    assert done.err.count("\n") == 1
