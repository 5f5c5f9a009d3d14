"""What the drafter does with a pair of clauses: pin, reject, note, copy, borrow, open, choose another."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.desktop.compare_rows import short_name
from app.desktop.dialogs.clause_chooser import ClauseChooser
from app.desktop.session import ClauseAddress, Session
from app.matching.decisions import Borrowing, Decision, taken_back, with_note
from app.plans.digest import digest_of
from app.plans.model import Role
from app.plans.outline import clauses
from widgets.clause_columns import CellAction, Verb
from widgets.notice_bar import Notice, NoticeLevel


class CompareActions(QObject):
    """Answers a `CellAction` of the table; `base_id` is set by the page."""

    notice = Signal(object)  # Notice
    draft_requested = Signal(object)  # ClauseAddress of a draft
    base_requested = Signal(object)  # ClauseAddress of any plan: show it as the base
    borrow_requested = Signal(object)  # Borrowing; section_id "" when the base is not the draft
    candidate_chosen = Signal(object)  # CellAction: look at its item instead of the best

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._widget = session, parent
        self.base_id = ""
        self._answers = {
            Verb.PIN: self._pin,
            Verb.REJECT: self._reject,
            Verb.CHOOSE: self._choose,
            Verb.SEARCH: self._search,
            Verb.NOTE: self._note,
            Verb.DIGEST: self._digest,
            Verb.COPY: self._copy,
            Verb.BORROW: self._borrow,
            Verb.OPEN: self._open,
        }

    def answer(self, action: CellAction) -> None:
        answer = self._answers.get(action.verb)
        if answer is not None:
            answer(action)

    def _known(self, action: CellAction, section_id: str) -> Decision:
        """What was decided on the pair; a pair without a word of the drafter's counts as noted, with nothing."""
        return self._session.decision_on(Decision(self.base_id, action.row, action.column, section_id, "noted"))

    def _tell(self, text: str) -> None:
        self.notice.emit(Notice(text, NoticeLevel.INFORMATION, seconds=6))

    def _pin(self, action: CellAction) -> None:
        """Pin the pair, or take its pin back; a note stays with it."""
        known = self._known(action, action.candidate.key)
        pinned = action.candidate.pinned
        self._session.replace_decision(known, taken_back(known) if pinned else replace(known, verdict="pinned"))

    def _reject(self, action: CellAction) -> None:
        self._session.decide(replace(self._known(action, action.candidate.key), verdict="rejected"))
        title = action.candidate.title
        self._tell(self.tr("已排除“{0}”。要恢复，请打开该格的“▾”。").format(title))

    def _choose(self, action: CellAction) -> None:
        """Look at another candidate; choosing a rejected one takes the rejection back."""
        if action.item is not None and action.item.rejected:
            known = self._known(action, action.item.key)
            self._session.replace_decision(known, taken_back(known))
        else:
            self.candidate_chosen.emit(action)

    def _search(self, action: CellAction) -> None:
        """Let the drafter name the counterpart: what is chosen is pinned."""
        chooser = ClauseChooser(self._session.plan(action.column), self._widget)
        chooser.chosen.connect(
            lambda section_id: self._session.decide(replace(self._known(action, section_id), verdict="pinned"))
        )
        chooser.finished.connect(chooser.deleteLater)
        chooser.open()

    def _note(self, action: CellAction) -> None:
        """Write what the drafter thinks of the pair; whether it is pinned stays as it is."""
        known = self._known(action, action.candidate.key)
        label = self.tr("对“{0}”的批注（清空则删去）：").format(action.candidate.title)
        text = self._session.asking.long_text(self._widget, self.tr("批注"), label, known.note)
        if text is not None and text != known.note:
            self._session.replace_decision(known, with_note(known, text))

    def _digest(self, action: CellAction) -> None:
        """Write the key points of a clause, beginning with those that are shown; nothing takes them away."""
        plan_id, section_id = action.column, action.candidate.key or action.row
        clause = next((one for one in clauses(self._session.plan(plan_id)) if one.section.id == section_id), None)
        if clause is None:
            return
        kept = clause.section.digest or ""
        label = self.tr("“{0}”的要点（清空则删去）：").format(clause.title)
        present = kept or digest_of(clause)[0]
        text = self._session.asking.long_text(self._widget, self.tr("要点"), label, present)
        if text is not None and text != kept:
            self._session.set_digest(plan_id, section_id, text or None)

    def _copy(self, action: CellAction) -> None:
        QGuiApplication.clipboard().setText(self._quotation(action))
        self._tell(self.tr("已复制正文和出处。"))

    def _quotation(self, action: CellAction) -> str:
        """The passage and where it is from."""
        candidate = action.candidate
        source = self._session.plan(action.column).source_title
        text = action.text or candidate.text or candidate.title
        return f"{text}\n——《{source}》{candidate.path}　{candidate.title}"

    def _borrow(self, action: CellAction) -> None:
        draft = self._session.draft
        if draft is None:
            self.notice.emit(
                Notice(self.tr("还没有打开草稿。请先新建或打开一份草稿。"), NoticeLevel.WARNING, seconds=6)
            )
            return
        candidate = action.candidate
        borrowing = Borrowing(
            plan_id=draft.plan.id,
            section_id=action.row if self.base_id == draft.plan.id else "",
            source_plan=action.column,
            source_section=candidate.key,
            source_title=self._session.plan(action.column).source_title,
            source_path=candidate.path,
            text=action.text or candidate.text or candidate.title,
            taken_at=datetime.now(UTC),
        )
        self.borrow_requested.emit(borrowing)

    def _open(self, action: CellAction) -> None:
        """A clause of a draft opens where it is written; one of another plan becomes the base."""
        address = ClauseAddress(action.column, action.candidate.key)
        plan = self._session.plan(action.column)
        if plan.role is Role.DRAFT:
            self.draft_requested.emit(address)
        elif action.column != self.base_id:
            self.base_requested.emit(address)
            self._tell(self.tr("现在以{0}的规划为基准。").format(short_name(plan)))
