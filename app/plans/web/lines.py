"""The content of a web page becomes lines: paragraphs however they are parted, tables, frames, pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue] -- lxml ships no types

from app.plans.boxes import label_of
from app.plans.characters import RAISED, WIDE
from app.plans.html_tables import laid, span
from app.plans.model import Table
from app.plans.normalise import Dropped, Line, close_up, held_line, plain_line, tidy
from app.plans.web.page import is_layout
from app.plans.web_data import is_web_data

_INLINE = (
    {"a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i"}
    | {"ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup"}
    | {"tt", "u", "var", "o:p", "st1:chsdate"}
)
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_SOURCE_BREAK = re.compile(rf"(?<=[{WIDE}])[ \t]*[\r\n]+[ \t]*(?=[{WIDE}])")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_WIDE_GAP = re.compile(r"[\u3000\u2003]{2,}|[\u00a0]{4,}|(?:[\u00a0\u3000] ?){4,}")
_LONG = 200  # characters; a longer paragraph with wide blanks inside is several
_PASTED = 1500  # characters; where one paragraph is longer, wide blanks part paragraphs everywhere
_CONTROL = re.compile(
    r"[【\[〖(（]?\s*(?:打\s?印|关闭|收藏|字\s?[体号]|分享|大\s中\s小|上一[篇条]|下一[篇条]|返回顶部|扫一扫|我要纠错|语音播报"
    r"|视力保护色|(?:您?的?当前|您现在的)?位置\s?[：:]|首页\s*[>＞»›/])"
)
_CONTROL_LIMIT = 80


@dataclass
class _Walk:
    """The lines of a content node while it is walked through."""

    dropped: Dropped
    raw: bool  # line ends in the source end paragraphs: the page has no other marks of them
    pasted: bool  # wide blanks part paragraphs
    result: list[Line] = field(default_factory=list)
    parts: list[tuple[str, bool]] = field(default_factory=list)  # text and whether it is bold
    bold: int = 0
    raised: int = 0
    heading: int = 0
    indented: bool = False
    picture: bool = False
    frames: int = 0
    frame: int = 0
    count: int = 0  # paragraphs so far: the place in the page

    def text(self, text: str | None) -> None:
        if not text:
            return
        if self.raised:
            text = text.strip().translate(RAISED) if text.strip().isdecimal() else text
        if not self.raw:
            self.parts.append((text, bool(self.bold)))
            return
        for i, piece in enumerate(re.split(r"\r?\n", text)):
            if i:
                self.flush()
            self.parts.append((piece, bool(self.bold)))

    def flush(self) -> None:
        """End the paragraph being read."""
        text = _BLANKS.sub(" ", _SOURCE_BREAK.sub("", "".join(text for text, _ in self.parts)))
        bold = _leading_bold(self.parts)
        self.parts = []
        for piece in _pieces(text, 0 if self.pasted else _LONG):
            self.count += 1
            line = plain_line(piece, self.count, self.frame)
            if line is None:
                self.count -= 1
            elif _is_control(line.text):
                self.dropped.add("网页按钮和导航", "网页上的附加信息，不属文件", self.count)
            else:
                fresh = self.indented or piece.startswith(("\u3000\u3000", "\u00a0\u00a0"))
                hashes = self.heading if len(line.text) <= 60 else 0
                self.result.append(replace(line, fresh=fresh, hashes=hashes, bold=bold, picture=self.picture))
                bold, self.picture = "", False
        self.indented = False

    def image(self) -> None:
        self.picture = True
        self.dropped.add("图片", "网页里的图没有带入，图题已保留", self.count + 1)

    def table(self, node: Any) -> None:
        """A data table, a frame of one column, or data of the page in pairs."""
        self.flush()
        rows = laid([[_cell(cell) for cell in row] for row in _rows(node)])
        rows = [row for row in rows if any(row)]
        if not rows:
            return
        if len(rows[0]) == 1:
            self._framed(node)
            return
        if pairs := _pairs(rows):
            for name, value in pairs:
                self._add(f"{name}：{value}", 0)
            return
        if label_of(rows[0][0]) and not any(rows[0][1:]) and len(rows) > 1:
            self.frames += 1
            self._add(rows[0][0], self.frames)
            rows = rows[1:]
        self.count += 1
        if len(rows) > 1:
            self.result.append(held_line(Table(None, rows[0], tuple(rows[1:]), line=self.count), self.count))
        else:
            for cell in rows[0]:
                self._add(cell, 0)

    def _framed(self, node: Any) -> None:
        self.frames += 1
        self.frame = self.frames
        for row in _rows(node):
            for cell in row:
                inner = _Walk(
                    self.dropped, self.raw, self.pasted, count=self.count, frame=self.frame, frames=self.frames
                )
                self.result.extend(inner.walk(cell))
                self.count, self.frames = inner.count, inner.frames
        self.frame = 0

    def _add(self, text: str, frame: int) -> None:
        if line := plain_line(text, self.count + 1, frame):
            self.count += 1
            self.result.append(line)

    def walk(self, root: Any) -> list[Line]:
        skipped: Any = None  # the table that was taken as a whole
        for event, node in etree.iterwalk(root, events=("start", "end")):
            if skipped is not None:
                if event == "end" and node is skipped:
                    skipped = None
                    self.text(node.tail if node is not root else None)
                continue
            if event == "start" and node.tag == "table" and node is not root and not is_layout(node):
                self.table(node)
                skipped = node
            elif event == "start":
                self._start(node)
            else:
                self._end(node)
                self.text(node.tail if node is not root else None)
        self.flush()
        return self.result

    def _start(self, node: Any) -> None:
        tag = node.tag
        if tag not in _INLINE and tag != "img":
            self.flush()
            self.heading = _HEADINGS.get(tag, self.heading)
            self.indented = bool(re.search(r"text-indent\s*:\s*0*[1-9.]", node.get("style") or ""))
        self.bold += _is_bold(node)
        self.raised += tag == "sup"
        if tag == "img":
            self.image()
        self.text(node.text)

    def _end(self, node: Any) -> None:
        if node.tag not in _INLINE and node.tag != "img":
            self.flush()
            self.heading = 0 if node.tag in _HEADINGS else self.heading
        self.bold -= _is_bold(node)
        self.raised -= node.tag == "sup"


def _is_bold(node: Any) -> bool:
    return node.tag in {"b", "strong"} or bool(
        re.search(r"font-weight\s*:\s*(?:bold|[6-9]00)", node.get("style") or "")
    )


def _leading_bold(parts: list[tuple[str, bool]]) -> str:
    """The bold text that a paragraph in plain type begins with."""
    said = [(text, bold) for text, bold in parts if text.strip()]
    lead: list[str] = []
    for text, bold in said:
        if not bold:
            return tidy("".join(lead))
        lead.append(text)
    return ""


def _pieces(text: str, limit: int) -> Iterator[str]:
    """The paragraphs of a text: one, unless wide blanks part a text longer than `limit`."""
    if len(text) <= limit:
        yield text
        return
    start = 0
    for gap in _WIDE_GAP.finditer(text):
        yield text[start : gap.start()]
        start = gap.start()
    yield text[start:]


def _pairs(rows: Sequence[Sequence[str]]) -> list[tuple[str, str]]:
    """Names and values of a table of page data (索引号 | … | 发布日期 | …), [] for any other table."""
    pairs = [
        (name.rstrip("：:"), value)
        for row in rows
        for name, value in zip(row[::2], row[1::2], strict=False)
        if name.rstrip("：:")
    ]
    known = sum(1 for name, _ in pairs if is_web_data(f"{name}："))
    return pairs if known * 2 > len(pairs) else []


def _is_control(text: str) -> bool:
    return len(text) <= _CONTROL_LIMIT and _CONTROL.match(text) is not None


def _rows(table: Any) -> Iterator[list[Any]]:
    """The cells of each row of a table, without those of tables in its cells."""
    for row in table.iter("tr"):
        if next(row.iterancestors("table"), None) is table:
            yield [cell for cell in row if cell.tag in {"td", "th"}]


def _cell(node: Any) -> tuple[str, int, int]:
    text = "".join(_SOURCE_BREAK.sub("", piece) for piece in node.itertext())
    return close_up(_BLANKS.sub(" ", text)), span(node.get("rowspan")), span(node.get("colspan"))


def lines_in(node: Any, dropped: Dropped) -> list[Line]:
    """The lines of a content node; their numbers count its paragraphs and tables from 1."""
    marks = sum(1 for _ in node.iter("p", "br", "div", "li", "tr", "h1", "h2", "h3"))
    ends = sum(text.count("\n") for text in node.itertext())
    raw = marks < 8 and ends > 3 * marks + 8
    pasted = any(len(text) > _PASTED and _WIDE_GAP.search(text.strip()) for text in node.itertext())
    walk = _Walk(dropped, raw, pasted)
    if node.tag == "table" and not is_layout(node):
        walk.table(node)  # the data of a page often stand in a table of their own in front of the content
        return walk.result
    return walk.walk(node)
