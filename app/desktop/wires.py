"""Every wire between pages, in one list: a page wishes, the window answers; no page knows another."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.desktop.main_window import MainWindow
    from app.desktop.window_commands import WindowCommands
    from app.desktop.window_exports import WindowExports


def wires(
    window: MainWindow, commands: WindowCommands, exports: WindowExports
) -> tuple[tuple[str, str, Callable[..., object]], ...]:
    """The page, its signal, what answers it."""
    show = window.notice_bar.show_notice
    return (
        ("library", "notice", show),
        ("library", "draft_requested", window.open_in_draft),
        ("library", "compare_requested", window.open_in_compare),
        ("library", "open_draft_requested", window.open_draft),
        ("library", "new_draft_requested", commands.new_draft),
        ("draft", "notice", show),
        ("draft", "compare_requested", window.open_in_compare),
        ("draft", "new_draft_requested", commands.new_draft),
        ("compare", "notice", show),
        ("compare", "draft_requested", window.open_in_draft),
        ("compare", "borrow_requested", window.borrow),
        ("compare", "export_requested", exports.export_comparison_of),
        ("compare", "decisions_export_requested", exports.export_decisions),
        ("coverage", "export_requested", exports.export_coverage),
        ("coverage", "compare_requested", window.open_in_compare),
        ("coverage", "draft_requested", window.open_in_draft),
        ("indicators", "notice", show),
        ("indicators", "draft_requested", window.open_in_draft),
        ("indicators", "compare_requested", window.open_in_compare),
        ("indicators", "export_requested", exports.export_indicators),
        ("search", "draft_requested", window.open_in_draft),
        ("search", "compare_requested", window.open_in_compare),
        ("search", "indicator_requested", window.open_in_indicators),
        ("search", "opened", window.trail.show_place),
    )
