"""Another library in the same window: nothing typed is lost, and a file that is no library leads back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from app import paths
from app.desktop.application import open_library
from app.desktop.library_switch import LibrarySwitch
from app.desktop.main_window import MainWindow
from app.library import Library, NewPlan
from app.recent import MOST, note_library, recent_libraries
from widgets.notice_bar import NoticeLevel


@pytest.fixture(autouse=True)
def no_references(monkeypatch) -> None:
    monkeypatch.setenv("REFERENCES", "")


def library_file(path: Path, plans) -> Path:
    with Library.open(path) as library:
        library.add([NewPlan(plan) for plan in plans])
        library.set_setting("desk.sample_given", "yes")
        library.set_setting("desk.tour_seen", "yes")
    return path


@pytest.fixture
def window(desk, qtbot, tmp_path, small_draft, small_reference, answers) -> Iterator[MainWindow]:
    path = library_file(tmp_path / "first.db", (small_reference, small_draft))
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    open_library(window, path, None)
    ready(window, qtbot, path, answers)
    yield window
    window.close()


def ready(window: MainWindow, qtbot, path: Path, answers) -> None:
    def there() -> bool:
        session = window.session
        return session is not None and session.library.path == path and session.matching is not None

    qtbot.waitUntil(there, timeout=20_000)
    window.session.asking = answers


def menu(window: MainWindow, text: str):
    """The entry of the file menu with this text."""
    (files, *_others) = [one for one in window.menuBar().findChildren(QMenu) if one.title() == "文件(&F)"]
    return next(action for action in files.actions() if action.text() == text)


def test_another_library_is_opened_and_what_was_typed_is_kept(
    window, qtbot, answers, tmp_path, small_reference
) -> None:
    first, other = tmp_path / "first.db", library_file(tmp_path / "other.db", (small_reference,))
    for key in ("compare", "coverage", "search", "indicators", "library"):
        window.show_page(key)
    page = window.show_page("draft")
    plan_id = window.session.draft.plan.id
    page.choose(window.session.draft.plan.sections[-1].id)
    page.editor.setFocus()
    qtbot.keyClick(page.editor, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(page.editor, "2025")
    answers.files = (other,)
    menu(window, "打开规划库…").trigger()
    ready(window, qtbot, other, answers)
    assert window.status.file.text() == str(other)
    assert window.windowTitle() == "规划台"
    assert [one.title for one in window.session.summaries if not one.is_card] == [small_reference.front.title]
    with Library.open(first) as library:  # it is free again, and whole
        assert library.plan(plan_id).sections[-1].blocks[0].text.endswith("2025")
    assert recent_libraries() == (other, first)


def test_every_page_works_on_the_other_library(window, qtbot, answers, tmp_path, small_reference, small_draft) -> None:
    other = library_file(tmp_path / "other.db", (small_reference, small_draft))
    window.look.zoom(1)
    LibrarySwitch(window, window.session).go_to(other)
    ready(window, qtbot, other, answers)
    for key in ("compare", "coverage", "search", "indicators", "library", "draft"):
        window.show_page(key)
    qtbot.waitUntil(lambda: not window.session.jobs.busy(), timeout=20_000)
    assert window.notice_bar.notice() is None
    assert window.look.points == 11.5  # the size of text goes along
    window.start_tour()
    window.tour.end()
    assert window.session.library.setting("desk.tour_seen") == "yes"


def test_a_new_library_is_made_where_no_file_is(window, qtbot, answers, tmp_path) -> None:
    answers.save_to = tmp_path / "new"
    menu(window, "新建规划库…").trigger()
    ready(window, qtbot, tmp_path / "new.db", answers)
    assert (tmp_path / "new.db").is_file()


def test_a_library_that_is_there_is_never_written_over(window, answers, tmp_path) -> None:
    answers.save_to = tmp_path / "first.db"
    menu(window, "新建规划库…").trigger()
    assert window.session is not None
    assert "已经存在" in window.notice_bar.notice().text


def test_a_file_that_is_no_library_leads_back_to_the_former(window, qtbot, answers, tmp_path) -> None:
    wrong = tmp_path / "wrong.db"
    wrong.write_text("no library at all " * 100)
    answers.files = (wrong,)
    menu(window, "打开规划库…").trigger()
    assert window.session is None
    ready(window, qtbot, tmp_path / "first.db", answers)
    assert window.session.draft is not None
    assert window.notice_bar.notice() is not None


def no_library(path: Path, kind: str) -> Path:
    match kind:
        case "folder":
            path.mkdir()
        case "text":
            path.write_text("no library at all " * 100)
        case "device":
            path.symlink_to("/dev/null")
        case "in_a_file":
            path.write_text("a file")
            return path / "library.db"
    return path


@pytest.mark.parametrize("kind", ["folder", "text", "device", "in_a_file"])
def test_what_is_no_library_is_neither_listed_nor_told_of_for_ever(
    window, qtbot, answers, tmp_path, small_reference, kind
) -> None:
    wrong = no_library(tmp_path / "wrong.db", kind)
    other = library_file(tmp_path / "other.db", (small_reference,))
    LibrarySwitch(window, window.session).go_to(wrong)
    ready(window, qtbot, tmp_path / "first.db", answers)
    assert window.notice_bar.notice().level is NoticeLevel.ERROR
    assert wrong not in recent_libraries()
    LibrarySwitch(window, window.session).go_to(other)
    ready(window, qtbot, other, answers)
    assert window.notice_bar.notice() is None


def test_an_empty_file_becomes_a_library(window, qtbot, answers, tmp_path) -> None:
    empty = tmp_path / "empty.db"
    empty.touch()
    LibrarySwitch(window, window.session).go_to(empty)
    ready(window, qtbot, empty, answers)
    assert window.notice_bar.notice() is None
    assert recent_libraries()[0] == empty


def test_what_was_open_last_is_listed(window, qtbot, answers, tmp_path, small_reference) -> None:
    other = library_file(tmp_path / "other.db", (small_reference,))
    note_library(tmp_path / "first.db")
    switch = LibrarySwitch(window, window.session)
    shown = QMenu()
    switch.fill(shown)
    assert [action.isEnabled() for action in shown.actions()] == [False]
    note_library(other)
    switch.fill(shown)
    (entry,) = shown.actions()
    assert entry.text().startswith("other　")
    entry.trigger()
    ready(window, qtbot, other, answers)


def test_the_list_is_short_and_forgets_what_is_gone(tmp_path) -> None:
    for number in range(MOST + 3):
        (tmp_path / f"{number}.db").touch()
        note_library(tmp_path / f"{number}.db")
    assert len(recent_libraries()) == MOST
    newest = tmp_path / f"{MOST + 2}.db"
    assert recent_libraries()[0] == newest
    newest.unlink()
    assert newest not in recent_libraries()
    paths.recent_file().write_text("no json")
    assert recent_libraries() == ()
