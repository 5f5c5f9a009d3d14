"""What can be done with a cell of a table of clauses: the words, the keys and the menus."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from widgets.candidate import Candidate, CandidateItem
from widgets.clause_cell import Verb


@dataclass(frozen=True, slots=True)
class CellAction:
    """Something asked of a cell: `item` is the other candidate that was chosen, `text` what was selected."""

    verb: Verb
    row: str
    column: str
    candidate: Candidate
    item: CandidateItem | None = None
    text: str = ""


HINTS = {
    Verb.PIN: "固定：以后总把它当作对应条款（P）",
    Verb.REJECT: "排除：它不是对应条款，以后不再列出（X）",
    Verb.OTHERS: "其他候选条款（O）",
    Verb.SEARCH: "在这部规划中另选条款（S）",
    Verb.BORROW: "借用：把这段文字放进草稿，并记下出处（B）",
    Verb.COPY: "复制：正文和出处（C）",
    Verb.NOTE: "批注：记下对这一对条款的看法（N）",
    Verb.DIGEST: "要点：写下或修改这一条款的要点（D）",
    Verb.FOLD: "展开或收起这一行（空格）",
    Verb.OPEN: "打开：到原文中看这一条款（回车）",
}
KEYS = {
    Qt.Key.Key_P: Verb.PIN,
    Qt.Key.Key_X: Verb.REJECT,
    Qt.Key.Key_Delete: Verb.REJECT,
    Qt.Key.Key_O: Verb.OTHERS,
    Qt.Key.Key_S: Verb.SEARCH,
    Qt.Key.Key_B: Verb.BORROW,
    Qt.Key.Key_C: Verb.COPY,
    Qt.Key.Key_N: Verb.NOTE,
    Qt.Key.Key_D: Verb.DIGEST,
    Qt.Key.Key_Space: Verb.FOLD,
    Qt.Key.Key_Return: Verb.OPEN,
    Qt.Key.Key_Enter: Verb.OPEN,
}
_IN_MENU = (
    Verb.PIN,
    Verb.REJECT,
    Verb.OTHERS,
    Verb.BORROW,
    Verb.COPY,
    Verb.NOTE,
    Verb.DIGEST,
    Verb.FOLD,
    Verb.OPEN,
)
_NEED_CANDIDATE = {Verb.PIN, Verb.REJECT, Verb.BORROW, Verb.NOTE, Verb.DIGEST}
_OF_BASE = {Verb.COPY, Verb.DIGEST, Verb.FOLD, Verb.OPEN}


def is_possible(verb: Verb, candidate: Candidate, is_base: bool) -> bool:
    """Whether a verb has a meaning for a cell: the base is copied, digested, folded and opened only; what is not
    there cannot be pinned."""
    if is_base:
        return verb in _OF_BASE
    if verb is Verb.COPY or verb is Verb.OPEN:
        return bool(candidate.key)
    return bool(candidate.key) or verb not in _NEED_CANDIDATE


def hint_of(verb: Verb, candidate: Candidate) -> str:
    if verb is Verb.PIN and candidate.pinned:
        return "取消固定（P）"
    return HINTS[verb]


def action_menu(parent: QWidget, candidate: Candidate, is_base: bool, ask: Callable[[Verb], None]) -> QMenu:
    """Everything that can be done with a cell, in words."""
    menu = QMenu(parent)
    for verb in _IN_MENU:
        if is_possible(verb, candidate, is_base):
            menu.addAction(hint_of(verb, candidate)).triggered.connect(lambda _checked=False, verb=verb: ask(verb))
    return menu


def others_menu(
    parent: QWidget, candidate: Candidate, choose: Callable[[CandidateItem], None], search: Callable[[], None]
) -> QMenu:
    """The other candidates, those that were rejected last, and the way to look for one that is not listed."""
    menu = QMenu(parent)
    for item in sorted(candidate.others, key=lambda item: item.rejected):
        suffix = "（已排除，点击恢复）" if item.rejected else ""
        menu.addAction(item.line + suffix).triggered.connect(lambda _checked=False, item=item: choose(item))
    if candidate.others:
        menu.addSeparator()
    menu.addAction("另选条款…").triggered.connect(lambda _checked=False: search())
    return menu
