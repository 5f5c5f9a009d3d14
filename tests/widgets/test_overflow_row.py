from __future__ import annotations

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QToolButton

from widgets.overflow_row import OverflowRow

TEXTS = ("导入文件…", "新建草稿…", "打开草稿", "删除…")


@pytest.fixture
def row(qtbot) -> OverflowRow:
    made = OverflowRow(8, None)
    for text in TEXTS:
        made.add(QPushButton(text, made))
    qtbot.addWidget(made)
    made.show()
    return made


def shown(row: OverflowRow) -> list[str]:
    return [button.text() for button in row.findChildren(QPushButton) if button.isVisible()]


def test_with_room_every_button_is_shown(row):
    row.resize(row.sizeHint())
    assert shown(row) == list(TEXTS)
    assert not row.more.isVisible()


def test_a_button_without_room_is_in_the_menu_and_works_there(row):
    pressed = []
    last = row.findChildren(QPushButton)[-1]
    last.clicked.connect(lambda: pressed.append(last))
    row.findChildren(QPushButton)[-2].setEnabled(False)
    row.resize(row.sizeHint().width() * 2 // 3, row.height())
    seen = shown(row)
    assert seen == list(TEXTS[: len(seen)])
    assert all(button.width() >= button.sizeHint().width() for button in row.findChildren(QPushButton)[: len(seen)])
    row.more.menu().aboutToShow.emit()
    actions = row.more.menu().actions()
    assert [action.text() for action in actions] == list(TEXTS[len(seen) :])
    assert [action.isEnabled() for action in actions][-2:] == [False, True]
    actions[-1].trigger()
    assert pressed == [last]
    row.resize(row.sizeHint())
    assert shown(row) == list(TEXTS)


def test_in_the_narrowest_row_all_are_in_the_menu(row):
    row.resize(row.minimumSizeHint())
    assert shown(row) == []
    assert row.more.isVisible()


def test_a_sign_has_its_name_in_the_menu(row):
    button = QToolButton(row)
    up = QAction("上移", button, iconText="↑")
    button.setDefaultAction(up)
    row.add(button)
    row.resize(row.minimumSizeHint())
    row.more.menu().aboutToShow.emit()
    assert row.more.menu().actions()[-1].text() == "上移"
    row.more.menu().aboutToShow.emit()
    assert row.more.menu().actions()[-1] is up
