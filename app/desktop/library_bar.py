"""The bar above the list of plans: imports at the left, at the right what can be done with the chosen plan."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from app.plans.model import PlanSummary, Role
from widgets.overflow_row import OverflowRow


class LibraryBar(QWidget):
    """Its buttons are wired by the page."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("pageBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.import_files_button = QPushButton(self.tr("导入文件…"), self)
        self.import_folder_button = QPushButton(self.tr("导入文件夹…"), self)
        self.role_box = QComboBox(self)
        self.role_box.addItem(self.tr("作为参考规划"), Role.REFERENCE)
        self.role_box.addItem(self.tr("作为草稿"), Role.DRAFT)
        self.role_box.setToolTip(self.tr("参考规划只读，用来对照；草稿可以编辑、导出"))
        self.role_box.setAccessibleName(self.tr("导入为"))
        self.new_button = QPushButton(self.tr("新建草稿…"), self)
        self.open_button = QPushButton(self.tr("打开草稿"), self)
        self.correct_button = QPushButton(self.tr("核对与改正…"), self)
        self.correct_button.setToolTip(self.tr("把识别出的结构与原文对照，改正识别错的地方"))
        self.delete_button = QPushButton(self.tr("删除…"), self)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(8)
        for widget in (self.import_files_button, self.import_folder_button, self.role_box):
            widget.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
            row.addWidget(widget)
        row.addStretch()
        self.others = OverflowRow(8, self)
        for button in (self.new_button, self.open_button, self.correct_button, self.delete_button):
            self.others.add(button)
        row.addWidget(self.others)

    def role(self) -> Role:
        """What imported plans are to be."""
        return Role(self.role_box.currentData())  # Qt hands an enumeration of texts back as a text

    def set_importing(self, busy: bool) -> None:
        """One import at a time."""
        for widget in (self.import_files_button, self.import_folder_button, self.role_box):
            widget.setEnabled(not busy)

    def show_chosen(self, summary: PlanSummary | None) -> None:
        """Offer what can be done with this plan."""
        self.open_button.setEnabled(summary is not None and summary.role is Role.DRAFT)
        self.correct_button.setEnabled(summary is not None and can_be_corrected(summary))
        self.delete_button.setEnabled(summary is not None)


def can_be_corrected(summary: PlanSummary) -> bool:
    """A draft is simply edited, and a card has no text that could be read wrongly."""
    return summary.role is Role.REFERENCE and not summary.is_card
