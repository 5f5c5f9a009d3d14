"""A .docx as a package of parts, opened with suspicion: sizes, counts and XML are bounded, nothing but the parts that
a plan's text stands in is read, nothing is written to disk and nothing outside the package is fetched."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue] -- lxml ships no types

from app.errors import UserError
from app.plans.word.ooxml import STRICT, Element, W

MOST_ENTRIES = 5000
LARGEST_PART = 64 * 1024 * 1024
"""Bytes of one part unpacked; the text of a 300-page plan has some five million."""
LARGEST_TOTAL = 96 * 1024 * 1024
MOST_TAGS = 3_000_000
"""Tags of the text, which is read block by block; a 300-page plan has half a million."""
MOST_TAGS_AT_ONCE = 600_000
"""Tags of a part or a block of the text, whose tree is held as a whole and takes some 150 bytes for each. The longest
table of a plan has some ten thousand."""
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
_CHUNK = 256 * 1024
_CAREFULLY: dict[str, Any] = {
    "resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False, "remove_comments": True,
    "remove_pis": True,
}  # fmt: skip
_UNPARSED = (etree.LxmlError, ValueError, LookupError)
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
        data = self._trusted(name)
        if data.count(b"<") > MOST_TAGS_AT_ONCE:
            raise too_big(self.name)
        try:
            return etree.fromstring(data, etree.XMLParser(**_CAREFULLY))
        except _UNPARSED as error:
            raise damaged(self.name) from error

    def body(self) -> Body:
        """The text of the document. Raises UserError if it is too big or not to be trusted."""
        return Body(self._trusted(self.main), self.name)

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

    def _trusted(self, name: str) -> bytes:
        """A part with the usual namespaces. Document types are refused: no word processor writes one, and entities
        need one."""
        data = self._bytes(name)
        if any("<!DOCTYPE".encode(encoding) in data for encoding in ("ascii", "utf-16-le", "utf-16-be")):
            raise UserError(
                f"“{self.name}”含有不该有的内容（DTD），为安全起见没有读取。", "请用 Word 或 WPS 打开后另存，再导入。"
            )
        for strict, usual in STRICT:
            data = data.replace(strict, usual)
        return data


@dataclass(frozen=True)
class Body:
    """The text of a document, parsed anew each time that it is gone through. Only the block at hand is in memory: the
    tree of a whole document takes ten times the room of its file."""

    data: bytes
    name: str

    def __iter__(self) -> Iterator[Element]:
        """The children of `w:body` in order; each is there until the next is asked for. Raises UserError if the part is
        damaged, has no body, or holds a block too big."""
        parser = etree.XMLPullParser(events=("start",), tag=W + "body", **_CAREFULLY)
        body, tags = None, 0
        try:
            for start in range(0, len(self.data), _CHUNK):
                chunk = self.data[start : start + _CHUNK]
                parser.feed(chunk)
                body = _body_of(parser) if body is None else body
                tags += chunk.count(b"<")
                if body is not None and (yield from _complete(body)):
                    tags = 0
                if tags > MOST_TAGS_AT_ONCE:
                    raise too_big(self.name)
            parser.close()
        except _UNPARSED as error:
            raise damaged(self.name) from error
        if body is None:
            raise damaged(self.name)
        yield from body


def _body_of(parser: Any) -> Element | None:
    """The body if the parser has come so far: a child of the root."""
    found = (element for _, element in parser.read_events())
    return next((body for body in found if len(list(body.iterancestors())) == 1), None)


def _complete(body: Element) -> Generator[Element, None, bool]:
    """Give the children that are read whole, all but the last, and take each out; gives whether there were any."""
    some = False
    while (block := next(iter(body), None)) is not None and block.getnext() is not None:
        yield block
        body.remove(block)
        some = True
    return some


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
