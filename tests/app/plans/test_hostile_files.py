"""Whatever stands in a file, reading it gives a plan or one sentence and a remedy, soon."""

from __future__ import annotations

import io
import random
import time
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import UserError
from app.plans.content import Kind, kind_of
from app.plans.model import Role
from app.plans.pdf.reader import read_pdf
from app.plans.reading import read_plan
from app.plans.web.reader import read_html, read_mht
from tests.app.plans.pdf.printed import LEFT, RIGHT, Sheet, pdf

PAGE = """<html><head><meta charset="utf-8"><title>某市金融规划</title></head><body><div class="nav">首页</div>
<div><p>一、基础</p><p>底子厚。</p><table><tr><td rowspan="2">规模</td><td>1</td></tr><tr><td>2</td></tr></table>
<p>二、任务</p><p>做大做强。</p><p>三、保障</p><p>责任到人。</p></div></body></html>"""
MAIL = f"""MIME-Version: 1.0
Content-Type: multipart/related; boundary="==edge"

--==edge
Content-Type: text/html; charset="utf-8"
Content-Transfer-Encoding: 8bit

{PAGE}
--==edge--
"""


def printed() -> bytes:
    sheet = Sheet()
    sheet.centred("某市金融规划", 22)
    for title in ("一、基础", "二、任务", "三、保障"):
        sheet.paragraph(title)
        sheet.paragraph("底子厚，做大做强，责任到人。" * 3)
    sheet.grid([LEFT, 300.0, RIGHT], [sheet.y, sheet.y + 30, sheet.y + 60])
    return pdf(sheet, Sheet())


def changed(data: bytes, seed: int) -> bytes:
    """A file with some bytes changed, cut out, doubled or cut off."""
    chance = random.Random(seed)
    out = bytearray(data)
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(out) or 1)
        size = chance.choice((1, 1, 2, 8, 200))
        match chance.randrange(4):
            case 0:
                out[at : at + size] = chance.randbytes(size)
            case 1:
                del out[at : at + size]
            case 2:
                out[at:at] = out[at : at + size] * chance.choice((1, 50))
            case _:
                out[at : at + 1] = chance.choice((b"\0", b"\xff", b"<", b">", b"9", b"\xed\xa0\x80"))
    return bytes(out[: chance.randrange(len(out) or 1)] if chance.random() < 0.2 else out)


@pytest.mark.parametrize("seed", range(150))
@pytest.mark.parametrize("kind", ["pdf", "html", "mht"])
def test_a_changed_file_gives_a_plan_or_a_sentence(kind: str, seed: int) -> None:
    reader, data = {
        "pdf": (read_pdf, printed()),
        "html": (read_html, PAGE.encode()),
        "mht": (read_mht, MAIL.encode()),
    }[kind]
    with suppress(UserError):
        reader(changed(data, seed), "某市", Role.REFERENCE)


