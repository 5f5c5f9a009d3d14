"""A plan from a PDF with a text layer (PDFium, through pypdfium2): decision 0021."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from app.errors import UserError
from app.plans.model import Role
from app.plans.normalise import Dropped
from app.plans.pdf.layout import Sheet, drop_running_heads, join_notes, lay_out, take_notes
from app.plans.pdf.page import Page, read_page
from app.plans.pdf.paragraphs import body_size_of, paragraphs_of
from app.plans.text_reader import Reading, read_plan_lines
from app.progress import Progress, part, silent

PAGE_LIMIT = 1500
"""Pages. The longest plans have some 300."""

GLYPHS_LIMIT = 4_000_000
"""Characters. A 300-page plan has some 200,000."""

FEWEST_GLYPHS = 20
"""On a page that shows a picture: fewer are the stamp or page number of a scanned page."""

_PDFIUM = Lock()  # PDFium may be entered by one thread at a time
_GARBLED = re.compile(r"[\ue000-\uf8ff\ufffd]")


def read_pdf(data: bytes, name: str, role: Role, progress: Progress = silent) -> Reading:
    """The plan in a PDF; every place (`line`, not_taken, doubts) is a page.

    Raises UserError (encrypted, damaged, scanned, too long, text without a table of characters, no plan), Cancelled.
    """
    dropped = Dropped(unit="页")
    sheets = _sheets(data, name, dropped, part(progress, 0.0, 0.7))
    lines = paragraphs_of(sheets, body_size_of(sheets))
    return read_plan_lines(lines, name, role, dropped, part(progress, 0.7, 1.0))


def _sheets(data: bytes, name: str, dropped: Dropped, progress: Progress) -> list[Sheet]:
    """The pages laid out, running heads out, notes taken apart. A page's glyphs go as soon as it is laid out."""
    sheets: list[Sheet] = []
    seen = _Seen()
    with _PDFIUM, _opened(data, name) as pdf:
        total = len(pdf)
        if not 0 < total <= PAGE_LIMIT:
            raise UserError(f"“{name}”有 {total} 页，无法读取。", f"规划不超过 {PAGE_LIMIT} 页，请确认选对了文件。")
        for i in range(total):
            progress(f"正在读取第 {i + 1} 页，共 {total} 页", i / total)
            page = _page(pdf, i, name)
            seen.take(page)
            if page.aslant:
                dropped.add("斜排的文字", "水印或图中的文字，不属正文", page.number)
            if seen.glyphs > GLYPHS_LIMIT:
                raise UserError(f"“{name}”的文字太多，不像一份规划。", "请确认选对了文件。")
            sheets.append(lay_out(page))
    seen.refuse(name, total, dropped)
    drop_running_heads(sheets, dropped)
    body_size = body_size_of(sheets)
    for sheet in sheets:
        take_notes(sheet, body_size)
    join_notes(sheets)
    return sheets


@contextmanager
def _opened(data: bytes, name: str) -> Iterator[Any]:
    import pypdfium2
    import pypdfium2.raw as pdfium

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise UserError(f"“{name}”加了密码。", "请用 PDF 软件打开后另存为不加密的文件，再导入。") from error
        raise _damaged(name) from error
    try:
        yield pdf
    finally:
        pdf.close()


def _damaged(name: str) -> UserError:
    return UserError(f"“{name}”已损坏或不完整，无法读取。", "请重新下载或向提供者再要一份，再导入。")


def _page(pdf: Any, index: int, name: str) -> Page:
    import pypdfium2

    try:
        return read_page(pdf, index)
    except pypdfium2.PdfiumError as error:
        raise _damaged(name) from error


@dataclass
class _Seen:
    """What the pages hold, as far as it says whether the file can be read."""

    glyphs: int = 0
    garbled: int = 0
    scanned: list[int] = field(default_factory=list)

    def take(self, page: Page) -> None:
        self.glyphs += len(page.glyphs)
        self.garbled += sum(1 for glyph in page.glyphs if _GARBLED.match(glyph.text))
        if page.pictures and len(page.glyphs) < FEWEST_GLYPHS:
            self.scanned.append(page.number)

    def refuse(self, name: str, pages: int, dropped: Dropped) -> None:
        """Refuse scans and text whose characters the file does not tell; note single pages that are pictures."""
        if len(self.scanned) * 2 > pages or not self.glyphs:
            raise UserError(
                f"“{name}”是扫描件，页面上只有图像，没有文字。",
                "请向提供者要文字版（Word 或可复制文字的 PDF），或用文字识别（OCR）软件转换后再导入。",
            )
        for number in self.scanned:
            dropped.add("整页图像", "这一页没有文字层", number)
        if self.garbled * 10 > self.glyphs:
            raise UserError(
                f"“{name}”里的文字没有对应的字符编码，读出来是乱码。",
                "请向提供者要 Word 文件，或用文字识别（OCR）软件转换后再导入。",
            )
