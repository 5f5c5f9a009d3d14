"""The indicators page on a real library file: typing, pasting, moving, undoing, and the peers beside it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QPushButton

from app.desktop.indicators_page import IndicatorsPage
from app.desktop.session import Session
from app.figures.model import Indicator, Nature
from app.library import Library
from widgets.cell_table import CellTable

GREEN = Indicator("绿色贷款余额", "亿元", "绿色金融", None, 2020, Decimal(20), None, 2025, Decimal(60), id="green")
SMALL = Indicator("小店铺贷款占比", "%", None, None, 2020, Decimal("5.5"), None, 2025, Decimal(8), id="small")
PEER = Indicator(
    "绿色信贷余额", "万元", None, None, 2020, Decimal(300000), None, 2025, Decimal(800000), path="一", id="peer"
)


@pytest.fixture
def page(session: Session, qtbot) -> IndicatorsPage:
    assert session.draft is not None
    session.library.save_indicators(session.draft.plan.id, (GREEN, SMALL))
    session.library.save_indicators(session.references()[0].id, (PEER,))
    page = IndicatorsPage(session)
    qtbot.addWidget(page)
    page.resize(1300, 800)
    page.show()
    qtbot.waitUntil(lambda: len(page.indicators) == 2)
    return page


def stored(session: Session) -> tuple[Indicator, ...]:
    """What the library file holds of the draft, read by a second connection."""
    session.jobs.finish_changes()
    assert session.draft is not None
    with Library.open(session.library.path, write=False) as library:
        return library.indicators(session.draft.plan.id)


def column(table: CellTable, key: str) -> int:
    return [column.key for column in table.rows.columns].index(key)


def shown(table: CellTable, row: int, key: str) -> str:
    return table.rows.rows[row].cells[column(table, key)].text


@pytest.fixture
def type_into(page: IndicatorsPage, qtbot) -> Callable[[int, str, str], None]:
    """Types into a cell as a user does: choose it, open it, type, press Enter."""

    def type_text(row: int, key: str, text: str) -> None:
        table = page.table
        table.setCurrentIndex(table.rows.index(row, column(table, key)))
        if table.findChild(QLineEdit) is None:
            table.edit(table.currentIndex())
        editor = table.findChild(QLineEdit)
        editor.setText(text)  # key events carry no Chinese; an input method sets it in this way
        qtbot.keyClick(editor, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: table.findChild(QLineEdit) is None)

    return type_text


def test_editing_a_target_recomputes_the_growth_and_is_saved(page, session, type_into) -> None:
    assert shown(page.table, 0, "growth") == "24.6%"
    type_into(0, "target_value", "40以上")
    assert shown(page.table, 0, "growth") == "14.9%"
    assert "年均增长14.9%" in page.pane.sentence.text()
    saved = stored(session)[0]
    assert (saved.target_value, saved.qualifier) == (Decimal(40), "以上")


def test_undo_and_redo_are_saved_too(page, session, type_into) -> None:
    type_into(0, "target_value", "40")
    page.undo()
    assert shown(page.table, 0, "target_value") == "60"
    assert stored(session)[0].target_value == Decimal(60)
    page.redo()
    assert stored(session)[0].target_value == Decimal(40)


def test_what_cannot_be_is_said_and_changes_nothing(page, session, type_into, qtbot) -> None:
    with qtbot.waitSignal(page.notice) as said:
        type_into(0, "base_value", "很多")
    assert said.args[0].text == "“很多”不是数字。“基期值”请填数字，如 85.64；没有就留空。"
    with qtbot.waitSignal(page.notice) as said:
        type_into(0, "target_year", "2019")
    assert "不晚于基期年" in said.args[0].text
    assert stored(session) == tuple(one for one in stored(session) if one.id in ("green", "small"))
    assert shown(page.table, 0, "base_value") == "20"


def test_a_wrong_stated_growth_is_marked_with_its_reason(page, type_into) -> None:
    type_into(0, "growth_stated", "8")
    cell = page.table.rows.rows[0].cells[column(page.table, "growth_stated")]
    assert cell.text == "⚠ 8%"
    assert "不符" in cell.hint


def test_rows_are_added_moved_and_deleted(page, session, type_into) -> None:
    page.table.select("green", 1)
    page.bar.commands["add"].trigger()
    type_into(1, "name", "保费收入（亿元）")
    assert [(one.name, one.unit, one.group) for one in stored(session)][1] == ("保费收入", "亿元", "绿色金融")
    page.bar.commands["up"].trigger()
    assert stored(session)[0].name == "保费收入"
    page.bar.commands["delete"].trigger()
    assert [one.id for one in stored(session)] == ["green", "small"]


def test_pasting_a_table_with_its_header_adds_its_rows(page, session) -> None:
    QGuiApplication.clipboard().setText(
        "指标类别\t指标名称\t2020年\t2025年\t属性\n规模\t税收（亿元）\t15.8\t22\t预期性\n\t机构数量（家）\t30\t40左右\t约束性\n"
    )
    page.bar.commands["paste"].trigger()
    added = stored(session)[2:]
    assert [(one.group, one.name, one.unit, one.base_value, one.target_value, one.nature) for one in added] == [
        ("规模", "税收", "亿元", Decimal("15.8"), Decimal(22), Nature.EXPECTED),
        ("规模", "机构数量", "家", Decimal(30), Decimal(40), Nature.BINDING),
    ]


def test_pasting_cells_fills_from_the_cursor_in_one_step(page, session) -> None:
    page.table.select("green", column(page.table, "base_value"))
    QGuiApplication.clipboard().setText("30\t2020\t90\r\n6.1\t2020\t9\r\n")
    page.table.paste()
    # the middle column is the target year, which may not be the base year
    assert stored(session)[0].base_value == Decimal(20)
    QGuiApplication.clipboard().setText("30\t2026\t90\r\n6.1\t2026\t9\r\n")
    page.table.paste()
    assert [(one.base_value, one.target_year, one.target_value) for one in stored(session)] == [
        (Decimal(30), 2026, Decimal(90)),
        (Decimal("6.1"), 2026, Decimal(9)),
    ]
    page.undo()
    assert stored(session)[1].base_value == Decimal("5.5")


def test_peers_in_our_unit_and_missing_plans_said(page) -> None:
    page.table.select("green", 1)
    rows = [[cell.text for cell in row.cells] for row in page.pane.table.rows.rows]
    assert rows[0][:2] == ["▶ 松泉市", "绿色贷款余额"]
    assert rows[1][:6] == ["柳河市", "绿色信贷余额", "亿元", "2020年 30", "2025年 80", "21.7%"]
    page.table.select("small", 1)
    assert [row.cells[1].text for row in page.pane.table.rows.rows] == ["小店铺贷款占比", "无"]


def test_references_are_only_looked_at(page, session, qtbot) -> None:
    reference = session.references()[0]
    page.bar.plans.activated.emit(page.bar.plans.findData(reference.id))
    assert [one.name for one in page.indicators] == ["绿色信贷余额"]
    assert not page.bar.commands["add"].isEnabled()
    table = page.table
    assert not table.rows.flags(table.rows.index(0, 1)) & Qt.ItemFlag.ItemIsEditable


def test_the_place_of_a_peer_is_opened(page, session, qtbot) -> None:
    page.table.select("green", 1)
    table = page.pane.table
    with qtbot.waitSignal(page.compare_requested) as wished:
        table.doubleClicked.emit(table.rows.index(1, 0))
    reference = session.references()[0]
    assert wished.args[0].plan_id == reference.id
    assert wished.args[0].section_id == reference.sections[0].id


def test_an_empty_draft_says_what_to_do(page, session) -> None:
    page.table.selectAll()
    page.bar.commands["delete"].trigger()
    assert page._front.currentWidget() is page.empty
    page.empty.action_triggered.emit(0)
    assert page._front.currentWidget() is page.table
    assert len(page.indicators) == 1


def test_a_reading_older_than_an_edit_never_covers_it(page, session, type_into, qtbot) -> None:
    page.reload()
    type_into(0, "target_value", "45")
    qtbot.waitUntil(lambda: not session.jobs.busy())
    assert shown(page.table, 0, "target_value") == "45"
    assert stored(session)[0].target_value == Decimal(45)


def test_export_waits_for_the_last_edit(page, type_into, qtbot, session) -> None:
    type_into(0, "target_value", "45")
    with qtbot.waitSignal(page.export_requested) as told:
        page.bar.commands["export"].trigger()
    assert told.args == [session.draft.plan.id]
    assert session.library.indicators(session.draft.plan.id)[0].target_value == Decimal(45)


def test_five_reference_plans_beside_one_row(references: Path, page, session, qtbot) -> None:
    from app.importing import import_files
    from app.plans.model import Role

    import_files(session.library, [references], Role.REFERENCE)
    with qtbot.waitSignal(session.plans_changed):
        session.load()
    qtbot.waitUntil(lambda: page.bar.plans.count() == 7, timeout=20_000)
    page.table.select("green", 1)
    assert len(page.pane.table.rows.rows) == 7


def test_without_plans_the_page_says_where_they_come_from(desk, tmp_path, qtbot) -> None:
    library = Library.open(tmp_path / "empty.db")
    session = Session(library)
    with qtbot.waitSignal(session.index_changed):
        session.load()
    page = IndicatorsPage(session)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: not session.jobs.busy())
    assert page._front.currentWidget() is page.empty
    assert not any(button.isVisible() for button in page.empty.findChildren(QPushButton))
    assert not any(command.isEnabled() for command in page.bar.commands.values())
    session.close()


def test_the_chart_shows_the_chosen_indicator_and_its_peer_in_one_unit(page, type_into) -> None:
    ours, theirs = page.pane.chart.groups
    assert [bar.text for bar in ours.bars] == ["20亿元", "60亿元"]
    assert [bar.text for bar in theirs.bars] == ["30亿元", "80亿元"]
    type_into(0, "target_value", "40以上")
    assert page.pane.chart.groups[0].bars[1].text == "40亿元以上"
    page.table.select("small", 1)
    assert page.pane.chart.groups[1].note == "无"


def test_the_place_between_table_and_chart_is_remembered(page, session, qtbot) -> None:
    page.pane.splitter.setSizes([400, 800])
    wanted = page.pane.splitter.sizes()
    page.remember()
    again = IndicatorsPage(session)
    qtbot.addWidget(again)
    again.resize(page.size())
    again.show()
    assert again.pane.splitter.sizes() == wanted
