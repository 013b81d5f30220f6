"""The search box remembers, a search in vain says where it looked and what would find something."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop_oms.services.finding import SHOWN_HITS
from tests.ui.orders.conftest import SHORT, TO_AUDIT, DeskStage, settled, table_of
from tests.ui.orders.test_list import numbers
from tests.ui.real_shop import press, texts
from ui.orders.orders_page import OrdersPage
from ui.shared.recent_list import RecentList

DOWN, ENTER, ESC = Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Escape


def test_what_was_looked_for_last_stands_under_the_box(desk: DeskStage) -> None:
    page, qtbot = desk.show(), desk.stage.qtbot
    for typed in (TO_AUDIT, SHORT):
        page.search.setFocus()
        page.search.setText(typed)
        qtbot.keyClick(page.search, ENTER)
    again = desk.show()
    again.search.setFocus()
    qtbot.keyClick(again.search, DOWN)
    found = again.findChildren(RecentList)[-1]
    assert [found.item(at).text() for at in range(found.count())] == [SHORT, TO_AUDIT]
    qtbot.keyClick(found, DOWN)
    qtbot.keyClick(found, ENTER)
    QApplication.processEvents()
    assert (again.search.text(), numbers(again)) == (TO_AUDIT, [TO_AUDIT])
    again.search.setFocus()
    qtbot.keyClick(again.search, DOWN)
    found = again.findChildren(RecentList)[-1]
    qtbot.keyClick(found, ESC)
    assert not found.isVisible()
    assert again.search.hasFocus()


@pytest.mark.parametrize(
    ("typed", "wider", "count"),
    [
        ("status:paid note:nothing", "status:paid", 4),
        ("name:A100001", "A100001", 1),
        (f"{TO_AUDIT}9", TO_AUDIT, 1),
        ("林晓雯 nothing", "林晓雯", 2),
    ],
)
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_a_search_in_vain_offers_the_nearest_that_finds_something(
    desk: DeskStage, typed: str, wider: str, count: int, language: str
) -> None:
    page = desk.show(language)
    page.show_subject(typed)
    press(desk.stage.qtbot, settled(page), "empty_state.action")
    assert page.search.text() == wider
    assert len(numbers(page)) == count


def test_letters_over_the_recent_searches_go_on_with_the_search(desk: DeskStage) -> None:
    """N is the key of a new order, but not while somebody types."""
    page, qtbot = desk.show(), desk.stage.qtbot
    page.search.setFocus()
    page.search.setText(TO_AUDIT)
    qtbot.keyClick(page.search, ENTER)
    page.search.setFocus()
    page.search.setText("")
    qtbot.keyClick(page.search, DOWN)
    found = page.findChildren(RecentList)[-1]
    qtbot.keyClick(found, "n")
    assert not found.isVisible()
    assert (page.search.text(), page.search.hasFocus()) == ("n", True)
    assert desk.stage.room.opened == []


def test_a_search_in_vain_is_told_again_after_other_orders_were_seen(desk: DeskStage) -> None:
    page = desk.show()
    for _ in range(2):
        page.show_subject("zz")
        page.reload()
        told = texts(settled(page).browser.list)
        assert told.count(page.words("orders.none_found_advice")) == 1
        page.show_subject(TO_AUDIT)
        assert numbers(page) == [TO_AUDIT]


def test_nothing_near_leads_back_to_the_queue(desk: DeskStage) -> None:
    page = desk.show()
    page.show_subject("zz")
    assert page.words("orders.none_found_advice") in texts(page.browser.list)
    press(desk.stage.qtbot, settled(page), "empty_state.action")
    assert len(numbers(page)) == 6


def test_a_field_says_that_it_alone_was_looked_in(desk: DeskStage) -> None:
    page = desk.show()
    page.show_subject("sku:nowhere")
    assert page.words("search.looked_in", field="sku") in texts(page.browser.list)


def heading_of(page: OrdersPage, key: str) -> int:
    """The section of a column."""
    return next(at for at, column in enumerate(table_of(page).columns) if column.key == key)


@pytest.mark.parametrize(
    ("language", "told"), [("zh_CN", "找到 4 单，按金额排列"), ("en", "4 orders found, by Amount")]
)
def test_hits_are_sorted_by_any_column_and_a_view_keeps_that(desk: DeskStage, language: str, told: str) -> None:
    page = desk.show(language)
    page.show_subject("status:paid")
    likeliest = numbers(page)
    table_of(page).heading_clicked(heading_of(page, "total"))
    dearest, shown = numbers(page), page.browser.toolbar.what.text()
    totals = [desk.app.orders.load(desk.app.orders.find(number)).total for number in dearest]
    assert (totals, shown) == (sorted(totals, reverse=True), told)
    view = desk.app.views.save(page.desk.actor(), "Dear", **page.browser.shown()._asdict())
    assert page.browser.wanted()[0].order_ids == tuple(map(desk.app.orders.find, dearest))
    table_of(page).heading_clicked(heading_of(page, "total"))
    assert numbers(page) == dearest[::-1]
    table_of(page).heading_clicked(heading_of(page, "total"))
    assert numbers(page) == likeliest
    page.views.read()
    page.queues.choose(f"view:{view.id}")
    assert numbers(page) == dearest


def test_more_hits_than_a_page_are_checked_and_sorted_all_and_too_many_say_so(
    crowd: DeskStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = crowd.show()
    page.show_subject("total:0..")
    assert table_of(page).rows.rowCount() == SHOWN_HITS
    table_of(page).check_all_asked.emit()
    assert (len(page.browser.checked()), table_of(page).rows.rowCount()) == (450, 450)
    monkeypatch.setattr("ui.orders.seeking.CHECKED_AT_MOST", 300)
    page.show_subject("total:1..")
    table_of(page).heading_clicked(heading_of(page, "total"))
    assert page.words("error.too_many_to_sort", n=300, count="300") in page.news().values()
    assert table_of(page).rows.rowCount() == 300
    told = page.words("error.too_many_to_check", n=300, count="300")
    assert told not in page.news().values()
    table_of(page).check_all_asked.emit()
    assert told in page.news().values()


def test_a_queue_that_is_too_long_to_be_checked_says_what_is_checked(
    crowd: DeskStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.orders.order_list.CHECKED_AT_MOST", 300)
    page = crowd.show("zh_CN")
    table_of(page).check_all_asked.emit()
    assert len(page.browser.checked()) == 300
    assert page.words("error.too_many_to_check", n=300, count="300") in page.news().values()


def test_a_pasted_column_is_told_by_its_length_and_what_is_unknown_is_over_with_the_search(desk: DeskStage) -> None:
    page = desk.show()
    page.search.search_for(f"{TO_AUDIT}\nA999\n{SHORT}")
    assert page.header.accessibleName() == "Orders Search all orders for 3 numbers"
    assert "unknown" in page.news()
    page.search.search_for("")
    assert "unknown" not in page.news()
