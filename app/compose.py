"""Where the parts are put together: a library, and what a desk that is opened for the first time finds in it."""

from __future__ import annotations

from pathlib import Path

from app.importing import ImportReport, import_files
from app.library import Library, NewPlan
from app.plans.model import Role
from app.progress import Progress, part, silent

REFERENCES_GIVEN = "desk.references_given"
SAMPLE_GIVEN = "desk.sample_given"


def furnish(library: Library, references: Path | None, progress: Progress = silent) -> ImportReport:
    """Give a library without references those of a folder, and one without drafts the sample draft, once.

    Safe to repeat: what the user deleted does not come back. Raises `Cancelled` and `UserError`; the references
    come whole or not at all.
    """
    report = ImportReport()
    if references is not None and library.setting(REFERENCES_GIVEN) is None and not library.plans(Role.REFERENCE):
        report = import_files(library, [references], Role.REFERENCE, part(progress, 0.0, 0.95))
        if report.taken:
            library.set_setting(REFERENCES_GIVEN, "yes")
    if library.setting(SAMPLE_GIVEN) is None:
        if not library.plans(Role.DRAFT):
            _add_sample_draft(library)
        library.set_setting(SAMPLE_GIVEN, "yes")
    progress("规划库已备好", 1.0)
    return report


def _add_sample_draft(library: Library) -> None:
    from app.drafting.sample import sample_draft
    from app.figures.indicators import indicators_of

    plan = sample_draft()
    library.add([NewPlan(plan, indicators_of(plan))])
