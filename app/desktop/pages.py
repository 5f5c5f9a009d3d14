"""The pages of the desk, in the order of the rail; each is imported when it is first shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.desktop.session import Session


@dataclass(frozen=True, slots=True)
class PageSpec:
    """What the rail knows of a page before it is made."""

    key: str
    title: str
    hint: str
    icon: str
    make: Callable[[Session], QWidget]


def _page(module: str, name: str) -> Callable[[Session], QWidget]:
    def make(session: Session) -> QWidget:
        return getattr(import_module(f"app.desktop.{module}"), name)(session)

    return make


PAGES = (
    PageSpec("library", "规划库", "参考规划和草稿", "library", _page("library_page", "LibraryPage")),
    PageSpec("draft", "起草", "提纲、正文和对应条款", "draft", _page("draft_page", "DraftPage")),
    PageSpec("compare", "对照", "逐条对照各规划", "compare", _page("compare_page", "ComparePage")),
    PageSpec("coverage", "覆盖", "各规划写了哪些主题", "coverage", _page("coverage_page", "CoveragePage")),
    PageSpec("indicators", "指标", "指标表和同类指标", "indicators", _page("indicators_page", "IndicatorsPage")),
    PageSpec("search", "检索", "在全部规划和草稿中查找", "search", _page("search_page", "SearchPage")),
)
