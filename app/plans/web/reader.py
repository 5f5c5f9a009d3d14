"""A plan from a saved web page (.html, .mht): the content found, the site around it dropped, then read as text is."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from email import message_from_bytes
from email.message import Message
from typing import Any

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue] -- lxml ships no types

from app.errors import UserError
from app.plans.encoding import decode
from app.plans.model import Role
from app.plans.normalise import Dropped, Line, close_up, plain_line
from app.plans.text_reader import Reading, read_plan_lines
from app.plans.web.lines import lines_in
from app.plans.web.page import before, content_of, drop_chrome, head_facts, outside, parse
from app.plans.web_data import is_web_data
from app.progress import Progress, part, silent

LARGEST_PAGE = 40 * 1024 * 1024
LARGEST_ARCHIVE = 100 * 1024 * 1024
PART_LIMIT = 2000
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
_OPENING = 15  # lines of the content among which the title or data of the page may stand
_AGAIN = re.compile(r"[^\w]")


def read_html(data: bytes, name: str, role: Role, progress: Progress = silent, charset: str | None = None) -> Reading:
    """The plan in a web page; every place (`line`, not_taken, doubts) is the number of a paragraph of its content.

    Raises UserError (too big, unknown encoding, empty, no plan), Cancelled.
    """
    if len(data) > LARGEST_PAGE:
        raise UserError(f"“{name}”太大，不像一份规划的网页。", "请确认选对了文件。")
    progress("正在读取网页", 0.0)
    try:
        tree = parse(_text(data, charset))
    except (etree.LxmlError, ValueError):
        tree = None
    if tree is None:
        raise UserError(f"“{name}”里没有读到网页内容。", "请在浏览器中打开网页，重新另存为网页文件，再导入。")
    dropped = Dropped(unit="段")
    lines = _lines(tree, dropped, part(progress, 0.1, 0.5))
    return read_plan_lines(lines, name, role, dropped, part(progress, 0.5, 1.0))


def read_mht(data: bytes, name: str, role: Role, progress: Progress = silent) -> Reading:
    """The plan in a web archive (.mht): its largest page. Raises as `read_html` does."""
    if len(data) > LARGEST_ARCHIVE:
        raise UserError(f"“{name}”太大，不像一份规划的网页。", "请确认选对了文件。")
    progress("正在拆开网页归档", 0.0)
    pages: list[tuple[bytes, str | None]] = []
    for i, piece in enumerate(message_from_bytes(data).walk()):
        if i > PART_LIMIT:
            break
        if piece.get_content_type() == "text/html":
            payload = piece.get_payload(decode=True)
            pages.append((payload if isinstance(payload, bytes) else b"", _declared(piece)))
    if not pages:
        raise UserError(f"“{name}”里没有读到网页内容。", "请在浏览器中打开网页，重新另存为网页文件，再导入。")
    page, charset = max(pages, key=lambda found: len(found[0]))
    return read_html(page, name, role, part(progress, 0.1, 1.0), charset)


def _declared(piece: Message) -> str | None:
    charset = piece.get_param("charset")
    return charset if isinstance(charset, str) else None


def _text(data: bytes, charset: str | None) -> str:
    """The text of a page: by its byte order mark, by the charset that it names (GB2312 stands for GB18030), else by
    its bytes."""
    marked = data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if not marked:
        found = _CHARSET.search(data[:8192])
        for named in (charset, found.group(1).decode("ascii") if found else None):
            if named and (text := _decoded(data, named)) is not None:
                return text
    return decode(data).text


def _decoded(data: bytes, charset: str) -> str | None:
    if charset.lower() in {"gb2312", "gbk", "gb_2312-80", "gb18030"}:
        charset = "gb18030"
    try:
        text = data.decode(charset, "replace")
    except (LookupError, ValueError):
        return None
    return text if text.count("\ufffd") * 200 <= len(text) else None


def _lines(tree: Any, dropped: Dropped, progress: Progress) -> list[Line]:
    """The lines of the page's content; in front of them the data of the page (发布日期 …) and its title, wherever they
    stood."""
    published, titled = head_facts(tree)
    drop_chrome(tree)
    progress("正在寻找正文", 0.3)
    content = content_of(tree)
    ahead = [line for node in before(tree, content) for line in lines_in(node, Dropped())]
    heading = next((close_up("".join(node.itertext())) for node in tree.iter("h1") if _heads(node, content)), "")
    progress("正在读取正文", 0.6)
    lines = lines_in(content, dropped)
    if beside := outside(tree, content):
        dropped.add(f"正文以外的网页文字（{beside} 字）", "网站的栏目和版权信息，不属文件", 1)
    data = [line for line in [*ahead, *lines[:_OPENING]] if is_web_data(line.text)]
    lines = [line for line in lines[:_OPENING] if line not in data] + lines[_OPENING:]
    title = _missing_title([titled, heading, *(line.text for line in ahead)], lines)
    front = [plain_line(f"发布日期：{published}", 1)] if published else []
    front += [*data, plain_line(title, 1) if title else None]
    return [line for line in front if line is not None] + lines


def _heads(node: Any, content: Any) -> bool:
    """Whether a heading stands outside the content."""
    return all(above is not content for above in node.iterancestors())


def _missing_title(found: Sequence[str], lines: Sequence[Line]) -> str:
    """The page's title if it names a plan and the content does not begin with it."""
    opening = _AGAIN.sub("", "".join(line.text for line in lines[:_OPENING]))
    for title in found:
        if 6 < len(title) <= 80 and re.search(r"规划|纲要", title):
            return "" if _AGAIN.sub("", title) in opening else title
    return ""
