from __future__ import annotations

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout

from widgets.parts import main_button

SHEET = 'QPushButton { background: #ffffff; border: none; } QPushButton[primary="true"] { background: #9c2b22; }'


def test_the_main_button_takes_its_colour_in_a_dialog_too(qtbot):
    dialog = QDialog()
    qtbot.addWidget(dialog)
    dialog.setStyleSheet(SHEET)
    buttons = QDialogButtonBox(dialog)
    take = main_button("确定", dialog)
    buttons.addButton(take, QDialogButtonBox.ButtonRole.AcceptRole)
    other = buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
    QVBoxLayout(dialog).addWidget(buttons)
    dialog.show()
    assert take.grab().toImage().pixelColor(0, 0) == QColor("#9c2b22")
    assert other.grab().toImage().pixelColor(0, 0) == QColor("#ffffff")
