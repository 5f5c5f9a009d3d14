"""Plain extraction of files as markitdown does it, with its engines and without its own start (see decision 0030):
the text of each, no structure made of it. `python extract_plainly.py FILE…`"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path


def from_text(file: Path) -> str:
    from charset_normalizer import from_path
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable("table").render(str(from_path(file).best()))


def from_docx(file: Path) -> str:
    import mammoth

    with file.open("rb") as stream:
        return marked_down(mammoth.convert_to_html(stream).value)


def from_html(file: Path) -> str:
    return marked_down(file.read_bytes())


def from_pdf(file: Path) -> str:
    from pdfminer.high_level import extract_text

    return extract_text(str(file))


def marked_down(page: str | bytes) -> str:
    from bs4 import BeautifulSoup
    from markdownify import MarkdownConverter

    return MarkdownConverter().convert_soup(BeautifulSoup(page, "html.parser"))


EXTRACT: dict[str, Callable[[Path], str]] = {
    ".txt": from_text,
    ".docx": from_docx,
    ".pdf": from_pdf,
    ".html": from_html,
}

if __name__ == "__main__":
    for name in sys.argv[1:]:
        if not EXTRACT[Path(name).suffix](Path(name)).strip():
            sys.exit(f"nothing extracted from {name}")
