"""The menus of the window: every entry with its key and what answers it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu

from app.desktop.library_switch import LibrarySwitch
from app.desktop.pages import PAGES

if TYPE_CHECKING:
    from app.desktop.main_window import MainWindow
    from app.desktop.session import Session
    from app.desktop.window_commands import WindowCommands
    from app.desktop.window_exports import WindowExports

Entry = tuple[str, "str | QKeySequence.StandardKey", Callable[[], object]]
"""Text, key ("" for none) and answer; None instead of an entry is a line between groups."""


def build_menus(window: MainWindow, commands: WindowCommands, exports: WindowExports, session: Session) -> None:
    """Fill the window's menu bar."""
    switch = LibrarySwitch(window, session)
    tr, bar, standard = window.tr, window.menuBar(), QKeySequence.StandardKey
    files = bar.addMenu(tr("文件(&F)"))
    _fill(
        files,
        (tr("新建草稿…"), "Ctrl+N", commands.new_draft),
        (tr("导入规划文件…"), "Ctrl+O", commands.import_files),
        (tr("导入文件夹…"), "", commands.import_folder),
        None,
        (tr("导出公文 .docx…"), "Ctrl+E", exports.export_draft),
        (tr("导出指标表 .xlsx…"), "", exports.export_indicators),
        (tr("导出条款对照表…"), "", exports.export_comparison),
        None,
        (tr("打开规划库…"), "", switch.open_other),
        (tr("新建规划库…"), "", switch.make_new),
        (tr("备份规划库…"), "", exports.back_up),
        None,
        (tr("退出"), standard.Quit, window.close),
    )
    _add_recent(window, files, switch)
    _fill(
        bar.addMenu(tr("编辑(&E)")),
        (tr("撤销"), standard.Undo, partial(window.ask_page, "undo")),
        (tr("重做"), standard.Redo, partial(window.ask_page, "redo")),
        (tr("查找"), standard.Find, partial(window.ask_page, "open_find")),
        (tr("检索全部规划"), "Ctrl+Shift+F", window.search_everywhere),
        (tr("下一处检索结果"), "F4", partial(window.open_found, 1)),
        (tr("上一处检索结果"), "Shift+F4", partial(window.open_found, -1)),
    )
    _build_view(window, bar.addMenu(tr("视图(&V)")))
    _fill(
        bar.addMenu(tr("帮助(&H)")),
        (tr("导览"), "", window.start_tour),
        (tr("重新放入示例草稿"), "", commands.add_sample_draft),
        None,
        (tr("快捷键"), "F1", commands.show_shortcuts),
        (tr("数据在哪里"), "", commands.show_data_place),
        (tr("关于规划台"), "", commands.show_about),
    )


def _add_recent(window: MainWindow, menu: QMenu, switch: LibrarySwitch) -> None:
    """The libraries that were open last, behind the entry that makes a new one."""
    recent = QMenu(window.tr("最近的规划库"), menu)
    recent.setToolTipsVisible(True)
    recent.aboutToShow.connect(lambda: switch.fill(recent))
    after = next(action for action in menu.actions() if action.text() == window.tr("备份规划库…"))
    menu.insertMenu(after, recent)


def _build_view(window: MainWindow, menu: QMenu) -> None:
    tr, standard = window.tr, QKeySequence.StandardKey
    _fill(
        menu,
        *((spec.title, f"Ctrl+{number}", partial(window.show_page, spec.key)) for number, spec in enumerate(PAGES, 1)),
        None,
        (tr("放大文字"), standard.ZoomIn, partial(window.look.zoom, 1)),
        (tr("缩小文字"), standard.ZoomOut, partial(window.look.zoom, -1)),
        (tr("恢复文字大小"), "Ctrl+0", partial(window.look.zoom, 0)),
    )
    schemes, choices = QActionGroup(window), menu.addMenu(tr("配色"))
    for name, text in (("", tr("跟随系统")), ("light", tr("浅色")), ("dark", tr("深色"))):
        action = choices.addAction(text, partial(window.look.set_scheme, name))
        action.setCheckable(True)
        action.setChecked(name == window.look.scheme)
        schemes.addAction(action)


def _fill(menu: QMenu, *entries: Entry | None) -> None:
    for entry in entries:
        if entry is None:
            menu.addSeparator()
            continue
        text, key, slot = entry
        action = QAction(text, menu)
        if key:
            action.setShortcut(QKeySequence(key))
        action.triggered.connect(lambda _checked=False, slot=slot: slot())
        menu.addAction(action)
