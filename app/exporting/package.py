"""The zip container of a .docx: parts, content types and relationships, the same bytes for the same parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from app.exporting.atomic import replacing
from app.exporting.oxml import Element, etree, printable, serialised  # pyright: ignore[reportAttributeAccessIssue]

_WML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KINDS = {"document": "document.main", "footer": "footer", "styles": "styles", "settings": "settings",
          "fontTable": "fontTable", "footnotes": "footnotes"}  # fmt: skip
_EPOCH = (1980, 1, 1, 0, 0, 0)  # a zip entry's own date says nothing and would make every file differ


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file says about itself. `created` should carry a time zone; UTC is written."""

    title: str
    author: str
    created: datetime


def save(parts: Mapping[str, Element], properties: Properties, path: Path) -> None:
    """Write the parts (`document`, `styles`, `footer1` …, each under word/) to `path`. Raises `UserError`."""
    files = {f"word/{name}.xml": serialised(part) for name, part in parts.items()}
    files["docProps/core.xml"] = _core(properties)
    entries = {"[Content_Types].xml": _content_types(parts), "_rels/.rels": _root_relationships(), **files}
    entries["word/_rels/document.xml.rels"] = _document_relationships(parts)
    with replacing(path) as temporary, ZipFile(temporary, "w", ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            entry = ZipInfo(name, _EPOCH)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)


def relationship_id(name: str) -> str:
    """The id by which document.xml refers to a part."""
    return f"rId_{name}"


def _kind(name: str) -> str:
    return name.rstrip("0123456789")


def _content_types(parts: Mapping[str, Element]) -> bytes:
    namespace = f"{_PACKAGE}/content-types"
    root = etree.Element(f"{{{namespace}}}Types", None, {None: namespace})
    for extension, kind in (("rels", "application/vnd.openxmlformats-package.relationships+xml"),
                            ("xml", "application/xml")):  # fmt: skip
        etree.SubElement(root, f"{{{namespace}}}Default", {"Extension": extension, "ContentType": kind})
    overrides = {f"/word/{name}.xml": f"{_WML}.{_KINDS[_kind(name)]}+xml" for name in parts}
    overrides["/docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
    for part, kind in overrides.items():
        etree.SubElement(root, f"{{{namespace}}}Override", {"PartName": part, "ContentType": kind})
    return _bytes(root)


def _root_relationships() -> bytes:
    return _relationships(
        ("rId1", f"{_RELATIONSHIPS}/officeDocument", "word/document.xml"),
        ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
    )


def _document_relationships(parts: Mapping[str, Element]) -> bytes:
    return _relationships(
        *(
            (relationship_id(name), f"{_RELATIONSHIPS}/{_kind(name)}", f"{name}.xml")
            for name in parts
            if name != "document"
        )
    )


def _relationships(*rows: tuple[str, str, str]) -> bytes:
    namespace = f"{_PACKAGE}/relationships"
    root = etree.Element(f"{{{namespace}}}Relationships", None, {None: namespace})
    for id, kind, target in rows:
        etree.SubElement(root, f"{{{namespace}}}Relationship", {"Id": id, "Type": kind, "Target": target})
    return _bytes(root)


def _core(properties: Properties) -> bytes:
    core, dc = f"{_PACKAGE}/metadata/core-properties", "http://purl.org/dc/elements/1.1/"
    terms, instance = "http://purl.org/dc/terms/", "http://www.w3.org/2001/XMLSchema-instance"
    root = etree.Element(f"{{{core}}}coreProperties", None, {"cp": core, "dc": dc, "dcterms": terms, "xsi": instance})
    etree.SubElement(root, f"{{{dc}}}title").text = printable(properties.title)
    etree.SubElement(root, f"{{{dc}}}creator").text = printable(properties.author)
    etree.SubElement(root, f"{{{core}}}lastModifiedBy").text = printable(properties.author)
    for name in ("created", "modified"):
        moment = etree.SubElement(root, f"{{{terms}}}{name}", {f"{{{instance}}}type": "dcterms:W3CDTF"})
        moment.text = properties.created.strftime("%Y-%m-%dT%H:%M:%SZ")
    return _bytes(root)


def _bytes(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
