"""The runs of a .docx paragraph as the text that a reader of the printed page sees.

Tracked changes count as accepted, fields show their results, hidden text is left out, shapes are handed on.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from app.errors import UserError
from app.plans.characters import RAISED
from app.plans.normalise import Dropped
from app.plans.word.notes import Notes
from app.plans.word.ooxml import DEEPEST, Element, W, child, chosen, is_on, local, value
from app.plans.word.styles import Style, Styles

_THROUGH = {"hyperlink", "smartTag", "customXml", "fldSimple", "dir", "bdo", "ins", "moveTo", "rubyBase"}
_CHANGES = {"ins", "del", "moveTo"}
_BREAKS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}
_PICTURES = {"pic", "imagedata", "chart", "relIds", "OLEObject", "inkML"}
_ENCLOSED = re.compile(r"eq\s+\\o\s*(?:\\a[clr]\s*)?\(\s*[○〇◯]\s*[,，;；]\s*(\d{1,2})\s*\)", re.IGNORECASE)
_SYMBOLS = {
    "wingdings": {0x6C: "●", 0x6E: "■", 0x71: "□", 0x75: "◆", 0xA1: "○", 0xA8: "□", 0xD8: "➢", 0xFC: "✓", 0xFE: "☑",
                  **{0x81 + i: chr(ord("①") + i) for i in range(10)}},
    "symbol": {0xB0: "°", 0xB1: "±", 0xB4: "×", 0xB7: "·", 0xA3: "≤", 0xB3: "≥", 0xA5: "∞", 0xB8: "÷", 0xB9: "≠",
               0x2D: "−", 0x61: "α", 0x62: "β", 0x67: "γ", 0x44: "Δ", 0x53: "Σ"},
}  # fmt: skip
"""What the commonest characters of symbol fonts show, by font and code."""


def too_deep() -> UserError:
    return UserError("文档的内容嵌套过深，没有读取。", "请用 Word 或 WPS 打开，把正文复制到新文档后另存，再导入。")


def within(node: Element) -> Element | None:
    """Where to read on inside a wrapper (a link, an insertion, a content control, the chosen alternative); None for
    what is no wrapper or not to be read (deletions, a control that shows its prompt)."""
    name = local(node)
    if name == "AlternateContent":
        return chosen(node)
    if name == "sdt":
        return None if is_on(node, "sdtPr", "showingPlcHdr") else child(node, "sdtContent")
    return node if name in _THROUGH else None


@dataclass
class Fields:
    """The fields that are open where the reading is: their instructions, and whether their result has begun."""

    open: list[tuple[list[str], list[bool]]] = field(default_factory=list)

    @property
    def shows(self) -> bool:
        """Whether text here is seen: it stands in no field's instruction."""
        return all(result[0] for _, result in self.open)

    def code(self, begin: str) -> str | None:
        """The instruction of the outermost open field whose name is this."""
        for words, _ in self.open:
            text = "".join(words).strip()
            if text.upper().startswith(begin):
                return text
        return None

    def turn(self, kind: str | None) -> str:
        """Take a `w:fldChar`; gives the text of a field that shows itself by its instruction (a circled digit)."""
        if kind == "begin" and len(self.open) < DEEPEST:
            self.open.append(([], [False]))
        elif kind == "separate" and self.open:
            self.open[-1][1][0] = True
        elif kind == "end" and self.open:
            words, result = self.open.pop()
            enclosed = None if result[0] else _ENCLOSED.match("".join(words).strip())
            if enclosed and 0 < int(enclosed.group(1)) <= 20:
                return chr(ord("①") + int(enclosed.group(1)) - 1)
        return ""

    def end_paragraph(self) -> None:
        """An instruction goes over no paragraph end: one that does is broken and must not swallow the text."""
        while self.open and not self.open[-1][1][0]:
            self.open.pop()


@dataclass
class Content:
    """What a paragraph holds: its text in pieces of one look (bold or not, face), and what is drawn in it."""

    pieces: list[tuple[str, tuple[bool, str]]] = field(default_factory=list)
    shapes: list[Element] = field(default_factory=list)  # w:txbxContent
    picture: bool = False
    listed: str | None = None  # instruction of the contents field that it stands in
    hidden: bool = False  # some of its text is hidden

    @property
    def text(self) -> str:
        return "".join(piece for piece, _ in self.pieces)

    def lead(self) -> str:
        """The text that it begins with in bold or another face than what follows (黑体, 楷体); "" if all is alike."""
        pieces = [piece for piece in self.pieces if piece[0].strip()]
        start = ""
        for text, (bold, face) in pieces:
            first_bold, first_face = pieces[0][1]
            if (bold, face) == (first_bold, first_face):
                start += text
                continue
            marked = (first_bold and not bold) or (face != first_face and any(sign in first_face for sign in "黑楷"))
            return start if marked else ""
        return ""


