"""The list: what each order shows, queues, search, and that nothing jumps."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from desktop_oms.app import build
from tests.ui.orders.conftest import (
    NO_ADDRESS,
    NO_PRODUCT,
    SHORT,
    TO_AUDIT,
    TO_HAND_OVER,
    TO_PICK,
    DeskStage,
    shop_of,
    table_of,
)
from tests.ui.real_shop import rows, texts
from ui.orders.orders_page import OrdersPage
from ui.shared.notices import EmptyState


def numbers(page: OrdersPage) -> list[str]:
    """The order numbers in the list, from the top."""
    return [row[1].split(" · ")[1] for row in rows(table_of(page))]


def test_the_newest_order_comes_first_and_is_open(desk: DeskStage) -> None:
    page = desk.show()
    assert numbers(page) == [NO_ADDRESS, NO_PRODUCT, TO_HAND_OVER, SHORT, TO_PICK, TO_AUDIT]
    assert page.pane.seen is not None
    assert page.pane.seen.view.number == NO_ADDRESS


@pytest.mark.parametrize(
    ("language", "row"),
    [
        (
            "zh_CN",
            [
                "",
                f"S · {TO_AUDIT} · 12:00",
                "\U00020bb7**** · 深圳市",
                "陶瓷杯 500 ml · 3 件",
                "已付款 · 待审核",
                "¥35.00 · 已付",
                "周一 12:00 · 剩 2 天",
            ],
        ),
        (
            "en",
            [
                "",
                f"S · {TO_AUDIT} · 12:00",
                "\U00020bb7**** · 深圳市",
                "陶瓷杯 500 ml · 3 pcs",
                "Paid · To audit",
                "¥35.00 · Paid",
                "Mon 12:00 · 2 days left",
            ],
        ),
    ],
)
def test_a_row_says_what_it_is_where_it_stands_and_how_long_there_is(
    desk: DeskStage, language: str, row: list[str]
) -> None:
    assert rows(table_of(desk.show(language)))[-1] == row


def test_a_late_order_is_marked_in_words(desk: DeskStage) -> None:
    clock = desk.app.database.now
    clock.pass_hours(50)  # type: ignore[attr-defined]
    page = desk.show()
    assert rows(table_of(page))[-1][4] == "Paid · To audit · Overdue"
    assert rows(table_of(page))[-1][6] == "Today 12:00 · 2 h late"


def test_the_queues_count_and_open(desk: DeskStage) -> None:
    page = desk.show()
    shown = {queue.key: queue.shown_count() for queue in page.queues._model.queues if queue.key}
    assert {key: count for key, count in shown.items() if count} == {
        "all": "6",
        "to_audit": "2",
        "to_pick": "1",
        "to_hand_over": "1",
        "to_solve": "2",
    }
    page.queues.choose("to_pick")
    assert numbers(page) == [TO_PICK]
    assert page.header.accessibleName() == "Orders To pick"


def test_in_a_narrow_window_the_queues_hang_under_a_button(desk: DeskStage) -> None:
    page = desk.show(size=(1280, 680))
    assert not page.queues.isVisible()
    assert page.queues.fold_button.isVisible()
    page.queues.fold_button.menu().actions()[2].trigger()
    assert numbers(page) == [SHORT, TO_AUDIT]


def test_an_empty_queue_says_so(desk: DeskStage) -> None:
    page = desk.show()
    page.queues.choose("after_sales")
    assert 'No orders in "After-sales" now' in texts(page)
    page.queues.choose("to_pick")
    assert numbers(page) == [TO_PICK]
    assert table_of(page).isVisible()


def test_a_shop_without_orders_offers_the_import(stage: object) -> None:
    page = DeskStage(stage).show("zh_CN")  # type: ignore[arg-type]
    state = page.findChild(EmptyState)
    assert state is not None
    assert state.isVisible()
    assert not page.pane.isVisible()
    assert page.focusWidget() is state.action
    page.search.setFocus()
    page.take_focus()
    assert state.action.hasFocus()
    QTest.keyClick(state.action, Qt.Key.Key_Space)
    assert stage.room.opened == [("importing", None)]  # type: ignore[attr-defined]


@pytest.mark.parametrize("typed", [TO_PICK, "S-2", "100002"])
def test_slash_leads_to_the_search_and_any_scrap_finds(desk: DeskStage, typed: str) -> None:
    page = desk.show()
    desk.key(page, "/")
    assert page.search.hasFocus()
    desk.key(page, typed)
    desk.key(page, Qt.Key.Key_Return)
    assert TO_PICK in numbers(page)
    assert table_of(page).hasFocus()
    page.queues.clicked.emit(page.queues.currentIndex())
    assert page.search.text() == ""
    assert len(numbers(page)) == 6


def test_two_characters_of_a_name_a_phone_and_a_waybill_find(desk: DeskStage) -> None:
    page = desk.show()
    order = shop_of(desk).read(TO_HAND_OVER)
    for typed, found in (("㐂䶮", 4), ("5678", 4), (order.parcels[0].waybill or "", 1), ("sku:TEE-NV", 1)):
        page.search.setText(typed)
        page.browser.search(typed)
        assert len(numbers(page)) == found, typed


def test_a_search_without_hits_says_where_it_looked_and_ends_by_one_button(desk: DeskStage) -> None:
    page = desk.show("zh_CN")
    page.search.setText("没有这个")
    page.browser.search("没有这个")
    assert "没有找到“没有这个”" in texts(page)
    assert not any("选一个订单" in told for told in texts(page))
    state = page.findChild(EmptyState)
    assert state is not None
    desk.stage.qtbot.keyClick(state.action, Qt.Key.Key_Return)
    assert page.search.text() == ""
    assert len(numbers(page)) == 6


def test_a_pasted_list_of_numbers_finds_them_in_its_order_and_names_the_unknown(desk: DeskStage) -> None:
    page = desk.show()
    page.browser.search(f"{TO_PICK}, A999, {TO_AUDIT}")
    assert numbers(page) == [TO_PICK, TO_AUDIT]
    assert page.news()["unknown"] == "No order has this number A999"


def test_a_scanned_code_is_looked_for(desk: DeskStage) -> None:
    page = desk.show()
    assert page.scan(TO_PICK)
    assert numbers(page) == [TO_PICK]


def test_markup_typed_into_the_search_stays_text(desk: DeskStage) -> None:
    page = desk.show()
    page.browser.search("<b>x</b> & y")
    assert 'Nothing found for "<b>x</b> & y"' in texts(page)


def test_a_refresh_keeps_the_chosen_and_the_checked_order(desk: DeskStage) -> None:
    page = desk.show()
    table = table_of(page)
    table.choose(3)
    desk.wait_for(page, SHORT)
    page.browser.list.rows.toggle(3)
    assert table.chosen() is not None
    new = shop_of(desk)
    new.skus = {"CUP": desk.app.catalogue.find("CUP").id, "TEE-XL": desk.app.catalogue.find("TEE-XL").id}
    number = new.order("S-9", confirm=False)
    page.reload()
    assert numbers(page)[0] == number
    assert table.currentIndex().row() == 4
    assert page.pane.seen is not None
    assert page.pane.seen.view.number == SHORT
    assert len(page.browser.checked()) == 1


def test_an_order_that_left_its_queue_stays_open_unmarked_and_unchecked_and_down_goes_to_the_next(
    desk: DeskStage,
) -> None:
    shop = shop_of(desk)
    shop.skus = {"CUP": desk.app.catalogue.find("CUP").id, "TEE-XL": desk.app.catalogue.find("TEE-XL").id}
    done = shop.order("S-9", confirm=False)
    page = desk.show()
    page.queues.choose("to_audit")
    table, rest = table_of(page), numbers(page)[1:]
    table.check_all_asked.emit()
    assert len(page.browser.checked()) == len(rest) + 1
    desk.wait_for(page, done)
    shop.do(shop.desk, done, "order.confirm")
    page.reload()
    assert numbers(page) == rest
    assert page.pane.seen is not None
    assert page.pane.seen.view.number == done
    assert table.chosen() is None
    assert len(page.browser.checked()) == len(rest)
    desk.stage.qtbot.keyClick(table, Qt.Key.Key_Down)
    assert table.currentIndex().row() == 0
    desk.wait_for(page, rest[0])
    last = len(rest) - 1
    table.choose(last)
    desk.wait_for(page, TO_AUDIT)
    shop.do(shop.desk, TO_AUDIT, "order.confirm")
    page.reload()
    assert (table.chosen(), page.pane.seen.view.number) == (None, TO_AUDIT)
    desk.stage.qtbot.keyClick(table, Qt.Key.Key_Up)
    assert table.currentIndex().row() == last - 1


def test_what_another_station_does_is_seen_at_the_next_look_and_nothing_moves(crowd: DeskStage) -> None:
    page = crowd.show()
    table, bar = table_of(page), table_of(page).verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    place = table.rowAt(table.viewport().height() // 2)
    table.choose(place)
    chosen, height = table.chosen(), bar.value()
    assert chosen is not None
    other = build(crowd.stage.folder / "shop.sqlite", now=crowd.app.database.now)
    other.tagging.tag(other.people.actor("boss"), chosen.id, "VIP")
    other.close()
    assert "VIP" not in rows(table)[place][3]
    assert page._again.isActive()
    assert page._again.interval() <= 5000
    page._again.timeout.emit()
    assert "VIP" in rows(table)[place][3]
    again = table.chosen()
    assert again is not None
    assert (again.id, table.currentIndex().row(), bar.value()) == (chosen.id, place, height)


def test_a_long_queue_has_a_true_scroll_bar_and_rows_at_its_end(crowd: DeskStage) -> None:
    page = crowd.show()
    table = table_of(page)
    assert page.browser.list.rows.rowCount() == 450
    assert page.browser.list.foot.range.text().endswith("of 450")
    in_sight = page.browser.list.in_sight()
    page.browser.columns.density = "compact"
    page.browser.columns.use("")
    assert page.browser.list.in_sight() > in_sight
    assert page.browser.list.foot.range.text() == f"1–{page.browser.list.in_sight()[1]} of 450"
    table.scrollToBottom()
    table.choose(449)
    oldest = crowd.app.orders.page("all", reverse=True, limit=1)[0]
    crowd.wait_for(page, oldest.number)
    table.sort_asked.emit("number", False)
    assert numbers(page)[0] == oldest.number
    assert len(set(numbers(page))) == 450


def test_new_orders_on_top_do_not_double_or_drop_any(crowd: DeskStage) -> None:
    listing_page = crowd.show()
    listing = listing_page.browser.list.listing
    assert listing is not None
    before = [row.id for first in (0, 200, 400) for row in listing.fetch(first, 200)]
    assert len(set(before)) == 450


def test_the_model_of_the_list_is_clean_by_qts_own_tester(crowd: DeskStage) -> None:
    page = crowd.show()
    model = page.browser.list.rows
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    assert tester.model() is model
    page.queues.choose("to_audit")
    page.browser.search("TEE")
    page.reload()


def test_the_heading_checks_all_rows_and_takes_the_checks_back(crowd: DeskStage) -> None:
    page = crowd.show()
    table_of(page).check_all_asked.emit()
    assert len(page.browser.checked()) == 450
    assert page.browser.toolbar.bulk.count.text() == "450 checked"
    page.browser.toolbar.bulk.cleared.emit()
    assert page.browser.toolbar.bulk.isHidden()
