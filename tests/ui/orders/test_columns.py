"""A person lays the list out: columns, their order and widths, what stays, how high the rows are, how it is sorted."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_oms.domain.order_columns import USUAL, Layout, read
from tests.ui.orders.conftest import NO_ADDRESS, TO_PICK, DeskStage, table_of
from tests.ui.orders.test_list import numbers
from tests.ui.reachable import unreachable
from tests.ui.real_shop import leave, rows
from ui.orders import browser, export_desk
from ui.orders.columns_dialog import BOX, ColumnsDialog
from ui.orders.order_rows import BADGES, columns
from ui.orders.orders_page import OrdersPage
from ui.shared.column_table import ColumnTable
from ui.shared.fonts import advance
from ui.shared.messages import Words
from ui.shared.tokens import ROW_COMPACT, SECONDARY

LEFT = Qt.MouseButton.LeftButton


def dialog_of(page: OrdersPage) -> ColumnsDialog:
    page.browser.toolbar.columns_asked.emit()
    return page.findChildren(ColumnsDialog)[-1]


def headings(page: OrdersPage) -> list[str]:
    table = table_of(page)
    header = table.horizontalHeader()
    order = [header.logicalIndex(place) for place in range(header.count())]
    return [table.columns[section].key for section in order if not header.isSectionHidden(section)]


def table(page: OrdersPage) -> ColumnTable:
    found = table_of(page)
    assert isinstance(found, ColumnTable)
    return found


def section(page: OrdersPage, key: str) -> int:
    return next(at for at, column in enumerate(table(page).columns) if column.key == key)


def placed(desk: DeskStage, page: OrdersPage) -> list[int]:
    """When the listed orders were placed, from the top."""
    orders = desk.app.orders
    return [orders.load(orders.find(number)).placed_at for number in numbers(page)]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_columns_are_chosen_and_moved_by_keyboard_and_remembered(desk: DeskStage, language: str) -> None:
    page = desk.show(language)
    assert headings(page) == ["check", *USUAL]
    dialog = dialog_of(page)
    assert unreachable(dialog) == []
    qtbot, found = desk.stage.qtbot, dialog.list
    qtbot.keyClick(found, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(found, Qt.Key.Key_End)
    qtbot.keyClick(found, Qt.Key.Key_Space)
    qtbot.keyClick(found, Qt.Key.Key_Home)
    qtbot.keyClick(found, Qt.Key.Key_Space)
    dialog.density.choose("compact")
    dialog.deed.click()
    wanted = ["check", "number", "goods", "status", "total", "ship_by", "phone_tail"]
    assert headings(page) == wanted
    assert rows(table(page))[-1][-1] == "5678"
    again = desk.show(language)
    assert headings(again) == wanted
    assert table(again).rowHeight(0) == ROW_COMPACT
    desk.stage.preferences.change(user="desk")
    assert headings(desk.show(language)) == ["check", *USUAL]


def test_one_column_is_shown_at_least_and_the_usual_ones_come_back(desk: DeskStage) -> None:
    page = desk.show()
    dialog = dialog_of(page)
    dialog.list.show_columns(())
    dialog.deed.click()
    assert dialog.refusal.text() == page.words("error.columns_none")
    dialog.list.show_columns(("goods",))
    dialog.deed.click()
    assert headings(page) == ["check", "goods"]
    dialog = dialog_of(page)
    dialog.findChild(type(dialog.deed), "columns.usual").click()  # type: ignore[union-attr]
    dialog.deed.click()
    assert headings(page) == ["check", *USUAL]
    assert numbers(page)[0] == NO_ADDRESS


def test_a_width_set_by_hand_is_kept_and_the_goods_take_the_rest(desk: DeskStage) -> None:
    page = desk.show()
    header, number = table(page).horizontalHeader(), section(page, "number")
    header.resizeSection(number, 116)
    QTest.mouseRelease(header.viewport(), LEFT)
    QApplication.processEvents()
    assert header.sectionSize(number) == 116
    assert read(desk.stage.preferences.settings.order_lists.split("\t")[-1]).widths == {"number": 116}
    shown = sum(header.sectionSize(at) for at in range(header.count()) if not header.isSectionHidden(at))
    assert shown == table(page).viewport().width()
    header.sectionHandleDoubleClicked.emit(number)
    assert header.sectionSize(number) == 108


def test_a_click_on_a_box_of_the_dialog_is_taken_once(desk: DeskStage) -> None:
    dialog = dialog_of(desk.show())
    found = dialog.list
    before, height = found.shown(), found.visualItemRect(found.item(1)).center().y()
    for x in range(2, 60, 4):
        QTest.mouseClick(found.viewport(), LEFT, pos=QPoint(x, height))
        once = found.shown()
        assert (before[1] in once) == (x >= BOX), x
        found.item(1).setCheckState(Qt.CheckState.Checked)
    leave(dialog)


def test_the_first_columns_stay_when_the_list_is_scrolled_sideways(desk: DeskStage) -> None:
    page = desk.show()
    wide = Layout(tuple(column.key for column in table(page).columns if column.key != "check"), {}, 2)
    page.browser.columns.use(wide.text())
    QApplication.processEvents()
    found = table(page)
    staying = found._staying
    assert staying.isVisible()
    page.browser.columns.sorted.emit("placed_at", True)
    assert staying.heading.sorted_by == found.heading.sorted_by == ("placed_at", False)
    page.browser.columns.sorted.emit("", False)
    found.horizontalScrollBar().setValue(300)
    x = staying.columnViewportPosition(section(page, "receiver")) + 10
    QTest.mouseClick(staying.viewport(), LEFT, pos=QPoint(x, found.rowViewportPosition(1) + 10))
    assert found.currentIndex().row() == 1
    QTest.mouseClick(staying.viewport(), LEFT, pos=QPoint(10, found.rowViewportPosition(2) + 10))
    assert len(found.rows.checked) == 1
    page.browser.columns.use("")
    QApplication.processEvents()
    assert not staying.isVisible()


def test_a_list_is_sorted_by_what_an_index_holds_and_says_why_not_by_the_rest(
    desk: DeskStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browser, "CHECKED_AT_MOST", 6)  # as many as there are: too many to be read whole
    page = desk.show()
    found = table(page)
    found.heading_clicked(section(page, "goods"))
    told = page.news()["error"]
    assert page.words("orders.column.goods") in told
    assert page.words("orders.column.placed_at") in told
    dialog = dialog_of(page)
    dialog.sorting.choose("-placed_at")
    dialog.deed.click()
    assert page.browser.toolbar.what.text() == page.words("orders.sorted.placed_turned")
    assert placed(desk, page) == sorted(placed(desk, page))
    page.queues.choose("late")
    dialog = dialog_of(page)
    assert [key for key, _ in _choices(dialog)] == ["ship_by", "-ship_by"]
    leave(dialog)


@pytest.mark.parametrize(("language", "told"), [("zh_CN", "按金额排列"), ("en", "By Amount")])
def test_a_short_queue_is_sorted_by_any_column_and_kept_so(desk: DeskStage, language: str, told: str) -> None:
    page = desk.show(language)
    table(page).heading_clicked(section(page, "total"))
    dearest = numbers(page)
    totals = [desk.app.orders.load(desk.app.orders.find(number)).total for number in dearest]
    assert (totals, page.browser.toolbar.what.text()) == (sorted(totals, reverse=True), told)
    assert table(page).heading.sorted_by == ("total", True)
    view = desk.app.views.save(page.desk.actor(), "Dear", **page.browser.shown()._asdict())
    table(page).heading_clicked(section(page, "total"))
    assert numbers(page) == dearest[::-1]
    table(page).choose(2)
    page.reload()
    assert (numbers(page), table(page).currentIndex().row()) == (dearest[::-1], 2)
    table(page).heading_clicked(section(page, "number"))
    assert page.browser.toolbar.what.text() == page.words("orders.sorted.newest")
    page.views.read()
    page.queues.choose(f"view:{view.id}")
    assert numbers(page) == dearest
    dialog_of(page).deed.click()
    assert numbers(page) == dearest
    assert page.browser.wanted()[0].order_ids == tuple(map(desk.app.orders.find, dearest))


def test_a_queue_of_the_house_is_sorted_by_deadline_and_exported_so(
    desk: DeskStage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, path = desk.show(), tmp_path / "orders.csv"
    monkeypatch.setattr(export_desk, "table_to_save", lambda *_asked: path)
    page.queues.choose("to_audit")
    usual = set(numbers(page))
    boss, first = desk.app.people.actor("boss"), desk.app.orders.find(numbers(page)[0])
    desk.app.commands.do(boss, first, "order.amend", args={"ship_by": 0})
    table(page).heading_clicked(section(page, "ship_by"))
    assert page.browser.toolbar.what.text() == page.words("orders.sorted.urgent")
    orders, found = desk.app.orders, numbers(page)
    due = [orders.load(orders.find(number)).ship_by for number in found]
    assert set(found) == usual
    assert None in due
    assert due == sorted(due, key=lambda one: (one is None, one))
    table(page).heading_clicked(section(page, "ship_by"))
    assert numbers(page) == found[::-1]
    page.browser.toolbar.export_asked.emit()
    assert [line.split(",")[0] for line in path.read_text("utf-8-sig").splitlines()[1:]] == found[::-1]


def _choices(dialog: ColumnsDialog) -> list[tuple[str, str]]:
    return [(dialog.sorting.itemData(at), dialog.sorting.itemText(at)) for at in range(dialog.sorting.count())]


def test_a_view_brings_its_columns_and_sorting_and_leaves_ones_own(desk: DeskStage) -> None:
    page = desk.show()
    dialog = dialog_of(page)
    dialog.list.show_columns(("number", "placed_at"))
    dialog.sorting.choose("-placed_at")
    dialog.deed.click()
    shown = page.browser.shown()
    view = desk.app.views.save(page.desk.actor(), "Placed", **shown._asdict(), shared=True)
    dialog = dialog_of(page)
    dialog.list.show_columns(("number", "goods"))
    dialog.deed.click()
    page.views.read()
    page.queues.choose(f"view:{view.id}")
    assert headings(page) == ["check", "number", "placed_at"]
    assert placed(desk, page) == sorted(placed(desk, page))
    page.queues.choose("all")
    assert headings(page) == ["check", "number", "goods"]
    assert numbers(page)[0] == NO_ADDRESS


def test_tags_stand_in_the_list_and_are_searched(desk: DeskStage) -> None:
    boss = desk.app.people.actor("boss")
    desk.app.tagging.tag(boss, desk.app.orders.find(TO_PICK), "VIP")
    page = desk.show()
    assert [row[3] for row in rows(table(page)) if "VIP" in row[3]] == ["陶瓷杯 500 ml · 3 pcs · VIP"]
    page.show_subject("tag:vip")
    assert numbers(page) == [TO_PICK]
    page.browser.columns.use("number,tags")
    page.browser.reload()
    assert [row[2] for row in rows(table(page))] == ["VIP"]


def test_no_badge_of_the_list_is_cut(words: Words) -> None:
    status = next(column for column in columns(words) if column.key == "status")
    for badge in BADGES:
        word = words(f"badge.{str(badge.name).lower()}")
        assert advance(word, SECONDARY, True) <= status.width - 18, word
