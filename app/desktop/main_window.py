"""The frame of the desk: the rail of pages, the menus, the notice bar, the status bar, and every wire between pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QGridLayout,
    QLabel,
    QMainWindow,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.desktop import style
from app.desktop.icons import icon
from app.desktop.menus import build_menus
from app.desktop.pages import PAGES
from app.desktop.session import ClauseAddress, IndicatorAddress, Session, sentence_of
from app.desktop.tour import STEPS, TOUR_SEEN
from app.desktop.window_commands import WindowCommands
from widgets.empty_state import EmptyState
from widgets.notice_bar import Notice, NoticeBar, NoticeLevel
from widgets.parts import strip, tool_button
from widgets.progress_strip import ProgressStrip
from widgets.step_bar import StepBar
from widgets.trail_bar import TrailBar

GEOMETRY, PAGE, POINTS, SCHEME = "desk.geometry", "desk.page", "desk.points", "desk.scheme"
SMALLEST, USUAL, LARGEST = 8.0, 10.5, 18.0


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
        self._pages: dict[str, Any] = {}
        self._buttons: dict[str, QToolButton] = {}
        self._points = USUAL
        self.scheme = ""
        self._build()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self.restyle)

    # Building -----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.notice_bar = NoticeBar(self)
        self.progress = ProgressStrip(self)
        self.tour = StepBar(self)
        self.trail = TrailBar(
            self.tr("返回检索"), self.tr("上一处（Shift+F4）"), self.tr("下一处（F4）"), self.tr("收起"), self
        )
        self.tour.step_shown.connect(lambda step: self.show_page(step.key))
        self.tour.ended.connect(self._note_tour)
        self.trail.step_requested.connect(self.open_found)
        self.trail.back_requested.connect(self.return_to_search)
        self.stack = QStackedWidget(self)
        self.waiting = EmptyState(self.tr("正在打开规划库…"), "", parent=self)
        self.stack.addWidget(self.waiting)
        body = QWidget(self)
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addWidget(self._build_rail(), 0, 0, 4, 1)
        grid.addWidget(self.notice_bar, 0, 1)
        grid.addWidget(self.stack, 1, 1)
        grid.addWidget(self.trail, 2, 1)
        grid.addWidget(self.tour, 3, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(1, 1)
        self.setCentralWidget(body)
        self._saved, self._counted, self._file = QLabel(self), QLabel(self), QLabel(self)
        self.statusBar().addWidget(self._saved)
        self.statusBar().addWidget(self._counted)
        self.statusBar().addPermanentWidget(self.progress)
        self.statusBar().addPermanentWidget(self._file)
        self.statusBar().setSizeGripEnabled(False)

    def _build_rail(self) -> QWidget:
        rail = strip("rail", self)
        column = QVBoxLayout(rail)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(2)
        group = QButtonGroup(self)
        for number, spec in enumerate(PAGES, start=1):
            button = tool_button(spec.title, f"{spec.hint}（Ctrl+{number}）", rail, checkable=True)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setIconSize(QSize(24, 24))
            button.setFixedWidth(76)
            button.setEnabled(False)
            button.clicked.connect(partial(self.show_page, spec.key))
            group.addButton(button)
            column.addWidget(button)
            self._buttons[spec.key] = button
        column.addStretch()
        return rail

    def _paint_icons(self) -> None:
        theme = style.current_theme()
        for spec in PAGES:
            self._buttons[spec.key].setIcon(icon(spec.icon, theme.text))

    # The session --------------------------------------------------------------------------------------------------

    def attach(self, session: Session) -> None:
        """Take over an open library: make the menus, restore the look, show the page that was last in front."""
        self.session = session
        self.commands = WindowCommands(self, session)
        self._restore()
        build_menus(self, self.commands, session)
        session.failed.connect(self.show_error)
        session.draft_opened.connect(self._watch_draft)
        self._file.setText(str(session.library.path))
        self._file.setToolTip(self.tr("规划库文件：备份它就备份了全部规划、草稿和指标"))
        for button in self._buttons.values():
            button.setEnabled(True)
        self.show_page(session.library.setting(PAGE) or "draft")
        if session.library.setting(TOUR_SEEN) is None:
            self.start_tour()

    def detach(self) -> bool:
        """Save and close the library and forget its pages, so that another can be attached; False if it stays open."""
        assert self.session is not None
        assert self.commands is not None
        try:
            self.flush_draft()
            self._remember()
            self.session.close()
        except Exception as error:
            self.show_error(error)
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
        self._file.setText("")
        for button in self._buttons.values():
            button.setEnabled(False)
        for gone in (self.commands, self.session):
            gone.deleteLater()
        self.session = self.commands = None
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
        self._points = float(library.setting(POINTS) or self._points)
        self.set_scheme(library.setting(SCHEME, self.scheme) or "")

    def _wishes(self) -> tuple[tuple[str, str, Callable], ...]:
        """Every wire between pages: page, its signal, what answers it."""
        assert self.commands is not None
        show = self.notice_bar.show_notice
        return (
            ("library", "notice", show),
            ("library", "draft_requested", self.open_in_draft),
            ("library", "compare_requested", self.open_in_compare),
            ("library", "open_draft_requested", self._open_draft),
            ("library", "new_draft_requested", self.commands.new_draft),
            ("draft", "notice", show),
            ("draft", "compare_requested", self.open_in_compare),
            ("draft", "new_draft_requested", self.commands.new_draft),
            ("compare", "notice", show),
            ("compare", "draft_requested", self.open_in_draft),
            ("compare", "borrow_requested", self._borrow),
            ("compare", "export_requested", self.commands.export_comparison_of),
            ("compare", "decisions_export_requested", self.commands.export_decisions),
            ("coverage", "notice", show),
            ("coverage", "export_requested", self.commands.export_coverage),
            ("coverage", "compare_requested", self.open_in_compare),
            ("coverage", "draft_requested", self.open_in_draft),
            ("indicators", "notice", show),
            ("indicators", "draft_requested", self.open_in_draft),
            ("indicators", "compare_requested", self.open_in_compare),
            ("indicators", "export_requested", self.commands.export_indicators),
            ("search", "draft_requested", self.open_in_draft),
            ("search", "compare_requested", self.open_in_compare),
            ("search", "indicator_requested", self.open_in_indicators),
            ("search", "opened", self.trail.show_place),
        )

    # Pages --------------------------------------------------------------------------------------------------------

    def page(self, key: str) -> Any:
        """The page, made and wired when it is first asked for; what it can do is its own (docs/architecture.md)."""
        if key not in self._pages:
            assert self.session is not None
            spec = next(spec for spec in PAGES if spec.key == key)
            page = spec.make(self.session)
            for wished_on, wish, answer in self._wishes():
                signal = getattr(page, wish, None)
                if wished_on == key and signal is not None:
                    signal.connect(answer)
            self._pages[key] = page
            self.stack.addWidget(page)
        return self._pages[key]

    def show_page(self, key: str, *_checked: bool) -> Any:
        if key not in self._buttons:
            key = "draft"
        page = self.page(key)
        self._buttons[key].setChecked(True)
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

    def _open_draft(self, plan_id: str) -> None:
        assert self.session is not None
        self.session.open_draft(plan_id)
        self.show_page("draft")

    def _borrow(self, borrowed) -> None:
        self.page("draft").borrow(borrowed)

    def start_tour(self) -> None:
        """Lead through the pages; the work goes on meanwhile."""
        self.tour.start(STEPS)

    def ask_page(self, name: str) -> None:
        """Undo, redo and find mean what the page in front means by them."""
        answer = getattr(self.current_page(), name, None)
        if answer is not None:
            answer()

    # The look -----------------------------------------------------------------------------------------------------

    def zoom(self, by: int) -> None:
        """Larger, smaller, or (0) the usual size of all text."""
        self._points = USUAL if by == 0 else min(LARGEST, max(SMALLEST, self._points + by))
        self.restyle()

    def set_scheme(self, name: str) -> None:
        """Light, dark or ("") what the system has."""
        self.scheme = name
        schemes = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
        QGuiApplication.styleHints().setColorScheme(schemes.get(name, Qt.ColorScheme.Unknown))
        self.restyle()

    def _theme(self) -> style.Theme:
        """The chosen theme; some platforms know no scheme of their own, so the choice itself decides."""
        if self.scheme:
            return style.DARK if self.scheme == "dark" else style.LIGHT
        return style.theme_of(QGuiApplication.styleHints().colorScheme())

    def restyle(self) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        style.apply(application, self._theme(), self._points)
        self._paint_icons()
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

    def _watch_draft(self, draft) -> None:
        title = draft.plan.front.title if draft else ""
        self.setWindowTitle(f"{title} — 规划台" if title else self.tr("规划台"))
        self._saved.setText(self.tr("已保存") if draft else "")
        self._count(draft)
        if draft:
            draft.save_state_changed.connect(self._show_save_state)
            draft.changed.connect(lambda _change: self._count(draft))

    def _show_save_state(self, state) -> None:
        if state.error is not None:
            self._saved.setText(self.tr("未能保存"))
            self.show_error(state.error)
        else:
            self._saved.setText(self.tr("已保存") if state.saved else self.tr("正在保存…"))

    def _count(self, draft) -> None:
        from app.plans.outline import characters

        self._counted.setText(self.tr("全文 {0} 字").format(f"{characters(draft.plan):,}") if draft else "")

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
        try:
            self.flush_draft()
            self._remember()
            self.session.close()
        except Exception as error:
            self.show_error(error)
            question = self.tr("{0}\n\n现在退出会丢失最后的修改。").format(sentence_of(error))
            if not self.session.asking.confirm(self, self.tr("草稿还没有保存"), question, self.tr("仍然退出")):
                event.ignore()

    def flush_draft(self) -> None:
        """Take over what was typed a moment ago."""
        draft_page = self._pages.get("draft")
        if draft_page is not None:
            draft_page.flush()

    def _remember(self) -> None:
        assert self.session is not None
        library = self.session.library
        library.set_setting(GEOMETRY, bytes(self.saveGeometry().toBase64().data()).decode())
        library.set_setting(POINTS, f"{self._points:g}")
        library.set_setting(SCHEME, self.scheme)
        front = next((key for key, page in self._pages.items() if page is self.current_page()), "draft")
        library.set_setting(PAGE, front)
        for page in self._pages.values():
            remember = getattr(page, "remember", None)
            if remember is not None:
                remember()
