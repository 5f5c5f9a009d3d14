"""The main job on the five reference plans: import → pick a clause → pin its counterpart → edit → export.

Everything through the real window, its widgets and keys, on a real library file; what it wrote is opened again.
"""

from __future__ import annotations

from pathlib import Path

import docx
import openpyxl
import pytest
from PySide6.QtCore import Qt

from app.desktop.application import open_library
from app.desktop.main_window import MainWindow
from app.library import Library
from app.plans.model import Role, SectionKind
from app.plans.outline import own_text
from widgets.clause_cell import Verb
from widgets.clause_view import CellAddress

PATIENCE = 60_000


@pytest.fixture
def window(desk, qtbot, answers, tmp_path) -> MainWindow:
    """A first start: a new library, the sample draft, no references yet."""
    window = MainWindow()
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.show()
    open_library(window, tmp_path / "library.db", None)
    qtbot.waitUntil(lambda: window.session is not None and window.session.draft is not None, timeout=PATIENCE)
    window.session.asking = answers
    return window


def at_rest(window: MainWindow, qtbot) -> None:
    qtbot.waitUntil(lambda: not window.session.jobs.busy() and window.session.matching is not None, timeout=PATIENCE)


@pytest.mark.references
def test_from_five_files_to_an_official_document(window, qtbot, answers, references, tmp_path):
    session = window.session

    # Import: the five files, chosen in the file dialog.
    answers.files = tuple(sorted(references.glob("*.txt")))
    window.commands.import_files()
    qtbot.waitUntil(lambda: len(session.references()) == 5, timeout=PATIENCE)
    at_rest(window, qtbot)
    qtbot.waitUntil(lambda: len(session.matching.plans) == 6, timeout=PATIENCE)

    # Pick a clause of the draft; the pane beside it names a counterpart in every plan.
    draft = session.draft.plan
    numbered = [section for section in draft.sections if section.kind is SectionKind.NUMBERED]
    green = next(section for section in numbered if "绿色金融" in section.title)
    draft_page = window.show_page("draft")
    draft_page.tree.row_chosen.emit(green.id)
    draft_page.editor.setFocus()
    pane = draft_page.counterparts
    qtbot.waitUntil(
        lambda: (
            len(pane._cards) == 5
            and all("绿色" in str(c.candidate().text + c.candidate().title) for c in pane._cards.values())
        ),
        timeout=PATIENCE,
    )

    # Compare: the clause in five columns; pin a counterpart with its key.
    first_card = next(iter(pane._cards.values()))
    first_card.open_requested.emit(first_card.candidate())
    compare = window.current_page()
    at_rest(window, qtbot)
    qtbot.waitUntil(lambda: compare.table.cell(compare.table.current()) is not None, timeout=PATIENCE)
    row = next(i for i, each in enumerate(compare.table.rows()) if each.key == green.id)
    compare.table.go_to(row, 1)
    qtbot.waitUntil(lambda: compare.table.cell(CellAddress(row, 1)) is not None, timeout=PATIENCE)
    compare.table.setFocus()
    compare.table.ask(Verb.PIN)
    qtbot.waitUntil(lambda: bool(session.library.decisions(draft.id)), timeout=PATIENCE)
    (decision,) = session.library.decisions(draft.id)
    assert (decision.base_section, decision.verdict) == (green.id, "pinned")

    # Edit: back in the draft, at the end of the section's own text.
    window.show_page("draft")
    draft_page.choose(green.id)
    draft_page.editor.setFocus()
    qtbot.keyClick(draft_page.editor, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(draft_page.editor, "2026")
    draft_page.flush()
    qtbot.waitUntil(lambda: session.draft.is_saved, timeout=PATIENCE)

    # Export: the official document and the indicator workbook.
    written = tmp_path / "规划.docx"
    answers.save_to = written
    window.exports.export_draft()
    qtbot.waitUntil(written.exists, timeout=PATIENCE)
    answers.save_to = tmp_path / "指标.xlsx"
    window.exports.export_indicators()
    qtbot.waitUntil(answers.save_to.exists, timeout=PATIENCE)
    at_rest(window, qtbot)
    window.close()

    texts = "".join(docx.Document(str(written)).element.body.itertext())  # boxes and tables too
    assert "2026" in texts
    assert green.title in texts
    values = [cell.value for sheet in openpyxl.load_workbook(answers.save_to) for row in sheet for cell in row]
    assert any(isinstance(value, int | float) for value in values)
    assert any(isinstance(value, str) and value.startswith("=") for value in values)
    reopened(tmp_path / "library.db", draft.id)


def reopened(path: Path, draft_id: str) -> None:
    """The library holds the five plans, the edited draft and the pin."""
    with Library.open(path, write=False) as library:
        assert len(library.plans(Role.REFERENCE)) == 5
        sections = library.plan(draft_id).sections
        texts = [own_text(section) for section in sections]
        notes = [note.text for section in sections for note in section.footnotes]  # the last line may be a footnote
        assert any("2026" in text for text in (*texts, *notes))
        assert len(library.decisions(draft_id)) == 1