@dataclass
class Runs:
    """Reads runs; keeps what goes on from paragraph to paragraph and counts what a report tells."""

    styles: Styles
    notes: Notes
    dropped: Dropped
    fields: Fields = field(default_factory=Fields)
    counts: Counter[str] = field(default_factory=Counter)  # tracked changes by element name, comments
    line: int = 0

    def read(self, paragraph: Element, style: Style, line: int) -> Content:
        """What a paragraph shows. Raises UserError if it is nested beyond measure."""
        self.line = line
        content = Content()
        self._walk(paragraph, content, style, 0)
        self.fields.end_paragraph()
        return content

    def _walk(self, parent: Element, content: Content, style: Style, depth: int) -> None:
        if depth > DEEPEST:
            raise too_deep()
        for node in parent:
            name = local(node)
            self.counts[name] += name in _CHANGES
            if name == "r":
                properties = child(node, "rPr")
                self._pieces(node, content, properties, style, self._is_hidden(properties, style), depth)
            elif name in {"oMath", "oMathPara"}:
                text = "".join(t.text or "" for t in node.iter() if local(t) == "t")
                self._say(text, content, None, style, hidden=False)
            elif (inner := within(node)) is not None:
                self._walk(inner, content, style, depth + 1)

    def _pieces(
        self, run: Element, content: Content, properties: Element | None, style: Style, hidden: bool, depth: int
    ) -> None:
        for node in run:
            name = local(node)
            if name == "t":
                self._say(_raised(node.text or "", properties), content, properties, style, hidden)
            elif name in _BREAKS:
                self._say(_BREAKS[name], content, properties, style, hidden)
            elif name == "AlternateContent":
                branch = chosen(node)
                if branch is not None and depth <= DEEPEST:
                    self._pieces(branch, content, properties, style, hidden, depth + 1)
            elif name == "ruby":
                self._walk(node, content, style, depth + 1)
            elif name in {"drawing", "pict", "object"}:
                if not hidden:
                    self._drawn(node, content)
            else:
                self._say(self._sign(node, name), content, properties, style, hidden)

    def _sign(self, node: Element, name: str) -> str:
        """The text of an element that stands for a character, "" for one that shows nothing."""
        if name == "br":
            return "\n"
        if name == "lastRenderedPageBreak":
            self.notes.page += 1
        elif name == "sym":
            return self._symbol(node)
        elif name == "fldChar":
            return self.fields.turn(node.get(W + "fldCharType"))
        elif name == "instrText" and self.fields.open:
            self.fields.open[-1][0].append(node.text or "")
        elif name in {"footnoteReference", "endnoteReference"}:
            return self._mark(name.removesuffix("Reference"), node)
        elif name == "commentReference":
            self.counts["comments"] += 1
        return ""

    def _mark(self, kind: str, node: Element) -> str:
        """The mark of a note; one typed by hand follows in the text itself."""
        note_id = node.get(W + "id") or ""
        if node.get(W + "customMarkFollows") in {"1", "true", "on"}:
            typed = "".join(t.text or "" for t in node.itersiblings(W + "t")).strip()
            self.notes.met.setdefault((kind, note_id), (typed, self.line))
            return ""
        mark = self.notes.mark(kind, note_id, self.line)
        if not mark:
            self.dropped.add("没有内容的脚注引用", "文件里没有它的脚注", self.line)
        return mark

    def _symbol(self, node: Element) -> str:
        code = node.get(W + "char") or ""
        try:
            point = int(code[:6], 16)
        except ValueError:
            return ""
        font = (node.get(W + "font") or "").lower()
        known = _SYMBOLS.get(font, {}).get(point & 0xFF if 0xF000 <= point <= 0xF0FF else point)
        if known is None and not 0xE000 <= point <= 0xF8FF and 0x20 <= point < 0x110000 and font not in _SYMBOLS:
            known = chr(point)
        if known is None:
            self.dropped.add("符号字体中的符号", "没有对应的文字", self.line)
        return known or ""

    def _say(self, text: str, content: Content, properties: Element | None, style: Style, hidden: bool) -> None:
        if not text or (self.fields.open and not self.fields.shows):
            return
        if hidden:
            content.hidden = content.hidden or bool(text.strip())
            return
        if self.fields.open:
            content.listed = content.listed or self.fields.code("TOC")
        content.pieces.append((text, self._look(properties, style)))

    def _look(self, properties: Element | None, style: Style) -> tuple[bool, str]:
        named = value(properties, "rStyle")
        own = self.styles.style(named) if named else Style()
        bold = next((on for on in (is_on(properties, "b"), own.bold, style.bold) if on is not None), False)
        return bold, value(properties, "rFonts", name="eastAsia") or own.face or style.face or ""

    def _is_hidden(self, properties: Element | None, style: Style) -> bool:
        stated = is_on(properties, "vanish")
        if stated is None and (named := value(properties, "rStyle")):
            stated = self.styles.style(named).hidden
        return bool(style.hidden if stated is None else stated)

    def _drawn(self, drawing: Element, content: Content) -> None:
        """Text boxes, word art and pictures of a drawing; of alternatives one branch."""
        waiting = [drawing]
        while waiting:
            node = waiting.pop()
            name = local(node)
            if name == "txbxContent":
                content.shapes.append(node)
                continue
            if name == "AlternateContent":
                node = chosen(node)
                if node is None:
                    continue
            if name == "textpath" and (text := node.get("string")):
                content.pieces.append((text, (False, "")))
            content.picture = content.picture or name in _PICTURES
            waiting.extend(reversed(node))


def _raised(text: str, properties: Element | None) -> str:
    """Digits set above the line as the characters that show them so (m², ¹)."""
    if text.isdecimal() and text.isascii() and value(properties, "vertAlign") == "superscript":
        return text.translate(RAISED)
    return text
