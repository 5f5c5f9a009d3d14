"""Whatever is spoiled in a written plan is found and named."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest

from app.errors import UserError
from app.exporting import plan_docx
from app.exporting.self_check import check
from app.plans.model import Plan


@pytest.fixture(scope="module")
def written(full_plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("check") / "规划.docx"
    plan_docx.write(full_plan, path)
    return path


def spoiled(source: Path, target: Path, part: str, old: str, new: str) -> Path:
    with ZipFile(source) as before, ZipFile(target, "w") as after:
        for name in before.namelist():
            content = before.read(name).decode("utf-8")
            if name == f"word/{part}.xml":
                assert old in content
                content = content.replace(old, new, 1)
            after.writestr(name, content)
    return target


def test_a_written_plan_has_no_finding(written: Path) -> None:
    assert check(written) == ()


@pytest.mark.parametrize(
    ("part", "old", "new", "word"),
    [
        ("document", 'w:h="16838"', 'w:h="15840"', "A4"),
        ("document", 'w:top="2098"', 'w:top="1440"', "页边距"),
        ("document", '<w:docGrid w:type="lines"', '<w:docGrid w:type="linesAndChars"', "网格"),
        ("styles", 'w:line="579"', 'w:line="580"', "22 行"),
        ("styles", '<w:spacing w:val="-5"/>', '<w:spacing w:val="0"/>', "28 字"),
        ("styles", 'w:ascii="仿宋_GB2312"', 'w:ascii="Calibri"', "四项"),
        ("styles", 'w:ascii="仿宋_GB2312"', 'w:ascii="仿宋_GB2312" w:asciiTheme="minorHAnsi"', "主题"),
        ("document", '<w:t xml:space="preserve">一、发展基础</w:t><w:tab/>', '<w:t>一、基础</w:t><w:tab/>', "不一致"),
        ("document", 'w:anchor="_Toc20000001"', 'w:anchor="_Toc29999999"', "目录缺少"),
        ("document", "PAGEREF _Toc20000001", "PAGEREF _Toc29999999", "书签"),
        ("document", "<w:tblHeader/>", "", "不重复"),
        ("settings", "<w:evenAndOddHeaders/>", "", "单页和双页"),
        ("document", '<w:footerReference w:type="even"', '<w:footerReference w:type="first"', "页码"),
        ("document", '<w:footnoteReference w:id="1"/>', "", "脚注"),
        ("document", "<w:body>", '<w:body><w:p><w:pPr><w:pageBreakBefore/></w:pPr></w:p>', "空白页"),
        ("document", 'w:name="_Toc20000002"', 'w:name="_Toc20000001"', "重复"),
    ],
)  # fmt: skip
def test_what_is_spoiled_is_found(written: Path, tmp_path: Path, part: str, old: str, new: str, word: str) -> None:
    findings = check(spoiled(written, tmp_path / "坏.docx", part, old, new))
    assert any(word in finding for finding in findings), findings
    assert all(finding.endswith("。") for finding in findings)


def test_what_is_no_document_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"text")
    with pytest.raises(UserError):
        check(tmp_path / "a.docx")
    with ZipFile(tmp_path / "b.docx", "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    with pytest.raises(UserError):
        check(tmp_path / "b.docx")
    with pytest.raises(UserError):
        check(tmp_path / "没有.docx")