@given(st.binary(max_size=400))
@settings(max_examples=200, deadline=None)
def test_every_file_has_a_kind(data: bytes) -> None:
    for start in (b"", b"%PDF-1.4\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"<html>", b"{\\rtf"):
        assert kind_of(start + data) in Kind


@given(st.text(alphabet="<>/ptdrhablscript=\"'&;#x0一、。 \n\u3000", max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_markup_gives_a_plan_or_a_sentence(text: str) -> None:
    with suppress(UserError):
        read_html(("<html>" + text).encode(), "某市", Role.REFERENCE)


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 100_000 + "一、基础",
        "<table><tr><td>" * 5_000 + "一、基础",
        "<p>一、基础</p>" * 30_000,
        "<table>" + "<tr><td rowspan=99 colspan=99>x</td></tr>" * 5_000 + "</table>",
        "<b>" * 50_000 + "一、" + "</b>" * 50_000,
        "&nbsp;" * 500_000 + "一、基础",
        "\u3000" * 500_000 + "一、基础",
        "<p>" + "一、基础。" * 200_000 + "</p>",
        '<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;">]>&c;',
    ],
    ids=["nested", "nested tables", "many", "spans", "bold", "blanks", "wide blanks", "one line", "entities"],
)
def test_a_page_made_to_take_long_does_not(body: str) -> None:
    began = time.perf_counter()
    with suppress(UserError):
        read_html(f"<html><body>{body}</body></html>".encode(), "某市", Role.REFERENCE)
    assert time.perf_counter() - began < 60


def test_a_drawing_of_many_lines_does_not_take_long() -> None:
    sheet = Sheet()
    sheet.centred("某市金融规划", 22)
    for i in range(4900):
        sheet.rule(LEFT, 150 + i / 10, LEFT + 5, 150 + i / 10)
        sheet.rule(LEFT + i / 10, 150, LEFT + i / 10, 600)
    began = time.perf_counter()
    with suppress(UserError):
        read_pdf(pdf(sheet), "某市", Role.REFERENCE)
    assert time.perf_counter() - began < 60


def packed(*names: str, first: str = "") -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        if first:
            package.writestr("mimetype", first)
        for name in names:
            package.writestr(name, "x")
    return held.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n", Kind.PDF),
        (b"\n\n%PDF-1.3", Kind.PDF),
        (packed("[Content_Types].xml", "word/document.xml"), Kind.DOCX),
        (packed("xl/workbook.xml"), Kind.SHEET),
        (packed("ppt/presentation.xml"), Kind.SLIDES),
        (packed("OFD.xml"), Kind.OFD),
        (packed("content.xml", first="application/vnd.oasis.opendocument.text"), Kind.OFFICE),
        (packed("content.xml", first="application/vnd.oasis.opendocument.spreadsheet"), Kind.SHEET),
        (packed("规划.docx"), Kind.ARCHIVE),
        (packed("[Content_Types].xml", "docProps/app.xml"), Kind.HOLLOW),
        (b"PK\x03\x04" + b"x" * 99, Kind.BROKEN),
        (OLE + "WordDocument".encode("utf-16-le"), Kind.OFFICE),
        (OLE + "EncryptedPackage".encode("utf-16-le"), Kind.ENCRYPTED),
        (OLE + "Workbook".encode("utf-16-le"), Kind.SHEET),
        (OLE, Kind.OTHER),
        (b"{\\rtf1\\ansi x}", Kind.OFFICE),
        (b"\x89PNG\r\n\x1a\n", Kind.PICTURE),
        (b"\xff\xd8\xff\xe0", Kind.PICTURE),
        (b"Rar!\x1a\x07", Kind.ARCHIVE),
        (PAGE.encode(), Kind.HTML),
        (PAGE.encode("utf-16"), Kind.HTML),
        ("\ufeff<div>一、基础</div>".encode(), Kind.HTML),
        (MAIL.encode(), Kind.MHT),
        ("一、基础\n| 表 | 格 |\n<table><tr><td>1</td></tr></table>".encode(), Kind.TEXT),
    ],
)
def test_the_kind_of_a_file_is_told_by_its_bytes(data: bytes, kind: Kind) -> None:
    assert kind_of(data) is kind


@pytest.mark.parametrize(
    ("data", "said", "remedy"),
    [
        (b"\x89PNG\r\n\x1a\n", "图片", "OCR"),
        (packed("规划.docx"), "压缩包", "解压"),
        (packed("[Content_Types].xml", "docProps/app.xml"), "没有 Word 正文", "另存为 .docx"),
        (packed("规划.txt")[:60], "已损坏或不完整", "重新下载"),
        (packed("xl/workbook.xml"), "电子表格", "Word"),
        (packed("OFD.xml"), "OFD", "PDF"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "密码", "另存为"),
    ],
)
def test_what_holds_no_plan_is_refused_with_what_to_do(tmp_path: Path, data: bytes, said: str, remedy: str) -> None:
    file = tmp_path / "规划.docx"
    file.write_bytes(data)
    with pytest.raises(UserError) as caught:
        read_plan(file)
    assert said in caught.value.sentence
    assert remedy in caught.value.remedy
