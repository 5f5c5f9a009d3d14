"""A saved web page: where its content stands, what around it belongs to the site, and what its head tells of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue] -- lxml ships no types

SHARE = 0.75
"""Of the page's text outside links: a node that holds so much holds the content."""

A_TEXT = 400
"""Han characters that are no link's: what holds so many beside the heaviest node is a part of the text, no footer."""

DROPPED = {"script", "style", "noscript", "nav", "iframe", "frame", "select", "button", "input", "textarea"} | {
    "svg",
    "canvas",
    "object",
    "embed",
    "template",
    "video",
    "audio",
    "head",
    "link",
    "meta",
    "map",
}
_AROUND = frozenset({"header", "footer", "aside"})
_CHROME = re.compile(
    r"(?:^|[\s_-])(?:nav\w*|menu|breadcrumbs?|crumbs?|mbx|dqwz|position|location|share\w*|bdshare\w*|bshare|footer|foot|sidebar|related|xgwd"
    r"|print\w*|toolbar|tools|qrcode|ewm|erweima|prev|next|pagination|copyright|banner|search\w*|login|comments?"
    r"|fontsize|zihao)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_PUBLISHED = frozenset(
    {"pubdate", "publishdate", "publishtime", "publish_date", "article:published_time", "dc.date", "date"}
)
_TITLES = frozenset({"articletitle", "title", "og:title", "dc.title"})


def parse(text: str) -> Any:
    """The tree of a page, None if there is none. Nothing is fetched, nesting has an end, comments go."""
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False, encoding="utf-8")
    cleaned = re.sub(r"[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", text)
    return etree.fromstring(cleaned.encode("utf-8"), parser)


def head_facts(tree: Any) -> tuple[str, str]:
    """The day of publication and the title that the page's head names, each "" if it does not."""
    published = title = ""
    for meta in tree.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").strip().lower()
        content = (meta.get("content") or "").strip()
        if name in _PUBLISHED and re.match(r"(?:19|20)\d\d", content):
            published = published or content[:10]
        elif name in _TITLES:
            title = title or content
    return published, title


def drop_chrome(tree: Any) -> None:
    """Take out of the tree what no page means as text, and parts of the site that hold little of the page's text."""
    for node in list(tree.iter()):
        if isinstance(node.tag, str) and node.tag in DROPPED:
            _drop(node)
    total = max(_weight_of(tree), 1)
    for node in list(tree.iter()):
        if not isinstance(node.tag, str) or node.tag in {"html", "body"}:
            continue
        named = _CHROME.search(f"{node.get('class') or ''} {node.get('id') or ''}")
        if (named or node.tag in _AROUND or _is_hidden(node)) and _weight_of(node) < 0.1 * total:
            _drop(node)


def _is_hidden(node: Any) -> bool:
    return bool(re.search(r"display\s*:\s*none", node.get("style") or "", re.IGNORECASE))


def _drop(node: Any) -> None:
    parent = node.getparent()
    if parent is None:
        return
    before = node.getprevious()
    if node.tail:
        if before is not None:
            before.tail = (before.tail or "") + node.tail
        else:
            parent.text = (parent.text or "") + node.tail
    parent.remove(node)


def _weight_of(node: Any) -> int:
    return sum(len(_HAN.findall(text)) for text in node.itertext())


def content_of(tree: Any) -> Any:
    """The innermost node that holds nearly all text of the page that is no link, beside which no other text stands."""
    weights = _weights(tree)
    node = tree.find("body") if tree.find("body") is not None else tree
    total = weights.get(node, 0)
    while total:
        heavy = [child for child in node if weights.get(child, 0) >= SHARE * total]
        if not heavy or (heavy[0].tag in {"p", "table"} and not _lays_out(heavy[0])):
            break
        if any(weights.get(child, 0) >= A_TEXT for child in node if child is not heavy[0]):
            break
        node = heavy[0]
    return node


def outside(tree: Any, content: Any) -> int:
    """The Han characters of the page that are no link's and stand outside its content."""
    weights = _weights(tree)
    return weights.get(tree, 0) - weights.get(content, 0)


def _lays_out(node: Any) -> bool:
    """Whether a table holds the page itself in one of its cells, as old sites do."""
    return node.tag == "table" and is_layout(node)


def is_layout(table: Any) -> bool:
    """Whether a table lays out text instead of holding data: a cell of it holds many paragraphs."""
    for cell in table.iter("td", "th"):
        if _weight_of(cell) > 1200 and sum(1 for _ in cell.iter("p", "br", "div")) > 8:
            return True
    return False


def _weights(tree: Any) -> dict[Any, int]:
    """For each node the Han characters in it that are no link's, in one walk."""
    weights: dict[Any, int] = {}
    links = 0
    for event, node in etree.iterwalk(tree, events=("start", "end")):
        if event == "start":
            links += node.tag == "a"
            weights[node] = 0 if links else len(_HAN.findall(node.text or ""))
            continue
        links -= node.tag == "a"
        parent = node.getparent()
        if parent is not None and parent in weights:
            weights[parent] += weights[node] + (0 if links else len(_HAN.findall(node.tail or "")))
    return weights


def before(tree: Any, content: Any) -> Iterator[Any]:
    """The nodes that stand wholly in front of the content, outermost ones only."""
    above = set(content.iterancestors())
    for ancestor in reversed(list(content.iterancestors())):
        for child in ancestor:
            if child is content or child in above:
                break
            yield child
