"""What kind of file it is, told by its bytes and never by its name; and why a kind cannot be read."""

from __future__ import annotations

import io
import re
import zipfile
from enum import StrEnum

from app.errors import UserError


class Kind(StrEnum):
    """Kinds of files that people have plans in, or take for plans."""

    TEXT = "text"
    DOCX = "docx"
    PDF = "pdf"
    HTML = "html"
    MHT = "mht"
    OFFICE = "office"  # .doc, .wps, .wpt, .rtf, .odt: a word processor's file that only a word processor reads
    ENCRYPTED = "encrypted"
    SHEET = "sheet"
    SLIDES = "slides"
    PICTURE = "picture"
    ARCHIVE = "archive"
    OFD = "ofd"
    CAJ = "caj"
    HOLLOW = "hollow"  # an Office package without a text
    BROKEN = "broken"  # a package that cannot be opened
    OTHER = "other"  # a compound file of no known program


HEAD = 4096
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"\0\0\1\0")
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"\xfd7zXZ", b"BZh")
_HTML = re.compile(rb"<(?:!doctype\s+html|html|body)[\s>]", re.IGNORECASE)
_HTML_PIECE = re.compile(rb"\s*<(?:head|meta|title|div|p|table|style|script|article|section)[\s>]", re.IGNORECASE)
_MARKUP = re.compile(rb"<!--.*?-->|<[^<>]*>", re.DOTALL)
_BEFORE_PAGE = 60  # bytes of text before the page; more is a text that holds a table with page tags around it
_MHT = re.compile(rb"^Content-Type:\s*(?:multipart/related|text/html)", re.IGNORECASE | re.MULTILINE)
_OLE = b"\xd0\xcf\x11\xe0"

_REFUSED = {
    Kind.ENCRYPTED: ("加了密码", "请在 Word 或 WPS 中打开，去掉密码后另存为 .docx，再导入。"),
    Kind.SHEET: ("是电子表格，不是规划文本", "请导入规划的 Word、PDF、网页或文本文件。"),
    Kind.SLIDES: ("是演示文稿，不是规划文本", "请导入规划的 Word、PDF、网页或文本文件。"),
    Kind.PICTURE: (
        "是图片，里面没有文字",
        "请向提供者要文字版（Word 或可复制文字的 PDF），或用文字识别（OCR）软件转换后再导入。",
    ),
    Kind.ARCHIVE: ("是压缩包", "请先解压，再导入其中的规划文件。"),
    Kind.HOLLOW: (
        "是 Office 文件包，但里面没有 Word 正文",
        "请确认选对了文件；确是规划的，请用 Word 或 WPS 打开后另存为 .docx，再导入。",
    ),
    Kind.BROKEN: ("已损坏或不完整，读不出来", "请重新下载或向来源单位再要一份，再导入。"),
    Kind.OFD: ("是 OFD 版式文件，目前无法读取", "请用 OFD 阅读器另存为 PDF，再导入。"),
    Kind.OTHER: ("不是文字处理软件的文件，或者已损坏", "请确认选对了文件；若是规划，请另存为 .docx 再导入。"),
    Kind.CAJ: ("是 CAJ 文件，目前无法读取", "请用 CAJ 阅读器另存为 PDF，再导入。"),
}


def kind_of(data: bytes) -> Kind:
    """The kind of a file's bytes; TEXT for whatever shows no other kind."""
    head = data[:HEAD]
    if b"%PDF-" in head[:1024]:
        return Kind.PDF
    if head.startswith(b"PK\x03\x04"):
        return _packed(data)
    if head.startswith(_OLE):
        return _compound(data)
    if head.startswith(_ARCHIVES):
        return Kind.ARCHIVE
    if head.startswith((b"CAJ", b"HN\0\0", b"KDH ")):
        return Kind.CAJ
    if head.startswith(b"{\\rtf") or b"<w:wordDocument" in head:
        return Kind.OFFICE
    if _is_picture(head):
        return Kind.PICTURE
    return _written(head)


def refuse(kind: Kind, name: str) -> None:
    """Raise the UserError for a kind of file that holds no plan to read; do nothing for any other."""
    if kind in _REFUSED:
        what, remedy = _REFUSED[kind]
        raise UserError(f"“{name}”{what}。", remedy)


def _is_picture(head: bytes) -> bool:
    boxed = head[4:12] in (b"ftypheic", b"ftypmif1", b"ftypavif") or (head[:4] == b"RIFF" and head[8:12] == b"WEBP")
    return boxed or head.startswith(_PICTURES)


def _packed(data: bytes) -> Kind:
    """The kind of a zip package, by the names of its parts; of a damaged one by what its bytes still name."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError):
        return Kind.DOCX if b"word/" in data else Kind.BROKEN
    if any(name.startswith("word/") for name in names):
        return Kind.DOCX
    if any(name.startswith("xl/") for name in names):
        return Kind.SHEET
    if any(name.startswith("ppt/") for name in names):
        return Kind.SLIDES
    if "OFD.xml" in names:
        return Kind.OFD
    if "[Content_Types].xml" in names:
        return Kind.HOLLOW
    return _open_document(data[:HEAD]) if "content.xml" in names else Kind.ARCHIVE


def _open_document(head: bytes) -> Kind:
    """An OpenDocument package begins with its type, stored plain."""
    if b"opendocument.spreadsheet" in head:
        return Kind.SHEET
    return Kind.SLIDES if b"opendocument.presentation" in head else Kind.OFFICE


def _compound(data: bytes) -> Kind:
    """The kind of an OLE compound file, by the names of its streams."""
    if _stream("EncryptedPackage") in data:
        return Kind.ENCRYPTED
    if _stream("WordDocument") in data:
        return Kind.OFFICE
    if _stream("Workbook") in data or _stream("Book") in data:
        return Kind.SHEET
    return Kind.SLIDES if _stream("PowerPoint Document") in data else Kind.OTHER


def _stream(name: str) -> bytes:
    return name.encode("utf-16-le")


def _written(head: bytes) -> Kind:
    """The kind of a file that holds text: a saved page, an archive of one, or plain text. UTF-16 is looked at without
    its zero bytes."""
    plain = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    if _MHT.search(plain) and re.search(rb"^MIME-Version:", plain, re.IGNORECASE | re.MULTILINE):
        return Kind.MHT
    page = _HTML.search(plain)
    if page and len(_MARKUP.sub(b"", plain[: page.start()]).strip()) <= _BEFORE_PAGE:
        return Kind.HTML
    return Kind.HTML if _HTML_PIECE.match(plain) else Kind.TEXT
