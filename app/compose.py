"""Where the parts are put together: a library, and what a desk that is opened for the first time finds in it."""

from __future__ import annotations

from pathlib import Path

from app.importing import ImportReport, import_files
from app.library import Library, NewPlan
from app.plans.model import PlanSummary, Role
from app.progress import Progress, part, silent

REFERENCES_GIVEN = "desk.references_given"
CARDS_GIVEN = "desk.cards_given"
SAMPLE_GIVEN = "desk.sample_given"


def furnish(library: Library, references: Path | None, progress: Progress = silent) -> ImportReport:
    """Give a new library the built-in cards of the reference plans and the sample draft, and one that has no other
    references those of a folder, each once. A plan of the folder that has a card comes in place of it.

    Safe to repeat: what the user deleted does not come back. Raises `Cancelled` and `UserError`; the references
    come whole or not at all.
    """
    report = ImportReport()
    given = {key: library.setting(key) is not None for key in (REFERENCES_GIVEN, CARDS_GIVEN, SAMPLE_GIVEN)}
    bare = all(one.is_card for one in library.plans(Role.REFERENCE))
    if references is not None and bare and not given[REFERENCES_GIVEN]:
        report = import_files(library, [references], Role.REFERENCE, part(progress, 0.0, 0.9))
        if report.taken:
            library.set_setting(REFERENCES_GIVEN, "yes")
    if not given[CARDS_GIVEN]:
        if bare and not given[REFERENCES_GIVEN]:
            add_cards(library)
        library.set_setting(CARDS_GIVEN, "yes")
    if not given[SAMPLE_GIVEN]:
        if not library.plans(Role.DRAFT):
            _add_sample_draft(library)
        library.set_setting(SAMPLE_GIVEN, "yes")
    progress("规划库已备好", 1.0)
    return report


def add_cards(library: Library) -> tuple[PlanSummary, ...]:
    """Add the cards of the plans that the library does not have, neither as cards nor in full."""
    from app.plans.cards import card_plans

    present = {one.id for one in library.plans()}
    return library.add([NewPlan(card.plan, card.indicators) for card in card_plans() if card.plan.id not in present])


def _add_sample_draft(library: Library) -> None:
    from app.drafting.sample import sample_draft
    from app.figures.indicators import indicators_of

    plan = sample_draft()
    library.add([NewPlan(plan, indicators_of(plan))])
