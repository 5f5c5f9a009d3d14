"""A .docx as a package of parts, opened with suspicion: sizes, counts and XML are bounded, nothing but the parts that
a plan's text stands in is read, nothing is written to disk and nothing outside the package is fetched."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass, field
from urllib.parse import unquote

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue] -- lxml ships no types

from app.errors import UserError
from app.plans.ooxml import STRICT, Element

MOST_ENTRIES = 5000
LARGEST_PART = 64 * 1024 * 1024
"""Bytes of one part unpacked; the text of a 300-page plan has some five million."""
LARGEST_TOTAL = 96 * 1024 * 1024
MOST_TAGS = 6_000_000
"""Tags of one part: the tree of a part takes some hundred bytes for each; a 300-page plan has half a million."""
HIGHEST_RATIO = 400
"""Unpacked to packed; XML of plans packs ten- to fortyfold, of many equal paragraphs two hundredfold."""
SMALL = 4 * 1024 * 1024
"""Bytes below which no ratio matters."""

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError, OverflowError,
    KeyError, IndexError, MemoryError,
)  # fmt: skip
_KINDS = (
    ("xl/", "Excel 工作簿", "请导入规划文本；指标表可在指标页处理。"),
    ("ppt/", "演示文稿", "请导入规划文本。"),
    ("Index/", "Pages 文稿", "请在 Pages 中导出为 Word 文档再导入。"),
)
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@dataclass
class Package:
    """An open package. `part` gives a part's root, or None where the package has no such part."""

    name: str
    archive: zipfile.ZipFile
    names: dict[str, zipfile.ZipInfo]
    main: str = "word/document.xml"
    targets: dict[str, str] = field(default_factory=dict)  # last word of a relation's type: the part's name
    read: int = 0  # bytes unpacked so far

    def part(self, kind: str) -> Element | None:
        """The root of the part that the document names as its `kind` (styles, numbering, footnotes …)."""
        target = self.targets.get(kind)
        return None if target is None else self.root(target)

    def root(self, name: str) -> Element:
        """The root element of a part. Raises UserError if it is damaged, too big or not to be trusted."""
        return _parsed(self._bytes(name), self.name)

    def has(self, ending: str) -> bool:
        """Whether any part's name ends so."""
        return any(name.endswith(ending) for name in self.names)

    def _bytes(self, name: str) -> bytes:
        info = self.names[name.lower()]
        if info.flag_bits & 1:
            raise encrypted(self.name)
        limit = min(LARGEST_PART, LARGEST_TOTAL - self.read)
        try:
            with self.archive.open(info) as stream:
                data = stream.read(limit + 1)
        except _DAMAGED as error:
            raise damaged(self.name) from error
        self.read += len(data)
        if len(data) > limit:
            raise too_big(self.name)
        packed_too_well = len(data) > SMALL and len(data) > HIGHEST_RATIO * max(info.compress_size, 1)
        if packed_too_well or data.count(b"<") > MOST_TAGS:
            raise too_big(self.name)
        return data


def damaged(name: str) -> UserError:
    return UserError(
        f"“{name}”已损坏或不完整，读不出来。", "请重新下载或向来源单位再要一份；也可用 Word、WPS 打开后另存。"
    )


def encrypted(name: str) -> UserError:
    return UserError(f"“{name}”加了密码，读不出来。", "请用 Word 或 WPS 打开，取消密码后另存，再导入。")


def too_big(name: str) -> UserError:
    return UserError(
        f"“{name}”解压后过大，不像一份规划文档。", "请确认选对了文件；确是规划的，请把正文另存为文本再导入。"
    )


def open_package(data: bytes, name: str) -> Package:
    """The package in the bytes of a .docx. Raises UserError for what is none: damaged, encrypted, another format."""
    if data.startswith(COMPOUND):
        if _ENCRYPTED in data:
            raise encrypted(name)
        raise UserError(f"“{name}”是旧版 Word 或 WPS 文档。", "请用 Word 或 WPS 打开，另存为 .docx 再导入。")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        infos = archive.infolist()
    except _DAMAGED as error:
        raise damaged(name) from error
    if len(infos) > MOST_ENTRIES:
        raise too_big(name)
    names = {info.filename.replace("\\", "/").lstrip("/").lower(): info for info in infos}
    package = Package(name, archive, names)
    package.main = _main_of(package)
    package.targets = _targets(package, package.main)
    return package


def _main_of(package: Package) -> str:
    """The part that holds the text: the one that the package names, else the one that everybody writes."""
    named = _targets(package, "").get("officeDocument")
    main = named or package.main
    if main.startswith(("xl/", "ppt/")) or main not in package.names:
        for start, kind, remedy in _KINDS:
            if any(name.startswith(start.lower()) for name in package.names):
                raise UserError(f"“{package.name}”是{kind}，不是 Word 文档。", remedy)
        if not any(name.startswith("word/") for name in package.names):
            raise UserError(f"“{package.name}”是压缩包，不是 Word 文档。", "请先解压，再导入其中的规划文件。")
        raise damaged(package.name)
    return main


def _targets(package: Package, source: str) -> dict[str, str]:
    """The parts that a part names in its relations, by kind; those outside the package or missing are left out."""
    folder, file = posixpath.split(source)
    relations = posixpath.join(folder, "_rels", f"{file}.rels")
    found = {kind: posixpath.join(folder, f"{kind}.xml") for kind in _USUAL} if source else {}
    if relations in package.names:
        for relation in package.root(relations).iter(_RELATION):
            if relation.get("TargetMode") != "External":
                kind = (relation.get("Type") or "").rpartition("/")[2]
                found[kind] = _inside(folder, relation.get("Target") or "")
    return {kind: name for kind, name in found.items() if name in package.names}


_USUAL = ("styles", "numbering", "settings", "footnotes", "endnotes", "comments")


def _inside(folder: str, target: str) -> str:
    """A target as the name of a part; steps that lead out of the package lead nowhere, since no name begins with .."""
    path = unquote(target).replace("\\", "/")
    path = path.lstrip("/") if path.startswith("/") else posixpath.join(folder, path)
    return posixpath.normpath(path).lower()


def _parsed(data: bytes, name: str) -> Element:
    """The root of an XML part. Document types are refused: no word processor writes one, and entities need one."""
    if any("<!DOCTYPE".encode(encoding) in data for encoding in ("ascii", "utf-16-le", "utf-16-be")):
        raise UserError(
            f"“{name}”含有不该有的内容（DTD），为安全起见没有读取。", "请用 Word 或 WPS 打开后另存，再导入。"
        )
    for strict, usual in STRICT:
        data = data.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError, LookupError) as error:
        raise damaged(name) from error
