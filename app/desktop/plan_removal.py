"""What the library page asks before a plan, or its text, goes; and how cards come back."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from app.desktop.session import Session
from app.plans.cards import IDS, has_card
from app.plans.model import PlanSummary, Role


def delete(parent: QWidget, session: Session, summary: PlanSummary) -> None:
    """Delete a plan after the user has agreed; nothing brings it back but the file it came from or a backup. Of a
    plan that the program brings along the card may stay."""
    if has_card(summary.id) and not summary.is_card:
        _delete_or_restore(parent, session, summary)
        return
    if summary.role is Role.DRAFT:
        question = _tr("删除草稿“{0}”？它的正文、指标和版本都会一并删除，不能撤销。")
    elif summary.is_card:
        question = _tr("删除要点版“{0}”？与它有关的对应条款标记会一并删除；要点版以后可以补回。")
    else:
        question = _tr("删除参考规划“{0}”？与它有关的对应条款标记会一并删除；以后可以从原文件重新导入。")
    if session.asking.confirm(parent, _tr("删除规划"), question.format(summary.title), _tr("删除")):
        session.remove(summary.id)


def _delete_or_restore(parent: QWidget, session: Session, summary: PlanSummary) -> None:
    restore, everything = _tr("恢复为要点版"), _tr("全部删除")
    question = _tr("“{0}”可以只去掉原文、恢复为要点版（章节、指标、要点和对应条款标记都保留），也可以全部删除。")
    chosen = session.asking.choose(parent, _tr("删除规划"), question.format(summary.title), (restore, everything))
    if chosen == restore:
        session.restore_card(summary.id)
    elif chosen == everything:
        session.remove(summary.id)


def restore_card(parent: QWidget, session: Session, summary: PlanSummary) -> None:
    """Leave the card of a plan after the user has agreed; its text comes back with its file."""
    question = _tr("去掉“{0}”的原文，恢复为要点版？对应条款标记和要点都保留；以后可以重新导入原文件。")
    if session.asking.confirm(parent, _tr("恢复为要点版"), question.format(summary.title), _tr("恢复")):
        session.restore_card(summary.id)


def cards_are_missing(session: Session) -> bool:
    """Whether a plan that the program brings along is not in the library."""
    return not set(IDS) <= {summary.id for summary in session.summaries}


def _tr(text: str) -> str:
    return QCoreApplication.translate("LibraryPage", text)
