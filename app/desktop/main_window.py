"""The frame of the desk: the rail, the pages and the ways between them, the menus, the notice bar, the status line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QSize
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QGridLayout, QMainWindow, QStackedWidget, QWidget

from app.desktop.look import Look
from app.desktop.menus import build_menus
from app.desktop.pages import PAGES
from app.desktop.rail import Rail
from app.desktop.session import ClauseAddress, IndicatorAddress, Session, sentence_of
from app.desktop.status_line import StatusLine
from app.desktop.tour import STEPS, TOUR_SEEN
from app.desktop.window_commands import WindowCommands
from app.desktop.window_exports import WindowExports
from app.desktop.wires import wires
from widgets.empty_state import EmptyState
from widgets.notice_bar import Notice, NoticeBar, NoticeLevel
from widgets.progress_strip import ProgressStrip
from widgets.step_bar import StepBar
from widgets.trail_bar import TrailBar

if TYPE_CHECKING:
    from app.desktop.draft import Draft
    from app.matching.decisions import Borrowing

GEOMETRY, PAGE = "desk.geometry", "desk.page"


class MainWindow(QMainWindow):
    """Painted at once; pages are made when they are first shown, once `attach` has brought the session."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(self.tr("规划台"))
        self.resize(QSize(1440, 900).boundedTo(self.screen().availableSize()))
        self.setMinimumSize(1024, 680)
        self.setAcceptDrops(True)
        self.session: Session | None = None
        self.commands: WindowCommands | None = None
        self.exports: WindowExports | None = None
        self._pages: dict[str, Any] = {}
        self.look = Look(self)
        self._build()
        self._wire()

    # Building -----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.notice_bar = NoticeBar(self)
        self.progress = ProgressStrip(self)
        self.tour = StepBar(self)
        self.trail = TrailBar(
            self.tr("返回检索"), self.tr("上一处（Shift+F4）"), self.tr("下一处（F4）"), self.tr("收起"), self
        )
        self.stack = QStackedWidget(self)
        self.waiting = EmptyState(self.tr("正在打开规划库…"), "", parent=self)
        self.stack.addWidget(self.waiting)
        body = QWidget(self)
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        self.rail = Rail(self)
        grid.addWidget(self.rail, 0, 0, 4, 1)
        grid.addWidget(self.notice_bar, 0, 1)
        grid.addWidget(self.stack, 1, 1)
        grid.addWidget(self.trail, 2, 1)
        grid.addWidget(self.tour, 3, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(1, 1)
        self.setCentralWidget(body)
        self.status = StatusLine(self.statusBar(), self.progress)

    def _wire(self) -> None:
        self.look.changed.connect(self._restyle)
        self.rail.page_wanted.connect(self.show_page)
        self.status.failed.connect(self.show_error)
        self.tour.step_shown.connect(lambda step: self.show_page(step.key))
        self.tour.ended.connect(self._note_tour)
        self.trail.step_requested.connect(self.open_found)
        self.trail.back_requested.connect(self.return_to_search)

    # The session --------------------------------------------------------------------------------------------------

    def attach(self, session: Session) -> None:
        """Take over an open library: make the menus, restore the look, show the page that was last in front."""
        self.session = session
        self.commands = WindowCommands(self, session)
        self.exports = WindowExports(self, session)
        self._restore()
        build_menus(self, self.commands, self.exports, session)
        session.failed.connect(self.show_error)
        session.draft_opened.connect(self._watch_draft)
        self.status.show_library(session.library.path)
        self.rail.set_usable(True)
        front = session.library.setting(PAGE)
        self.show_page(front if front in {spec.key for spec in PAGES} else "draft")
        if session.library.setting(TOUR_SEEN) is None:
            self.start_tour()

    def detach(self) -> bool:
        """Save and close the library and forget its pages, so that another can be attached; False if it stays open."""
        if self._save_and_close() is not None:
            return False
        self._watch_draft(None)
        for part in (self.trail, self.tour):
            part.hide()
        self.stack.setCurrentWidget(self.waiting)
        for page in self._pages.values():
            self.stack.removeWidget(page)
            page.deleteLater()
        self._pages = {}
        self.menuBar().clear()
        self.status.show_library(None)
        self.rail.set_usable(False)
        for gone in (self.commands, self.exports, self.session):
            if gone is not None:
                gone.deleteLater()
        self.session = self.commands = self.exports = None
        return True

    def _note_tour(self) -> None:
        if self.session is not None:
            self.session.library.set_setting(TOUR_SEEN, "yes")

    def _restore(self) -> None:
        assert self.session is not None
        library = self.session.library
        geometry = library.setting(GEOMETRY)
        if geometry:
            self.restoreGeometry(QByteArray.fromBase64(geometry.encode()))
        self.look.restore(library)

    # Pages --------------------------------------------------------------------------------------------------------

    def page(self, key: str) -> Any:
        """The page, made and wired when it is first asked for; what it can do is its own (docs/architecture.md)."""
        if key not in self._pages:
            assert self.session is not None
            assert self.commands is not None
            assert self.exports is not None
            page = next(spec for spec in PAGES if spec.key == key).make(self.session)
            for wished_on, wish, answer in wires(self, self.commands, self.exports):
                if wished_on == key:
                    getattr(page, wish).connect(answer)
            self._pages[key] = page
            self.stack.addWidget(page)
        return self._pages[key]

    def show_page(self, key: str) -> Any:
        page = self.page(key)
        self.rail.show_front(key)
        self.stack.setCurrentWidget(page)
        activate = getattr(page, "activate", None)
        if activate is not None:
            activate()
        return page

    def current_page(self) -> QWidget | None:
        return self.stack.currentWidget()

    def open_in_compare(self, address: ClauseAddress) -> None:
        self.show_page("compare").open_clause(address)

    def open_in_draft(self, address: ClauseAddress) -> None:
        assert self.session is not None
        self.session.open_draft(address.plan_id)
        self.show_page("draft").open_clause(address)

    def open_in_indicators(self, address: IndicatorAddress) -> None:
        self.show_page("indicators").open_indicator(address)

    def search_everywhere(self) -> None:
        self.show_page("search").open_find()

    def return_to_search(self) -> None:
        """Back to the list of what was found."""
        self.trail.hide()
        self.show_page("search")

    def open_found(self, step: int) -> None:
        """The next (1) or the previous (-1) word that the search found, whatever page it is on."""
        if "search" in self._pages:
            self._pages["search"].open_next(step)

    def open_draft(self, plan_id: str) -> None:
        assert self.session is not None
        self.session.open_draft(plan_id)
        self.show_page("draft")

    def borrow(self, borrowed: Borrowing) -> None:
        self.page("draft").borrow(borrowed)

    def start_tour(self) -> None:
        """Lead through the pages; the work goes on meanwhile."""
        self.tour.start(STEPS)

    def ask_page(self, name: str) -> None:
        """Undo, redo and find mean what the page in front means by them."""
        answer = getattr(self.current_page(), name, None)
        if answer is not None:
            answer()

    def _restyle(self) -> None:
        self.rail.restyle()
        for page in self._pages.values():
            restyle = getattr(page, "restyle", None)
            if restyle is not None:
                restyle()

    # Telling ------------------------------------------------------------------------------------------------------

    def show_error(self, error: Exception) -> None:
        self.notice_bar.show_notice(Notice(sentence_of(error), NoticeLevel.ERROR))

    def tell(self, sentence: str) -> None:
        """Say what became of a bug that nobody caught."""
        self.notice_bar.show_notice(Notice(sentence, NoticeLevel.ERROR))

    def _watch_draft(self, draft: Draft | None) -> None:
        title = draft.plan.front.title if draft else ""
        self.setWindowTitle(f"{title} — 规划台" if title else self.tr("规划台"))
        self.status.watch(draft)

    # Dropping files, closing --------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and self.session is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        assert self.commands is not None
        self.commands.import_dropped([url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()])

    def closeEvent(self, event: QCloseEvent) -> None:
        """Write what is unsaved; if that fails the window stays open unless the user insists."""
        if self.session is None:
            return
        error = self._save_and_close()
        if error is not None:
            question = self.tr("{0}\n\n现在退出会丢失最后的修改。").format(sentence_of(error))
            if not self.session.asking.confirm(self, self.tr("草稿还没有保存"), question, self.tr("仍然退出")):
                event.ignore()

    def _save_and_close(self) -> Exception | None:
        """Write what is unsaved and close the library; what went wrong is told and given back."""
        assert self.session is not None
        try:
            self.flush_draft()
            self._remember()
            self.session.close()
        except Exception as error:
            self.show_error(error)
            return error
        return None

    def flush_draft(self) -> None:
        """Take over what was typed a moment ago."""
        draft_page = self._pages.get("draft")
        if draft_page is not None:
            draft_page.flush()

    def _remember(self) -> None:
        assert self.session is not None
        library = self.session.library
        library.set_setting(GEOMETRY, bytes(self.saveGeometry().toBase64().data()).decode())
        self.look.remember(library)
        front = next((key for key, page in self._pages.items() if page is self.current_page()), "draft")
        library.set_setting(PAGE, front)
        for page in self._pages.values():
            remember = getattr(page, "remember", None)
            if remember is not None:
                remember()
