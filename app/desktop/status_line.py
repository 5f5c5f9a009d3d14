"""The line at the foot of the window: whether all is saved, how long the draft is, which file it is in."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel, QStatusBar

from app.desktop.draft import Draft, SaveState
from app.plans.outline import characters
from widgets.progress_strip import ProgressStrip


class StatusLine(QObject):
    """Fills the window's status bar."""

    failed = Signal(object)  # Exception: the draft could not be saved

    def __init__(self, bar: QStatusBar, progress: ProgressStrip) -> None:
        super().__init__(bar)
        self.saved, self.counted, self.file = QLabel(bar), QLabel(bar), QLabel(bar)
        bar.addWidget(self.saved)
        bar.addWidget(self.counted)
        bar.addPermanentWidget(progress)
        bar.addPermanentWidget(self.file)
        bar.setSizeGripEnabled(False)

    def show_library(self, path: Path | None) -> None:
        self.file.setText(str(path) if path else "")
        self.file.setToolTip(self.tr("规划库文件：备份它就备份了全部规划、草稿和指标") if path else "")

    def watch(self, draft: Draft | None) -> None:
        """Tell of this draft from now on."""
        self.saved.setText(self.tr("已保存") if draft else "")
        self._count(draft)
        if draft:
            draft.save_state_changed.connect(self._show_save_state)
            draft.changed.connect(lambda _change: self._count(draft))

    def _show_save_state(self, state: SaveState) -> None:
        if state.error is not None:
            self.saved.setText(self.tr("未能保存"))
            self.failed.emit(state.error)
        else:
            self.saved.setText(self.tr("已保存") if state.saved else self.tr("正在保存…"))

    def _count(self, draft: Draft | None) -> None:
        self.counted.setText(self.tr("全文 {0} 字").format(f"{characters(draft.plan):,}") if draft else "")
