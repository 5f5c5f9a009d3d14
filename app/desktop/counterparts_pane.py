"""对应条款: beside the draft, the best counterpart of the clause at the cursor in each reference plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.desktop.candidate_rows import PlanCandidates, mark_styles, plan_candidates
from app.desktop.compare_rows import headings_below
from app.desktop.session import ClauseAddress, Matching, Session
from app.desktop.style import current_theme, reading_font
from app.drafting.guidance import guidance_for
from app.matching.counterparts import Query, find_counterparts, nearest_plans
from app.matching.decisions import Borrowing, Decision, taken_back
from app.matching.wording import SharedWording
from app.plans.model import Plan, Role
from app.plans.outline import Clause, clauses, place_line
from app.progress import Progress
from widgets.candidate import Candidate
from widgets.candidate_card import CandidateCard
from widgets.elided_label import ElidedLabel
from widgets.parts import label, strip, tool_button

MOST_PLANS, NEAREST = 12, 5
"""Up to so many references each have a card beside the draft; of more, so many that come nearest: their passages are
read when they are first shown."""
TYPING_MS = 600
"""Rest after a change of the draft before its counterparts are looked for again."""


class CounterpartsPane(QWidget):
    """Follows the cursor; asks for counterparts in a job, the newest question only."""

    compare_requested = Signal(object)  # ClauseAddress of the clause at the cursor
    borrow_requested = Signal(object)  # Borrowing

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._address: ClauseAddress | None = None
        self._found: dict[str, PlanCandidates] = {}
        self._cards: dict[str, CandidateCard] = {}
        self._timer = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._timer.timeout.connect(self._ask)
        bar = strip("pageBar", self)
        self._hint = ElidedLabel("", "faint", bar)
        head = QHBoxLayout(bar)
        head.setContentsMargins(0, 4, 12, 4)
        head.addWidget(label(self.tr("对应条款"), "paneTitle", bar))
        head.addWidget(self._hint, 1)
        self._body = QWidget(self)
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(10, 4, 10, 10)
        self._column.setSpacing(8)
        self._column.addWidget(self._build_guidance())
        self._others = label("", "faint", self._body, wrap=True)
        self._others.hide()
        self._column.addWidget(self._others)
        self._column.addStretch()
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._body)
        self.setFocusProxy(self._area)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(bar)
        layout.addWidget(self._area, 1)
        session.index_changed.connect(lambda _matching: self._ask())
        session.decisions_changed.connect(lambda _decisions: self._ask())
        self._widen()
        self._say_state()

    def _build_guidance(self) -> QWidget:
        """Advice on the section at the cursor, folded away until it is wanted."""
        self._advice = QWidget(self._body)
        hint = self.tr("这一节写什么、各地怎么写、常见篇幅和易错之处")
        self._fold = tool_button(self.tr("写作提示 ▸"), hint, self._advice, checkable=True)
        self._guidance = label("", "guidance", self._advice, wrap=True)
        self._guidance.hide()
        self._guidance.setTextFormat(Qt.TextFormat.PlainText)
        self._guidance.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._fold.toggled.connect(self._unfold_guidance)
        column = QVBoxLayout(self._advice)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._fold)
        column.addWidget(self._guidance)
        self._advice.hide()
        return self._advice

    def _unfold_guidance(self, open_: bool) -> None:
        self._fold.setText(self.tr("写作提示 ▾") if open_ else self.tr("写作提示 ▸"))
        self._guidance.setVisible(open_)

    def guidance_is_open(self) -> bool:
        return self._fold.isChecked()

    def open_guidance(self, open_: bool) -> None:
        self._fold.setChecked(open_)

    def _show_guidance(self, clause: Clause, period: tuple[int, int] | None) -> None:
        advice = guidance_for(clause.title, clause.ancestors)
        self._advice.setVisible(advice is not None)
        if advice is not None:
            self._guidance.setText(advice.text(period) if period else advice.text())

    def show_clause(self, address: ClauseAddress) -> None:
        """Show the counterparts of this clause of the draft."""
        if address != self._address:
            self._address = address
            self._ask()

    def draft_changed(self) -> None:
        self._timer.start()

    def _references(self) -> list[str]:
        return _references(self._session.matching) if self._session.matching else []

    def _say_state(self) -> None:
        matching = self._session.matching
        if matching is None:
            self._hint.setText(self.tr("正在为规划建立索引…"))
        elif not self._references():
            self._hint.setText(self.tr("规划库里还没有参考规划。把规划文件拖进窗口，或在规划库中导入。"))
        elif self._address is None:
            self._hint.setText(self.tr("把光标放进一个章节，这里列出各参考规划的对应条款。"))

    def _ask(self) -> None:
        """Look for the counterparts of the present clause, off the GUI thread."""
        self._timer.stop()
        self._say_state()
        matching, address, draft = self._session.matching, self._address, self._session.draft
        if matching is None or address is None or draft is None or draft.plan.id != address.plan_id:
            return
        plan, decisions = draft.plan, self._session.decisions
        self._session.jobs.read(
            lambda _progress: _look_up(matching, plan, address.section_id, decisions, _progress),
            self._show,
            key="counterparts pane",
        )

    def _show(self, result: tuple[Clause, tuple[PlanCandidates, ...]] | None) -> None:
        if result is None:
            return
        clause, found = result
        self._hint.setText(place_line(clause.path, clause.title))
        self._found = {plan.plan_id: plan for plan in found}
        if self._session.draft is not None:
            self._show_guidance(clause, self._session.draft.plan.front.period)
        self._arrange([plan.plan_id for plan in found])
        others = len(self._references()) - len(found)
        self._others.setText(self.tr("另有 {0} 部参考规划离这一条较远，可在对照页选看。").format(others))
        self._others.setVisible(others > 0)
        for plan in found:
            self._cards[plan.plan_id].set_candidate(plan.best)

    def _arrange(self, plan_ids: list[str]) -> None:
        """One card per plan, in this order; cards are kept, so nothing flickers while the cursor moves."""
        if plan_ids == list(self._cards):
            return
        for card in self._cards.values():
            self._column.removeWidget(card)
            card.deleteLater()
        self._cards = {plan_id: self._card(plan_id) for plan_id in plan_ids}
        for place, card in enumerate(self._cards.values(), start=1):  # the guidance stands first
            self._column.insertWidget(place, card)

    def _card(self, plan_id: str) -> CandidateCard:
        card = CandidateCard(self._body)
        card.set_styles(mark_styles(current_theme()))
        card.setFont(reading_font(11))
        card.pin_toggled.connect(lambda candidate: self._pin(plan_id, candidate))
        card.reject_requested.connect(lambda candidate: self._reject(plan_id, candidate.key))
        card.other_chosen.connect(lambda item: self._choose(plan_id, item.key))
        card.borrow_requested.connect(lambda candidate: self._borrow(plan_id, candidate))
        card.copy_requested.connect(lambda candidate: QGuiApplication.clipboard().setText(candidate.quotation))
        card.open_requested.connect(lambda _candidate: self.compare_requested.emit(self._address))
        return card

    def _widen(self) -> None:
        """A card's chip and buttons need this much, whatever the size of the text."""
        self.setMinimumWidth(max(300, 15 * QFontMetrics(QApplication.font()).horizontalAdvance("字")))

    def restyle(self) -> None:
        self._widen()
        for card in self._cards.values():
            card.set_styles(mark_styles(current_theme()))

    def _choose(self, plan_id: str, section_id: str) -> None:
        """Show another candidate of this plan until the cursor moves on."""
        matching, address = self._session.matching, self._address
        if matching is None or address is None or self._session.draft is None:
            return
        base = _clause(self._session.draft.plan, address.section_id)
        if base is None:
            return
        counterparts = self._found[plan_id].counterparts
        chosen = plan_candidates(counterparts, matching.clauses, matching.titles, SharedWording(base.text), section_id)
        shown = _outlined(chosen, matching)
        self._found[plan_id] = shown
        self._cards[plan_id].set_candidate(shown.best)

    def _pin(self, plan_id: str, candidate: Candidate) -> None:
        known = self._known(plan_id, candidate.key)
        if known is not None:
            after = replace(known, verdict="pinned") if candidate.pinned else taken_back(known)
            self._session.replace_decision(known, after)

    def _reject(self, plan_id: str, section_id: str) -> None:
        known = self._known(plan_id, section_id)
        if known is not None:
            self._session.decide(replace(known, verdict="rejected"))

    def _known(self, plan_id: str, section_id: str) -> Decision | None:
        """What was decided on the clause at the cursor and this one; without a word of the drafter's an empty note."""
        at = self._address
        pair = Decision(at.plan_id, at.section_id, plan_id, section_id, "noted") if at else None
        return self._session.decision_on(pair) if pair else None

    def _borrow(self, plan_id: str, candidate: Candidate) -> None:
        if self._address is None:
            return
        self.borrow_requested.emit(
            Borrowing(
                plan_id=self._address.plan_id,
                section_id=self._address.section_id,
                source_plan=plan_id,
                source_section=candidate.key,
                source_title=candidate.source,
                source_path=candidate.path,
                text=candidate.text,
                taken_at=datetime.now(UTC),
            )
        )


def _clause(plan: Plan, section_id: str) -> Clause | None:
    return next((clause for clause in clauses(plan) if clause.section.id == section_id), None)


def _references(matching: Matching) -> list[str]:
    return [plan.id for plan in matching.plans if plan.role is Role.REFERENCE]


def _look_up(
    matching: Matching, plan: Plan, section_id: str, decisions: tuple[Decision, ...], _progress: Progress
) -> tuple[Clause, tuple[PlanCandidates, ...]] | None:
    """The clause and what the reference plans that come nearest have for it; None if the clause is gone."""
    clause = _clause(plan, section_id)
    if clause is None:
        return None
    query = Query.of_clause(clause)
    references = _references(matching)
    pinned = {d.other_plan for d in decisions if d.pair[:2] == (plan.id, section_id)}
    most = NEAREST if len(references) > MOST_PLANS else MOST_PLANS
    near = {*nearest_plans(matching.index, query, references, most), *pinned}
    references = [other for other in references if other in near]
    found = find_counterparts(matching.index, query, references, decisions)
    wording = SharedWording(clause.text)
    shown = tuple(plan_candidates(each, matching.clauses, matching.titles, wording) for each in found)
    notes = {d.pair[2:]: d.note for d in decisions if d.pair[:2] == (plan.id, section_id)}
    return clause, tuple(_noted(_outlined(each, matching), notes) for each in shown)


def _noted(found: PlanCandidates, notes: Mapping[tuple[str, str], str]) -> PlanCandidates:
    """With what the drafter wrote on the pair, by (plan id, section id) of the counterpart."""
    note = notes.get((found.plan_id, found.best.key), "")
    return replace(found, best=replace(found.best, note=note)) if note else found


def _outlined(found: PlanCandidates, matching: Matching) -> PlanCandidates:
    """With the headings below it where the counterpart is a heading without text of its own."""
    plan = next(plan for plan in matching.plans if plan.id == found.plan_id)
    clause = matching.clauses.get((plan.id, found.best.key))
    if clause is None or clause.text:
        return found
    return replace(found, best=replace(found.best, outline=headings_below(plan.sections, clause.index)))
